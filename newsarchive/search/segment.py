"""A run of articles → the files of one segment. Pure: equal articles give equal bytes, whatever else the archive holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from newsarchive.records import Article
from newsarchive.search.bits import alphabet_of, deflate, digest, spell, varint
from newsarchive.search.format import (
    BLOCK,
    Facets,
    Postings,
    columns_file,
    cut_keys,
    day_runs,
    key_file,
)
from newsarchive.search.terms import Entry, terms_of, text_of
from newsarchive.text import PLAIN_INITIALS, initials

WORD_FILE = 18_000  # bytes before deflate
MOST_ORGANIZATIONS = 127  # that are counted for every result; others are found by name only
FIELD, RECORD, LIST = "\x1f", "\x1e", "\x1d"

EntryMap = Callable[[Callable[[Article], Entry], Iterable[Article]], Iterable[Entry]]


@dataclass(frozen=True, slots=True)
class Segment:
    """Files by name, and what the start file says of them."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    summary: dict[str, Any]


def build_segment(
    articles: Sequence[Article], most_key_files: int, mapper: EntryMap = map
) -> Segment:
    """The segment of these articles, in their order, with about so many key files."""
    alphabet = alphabet_of(map(record_of, articles))
    postings, lengths, words = _collect(mapper(terms_of, articles))
    keys_of, key_files = _key_files(postings, most_key_files)
    words_of, word_files = _word_files(words, len(articles))
    files = (
        *key_files,
        *word_files,
        *_text_files(articles, alphabet),
        ("c.bin", columns_file(lengths, facets_of(articles))),
        ("i.bin", deflate("\n".join(article.id for article in articles).encode())),
    )
    name = digest(*(part for path, content in files for part in (path.encode(), content)))
    summary = {
        "name": name,
        "documents": len(articles),
        "units": sum(lengths),
        "alphabet": alphabet,
        "keys": keys_of,
        "words": words_of,
        "dates": day_runs([article.date for article in articles]),
    }
    return Segment(name, files, summary)


def record_of(article: Article) -> str:
    """What a result shows of the article, as one string."""
    fields = (
        article.id,
        article.url,
        article.title,
        article.date or "",
        article.outlet or "",
        article.category or "",
        article.kind,
        LIST.join(organization.name for organization in article.organizations),
        text_of(article),
    )
    return FIELD.join(fields)


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


def _collect(
    entries: Iterable[Entry],
) -> tuple[dict[str, Postings], list[int], dict[str, tuple[int, bool]]]:
    """Postings by key, lengths, and words with their number of articles and whether a name holds them."""
    postings: dict[str, Postings] = defaultdict(Postings)
    lengths: list[int] = []
    named: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for number, entry in enumerate(entries):
        for key, count, places in zip(
            entry.keys, entry.counts, entry.places, strict=True
        ):  # the hot loop: some 700 turns an article
            found = postings[key]
            found.documents += varint(number - found.last - 1)
            found.counts.append(count)
            found.places += places
            found.last = number
            found.number += 1
        lengths.append(entry.length)
        named.update(entry.named)
        others.update(entry.words)
    words = {word: (others[word] + named[word], word in named) for word in named | others}
    return postings, lengths, words


def _key_files(
    postings: dict[str, Postings], most: int
) -> tuple[list[str], list[tuple[str, bytes]]]:
    """The first keys of the key files, and the files."""
    size = sum(found.inline_size for found in postings.values()) // most + 1
    firsts: list[str] = []
    files: list[tuple[str, bytes]] = []
    own_files = 0
    for run in cut_keys(postings, size):
        content, own = key_file(run, postings, own_files)
        files.append((f"k{len(firsts)}.bin", content))
        files += [(f"p{own_files + i}.bin", places) for i, places in enumerate(own)]
        own_files += len(own)
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
        files.append((f"w{len(firsts)}.bin", deflate("\n".join(line for _, line in run).encode())))
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


def _text_files(articles: Sequence[Article], alphabet: str) -> list[tuple[str, bytes]]:
    """The records, BLOCK to a file."""
    codes = {character: code for code, character in enumerate(alphabet)}
    return [
        (
            f"t{start // BLOCK}.bin",
            deflate(spell(RECORD.join(map(record_of, articles[start : start + BLOCK])), codes)),
        )
        for start in range(0, len(articles), BLOCK)
    ]
