"""Time and peak memory of `python build.py` on the site in this folder, as whole processes.

    python benchmarks/build_seeds.py [--runs 5]

Prints, for a clean build and for one with nothing changed: median wall seconds, and peak memory of one process.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[1]
MEASURE = (
    "import resource,runpy,sys;sys.argv[0]='build.py'\n"
    "try: runpy.run_path('build.py', run_name='__main__')\n"
    "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
)


def run_build(site: Path) -> tuple[float, int]:
    """(wall seconds, peak KiB) of one build of the site."""
    command = [sys.executable, "-c", MEASURE, "build", "--site", str(site), "--quiet"]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, int(done.stderr.split()[-1])


def main() -> None:
    """Build a copy of the site several times and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    clean, again, peaks = [], [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder)
            for name in ("seeds", "articles"):
                shutil.copytree(PROJECT / name, site / name)
            shutil.copy(PROJECT / "site.yaml", site)
            seconds, peak = run_build(site)
            clean.append(seconds)
            peaks.append(peak)
            again.append(run_build(site)[0])
    print(
        f"clean      {statistics.median(clean):6.2f} s   {statistics.median(peaks) / 1024:6.0f} MiB"
    )
    print(f"unchanged  {statistics.median(again):6.2f} s")


if __name__ == "__main__":
    main()
