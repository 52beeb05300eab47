"""The verbs in order: read, extract, enrich, index, search, render, publish. The best place to start reading."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from newsarchive.config import SiteConfig
from newsarchive.enrich import Vocabulary, annotate, settle
from newsarchive.enrich.urls import slugs
from newsarchive.errors import ArchiveError, Problem
from newsarchive.extract import extract
from newsarchive.index import FACETS, Archive, arrange
from newsarchive.publish import publish
from newsarchive.read import (
    form_of_suffix,
    input_files,
    load_lexicon,
    read_source,
    static_outputs,
)
from newsarchive.records import Article, Correction, Form, Output, Reading, Source
from newsarchive.render import Renderer, pages
from newsarchive.search import build_index


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the inputs gave: every reading, the finished articles, and all problems so far."""

    readings: tuple[Reading, ...]
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build in figures."""

    articles: int
    pages: int
    written: int
    unchanged: int
    removed: int
    seconds: float
    problems: tuple[Problem, ...]  # warnings and notes


def build(config: SiteConfig, *, strict: bool = False) -> Built:
    """Build and publish the site. Raises ArchiveError with every problem when nothing could be published."""
    start = time.perf_counter()
    gathered = gather(config)
    if any(p.is_error or (strict and p.is_warning) for p in gathered.problems):
        raise ArchiveError(*gathered.problems)
    made = tuple(outputs(arrange_archive(gathered, config), config))
    published = publish(made, config.out)
    return Built(
        articles=len(gathered.articles),
        pages=sum(output.path.endswith(".html") for output in made),
        written=published.written,
        unchanged=published.unchanged,
        removed=published.removed,
        seconds=time.perf_counter() - start,
        problems=gathered.problems,
    )


def gather(config: SiteConfig) -> Gathered:
    """Read, extract and enrich all inputs of the site."""
    sources = [read_source(config.root, path) for path in input_files(config.root)]
    readings = tuple(extract_all(sources))
    vocabulary = Vocabulary.compile(load_lexicon(), config)
    shown = [a for r in readings for a in r.articles if config.drafts or not a.draft]
    articles, problems = settle([(a, annotate(a, vocabulary)) for a in shown], vocabulary, config)
    return Gathered(readings, articles, tuple(chain(problems, *(r.problems for r in readings))))


def extract_all(sources: Sequence[Source]) -> Iterator[Reading]:
    """Extract every source, corrections laid over what they correct; a correction without target is a problem."""
    lexicon = load_lexicon()
    written = {
        s.path: extract(s, lexicon) for s in sources if s.form in (Form.MARKDOWN, Form.CORRECTION)
    }
    by_target: dict[str, list[Correction]] = {}
    for reading in written.values():
        for correction in reading.corrections:
            by_target.setdefault(correction.target, []).append(correction)
    for source in sources:
        if source.path in written:
            yield written[source.path]
            continue
        meant = by_target.pop(source.name, []) + by_target.pop(source.path.partition("/")[2], [])
        yield extract(source, lexicon, meant)
    for correction in chain(*by_target.values()):
        problem = Problem(correction.path, correction.line, "E208", (correction.target,))
        yield Reading(correction.path, problems=(problem,))


def arrange_archive(gathered: Gathered, config: SiteConfig) -> Archive:
    """The articles as the site lists them, with the path segment of every term."""
    segments: Mapping[str, Mapping[str, str]] = {
        facet.name: slugs(chain.from_iterable(map(facet.terms, gathered.articles)), config)
        for facet in FACETS
    }
    return arrange(gathered.articles, segments, config, gathered.readings)


def outputs(archive: Archive, config: SiteConfig) -> Iterator[Output]:
    """Every file of the site, one after the other."""
    renderer = Renderer(config)
    for page in pages(archive, config):
        yield Output(page.path, renderer.render(page))
    yield from static_outputs(config.root)
    if config.pages.search:
        yield from build_index(archive.articles)


def read_files(paths: Iterable[Path]) -> Iterator[Reading]:
    """What each file holds, in the order given; the files need not lie in a site."""
    lexicon = load_lexicon()
    for path in paths:
        yield extract(read_source(None, path, form_of_suffix(path)), lexicon)


def extract_files(paths: Sequence[Path]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles of the files in the order given, enriched as in a site of their own; and all problems."""
    config = SiteConfig()
    vocabulary = Vocabulary.compile(load_lexicon(), config)
    readings = tuple(read_files(paths))
    pairs = [(a, annotate(a, vocabulary)) for reading in readings for a in reading.articles]
    articles, _ = settle(pairs, vocabulary, config)
    order = {path.as_posix(): number for number, path in enumerate(paths)}
    problems = tuple(chain.from_iterable(reading.problems for reading in readings))
    return tuple(sorted(articles, key=lambda a: (order[a.source], a.item))), problems
