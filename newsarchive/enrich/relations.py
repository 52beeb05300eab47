"""Rules that see an organization by the ones found before. In: a Survey with mentions. Out: more Mentions.

Short names that a document defines, names repeated without what first gave them away, members of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.enrich.extent import name_start, stem_of
from newsarchive.enrich.passage import Word
from newsarchive.enrich.shapes import Weight, acts, is_common, is_inner, is_place_word
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT

DEFINED = re.compile(
    r"\((?:[^()\n]{0,40}?)이하 ?[:,]? ?['\"]?([가-힣A-Za-z0-9+&\- ]{2,25}?)['\"]?(?:이라|라|로|으로)?(?: ?칭함| ?한다| ?함| 약칭| 표기)?['\"]?\)"
)
INITIALS = re.compile(r"\(([A-Z][A-Za-z&\-]{1,9})\)")
SPELLED_OUT = re.compile(r"([A-Z][A-Za-z&]{1,9})\(([가-힣 ]{4,30})\)")
SEPARATOR = re.compile(
    r"['\"]? ?(?:\([^()\n]{1,40}\))? ?(?:, ?|· ?|/ ?| ?[△▲▷○●◇◆] ?| - ?|-|, ?및 )(?:㈜|\(주\)|㈔|\(사\))?['\"]?"
)
CUE = re.compile(
    r"(?:등|을 비롯한|를 비롯한)?(?:은|이|과|의|에서)? ?(?:총 )?(?:[\d]+여? ?(?:개|곳|명)?(?:사|소)? ?)?(?:[가-힣]{0,4} ?)?"
    r"(?:기관|단체|기업|업체|기업체|회사|개사|점포|상점|가게|업소|식당|음식점|가맹점|관계자|조합|협회|언론사|금융기관|대학)(?![가-힣]{0,2}(?:별|지원))"
)
SCHOOL_CUE = re.compile(
    r" ?등? ?(?:[\d]+여? ?개)? ?(?:초·중·고|초등학교|중학교|고등학교|학교|학생|교사|교장|교감)"
)
SCHOOL_SHORT = re.compile(r"[가-힣]{2,5}(?:초|중|고|여중|여고|공고|상고|외고|과학고|유)")
LONGEST_LIST = 40


def defined(survey: Survey) -> Iterator[Mention]:
    """X(이하 Y), X(ABC), ABC(X): the long name where no rule saw it, and every use of the short one."""
    passage = survey.passage
    short: dict[str, Mention] = {}
    for pattern in (DEFINED, INITIALS):
        for match in pattern.finditer(passage.plain):
            index = passage.ends.get(match.start())
            if index is None:
                continue
            found = survey.claimed[index] or _long_name(survey, index)
            if found:
                if survey.is_free(index):
                    yield found
                short.setdefault(match.group(1).strip(), found)
    for match in SPELLED_OUT.finditer(passage.plain):
        index = passage.ends.get(match.end() - 1)
        found = survey.claimed[index] if index is not None else None
        if found and passage.starts.get(match.start()) is not None:
            short.setdefault(match.group(1), found)
    yield from _uses(survey, short)


def _long_name(survey: Survey, index: int) -> Mention | None:
    """The name before a definition, when it ends in a head."""
    ending = survey.endings[index]
    if ending is None or ending.reading.particle:
        return None
    first = name_start(survey, index, ending.stem)
    if first == index and not ending.modifier:
        return None
    return Mention(first, index, survey.name(first, index, ending.stem), ending.head.kind)


def _uses(survey: Survey, short: dict[str, Mention]) -> Iterator[Mention]:
    """Where the short names stand, and those made like them: 경남센터 = 경남창조경제혁신센터, so 부산센터."""
    patterns = dict(filter(None, (_analogy(survey, name, found) for name, found in short.items())))
    stems = survey.vocabulary.places.stems
    for word in survey.free_words():
        for reading in word.readings:
            stem = reading.stem
            found = short.get(stem) or short.get(stem.removesuffix("장"))
            if found:
                name = stem if stem in short else stem.removesuffix("장")
                yield Mention(
                    word.index, word.index, name, found.kind, known_as=found.known_as or found.name
                )
                break
            tail = next((tail for tail in patterns if stem.endswith(tail)), None)
            if tail and stem[: -len(tail)] in stems:
                kind, full = patterns[tail]
                yield Mention(
                    word.index, word.index, stem, kind, known_as=stem[: -len(tail)] + full
                )
                break


def _analogy(survey: Survey, name: str, found: Mention) -> tuple[str, tuple[str, str]] | None:
    """(센터, (kind, 창조경제혁신센터)) for 경남센터 = 경남창조경제혁신센터."""
    full = "".join(found.name.split())
    for length in (4, 3, 2):
        place, tail = name[:length], name[length:]
        if (
            place in survey.vocabulary.places.stems
            and len(tail) > 1
            and full.startswith(place)
            and full.endswith(tail)
        ):
            return tail, (found.kind, full[length:])
    return None


def repeated(survey: Survey) -> Iterator[Mention]:
    """A name found once, wherever its words stand without the sign that gave it away."""
    known = {
        m.name: m
        for m in survey.mentions
        if m.kind != LOCAL_GOVERNMENT and m.first == m.last and len(m.name) > 1
    }
    local = {
        m.name: m
        for m in survey.mentions
        if m.kind == LOCAL_GOVERNMENT and m.name not in survey.vocabulary.places.governments
    }
    for word in survey.free_words():
        for reading in word.readings:
            found = known.get(reading.stem)
            if (
                found is None
                and reading.stem in local
                and acts(survey.passage, word.start + len(reading.stem))
            ):
                found = local[reading.stem]
            if found:
                yield Mention(
                    word.index, word.index, reading.stem, found.kind, known_as=found.known_as
                )
                break


def namesake(survey: Survey) -> Iterator[Mention]:
    """미리내시, where 미리내창업지원센터 shows that 미리내 is a place no list knows."""
    begun = tuple(
        {
            m.name[:length]
            for m in survey.mentions
            for length in (2, 3, 4)
            if len(m.name) > length + 2
        }
    )
    for word in survey.free_words():
        for reading in word.readings:
            stem = reading.stem
            if (
                len(stem) > 3 - (stem[-1:] in "군구")
                and stem[-1] in "시군구"
                and stem[:-1] in begun
                and stem not in survey.vocabulary.places.governments
                and reading.particle in ("은", "는", "이", "가", "와", "과", "에", "의")
            ):
                yield Mention(word.index, word.index, stem, LOCAL_GOVERNMENT)
                break


def listed(survey: Survey) -> Iterator[Mention]:
    """Members of a list of organizations: A, B, C 등 3개 기업; A·B·C 관계자."""
    words = survey.passage.words
    start = 0
    while start < len(words):
        members = _members(survey, start)
        if len(members) > 2:
            yield from _new_members(survey, members)
        start = max(start, members[-1][1]) + 1


def _members(survey: Survey, start: int) -> list[tuple[int, int]]:
    """First and last word of each member of the list that begins at a word; one member when there is no list."""
    passage = survey.passage
    members = [(start, start)]
    index = start
    while index + 1 < len(passage.words) and len(members) < LONGEST_LIST:
        gap = passage.words[index + 1].gap
        claimed = survey.claimed[index + 1]
        if SEPARATOR.fullmatch(gap):
            members.append((index + 1, claimed.last if claimed else index + 1))
        elif (
            gap == " "
            and len(members) > 1
            and members[-1][1] == index
            and index - members[-1][0] < 2
            and _goes_on(survey, index + 1)
        ):
            members[-1] = (members[-1][0], claimed.last if claimed else index + 1)
        else:
            break
        index = members[-1][1]
    return members


def _goes_on(survey: Survey, index: int) -> bool:
    """Whether a member of several words still goes on here: a separator follows it."""
    claimed = survey.claimed[index]
    return bool(SEPARATOR.fullmatch(survey.passage.after(claimed.last if claimed else index)))


def _new_members(survey: Survey, members: list[tuple[int, int]]) -> Iterator[Mention]:
    """The members that no rule saw, when enough others are organizations and the list says what it lists."""
    passage = survey.passage
    last = passage.words[members[-1][1]]
    known = sum(
        survey.claimed[first] is not None or survey.claimed[end] is not None
        for first, end in members
    )
    stem = stem_of(survey, last)
    has_cue = bool(
        CUE.match(passage.plain, last.start + len(stem))
        or CUE.match(passage.plain[last.end :].lstrip()[:30])
    )
    has_school_cue = bool(SCHOOL_CUE.match(passage.plain, last.start + len(stem)))
    share = known / len(members)
    for first, end in members:
        if any(not survey.is_free(index) for index in range(first, end + 1)):
            continue
        name_end = stem if end == last.index else passage.words[end].text
        name = survey.name(first, end, name_end)
        ending = survey.endings[end]
        is_likely = bool(ending) and ending.weight >= Weight.UNKNOWN  # type: ignore[union-attr]
        is_school = has_school_cue and SCHOOL_SHORT.fullmatch(name)
        if is_school or (
            ((has_cue and known and share >= 0.2) or (share >= 0.5 and is_likely))
            and _may_be_member(survey, passage.words[first], passage.words[end], name)
        ):
            yield Mention(
                first,
                end,
                name,
                "school" if is_school else ending.head.kind if ending else "company",
            )


def _may_be_member(survey: Survey, first: Word, last: Word, name: str) -> bool:
    """Whether a member of a list of organizations can be one: a noun that is no place, person, title or thing."""
    vocabulary = survey.vocabulary
    joined = "".join(name.split())
    return (
        len(joined) > 1
        and all(
            is_inner(survey.passage.words[index], vocabulary)
            for index in range(first.index, last.index + joined.endswith(last.text))
        )
        and not is_common(joined, vocabulary)
        and (joined in vocabulary.places.governments or not is_place_word(joined, vocabulary))
        and joined not in vocabulary.titles.all
        and joined not in vocabulary.places.stems - vocabulary.ambiguous
        and not joined[0].isdigit()
        and not joined.endswith(vocabulary.signs.no_members)
        and not any(joined.endswith(title) for title in vocabulary.titles.heads if len(title) > 1)
    )
