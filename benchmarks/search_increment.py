"""What one more article costs the search index.

    python benchmarks/search_increment.py [ARTICLES]          (10000 unless told)

Prints, for an article newer than all and for one with an old date: bytes of the index, bytes and files that a clean build after adding
it writes anew, their share, and the seconds of the second build when segments and batches are remembered; and the mean share over the
next 200 newest articles, counted from the cuts between segments.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from search_corpus import record
from search_run import article_of

from newsarchive.memo import Memory
from newsarchive.records import Article
from newsarchive.search import build_index, cut

memory = Memory(Path(tempfile.mkdtemp()) / "memory.sqlite")


def build(articles: list[Article]) -> tuple[dict[str, bytes], float]:
    """The files, and the seconds they took."""
    before = time.perf_counter()
    files = {output.path: output.whole for output in build_index(articles, store=memory)}
    return files, time.perf_counter() - before


def main() -> None:
    """Builds, adds, compares."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    articles = [article_of(record(i, [])) for i in range(number + 1)]
    files, seconds = build(articles[:number])
    size = sum(map(len, files.values()))
    print(f"{number:,} articles: {size:,} B in {len(files):,} files, {seconds:.1f} s")
    for name, date in (("newest", "2030-01-01"), ("of 2015", "2015-06-01")):
        after, seconds = build([*articles[:number], replace(articles[number], date=date)])
        changed = [len(content) for path, content in after.items() if files.get(path) != content]
        print(
            f"one more, {name}: {sum(changed):,} B in {len(changed)} files written anew, {sum(changed) / size:.2%}; {seconds:.2f} s"
        )
    short = [n - cut(n) if n - cut(n) else n for n in range(number + 1, number + 201)]
    print(
        f"mean over the next 200 newest: {sum(n / number for n in short) / len(short):.2%} of the articles indexed anew"
    )


if __name__ == "__main__":
    main()
