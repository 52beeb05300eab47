"""A run of articles → the files of one segment. Pure: equal articles give equal bytes, whatever else the archive holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from newsarchive.records import Article
from newsarchive.search.batches import Batch, collect
from newsarchive.search.bits import deflate, digest
from newsarchive.search.format import (
    BLOCK,
    Facets,
    Parts,
    Postings,
    columns_file,
    cut_keys,
    day_runs,
    key_file,
    place_files,
    ranks_file,
)
from newsarchive.search.means import Item, Mapper, Store
from newsarchive.search.pieces import Spelling, spell
from newsarchive.search.words import FIELD, record_of
from newsarchive.text import PLAIN_INITIALS, initials

WORD_FILE = 18_000  # bytes before deflate
TOGETHER = 64  # files that are made or deflated at a time
MOST_ORGANIZATIONS = 127  # that are counted for every result; others are found by name only


@dataclass(frozen=True, slots=True)
class Segment:
    """Files by name, and what the start file says of them."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    summary: dict[str, Any]


def build_segment(
    batches: Mapping[str, Batch],
    most_key_files: int,
    pieces: Sequence[str],
    mapper: Mapper,
    store: Store,
) -> Segment:
    """The segment of the articles of these batches, by key and in order, with about so many key files; texts in these pieces."""
    articles = tuple(chain.from_iterable(batches.values()))
    found = collect(batches, mapper, store)
    key_firsts, key_files = _key_files(found.postings, most_key_files)
    word_firsts, word_files = _word_files(found.words, len(articles))
    records = [record_of(article) for article in articles]
    facets = facets_of(articles)
    files = (
        *_shared_out(_deflate_all, [*key_files, *word_files], mapper),
        *_shared_out(partial(_pack_all, pieces=pieces), _blocks(records), mapper),
        ("c.bin", ranks_file(found.lengths, facets)),
        ("f.bin", columns_file(facets)),
        ("i.bin", deflate("\n".join(article.id for article in articles).encode())),
    )
    name = digest(*(part for path, content in files for part in (path.encode(), content)))
    summary = {
        "name": name,
        "documents": len(articles),
        "units": sum(found.lengths),
        "keys": key_firsts,
        "words": word_firsts,
        "dates": day_runs([article.date for article in articles]),
    }
    return Segment(name, files, summary)


def facets_of(articles: Sequence[Article]) -> Facets:
    """What a result counts of these articles; organizations the most frequent first."""
    organizations: dict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        for name in dict.fromkeys(organization.name for organization in article.organizations):
            organizations[name].append(number)
    frequent = sorted(organizations, key=lambda name: (-len(organizations[name]), name))
    return Facets(
        outlets=[article.outlet for article in articles],
        categories=[article.category for article in articles],
        organizations={name: organizations[name] for name in frequent[:MOST_ORGANIZATIONS]},
    )


def _key_files(
    postings: dict[str, Postings], most: int
) -> tuple[list[str], list[tuple[str, Parts]]]:
    """The first keys of the key files, and the files, at most about so many; uses the postings up."""
    places, far = place_files(postings)
    size = sum(found.size for found in postings.values()) // max(most - len(places), 1) + 1
    firsts: list[str] = []
    files: list[tuple[str, Parts]] = [(f"p{i}.bin", (part,)) for i, part in enumerate(places)]
    for run in cut_keys(postings, size):
        files.append((f"k{len(firsts)}.bin", key_file(run, postings, far)))
        firsts.append(run[0])
    return firsts, files


def _word_files(
    words: dict[str, tuple[int, bool]], documents: int
) -> tuple[list[str], list[tuple[str, Parts]]]:
    """The first keys of the word files, and the files. A word that no name holds must occur in several articles."""
    fewest = 1 if documents < 500 else 2 if documents < 20_000 else 3
    lines = sorted(
        (f"{initials(word, PLAIN_INITIALS)} {word}", f"{word}\t{number}\t{int(named)}")
        for word, (number, named) in words.items()
        if named or number >= fewest
    )
    firsts: list[str] = []
    files: list[tuple[str, Parts]] = []
    for run in _runs(lines, WORD_FILE):
        files.append((f"w{len(firsts)}.bin", ("\n".join(line for _, line in run).encode(),)))
        firsts.append(run[0][0])
    return firsts, files


def _runs(lines: Sequence[tuple[str, str]], size: int) -> Iterator[list[tuple[str, str]]]:
    """The lines in runs of about `size` bytes."""
    run: list[tuple[str, str]] = []
    filled = 0
    for line in lines:
        added = len(line[1].encode()) + 1
        if run and filled + added > size:
            yield run
            run, filled = [], 0
        run.append(line)
        filled += added
    if run:
        yield run


def _blocks(records: Sequence[str]) -> list[tuple[str, str]]:
    """The text files' names and texts: BLOCK records each."""
    starts = range(0, len(records), BLOCK)
    return [
        (f"t{i}.bin", FIELD.join(records[start : start + BLOCK])) for i, start in enumerate(starts)
    ]


def _shared_out(
    work: Callable[[Sequence[Item]], list[tuple[str, bytes]]], files: Sequence[Item], mapper: Mapper
) -> Iterator[tuple[str, bytes]]:
    """What `work` makes of the files, some at a time."""
    some = [files[start : start + TOGETHER] for start in range(0, len(files), TOGETHER)]
    return chain.from_iterable(mapper(work, some))


def _deflate_all(files: Sequence[tuple[str, Parts]]) -> list[tuple[str, bytes]]:
    return [(name, deflate(*parts)) for name, parts in files]


def _pack_all(blocks: Sequence[tuple[str, str]], pieces: Sequence[str]) -> list[tuple[str, bytes]]:
    """The blocks spelled in these pieces, and deflated."""
    spelling = Spelling(pieces)
    return [(name, deflate(spell(text, spelling))) for name, text in blocks]
