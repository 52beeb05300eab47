"""How time and memory grow with the archive: clean builds of 1,000, 10,000 … articles, and one article more each.

    python benchmarks/growth.py 1000 10000 [--dumps] [--folder DIR]

--dumps: raw page dumps instead of Markdown articles. Prints a table and the exponent between the first and the last
row (1.0: linear). All pages, search and enrichment are on.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from pathlib import Path

import measure
import news_corpus as corpus

PROJECT = Path(__file__).parents[1]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument(
        "--dumps", action="store_const", const="dumps", default="plain", dest="form"
    )
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    command = [sys.executable, str(PROJECT / "build.py"), "--quiet"]
    print(f"{arguments.form}; {measure.machine()}")
    print("| articles | clean s | cpu s | MB | add one s |")
    print("|---|---|---|---|---|")
    rows = []
    for count in arguments.counts:
        site = Path(tempfile.mkdtemp(dir=arguments.folder))
        (site / "site.yaml").write_text("base_url: https://news.example/\n", "utf-8")
        corpus.write(site, map(corpus.make, range(count)), arguments.form)
        clean = measure.run(command, site)
        corpus.write(site, [corpus.make(count, is_newest=True)], arguments.form)
        add = measure.run(command, site)
        shutil.rmtree(site)
        rows.append((count, clean))
        figures = f"{clean.seconds:.1f} | {clean.cpu_seconds:.1f} | {clean.megabytes:.0f}"
        print(f"| {count} | {figures} | {add.seconds:.2f} |", flush=True)
    (first, less), (last, more) = rows[0], rows[-1]
    if first != last:
        for name in ("cpu_seconds", "megabytes"):
            ratio = getattr(more, name) / getattr(less, name)
            print(f"exponent of {name}: {math.log(ratio) / math.log(last / first):.2f}")


if __name__ == "__main__":
    main()
