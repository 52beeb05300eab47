"""A site's input files → readings and finished articles. Read, extract and enrich, remembered and shared out.

Each file is one pure step: its bytes, its path, the corrections meant for it, the vocabulary and the program give a
Reading and the Terms of its articles. What the memory knows is not worked out again; the rest goes to the workers. A
file's digest is remembered by its stamp, so that an unchanged file is not even opened.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from newsarchive import read, workers
from newsarchive.config import SiteConfig
from newsarchive.enrich import Vocabulary, annotate, annotate_stated, settle
from newsarchive.errors import Problem
from newsarchive.extract import extract
from newsarchive.index import Note, Sketch, note_of, sketch
from newsarchive.memo import Memory, code_digest, dumps, key_of, loads
from newsarchive.records import Article, Correction, Extracted, Lexicon, Terms
from newsarchive.watch import Silent, Watch

# A file written later than this before the build began may be written again within one tick of the disk's clock.
SETTLED = timedelta(seconds=2)
Stamps = dict[bytes, tuple[tuple[int, ...] | None, str]]  # path -> stamp, digest


@dataclass(frozen=True, slots=True)
class Means:
    """How a build works, and never what it makes: its memory, its processes, and who watches."""

    memory: Memory = field(default_factory=lambda: Memory(None))
    jobs: int | None = None  # None: one per processor
    watch: Watch = field(default_factory=Silent)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the inputs gave: a note of every file, the finished articles, and all problems so far."""

    notes: tuple[Note, ...]
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    sketches: dict[tuple[str, int], Sketch]  # (origin, item) of an article -> its sketch

    def take_sketch(self, article: Article) -> Sketch:
        """What comparing an article with others needs; given away, because nothing else needs it."""
        return self.sketches.pop((article.origin, article.item))


class Leaf(NamedTuple):
    """What one file gave, and of each of its articles the terms, and the sketch when one is wanted."""

    note: Note
    corrections: tuple[Correction, ...] = ()
    articles: tuple[Extracted, ...] = ()
    terms: tuple[Terms, ...] = ()
    sketches: tuple[Sketch, ...] = ()


class Input(NamedTuple):
    """One input file: its site path, its path, and the digest of its bytes when the build began ("": not taken)."""

    name: str
    path: str
    digest: str = ""


class Inventory(NamedTuple):
    """The input files, one digest of them, and one of all templates and static files."""

    inputs: tuple[Input, ...]
    digest: str
    theme: str


class Assignment(NamedTuple):
    """One file to extract, and the corrections meant for it. key: under which to remember it."""

    input: Input
    corrections: tuple[Correction, ...]
    key: str


class Extraction(NamedTuple):
    """A worker's answer. raw: the Leaf through memo.dumps; digest: of the bytes it read."""

    raw: bytes
    digest: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker needs for every file."""

    root: Path
    lexicon: Lexicon
    vocabulary: Vocabulary
    annotate: Callable[[Extracted, Vocabulary], Terms]
    is_sketched: bool  # are articles compared with each other?


def gather(
    config: SiteConfig,
    means: Means | None = None,
    inputs: Sequence[Input] | None = None,
) -> Gathered:
    """Read, extract and enrich all inputs of the site; `inputs`: when they are known."""
    means = means or Means()
    if inputs is None:
        inputs = [Input(name, path) for name, path in read.named_inputs(config.root)]
    lexicon = read.load_lexicon()
    vocabulary = Vocabulary.compile(lexicon, config)
    desk = Desk(
        config.root,
        lexicon,
        vocabulary,
        annotate if config.enrich else annotate_stated,
        config.pages.releases,
    )
    means.watch.stage("extract", len(inputs))
    leaves = tuple(_leaves(inputs, desk, means))
    means.watch.stage("enrich", 0)
    pairs = [
        (article, terms)
        for leaf in leaves
        for article, terms in zip(leaf.articles, leaf.terms, strict=True)
        if config.drafts or not article.draft
    ]
    articles, problems = settle(pairs, desk.vocabulary, config)
    notes = tuple(leaf.note for leaf in leaves)
    if not inputs:
        problems = (*problems, Problem(read.SEEDS, 0, "W103"))
    noticed = chain(
        problems, _from_the_future(articles, config), *(note.problems for note in notes)
    )
    sketches = {
        (article.origin, article.item): packed
        for leaf in leaves
        for article, packed in zip(leaf.articles, leaf.sketches, strict=False)
    }
    return Gathered(notes, articles, tuple(noticed), sketches)


def _from_the_future(articles: Sequence[Article], config: SiteConfig) -> Iterator[Problem]:
    """A warning for every date after the day of the build: most likely a misread or mistyped one."""
    today = f"{config.built_at:%Y-%m-%d}"
    for article in articles:
        if article.date and article.date[:10] > today:
            yield Problem(article.source, article.line, "W211", (article.date[:10], today))


def _leaves(inputs: Sequence[Input], desk: Desk, means: Means) -> Iterator[Leaf]:
    """What every file gave; articles/ first, because the corrections for the seeds are there.

    A correction without target is a problem, in a note of its own.
    """
    words = (
        desk.lexicon.digest,
        desk.vocabulary.digest,
        desk.annotate.__name__,
        desk.is_sketched,
    )
    common = key_of("leaf", code_digest(), words)

    def assign(one: Input, *corrections: Correction) -> Assignment:
        return Assignment(one, corrections, key_of(common, one.name, one.digest, corrections))

    written = [one for one in inputs if one.name.startswith(f"{read.ARTICLES}/")]
    by_target: dict[str, list[Correction]] = {}
    for leaf in _extract_all([assign(one) for one in written], desk, means):
        yield leaf
        for correction in leaf.corrections:
            by_target.setdefault(correction.target, []).append(correction)
    seeds = []
    for one in inputs[len(written) :]:
        _, _, below = one.name.partition("/")
        names = dict.fromkeys((below.rpartition("/")[2], below))
        meant = [correction for name in names for correction in by_target.pop(name, ())]
        seeds.append(assign(one, *meant))
    yield from _extract_all(seeds, desk, means)
    for correction in chain(*by_target.values()):
        problem = Problem(correction.path, correction.line, "E208", (correction.target,))
        yield Leaf(Note(correction.path, problems=(problem,)))


def _extract_all(assignments: Sequence[Assignment], desk: Desk, means: Means) -> Iterator[Leaf]:
    """The leaves of the assignments in their order: remembered ones, and new ones from the workers."""
    known = means.memory.recall((a.key for a in assignments if a.input.digest), Leaf)
    missing = [a for a in assignments if a.key not in known]
    means.watch.advance(len(assignments) - len(missing))
    fresh: dict[str, Leaf] = {}
    for chunk in workers.run(extract_chunk, missing, _itself, (desk,), means.jobs):
        some = missing[len(fresh) : len(fresh) + len(chunk)]
        answers = list(zip(some, chunk, strict=True))
        fresh |= {a.input.path: loads(answer.raw, Leaf) for a, answer in answers}
        # A file that changed under our eyes is extracted as read, and not remembered as what it was before.
        sure = {a.key: answer.raw for a, answer in answers if answer.digest == a.input.digest}
        means.memory.remember_raw(sure)
        for a, answer in answers:
            means.watch.took(a.input.name, answer.seconds)
        means.watch.advance(len(chunk))
    yield from (fresh.get(a.input.path) or known[a.key] for a in assignments)


def extract_chunk(desk: Desk, assignments: Sequence[Assignment]) -> list[Extraction]:
    """In a worker: read, extract and annotate some files."""
    answers = []
    for assignment in assignments:
        start = time.perf_counter()
        source = read.read_named(desk.root, assignment.input.path, assignment.input.name)
        origin = key_of(
            assignment.key, source.sha256
        )  # of what was read, even if the file changes now
        reading = extract(replace(source, origin=origin), desk.lexicon, assignment.corrections)
        terms = tuple(desk.annotate(article, desk.vocabulary) for article in reading.articles)
        sketches = tuple(map(sketch, reading.articles)) if desk.is_sketched else ()
        seconds = time.perf_counter() - start
        leaf = Leaf(note_of(reading), reading.corrections, reading.articles, terms, sketches)
        answers.append(Extraction(dumps(leaf), source.sha256, seconds))
    return answers


def _itself(desk: Desk) -> Desk:
    return desk


def take_inventory(config: SiteConfig, memory: Memory) -> Inventory:
    """The digest of every file that a build reads; a file with a known stamp is not opened."""
    key = key_of("stamps", str(config.root.resolve()))
    known = memory.recall([key], Stamps).get(key, {})
    settled = (config.built_at - SETTLED).timestamp() * 1e9
    stamps: Stamps = {}

    def digest_of(path: str) -> str:
        stamp, name = read.stamp_of(path), os.fsencode(path)
        before, digest = known.get(name, (None, ""))
        if stamp is None or stamp != before:
            digest = read.digest_of(config.root, path)
        # stamp: (size, written, changed, inode)
        stamps[name] = (stamp if stamp and max(stamp[1:3]) < settled else None, digest)
        return digest

    inputs = tuple(
        Input(name, path, digest_of(path)) for name, path in read.named_inputs(config.root)
    )
    theme = [(path, digest_of(path)) for path in read.theme_files(config.root)]
    if stamps != known:
        memory.remember({key: stamps})
    digest = key_of([(one.name, one.digest) for one in inputs])
    return Inventory(inputs, digest, key_of(theme))
