"""How far a build is, for a person: a bar on a terminal, a line per stage elsewhere; and where its time went.

Part of the command line: writes to the stream it is given and nowhere else.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, TextIO

from newsarchive.messages import phrase
from newsarchive.watch import Silent, Watch

if TYPE_CHECKING:
    from rich.progress import Progress

SLOWEST = 10
NOTABLE = 1.0  # seconds; a build that takes less shows no lines


def watching(stream: TextIO, language: str, quiet: bool) -> AbstractContextManager[Watch]:
    """The watch that fits the stream."""
    if quiet:
        return nullcontext(Silent())
    return _bar(stream, language) if stream.isatty() else nullcontext(Lines(stream, language))


class Lines(Silent):
    """One line when a stage is over, with its count and rate: for logs. Stages that take no time say nothing."""

    def __init__(self, stream: TextIO, language: str) -> None:
        self._stream, self._language = stream, language
        self._name, self._count, self._start = "", 0, 0.0

    def stage(self, name: str, total: int) -> None:
        """The stage before is over."""
        seconds = time.perf_counter() - self._start
        if self._name and seconds > NOTABLE:
            rate = f" {self._count} ({self._count / seconds:.0f}/s)" if self._count else ""
            title = phrase(f"stage-{self._name}", self._language)
            print(f"{title}:{rate} {seconds:.1f} s", file=self._stream, flush=True)
        self._name, self._count, self._start = name, 0, time.perf_counter()

    def advance(self, count: int) -> None:
        """Counted for the stage's line."""
        self._count += count


@contextmanager
def _bar(stream: TextIO, language: str) -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    # No refreshing thread: a process with threads must not be forked.
    console = Console(file=stream)
    with Progress(*columns, console=console, auto_refresh=False, transient=True) as progress:
        yield Bar(progress, language)


class Bar(Silent):
    """A bar for the stage at work."""

    def __init__(self, progress: Progress, language: str) -> None:
        self._progress, self._language = progress, language
        self._task = progress.add_task("", total=None, rate="")

    def stage(self, name: str, total: int) -> None:
        """A bar of its own for every stage."""
        self._progress.remove_task(self._task)
        title = phrase(f"stage-{name}", self._language)
        self._task = self._progress.add_task(title, total=total or None, rate="")
        self._progress.refresh()

    def advance(self, count: int) -> None:
        """The bar grows."""
        speed = self._progress.tasks[-1].speed
        self._progress.update(self._task, advance=count, rate=f"{speed:.0f}/s" if speed else "")
        self._progress.refresh()


class Profile:
    """Passes everything on to another watch, and keeps the seconds of each stage and of the slowest files."""

    def __init__(self, inner: Watch) -> None:
        self._inner = inner
        self._stages: dict[str, float] = {}
        self._name, self._start = "start", time.perf_counter()
        self._files: list[tuple[float, str]] = []

    def stage(self, name: str, total: int) -> None:
        """The stage before is over."""
        now = time.perf_counter()
        self._stages[self._name] = self._stages.get(self._name, 0.0) + now - self._start
        self._name, self._start = name, now
        self._inner.stage(name, total)

    def advance(self, count: int) -> None:
        """Passed on."""
        self._inner.advance(count)

    def took(self, path: str, seconds: float) -> None:
        """Kept when it is among the slowest."""
        heapq.heappush(self._files, (seconds, path))
        if len(self._files) > SLOWEST:
            heapq.heappop(self._files)

    def report(self, language: str) -> str:
        """Seconds per stage, then the slowest files."""
        stages = [
            f"{seconds:8.3f} s  {phrase(f'stage-{name}', language)}"
            for name, seconds in self._stages.items()
            if name != "start"
        ]
        files = [f"{seconds:8.3f} s  {path}" for seconds, path in sorted(self._files, reverse=True)]
        return "\n".join([*stages, *files])
