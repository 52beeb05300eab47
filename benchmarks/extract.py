"""Time of extraction, one process: pages of 3 KB, and how time grows with the length of a page.

    python benchmarks/extract.py [--rounds 20]

Pages are the labelled ones in tests/pages, lengthened to 3 KB with paragraphs of their own kind. Prints: mean
milliseconds a page, the machine's calibration loop beside it (a fixed Python loop, so that machines compare), the same
for saved pages of 100 KB of HTML beside BeautifulSoup (on lxml) alone, and seconds for texts of 100 KB, 1 MB and 5 MB of
four kinds, with the factor from 100 KB to 5 MB (50 would be linear).
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bs4 import BeautifulSoup

from newsarchive.extract import extract
from newsarchive.read import load_lexicon
from newsarchive.records import Form, Source

PAGES = Path(__file__).parents[1] / "tests" / "pages" / "labelled"
TARGET = 3 * 1024
PARAGRAPH = (
    "한빛시는 지역 기업이 참여한 가운데 설명회를 열고 내년 사업 계획을 안내했다고 {}일 밝혔다.\n\n"
)
SIZES = {"100 KB": 100 * 1024, "1 MB": 1024 * 1024, "5 MB": 5 * 1024 * 1024}


def seconds(action: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    action()
    return time.process_time() - start


def calibration() -> float:
    """Milliseconds of a fixed loop on this machine, best of five."""
    return min(seconds(lambda: sum(i * i for i in range(200_000))) for _ in range(5)) * 1000


def lengthened(text: str) -> str:
    """The page with paragraphs put in its middle until it has 3 KB."""
    lines = text.split("\n")
    longest = max(range(len(lines)), key=lambda i: len(lines[i]))
    missing = max(0, TARGET - len(text.encode()))
    filler = "".join(PARAGRAPH.format(n + 1) for n in range(missing // len(PARAGRAPH.encode()) + 1))
    return "\n".join([*lines[: longest + 1], "", filler, *lines[longest + 1 :]])


def read(text: str) -> object:
    """One extraction."""
    return extract(Source("seeds/page.txt", Form.TEXT, text, ""), load_lexicon())


def giants() -> dict[str, Callable[[int], str]]:
    """Kinds of large pages: makers of a text of so many bytes."""
    pages = "\n".join(path.read_text("utf-8") for path in sorted(PAGES.glob("*.txt")))
    units = {
        "pages": pages + "\n",
        "menus": "  • 정치\n바람고개 터널 내달 개통\n더보기\n",
        "prose": PARAGRAPH.format(3),
        "one line": PARAGRAPH.format(3).strip() + " ",
    }
    return {
        name: lambda size, unit=unit: unit * (size // len(unit.encode()) + 1)  # type: ignore[misc]
        for name, unit in units.items()
    }


def saved_pages() -> dict[str, str]:
    """Saved pages of about 100 KB: an article between menus, as most are, and nothing but menus or prose."""
    link = '<li class="item"><a href="/news/section.html?sec={0}" class="menu link" title="갈래 {0}"><span>소식 갈래 {0}</span></a></li>'
    menu = [link.format(n) for n in range(2000)]
    prose = [f'<p class="text">{PARAGRAPH.format(n).strip()}</p>' for n in range(2000)]
    head = "<!doctype html><title>한빛시 소식</title><body><h1>한빛시 지역 기업 설명회 열어</h1><p>등록 2025.01.02 10:00</p>"
    script = "<script>" + "window.stats.push({page: 1});\n" * 900 + "</script>"
    return {
        "usual": script + head + "".join(menu[:220] + prose[:120] + menu[:220]),
        "menus": head + "".join(menu[:790]) + prose[0],
        "prose": head + "".join(prose[:660]),
    }


def compare_html(rounds: int) -> None:
    """Milliseconds of a saved page, ours and BeautifulSoup's part in it, the best of the rounds."""
    for name, markup in saved_pages().items():
        source = Source("seeds/page.html", Form.HTML, markup, "")
        alone = min(seconds(lambda m=markup: BeautifulSoup(m, "lxml")) for _ in range(rounds))  # type: ignore[misc]
        whole = min(seconds(lambda s=source: extract(s, load_lexicon())) for _ in range(rounds))  # type: ignore[misc]
        print(
            f"HTML {name:10s} {len(markup.encode()) / 1024:4.0f} KB {whole * 1000:8.2f} ms"
            f"  BeautifulSoup alone {alone * 1000:6.2f} ms  ratio {whole / alone:.2f}"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    gc.disable()  # as a build does (pipeline.py)
    texts = [lengthened(path.read_text("utf-8")) for path in sorted(PAGES.glob("*.txt"))]
    mean_size = sum(len(text.encode()) for text in texts) / len(texts)
    whole = seconds(lambda: [read(text) for _ in range(rounds) for text in texts])
    print(f"calibration loop      {calibration():8.2f} ms")
    print(
        f"page of {mean_size / 1024:.1f} KB        {whole / rounds / len(texts) * 1000:8.2f} ms mean"
    )
    compare_html(rounds)
    for name, make in giants().items():
        times = {label: seconds(lambda s=size, m=make: read(m(s))) for label, size in SIZES.items()}  # type: ignore[misc]
        shown = "  ".join(f"{label} {value:6.3f} s" for label, value in times.items())
        print(f"{name:10s}            {shown}  factor {times['5 MB'] / times['100 KB']:.0f}")


if __name__ == "__main__":
    main()
