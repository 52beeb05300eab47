"""Time and memory of whole commands, for the benchmarks: wall seconds, processor seconds, memory of all processes.

Linux only: memory is the sum of the proportional set sizes in /proc, sampled ten times a second.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


class Cost(NamedTuple):
    """What one command took. megabytes: peak of all its processes together."""

    seconds: float
    cpu_seconds: float
    megabytes: float


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run the command to its end. Raises RuntimeError with its output when it fails.

    Python keeps compiled modules, as it does for everybody who has not told it otherwise.
    """
    environ = {name: value for name, value in os.environ.items() if name != NO_BYTECODE}
    os.sync()  # what ran before has nothing left to write
    done = threading.Event()
    peak = [0.0]
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        watcher = threading.Thread(target=_sample, args=(process.pid, done, peak))
        watcher.start()
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        done.set()
        watcher.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{output}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, max(peak[0], usage.ru_maxrss / 1024))


def _sample(root: int, done: threading.Event, peak: list[float]) -> None:
    while not done.wait(0.1):
        peak[0] = max(peak[0], sum(map(_megabytes, _family(root))))


def _family(root: int) -> list[int]:
    """The process and all below it."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def _megabytes(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def machine() -> str:
    """One line about this machine, for the head of a table."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        "unknown processor",
    )
    usable = len(os.sched_getaffinity(0))
    return f"{usable} cores of {model}, load {os.getloadavg()[0]:.1f}"
