"""Front matter and correction files: lines → entries → typed values, every fault with its line.

Values are text, as a person means them: YAML's booleans, octal and base-60 numbers do not exist here, and a headline
such as `[단독] …`, `제목: 부제`, `'25년 …` or `제목 # 부제` needs no quotes. That is why a value on the key's own line is
taken as it stands; only lists, quoted words and block text (`|`, `>`) go through the YAML parser.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import unquote

import yaml

from newsarchive.errors import Problem
from newsarchive.text import clean_text, squeeze

KEY = re.compile(r"([A-Za-z_가-힣][\w-]*)\s*:(?:\s+(.*)|)$")
FENCE = re.compile(r"---\s*$")
WRITTEN_DATE = re.compile(
    r"(?P<year>\d{4})(?:\s*[-./년]\s*(?P<month>\d{1,2})(?:\s*[-./월]\s*(?P<day>\d{1,2})\s*[.일]?|\s*월|))?"
    r"(?:[T\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\+09:?00)?)?"
)
PLAIN_QUOTED = re.compile(r'"[^"\\]*"|\'[^\']*\'')  # no escapes: what it says is what it means
# No mark that a shell, a URL or a line of _redirects reads as more than a name, and no way up or out of the site.
ADDRESS = re.compile(r"/?(?:(?!\.)[^\s/\\%?#<>:\"|*]+(?<!\.)/)+")
YES, NO = {"true", "yes", "예", "네"}, {"false", "no", "아니오", "아니요", ""}


class Entry(NamedTuple):
    """One key with the text after its colon and the lines below that belong to it."""

    key: str
    line: int  # 1-based line of the key
    first: str  # text on the key's own line, stripped
    below: Sequence[str] = ()  # continuation lines as written


class Unreadable(Exception):
    """A value that does not have the shape its key wants; carries how it is written."""


def split_front_matter(text: str) -> tuple[list[str], str, int] | None:
    """(front matter lines, body, 1-based line where the body starts); None when a fence is opened and not closed.

    Without an opening fence the front matter is empty and all of the text is body.
    """
    lines = text.split("\n")
    if not FENCE.match(lines[0]):
        return [], text, 1
    for number, line in enumerate(lines[1:], 1):
        if FENCE.match(line):
            return lines[1:number], "\n".join(lines[number + 1 :]), number + 2
    return None


def split_entries(
    lines: list[str], first_line: int, path: str
) -> tuple[list[Entry], list[Problem]]:
    """The entries in order; lines that belong to no key, and keys given twice, are problems."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    below: list[str] = []  # of the last entry
    for number, line in enumerate(lines, first_line):
        if match := KEY.match(line):
            key, first = match.groups("")
            if seen.setdefault(key, number) != number:
                problems.append(Problem(path, number, "E204", (key, str(seen[key]))))
            below = []
            entries.append(Entry(key, number, first.strip(), below))
        elif entries and (line[:1] in " \t-" or not line.strip()):
            below.append(line)
        elif line.strip() and not line.startswith("#"):
            problems.append(Problem(path, number, "E206", (line.strip()[:60],)))
    return entries, problems


def text_value(entry: Entry) -> str:
    """The value as one line of text; quotes around the whole of it and block text are undone."""
    below = _written(entry)
    if not below:
        return _unquoted(entry.first)
    if entry.first[:1] in ("|", ">"):
        return squeeze(str(_parse_yaml(entry)))
    if any(line.lstrip().startswith("- ") for line in below):
        raise Unreadable(f"{entry.key}: …")
    return squeeze(" ".join([entry.first, *below]))


def _unquoted(text: str) -> str:
    """The text of one line without the quotes around the whole of it."""
    if text[:1] not in ("'", '"') or text[0] != text[-1] or len(text) < 2:
        return squeeze(text)
    if PLAIN_QUOTED.fullmatch(text):  # nearly all; a YAML parser takes half a millisecond
        return squeeze(text[1:-1])
    try:
        return squeeze(str(_parse_yaml(Entry("", 0, text))))
    except Unreadable:
        return text  # '25년 … 이야기' is a headline, not a quotation


def _written(entry: Entry) -> list[str]:
    """The lines below that say something."""
    return [line for line in entry.below if line.strip()]


def list_value(entry: Entry) -> tuple[str, ...]:
    """The value as a list: `- a` lines, `[a, b]`, or one text alone; empty items are dropped."""
    below = _written(entry)
    if entry.first.startswith("["):
        try:
            return tuple(part.strip() for part in _parse_yaml(entry) if part.strip())
        except Unreadable:
            if below or "]" not in entry.first[:-1] or entry.first.endswith("]"):
                raise  # a list gone wrong; `[신년사] 새해 인사` is a text
    if not entry.first and any(line.lstrip().startswith("-") for line in below):
        return tuple(filter(None, (_list_item(entry, line) for line in below)))
    value = text_value(entry)
    return (value,) if value else ()


def _list_item(entry: Entry, line: str) -> str:
    """One `- item` line, read as text like any other value."""
    mark, _, rest = line.strip().partition(" ")
    if mark != "-":
        raise Unreadable(f"{entry.key}: [가, 나]")
    return _unquoted(rest.strip())


def comma_list_value(entry: Entry) -> tuple[str, ...]:
    """Like list_value; one text alone is split at its commas: `tags: 수출, 창업`."""
    values = list_value(entry)
    if len(values) == 1 and not entry.below and not entry.first.startswith("["):
        return tuple(filter(None, (part.strip() for part in values[0].split(","))))
    return values


def date_value(entry: Entry) -> str | None:
    """An ISO date as precise as written; None for an empty value."""
    text = text_value(entry)
    if not text:
        return None
    stated = written_date(text)
    if stated is None:
        raise Unreadable("2025-12-04, 2025-12-04 18:31, 2025-12")
    return stated


def written_date(text: str) -> str | None:
    """ISO date of a whole text such as `2025-12-04 18:31` or `2025. 12. 4.`; None when it is no possible date.

    >>> written_date("2025년 12월"), written_date("2025.12.04 18:31"), written_date("2025-13-01")
    ('2025-12', '2025-12-04T18:31:00+09:00', None)
    """
    match = WRITTEN_DATE.fullmatch(text)
    if not match or (match["hour"] and not match["day"]):
        return None
    parts = {unit: int(value) for unit, value in match.groupdict().items() if value}
    try:
        stamp = datetime(**{"month": 1, "day": 1, **parts}, tzinfo=UTC)
    except ValueError:
        return None
    if match["hour"]:
        return f"{stamp.isoformat()[:19]}+09:00"
    return stamp.isoformat()[: 10 if match["day"] else 7 if match["month"] else 4]


def switch_value(entry: Entry) -> bool:
    """True or false, in English or Korean."""
    text = text_value(entry).lower()
    if text not in YES | NO:
        raise Unreadable("true, false")
    return text in YES


def text_like(pattern: str, shape: str) -> Callable[[Entry], str]:
    """A reader of texts that the pattern fits; shape: what the hint says they look like."""

    def value(entry: Entry) -> str:
        text = text_value(entry)
        if not re.fullmatch(pattern, text):
            raise Unreadable(shape)
        return text

    return value


def addresses_value(entry: Entry) -> tuple[str, ...]:
    """Former addresses as site paths, "/a/x/", however they were copied: percent-encoded, without the outer slashes."""
    paths = [f"{unquote(path).rstrip('/')}/" for path in comma_list_value(entry)]
    if not all(map(ADDRESS.fullmatch, paths)):
        raise Unreadable(f"{entry.key}: /a/옛-주소/")
    return tuple(f"/{path.removeprefix('/')}" for path in paths)


def _parse_yaml(entry: Entry) -> str | list[str]:
    """The entry's value as YAML: a text or a list of texts; anchors and nesting are not wanted here."""
    written = "\n".join(["value: " + entry.first, *entry.below])
    try:
        if any(getattr(event, "anchor", None) for event in yaml.parse(written)):  # or an alias
            raise Unreadable(f"{entry.key}: [가, 나]")
        root = yaml.compose(written, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        shape = "[가, 나]" if entry.first.startswith("[") else '"…"'
        raise Unreadable(f"{entry.key}: {shape}") from error
    values = root.value[0][1].value if root else ""
    if isinstance(values, str):
        return clean_text(values)  # "\u0000" is an escape that YAML knows
    if any(not isinstance(part, yaml.ScalarNode) for part in values):
        raise Unreadable(f"{entry.key}: [가, 나]")
    return [clean_text(part.value) for part in values]


Reader = Callable[[Entry], Any]
# Front matter key → (field of Extracted, how its value is read). A new key is one row here and one in the README.
FIELDS: Mapping[str, tuple[str, Reader]] = {
    "title": ("title", text_value),
    "subtitle": ("subtitle", list_value),
    "date": ("date", date_value),
    "modified": ("modified", date_value),
    "captured": ("captured", date_value),
    "outlet": ("outlet", text_value),
    "reporter": ("reporter", text_value),
    "credit": ("credit", text_value),
    "category": ("section", text_value),
    "organizations": ("named_organizations", comma_list_value),
    "tags": ("keywords", comma_list_value),
    "captions": ("captions", list_value),
    "body": ("body", list_value),
    "summary": ("given_summary", text_value),
    "kind": ("kind", text_like("article|teaser", "article, teaser")),
    "id": ("given_id", text_like("[a-z0-9][a-z0-9-]{0,79}", "a-z, 0-9, -")),
    "aliases": ("aliases", addresses_value),
    "status": ("status", text_like("published|withdrawn", "published, withdrawn")),
    "status_note": ("status_note", text_value),
    "draft": ("draft", switch_value),
    "corrects": ("corrects", text_value),
}
# Keys of the record that the program decides; writing them is a misunderstanding worth explaining.
DECIDED = {
    "url",
    "title_derived",
    "category_basis",
    "people",
    "places",
    "source",
    "line",
    "layout",
    "corrected",
}
# What a person may write for a key; the hint then names the right one.
KOREAN_KEYS = {
    "제목": "title",
    "부제": "subtitle",
    "날짜": "date",
    "매체": "outlet",
    "기자": "reporter",
    "제공": "credit",
    "제공기관": "credit",
    "분류": "category",
    "태그": "tags",
    "기관": "organizations",
    "요약": "summary",
}


def read_fields(entries: list[Entry], path: str) -> tuple[dict[str, Any], list[Problem]]:
    """Field of Extracted → value for every entry that can be read; an empty value means the field is not stated."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for entry in entries:
        if entry.key not in FIELDS:
            problems.append(_no_key(entry, path))
            continue
        field, reader = FIELDS[entry.key]
        try:
            value = reader(entry)
        except Unreadable as shape:
            shown = entry.first or (entry.below[0].strip() if entry.below else "")
            problems.append(Problem(path, entry.line, "E205", (entry.key, shown[:60], str(shape))))
        else:
            values.setdefault(field, value)
    return values, problems


def _no_key(entry: Entry, path: str) -> Problem:
    """What is wrong with a key that front matter does not have."""
    if entry.key in DECIDED:
        return Problem(path, entry.line, "E210", (entry.key,))
    close = difflib.get_close_matches(entry.key, FIELDS, n=1) or [", ".join(FIELDS)]
    return Problem(path, entry.line, "E203", (entry.key, KOREAN_KEYS.get(entry.key, close[0])))
