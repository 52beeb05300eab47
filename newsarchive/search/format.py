"""The search index, byte by byte, and the parts of it that become files. static/search.js reads what this writes.

FORMAT 1. All files lie below `search/`, are raw deflate (RFC 1951) of what is told here, and never change under a name:
the start file alone is fetched anew each time. Numbers are varints (newsarchive.search.bits) unless told otherwise.

Articles are numbered by date, then id, oldest first, undated before all. Segments are runs of these numbers; inside a
segment documents count from 0.

`manifest.bin`, UTF-8 JSON:
    format      1
    documents   articles in all
    block       articles in one text file
    names       digest in the name of the names file; twins: of the twins file
    segments[]  name: its folder · documents · units: the sum of their lengths · alphabet: of its texts
                keys[]: first key of each key file · words[]: first key of each word file
                dates[]: day, count, day, count … in order; a day is (year * 13 + month) * 32 + day of the month, 0 for a
                part not stated, and the difference to the one before

`<segment>/k<i>.bin`, the keys from keys[i] on, sorted by code point, with their documents. Four sections, the first three
sized (their length, then they):
    1 heads     number of keys; for each: its front-coded text (characters shared with the key before, one byte; length
                and UTF-8 of the rest) · number of documents · bytes of its documents · bytes of its places * 2 + 1
                when these are a file of their own, then that file's number
    2 documents for each key, for each document: difference to the one before, less 1
    3 counts    one byte each: min(occurrences, 127) * 2 + 1 if in the title
    4 places    of each key that has them here: for each document its occurrences; if 127, the true count first; each as
                place * 2 + 1 if a gap stands before the place, as the difference to the one before
`<segment>/p<n>.bin`  the places of one key that has many
    Keys are: a unit (newsarchive.search.normal); two neighbours of which one is a syllable, as the characters that
    touch (2233명: 3명), followed by a space if a gap lies between; U+0001 and the name of an organization. Places
    count units. A lone syllable and an organization have none.

`<segment>/t<i>.bin`, articles block * i and on: records joined by the byte sequence of U+001E, each of id, url, title, date,
outlet, category, kind, names of organizations joined by U+001D, text, all joined by U+001F, spelled in the alphabet.
`<segment>/w<i>.bin`, the words from words[i] on, UTF-8 lines `word TAB documents TAB 1 if in a title, an organization or a
tag`, sorted by initials (ㄲ as ㄱ) and a space and the word.
`<segment>/c.bin`: sized UTF-8 JSON [[outlets], [categories], [organizations]]: their values, the most frequent first; then three
sized columns, a number for each document: its length class c (units = 16 * 1.5 ** c), its outlet, its category (0: none, else the
place of the value, from 1); then for each organization its documents as in `k`, sized.
`<segment>/i.bin`: the ids, a line each.
`names-<digest>.bin`, UTF-8 lines: `o`, `t` or `h` (organization, tag, headline) TAB name TAB articles, the most useful first.
`twins-<digest>.bin`: groups of articles that carry one release; for each group the number of members, then their numbers
in the archive as in `k`.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from newsarchive.search.bits import ascending, deflate, front_coded, sized, varint
from newsarchive.search.normal import GAP

FORMAT = 1
BLOCK = 6  # articles in a text file: a result page reads one file a hit, a host caps the number of files
OWN_FILE = 16_000  # bytes of places from which they are a file of their own


@dataclass(slots=True)
class Postings:
    """One key's documents while a segment is being built."""

    last: int = -1
    number: int = 0
    documents: bytearray = field(default_factory=bytearray)
    counts: bytearray = field(default_factory=bytearray)
    places: bytearray = field(default_factory=bytearray)

    @property
    def inline_size(self) -> int:
        """Bytes it adds to its key file."""
        own = len(self.places) >= OWN_FILE
        return len(self.documents) + len(self.counts) + (0 if own else len(self.places)) + 8


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
    """The sorted keys in runs of about `size` bytes; a pair and the pair with a gap stay together."""
    run: list[str] = []
    filled = 0
    for key in sorted(postings):
        added = postings[key].inline_size
        if run and filled + added > size and key != run[-1] + GAP:
            yield run
            run, filled = [], 0
        run.append(key)
        filled += added
    if run:
        yield run


def key_file(
    keys: Sequence[str], postings: dict[str, Postings], own_files: int
) -> tuple[bytes, list[bytes]]:
    """One key file, and the places that are files of their own, numbered from `own_files`."""
    heads = bytearray(varint(len(keys)))
    own: list[bytes] = []
    inline = bytearray()
    for key, text in zip(keys, front_coded(keys), strict=True):
        found = postings[key]
        heads += text + varint(found.number) + varint(len(found.documents))
        if len(found.places) >= OWN_FILE:
            heads += varint(len(found.places) * 2 + 1) + varint(own_files + len(own))
            own.append(deflate(bytes(found.places)))
        else:
            heads += varint(len(found.places) * 2)
            inline += found.places
    documents = b"".join(postings[key].documents for key in keys)
    counts = b"".join(postings[key].counts for key in keys)
    return deflate(sized(bytes(heads)) + sized(documents) + sized(counts) + inline), own


def length_class(units: int) -> int:
    """The number that stands for a length: units = 16 * 1.5 ** class, at most 20.

    >>> length_class(0), length_class(16), length_class(650)
    (0, 0, 9)
    """
    return min(20, max(0, round(math.log(max(units, 1) / 16, 1.5))))


def columns_file(lengths: Sequence[int], facets: Facets) -> bytes:
    """What ranking and facets need of every document."""
    columns = [facets.outlets, facets.categories]
    values = [
        [value for value, _ in Counter(filter(None, column)).most_common()] for column in columns
    ]
    out = bytearray(sized(to_json([*values, list(facets.organizations)])))
    out += sized(bytes(map(length_class, lengths)))
    for column, names in zip(columns, values, strict=True):
        places = {name: place for place, name in enumerate(names, 1)}
        out += sized(b"".join(varint(places.get(value or "", 0)) for value in column))
    for documents in facets.organizations.values():
        out += sized(ascending(documents))
    return deflate(bytes(out))


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
