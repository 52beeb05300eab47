"""The parts of the search index that become files. static/search.js reads them; its head describes them byte by byte. Pure."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from newsarchive.search.bits import ascending, deflate, front_coded, sized, varint
from newsarchive.search.normal import GAP

FORMAT = 3
BLOCK = 6  # articles in a text file: a result page reads one file a hit, a host caps the number of files
FAR = 4_000  # bytes of places from which they are kept away from their key
PLACE_FILE = 30_000  # bytes of places in one file, unless one key alone has more: fewer such files leave more for keys


Parts = tuple[bytes, ...]  # of a file, each of one kind


@dataclass(slots=True)
class Postings:
    """One key's documents while a segment is being built."""

    last: int = -1
    documents: bytearray = field(default_factory=bytearray)
    counts: bytearray = field(default_factory=bytearray)
    places: bytearray = field(default_factory=bytearray)

    @property
    def number(self) -> int:
        """How many documents hold the key."""
        return len(self.counts)

    @property
    def is_far(self) -> bool:
        """Whether its places are kept in a file of places."""
        return len(self.places) >= FAR

    @property
    def size(self) -> int:
        """Bytes it adds to its key file."""
        places = 0 if self.is_far else len(self.places)
        return len(self.documents) + len(self.counts) + places + 8


@dataclass(frozen=True, slots=True)
class Facets:
    """What is counted for a result: outlet and category of each document, documents of each frequent organization."""

    outlets: Sequence[str | None]
    categories: Sequence[str | None]
    organizations: dict[str, list[int]]


def to_json(value: Any) -> bytes:
    """Compact UTF-8 JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def cut_keys(postings: dict[str, Postings], size: int) -> Iterator[list[str]]:
    """The sorted keys in runs of about `size` bytes; a pair with a gap stays with the same pair without one."""
    run: list[str] = []
    filled = 0
    for key in sorted(postings):
        added = postings[key].size
        if run and filled + added > size and key != run[-1] + GAP:
            yield run
            run, filled = [], 0
        run.append(key)
        filled += added
    if run:
        yield run


def place_files(postings: dict[str, Postings]) -> tuple[list[bytes], dict[str, bytes]]:
    """The files of places before deflate, and for each key that has its places there: file number and offset as varints."""
    files: list[bytearray] = []
    where = {}
    for key in sorted(key for key, found in postings.items() if found.is_far):
        places = postings[key].places
        if not files or len(files[-1]) + len(places) > PLACE_FILE:
            files.append(bytearray())
        where[key] = varint(len(files) - 1) + varint(len(files[-1]))
        files[-1] += places
    return list(map(bytes, files)), where


def key_file(keys: Sequence[str], postings: dict[str, Postings], far: Mapping[str, bytes]) -> Parts:
    """One key file before deflate; `far` says where the places of some keys lie. Takes the keys out of the postings."""
    heads = bytearray(varint(len(keys)))
    for key, text in zip(keys, front_coded(keys), strict=True):
        found = postings[key]
        heads += text + varint(found.number) + varint(len(found.documents))
        heads += varint(len(found.places) * 2 + found.is_far) + far.get(key, b"")
    documents = b"".join(postings[key].documents for key in keys)
    counts = b"".join(postings[key].counts for key in keys)
    places = b"".join(postings[key].places for key in keys if not postings[key].is_far)
    for key in keys:
        del postings[key]  # so that a large segment is not in memory twice
    return sized(bytes(heads)), sized(documents), sized(counts), places


def length_class(units: int) -> int:
    """The number that stands for a length: units = 16 * 1.5 ** class, at most 20.

    >>> length_class(0), length_class(16), length_class(650)
    (0, 0, 9)
    """
    return min(20, max(0, round(math.log(max(units, 1) / 16, 1.5))))


def ranks_file(lengths: Sequence[int], facets: Facets) -> bytes:
    """What ranking needs of every document: its length class, and the documents of each organization."""
    lists = [sized(ascending(documents)) for documents in facets.organizations.values()]
    names = sized(to_json(list(facets.organizations)))
    return deflate(names, sized(bytes(map(length_class, lengths))), b"".join(lists))


def columns_file(facets: Facets) -> bytes:
    """What facets count beside: outlet and category of every document."""
    parts = []
    for column in (facets.outlets, facets.categories):
        names = [name for name, _ in Counter(filter(None, column)).most_common()]
        places = {name: place for place, name in enumerate(names, 1)}
        numbers = b"".join(varint(places.get(value or "", 0)) for value in column)
        parts += [sized(to_json(names)), sized(numbers)]
    return deflate(*parts)


def day_number(date: str | None) -> int:
    """Year, month and day as one ascending number; 0 for a missing date.

    >>> day_number("2025-12-04T18:31:54+09:00") - day_number("2025-12")
    4
    """
    year, month, day = ([int(part) for part in (date or "0")[:10].split("-")] + [0, 0])[:3]
    return (year * 13 + month) * 32 + day


def day_runs(dates: Sequence[str | None]) -> list[int]:
    """Day, count, day, count …: ascending days as differences."""
    runs: list[int] = []
    last = -1
    for day in map(day_number, dates):
        if runs and day == last:
            runs[-1] += 1
        else:
            runs += [day - max(last, 0), 1]
            last = day
    return runs
