"""The verbs in order: read, extract, enrich, index, search, render, publish. The best place to start reading."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from newsarchive import memo, read, workers
from newsarchive.config import SiteConfig
from newsarchive.enrich import Vocabulary, annotate, settle
from newsarchive.enrich.urls import slugs
from newsarchive.errors import ArchiveError, Problem
from newsarchive.extract import extract
from newsarchive.gather import Gathered, Means, gather, take_inventory
from newsarchive.index import FACETS, Archive, arrange
from newsarchive.memo import Memory, code_digest, key_of
from newsarchive.press import Job, print_pages, settings_key
from newsarchive.publish import Edition, permalinks
from newsarchive.records import Article, Output, Reading
from newsarchive.render import Renderer, pages, template_digests
from newsarchive.watch import Silent, Watch

MEMORY = Path(".newsarchive") / "memory.sqlite"  # in the site's folder


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; none of these changes a page."""

    strict: bool = False  # warnings are errors
    allow_url_removal: bool = False  # published addresses may vanish
    clean: bool = False  # forget everything first
    jobs: int | None = None  # processes; None: one per processor
    watch: Watch = field(default_factory=Silent)


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
    remains: object = field(default=None, repr=False, compare=False)  # what it was made of


@dataclass(frozen=True, slots=True)
class Before:
    """What the last build of the very same inputs came to. state: of the published folder then."""

    built: Built
    urls: tuple[str, ...]
    state: str


def build(config: SiteConfig, options: Options | None = None) -> Built:
    """Build and publish the site. Raises ArchiveError with every problem when nothing could be published."""
    start = time.perf_counter()
    options = options or Options()
    if options.clean:
        memo.remove(config.root / MEMORY)
    is_collecting = gc.isenabled()
    gc.disable()  # a build makes millions of values and few cycles; searching for them takes a third of its time
    try:
        with (
            Edition(config.out, _inputs(config), clean=options.clean) as edition,
            Memory(config.root / MEMORY) as memory,
        ):
            built = _build(config, options, edition, memory)
            options.watch.stage("end", 0)
    finally:
        if is_collecting:
            gc.enable()
    return replace(built, seconds=time.perf_counter() - start)


def _build(config: SiteConfig, options: Options, edition: Edition, memory: Memory) -> Built:
    """The verbs in order; nothing but a look at the files when none has changed since the last build."""
    options.watch.stage("read", 0)
    inventory = take_inventory(config, memory)
    inputs = (inventory.digest, inventory.theme, str(config.out))
    key = key_of("build", code_digest(), settings_key(config), *inputs)
    before: Before | None = memory.recall([key], Before).get(key)
    if before and before.state == edition.state():
        _refuse(before.built.problems, options)
        _keep_promises(config, options, before.urls)
        return before.built

    means = Means(memory, options.jobs, options.watch)
    gathered = gather(config, means, inventory.inputs)
    _refuse(gathered.problems, options)
    urls = addresses_of(gathered.articles)
    _guard(config, options, urls)
    job, count = _stage(config, gathered, inventory.theme, edition, means)
    options.watch.stage("publish", 0)
    published = edition.commit()
    _keep_promises(config, options, urls)

    total = published.written + published.unchanged
    built = Built(len(gathered.articles), count, 0, total, 0, 0.0, gathered.problems)
    memory.remember({key: Before(built, urls, edition.state())})
    memory.forget_unused()
    strays = (Problem(path, 0, "W501", (str(edition.strays),)) for path in published.moved_aside)
    return replace(
        built,
        written=published.written,
        unchanged=published.unchanged,
        removed=published.removed,
        problems=(*gathered.problems, *strays),
        remains=(gathered, job),
    )


def _stage(
    config: SiteConfig, gathered: Gathered, theme: str, edition: Edition, means: Means
) -> tuple[Job, int]:
    """Index and render: every file of the site goes to the edition; what was printed, and the number of pages."""
    means.watch.stage("index", 0)
    archive = arrange_archive(gathered, config)
    templates = means.memory.through(
        key_of("templates", theme), partial(template_digests, config), dict[str, str]
    )
    planned = tuple(pages(archive, config))
    job = Job(planned, config, templates, edition.stage_folder, edition.untouched)
    count = print_pages(job, edition, means)
    means.watch.stage("files", 0)
    for output in finished_files(archive, config, means):
        edition.stage(output)
    return job, count


def _inputs(config: SiteConfig) -> list[Path]:
    """The folders that the output must keep out of."""
    names = (read.SEEDS, read.ARTICLES, read.TEMPLATES, read.STATIC)
    return [config.root / name for name in names]


def _refuse(problems: Sequence[Problem], options: Options) -> None:
    """Raise ArchiveError when one of the problems forbids publishing."""
    if any(p.is_error or (options.strict and p.is_warning) for p in problems):
        raise ArchiveError(*problems)


def addresses_of(articles: Iterable[Article]) -> tuple[str, ...]:
    """The site paths of the articles, former ones included."""
    return tuple(url for article in articles for url in (article.url, *article.aliases))


def _guard(config: SiteConfig, options: Options, urls: Sequence[str]) -> None:
    """Refuse a build in which a published address would vanish; a preview with drafts publishes nothing."""
    if not (config.drafts or options.allow_url_removal):
        _refuse(permalinks.guard(config.root, urls), options)


def _keep_promises(config: SiteConfig, options: Options, urls: Sequence[str]) -> None:
    """Guard the addresses, and write down those that are published now."""
    _guard(config, options, urls)
    if not config.drafts:
        permalinks.promise(config.root, urls)


def arrange_archive(gathered: Gathered, config: SiteConfig) -> Archive:
    """The articles as the site lists them, with the path segment of every term."""
    segments: Mapping[str, Mapping[str, str]] = {
        facet.name: slugs(chain.from_iterable(map(facet.terms, gathered.articles)), config)
        for facet in FACETS
    }
    return arrange(gathered.articles, segments, config, gathered.notes, gathered.take_sketch)


def outputs(archive: Archive, config: SiteConfig) -> Iterator[Output]:
    """Every file of the site, one after the other. Raises ArchiveError of the first bad template."""
    template_digests(config)  # reads them all, so that one that cannot be read is named
    renderer = Renderer(config)
    for page in pages(archive, config):
        yield Output(page.path, renderer.render_model(page, page.model))
    yield from finished_files(archive, config, Means())


def finished_files(archive: Archive, config: SiteConfig, means: Means) -> Iterator[Output]:
    """The files that no template makes: static ones and the search index."""
    yield from read.static_outputs(config.root)
    if config.pages.search:
        from newsarchive import search  # its tables take longer to make than a look at an archive

        mapper = partial(workers.spread, jobs=means.jobs, worth=search.WORTH)
        yield from search.build_index(archive.articles, mapper=mapper, store=means.memory)


def read_files(paths: Iterable[Path]) -> Iterator[Reading]:
    """What each file holds, in the order given; the files need not lie in a site."""
    lexicon = read.load_lexicon()
    for path in paths:
        yield extract(read.read_source(None, path, read.form_of_suffix(path)), lexicon)


def extract_files(paths: Sequence[Path]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles of the files in the order given, enriched as in a site of their own; and all problems."""
    config = SiteConfig()
    vocabulary = Vocabulary.compile(read.load_lexicon(), config)
    readings = tuple(read_files(paths))
    pairs = [(a, annotate(a, vocabulary)) for reading in readings for a in reading.articles]
    articles, _ = settle(pairs, vocabulary, config)
    order = {path.as_posix(): number for number, path in enumerate(paths)}
    problems = tuple(chain.from_iterable(reading.problems for reading in readings))
    return tuple(sorted(articles, key=lambda a: (order[a.source], a.item))), problems
