"""Rules that see an organization by what stands beside its name. In: a Survey. Out: Mentions.

㈜, (회장 홍길동), 홍길동 대표, 식품기업: signs that hold for any name, even one that no list and no rule of form knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.enrich.extent import kind_of, known_name, name_start, parent_of, stem_of
from newsarchive.enrich.passage import Word
from newsarchive.enrich.shapes import (
    Weight,
    acts,
    is_common,
    is_inner,
    is_name,
    is_place_only,
    is_place_word,
    speaks,
)
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT

LEGAL_FORM = re.compile(
    r"(?:(?:㈜|㈔|㈐|\(?(?:주|사|재|유)\)|주식회사|유한회사|사단법인|재단법인|학교법인|의료법인|사회복지법인"
    r"|농업회사법인|영농조합법인|어업회사법인)\s?)+(?=['\"]?([^\W_]))"
)
FIRM = re.compile(r"(?:법무|세무|회계|노무|특허|관세)법인 ([^\W_])")
LEGAL_FORM_AFTER = re.compile(
    r"㈜|\((?:주|유|사|재)\)| (?:유한회사|주식회사)(?=[은는이가와과의,.]|$)"
)
HEADED = re.compile(
    r"\((?:[^()\n]{1,24}, ?)?"
    r"([\w·]{0,12}?(?:[^\W\d_]장|대표|대표이사|대표자|총재|감독|교육감|군수|목사|스님|신부|수녀|총무|지사|주지|점주|사령관|지휘자))"
    r"(?: ?(?:직무대행|권한대행|직무대리|대행))?(?: ?[:·] ?| )([^\W\d_]{2,4}(?:[·,] ?[^\W\d_]{2,4})*)(?=[),·\s/])"
)
ATTRIBUTED = re.compile(r"(?<=[한된는인] )'([^\W_]{2,10})'(?=,| 등)")
BODIES = frozenset(["association", "union", "cooperative", "foundation", "center", "culture"])
BEGINS = re.compile(r"['\"] ?(?:발대식|창립|출범식|해단식|정기총회)")
COMPANY_NOUN = re.compile(
    r"(?:업체|회사|기업|스타트업|제조사|개발사|운영사|협력사|전문점|판매점|브랜드사|시공사)"
)


def corporate_mark(survey: Survey) -> Iterator[Mention]:
    """㈜X, (사)X, 농업회사법인 X; X㈜."""
    passage = survey.passage
    for match in LEGAL_FORM.finditer(passage.plain):
        first = passage.starts.get(match.start(1))
        is_inside = passage.plain[match.start() - 1 : match.start()].isalnum()
        if first is not None and not is_inside:
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
        if index is not None and not _is_no_name(survey, passage.words[index].text):
            yield Mention(index, index, passage.words[index].text, "company")


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
        if is_common(name, survey.vocabulary) or name in survey.vocabulary.heads:
            continue
        yield Mention(
            first,
            last,
            name,
            kind_of(survey, last, _kind_by_title(match.group(1))),
            known_as=known_name(survey.vocabulary, name),
            parent=parent_of(survey, first, last),
        )


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
    kinds = {"대표": "company", "대표이사": "company", "시장": LOCAL_GOVERNMENT, "군수": LOCAL_GOVERNMENT, "구청장": LOCAL_GOVERNMENT,
             "읍장": "office", "면장": "office", "동장": "office", "교장": "school", "총장": "university", "병원장": "hospital"}  # fmt: skip
    return kinds.get(title, "")


def embassy(survey: Survey) -> Iterator[Mention]:
    """주한 X 대사관."""
    for word in survey.read_as(frozenset(survey.vocabulary.signs.embassies)):
        stem = next(
            (r.stem for r in word.readings if r.stem in survey.vocabulary.signs.embassies), ""
        )
        country = survey.before(word.at) if stem else None
        if country and is_inner(country, survey.vocabulary):
            before = survey.before(country.at)
            first = before.at if before and before.text in ("주한", "주") else country.at
            name = survey.name(first, word.at, stem)
            yield Mention(first, word.at, name, "embassy", known_as=f"주한 {country.text} {stem}")


def led(survey: Survey) -> Iterator[Mention]:
    """X 홍길동 대표, 홍길동 X 대표: a company that only its head's title shows."""
    for title in survey.read_as(frozenset(survey.vocabulary.signs.company_titles)):
        second = survey.before(title.at)
        first = survey.before(second.at) if second else None
        if second is None or first is None:
            continue
        for name, company in ((second, first), (first, second)):
            if _is_free_name(survey, name) and _may_be_company(survey, company):
                kind = kind_of(survey, company.at, "company")
                yield Mention(company.at, company.at, company.text, kind)
                break


def _is_free_name(survey: Survey, word: Word) -> bool:
    return survey.is_free(word.at) and is_name(word.text, survey.vocabulary)


def _may_be_company(survey: Survey, word: Word) -> bool:
    """Whether a word with nothing but a title beside it can be a company's name."""
    vocabulary = survey.vocabulary
    text = word.text
    return (
        survey.is_free(word.at)
        and len(text) > 2
        and is_inner(word, vocabulary)
        and not is_common(text, vocabulary)
        and text not in vocabulary.titles.all
        and text not in vocabulary.heads
        and not text.endswith(vocabulary.titles.heads)
        and not is_place_word(text, vocabulary)
        and not is_place_only(text, vocabulary)
        and (not is_name(text, vocabulary) or text.endswith("회"))
        and not text.endswith(vocabulary.signs.no_companies)
    )


def shop(survey: Survey) -> Iterator[Mention]:
    """순천만국수 연향점: a shop and its branch, where it does something."""
    for word in survey.ending_in("점"):
        for reading in word.readings:
            stem = reading.stem
            if (
                not stem.endswith("점")
                or is_common(stem, survey.vocabulary)
                or len(stem) < len("연향점")
            ):
                continue
            before = survey.before(word.at)
            end = word.start + len(stem)
            if before and _may_be_company(survey, before) and speaks(survey.passage, end):
                name = survey.name(before.at, word.at, stem)
                yield Mention(before.at, word.at, name, "company")
            break


def apposition(survey: Survey) -> Iterator[Mention]:
    """식품기업 X는, 배터리 제조사 X가: a company by what stands before it."""
    vocabulary = survey.vocabulary
    for word in survey.after(_introducing(survey)):
        before = survey.before(word.at)
        if before is None or not _introduces_company(survey, before, word):
            continue
        stem = stem_of(survey, word)
        is_subject = word.text[len(stem) :] in ("은", "는", "이", "가", "과", "와")
        if (
            (is_subject or before.text.endswith("인"))
            and len(stem) > 2
            and not is_common(stem, vocabulary)
            and stem not in vocabulary.titles.all
            and not stem.endswith(vocabulary.signs.no_companies)
        ):
            yield Mention(word.at, word.at, stem, "company")


def _introducing(survey: Survey) -> Iterator[int]:
    """Words that may introduce a company: 제조업체, 제조사인, and known companies."""
    for last in {noun[-1] for noun in survey.vocabulary.signs.company_nouns}:
        yield from survey.passage.by_last.get(last, ())
    yield from (mention.last for mention in survey.mentions if mention.kind == "company")


def _introduces_company(survey: Survey, before: Word, word: Word) -> bool:
    """식품기업 X, 제조업체인 X; ㈜A와 X산업: a noun for companies, or another company that X is joined to."""
    nouns = survey.vocabulary.signs.company_nouns
    if any(r.particle in ("", "인") and r.stem.endswith(nouns) for r in before.readings):
        return True
    mention, ending = survey.claimed[before.at], survey.endings[word.at]
    return (
        mention is not None
        and mention.kind == "company"
        and before.text[-1] in "와과"
        and not before.text.endswith(mention.name)
        and ending is not None
        and ending.head.need == "listed"
        and ending.weight >= Weight.UNKNOWN
    )


def quoted(survey: Survey) -> Iterator[Mention]:
    """…을 개발한 ‘X’, …을 달성한 ‘Y’ 등 … 기업들: companies named one by one, each after what it did."""
    passage = survey.passage
    by_sentence: dict[tuple[int, int], list[re.Match[str]]] = {}
    for match in ATTRIBUTED.finditer(passage.plain):
        by_sentence.setdefault(passage.sentence_span(match.start()), []).append(match)
    for span, matches in by_sentence.items():
        if len(matches) > 1 and COMPANY_NOUN.search(passage.plain, *span):
            for match in matches:
                index = passage.starts.get(match.start(1))
                if index is not None and not is_common(match.group(1), survey.vocabulary):
                    yield Mention(index, index, match.group(1), "company")


def quoted_body(survey: Survey) -> Iterator[Mention]:
    """‘행복만들기 조례연구회’ 발대식: a body of several words in quotation marks that acts, or comes to be."""
    passage = survey.passage
    for start, end in passage.quotations:
        first, last = passage.starts.get(start), passage.ends.get(end)
        ending = survey.endings[last] if last is not None else None
        if first is None or last is None or first == last or not ending or ending.reading.particle:
            continue
        is_body = ending.head.kind in BODIES and ending.head.need in ("strong", "weak")
        sign = speaks if ending.head.kind == "center" else acts
        begins = BEGINS.match(passage.plain, end)
        if is_body and not passage.plain[start].isdigit() and (begins or sign(passage, end + 1)):
            name = passage.text[start:end].strip()
            yield Mention(first, last, name, ending.head.kind)
