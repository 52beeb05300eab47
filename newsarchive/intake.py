"""New input files: a draft to fill in, and files from elsewhere. Writes below seeds/ and articles/ only, never over a file."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.header import decode_header
from email.message import EmailMessage, Message
from itertools import count
from pathlib import Path
from typing import NamedTuple

from newsarchive.config import SiteConfig
from newsarchive.errors import ArchiveError, Problem, SettingsError
from newsarchive.errors import reason_of as reason_of_system
from newsarchive.extract.frontmatter import written_date
from newsarchive.read import ARTICLES, SEEDS, decode, read_bytes, reason_of
from newsarchive.text import clean_text, decoded, file_stem, squeeze

SUFFIXES = {".txt": ".txt", ".text": ".txt", ".html": ".html", ".htm": ".html", ".xhtml": ".html"}

KOREAN = re.compile(r"euc-?kr|ks_?c|ksc|korean|cp949|uhc|windows-949|ms949", re.IGNORECASE)


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
    """What was taken into seeds/, as UTF-8, and a problem for every file or attachment that could not be."""
    imported: list[Imported] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            texts, left_out = _read_foreign(path)
            for one in texts:
                seed = _write_new(config.root / SEEDS, one.stem, one.suffix, one.text)
                imported.append(Imported(path, seed, one.encoding))
            problems += (Problem(str(path), 0, "W104", (name,)) for name in left_out)
        except ArchiveError as error:
            problems += error.problems
    return tuple(imported), tuple(problems)


class Foreign(NamedTuple):
    """A text from elsewhere, and the name and suffix that it gets."""

    stem: str
    suffix: str
    text: str
    encoding: str


def _read_foreign(path: Path) -> tuple[list[Foreign], list[str]]:
    """(texts, names of attachments that are none) of a file from elsewhere. Raises ArchiveError when it holds no text."""
    try:
        raw = read_bytes(None, path)
    except OSError as error:
        code, *values = reason_of(error, str(path))
        raise ArchiveError(Problem(str(path), 0, code, tuple(values))) from error
    suffix = path.suffix.lower()
    if suffix == ".eml":
        texts, left_out = read_mail(raw, path.stem)
        if not texts:
            raise ArchiveError(Problem(str(path), 0, "E102"))
        return texts, left_out
    if suffix not in SUFFIXES:
        raise ArchiveError(Problem(str(path), 0, "E105", (suffix or path.name,)))
    text, encoding, problems = decode(raw, str(path))
    if not text:
        raise ArchiveError(*problems)
    return [Foreign(file_stem(path.stem), SUFFIXES[suffix], text, encoding)], []


def read_mail(raw: bytes, name: str) -> tuple[list[Foreign], list[str]]:
    """(texts, names of what is no text) of a mail: its plain text with the subject above, or its HTML part; then the
    attachments that are text or HTML."""
    try:
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        subject = _subject_of(raw)
        assert isinstance(mail, EmailMessage)
        body = mail.get_body(("plain", "html"))
        attached = [part for part in mail.iter_attachments() if part is not body]
    except (
        RecursionError,
        AttributeError,
        TypeError,
        KeyError,
        ValueError,
    ):  # mails made to break parsers
        return [], []
    texts, left_out = [], []
    if body is not None and (text := _text_of(body)).strip():
        suffix = ".html" if body.get_content_subtype() == "html" else ".txt"
        above = f"{subject}\n\n" if subject and suffix == ".txt" else ""
        texts.append(Foreign(file_stem(subject or name), suffix, above + text, "message/rfc822"))
    for part in attached:
        given = Path(clean_text(part.get_filename() or part.get_content_type()))
        if given.suffix.lower() in SUFFIXES and (text := _text_of(part)).strip():
            suffix = SUFFIXES[given.suffix.lower()]
            texts.append(Foreign(file_stem(given.stem), suffix, text, part.get_content_type()))
        else:
            left_out.append(given.name)
    return texts, left_out


def _subject_of(raw: bytes) -> str:
    """The subject, in whichever way its letters are written."""
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    words = decode_header(mail.get("subject", ""))
    return squeeze(
        clean_text("".join(w if isinstance(w, str) else _letters(w, c) for w, c in words))
    )


def _text_of(part: EmailMessage | Message) -> str:
    """The words of a part, its soft line ends undone."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    text = clean_text(_letters(payload, part.get_content_charset()))
    if part.get_param("format") == "flowed":
        text = re.sub(r" \n(?=\S)", "" if part.get_param("delsp") == "yes" else " ", text)
    return text


def _letters(raw: bytes, charset: str | None) -> str:
    """The bytes as text: as stated, with EUC-KR as its superset CP949, else as files are read."""
    stated = "cp949" if charset and KOREAN.match(charset) else charset
    with suppress(LookupError, ValueError):
        return raw.decode(stated or "")
    return decoded(raw)[0]


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
