"""The same page must give the same record when a dump damages it (all menus, NBSP, no blank lines), and when other articles,
clocks and imprints stand around it.
"""

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
    "blank-lines-in-threes": lambda text: re.sub(r"\n[ \t\u00a0]*\n", "\n\n\n\n", text),
    "two-spaces-between-words": lambda text: re.sub(r"(?<=[가-힣]) (?=[가-힣])", "  ", text),
    "white-space-behind-lines": lambda text: text.replace("\n", " \u00a0\n"),
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


LEAD = "두레시립합창단이 오는 27일 두레문화예술회관에서 제64회 정기연주회를 연다. 이번 무대에서는 창작 칸타타가 초연되며 모두 140명이"
SECOND = "나래시는 지하주차장 충전시설을 지상으로 옮기는 비용을 지원한다고 22일 밝혔다. 시는 소방서와 함께 현장을 점검한 뒤 순위를 정하고"
AROUND = {  # name → what stands above, what stands below
    "leads-with-dots-below": ("", f"두레시립합창단, 정기연주회 연다\n{LEAD}...\n나래시, 충전시설 이전 지원\n{SECOND}..."),
    "signed-leads-below": ("", f"[들빛신문=박보리 기자] {LEAD}\n\n[들빛신문=김산 기자] {SECOND}"),
    "cut-lead-below-its-headline": ("", f"두레시립합창단, 정기연주회 연다\n{LEAD}"),
    "lead-below-more": ("", f"정치\n\n더보기\n두레시립합창단, 정기연주회 연다\n{LEAD}"),
    "dated-headlines-below": ("", "\n".join(f"{other}\n2026-01-11" for other in OTHERS)),
    "imprint-without-colons-below": ("", "등록번호 은하 아00099 등록일 2011-05-04 발행인 김은하 편집인 이은하"),
    "dated-comments-below": ("", "댓글 1\nhong12\n좋은 소식이네요. 자주 가겠습니다.\n2026-01-12 10:11\n답글"),
    "bare-clock-above": ("2026-01-05\n", ""),
    "notice-above": ("이 사이트는 쿠키를 사용합니다. 계속 쓰면 동의하는 것으로 봅니다.\n동의\n", ""),
    "other-lead-above": (f"오늘의 뉴스\n두레시립합창단, 정기연주회 연다\n{LEAD}...\n\n", ""),
}  # fmt: skip


def is_long(page: Path) -> bool:
    """Whether the page holds one article of several paragraphs; a short one is no more than the leads around it."""
    articles = said(page.read_text("utf-8"))
    return (
        len(articles) == 1
        and len("".join(articles[0]["body"])) >= 250
        and len(articles[0]["body"]) > 1
    )


@pytest.mark.parametrize(("above", "below"), AROUND.values(), ids=AROUND)
@pytest.mark.parametrize(
    "page", [page for page in FILES if is_long(page)], ids=lambda path: path.stem
)
def test_what_stands_around_an_article_is_left_out(page: Path, above: str, below: str) -> None:
    text = page.read_text("utf-8")
    assert said(f"{above}{text.rstrip()}\n\n{below}\n") == said(text)
