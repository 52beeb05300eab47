"""Our search and Pagefind, side by side, in headless Chromium with a cold cache for every query.

    python benchmarks/search_run.py QUERIES.json [--articles 1000 10000] [--only ours|pagefind] [--rich] [--common] [--work DIR]

Builds a corpus in which the queries' words are sown (search_corpus.py), indexes it, and prints a table a size: by kind of query recall,
precision, bytes that a query loads before its results' texts, bytes of the texts of the first ten results, milliseconds
from the query to the ten results (scripts left out of all bytes); below it the bytes at start, the index's bytes and files an article, and the time to build. A query is
{id, kind, q, terms, mode}, see search_relevance.py. With --common the corpus's most common syllables, words with their particles and pairs of
words are asked instead, each pair as two words and as a phrase: the dearest queries there are. Bytes are of files as served, without compression by the server.
Needs `pip install "pagefind[extended]" playwright` and Chromium (CHROMIUM=/usr/bin/chromium).
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import gzip
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

from playwright.async_api import Browser, async_playwright
from search_corpus import record, words_of
from search_relevance import Document, Query, relevant, tolerable

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from newsarchive.read import static_outputs  # noqa: E402
from newsarchive.records import Article, Organization  # noqa: E402
from newsarchive.search import build_index  # noqa: E402

SAMPLED = 4_000  # articles in which common words are counted
OURS = """async (q) => { const r = await archive.search(q, { limit: 10 }); return r.total }"""
OURS_START = """async () => { const { openArchive } = await import("/search.js"); window.archive = await openArchive("/search/") }"""
OURS_IDS = """(q) => archive.allIds(q)"""
PAGEFIND_START = (
    """async () => { window.pf = await import("/pagefind/pagefind.js"); await pf.init() }"""
)
PAGEFIND = """async (q) => { window.r = (await pf.search(q)).results; await Promise.all(r.slice(0, 10).map((x) => x.data())); return r.length }"""
PAGEFIND_IDS = """() => r.map((x) => x.id)"""


@dataclass(frozen=True)
class Engine:
    """What a page runs to open the index, to answer, and to tell all ids; and which paths hold results' texts."""

    name: str
    start: str
    answer: str
    ids: str
    text_path: str


ENGINES = (
    Engine("ours", OURS_START, OURS, OURS_IDS, r"/t\d+\.bin$"),
    Engine("pagefind", PAGEFIND_START, PAGEFIND, PAGEFIND_IDS, r"/fragment/"),
)


@dataclass(frozen=True)
class Answer:
    """One query's ids and costs."""

    ids: tuple[str, ...]
    start: int
    query: int
    texts: int
    milliseconds: float


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder and counts what it sent, by path."""

    sent: ClassVar[Counter[str]] = Counter()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        Handler.sent[self.path] += len(content)
        outputfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


def article_of(entry: dict[str, Any]) -> Article:
    """The record as our index takes it."""
    return Article(
        kind="article", id=entry["id"], url=f"/a/{entry['id']}/", summary="", title=entry["title"], date=entry["date"],
        outlet=entry["outlet"], category=entry["category"], body=tuple(entry["body"]), tags=tuple(entry["tags"]),
        organizations=tuple(map(Organization, entry["organizations"])),
    )  # fmt: skip


def build_ours(records: Sequence[dict[str, Any]], folder: Path) -> float:
    """Writes our index; seconds it took, writing left out."""
    articles = list(map(article_of, records))
    before = time.perf_counter()
    outputs = list(build_index(articles))
    seconds = time.perf_counter() - before
    for output in outputs:
        target = folder / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(output.whole)
    for output in static_outputs(folder):
        (folder / Path(output.path).name).write_bytes(output.whole)
    return seconds


def build_pagefind(records: Sequence[dict[str, Any]], folder: Path) -> float:
    """Writes pages and Pagefind's index of them; seconds the index took."""
    for entry in records:
        target = folder / "a" / entry["id"] / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in entry["body"])
        target.write_text(
            f'<html lang="ko"><body data-pagefind-body><h1>{html.escape(entry["title"])}</h1>{paragraphs}</body></html>',
            "utf-8",
        )
    before = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", folder], check=True, capture_output=True
    )
    return time.perf_counter() - before


def pagefind_names(folder: Path) -> dict[str, str]:
    """Pagefind's name of each page → the record's id."""
    names = {}
    for path in (folder / "pagefind/fragment").iterdir():
        text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        names[path.stem] = text.split('"url":"/a/')[1][:8]
    return names


async def ask(browser: Browser, engine: Engine, address: str, query: str) -> Answer:
    """One query in a browser that has nothing yet."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(f"{address}/empty.html")
    Handler.sent.clear()
    await page.evaluate(engine.start)
    start = sum(size for path, size in Handler.sent.items() if not path.endswith(".js"))
    Handler.sent.clear()
    measured = f"async (q) => {{ const t = performance.now(); await ({engine.answer})(q); return performance.now() - t }}"
    milliseconds = await page.evaluate(measured, query)
    texts = sum(size for path, size in Handler.sent.items() if re.search(engine.text_path, path))
    scripts = sum(size for path, size in Handler.sent.items() if path.endswith(".js"))
    loaded = sum(Handler.sent.values()) - texts - scripts
    ids = tuple(await page.evaluate(engine.ids, query))
    await context.close()
    return Answer(ids, start, loaded, texts, milliseconds)


async def ask_all(engine: Engine, folder: Path, queries: Sequence[Query]) -> list[Answer]:
    """Every query, one after another."""
    (folder / "empty.html").write_text("<!doctype html>", "utf-8")
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
    ]
    async with async_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = await playwright.chromium.launch(executable_path=chromium, args=flags)
        address = f"http://127.0.0.1:{server.server_port}"
        answers = [await ask(browser, engine, address, query["q"]) for query in queries]
        await browser.close()
    server.shutdown()
    return answers


def common_queries(records: Sequence[dict[str, Any]]) -> list[Query]:
    """What most articles hold."""
    syllables, words, pairs = Counter[str](), Counter[str](), Counter[str]()
    for entry in records[:SAMPLED]:
        stretches = re.findall(
            "[가-힣]+(?: [가-힣]+)*", "\n".join((entry["title"], *entry["body"]))
        )
        syllables.update(set("".join(stretches)) - {" "})
        words.update({word for stretch in stretches for word in stretch.split()})
        pairs.update(
            {pair for stretch in stretches for pair in map(" ".join, pairwise(stretch.split()))}
        )
    kinds = {
        "syllable": [(text, [text]) for text, _ in syllables.most_common(10)],
        "word": [(text, [text]) for text, _ in words.most_common(40)],
        "two words": [(text, text.split()) for text, _ in pairs.most_common(20)],
        "phrase": [(f'"{text}"', [text]) for text, _ in pairs.most_common(20)],
    }
    return [
        {"kind": kind, "q": text, "terms": terms, "mode": ""}
        for kind, some in kinds.items()
        for text, terms in some
    ]


def share(found: Iterable[str], wanted: Iterable[str]) -> float | None:
    """How much of `wanted` was found; None when nothing was wanted."""
    wanted = set(wanted)
    return len(wanted & set(found)) / len(wanted) if wanted else None


def mean(values: Iterable[float | None]) -> str:
    """The mean of what is known."""
    known = [value for value in values if value is not None]
    return f"{sum(known) / len(known):.3f}" if known else "–"


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which this part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def table(
    queries: Sequence[Query],
    answers: Sequence[Answer],
    wanted: Sequence[set[str]],
    allowed: Sequence[set[str]],
) -> None:
    """Prints a row a kind, then all together."""
    rows: dict[str, list[int]] = defaultdict(list)
    for number, query in enumerate(queries):
        rows[query["kind"]].append(number)
    rows["all"] = list(range(len(queries)))
    print(
        f"{'kind':10} {'recall':>7} {'precis.':>7} {'query B':>9} {'p95':>9} {'most':>9} {'texts B':>8} {'ms':>6} {'most':>6}"
    )
    for kind, numbers in rows.items():
        some = [answers[n] for n in numbers]
        recall = mean(share(answers[n].ids, wanted[n]) for n in numbers)
        precision = mean(share(wanted[n] | allowed[n], answers[n].ids) for n in numbers)
        loaded = [a.query for a in some]
        print(
            f"{kind:10} {recall:>7} {precision:>7} {median(loaded):9,.0f} {percentile(loaded, 0.95):9,.0f} {max(loaded):9,.0f} "
            f"{median(a.texts for a in some):8,.0f} {median(a.milliseconds for a in some):6.0f} {max(a.milliseconds for a in some):6.0f}"
        )
        misses = [
            queries[n]["q"] for n in numbers if set(answers[n].ids) ^ wanted[n] and kind != "all"
        ]
        if misses:
            print("           not exactly the relevant ones:", ", ".join(misses))


def run(
    engine: Engine, records: Sequence[dict[str, Any]], queries: Sequence[Query], folder: Path
) -> None:
    """Builds, asks and prints one engine's table."""
    shutil.rmtree(folder, ignore_errors=True)
    build: Callable[[Sequence[dict[str, Any]], Path], float] = (
        build_ours if engine.name == "ours" else build_pagefind
    )
    seconds = build(records, folder)
    index = [
        path
        for path in (folder / ("search" if engine.name == "ours" else "pagefind")).rglob("*")
        if path.is_file()
    ]
    answers = asyncio.run(ask_all(engine, folder, queries))
    if engine.name == "pagefind":
        names = pagefind_names(folder)
        answers = [
            Answer(tuple(names[i] for i in a.ids), a.start, a.query, a.texts, a.milliseconds)
            for a in answers
        ]
    documents = [Document(entry) for entry in records]
    print(f"\n{engine.name}, {len(records):,} articles")
    table(
        queries,
        answers,
        [relevant(documents, q) for q in queries],
        [tolerable(documents, q) for q in queries],
    )
    size = sum(path.stat().st_size for path in index)
    print(
        f"start {answers[0].start:,} B; index {size / len(records):,.0f} B and {len(index) / len(records):.3f} files an article; "
        f"built in {1000 * seconds / len(records):.1f} ms an article"
    )


def main() -> None:
    """Parses the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("queries", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--only", choices=[engine.name for engine in ENGINES])
    parser.add_argument("--rich", action="store_true", help="rare words, longer texts")
    parser.add_argument("--common", action="store_true", help="ask for common words instead")
    parser.add_argument("--work", type=Path, default=Path("/tmp/newsarchive-search-benchmark"))
    arguments = parser.parse_args()
    text = arguments.queries.read_text("utf-8")
    queries = json.loads(text)
    print(f"{len(queries)} queries, {hashlib.sha256(text.encode()).hexdigest()[:12]}")
    for number in arguments.articles:
        words = words_of(queries)
        records = [record(i, words, is_rich=arguments.rich) for i in range(number)]
        asked = common_queries(records) if arguments.common else queries
        for engine in ENGINES:
            if arguments.only in (None, engine.name):
                run(engine, records, asked, arguments.work / f"{engine.name}-{number}")


if __name__ == "__main__":
    main()
