"""Articles → batches of neighbours, and what each gives to the index. Pure; shared out between processes and remembered.

A batch ends where an article's id says so, and what it gives (`survey`) counts articles from its own beginning: an
article that comes in or goes changes one batch, whatever its date, and all others are as they are remembered. Only the
words with a key of their own depend on the whole segment (`whole_postings`): they are looked for anew.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from newsarchive.records import Article
from newsarchive.search.bits import digest, varint
from newsarchive.search.format import Postings
from newsarchive.search.means import Mapper, Store
from newsarchive.search.terms import Occurrences, terms_of, whole_terms
from newsarchive.search.words import (
    WholeWords,
    parts_of,
    record_of,
    whole_words,
    words_of,
    written_words,
)

MOST = 128  # articles of a batch: a distance is a varint of one byte
ENDS = 64  # one id of so many ends a batch

Batch = tuple[Article, ...]


class Packed(NamedTuple):
    """Postings of a batch by key, each part deflated: a large archive holds many."""

    keys: bytes  # a line each
    numbers: bytes  # of the articles that hold the key, a byte each
    sizes: bytes  # of the places, four bytes each
    documents: bytes  # for each key distances to the article before, less 1, a byte each; to -1 for the first
    counts: bytes
    places: bytes


class Survey(NamedTuple):
    """What a batch's articles hold, whatever other articles there are."""

    postings: Packed
    lengths: tuple[int, ...]  # units of each article
    words: dict[str, int]  # in how many articles
    named: frozenset[str]  # those of the words that a title, an organization or a tag holds
    written: dict[str, int]  # see words.written_words


@dataclass(slots=True)
class Collected:
    """What all batches of a segment give together."""

    postings: dict[str, Postings] = field(default_factory=lambda: defaultdict(Postings))
    lengths: list[int] = field(default_factory=list)
    words: dict[str, tuple[int, bool]] = field(default_factory=dict)  # see words.parts_of


def collect(keyed: Mapping[str, Batch], mapper: Mapper, store: Store) -> Collected:
    """The batches, by key and in order, surveyed each alone, and then looked through for the words of them all."""
    batches = tuple(keyed.values())
    starts = tuple(accumulate(map(len, batches), initial=0))
    found, numbers, written, named = Collected(), Counter[str](), Counter[str](), set[str]()

    def survey_some(places: Sequence[int]) -> Iterable[Survey]:
        return mapper(survey, [batches[place] for place in places])

    surveys = store.each(tuple(keyed), survey_some, Survey)
    for start, one in zip(starts, surveys, strict=False):
        merge(found.postings, one.postings, start)
        found.lengths += one.lengths
        numbers.update(one.words)
        written.update(one.written)
        named |= one.named
    found.words = {word: (number, word in named) for word, number in numbers.items()}
    found.words |= parts_of(found.words)
    whole = whole_words(found.words, written, starts[-1])
    packs = mapper(partial(whole_postings, whole=whole), batches)
    for start, packed in zip(starts, packs, strict=False):
        merge(found.postings, packed, start)
    return found


def batches_of(articles: Iterable[Article]) -> Iterator[Batch]:
    """The articles in batches."""
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == MOST or zlib.crc32(article.id.encode()) % ENDS == 0:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


def key_of(batch: Batch) -> str:
    """A digest of all that a survey of the batch depends on."""
    parts = ("\n".join((record_of(article), *article.tags)) for article in batch)
    return digest(*(part.encode() for part in parts))


def survey(batch: Batch) -> Survey:
    """All that can be said of the batch alone."""
    lengths: list[int] = []

    def terms() -> Iterator[Occurrences]:
        for article in batch:
            found, length = terms_of(article)
            lengths.append(length)
            yield found

    packed = _pack(terms())
    words = [words_of(article) for article in batch]
    return Survey(
        packed,
        tuple(lengths),
        dict(Counter(word for some in words for kind in some for word in kind)),
        frozenset().union(*(some.named for some in words)),
        written_words(batch),
    )


def whole_postings(batch: Batch, whole: WholeWords) -> Packed:
    """The postings of the words that have a key of their own."""
    return _pack(whole_terms(article, whole) for article in batch)


def merge(postings: Mapping[str, Postings], packed: Packed, before: int) -> None:
    """Add a batch to the postings; `before`: the number of articles in the batches before it."""
    keys, numbers, sizes, documents, counts, places = map(zlib.decompress, packed)
    at = at_place = 0
    for key, number, size in zip(
        keys.decode().split("\n"), numbers, memoryview(sizes).cast("I"), strict=False
    ):  # the hot loop: some 10,000 turns a batch
        found = postings[key]
        distances = documents[at : at + number]
        found.documents += varint(before + distances[0] - found.last - 1) + distances[1:]
        found.counts += counts[at : at + number]
        found.places += places[at_place : at_place + size]
        found.last = before + sum(distances) + number - 1
        at += number
        at_place += size


def _pack(articles: Iterable[Occurrences]) -> Packed:
    """The postings of a batch's articles."""
    postings: dict[str, Postings] = defaultdict(Postings)
    for number, terms in enumerate(articles):
        for key, (count, places) in terms.items():  # the hot loop: some 700 turns an article
            found = postings[key]
            found.documents.append(number - found.last - 1)
            found.counts.append(count)
            found.places += places
            found.last = number
    rows: Sequence[Postings] = tuple(postings.values())
    parts = (
        "\n".join(postings).encode(),
        bytes(len(found.counts) for found in rows),
        array("I", (len(found.places) for found in rows)).tobytes(),
        b"".join(found.documents for found in rows),
        b"".join(found.counts for found in rows),
        b"".join(found.places for found in rows),
    )
    return Packed(*(zlib.compress(part, 1) for part in parts))
