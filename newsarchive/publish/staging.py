"""Output → file in the stage folder, from where it takes its place in the site. Any process may stage.

The stage folder is laid out as the site is, so that a first publication only has to rename it.
"""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from newsarchive.errors import ArchiveError, Problem, reason_of
from newsarchive.publish.folders import Stamp, stamp_of
from newsarchive.publish.paths import why_unsafe
from newsarchive.records import Output


class Staged(NamedTuple):
    """One rendered file. is_new False: the published file has these bytes already."""

    path: str
    size: int
    written: int
    is_new: bool


def stage_file(folder: Path, output: Output, published: str = "") -> Staged:
    """Write one output into the stage folder, unless it is what is published. May run in any process. E505.

    published: the file that stands at its path as the last edition left it. What may not be written stands in no file:
    commit() refuses the whole edition then and says why.
    """
    path, content = output.path, output.content
    staged = Staged(path, 0, 0, True)
    if not why_unsafe(path):
        file = f"{folder}/{path}"
        try:
            staged = Staged(path, *_write(file, output.pieces), True)
            if published and filecmp.cmp(file, published, shallow=False):
                os.unlink(file)
                return staged._replace(is_new=False)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            pass  # one output's file where another needs a folder: path_problems() names both
        except OSError as error:
            raise failure(error, folder) from error
        finally:
            if not isinstance(content, bytes):
                content.close()
    return staged


def _write(path: str, pieces: Iterable[bytes]) -> Stamp:
    """Write a new file, its folders too where they are missing. Plain descriptors: a file object costs as much again,
    and there are tens of thousands of files."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        os.mkdir(folder := os.path.dirname(path))  # nearly every file has a folder of its own
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    file = os.open(path, flags, 0o666)
    try:
        for piece in pieces:
            left = memoryview(piece)
            while left:
                left = left[os.write(file, left) :]
        return stamp_of(os.fstat(file))
    finally:
        os.close(file)


def failure(error: OSError, folder: Path) -> ArchiveError:
    """What the disk refused, as E505."""
    where = str(error.filename or folder)
    return ArchiveError(Problem(where, 0, "E505", (reason_of(error),)))
