"""How time and memory grow with the archive: a clean build of each size, and one article more.

    python benchmarks/growth.py [1000 10000 100000] [--dumps] [--matched] [--folder DIR]

--dumps: raw page dumps instead of Markdown articles. All pages, search and enrichment are on; --matched has the pages of
compare_peers.py alone. The exponent is the slope of a straight line through the logarithms: 1.0 is linear growth.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import compare_peers
import measure
import news_corpus as corpus

COUNTS = (1000, 10_000, 100_000)
COMMAND = [sys.executable, str(compare_peers.PROJECT / "build.py"), "--quiet"]


def costs(count: int, form: str, settings: str, parent: Path | None) -> tuple[measure.Cost, ...]:
    """Of a clean build of so many articles, and of one with an article more."""
    site = Path(tempfile.mkdtemp(dir=parent))
    (site / "site.yaml").write_text(settings, "utf-8")
    corpus.write(site, map(corpus.make, range(count)), form)
    clean = measure.run(COMMAND, site)
    corpus.write(site, [corpus.make(count, is_newest=True)], form)
    add = measure.run(COMMAND, site)
    shutil.rmtree(site)
    return clean, add


def exponent(counts: Sequence[int], values: Sequence[float]) -> float:
    """Slope of the values' logarithms over those of the counts."""
    return statistics.linear_regression(
        [math.log(count) for count in counts], [math.log(value) for value in values]
    ).slope


def main() -> None:
    """Print the table, a row as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=int, nargs="*", default=COUNTS)
    parser.add_argument("--dumps", action="store_true")
    parser.add_argument("--matched", action="store_true")
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    form = "dumps" if arguments.dumps else "plain"
    settings = compare_peers.SETTINGS + (compare_peers.MATCHED if arguments.matched else "")
    print(f"{form}; {measure.machine()}\n")
    print("| articles | clean s | cpu s | MB | add one s | cpu s | MB |\n|" + "---|" * 7)
    columns = []
    for count in arguments.counts:
        found = costs(count, form, settings, arguments.folder)
        row = [value for cost in found for value in cost]
        columns.append(row)
        texts = "{:.2f} | {:.2f} | {:.0f} | {:.2f} | {:.2f} | {:.0f}".format(*row)
        print(f"| {count:,} | {texts} |", flush=True)
    if len(columns) > 1:
        slopes = (exponent(arguments.counts, column) for column in zip(*columns, strict=True))
        print(f"| exponent | {' | '.join(f'{slope:.2f}' for slope in slopes)} |")


if __name__ == "__main__":
    main()
