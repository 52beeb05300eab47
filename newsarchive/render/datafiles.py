"""The archive as files for other programs: CSV, NDJSON, JSON Schema, SQLite. Equal articles give equal bytes.

Keys are those of front matter. An unknown value is null (an empty cell in CSV).
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any

from newsarchive.config import SiteConfig
from newsarchive.records import Article
from newsarchive.render.links import absolute_filter

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
STRUCTURED: dict[str, Callable[[Article], Any]] = {
    "organizations": lambda a: [
        {"name": o.name, "aliases": list(o.aliases)} for o in a.organizations
    ],
    "people": lambda a: [
        {"name": p.name, "title": p.title, "organization": p.organization} for p in a.people
    ],
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


def record(article: Article) -> dict[str, Any]:
    """The article as other programs read it, keys in the order of SCHEMA."""
    return {
        key: STRUCTURED[key](article) if key in STRUCTURED else getattr(article, key)
        for key in SCHEMA
    }


def ndjson(model: Mapping[str, Any], config: SiteConfig) -> bytes:
    """One JSON object per line."""
    return b"".join(
        json.dumps(record(a), ensure_ascii=False).encode() + b"\n" for a in model["articles"]
    )


def schema(model: Mapping[str, Any], config: SiteConfig) -> bytes:
    """JSON Schema of one line of the NDJSON."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "article",
        "type": "object",
        "properties": SCHEMA,
        "required": list(SCHEMA),
        "additionalProperties": False,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def table(model: Mapping[str, Any], config: SiteConfig) -> bytes:
    """CSV that Excel opens as it is: BOM, CRLF, several values joined by " | ", no cell that runs as a formula."""
    absolute = absolute_filter(config)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for article in model["articles"]:
        values = record(article)
        values["url"] = absolute(article.url.strip("/") + "/") or article.url
        writer.writerow([_cell(values[column]) for column in CSV_COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    """One cell; an apostrophe before what a spreadsheet would compute."""
    if isinstance(value, (list, tuple)):
        value = " | ".join(v["name"] if isinstance(v, dict) else v for v in value)
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA) else text


def database(model: Mapping[str, Any], config: SiteConfig) -> bytes:
    """An SQLite file: articles, names (organizations, people, places, tags), and a trigram full-text table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TABLES)
        articles: Sequence[Article] = model["articles"]
        connection.executemany(
            f"INSERT INTO articles VALUES ({','.join('?' * 12)})", map(_row, articles)
        )
        connection.executemany(
            "INSERT INTO names VALUES (?,?,?)", (name for a in articles for name in _names(a))
        )
        connection.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
        connection.execute("CREATE INDEX names_by_name ON names(kind, name)")
        connection.commit()
        return connection.serialize()


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


WRITERS: dict[str, Callable[[Mapping[str, Any], SiteConfig], bytes]] = {
    "articles.csv": table,
    "articles.ndjson": ndjson,
    "schema.json": schema,
    "articles.sqlite": database,
}
