"""A run of articles → the files of one segment. Pure: equal articles give equal bytes, whatever else the archive holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from newsarchive.records import Article
from newsarchive.search.batches import Batch, collect
from newsarchive.search.bits import Spelling, alphabet_of, deflate, digest, spell
from newsarchive.search.format import (
    BLOCK,
    Facets,
    Postings,
    columns_file,
    cut_keys,
    day_runs,
    key_file,
    place_files,
    ranks_file,
)
from newsarchive.search.means import Mapper, Store
from newsarchive.search.words import record_of
from newsarchive.text import PLAIN_INITIALS, initials

WORD_FILE = 18_000  # bytes before deflate
TOGETHER = 32  # files that are deflated at a time
SAMPLE = 4_000  # bytes of records that all text files are packed with: what articles have in common
MOST_ORGANIZATIONS = 127  # that are counted for every result; others are found by name only
RECORD = "\x1e"


@dataclass(frozen=True, slots=True)
class Segment:
    """Files by name, and what the start file says of them."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    summary: dict[str, Any]


def build_segment(
    batches: Mapping[str, Batch], most_key_files: int, mapper: Mapper, store: Store
) -> Segment:
    """The segment of the articles of these batches, by key and in order, with about so many key files."""
    articles = tuple(chain.from_iterable(batches.values()))
    found = collect(batches, mapper, store)
    alphabet = alphabet_of(found.characters)
    key_firsts, key_files = _key_files(found.postings, most_key_files)
    word_firsts, word_files = _word_files(found.words, len(articles))
    blocks, sample = _text_files(articles, alphabet)
    facets = facets_of(articles)
    files = (
        *_deflated([*key_files, *word_files], b"", mapper),
        *_deflated(blocks, sample, mapper),
        ("d.bin", deflate(sample)),
        ("c.bin", ranks_file(found.lengths, facets)),
        ("f.bin", columns_file(facets)),
        ("i.bin", deflate("\n".join(article.id for article in articles).encode())),
    )
    name = digest(*(part for path, content in files for part in (path.encode(), content)))
    summary = {
        "name": name,
        "documents": len(articles),
        "units": sum(found.lengths),
        "alphabet": alphabet,
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
) -> tuple[list[str], list[tuple[str, bytes]]]:
    """The first keys of the key files, and the files, at most about so many; uses the postings up."""
    places, far = place_files(postings)
    size = sum(found.size for found in postings.values()) // max(most - len(places), 1) + 1
    firsts: list[str] = []
    files: list[tuple[str, bytes]] = [(f"p{i}.bin", content) for i, content in enumerate(places)]
    for run in cut_keys(postings, size):
        files.append((f"k{len(firsts)}.bin", key_file(run, postings, far)))
        firsts.append(run[0])
    return firsts, files


def _word_files(
    words: dict[str, tuple[int, bool]], documents: int
) -> tuple[list[str], list[tuple[str, bytes]]]:
    """The first keys of the word files, and the files. A word that no name holds must occur in several articles."""
    fewest = 1 if documents < 500 else 2 if documents < 20_000 else 3
    lines = sorted(
        (f"{initials(word, PLAIN_INITIALS)} {word}", f"{word}\t{number}\t{int(named)}")
        for word, (number, named) in words.items()
        if named or number >= fewest
    )
    firsts: list[str] = []
    files: list[tuple[str, bytes]] = []
    for run in _runs(lines, WORD_FILE):
        files.append((f"w{len(firsts)}.bin", "\n".join(line for _, line in run).encode()))
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


def _text_files(
    articles: Sequence[Article], alphabet: str
) -> tuple[list[tuple[str, bytes]], bytes]:
    """The records, BLOCK to a file, and the sample that they are packed with."""
    spelling = Spelling(alphabet)
    blocks = [
        spell(RECORD.join(map(record_of, articles[start : start + BLOCK])), spelling)
        for start in range(0, len(articles), BLOCK)
    ]
    sample = b"".join(blocks[:: len(blocks) // 4 + 1])[: min(SAMPLE, sum(map(len, blocks)) // 32)]
    return [(f"t{i}.bin", block) for i, block in enumerate(blocks)], sample


def _deflated(
    files: Sequence[tuple[str, bytes]], sample: bytes, mapper: Mapper
) -> Iterator[tuple[str, bytes]]:
    """The files, deflated as if the sample had come before each; shared out, some at a time."""
    some = [files[start : start + TOGETHER] for start in range(0, len(files), TOGETHER)]
    return chain.from_iterable(mapper(partial(_deflate_some, sample=sample), some))


def _deflate_some(files: Sequence[tuple[str, bytes]], sample: bytes) -> list[tuple[str, bytes]]:
    return [(name, deflate(content, sample)) for name, content in files]
