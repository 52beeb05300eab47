"""This program beside other generators on one corpus and one set of pages: seconds, processor seconds, memory, ratios.

    sh benchmarks/peers/install.sh FOLDER
    python benchmarks/compare_peers.py 1000 --peers FOLDER [--tools hugo,zola,pelican,eleventy] [--runs 3]
        [--all-pages] [--folder DIR]

The tools take turns; each turn is a clean build, then one article added, one edited, one deleted, and nothing changed.
The tables give medians. The sites of the peers are in benchmarks/peers. Pages are matched by settings that turn this
program's further pages, search and reading of running text off, and a tool that makes more or fewer ends the run (Zola's
redirects from page 1 apart); --all-pages leaves all of ours on.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import measure
import news_corpus as corpus

PROJECT = Path(__file__).parents[1]
OURS = "newsarchive"
SETTINGS = "base_url: https://news.example/\npage_size: 20\n"
MATCHED = (
    "home_size: 20\nenrich: false\npages: {tags: true, reporters: false, days: false, releases: false, "
    "stats: false, quality: false, data: false, search: false, feeds: false}\n"
)
SCENARIOS = ("clean", "add one", "edit one", "delete one", "nothing")

NUMBERED = r"(page/\d+/)?index\.html"
KINDS = ("organizations", "outlets", "categories", "tags", "months")
PEER_PAGES = {
    "articles": r"articles/[^/]+/index\.html",
    "all": NUMBERED,
    **{kind: rf"{kind}/[^/]+/{NUMBERED}" for kind in KINDS},
    "indexes": rf"({'|'.join(KINDS)})/index\.html",
}
OUR_FOLDERS = dict(zip(KINDS, ("org", "outlet", "category", "tag", ""), strict=True))
OUR_PAGES = {
    "articles": r"a/[^/]+/index\.html",
    "all": "articles/" + NUMBERED,
    **{kind: rf"{name}/(?!page/)[^/]+/{NUMBERED}" for kind, name in OUR_FOLDERS.items()},
    "months": rf"date/\d+/\d+/{NUMBERED}",
    "indexes": r"(org|outlet|category|tag|date)/index\.html",
}


@dataclass(frozen=True, slots=True)
class Tool:
    """One generator: its form of articles, its command, what a clean build starts without, where its pages are."""

    form: str
    command: Sequence[str]
    made: Sequence[str]
    pages: Mapping[str, str]


def tools_in(peers: Path, names: Sequence[str]) -> dict[str, Tool]:
    """The tools asked for that are there, and this program."""
    commands = {
        "hugo": ["hugo", "build", "--quiet", "--noBuildLock"],
        "zola": ["zola", "build", "--force"],
        "pelican": ["pelican", "-q", "-s", "pelicanconf.py"],
        "eleventy": ["eleventy", "--quiet"],
    }
    found = {}
    for name in names:
        program, *options = commands[name]
        if (peers / "bin" / program).exists():
            command = [str(peers.absolute() / "bin" / program), *options]
            found[name] = Tool(name, command, ("public", "resources", ".cache"), PEER_PAGES)
        else:
            print(f"{name}: not in {peers}, left out")
    ours = [sys.executable, str(PROJECT / "build.py"), "--quiet", "--allow-url-removal"]
    return found | {OURS: Tool("plain", ours, ("public", ".newsarchive"), OUR_PAGES)}


def prepare(folder: Path, count: int, tool: Tool, settings: str) -> None:
    """The tool's site in a new folder, with `count` articles."""
    if tool.form == "plain":
        folder.mkdir()
        (folder / "site.yaml").write_text(settings, "utf-8")
    else:
        shutil.copytree(Path(__file__).parent / "peers" / tool.form, folder)
    corpus.write(folder, map(corpus.make, range(count)), tool.form)


def turn(tool: Tool, folder: Path, fresh: int) -> tuple[dict[str, measure.Cost], Counter[str]]:
    """What one turn cost, and the pages of its clean build. At its end one old article reads otherwise."""
    public = folder / "public"
    for name in tool.made:
        shutil.rmtree(folder / name, ignore_errors=True)
    costs = {"clean": measure.run(tool.command, folder)}
    pages = pages_of(public, tool.pages)
    [added] = corpus.write(folder, [corpus.make(fresh, is_newest=True)], tool.form)
    costs["add one"] = measure.run(tool.command, folder)
    check_shown(public / tool.pages["all"].replace(NUMBERED, "index.html"), added.stem)
    old = corpus.make(fresh // 2)
    words = f"{fresh}번째로 고쳤다."
    corpus.write(folder, [replace(old, paragraphs=[*old.paragraphs, words])], tool.form)
    costs["edit one"] = measure.run(tool.command, folder)
    base = tool.pages["articles"].partition("[")[0]
    check_shown(public / base / old.slug / "index.html", words)
    added.unlink()
    costs["delete one"] = measure.run(tool.command, folder)
    costs["nothing"] = measure.run(tool.command, folder)
    return costs, pages


def pages_of(public: Path, patterns: Mapping[str, str]) -> Counter[str]:
    """How many pages of each kind were published; Zola's redirects from page 1 are no pages."""
    counts: Counter[str] = Counter()
    for path in public.rglob("*.html"):
        address = path.relative_to(public).as_posix()
        kinds = (kind for kind, pattern in patterns.items() if re.fullmatch(pattern, address))
        kind = next(kinds, "other")
        counts["other" if address.endswith("page/1/index.html") else kind] += 1
    return counts


def check_shown(page: Path, words: str) -> None:
    """Raise ValueError when the page does not hold the words."""
    if words not in page.read_text("utf-8"):
        raise ValueError(f"{page} does not show {words}")


def print_pages(pages: Mapping[str, Counter[str]], is_matched: bool) -> None:
    """The pages of each tool by kind. Raises ValueError where matched pages are not as many as ours."""
    print(f"\n| pages | {' | '.join(OUR_PAGES)} | other | together |")
    print("|" + "---|" * (len(OUR_PAGES) + 3))
    for name, counts in pages.items():
        cells = [counts[kind] for kind in (*OUR_PAGES, "other")]
        print(f"| {name} | {' | '.join(map(str, cells))} | {counts.total()} |")
    for name, counts in pages.items() if is_matched else ():
        for kind in OUR_PAGES:
            if counts[kind] != pages[OURS][kind]:
                raise ValueError(f"{kind}: {counts[kind]} of {name}, {pages[OURS][kind]} of ours")


def print_costs(costs: Mapping[str, Sequence[dict[str, measure.Cost]]]) -> None:
    """Medians of seconds, processor seconds and megabytes, and ours as parts of each peer's."""
    peers = [name for name in costs if name != OURS]
    middle = {
        (name, scenario): [
            statistics.median(values)
            for values in zip(*(turn[scenario] for turn in turns), strict=True)
        ]
        for name, turns in costs.items()
        for scenario in SCENARIOS
    }
    print(f"\n| s / cpu s / MB | {' | '.join(costs)} |\n|{'---|' * (len(costs) + 1)}")
    for scenario in SCENARIOS:
        cells = ("{:.2f} / {:.2f} / {:.0f}".format(*middle[name, scenario]) for name in costs)
        print(f"| {scenario} | {' | '.join(cells)} |")
    print(f"\n| ours to | {' | '.join(peers)} |\n|{'---|' * (len(peers) + 1)}")
    for scenario in SCENARIOS:
        shares = (
            [
                ours / theirs
                for ours, theirs in zip(middle[OURS, scenario], middle[name, scenario], strict=True)
            ]
            for name in peers
        )
        cells = ("{:.3f} / {:.3f} / {:.2f}".format(*share) for share in shares)
        print(f"| {scenario} | {' | '.join(cells)} |")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--peers", type=Path, required=True)
    parser.add_argument("--tools", default="hugo,zola,pelican,eleventy")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--all-pages", action="store_true")
    arguments = parser.parse_args()
    tools = tools_in(arguments.peers, arguments.tools.split(","))
    costs: dict[str, list[dict[str, measure.Cost]]] = {name: [] for name in tools}
    pages = {}
    print(
        f"{arguments.count} articles, {arguments.runs} turns, medians; {measure.machine()}",
        flush=True,
    )
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        settings = SETTINGS + ("" if arguments.all_pages else MATCHED)
        for name, tool in tools.items():
            prepare(Path(folder) / name, arguments.count, tool, settings)
        for at in range(arguments.runs):
            for name, tool in tools.items():
                cost, pages[name] = turn(tool, Path(folder) / name, arguments.count + at)
                costs[name].append(cost)
                print(f"turn {at + 1}: {name} done", file=sys.stderr, flush=True)
    print_pages(pages, is_matched=not arguments.all_pages)
    print_costs(costs)


if __name__ == "__main__":
    main()
