"""Cost of the enrich room: `python benchmarks/enrich.py [--documents N]`.

Prints the import time of the room in a fresh interpreter, the memory of a compiled Vocabulary, milliseconds per 2 KB
article on one core, and the same for texts two, four and eight times as long: the cost per KB must stay level.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsarchive.config import SiteConfig
from newsarchive.enrich import Vocabulary, annotate
from newsarchive.read import load_lexicon
from newsarchive.records import Extracted

ARTICLE_BYTES = 2048
SENTENCES = (
    "한빛시(시장 도윤재)는 12일 시청에서 ㈜가온테크, 한빛상공회의소, 다솜대학교와 업무협약을 맺었다고 밝혔다. ",
    "금천면 새마을부녀회(회장 김순덕)와 금천면 지역사회보장협의체는 홀로 사는 어르신 50명에게 반찬을 나눴다. ",
    "협약에 따라 미리내창업지원센터는 청년 창업을 돕고, 국민연금공단 나주지사는 노후 준비를 상담한다. ",
    "이번 행사는 탄소중립 실천을 알리려고 마련됐으며, 주민 300여 명이 재활용품을 가져와 나무로 바꿔 갔다. ",
    "도윤재 시장은 “작은 가게도 하루 만에 물건을 보낼 수 있는 도시를 만들겠다”고 말했다. ",
)


def article(times: int) -> Extracted:
    """A document of about `times` times 2 KB."""
    text = "".join(SENTENCES)
    count = round(ARTICLE_BYTES * times / len(text.encode()))
    return Extracted(kind="article", title="한빛시, 물류센터 협약", body=(text,) * max(count, 1))


def import_time() -> float:
    """Milliseconds that importing the room takes beyond the interpreter's start, best of five."""
    code = "import time; t = time.perf_counter(); import newsarchive.enrich; print(time.perf_counter() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True) for _ in range(5)]  # fmt: skip
    return min(float(run.stdout) for run in runs) * 1000


def annotate_time(vocabulary: Vocabulary, document: Extracted, count: int) -> float:
    """Milliseconds of processor time per 2 KB of the document, best of `count`."""
    size = len("".join((document.title, *document.body)).encode()) / ARTICLE_BYTES
    best = float("inf")
    for _ in range(count):
        start = time.process_time()
        annotate(document, vocabulary)
        best = min(best, time.process_time() - start)
    return best / size * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=50, help="runs per size")
    count = parser.parse_args().documents
    print(f"import            {import_time():7.1f} ms")
    tracemalloc.start()
    start = time.perf_counter()
    vocabulary = Vocabulary.compile(load_lexicon(), SiteConfig())
    loading = time.perf_counter() - start
    print(f"lexicon memory    {tracemalloc.get_traced_memory()[0] / 2**20:7.1f} MB")
    tracemalloc.stop()
    print(f"lexicon load      {loading * 1000:7.1f} ms (while memory is traced)")
    for times in (1, 2, 4, 8):
        cost = annotate_time(vocabulary, article(times), count)
        print(f"annotate {2 * times:3d} KB   {cost:7.2f} ms per 2 KB")


if __name__ == "__main__":
    main()
