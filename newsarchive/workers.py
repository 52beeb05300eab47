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
from functools import partial
from multiprocessing.connection import wait
from typing import Any, NamedTuple, TypeVar

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
    return _run(task, items, partial(setup, *arguments), _plan(len(items), jobs))


class _Plan(NamedTuple):
    """How many processes, and the ends of the chunks."""

    jobs: int
    bounds: Sequence[Bounds]


def _plan(number: int, jobs: int | None, worth: int = 1) -> _Plan:
    """For so many items, each worth so many small ones."""
    jobs = (jobs or default_jobs()) if number * worth >= FEWEST else 1
    size = max(1, min(CHUNK // worth, number // (jobs * CHUNKS_EACH)))
    return _Plan(jobs, [(at, min(at + size, number)) for at in range(0, number, size)])


def _run(
    task: Task[Item, Result], items: Sequence[Item], setup: Callable[[], Any], plan: _Plan
) -> Iterator[Sequence[Result]]:
    state = setup()
    if plan.jobs == 1:
        yield from (task(state, items[start:stop]) for start, stop in plan.bounds)
        return
    method = start_method()
    if method == "fork":  # what was made here is inherited
        setup = partial(_itself, state)
    with _executor(plan.jobs - 1, method, (setup, items)) as executor:

        def begin(start: int, stop: int) -> Future[Sequence[Result]]:
            return executor.submit(_run_chunk, task, start, stop)

        def work(start: int, stop: int) -> Sequence[Result]:
            return task(state, items[start:stop])

        yield from _share(deque(plan.bounds), begin, work, AHEAD * (plan.jobs - 1))


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
    function: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int | None = None,
    worth: int = 1,
) -> Iterator[Result]:
    """map(function, items), shared out; the function belongs to a module, as pickling asks.

    `worth`: how many small items one of these takes the time of.
    """
    known = tuple(items)
    for chunk in _run(_each, known, partial(_itself, function), _plan(len(known), jobs, worth)):
        yield from chunk


def _itself(state: Item) -> Item:
    return state


def _each(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


def _executor(processes: int, method: str, inherited: tuple[Any, ...]) -> Executor:
    """Where chunks are worked on besides this process."""
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(processes, context, _begin, inherited)


def _begin(setup: Callable[[], Any], items: Sequence[Any]) -> None:
    """In a worker: make its state. Ctrl-C is the main process's business, and workers end with it."""
    global _mine
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _mine = (setup(), items)


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
