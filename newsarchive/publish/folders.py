"""Folders of files: what one holds, and how it comes to hold something else without a reader meeting a gap.

A file is known by its size and the nanosecond it was written (Stamp): equal stamps mean untouched since. align()
makes one folder hold exactly the wanted files in an order that keeps every link working at every moment: what is in
the way, then new files, then replacements (each in one step), removals last.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PARTIAL = ".newsarchive-part"  # suffix of a copy that has not yet taken its file's place


class Stamp(NamedTuple):
    """Size in bytes and time of writing in nanoseconds; two files of one path with equal stamps are one."""

    size: int
    written: int


NOT_A_FILE = Stamp(-1, 0)  # symbolic links, pipes, sockets


def scan(folder: Path, skip: Iterable[str] = ()) -> dict[str, Stamp]:
    """Path below the folder -> stamp of everything in it that is not a folder; `skip` names entries of its top.

    Links are listed, never followed. A missing folder holds nothing.
    """
    found: dict[str, Stamp] = {}
    skipped = set(skip)
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = os.scandir(f"{folder}/{prefix}")  # a Path for each costs as much as the disk
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                path = prefix + entry.name
                if path in skipped:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path + "/")
                elif entry.is_file(follow_symlinks=False):
                    found[path] = stamp_of(entry.stat(follow_symlinks=False))
                else:
                    found[path] = NOT_A_FILE
    return found


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp in a stat result."""
    return Stamp(status.st_size, status.st_mtime_ns)


def align(
    folder: Path,
    have: Mapping[str, Stamp],
    want: Mapping[str, Stamp],
    put: Callable[[str], None],
    discard: Callable[[str], None],
) -> None:
    """Make `folder`, which holds `have`, hold exactly `want`.

    put(path) brings one wanted file to its place in one step, discard(path) takes one out. Raises OSError; every
    file is then whole, old or new, and calling again with a fresh scan goes on.
    """
    gone = [path for path in have if path not in want]
    in_the_way = conflicts(gone, want)
    for path in in_the_way:
        discard(path)
    drop_empty_folders(folder, in_the_way)
    for path in want:
        if path not in have:
            put(path)
    for path, stamp in want.items():
        if path in have and have[path] != stamp:
            put(path)
    removed = [path for path in gone if path not in in_the_way]
    for path in removed:
        discard(path)
    drop_empty_folders(folder, removed)


def conflicts(gone: Iterable[str], want: Iterable[str]) -> set[str]:
    """Those of `gone` that stand where a wanted file needs a folder, or inside what must become a file."""
    gone = list(gone)
    if not gone:
        return set()
    wanted_files = set(want)
    wanted_folders = {parent for path in wanted_files for parent in parents(path)}
    return {
        path
        for path in gone
        if path in wanted_folders or any(parent in wanted_files for parent in parents(path))
    }


def parents(path: str) -> list[str]:
    """The folders a path lies in, nearest first.

    >>> parents("a/b/c.html")
    ['a/b', 'a']
    """
    found = []
    while "/" in path:
        path = path.rpartition("/")[0]
        found.append(path)
    return found


def move(origin: Path, target: Path) -> None:
    """Let a file take the place of another one, or of none, in one step."""
    try:
        origin.replace(target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        origin.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:  # EXDEV: the output folder is a mount point
            raise
        duplicate(origin, target)


def duplicate(origin: Path, target: Path) -> None:
    """Let a file appear at a second place too, in one step: as a hard link, or as a copy where there are none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name[:40] + PARTIAL)
    partial.unlink(missing_ok=True)
    try:
        partial.hardlink_to(origin)
    except OSError:
        shutil.copy2(origin, partial)
    partial.replace(target)


def drop_empty_folders(folder: Path, removed: Iterable[str]) -> None:
    """Remove the folders that lost their last file, from the deepest up."""
    folders = {parent for path in removed for parent in parents(path)}
    for parent in sorted(folders, key=len, reverse=True):
        with suppress(OSError):  # not empty
            (folder / parent).rmdir()
