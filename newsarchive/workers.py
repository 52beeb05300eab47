"""The one place that decides where work runs: in this process, or in worker processes.

run() maps a function over chunks of items through a concurrent.futures.Executor; another executor (a cluster's) can
be put into _executor() and nothing else changes. A task is a module's function `task(state, items) -> results`;
`state` is made once per process by `setup(*arguments)`. Where processes are forked, state and items are inherited and
never copied; where they are spawned (Windows, macOS), they are pickled.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Task = Callable[[Any, Sequence[Item]], Sequence[Result]]

FEWEST = 64  # items; starting processes costs more than these
CHUNK = 100  # items at most in one chunk: progress shows, and no process waits long for the last
CHUNKS_EACH = 8

_mine: Any = None  # in a worker: (state, items)


def default_jobs() -> int:
    """The number of processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def start_method() -> str:
    """How workers start: fork where that is safe (Linux, no other threads), else spawn."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def run(
    task: Task[Item, Result],
    items: Sequence[Item],
    setup: Callable[..., Any],
    arguments: tuple[Any, ...] = (),
    jobs: int | None = None,
) -> Iterator[Sequence[Result]]:
    """The results chunk by chunk, in the order of the items. An exception of the task is raised here."""
    jobs = jobs or default_jobs()
    if len(items) < FEWEST:
        jobs = 1
    size = max(1, min(CHUNK, len(items) // (jobs * CHUNKS_EACH)))
    bounds = [(at, min(at + size, len(items))) for at in range(0, len(items), size)]
    if jobs == 1:
        state = setup(*arguments)
        yield from (task(state, items[start:stop]) for start, stop in bounds)
        return
    with _executor(jobs, setup, arguments, items) as executor:
        pending = [executor.submit(_run_chunk, task, start, stop) for start, stop in bounds]
        pending.reverse()
        try:
            while pending:
                yield pending.pop().result()
        finally:
            for future in pending:
                future.cancel()


def spread(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int | None = None
) -> Iterator[Result]:
    """map(function, items), shared out; the function belongs to a module, as pickling asks."""
    for chunk in run(_each, tuple(items), _itself, (function,), jobs):
        yield from chunk


def _itself(state: Item) -> Item:
    return state


def _each(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


def _executor(
    jobs: int, setup: Callable[..., Any], arguments: tuple[Any, ...], items: Sequence[Any]
) -> Executor:
    """Where chunks are worked on."""
    method = start_method()
    if method == "fork":  # made once, here, and inherited
        setup, arguments = _itself, (setup(*arguments),)
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, context, _begin, (setup, arguments, items))


def _begin(setup: Callable[..., Any], arguments: tuple[Any, ...], items: Sequence[Any]) -> None:
    """In a worker: make its state. Ctrl-C is the main process's business, and workers end with it."""
    global _mine
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _mine = (setup(*arguments), items)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for its next task for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _run_chunk(task: Task[Item, Result], start: int, stop: int) -> Sequence[Result]:
    """In a worker: the task on its part of the items."""
    state, items = _mine
    return task(state, items[start:stop])
