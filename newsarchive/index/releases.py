"""One press release that several outlets printed: groups of articles whose words largely agree.

Each article gives a sketch: hashes of five-word runs, of which only those are taken that begin with a word chosen by
its own letters, so that copies choose the same runs wherever they stand. Articles that share one of their smallest
hashes are compared; two are one release when most runs of the shorter one are in the longer. Exact and repeatable: the
order of the articles, the machine and the hash seed change nothing.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from newsarchive.records import Article, Extracted

WORD = re.compile(r"\w+")
RUN = 5  # words
FEWEST = 6  # runs of a sketch; a shorter text proves nothing
SMALLEST = 24  # hashes of an article by which others are found
AGREEMENT = 0.5  # of the shorter sketch

WIDTH = 1 << 13  # of the picture of a sketch
POSSIBLE = 0.45  # of the marks of the shorter one; two hashes may leave one mark, so a little less than AGREEMENT


class Sketch(NamedTuple):
    """An article's chosen word runs, packed, because a large archive keeps one of every article."""

    hashes: bytes = b""  # unsigned numbers of four bytes, ascending
    picture: bytes = b""  # bit n: a hash is n modulo WIDTH; a quick look rules most comparisons out


@dataclass(frozen=True, slots=True)
class Print:
    """A release as one outlet printed it: what comparing needs."""

    id: str
    url: str
    title: str
    date: str | None
    outlet: str | None
    is_teaser: bool
    subtitle: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """One release: places of its articles, the earliest first, undated last."""

    members: tuple[int, ...]


def sketch(article: Extracted) -> Sketch:
    """Hashes of the article's chosen word runs; empty for a text too short to compare."""
    words = WORD.findall(" ".join(article.body))
    chosen = {
        zlib.crc32("".join(words[at : at + RUN]).encode())
        for at, word in enumerate(words[: 1 - RUN])
        if (ord(word[0]) + ord(word[-1])) % 4 == 0
    }
    if len(chosen) < FEWEST:
        return Sketch()
    picture = bytearray(WIDTH // 8)
    for value in chosen:
        picture[value % WIDTH >> 3] |= 1 << (value & 7)
    return Sketch(array("I", sorted(chosen)).tobytes(), bytes(picture))


def find_releases(
    articles: Sequence[Article], sketch_of: Callable[[Article], Sketch] = sketch
) -> tuple[Release, ...]:
    """Releases that at least two outlets printed, the most recently begun first."""
    sketches = [sketch_of(article) for article in articles]
    groups = _Groups(len(articles))
    for a, b in _candidates(sketches):
        if not groups.together(a, b) and _agree(sketches[a], sketches[b]):
            groups.join(a, b)
    releases = [
        Release(tuple(sorted(members, key=lambda place: _earliest(articles[place], place))))
        for members in groups.sets()
        if len({articles[place].outlet for place in members}) > 1
    ]
    return tuple(sorted(releases, key=lambda r: min(r.members)))


def _earliest(article: Article, place: int) -> tuple[bool, str, int]:
    return article.date is None, article.date or "", place


def _candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs that share one of their smallest hashes: each with the one before it and with the first.

    Not all pairs, so that a notice printed under a thousand articles costs a thousand comparisons, not half a million.
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(sketches):
        for value in memoryview(one.hashes).cast("I")[:SMALLEST]:
            holders[value].append(place)
    seen: set[tuple[int, int]] = set()
    for places in holders.values():
        for at in range(1, len(places)):
            for pair in {(places[0], places[at]), (places[at - 1], places[at])} - seen:
                seen.add(pair)
                yield pair


def _agree(one: Sketch, other: Sketch) -> bool:
    """True when most runs of the shorter sketch are in the longer."""
    ours_seen, theirs_seen = int.from_bytes(one.picture), int.from_bytes(other.picture)
    fewest = min(ours_seen.bit_count(), theirs_seen.bit_count())
    if (ours_seen & theirs_seen).bit_count() < POSSIBLE * fewest:
        return False
    ours, theirs = _hashes(one.hashes), _hashes(other.hashes)
    shared = len(ours & theirs)
    return shared >= FEWEST - 1 and shared >= AGREEMENT * min(len(ours), len(theirs))


@lru_cache(maxsize=1 << 10)
def _hashes(packed: bytes) -> frozenset[int]:
    return frozenset(memoryview(packed).cast("I"))


class _Groups:
    """Disjoint sets of the numbers below size (union by smallest)."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, a: int) -> int:
        while self.parent[a] != a:
            self.parent[a] = a = self.parent[self.parent[a]]
        return a

    def together(self, a: int, b: int) -> bool:
        return self.root(a) == self.root(b)

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        self.parent[high] = low

    def sets(self) -> list[list[int]]:
        """Sets of two and more."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        for place in range(len(self.parent)):
            members[self.root(place)].append(place)
        return [places for places in members.values() if len(places) > 1]
