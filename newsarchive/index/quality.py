"""What a reader may rely on: how each field was found, what each file gave, what was left out and why.

In: the articles and what was read of each file. Out: counts and one note per file. Never judges: it only counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from newsarchive.errors import Problem
from newsarchive.records import Article, Label, Reading

MOST_RULES = 8  # named for a field
DIGIT = re.compile(r"\d")  # rules may quote a date: "등록 0000.00.00" is one rule
KEPT = frozenset(
    {
        Label.BLANK,
        Label.OUTLET,
        Label.SECTION,
        Label.HEADLINE,
        Label.SUBHEADLINE,
        Label.TIMESTAMP,
        Label.CLOCK,
        Label.BYLINE,
        Label.LEAD,
        Label.BODY,
        Label.CAPTION,
        Label.CREDIT,
        Label.KEYWORDS,
    }
)  # lines that a record holds; every other label is a line left out
FIELDS: tuple[tuple[str, Callable[[Article], bool]], ...] = (  # field -> does the article have it?
    ("title", lambda a: not a.title_derived),
    ("subtitle", lambda a: bool(a.subtitle)),
    ("date", lambda a: a.date is not None),
    ("outlet", lambda a: a.outlet is not None),
    ("reporter", lambda a: a.reporter is not None),
    ("credit", lambda a: a.credit is not None),
    ("category", lambda a: a.category is not None),
    ("organizations", lambda a: bool(a.organizations)),
    ("tags", lambda a: bool(a.tags)),
    ("body", lambda a: a.kind == "article"),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One field: how many articles have it, and by which rules it was found, most frequent first."""

    field: str
    count: int
    rules: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FileNote:
    """One input file: how many articles it gave, lines left out by label, what is missing or doubtful."""

    source: str
    articles: int
    dropped: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    is_correction: bool = False


class Note(NamedTuple):
    """What the account keeps of a reading: an archive cannot hold every line of ten thousand pages."""

    source: str
    dropped: tuple[tuple[str, int], ...] = ()
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Quality:
    """The whole account. total is the number of articles."""

    total: int
    coverage: tuple[Coverage, ...]
    dropped: tuple[tuple[str, int], ...]
    codes: tuple[tuple[str, int], ...]  # problems by code
    files: tuple[FileNote, ...]


def note_of(reading: Reading) -> Note:
    """The note of a reading."""
    dropped = Counter(line.label.value for line in reading.lines if line.label not in KEPT)
    is_correction = bool(reading.corrections)
    return Note(reading.source, _ranked(dropped), reading.reason, reading.problems, is_correction)


def account(articles: Sequence[Article], notes: Iterable[Note]) -> Quality:
    """Counts over the archive, and a note per file in the order of their paths."""
    by_source: dict[str, list[Article]] = {}
    for article in articles:
        by_source.setdefault(article.source, []).append(article)
    files = tuple(
        _file_note(note, by_source.get(note.source, ()))
        for note in sorted(notes, key=lambda n: n.source)
    )
    return Quality(
        len(articles),
        _coverage(articles),
        _ranked(Counter(pair for f in files for label, n in f.dropped for pair in [label] * n)),
        _ranked(Counter(problem.code for f in files for problem in f.problems)),
        files,
    )


def _file_note(note: Note, articles: Sequence[Article]) -> FileNote:
    missing = [name for name, has in FIELDS if not all(map(has, articles))]
    return FileNote(
        note.source,
        len(articles),
        note.dropped,
        tuple(missing),
        note.reason,
        note.problems,
        note.is_correction and not articles,
    )


def _coverage(articles: Sequence[Article]) -> tuple[Coverage, ...]:
    rules: dict[str, Counter[str]] = {name: Counter() for name, _ in FIELDS}
    for article in articles:
        for finding in article.found:
            if finding.field in rules:
                rules[finding.field][DIGIT.sub("0", finding.rule)] += 1
    return tuple(
        Coverage(name, sum(map(has, articles)), _ranked(rules[name])[:MOST_RULES])
        for name, has in FIELDS
    )


def _ranked(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Most frequent first, ties by name."""
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
