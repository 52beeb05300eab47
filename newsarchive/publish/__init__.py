"""Outputs → the published folder. The only room that writes the site.

An Edition is one publication in the making. It begins by looking at what is published; pages are staged as files in a
workshop beside the output folder, never all in memory; commit() makes the folder hold exactly them. Until commit()
nothing that readers see has changed, and leaving the edition without it leaves the old site as it was.

commit() goes one of three ways. Where nothing is published yet, the stage takes the output folder's name. A small
change is made in place, file by file, in an order that keeps every link working. For a large one the workshop keeps a
twin of the published folder (hard links: the disk holds each file once): the twin is brought up to date, changes places
with the published folder in one step, and then the former one is brought up to date in its turn, so that a server
started inside the folder follows too; where no folders can be exchanged, a large change is made in place as well.

There is no journal: a file is believed to be what the ledger says only while its size and time of writing say so, so
the build after a killed one sees what is missing. Rejected: a list of dependencies or steps to undo; fsync of each
file (a power cut costs a rebuild, a page costs 5 ms on every build).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from newsarchive.errors import ArchiveError, Problem, reason_of
from newsarchive.publish.folders import (
    NOT_A_FILE,
    PARTIAL,
    Stamp,
    align,
    duplicate,
    move,
    scan,
)
from newsarchive.publish.ledger import Entry, read_ledger, write_ledger
from newsarchive.publish.paths import MARKER, RESERVED, path_problems
from newsarchive.publish.staging import Staged, failure, stage_file
from newsarchive.publish.system import can_exchange, exchange, try_lock
from newsarchive.records import Output

__all__ = ["Edition", "Published", "Staged", "publish", "stage_file"]

WORKSHOPS = ".newsarchive"  # folder beside the output folder; a sub-folder for each output folder
MARKER_TEXT = (
    "이 폴더는 newsarchive가 만들었습니다. 빌드할 때마다 통째로 새로 맞추므로 직접 고치지 마세요.\n"
    "Made by newsarchive. Every build brings this folder up to date: edit the inputs, not these files.\n"
)
LOCK_SECONDS = 10.0
SMALL = 0.1  # share of the files; a change of more pages than this is shown to readers in one step


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did, in files. moved_aside: files in the folder that the program had not made."""

    written: int
    unchanged: int
    removed: int
    moved_aside: tuple[str, ...] = ()


def publish(outputs: Iterable[Output], out: Path, in_place: bool = False) -> Published:
    """Make `out` hold exactly the outputs. Raises ArchiveError, and then the old site is whole."""
    with Edition(out, in_place=in_place) as edition:
        for output in outputs:
            edition.stage(output)
        return edition.commit()


def _intact(ledger: Mapping[str, Entry], found: Mapping[str, Stamp]) -> dict[str, Entry]:
    """The published files that are what the ledger says of them."""
    return {path: entry for path, entry in ledger.items() if found.get(path) == entry[:2]}


class Edition:
    """One publication in the making; a context manager that holds the lock of the output folder."""

    def __init__(
        self,
        out: Path,
        inputs: Iterable[Path] = (),
        patience: float = LOCK_SECONDS,
        in_place: bool = False,
        clean: bool = False,
    ) -> None:
        """Take the lock and look at what is published; `inputs` are folders that the output must not touch,
        `patience` the seconds to wait for another build; in_place: exchange no folders even where one could;
        clean: believe nothing of what is published, write every file again.

        Raises ArchiveError: E501 a folder that is not ours, E502 one that holds inputs, E505 disk, E506 locked.
        """
        self.out = out.resolve()
        _check_folder(self.out, [path.resolve() for path in inputs])
        self.workshop = self.out.parent / WORKSHOPS / (self.out.name or "root")
        self.ledger_file = self.workshop / "ledger.json"
        self.in_place = in_place or (self.out / ".git").exists()  # version control must not move
        self.stage_folder = self.workshop / "stage"
        self.strays = self.workshop / f"strays-{time.time_ns()}"  # made when there are any
        self._entries: dict[str, Entry] = {}
        self._staged: set[str] = set()  # paths in the stage folder
        try:
            self.workshop.mkdir(parents=True, exist_ok=True)
            self._lock = _wait_for_lock(self.workshop / "lock", self.out, patience)
        except OSError as error:
            raise failure(error, self.out) from error
        try:
            shutil.rmtree(self.stage_folder, ignore_errors=True)
            self.stage_folder.mkdir(exist_ok=True)
            self._found = scan(self.out, RESERVED)
        except OSError as error:
            self._lock.close()
            raise failure(error, self.out) from error
        self._ledger = read_ledger(self.ledger_file)
        self._intact = {} if clean else _intact(self._ledger.entries, self._found)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self.stage_folder, ignore_errors=True)
        self._lock.close()

    @property
    def untouched(self) -> Mapping[str, Entry]:
        """Path -> what is published there, for every file that is as the last edition left it."""
        return self._intact

    def state(self) -> str:
        """A digest of the published folder; "" when it is not just as the last edition left it."""
        is_untouched = len(self._intact) == len(self._ledger.entries) == len(self._found)
        return self._ledger.digest if is_untouched else ""

    def keep(self, path: str) -> None:
        """The published file at the path belongs to this edition as it is."""
        self._entries[path] = self._intact[path]

    def stage(self, output: Output, fingerprint: str = "") -> None:
        """Add one file to this edition."""
        published = f"{self.out}/{output.path}" if output.path in self._intact else ""
        self.accept(stage_file(self.stage_folder, output, published), fingerprint)

    def accept(self, staged: Staged, fingerprint: str = "") -> None:
        """Add a file that stage_file() has written, in this or in another process. E504: given twice."""
        if staged.path in self._entries:
            raise ArchiveError(Problem(staged.path, 0, "E504", (staged.path,)))
        if staged.is_new:
            self._staged.add(staged.path)
            stamp = Stamp(staged.size, staged.written)
        else:
            stamp = self._intact[staged.path].stamp
        self._entries[staged.path] = Entry(*stamp, fingerprint)

    def commit(self) -> Published:
        """Make the output folder hold exactly this edition. Raises ArchiveError; every file is then still whole."""
        if problems := path_problems(self._entries):
            raise ArchiveError(*problems)
        gone = self._found.keys() - self._entries.keys()
        # Without a ledger nobody knows who made what; the marker says that the folder is ours.
        strays = {path for path in gone if self._ledger.entries and not self._is_ours(path)}
        written, total = len(self._staged), len(self._entries)
        try:
            self._publish()
        except OSError as error:
            raise failure(error, self.out) from error
        self._intact = self._entries
        self._found = {path: entry.stamp for path, entry in self._entries.items()}
        return Published(written, total - written, len(gone - strays), tuple(sorted(strays)))

    def _publish(self) -> None:
        want = {path: entry.stamp for path, entry in self._entries.items()}
        if self._found != want or not (self.out / MARKER).exists():
            # What is to come and what is still to go must be known as ours if this process ends now. Entries of files
            # that have not come yet do no harm: nothing on disk has their stamps.
            former = self._ledger.entries
            self._record({**former, **self._entries} if former.keys() - want else self._entries)
            if not self._begin():
                self._update(want)
        self._record(self._entries)

    def _record(self, entries: Mapping[str, Entry]) -> None:
        if self._ledger.entries != entries:
            self._ledger = write_ledger(self.ledger_file, entries)

    def _begin(self) -> bool:
        """Where nothing is published yet, let the stage take the output folder's name; True when that was done."""
        if self._found or self.in_place:
            return False
        _mark(self.stage_folder)
        try:
            if self.out.exists():
                shutil.copymode(self.out, self.stage_folder)
                (self.out / MARKER).unlink(missing_ok=True)
                self.out.rmdir()
            self.stage_folder.rename(self.out)
        except OSError:  # a mount point, or a folder of empty folders
            return False
        return True

    def _update(self, want: Mapping[str, Stamp]) -> None:
        """Make the published folder hold what is wanted."""
        self.out.mkdir(parents=True, exist_ok=True)
        _mark(self.out)
        if self.in_place or self._is_small(want) or not can_exchange(self.workshop, self.out):
            self._align(self.out, self._found, want)
        else:
            self._swap(want)

    def _is_small(self, want: Mapping[str, Stamp]) -> bool:
        gone = sum(path not in want for path in self._found)
        return len(self._staged) + gone <= SMALL * len(want)

    def _swap(self, want: Mapping[str, Stamp]) -> None:
        """Bring the twin up to date, let it change places with the output folder, then the former one."""
        twin = self.workshop / "twin"
        twin.mkdir(exist_ok=True)
        _mark(twin)
        have = scan(twin, RESERVED)
        align(twin, have, want, partial(self._put, twin), lambda path: (twin / path).unlink())
        shutil.copymode(self.out, twin)
        exchange(twin, self.out)
        with suppress(OSError):  # the new site is up; the next build looks at the twin again
            self._align(twin, self._found, want)

    def _align(self, folder: Path, have: Mapping[str, Stamp], want: Mapping[str, Stamp]) -> None:
        align(folder, have, want, partial(self._put, folder), partial(self._discard, folder))

    def _put(self, folder: Path, path: str) -> None:
        """Bring a file of this edition into a folder: from the stage the first time, then from its fellow."""
        if path in self._staged:
            self._staged.remove(path)
            move(self.stage_folder / path, folder / path)
        else:
            duplicate(self.out / path, folder / path)

    def _discard(self, folder: Path, path: str) -> None:
        """Take a file out of a folder: ours are deleted, those of others are moved aside and never lost."""
        if self._is_ours(path) or self._found.get(path) == NOT_A_FILE:
            (folder / path).unlink()
            return
        aside = self.strays / path
        aside.parent.mkdir(parents=True, exist_ok=True)
        (folder / path).replace(aside)

    def _is_ours(self, path: str) -> bool:
        return path in self._ledger.entries or path.endswith(PARTIAL)


def _check_folder(out: Path, inputs: list[Path]) -> None:
    """E502 when an input folder holds the output or lies in it, E501 when the folder is there and is not ours."""
    for path in inputs:
        if out == path or out in path.parents or path in out.parents:
            raise ArchiveError(Problem(str(out), 0, "E502", (str(path),)))
    try:
        foreign = out.exists() and (not out.is_dir() or _is_foreign(out))
    except OSError as error:
        raise ArchiveError(Problem(str(out), 0, "E505", (reason_of(error),))) from error
    if foreign:
        raise ArchiveError(Problem(str(out), 0, "E501"))


def _is_foreign(out: Path) -> bool:
    """True for a folder that holds something and lacks the marker; version control alone does not count."""
    names = {entry.name for entry in os.scandir(out)}
    return MARKER not in names and bool(names - {".git"})


def _mark(folder: Path) -> None:
    marker = folder / MARKER
    if not marker.exists():
        marker.write_text(MARKER_TEXT, "utf-8", newline="\n")


def _wait_for_lock(path: Path, out: Path, patience: float) -> IO[bytes]:
    """The lock file, locked and open; E506 when another build keeps it for longer than `patience` seconds."""
    file = path.open("a+b")
    deadline = time.monotonic() + patience
    while not try_lock(file):
        if time.monotonic() > deadline:
            file.close()
            raise ArchiveError(Problem(str(out), 0, "E506"))
        time.sleep(0.1)
    return file
