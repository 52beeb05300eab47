"""Output → file in the stage folder, from where it takes its place in the site. Any process may stage.

The stage folder is laid out as the site is, so that a first publication only has to rename it.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from newsarchive.errors import ArchiveError, Problem, reason_of
from newsarchive.publish.paths import why_unsafe
from newsarchive.records import Output


class Staged(NamedTuple):
    """One rendered file: its entry but for the fingerprint. is_new False: the published file has these bytes already."""

    path: str
    size: int
    written: int
    digest: str
    is_new: bool


def stage_file(folder: Path, output: Output, published_digest: str = "") -> Staged:
    """Write one output into the stage folder, unless it is what is published. May run in any process. E505.

    What may not be written stands in no file: commit() refuses the whole edition then and says why.
    """
    path, content = output.path, output.content
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    if digest == published_digest:
        return Staged(path, len(content), 0, digest, False)
    written = 0
    if not why_unsafe(path):
        try:
            written = _write(f"{folder}/{path}", content)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            pass  # one output's file where another needs a folder: path_problems() names both
        except OSError as error:
            raise failure(error, folder) from error
    return Staged(path, len(content), written, digest, True)


def _write(path: str, content: bytes) -> int:
    """Write a new file, its folders too where they are missing; the nanosecond it was written. Plain descriptors: a
    file object costs as much again, and there are tens of thousands of files."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        file = os.open(path, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        file = os.open(path, flags, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file).st_mtime_ns
    finally:
        os.close(file)


def failure(error: OSError, folder: Path) -> ArchiveError:
    """What the disk refused, as E505."""
    where = str(error.filename or folder)
    return ArchiveError(Problem(where, 0, "E505", (reason_of(error),)))
