"""The one place that decides where work runs: in this process alone, or in this one and others beside it.

run() maps a function over chunks of items through a concurrent.futures.Executor; another executor (a cluster's) can
be put into _executor() and nothing else changes. While the executor has enough to do, this process works on chunks too:
waiting for the others would leave a processor idle, and one more process costs the memory of the state once more. A task
is a module's function `task(state, items) -> results`; `state` is made once per process by `setup(*arguments)`. Where
processes are forked, state and items are inherited and never copied; where they are spawned (Windows, macOS), they are
pickled.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Bounds = tuple[int, int]
Task = Callable[[Any, Sequence[Item]], Sequence[Result]]

FEWEST = 64  # items; starting processes costs more than these
CHUNK = 100  # items at most in one chunk: progress shows, and no process waits long for the last
CHUNKS_EACH = 8
AHEAD = 4  # chunks that another process is given: one to work on, and some to go on with while this one is busy

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
    state = setup(*arguments)
    if jobs == 1:
        yield from (task(state, items[start:stop]) for start, stop in bounds)
        return
    method = start_method()
    if method == "fork":  # what was made here is inherited
        setup, arguments = _itself, (state,)
    with _executor(jobs - 1, method, (setup, arguments, items)) as executor:

        def begin(start: int, stop: int) -> Future[Sequence[Result]]:
            return executor.submit(_run_chunk, task, start, stop)

        def work(start: int, stop: int) -> Sequence[Result]:
            return task(state, items[start:stop])

        yield from _share(deque(bounds), begin, work, AHEAD * (jobs - 1))


def _share(
    waiting: deque[Bounds],
    begin: Callable[[int, int], Future[Sequence[Result]]],
    work: Callable[[int, int], Sequence[Result]],
    most: int,
) -> Iterator[Sequence[Result]]:
    """The results in order: of chunks begun elsewhere, `most` at a time, and of those worked on here meanwhile."""
    begun: deque[Future[Sequence[Result]]] = deque()
    try:
        while waiting or begun:
            while waiting and sum(not future.done() for future in begun) < most:
                begun.append(begin(*waiting.popleft()))
            if waiting:
                begun.append(Future())
                begun[-1].set_result(work(*waiting.popleft()))
            while begun and (begun[0].done() or not waiting):
                yield begun.popleft().result()
    finally:
        for future in begun:
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


def _executor(processes: int, method: str, inherited: tuple[Any, ...]) -> Executor:
    """Where chunks are worked on besides this process."""
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(processes, context, _begin, inherited)


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
