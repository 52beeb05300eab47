"""What holds for every page: extraction never raises, labels every line once, invents no text."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarchive.extract import extract
from newsarchive.read import load_lexicon
from newsarchive.records import Extracted, Form, Reading, Source
from newsarchive.text import clean_text

PAGES = sorted((Path(__file__).parent / "pages" / "labelled").glob("*.txt"))
LINES = sorted({line for page in PAGES for line in page.read_text("utf-8").split("\n")})
LEFT_OUT = {"sha256"}
SPLICED = st.lists(
    st.one_of(
        st.sampled_from(LINES),
        st.sampled_from(LINES).map(lambda s: s[: len(s) // 2]),
        st.text(max_size=30),
    ),
    max_size=40,
).map("\n".join)
TEXTS = st.one_of(SPLICED, st.text(max_size=400))
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Reading:
    return extract(Source("seeds/page.txt", Form.TEXT, text, "0" * 64), load_lexicon())


def letters(text: str) -> str:
    """Text without white space and without what nobody sees."""
    text = unicodedata.normalize("NFC", text).replace("_x000D_", "")
    return "".join(
        c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc")
    )


@QUICK
@given(TEXTS)
def test_any_text_gives_a_reading_with_every_line_once(text: str) -> None:
    reading = read(text)
    if text.strip():
        assert [line.number for line in reading.lines] == list(range(1, text.count("\n") + 2))
        assert reading.articles or reading.reason


@QUICK
@given(SPLICED)
def test_bodies_are_page_text(text: str) -> None:
    page = letters(re.sub(r"(?m)^\s*[•·∙]\s+|!\[[^\]\n]*\]\([^)\n]*\)[ \t]*\|?", "", text))
    for article in read(text).articles:
        for paragraph in article.body:
            assert all(letters(word) in page for word in paragraph.split())


def record(reading: Reading) -> list[Extracted]:
    return list(reading.articles)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_line_ends_and_normal_forms_do_not_matter(page: Path) -> None:
    text = page.read_text("utf-8")
    plain = record(read(clean_text(text)))
    for variant in (
        text.replace("\n", "\r\n"),
        unicodedata.normalize("NFD", text),
        "\ufeff" + text,
    ):
        assert record(read(clean_text(variant))) == plain


MENU = [
    "  • 정치", "  • 경제", "  • 사회", "", "전체메뉴 열기", "로그인", "회원가입", "", "  • 바람고개 터널 내달 개통",
    "  • 달마을 주민들, 골목 정원 가꾸기 나서", "", "많이 본 뉴스", "1 해오름시, 청년 창업 공간 문 열어", "2 산들군 딸기 첫 수확",
    "", "포토", "더보기", "강마을 도예촌 체험객 북적",
    "강마을 도예촌을 찾는 사람이 늘고 있다. 마을은 올해 체험관 두 동을 더 짓고 주말마다 가마를 여는 행사를 마련해 손님을 맞으며", "",
]  # fmt: skip
WHOLE = (
    "title",
    "title_derived",
    "subtitle",
    "date",
    "modified",
    "outlet",
    "reporter",
    "credit",
    "body",
)


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.stem != "fix_47"], ids=lambda page: page.stem
)
def test_six_hundred_lines_of_menu_change_no_field(page: Path) -> None:
    text = page.read_text("utf-8")
    wrapped = "\n".join([*MENU * 18, "", text, "", *MENU * 12])
    clean, dump = read(text).articles, read(wrapped).articles
    assert [[getattr(a, f) for f in WHOLE] for a in dump] == [
        [getattr(a, f) for f in WHOLE] for a in clean
    ]
