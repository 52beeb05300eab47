"""New input files: a draft to fill in, and files from elsewhere. Writes below seeds/ and articles/ only, never over a file."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import count
from pathlib import Path

from newsarchive.config import SiteConfig
from newsarchive.errors import ArchiveError, Problem, SettingsError
from newsarchive.errors import reason_of as reason_of_system
from newsarchive.extract.frontmatter import written_date
from newsarchive.read import ARTICLES, SEEDS, decode, read_bytes, reason_of
from newsarchive.text import clean_text, file_stem, squeeze

SUFFIXES = {".txt": ".txt", ".text": ".txt", ".html": ".html", ".htm": ".html", ".xhtml": ".html"}


@dataclass(frozen=True, slots=True)
class Imported:
    """One file taken in: where it came from, the seed it became, and how it was written."""

    origin: Path
    seed: Path
    encoding: str


def new_article(
    config: SiteConfig,
    title: str,
    organizations: Sequence[str],
    date: str | None,
    outlet: str | None,
) -> Path:
    """The path of a new draft with safe front matter.

    Raises SettingsError for a title or date that says nothing (E308, E309), ArchiveError when it cannot be written.
    """
    title = squeeze(clean_text(title))
    day = written_date(squeeze(date)) if date else f"{config.built_at:%Y-%m-%d}"
    if not title:
        raise SettingsError(Problem("build.py new", 0, "E308", ("title", "build.py new --help")))
    if day is None:
        values = ("--date", str(date), "2025-12-04, 2025-12-04 18:31, 2025-12")
        raise SettingsError(Problem("build.py new", 0, "E309", values))
    front_matter = {
        "title": title,
        "date": day,
        "outlet": outlet or "",
        "organizations": list(organizations),
        "draft": "true",
    }
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front_matter.items()
    ]
    text = "\n".join(["---", *lines, "---", "", ""])
    return _write_new(config.root / ARTICLES, file_stem(title), ".md", text)


def import_files(
    config: SiteConfig, paths: Iterable[Path]
) -> tuple[tuple[Imported, ...], tuple[Problem, ...]]:
    """What was taken into seeds/, as UTF-8, and a problem for every file that could not be."""
    imported: list[Imported] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            text, suffix, stem, encoding = _read_foreign(path)
            imported.append(
                Imported(path, _write_new(config.root / SEEDS, stem, suffix, text), encoding)
            )
        except ArchiveError as error:
            problems += error.problems
    return tuple(imported), tuple(problems)


def _read_foreign(path: Path) -> tuple[str, str, str, str]:
    """(text, suffix, stem, encoding) of a file from elsewhere. Raises ArchiveError when it is none we can read."""
    try:
        raw = read_bytes(None, path)
    except OSError as error:
        code, *values = reason_of(error, str(path))
        raise ArchiveError(Problem(str(path), 0, code, tuple(values))) from error
    suffix = path.suffix.lower()
    if suffix == ".eml":
        subject, text, suffix = read_mail(raw)
        if not text.strip():
            raise ArchiveError(Problem(str(path), 0, "E102"))
        return text, suffix, file_stem(subject or path.stem), "message/rfc822"
    if suffix not in SUFFIXES:
        raise ArchiveError(Problem(str(path), 0, "E105", (suffix or path.name,)))
    text, encoding, problems = decode(raw, str(path))
    if not text:
        raise ArchiveError(*problems)
    return text, SUFFIXES[suffix], file_stem(path.stem), encoding


def read_mail(raw: bytes) -> tuple[str, str, str]:
    """(subject, text, suffix) of a mail: its plain text with the subject above, or its HTML part."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    subject = squeeze(clean_text(str(message.get("subject", ""))))
    part = message.get_body(("plain", "html"))
    if part is None:
        return subject, "", ".txt"
    try:
        content = clean_text(str(part.get_content()))
    except (
        LookupError,
        KeyError,
        ValueError,
    ):  # a charset that nobody knows, a part that is no text
        payload = part.get_payload(decode=True)
        content = decode(payload, "")[0] if isinstance(payload, bytes) else ""
    if part.get_content_subtype() == "html":
        return subject, content, ".html"
    return subject, f"{subject}\n\n{content}" if content.strip() else "", ".txt"


def _write_new(folder: Path, stem: str, suffix: str, text: str) -> Path:
    """The path of the file written: stem, or stem-2, stem-3 … when that name is taken."""
    try:
        folder.mkdir(exist_ok=True)
        for number in count(1):
            path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
            with suppress(FileExistsError), path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
                return path
    except FileExistsError as error:
        raise ArchiveError(Problem(folder.name, 0, "E110", ("ENOTDIR",))) from error
    except OSError as error:
        raise ArchiveError(Problem(folder.name, 0, "E110", (reason_of_system(error),))) from error
    raise AssertionError("count() ends")
