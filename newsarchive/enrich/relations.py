"""Rules that see an organization by the ones found before. In: a Survey with mentions. Out: more Mentions.

Short names that a document defines, names repeated without what first gave them away, members of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.enrich.extent import first_of_joined, headed_body, is_branch, name_start
from newsarchive.enrich.shapes import LONG_MODIFIER, Weight, acts, ending_of, weigh
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT

DEFINED = re.compile(
    r"\((?:[^()\n]{0,40}?)이하 ?[:,]? ?['\"]?([\w+&\- ]{2,25}?)['\"]?(?:이라|라|로|으로)?(?: ?칭함| ?한다| ?함| 약칭| 표기)?['\"]?(?:[·,] ?[^()\n]{2,24})?\)"
)
INITIALS = re.compile(r"\(([A-Z][A-Za-z&\-]{1,9})\)")
SHORTENED = re.compile(r"\(([^\W\d_]{2,6})\)")
SPELLED_OUT = re.compile(r"([A-Z][A-Za-z&]{1,9})\(((?:[^\W\d_]| ){4,30})\)")


def defined(survey: Survey) -> Iterator[Mention]:
    """X(이하 Y), X(ABC), X(Y), ABC(X): the long name where no rule saw it, and every use of the short one."""
    passage = survey.passage
    short: dict[str, Mention] = {}
    for pattern in (DEFINED, INITIALS, SHORTENED):
        for match in pattern.finditer(passage.plain):
            index = passage.ends.get(match.start())
            found = (
                (survey.claimed[index] or _long_name(survey, index)) if index is not None else None
            )
            name = match.group(1).strip()
            if found is None or (pattern is SHORTENED and not is_short_for(name, found.name)):
                continue
            if index is not None and survey.is_free(index):
                yield found
            short.setdefault(name, found)
    for match in SPELLED_OUT.finditer(passage.plain):
        index = passage.ends.get(match.end() - 1)
        found = survey.claimed[index] if index is not None else None
        if found and passage.starts.get(match.start()) is not None:
            short.setdefault(match.group(1), found)
    if short:
        yield from _uses(survey, short)


def is_short_for(short: str, name: str) -> bool:
    """Whether the syllables of a short name stand in the long one in the same order.

    >>> is_short_for("특구재단", "연구개발특구진흥재단"), is_short_for("서울", "한빛재단")
    (True, False)
    """
    rest = iter(name)
    return len(short) < len(name) and all(syllable in rest for syllable in short)


def _long_name(survey: Survey, index: int) -> Mention | None:
    """The name before a definition, when it ends in a head."""
    ending = survey.endings[index]
    if ending is None or ending.reading.particle or ending.head.need == "listed":
        return None
    first = name_start(survey, index, ending.stem)
    if first == index and ending.weight == Weight.COMMON and len(ending.modifier) < LONG_MODIFIER:
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
                    word.at, word.at, name, found.kind, known_as=found.known_as or found.name
                )
                break
            tail = next((tail for tail in patterns if stem.endswith(tail)), None)
            if tail and stem[: -len(tail)] in stems:
                kind, full = patterns[tail]
                yield Mention(word.at, word.at, stem, kind, known_as=stem[: -len(tail)] + full)
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


def recalled(survey: Survey) -> Iterator[Mention]:
    """기보, where 기술보증기금 stands elsewhere: an ambiguous short name once the long one has been read."""
    read = {mention.known_as for mention in survey.mentions}
    for word in survey.read_as(survey.vocabulary.entries.keys()):
        found = survey.entry_of(word)
        if found and found[1].name in read and found[0].stem != found[1].name:
            reading, entry = found
            yield Mention(word.at, word.at, reading.stem, entry.kind, known_as=entry.name)


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
    for word in survey.read_as(known.keys() | local.keys()):
        for reading in word.readings:
            found = known.get(reading.stem)
            if (
                found is None
                and reading.stem in local
                and acts(survey.passage, word.start + len(reading.stem))
            ):
                found = local[reading.stem]
            if found:
                yield Mention(word.at, word.at, reading.stem, found.kind, known_as=found.known_as)
                break


def elliptic(survey: Survey) -> Iterator[Mention]:
    """화성·수원지사, behind 한국농어촌공사 경기지역본부: a further branch of the body whose branch was read before."""
    branches = sorted((m.first, m) for m in survey.mentions if m.parent and m.first < m.last)
    for word in survey.free_words() if branches else ():
        found = survey.endings[word.at] or headed_body(word, survey.vocabulary)
        before = [m for first, m in branches if first < word.at]
        if before and found and found.head.is_branch and is_branch(found, survey.vocabulary):
            first = first_of_joined(survey, word).at
            name = survey.name(first, word.at, found.stem)
            full = f"{before[-1].parent} {name}"
            yield Mention(
                first, word.at, name, found.head.kind, known_as=full, parent=before[-1].parent
            )


def shared(survey: Survey) -> Iterator[Mention]:
    """신한 of 신한·우리은행, 나주 of 나주·화순소방서: names that share their head with the one behind them."""
    words, vocabulary = survey.passage.words, survey.vocabulary
    for mention in tuple(survey.mentions):
        found = ending_of(mention.name.split()[0], vocabulary)
        at = mention.first
        while found and found.modifier and at and words[at].gap == "·" and survey.is_free(at - 1):
            at -= 1
            name = words[at].text + found.word
            entry = vocabulary.entries.get(name)
            is_like = (
                found.head.need == "strong" and weigh(words[at].text, vocabulary) >= Weight.UNKNOWN
            )
            if entry or is_like:
                kind, known = (entry.kind, entry.name) if entry else (found.head.kind, name)
                yield Mention(at, at, name, kind, known_as=known)
