"""urls.lock: the addresses that have been published, one a line, so that none is lost by accident.

The file lies in the site's folder and belongs into version control: sorted lines merge well, and lines that are no
address (the marks of a merge) are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from newsarchive.errors import ArchiveError, Problem, reason_of
from newsarchive.text import clean_text, decoded

LOCK_FILE = "urls.lock"
MOST_SHOWN = 20


def guard(root: Path, urls: Iterable[str]) -> tuple[Problem, ...]:
    """E507 when an address that was published is not among `urls`."""
    lines = clean_text(decoded(_read(root))[0]).split("\n")
    promised = {line.strip() for line in lines if line.startswith("/")}
    lost = sorted(promised - set(urls))
    if not lost:
        return ()
    shown = "\n  ".join([*lost[:MOST_SHOWN], *(["…"] if len(lost) > MOST_SHOWN else [])])
    return (Problem(LOCK_FILE, 0, "E507", (str(len(lost)), shown)),)


def promise(root: Path, urls: Iterable[str]) -> None:
    """Write the addresses that are published now. Raises ArchiveError (E505)."""
    text = "".join(f"{url}\n" for url in sorted(set(urls)))
    if text.encode() == _read(root):
        return
    draft = root / f"{LOCK_FILE}.part"
    try:
        draft.write_text(text, "utf-8", newline="\n")
        draft.replace(root / LOCK_FILE)
    except OSError as error:
        raise ArchiveError(Problem(LOCK_FILE, 0, "E505", (reason_of(error),))) from error


def _read(root: Path) -> bytes:
    """The file's bytes; none when there is no file. Raises ArchiveError (E101)."""
    try:
        return (root / LOCK_FILE).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ArchiveError(Problem(LOCK_FILE, 0, "E101", (reason_of(error),))) from error
