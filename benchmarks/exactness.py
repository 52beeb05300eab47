"""A long random run of edits, each followed by a build that must equal a clean one, byte for byte.

    python benchmarks/exactness.py [--runs 20] [--steps 50]

The moves are those of tests/test_incremental.py: adding, editing, deleting and renaming inputs, corrections, settings,
templates, static files; damaging memory and output. Prints nothing but the end; a failure shows the shortest way to it.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from test_incremental import Archive


def main() -> None:
    """Run; the exception of the first difference ends it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--steps", type=int, default=50)
    arguments = parser.parse_args()
    start = time.perf_counter()
    profile = settings(
        max_examples=arguments.runs,
        stateful_step_count=arguments.steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(Archive, settings=profile)
    seconds = time.perf_counter() - start
    print(
        f"{arguments.runs} runs of up to {arguments.steps} steps: no difference ({seconds:.0f} s)"
    )


if __name__ == "__main__":
    main()
