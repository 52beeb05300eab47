"""Organizations by the list they stand in. In: a Survey with mentions. Out: Mentions of members no other rule saw.

A list of three and more that is counted as organizations (A, B, C 등 3개 기업; 동참한 곳은 A, B, C) makes every member one; a list
whose members are partly known (A·B·C 관계자) makes likely ones. Goods, fields and regions are listed in the same way, so
what looks like none of these is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum

from newsarchive.enrich.extent import kind_of, known_name, name_start, stem_of
from newsarchive.enrich.passage import Word
from newsarchive.enrich.shapes import (
    LONG_MODIFIER,
    SCHOOL_SHORT,
    Weight,
    is_common,
    is_inner,
    is_place_word,
)
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT, SCHOOL

Member = tuple[int, int]  # first and last word
SEPARATOR = re.compile(
    r"['\"]? ?(?:\([^()\n]{1,40}\))? ?(?:, ?|· ?|/ ?| ?[△▲▷○●◇◆] ?| - ?|-|, ?및 )(?:㈜|㈔|\([주사재유]\))?['\"]?"
)
BODIES = r"(?:기관|단체|기업체?|업체|회사|점포|상점|상가|가게|업소|식당|음식점|가맹점|조합|협회|언론사|대학교?|학교|병원|은행)"
COUNTED = re.compile(
    rf"['\"]? ?(?:등 ?(?:[^\W\d_]{{0,8}}(?:우수|유망|참여|기업) ){{0,2}})?(?:\([^()\n]{{1,20}}\))? ?(?:관내|지역|도내)? ?(?:총 )?\d+여? ?(?:개|곳)?(?:소|사)? ?(?:[^\W\d_]{{2,4}} ?){{0,2}}(?:{BODIES}|사(?=[ 가는를와]|$)|개사)"
)
COMPANIES = r"(?:기업|업체|(?:회|회원|협력|입주|계열|제조|개발|운영|여행|출판|투자)사)들?"
OF_COMPANIES = re.compile(
    rf"['\"]? 등(?:의)? ?(?:[^\W\d_]{{0,4}} ?)?{COMPANIES}(?=[이은와과에을가]| (?:대표|관계자|임직원))"
    r"|[와과은는] (?!관련)(?:[^.,\n]{0,40}?)?(?:협약|양해각서|MOU)(?:\([^()\n]{1,8}\))?(?:식)?['\"]?[을를] "  # its parties
)
INTRODUCED = re.compile(
    rf"(?:\d ?개?사|기관|단체|기업|업체|회사|대학)\((?:[△▲▷○●◇◆] ?)?$|(?:곳|{BODIES})(?:들)?(?:은|는|에는|으로는)[:,]? ?['\"]?(?:\S+(?:을|를) 비롯해 )?['\"]?$"
)
HINTED = re.compile(
    rf"['\"]? ?(?:(?:등|[을를] 비롯한)(?:은|이|과|의|에서)? ?(?:[^\W\d_]{{0,4}} ?)?)?(?:{BODIES}|관계자)(?![^\W\d_]{{0,2}}(?:별|지원))"
    r"|['\"]? 등 [^.,\n]{0,30}?(?:기업|업체|회사|단체|기관)들?(?=[과와이은의에을 ])"
)
FEWEST_MEMBERS = 3
SOME_KNOWN, MOST_KNOWN = 0.2, 0.5  # share of a list's members that other rules saw
INTRODUCTION = 30  # characters before a list that may introduce it


class Cue(IntEnum):
    """What the words around a list say of its members."""

    NONE = 0
    HINTED = 1  # … 관계자, … 등 기관: some are organizations
    COUNTED = 2  # … 등 3개 기업, 참여기관은 …: all are


def listed(survey: Survey) -> Iterator[Mention]:
    """Members of a list of organizations."""
    words = survey.passage.words
    separated = [w.at for w in words if w.gap != " " and SEPARATOR.fullmatch(w.gap)]
    last = -1
    for index in separated:
        mention = survey.claimed[index - 1]
        start = mention.first if mention else index - 1
        start = index if words[start].text[0].isdigit() else start  # 6월 5일, …
        if index and start > last:
            members = _members(survey, start)
            last = members[-1][1]
            if len(members) > 1:
                yield from _new_members(survey, members)


def _members(survey: Survey, start: int) -> list[Member]:
    """The members of the list that begins at a word; one when there is no list."""
    words = survey.passage.words
    members = [(start, _end_of_mention(survey, start))]
    index = members[-1][1]
    while index + 1 < len(words):
        following = index + 1
        if SEPARATOR.fullmatch(words[following].gap):
            members.append((following, _end_of_mention(survey, following)))
        elif len(members) > 1 and _goes_on(survey, members[-1], following):
            members[-1] = (members[-1][0], _end_of_mention(survey, following))
        else:
            break
        index = members[-1][1]
    return members


def _end_of_mention(survey: Survey, index: int) -> int:
    mention = survey.claimed[index]
    return mention.last if mention else index


def _goes_on(survey: Survey, member: Member, following: int) -> bool:
    """Whether a member of two words goes on with the following one: a separator stands after it."""
    end = _end_of_mention(survey, following)
    return (
        survey.passage.words[following].gap == " "
        and following - member[0] < FEWEST_MEMBERS
        and bool(SEPARATOR.fullmatch(survey.passage.after(end)))
    )


def _new_members(survey: Survey, members: Sequence[Member]) -> Iterator[Mention]:
    """The members that no rule saw and that can be organizations, as far as the list's cue goes."""
    words = survey.passage.words
    last = words[members[-1][1]]
    pair = members if len(members) < FEWEST_MEMBERS else ()
    has_commas = "," in words[members[1][0]].gap
    stem = stem_of(survey, last)
    begin = name_start(survey, members[0][1], words[members[0][1]].text)
    members = [(min(begin, members[0][0]), members[0][1]), *members[1:]]
    cue = _cue(survey, words[members[0][0]].start, last.start + len(stem), last.end)
    if pair and (cue != Cue.COUNTED or not has_commas):
        yield from _paired(survey, pair)
        return
    share = sum(_says(survey, member) for member in members) / len(members)
    for first, end in members:
        name = survey.name(first, end, stem if end == last.at else words[end].text)
        # 나주시청 is the body, not the place
        enough = SOME_KNOWN if name.endswith("청") else MOST_KNOWN
        is_government = name in survey.vocabulary.places.governments and share >= enough
        if (
            all(map(survey.is_free, range(first, end + 1)))
            and (is_government or _is_accepted(survey, end, cue, share))
            and _may_be_member(survey, words[first : end + 1], name)
        ):
            government = survey.vocabulary.places.governments.get(name, "")
            kind = kind_of(survey, end, SCHOOL if SCHOOL_SHORT.fullmatch(name) else "company")
            kind = LOCAL_GOVERNMENT if government else kind
            yield Mention(first, end, name, kind, known_as=government)


def _says(survey: Survey, member: Member) -> float:
    """How much a member speaks for a list of organizations: a known one 1, a likely one half."""
    if any(map(survey.claimed.__getitem__, member)):
        return 1.0
    ending = survey.endings[member[1]]
    is_named = ending is not None and ending.weight >= Weight.UNKNOWN
    return MOST_KNOWN if is_named and ending and ending.head.need in ("strong", "weak") else 0.0


def _paired(survey: Survey, members: Sequence[Member]) -> Iterator[Mention]:
    """고흥군 in 고흥군, 광양시와 협약: a region, or initials that are known, beside a body that acts."""
    (first, _), (second, _) = members
    name = survey.passage.words[first].text
    known = known_name(survey.vocabulary, name)
    is_known = name in survey.vocabulary.places.governments or (known and name.isascii())
    if is_known and survey.is_free(first) and survey.claimed[second] is not None:
        entry = survey.vocabulary.entries.get(name)
        yield Mention(first, first, name, entry.kind if entry else LOCAL_GOVERNMENT, known_as=known)


def _cue(survey: Survey, start: int, stem_end: int, word_end: int) -> Cue:
    """What stands before the list, or after its last name."""
    plain = survey.passage.plain
    if INTRODUCED.search(plain, max(0, start - INTRODUCTION), start):
        return Cue.COUNTED
    for end in (stem_end, word_end):
        if COUNTED.match(plain, end) or OF_COMPANIES.match(plain, end):
            return Cue.COUNTED
        if HINTED.match(plain, end):
            return Cue.HINTED
    return Cue.NONE


def _is_accepted(survey: Survey, end: int, cue: Cue, share: float) -> bool:
    """Whether the list says enough for a member that no rule saw; share: how many of its members are known."""
    ending = survey.endings[end]
    is_likely = ending is not None and (
        ending.weight >= Weight.UNKNOWN or len(ending.modifier) >= 4 or ending.head.need == "listed"
    )
    readings = survey.passage.words[end].readings
    is_likely = is_likely or any(SCHOOL_SHORT.fullmatch(reading.stem) for reading in readings)
    is_hinted = cue == Cue.HINTED and share >= SOME_KNOWN
    return cue == Cue.COUNTED or is_hinted or (share >= MOST_KNOWN and is_likely)


def _may_be_inside(survey: Survey, word: Word) -> bool:
    """Whether a word can be in a member's name; between separators 과 and 로 are no particles: 중부청과."""
    return is_inner(word, survey.vocabulary) or word.text[-1] in "과만도로인"


def _is_any(survey: Survey, word: Word) -> bool:
    """Whether a member is a kind of body, none of its own: 지역자원봉사센터."""
    ending = survey.endings[word.at]
    if ending is None or not ending.modifier or ending.stem in survey.vocabulary.entries:
        return False
    is_short = ending.weight == Weight.COMMON and len(ending.modifier) < LONG_MODIFIER
    return is_short and ending.head.kind != "company"


def _may_be_member(survey: Survey, words: Sequence[Word], name: str) -> bool:
    """Whether a member of a list can be an organization: a noun that is no region, person, title or thing."""
    vocabulary = survey.vocabulary
    joined = "".join(name.split())
    is_whole = joined.endswith(words[-1].text)
    return (
        len(joined) > 1
        and not joined[0].isdigit()
        and all(_may_be_inside(survey, word) for word in (words if is_whole else words[:-1]))
        and not is_common(joined, vocabulary)
        and (joined in vocabulary.places.governments or not is_place_word(joined, vocabulary))
        and joined not in vocabulary.places.stems - vocabulary.ambiguous
        and joined not in vocabulary.titles.all
        and not _is_any(survey, words[-1])
        and not joined.endswith(vocabulary.titles.heads)
        and not joined.endswith(vocabulary.signs.no_members)
    )
