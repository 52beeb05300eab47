"""Disk → Source, and the word lists → Lexicon. The only room that opens inputs.

Every file gives a Source; what cannot be read gives one with empty text and an error in its problems, so that a
build can report all files at once. Text leaves here as NFC with "\\n" line ends and without characters that XML
forbids; nothing else about it is changed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import posixpath
import stat
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from newsarchive.errors import ArchiveError, Problem
from newsarchive.errors import reason_of as system_reason
from newsarchive.records import Form, Lexicon, Output, Source
from newsarchive.text import clean_text, decoded

SEEDS, ARTICLES, TEMPLATES, STATIC = "seeds", "articles", "templates", "static"
THEME = Path(__file__).parents[1] / STATIC
FORMS = {
    (SEEDS, ".txt"): Form.TEXT,
    (SEEDS, ".html"): Form.HTML,
    (SEEDS, ".htm"): Form.HTML,
    (ARTICLES, ".md"): Form.MARKDOWN,
    (ARTICLES, ".yaml"): Form.CORRECTION,
    (ARTICLES, ".yml"): Form.CORRECTION,
}
SKIPPED_FOLDER = "_drafts"
SYSTEM_FILES = {"thumbs.db", "desktop.ini", "readme.md", "readme.txt"}
MAX_BYTES = 64 * 2**20
BINARY_SHARE = 0.02  # more control characters than this, and the file is no text
CONTROLS = bytes((*range(9), *range(14, 32)))
DAMAGE_SHARE = 0.01  # more undecodable characters than this, and the file is no text


def named_inputs(root: Path) -> list[tuple[str, str]]:
    """(site path, path) of every file of seeds/ and articles/, in the order of the site paths; hidden ones and _drafts
    are left out.
    """
    found = (path for folder in (SEEDS, ARTICLES) for path in _walk(root / folder))
    return sorted((site_path(root, path), path) for path in found)


def _walk(folder: Path) -> Iterator[str]:
    """Every entry below the folder that is not a folder; linked folders are entries, not entered.

    Raises ArchiveError for a folder that is there and cannot be listed: its files must not seem to be gone.
    """
    for parent, folders, names in os.walk(folder, onerror=_complain):
        folders[:] = [f for f in folders if not f.startswith(".") and f != SKIPPED_FOLDER]
        linked = [f for f in folders if os.path.islink(os.path.join(parent, f))]
        for name in [*names, *linked]:
            if not name.startswith(".") and name.lower() not in SYSTEM_FILES:
                yield os.path.join(parent, name)


def _complain(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise ArchiveError(Problem(str(error.filename), 0, "E101", (system_reason(error),)))


def site_path(root: Path, path: str | Path) -> str:
    """The path relative to the site's folder, with forward slashes, in NFC, safe to print."""
    shown = str(path).removeprefix(os.path.join(root, "")).replace(os.sep, "/")
    if shown.isascii() and shown.isprintable():
        return shown
    return clean_text(shown.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))


def form_of(site_path: str) -> Form | None:
    """How a file is written, by its folder and suffix; None for a file that is no input."""
    return FORMS.get((site_path.partition("/")[0], posixpath.splitext(site_path)[1].lower()))


def form_of_suffix(path: Path) -> Form:
    """How a file outside a site is written; any unknown suffix is taken for text."""
    suffix = path.suffix.lower()
    return next((form for (_, known), form in FORMS.items() if known == suffix), Form.TEXT)


def read_source(root: Path | None, path: Path, form: Form | None = None) -> Source:
    """The file as a Source; form None: by its folder and suffix. Raises nothing that a file can cause.

    root None: the file lies in no site; it keeps the path it was given by.
    """
    return read_named(root, path, site_path(root, path) if root else path.as_posix(), form)


def read_named(root: Path | None, path: str | Path, where: str, form: Form | None = None) -> Source:
    """Like read_source, of a file whose site path is known."""
    form = form or form_of(where)
    if form is None:
        return _unreadable(where, "W101", Path(where).suffix or Path(where).name)
    try:
        raw = read_bytes(root, path)
    except OSError as error:
        return _unreadable(where, *reason_of(error, where))
    text, encoding, problems = decode(raw, where)
    return Source(where, form, text, hashlib.sha256(raw).hexdigest(), encoding, problems)


def theme_files(root: Path) -> Iterator[str]:
    """Every template and static file that a build may use: the program's and the site's own."""
    for folder in (THEME.parent / TEMPLATES, THEME, root / TEMPLATES, root / STATIC):
        yield from sorted(_walk(folder))


def stamp_of(path: str) -> tuple[int, ...] | None:
    """What changes whenever the file's bytes do: size, times, place on disk; None for what is no regular file.

    The time of change is in it: a copy that keeps the time of writing (cp -p, unzip) is another file all the same.
    """
    try:
        status = os.stat(path)
    except OSError:
        return None
    regular = stat.S_ISREG(status.st_mode)
    stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return stamp if regular else None


def digest_of(root: Path, path: str) -> str:
    """sha256 of the file's bytes; the reason why it cannot be read otherwise."""
    try:
        return hashlib.sha256(read_bytes(root, path)).hexdigest()
    except OSError as error:
        return error.strerror or str(error)


class RefusedError(OSError):
    """An input that is there and is not read; code says why."""

    def __init__(self, code: str, *values: str) -> None:
        super().__init__(code, *values)
        self.code, self.values = code, values


def read_bytes(root: Path | None, path: str | Path) -> bytes:
    """The bytes of a regular file; OSError for pipes, sockets, giants, and links out of the site `root`."""
    try:
        status = os.lstat(path)
        if is_link := stat.S_ISLNK(status.st_mode):
            status = os.stat(path)
    except ValueError as error:  # a NUL in the name: no file can be called that
        raise FileNotFoundError(errno.ENOENT, str(error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError("E107")
    if root and is_link and not Path(path).resolve().is_relative_to(root.resolve()):
        raise RefusedError("E108")
    if status.st_size > MAX_BYTES:
        raise RefusedError("E109", str(MAX_BYTES // 2**20))
    with open(path, "rb", buffering=0) as file:
        return file.read()


def reason_of(error: OSError, where: str) -> tuple[str, ...]:
    """The code of the message about a file that cannot be read, and the message's values."""
    if isinstance(error, RefusedError):
        return error.code, *error.values
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
        return "E104", where
    if error.errno in (errno.EACCES, errno.EPERM):
        return ("E106",)
    return "E101", system_reason(error)


def _unreadable(where: str, code: str, *values: str) -> Source:
    return Source(where, Form.TEXT, "", "", "", (Problem(where, 0, code, values),))


def decode(raw: bytes, where: str) -> tuple[str, str, tuple[Problem, ...]]:
    """(text, encoding, problems) of a file's bytes; the text is "" when it is no text.

    Order: byte order mark, strict UTF-8, strict CP949 (which holds EUC-KR), UTF-8 with a few damaged bytes.
    """
    if not raw.strip():
        return "", "utf-8", (Problem(where, 0, "E102"),)
    text, encoding = decoded(raw)
    damaged = text.count("\ufffd") if encoding.endswith("replace") else 0
    encoded = text.encode("utf-8", "replace") if encoding == "utf-16" else raw
    controls = len(encoded) - len(encoded.translate(None, CONTROLS))
    if damaged > DAMAGE_SHARE * len(text) or controls > BINARY_SHARE * len(text):
        return "", encoding, (Problem(where, 0, "E103", (_kind_of(raw),)),)
    text = clean_text(text)
    if not text.strip():
        return "", encoding, (Problem(where, 0, "E102"),)
    if damaged:
        line = text[: text.index("\ufffd")].count("\n") + 1
        return text, encoding, (Problem(where, line, "W102", (str(damaged),)),)
    return text, encoding, ()


SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX, HWPX"),
    (b"\xd0\xcf\x11\xe0", "HWP, DOC"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
)


def _kind_of(raw: bytes) -> str:
    """What a file that is no text most likely is, by its first bytes."""
    return next((kind for mark, kind in SIGNATURES if raw.startswith(mark)), "binary")


def static_outputs(root: Path) -> Iterator[Output]:
    """The theme's static files, its scripts without comments; the site's own, byte for byte, take the place of those of the same name.

    Raises ArchiveError for files that cannot be read.
    """
    files = {
        site_path(folder, path): (folder, path)
        for folder in (THEME, root / STATIC)
        for path in _walk(folder)
    }
    for name, (folder, path) in sorted(files.items()):
        try:
            content = read_bytes(folder, path)
        except OSError as error:
            where = f"{STATIC}/{name}"
            code, *values = reason_of(error, where)
            raise ArchiveError(Problem(where, 0, code, tuple(values))) from error
        is_script = folder == THEME and path.endswith(".js")
        yield Output(f"{STATIC}/{name}", _without_comments(content) if is_script else content)


def _without_comments(script: bytes) -> bytes:
    """The script as browsers need it."""
    import rjsmin  # most commands publish nothing

    return cast(bytes, rjsmin.jsmin(script))


@cache
def load_lexicon() -> Lexicon:
    """The word lists of newsarchive/lexicon; they are part of the program, so a fault in them is a bug."""
    digest = hashlib.sha256()
    tables = {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast
    for path in sorted((Path(__file__).parent / "lexicon").glob("*.yaml")):
        raw = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + raw)
        tables[path.stem] = yaml.load(raw, Loader=loader)  # a safe loader either way
    return Lexicon(digest.hexdigest(), tables)
