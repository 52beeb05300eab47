"""What `build.py check` finds: everything a build would complain of, dead links, and what a host would refuse.

Works on the outputs as they would be published, one after the other, and writes nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from newsarchive import pipeline
from newsarchive.config import SiteConfig
from newsarchive.errors import ArchiveError, Problem, errors_in
from newsarchive.gather import gather
from newsarchive.index import FileNote
from newsarchive.publish import permalinks
from newsarchive.publish.paths import path_problems
from newsarchive.records import Article, Output
from newsarchive.text import shorten

LINK = re.compile(r"""\s(?:href|src|action)="([^"]*)\"""")
SPARSE_BODY = 60  # characters; a body below that is hardly an article
# Rules that read a name from what stands beside it, without an ending, a mark or a word list that says what it is.
GUESSING = {"allied", "led", "shop", "apposition", "quoted", "listed", "town"}
SHOWN_FIELDS = [
    "title",
    "subtitle",
    "date",
    "outlet",
    "reporter",
    "credit",
    "category",
    "organizations",
    "tags",
]


@dataclass(frozen=True, slots=True)
class Host:
    """What a static host takes: files in all, bytes of one file, bytes in all, lines of _redirects. 0: no limit."""

    files: int = 0
    file_bytes: int = 0
    total_bytes: int = 0
    redirects: int = 0


MEBI = 2**20
# As the hosts document their free plans in 2026.
HOSTS = {
    "github": Host(total_bytes=1024 * MEBI, file_bytes=100 * MEBI),
    "cloudflare": Host(files=20_000, file_bytes=25 * MEBI, redirects=2_100),
    "netlify": Host(files=54_000, file_bytes=100 * MEBI),
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of one article: its value as text, and how it was found."""

    source: str
    item: int
    field: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check found."""

    problems: tuple[Problem, ...]
    fields: tuple[FieldRow, ...]


def inspect(config: SiteConfig, host: str | None) -> Report:
    """Check the site; problems are sorted by file and line."""
    gathered = gather(config)
    rows = [row for article in gathered.articles for row in field_rows(article)]
    problems = [*gathered.problems, *_sparse(gathered.articles), *_doubtful(gathered.articles)]
    if not errors_in(problems):
        problems += permalinks.guard(config.root, pipeline.addresses_of(gathered.articles))
        archive = pipeline.arrange_archive(gathered, config)
        rows += map(left_out, archive.quality.files)
        survey = Survey(HOSTS.get(host or "", Host()), host or "")
        try:
            survey.look_at(pipeline.outputs(archive, config))
            problems += survey.problems()
        except ArchiveError as error:  # a template or a static file
            problems += error.problems
    return Report(tuple(sorted(set(problems))), tuple(sorted(rows, key=lambda row: row.source)))


def left_out(file: FileNote) -> FieldRow:
    """The lines of a file that no record holds, counted by label; why there is no record, if so."""
    counts = " / ".join(f"{label} {count}" for label, count in file.dropped)
    return FieldRow(file.source, 0, "left-out", counts, file.reason)


def field_rows(article: Article) -> Iterator[FieldRow]:
    """The fields a person may want to correct, each with its value and the rule that found it."""
    rules = {finding.field: finding.rule for finding in article.found}
    for field in SHOWN_FIELDS:
        value = getattr(article, field)
        if field == "organizations":
            value = tuple(organization.name for organization in value)
        shown = " / ".join(value) if isinstance(value, tuple) else value or ""
        basis = article.category_basis or "" if field == "category" else ""
        yield FieldRow(article.source, article.item, field, shown, rules.get(field, basis))


def _sparse(articles: Iterable[Article]) -> Iterator[Problem]:
    for article in articles:
        if article.status == "published" and sum(map(len, article.body)) < SPARSE_BODY:
            yield Problem(article.source, article.line, "W451", (str(SPARSE_BODY),))


def _doubtful(articles: Iterable[Article]) -> Iterator[Problem]:
    """A warning for each name that no article gives better reason for than its neighbours in one sentence."""
    known = {o.name for a in articles for o in a.organizations if o.rule not in GUESSING}
    for article in articles:
        for organization in article.organizations:
            if organization.name not in known:
                values = organization.name, shorten(organization.sentence, 80)
                yield Problem(article.source, article.line, "W301", values)


class Survey:
    """Counts and links of the outputs that pass by."""

    def __init__(self, host: Host, name: str) -> None:
        self.host, self.name = host, name
        self.paths: set[str] = set()
        self.links: dict[str, str] = {}  # wanted path -> a page that links to it
        self.heavy: list[tuple[str, int]] = []
        self.total = 0
        self.redirects = 0

    def look_at(self, outputs: Iterable[Output]) -> None:
        """Note the path, the size and the links of every output."""
        for output in outputs:
            size = sum(map(len, output.pieces))
            self.paths.add(output.path)
            self.total += size
            if self.host.file_bytes and size > self.host.file_bytes:
                self.heavy.append((output.path, size))
            if isinstance(output.content, bytes):
                self._read(output.path, output.content)

    def _read(self, path: str, content: bytes) -> None:
        """Note what the text of a page, or of the list of redirects, says."""
        if path == "_redirects":
            self.redirects = content.count(b"\n")
        if path.endswith(".html"):
            for wanted in links_of(path, content.decode("utf-8")):
                self.links.setdefault(wanted, path)

    def problems(self) -> Iterator[Problem]:
        """Paths that no folder can hold, as errors; dead links and broken limits, as warnings."""
        yield from path_problems(sorted(self.paths))
        for wanted, page in sorted(self.links.items()):
            if wanted not in self.paths:
                yield Problem(page, 0, "W452", (wanted,))
        for path, size in self.heavy:
            yield self._over(path, size, self.host.file_bytes)
        for limit, found in (
            (self.host.files, len(self.paths)),
            (self.host.total_bytes, self.total),
            (self.host.redirects, self.redirects),
        ):
            if limit and found > limit:
                yield self._over("", found, limit)

    def _over(self, path: str, found: int, limit: int) -> Problem:
        return Problem(path or "public", 0, "W453", (self.name, f"{found:,}", f"{limit:,}"))


def links_of(page: str, markup: str) -> Iterator[str]:
    """Paths below the site's root that a page links to; a folder means its index.html.

    >>> list(links_of("a/x/index.html", '<a href="../../org/%EA%B0%80/?q#f"> <a href="https://x/">'))
    ['org/가/index.html']
    """
    for written in set(LINK.findall(markup)):
        address = urlsplit(unescape(written))
        if address.scheme or address.netloc or not address.path:
            continue
        folder = "" if address.path.startswith("/") else posixpath.dirname(page)
        path = posixpath.normpath(posixpath.join(folder, unquote(address.path).lstrip("/") or "."))
        is_folder = address.path.endswith(("/", "..", "/.")) or address.path == "."
        yield posixpath.join(path, "index.html").removeprefix("./") if is_folder else path
