"""The same page, damaged as text dumps damage pages, must give the same record: dumps with all menus, NBSP, no blank lines."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsarchive.extract import extract
from newsarchive.read import load_lexicon
from newsarchive.records import Form, Source

PAGES = Path(__file__).parent / "pages"
FILES = sorted((*PAGES.glob("labelled/*.txt"), *PAGES.glob("held-out/*.txt")))
SECTIONS = ["정치", "경제", "사회", "문화", "스포츠", "지역", "오피니언", "포토", "알림마당", "공지사항", "시정소식", "부서안내", "조직도"]  # fmt: skip
OTHERS = (
    "라온구 도로 침수로 출근길 혼잡",
    "마루군 꽃축제 30만 명 방문",
    "새빛시 도서관 개관식 열려",
)


def menu(lines: int, seed: int) -> str:
    """Lines of a site's menus: section names with and without bullets, pairs of them, headlines, blank lines."""
    rng = random.Random(seed)
    kinds: tuple[Callable[[], str], ...] = (
        lambda: f"  • {rng.choice(SECTIONS)}",
        lambda: f"{rng.choice(SECTIONS)} {rng.choice(SECTIONS)}",
        lambda: f"  • {rng.choice(OTHERS)}",
        str,
    )
    return "\n".join(rng.choices(kinds, (80, 8, 4, 8))[0]() for _ in range(lines))


DAY = re.compile(r"(?<!\d)(20\d\d)([.\-/])(\d\d)\2(\d\d)(?![\d.\-/])")
VARIANTS: dict[str, Callable[[str], str]] = {
    "every-space-unbreakable": lambda text: text.replace(" ", "\u00a0"),
    "no-blank-lines": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "bullets-at-the-margin": lambda text: re.sub(r"(?m)^  • ", "• ", text),
    "tabs-before-lines": lambda text: re.sub(r"(?m)^(?=\S)", "\t", text),
    "dates-in-hangul": lambda text: DAY.sub(r"\1년 \3월 \4일", text),
    "weekdays-behind-dates": lambda text: DAY.sub(r"\g<0>(금)", text),
    "within-500-lines-of-menu": lambda text: f"{menu(500, 1)}\n{text}\n{menu(160, 2)}",
    "within-1240-lines-of-menu": lambda text: f"{menu(1240, 3)}\n{text}\n{menu(400, 4)}",
}


def said(text: str) -> list[dict[str, Any]]:
    """What a page says, without where it says it."""
    articles = extract(Source("seeds/page.txt", Form.TEXT, text, ""), load_lexicon()).articles
    fields = [
        "kind",
        "title",
        "title_derived",
        "subtitle",
        "date",
        "outlet",
        "reporter",
        "credit",
        "captions",
        "body",
    ]
    return [{field: getattr(article, field) for field in fields} for article in articles]


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("page", FILES, ids=lambda path: path.stem)
def test_a_damaged_page_says_the_same(page: Path, variant: Callable[[str], str]) -> None:
    text = page.read_text("utf-8")
    assert said(variant(text)) == said(text)
