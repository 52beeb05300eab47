"""Rules that see an organization by a mark of its legal form, or by its head in brackets. In: a Survey. Out: Mentions.

㈜X, 법무법인 X, X(회장 홍길동): marks that hold for any name, even one that no list and no rule of form knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.enrich.extent import (
    DIRECTIONS,
    kind_of,
    known_name,
    name_start,
    parent_of,
    stem_of,
)
from newsarchive.enrich.passage import SHAPES
from newsarchive.enrich.shapes import is_common, is_inner, is_place_only
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT

FORM = (
    r"(?:㈜|㈔|㈐|\((?:주|사|재|유)\)|주\)|사\)|재\)|유\)|주식회사|유한회사|사단법인|재단법인|학교법인|의료법인|사회복지법인"
    r"|농업회사법인|영농조합법인|어업회사법인)\s?"
)
# begins with few signs: quick to find
LEGAL_FORM = re.compile(rf"{FORM}(?:{FORM})*(?=['\"]?([^\W_]))")
FIRM = re.compile(r"(?:법무|세무|회계|노무|특허|관세)법인 ([^\W_])")
LEGAL_FORM_AFTER = re.compile(r"㈜|\([주사재유]\)| (?:유한회사|주식회사)(?=[은는이가와과의,.]|$)")
HEADED = re.compile(
    r"\((?:[^()\n]{1,24}, ?)?"
    r"([\w·]{0,12}?(?:[^\W\d_]장|[장차]관|대사|대표|대표이사|대표자|총재|감독|교육감|군수|목사|스님|신부|수녀|총무|지사|주지|점주|사령관|지휘자))"
    r"(?: ?(?:직무대행|권한대행|직무대리|대행))?(?: ?[:·] ?| )([^\W\d_]{2,4}(?:[·,] ?(?!이하)[^\W\d_]{2,4})*)(?=[),·\s/])"
)


def corporate_mark(survey: Survey) -> Iterator[Mention]:
    """㈜X, (사)X, 농업회사법인 X; X㈜."""
    passage = survey.passage
    for match in LEGAL_FORM.finditer(passage.plain):
        first = passage.starts.get(match.start(1))
        if first is not None and not _is_suffix(survey, match, first):
            last = _forward(survey, first)
            name = survey.name(first, last, stem_of(survey, passage.words[last]))
            quotation = passage.quotation_at(match.start(1))
            if quotation and passage.plain.startswith(quotation, match.start(1)):
                last = passage.word_at(match.start(1) + len(quotation) - 1) or last
                name = quotation
            if name[0].isdigit() or _is_no_name(survey, name):
                continue
            yield Mention(first, last, name, kind_of(survey, last, "company"))
    for match in LEGAL_FORM_AFTER.finditer(passage.plain):
        index = passage.ends.get(match.start())
        following = passage.starts.get(match.end())
        is_prefix = following is not None and passage.words[following].text not in SHAPES
        if index is not None and not is_prefix:
            name = passage.words[index].text
            if not _is_no_name(survey, name):
                yield Mention(index, index, name, "company")


def _is_suffix(survey: Survey, match: re.Match[str], first: int) -> bool:
    """Whether a legal form belongs to the name before it: 진공기술(주)는, X㈜ 컨소시엄; not 에서㈜X."""
    plain = survey.passage.plain
    is_glued = plain[match.start() - 1 : match.start()].isalnum()
    is_word = match.group()[0].isalnum()
    is_spaced = plain[match.end() - 1].isspace()
    return is_glued and (is_word or is_spaced or survey.passage.words[first].text in SHAPES)


def _is_no_name(survey: Survey, text: str) -> bool:
    vocabulary = survey.vocabulary
    return len(text) < 2 or text in vocabulary.stops or is_common(text, vocabulary)


def firm(survey: Survey) -> Iterator[Mention]:
    """법무법인 X: what kind of firm it is belongs to its name."""
    passage = survey.passage
    for match in FIRM.finditer(passage.plain):
        first, last = passage.starts.get(match.start()), passage.starts.get(match.start(1))
        if first is not None and last is not None:
            stem = stem_of(survey, passage.words[last])
            if not is_common(stem, survey.vocabulary):
                yield Mention(first, last, survey.name(first, last, stem), "company")


def _forward(survey: Survey, first: int) -> int:
    """The last word of a name that begins here: it goes on as long as branches of it follow."""
    last = first
    words = survey.passage.words
    while (word := survey.next(last)) and is_inner(words[last], survey.vocabulary):
        ending = survey.endings[word.at]
        if not ending or not (
            ending.head.is_branch
            or ending.head.is_local
            or is_place_only(ending.modifier, survey.vocabulary)
        ):
            break
        last = word.at
    return last


def headed(survey: Survey) -> Iterator[Mention]:
    """X(회장 홍길동): whoever has a head is an organization."""
    passage = survey.passage
    for match in HEADED.finditer(passage.plain):
        last = passage.word_before(match.start())
        if last is None or not survey.is_free(last) or _is_led_thing(survey, last, match.group(1)):
            continue
        is_closed = passage.plain[passage.words[last].end] in "'\""
        quotation = passage.quotation_at(passage.words[last].start) if is_closed else ""
        if quotation:
            start = passage.words[last].end - len(quotation.rstrip())
            first = passage.starts.get(start, last)
        else:
            first = name_start(survey, last, passage.words[last].text)
        name = survey.name(first, last, passage.words[last].text)
        is_bare = name in survey.vocabulary.heads or name in DIRECTIONS
        if is_bare or is_common(name, survey.vocabulary):
            continue
        kind = kind_of(survey, last, _kind_by_title(match.group(1)))
        known_as, parent = known_name(survey.vocabulary, name), parent_of(survey, first, last)
        yield Mention(first, last, name, kind, known_as=known_as, parent=parent)


def _is_led_thing(survey: Survey, last: int, title: str) -> bool:
    """Whether the word before the bracket is an event, a village, an office of a body or a person."""
    text = survey.passage.words[last].text
    titles = survey.vocabulary.titles
    return (
        title in survey.vocabulary.signs.village_heads
        or text in titles.all
        or (
            not survey.endings[last]
            and text.endswith(survey.vocabulary.signs.led_things)
            and title not in survey.vocabulary.signs.company_titles
        )
    )


def _kind_by_title(title: str) -> str:
    """What an unknown body is, judged by what its head is called."""
    kinds = {"대표": "company", "대표이사": "company", "시장": LOCAL_GOVERNMENT, "군수": LOCAL_GOVERNMENT, "구청장": LOCAL_GOVERNMENT, "도지사": LOCAL_GOVERNMENT,
             "읍장": "office", "면장": "office", "동장": "office", "교장": "school", "총장": "university", "병원장": "hospital"}  # fmt: skip
    return kinds.get(title, "")
