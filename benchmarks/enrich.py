"""Cost of the enrich room: `python benchmarks/enrich.py [--documents N]`.

Prints, in milliseconds of processor time, a calibration loop (so that two machines can be compared), the import of the
room in a fresh interpreter, the compiling of a Vocabulary, one article of 2 KB on one core, first time and then again, and
the same for texts two, four and eight times as long: the cost per KB must stay level. Last the memory of the lexicon and
of what annotating has remembered.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsarchive.config import SiteConfig
from newsarchive.enrich import Vocabulary, annotate, settle
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
SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
IMPORT = "import time; t = time.process_time(); import newsarchive.enrich; print(time.process_time() - t)"


def article(times: int, number: int = 0) -> Extracted:
    """A document of about `times` times 2 KB; each number has names of its own."""
    name = "".join(SYLLABLES[number // 38**place % 38] for place in range(3))
    text = "".join(SENTENCES)
    count = max(round(ARTICLE_BYTES * times / len(text.encode())), 1)
    paragraphs = tuple(
        text.replace("한빛", name).replace("미리내", name + "내") for _ in range(count)
    )
    return Extracted(
        kind="article",
        title=f"{name}시, 물류센터 협약",
        source=f"{number}.txt",
        body=paragraphs,
    )


def calibration() -> None:
    """A loop that any interpreter runs alike."""
    total = 0
    for number in range(100_000):
        total += number


def cost(work: Callable[[], object], count: int) -> float:
    """Milliseconds of processor time, best of `count`."""
    best = float("inf")
    for _ in range(count):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000


def import_cost() -> float:
    """Milliseconds of processor time that importing the room takes in a fresh interpreter with its byte code kept, best of ten."""
    command = [sys.executable, "-c", IMPORT]
    with tempfile.TemporaryDirectory() as kept:
        environ = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": kept}
        runs = [subprocess.run(command, env=environ, capture_output=True, check=True, text=True) for _ in range(10)]  # fmt: skip
    return min(float(run.stdout) for run in runs) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=50, help="runs per size")
    count = parser.parse_args().documents
    print(f"calibration loop          {cost(calibration, 20):7.2f} ms")
    print(f"import of the room        {import_cost():7.2f} ms")
    lexicon, config = load_lexicon(), SiteConfig()
    tracemalloc.start()
    vocabulary = Vocabulary.compile(lexicon, config)
    memory = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print(
        f"compile the vocabulary    {cost(lambda: Vocabulary.compile(lexicon, config), 5):7.2f} ms"
    )
    articles = [article(1, number) for number in range(20 * count)]
    start = time.process_time()
    pairs = [(a, annotate(a, vocabulary)) for a in articles]
    mean = (time.process_time() - start) / len(articles) * 1000
    print(f"annotate, names all new   {mean:7.2f} ms per 2 KB (mean of {len(articles)})")
    for times in (1, 2, 4, 8):
        document = article(times)
        size = len("".join((document.title, *document.body)).encode()) / ARTICLE_BYTES
        best = cost(lambda text=document: annotate(text, vocabulary), count)  # type: ignore[misc]
        print(f"annotate {2 * times:3d} KB again     {best / size:7.2f} ms per 2 KB")
    settled = cost(lambda: settle(pairs, vocabulary, config), 3)
    print(f"settle                    {settled / len(pairs):7.3f} ms per article")
    tracemalloc.start()
    for number in range(20 * count, 40 * count):
        annotate(article(1, number), vocabulary)
    remembered = tracemalloc.get_traced_memory()[0]
    print(f"lexicon memory            {memory / 2**20:7.1f} MB")
    print(f"remembered words          {remembered / 2**20:7.1f} MB")


if __name__ == "__main__":
    main()
