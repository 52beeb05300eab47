"""Work in processes gives what work in this process gives, in order, and passes on what goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from newsarchive.errors import ArchiveError, Problem
from newsarchive.workers import run


def make_state(factor: int) -> int:
    return factor


def multiply(state: int, numbers: Sequence[int]) -> list[int]:
    return [state * number for number in numbers]


def fail(state: int, numbers: Sequence[int]) -> list[int]:
    raise ArchiveError(Problem("a", 1, "E102"))


@pytest.mark.parametrize("count", [0, 1, 63, 64, 1000])
@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(count: int, jobs: int) -> None:
    chunks = run(multiply, range(count), make_state, (3,), jobs)
    assert [n for chunk in chunks for n in chunk] == [3 * n for n in range(count)]


def test_beside_other_threads_processes_are_spawned() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        chunks = run(multiply, range(100), make_state, (2,), 2)
        assert [n for chunk in chunks for n in chunk] == list(range(0, 200, 2))
    finally:
        done.set()
        other.join()


@pytest.mark.parametrize("jobs", [1, 2])
def test_problems_of_a_worker_are_raised_here(jobs: int) -> None:
    with pytest.raises(ArchiveError) as error:
        list(run(fail, range(100), make_state, (1,), jobs))
    assert error.value.problems == (Problem("a", 1, "E102"),)
