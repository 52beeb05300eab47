"""Rules that see an organization by the ones found before. In: a Survey with mentions. Out: more Mentions.

Short names that a document defines, names repeated without what first gave them away, members of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.enrich.extent import first_of_joined, is_branch, name_start
from newsarchive.enrich.shapes import LONG_MODIFIER, Weight, ending_of, weigh
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
    plain, ends = survey.passage.plain, survey.passage.ends
    pairs = [
        (match.group(1).strip(), ends.get(match.start()), pattern is SHORTENED)
        for pattern in (DEFINED, INITIALS, SHORTENED)
        for match in pattern.finditer(plain)
    ]
    pairs += [(m.group(1), ends.get(m.end() - 1), False) for m in SPELLED_OUT.finditer(plain)]
    short: dict[str, Mention] = {}
    for name, index, must_agree in pairs:
        if index is None:
            continue
        found = survey.claimed[index] or _long_name(survey, index)
        if found and not (must_agree and not is_short_for(name, found.name)):
            yield found
            short.setdefault(name, found)
    yield from _uses(survey, short)


def is_short_for(short: str, name: str) -> bool:
    """Whether the syllables of a short name stand in the long one in the same order.

    >>> is_short_for("특구재단", "연구개발특구진흥재단"), is_short_for("서울", "한빛재단")
    (True, False)
    """
    rest = iter(name)
    return all(syllable in rest for syllable in short)


def _long_name(survey: Survey, index: int) -> Mention | None:
    """The name before a definition, when it ends in a head."""
    ending = survey.endings[index]
    if ending is None:
        return None
    first = name_start(survey, index, ending.stem)
    if first == index and ending.weight == Weight.COMMON and len(ending.modifier) < LONG_MODIFIER:
        return None
    return Mention(first, index, survey.name(first, index, ending.stem), ending.head.kind)


def _uses(survey: Survey, short: dict[str, Mention]) -> Iterator[Mention]:
    """Where the short names stand, and their heads: 누리센터는, 누리센터장은."""
    for word in survey.read_as(short.keys() | {f"{name}장" for name in short}):
        for reading in word.readings:
            name = reading.stem if reading.stem in short else reading.stem.removesuffix("장")
            found = short.get(name)
            if found:
                known_as = found.known_as or found.name
                yield Mention(word.at, word.at, name, found.kind, known_as=known_as)
                break


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
    known = {m.name: m for m in survey.mentions if m.kind != LOCAL_GOVERNMENT}
    for word in survey.read_as(known.keys()):
        stem = next(reading.stem for reading in word.readings if reading.stem in known)
        yield known[stem]._replace(first=word.at, last=word.at, parent="")


def elliptic(survey: Survey) -> Iterator[Mention]:
    """화성·수원지사, behind 한국농어촌공사 경기지역본부: a further branch of the body whose branch was read before."""
    branches = sorted((m.first, m) for m in survey.mentions if m.parent and m.first < m.last)
    for word, found in survey.with_head() if branches else ():
        before = [m for first, m in branches if first < word.at]
        if before and found.head.is_branch and is_branch(found, survey.vocabulary):
            first = first_of_joined(survey, word).at
            name = survey.name(first, word.at, found.stem)
            parent = before[-1].parent
            full = f"{parent} {name}"
            yield Mention(first, word.at, name, found.head.kind, known_as=full, parent=parent)


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
            is_like = weigh(words[at].text, vocabulary) >= Weight.UNKNOWN
            is_like &= (
                found.head.need == "strong" and len(found.modifier) <= len(words[at].text) + 2
            )
            if entry or is_like:
                kind, known = (entry.kind, entry.name) if entry else (found.head.kind, name)
                yield Mention(at, at, name, kind, known_as=known)
