"""The nouns that every room shares: what a page says, what an article is, what a site holds.

All are frozen and have no behaviour beyond derived values; those that an article has by the dozen are tuples. Text is
NFC. A field a page does not state is None (or an empty tuple), never an invented value. Dates are ISO 8601 strings,
because a page may state a month only: "2018-11", "2024-05-30" or "2025-12-04T18:31:54+09:00"; their order as strings is
their order in time.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from newsarchive.errors import Problem

Pieces = Generator[bytes, None, None]  # the bytes of one file


class Label(StrEnum):
    """What a line is on the page. Fields are read from labels, never from raw lines."""

    BLANK = "BLANK"
    OUTLET = "OUTLET"  # masthead: the outlet's name alone on a line
    SECTION = "SECTION"  # printed category: 경제, 홈 > 사회
    HEADLINE = "HEADLINE"
    SUBHEADLINE = "SUBHEADLINE"
    TIMESTAMP = "TIMESTAMP"  # 등록 / 입력 / 승인: when the article was published or changed
    CLOCK = "CLOCK"  # the day the page was copied: weather header, UPDATED.
    BYLINE = "BYLINE"  # a line that only says who wrote it, and where
    LEAD = "LEAD"  # first paragraph; may open with a byline
    BODY = "BODY"
    CAPTION = "CAPTION"
    CREDIT = "CREDIT"  # who issued the release
    KEYWORDS = "KEYWORDS"  # printed tags
    CONTACT = "CONTACT"  # phone, department, mail
    ATTACHMENT = "ATTACHMENT"
    COPYRIGHT = "COPYRIGHT"
    SUMMARY = "SUMMARY"  # machine-made summary above the body
    TEASER = "TEASER"  # another article's headline or lead
    BOILERPLATE = "BOILERPLATE"  # menus, widgets, weather, comment forms


class Form(StrEnum):
    """How an input file is written."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Source:
    """One input file, decoded. path is relative to the site's folder, with forward slashes, in NFC."""

    path: str
    form: Form
    text: str
    sha256: str  # of the bytes on disk
    encoding: str = "utf-8"
    problems: tuple[Problem, ...] = ()  # what was noticed while decoding
    origin: str = ""  # as in what is read from it

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.rpartition("/")[2]


class LabelledLine(NamedTuple):
    """One line of a page, the label it got and the name of the rule that gave it."""

    number: int  # 1-based
    label: Label
    rule: str
    text: str


class Finding(NamedTuple):
    """How one field was found: the line it stands on (0: none) and the rule that read it."""

    field: str
    line: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What one page says about one article; gaps allowed. Enrichment turns it into an Article."""

    kind: str  # "article", or "teaser": the page shows only the beginning
    title: str
    title_derived: bool = False  # True: the page has no headline, title is its first sentence
    subtitle: tuple[str, ...] = ()  # one item per printed line
    date: str | None = None
    modified: str | None = None
    captured: str | None = None  # the day the page was copied, when it shows one
    outlet: str | None = None
    reporter: str | None = None  # a person; several joined by ", "
    credit: str | None = None  # who issued the release
    section: str | None = None  # category as printed or given in front matter
    section_basis: str | None = None  # "page" or "front-matter"
    captions: tuple[str, ...] = ()
    body: tuple[str, ...] = ()  # paragraphs, verbatim, byline removed
    body_html: str = ""  # rendered Markdown, safe; "" when the body is plain paragraphs
    keywords: tuple[str, ...] = ()  # tags the page prints or front matter gives
    named_organizations: tuple[str, ...] | None = (
        None  # from front matter; None: read them from the text
    )
    source: str = ""  # path of the input file, relative
    sha256: str = ""  # of the input file
    origin: str = (
        ""  # digest of all that this record was read from: file, corrections, word lists, program
    )
    line: int = 1  # 1-based line of the lead in source
    item: int = 0  # 1-based place in a listing; 0 when the page is one article
    layout: str = ""  # name of the layout that read it
    lines: tuple[LabelledLine, ...] = ()  # the page (or the item's part of it) with labels
    found: tuple[Finding, ...] = ()
    corrected: tuple[str, ...] = ()  # fields a person overrode
    given_id: str | None = None  # id from front matter
    given_summary: str | None = None  # summary from front matter; None: the first sentences
    aliases: tuple[str, ...] = ()  # former site paths
    status: str = "published"  # or "withdrawn"
    status_note: str = ""  # why and when it was withdrawn
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """Fields of a seed's record that a person overrides. item 0 means the page's only article."""

    target: str  # file name of the seed
    item: int
    values: Mapping[str, str | bool | tuple[str, ...] | None]  # Extracted field name -> value
    path: str  # the correcting file
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one source gave. No articles: `reason` says why."""

    source: str
    articles: tuple[Extracted, ...] = ()
    corrections: tuple[Correction, ...] = ()
    lines: tuple[LabelledLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    reason: str = ""


class Organization(NamedTuple):
    """An organization that an article mentions, and the sentence and rule that gave it."""

    name: str  # canonical, without particles
    aliases: tuple[str, ...] = ()  # other spellings in this article or in the lexicon
    kind: str = ""  # ministry, local-government, public-body, company, university, …
    parent: str = ""
    sentence: str = ""
    rule: str = ""
    successor: str = ""  # the body that took its place, when it no longer exists


class Person(NamedTuple):
    """A person named with a title."""

    name: str
    title: str = ""
    organization: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What one document says about who, where and what; names as this document has them."""

    category: str | None = None
    category_basis: str | None = None  # "page", "front-matter", "guess"
    organizations: tuple[Organization, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()  # free tags: they become tags when two articles share them
    summary: str = ""  # one or two sentences for lists and metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Extracted):
    """An article as the site shows it: id, url and terms are decided, names agree across the archive."""

    id: str
    url: str  # site path: /a/<id>/
    summary: str
    category: str | None = None
    category_basis: str | None = None
    organizations: tuple[Organization, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


# The keys of a record as other programs read it: data/articles.ndjson and `build.py extract`.
RECORD_KEYS = (
    "id",
    "url",
    "kind",
    "title",
    "title_derived",
    "subtitle",
    "date",
    "modified",
    "captured",
    "outlet",
    "reporter",
    "credit",
    "category",
    "category_basis",
    "organizations",
    "people",
    "places",
    "tags",
    "captions",
    "body",
    "source",
    "line",
    "layout",
    "corrected",
)


def as_record(article: Article) -> dict[str, Any]:
    """The article as plain JSON values, key by key as schema.json has them."""
    record = {key: getattr(article, key) for key in RECORD_KEYS}
    record["organizations"] = [
        {"name": o.name, "aliases": list(o.aliases)} for o in article.organizations
    ]
    record["people"] = [person._asdict() for person in article.people]
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in record.items()
    }


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of newsarchive/lexicon as parsed, by file stem; digest changes when any of them does."""

    digest: str
    tables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One file that a template makes: where it goes, the template's name, and all the template sees of the archive.

    The model is made when it is asked for, so that a large archive's pages can be planned without holding them. It
    holds plain values, tuples and frozen records only, so that equal models give equal bytes.
    """

    path: str  # below the output folder: "a/1f2e3d4c/index.html"
    template: str  # "article.html"
    make: Callable[[], Mapping[str, Any]] = dict  # gives the model; the same each time

    @property
    def model(self) -> Mapping[str, Any]:
        """What the template sees, made anew."""
        return self.make()


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: path below the output folder, forward slashes, no leading slash."""

    path: str
    content: bytes | Pieces  # a large file comes in pieces, which are given once

    @property
    def pieces(self) -> Iterable[bytes]:
        """The content, piece by piece."""
        return (self.content,) if isinstance(self.content, bytes) else self.content

    @property
    def whole(self) -> bytes:
        """The content in one piece."""
        return b"".join(self.pieces)
