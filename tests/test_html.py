"""Saved pages: what a reader sees, what metadata claims, and when it is believed."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract import extract
from newsarchive.extract.html import Evidence, confirm, evidence_of, read_markup, to_kst
from newsarchive.read import load_lexicon, read_source
from newsarchive.records import Extracted

LINKED = """<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "headline": "제목입니다",
"datePublished": "2025-12-04T09:31:54Z", "author": [{"name": "가나다"}], "publisher": {"name": "어느 신문"}}]}</script>"""


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("<p>가</p><p>나</p>", "가\n\n나", id="paragraphs"),
        pytest.param("가<br>나<br/>다", "가\n나\n다", id="line-breaks"),
        pytest.param("<ul><li>가<li>나</ul>다", "  • 가\n  • 나\n\n다", id="list-items"),
        pytest.param(
            "<table><tr><th>작성일<td>2025-12-04</table>",
            "작성일 : 2025-12-04",
            id="table-of-labels",
        ),
        pytest.param(
            "<table><tr><th>번호<th>제목<tr><td>1<td>가</table>",
            "번호\t제목\n1\t가",
            id="table-of-items",
        ),
        pytest.param(
            "<figure><img alt=x><figcaption>설명</figcaption></figure>", "▲ 설명", id="caption"
        ),
        pytest.param("가<script>나</script><style>다</style><!-- 라 -->", "가", id="unseen"),
        pytest.param(
            "<nav>차림표</nav><p hidden>가</p><p style='display: none'>나</p>다", "다", id="hidden"
        ),
        pytest.param("<b>굵은</b><i>글씨</i>", "굵은글씨", id="inline-elements-join"),
        pytest.param("가 &lt;b&gt; &amp;nbsp;", "가 <b> &nbsp;", id="entities-are-text"),
        pytest.param("<p>열린 <div>채로", "열린\n\n채로", id="broken-markup"),
        pytest.param("<pre>가\n나  다</pre>", "가\n나 다", id="preformatted"),
        pytest.param("<div><div>가</div></div><div>나</div>", "가\n나", id="nested-boxes"),
        pytest.param("", "", id="empty"),
    ],
)
def test_visible_text(markup: str, text: str) -> None:
    assert read_markup(markup)[0] == text


def test_a_page_leaves_no_tree_behind_for_the_garbage_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        read_markup("<div><p class=a>가</p>나</div>" * 3)
        left = sum(type(thing) is Tag for thing in gc.get_objects())
    finally:
        gc.enable()
    assert left == 0


def test_deep_nesting_is_walked() -> None:
    assert "가" in read_markup("<div>" * 200 + "가" + "</div>" * 200)[0]


def test_json_ld_comes_before_open_graph() -> None:
    page = (
        LINKED
        + '<meta property="og:title" content="다른 제목"><meta property="og:site_name" content="x">'
    )
    assert read_markup(page)[1] == Evidence(
        "제목입니다", "2025-12-04T18:31:54+09:00", "", "어느 신문", "가나다"
    )


def test_open_graph_alone_is_evidence_too() -> None:
    page = '<meta property="og:title" content=" 제목  하나 "><meta name="author" content="가나다">'
    assert read_markup(page)[1] == Evidence(headline="제목 하나", author="가나다")


@pytest.mark.parametrize("broken", ["{", "[]", "7", '{"@type": 3}', '{"@graph": "x"}', "[" * 9999])
def test_broken_json_ld_is_no_evidence(broken: str) -> None:
    assert read_markup(f'<script type="application/ld+json">{broken}</script>')[1] == Evidence()


ARTICLE = Extracted(kind="article", title="본문의 첫 문장이다.", title_derived=True, body=("본문",))


def test_a_headline_that_the_page_prints_is_believed() -> None:
    found = confirm(ARTICLE, Evidence(headline="제목 하나 - 어느 신문"), "제목 하나\n본문")
    assert (found.title, found.title_derived) == ("제목 하나", False)


def test_a_headline_that_the_page_does_not_print_is_not() -> None:
    assert confirm(ARTICLE, Evidence(headline="낚시 제목"), "제목 하나\n본문") == ARTICLE


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("입력 2025. 12. 4.", "2025-12-04T18:31:54+09:00", id="day-on-the-page"),
        pytest.param("2025년 12월 4일에 열렸다", "2025-12-04T18:31:54+09:00", id="day-in-words"),
        pytest.param("2024.12.04", None, id="another-day"),
        pytest.param("본문", None, id="no-day"),
    ],
)
def test_a_date_is_believed_when_its_day_stands_on_the_page(text: str, date: str | None) -> None:
    evidence = Evidence(published="2025-12-04T18:31:54+09:00")
    assert confirm(ARTICLE, evidence, text).date == date


def test_an_outlet_and_a_reporter_must_be_visible() -> None:
    evidence = Evidence(outlet="어느 신문", author="가나다")
    assert confirm(ARTICLE, evidence, "본문") == ARTICLE
    found = confirm(ARTICLE, evidence, "가나다 기자\n© 어느 신문")
    assert (found.outlet, found.reporter) == ("어느 신문", "가나다")


@pytest.mark.parametrize("stamp", ["", "어제", "2025-13-01", "20251204T99"])
def test_what_is_no_stamp_is_nothing(stamp: str) -> None:
    assert to_kst(stamp) == ""


@given(st.text(alphabet='<>/pdiv"=! -abc가\n&;', max_size=200))
def test_any_text_is_a_page(markup: str) -> None:
    text, _ = read_markup(markup)
    assert "\r" not in text
    assert "<script" not in text.lower() or "<" in markup


def test_evidence_survives_a_page_without_head() -> None:
    from bs4 import BeautifulSoup

    assert evidence_of(BeautifulSoup("", "lxml")) == Evidence()


SAVED = """<html><head><title>새 도서관 열어 - 어느신문</title>
<meta property="og:title" content="어느시, 새 도서관 문 열어 - 어느신문">
<meta property="article:published_time" content="2025-12-04T18:31:54+09:00"></head><body>
<nav><ul><li>정치<li>경제</ul></nav><h2>어느시, 새 도서관 문 열어</h2><div>입력 2025.12.04</div>
<p>[어느신문=홍길동 기자] 어느시는 4일 시민이 함께 쓰는 어느도서관을 열었다고 밝혔다.</p><p>이날 개관식에는 시민 100여 명이 참석했다.</p>
<script>alert(1)</script></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16"])
def test_a_saved_page_becomes_a_record(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "seeds" / "a.html"
    path.parent.mkdir()
    path.write_bytes(SAVED.encode(encoding))
    [article] = extract(read_source(tmp_path, path), load_lexicon()).articles
    assert article.title == "어느시, 새 도서관 문 열어"
    assert article.date == "2025-12-04T18:31:54+09:00"
    assert (article.outlet, article.reporter) == ("어느신문", "홍길동")
    assert article.body == (
        "어느시는 4일 시민이 함께 쓰는 어느도서관을 열었다고 밝혔다.",
        "이날 개관식에는 시민 100여 명이 참석했다.",
    )
