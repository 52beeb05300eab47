"""The archive as files for other programs: CSV, NDJSON, JSON Schema, SQLite. Equal articles give equal bytes.

Keys are those of front matter. An unknown value is null (an empty cell in CSV).
"""

from __future__ import annotations

import codecs
import csv
import json
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from newsarchive.config import SiteConfig
from newsarchive.errors import ArchiveError, Problem, reason_of
from newsarchive.records import Article, Pieces, as_record
from newsarchive.render.links import absolute_filter

Articles = Sequence[Article]
FILE = "data/articles.sqlite"
FORMULA = tuple("=+-@＝＋－＠\t\r\n")  # a spreadsheet would run a cell that opens so
TEXT, OPTIONAL, SWITCH, NUMBER = (
    {"type": "string"},
    {"type": ["string", "null"]},
    {"type": "boolean"},
    {"type": "integer"},
)
LIST = {"type": "array", "items": TEXT}
DATE = {
    "type": ["string", "null"],
    "pattern": r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}\+09:00)?)?)?$",
}


def _records(**fields: Mapping[str, Any]) -> dict[str, Any]:
    """Schema of a list of objects."""
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": fields,
            "required": list(fields),
            "additionalProperties": False,
        },
    }


SCHEMA: dict[str, dict[str, Any]] = {  # key -> its schema, in the order of a record
    "id": TEXT,
    "url": TEXT,
    "kind": {"enum": ["article", "teaser"]},
    "title": TEXT,
    "title_derived": SWITCH,
    "subtitle": LIST,
    "date": DATE,
    "modified": DATE,
    "captured": DATE,
    "outlet": OPTIONAL,
    "reporter": OPTIONAL,
    "credit": OPTIONAL,
    "category": OPTIONAL,
    "category_basis": {"enum": ["page", "front-matter", "guess", None]},
    "organizations": _records(name=TEXT, aliases=LIST),
    "people": _records(name=TEXT, title=TEXT, organization=TEXT),
    "places": LIST,
    "tags": LIST,
    "captions": LIST,
    "body": LIST,
    "source": TEXT,
    "line": NUMBER,
    "layout": TEXT,
    "corrected": LIST,
}
CSV_COLUMNS = [
    "id",
    "url",
    "title",
    "subtitle",
    "date",
    "outlet",
    "reporter",
    "credit",
    "category",
    "organizations",
    "people",
    "places",
    "tags",
    "body",
    "source",
]
HEADER = 100  # bytes that a database begins with
# Fields of it that say how often and by which SQLite the file was written; zero as in a database that never was a file.
OF_THE_WRITING = (slice(24, 28), slice(92, 96), slice(96, 100))
PIECE = 2**20
UNGUARDED = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"  # nobody else sees the file
TABLES = """
CREATE TABLE articles (
  id TEXT UNIQUE, url TEXT, kind TEXT, title TEXT, subtitle TEXT, date TEXT, outlet TEXT, reporter TEXT,
  credit TEXT, category TEXT, body TEXT, source TEXT
);
CREATE TABLE names (article TEXT REFERENCES articles(id), kind TEXT, name TEXT);
-- the table's name in double quotes: that is how Datasette knows a table's full-text index
CREATE VIRTUAL TABLE articles_fts USING fts5(title, body, content="articles", tokenize='trigram');
-- one large buffer and no merges on the way: the table is written once
INSERT INTO articles_fts(articles_fts, rank) VALUES ('hashsize', 67108864), ('automerge', 0);
"""


def ndjson(articles: Articles, config: SiteConfig, scratch: Path | None) -> Pieces:
    """One JSON object per line."""
    for article in articles:
        yield json.dumps(as_record(article), ensure_ascii=False).encode() + b"\n"


def schema(articles: Articles, config: SiteConfig, scratch: Path | None) -> Pieces:
    """JSON Schema of one line of the NDJSON."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "article",
        "type": "object",
        "properties": SCHEMA,
        "required": list(SCHEMA),
        "additionalProperties": False,
    }
    yield (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def table(articles: Articles, config: SiteConfig, scratch: Path | None) -> Pieces:
    """CSV that Excel opens as it is: BOM, CRLF, several values joined by " | ", no cell that runs as a formula."""
    absolute = absolute_filter(config)
    line = csv.writer(_Encoder()).writerow  # gives what the encoder gives
    yield codecs.BOM_UTF8 + line(CSV_COLUMNS)
    for article in articles:
        values = as_record(article)
        values["url"] = absolute(article.url.strip("/") + "/") or article.url
        yield line([_cell(values[column]) for column in CSV_COLUMNS])


class _Encoder:
    """A file that keeps nothing."""

    def write(self, text: str) -> bytes:
        """The text's bytes."""
        return text.encode()


def _cell(value: Any) -> str:
    """One cell; an apostrophe before what a spreadsheet would compute."""
    if isinstance(value, (list, tuple)):
        value = " | ".join(v["name"] if isinstance(v, dict) else v for v in value)
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA) else text


def database(articles: Articles, config: SiteConfig, scratch: Path | None) -> Pieces:
    """An SQLite file: articles, names (organizations, people, places, tags), and a trigram full-text table.

    It is made on the disk: a large archive's does not fit in memory. Raises ArchiveError (E505).
    """
    try:
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            file = Path(folder) / "articles.sqlite"
            _fill(file, articles)
            with file.open("rb") as made:
                head = bytearray(made.read(HEADER))
                for field in OF_THE_WRITING:
                    head[field] = bytes(4)
                yield bytes(head)
                yield from iter(partial(made.read, PIECE), b"")
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(Problem(FILE, 0, "E505", (_reason_of(error),))) from error


def _fill(file: Path, articles: Articles) -> None:
    """Write the database in one go. Raises sqlite3.Error."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(UNGUARDED + TABLES)
        marks = ",".join("?" * 12)
        connection.executemany(f"INSERT INTO articles VALUES ({marks})", map(_row, articles))
        names = chain.from_iterable(map(_names, articles))
        connection.executemany("INSERT INTO names VALUES (?,?,?)", names)
        connection.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
        connection.execute("CREATE INDEX names_by_name ON names(kind, name)")
        connection.commit()


def _reason_of(error: OSError | sqlite3.Error) -> str:
    """Why the disk refused, as a value of a Problem."""
    if isinstance(error, OSError):
        return reason_of(error)
    return "ENOSPC" if "full" in str(error) else str(error)


def _row(a: Article) -> tuple[str | None, ...]:
    subtitle, body = "\n".join(a.subtitle), "\n\n".join(a.body)
    who = (a.date, a.outlet, a.reporter, a.credit, a.category)
    return (a.id, a.url, a.kind, a.title, subtitle, *who, body, a.source)


def _names(a: Article) -> list[tuple[str, str, str]]:
    kinds = (
        ("organization", [o.name for o in a.organizations]),
        ("person", [p.name for p in a.people]),
        ("place", a.places),
        ("tag", a.tags),
    )
    return [(a.id, kind, name) for kind, names in kinds for name in names]


# template -> what gives the file's pieces from the articles; temporary files go to the folder, None: the system's
WRITERS: dict[str, Callable[[Articles, SiteConfig, Path | None], Pieces]] = {
    "articles.csv": table,
    "articles.ndjson": ndjson,
    "schema.json": schema,
    "articles.sqlite": database,
}
