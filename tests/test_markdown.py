"""Markdown articles, front matter and correction files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.extract import extract
from newsarchive.extract.frontmatter import written_date
from newsarchive.extract.markdown import render_markdown
from newsarchive.read import load_lexicon
from newsarchive.records import Extracted, Form, Reading, Source


def read(text: str, form: Form = Form.MARKDOWN) -> Reading:
    return extract(Source("articles/글.md", form, text, "0" * 64), load_lexicon())


def article(front_matter: str, body: str = "본문입니다.") -> Extracted:
    reading = read(f"---\n{front_matter}\n---\n\n{body}\n")
    assert reading.problems == ()
    return reading.articles[0]


@pytest.mark.parametrize(
    "title",
    [
        "[단독] 전주시, 협약",
        "제목: 부제",
        "'25년 예산안 ‘확정’",
        "제목 # 부제",
        "- 앞에 줄표",
        "yes",
        "0755",
        "12:30:00",
        "null",
        "* 별표",
        "& 앰퍼샌드",
        "{중괄호}",
        "100% 달성",
        "@골뱅이",
        "`따옴표`",
        "C:\\경로\\새 파일",
    ],
)
def test_a_headline_is_taken_as_it_stands(title: str) -> None:
    assert article(f"title: {title}").title == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        pytest.param('"그는 \\"좋다\\" 했다"', '그는 "좋다" 했다', id="double-quotes"),
        pytest.param("'그것''은'", "그것'은", id="single-quotes"),
        pytest.param("'25년 성과와 '26년 계획'", "'25년 성과와 '26년 계획'", id="not-a-quotation"),
        pytest.param(">-\n  접힌\n  제목", "접힌 제목", id="folded-block"),
        pytest.param("두 줄에\n  걸친 제목", "두 줄에 걸친 제목", id="continuation-line"),
    ],
)
def test_quotes_and_blocks_around_a_whole_value_are_undone(written: str, title: str) -> None:
    assert article(f"title: {written}").title == title


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        pytest.param(" [수출, 창업]", ("수출", "창업"), id="flow-list"),
        pytest.param(" [수출, 창업] # 메모", ("수출", "창업"), id="flow-list-with-comment"),
        pytest.param("\n  - 수출\n  - '25년: 창업", ("수출", "'25년: 창업"), id="block-list"),
        pytest.param("\n- 수출\n- 창업", ("수출", "창업"), id="block-list-without-indent"),
        pytest.param(" 수출, 창업", ("수출", "창업"), id="commas"),
        pytest.param("", (), id="empty"),
    ],
)
def test_lists_are_read_in_every_usual_form(written: str, tags: tuple[str, ...]) -> None:
    assert article(f"title: 제목\ntags:{written}").keywords == tags


def test_a_subtitle_that_opens_with_a_bracket_is_one_line() -> None:
    assert article("title: 제목\nsubtitle: [신년사] 새해, 인사").subtitle == (
        "[신년사] 새해, 인사",
    )


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-12-04", "2025-12-04"),
        ("2025. 12. 4.", "2025-12-04"),
        ("2025년 12월 4일", "2025-12-04"),
        ("2025-12-04 18:31", "2025-12-04T18:31:00+09:00"),
        ("2025-12-04T18:31:54+09:00", "2025-12-04T18:31:54+09:00"),
        ("2018-11", "2018-11"),
        ("0999-12-04", "0999-12-04"),
        ("2018년", None),
        ("2025-02-30", None),
        ("2025-12-04 25:00", None),
        ("2025-12 10:00", None),
        ("어제", None),
    ],
)
def test_written_date(text: str, iso: str | None) -> None:
    assert written_date(text) == iso


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param("---\ntitel: x\n---\n본문", [(2, "E203"), (1, "E201")], id="unknown-key"),
        pytest.param("---\ntitle: x\ntitle: y\n---\n본문", [(3, "E204")], id="key-twice"),
        pytest.param("---\ntitle: x\ndate: 2025-13-40\n---\n본문", [(3, "E205")], id="date"),
        pytest.param("---\ntitle: x\ntags: [a, [b]]\n---\n본문", [(3, "E205")], id="nested-list"),
        pytest.param("---\ntitle: x\ntags: [a, b\n---\n본문", [(3, "E205")], id="open-list"),
        pytest.param("---\ntitle: x\ntags: [&a b, *a]\n---\n본문", [(3, "E205")], id="yaml-alias"),
        pytest.param("---\ntitle: x\nid: 한글\n---\n본문", [(3, "E205")], id="id-not-ascii"),
        pytest.param("---\ntitle: x\n아무 말\n---\n본문", [(3, "E206")], id="stray-line"),
        pytest.param("---\ntitle: x\nurl: /a/x/\n---\n본문", [(3, "E210")], id="decided-key"),
        pytest.param("---\ntitle: x\n본문", [(1, "E202")], id="fence-not-closed"),
        pytest.param("---\ntitle: x\n---\n", [(4, "E211")], id="no-body"),
        pytest.param("본문만 있다", [(1, "E201")], id="no-front-matter"),
    ],
)
def test_every_fault_has_its_line(text: str, faults: list[tuple[int, str]]) -> None:
    reading = read(text)
    assert reading.articles == ()
    assert [(p.line, p.code) for p in reading.problems] == sorted(faults)


def test_a_korean_key_is_told_its_name() -> None:
    [first, *_] = [p for p in read("---\n제목: 새 글\n---\n본문").problems if p.code == "E203"]
    assert first.values == ("제목", "title")


def test_a_leading_heading_is_the_title() -> None:
    [found] = read("# 제목\n\n본문입니다.").articles
    assert (found.title, found.body, found.line) == ("제목", ("본문입니다.",), 3)


def test_the_unstated_stays_unstated() -> None:
    found = article("title: 제목\noutlet:\ncategory:\ndate:")
    assert (found.outlet, found.section, found.section_basis, found.date) == (None,) * 4


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;", id="raw-html"),
        pytest.param("[a](javascript:x)", "[a](javascript:x)", id="script-link"),
        pytest.param("[a](JaVaScRiPt:x)", "[a](JaVaScRiPt:x)", id="script-link-mixed-case"),
        pytest.param("[a](data:text/html,x)", "[a](data:text/html,x)", id="data-link"),
        pytest.param("[a](https://a.example/)", '<a href="https://a.example/">a</a>', id="link"),
        pytest.param(
            "![그림](https://a.example/b.png)",
            '<a href="https://a.example/b.png">그림</a>',
            id="picture",
        ),
        pytest.param(
            "[![a](b.png)](https://c.example)",
            '<a href="https://c.example">a</a>',
            id="picture-in-link",
        ),
    ],
)
def test_markdown_is_safe(markdown: str, html: str) -> None:
    assert render_markdown(markdown)[1].strip() == f"<p>{html}</p>"


def test_body_headings_start_at_the_second_level() -> None:
    assert render_markdown("# 가\n\n###### 나")[1] == "<h2>가</h2>\n<h6>나</h6>\n"


def test_a_correction_names_its_target_and_its_fields() -> None:
    [correction] = read(
        "corrects: 001_a.txt#3\ntitle: 새 제목\noutlet:\n", Form.CORRECTION
    ).corrections
    assert (correction.target, correction.item) == ("001_a.txt", 3)
    assert correction.values == {"title": "새 제목", "outlet": None}


def test_a_markdown_correction_may_replace_the_body() -> None:
    [correction] = read("---\ncorrects: seeds/001_a.txt\n---\n새 본문").corrections
    assert correction.target == "001_a.txt"
    assert correction.values["body"] == ("새 본문",)


def test_a_correction_without_target_is_an_error() -> None:
    assert [p.code for p in read("title: 새 제목\n", Form.CORRECTION).problems] == ["E207"]


@settings(deadline=None)  # the first page of HTML loads its parser
@given(
    st.text(alphabet="-:#[]{}'\"|>&*!%@` \n\t가나titledago0129", max_size=200),
    st.sampled_from(list(Form)),
)
def test_reading_never_raises(text: str, form: Form) -> None:
    reading = read("---\n" + text, form)
    assert not (reading.articles and any(p.is_error for p in reading.problems))


def test_a_draft_may_still_be_empty() -> None:
    [found] = read("---\ntitle: 쓸 글\ndraft: true\n---\n").articles
    assert found.body == ()


PROSE = st.lists(
    st.sampled_from(
        [
            "가나다",
            "이차전지.",
            "1.",
            "12) ",
            "a",
            '"',
            ">",
            "-",
            " ",
            "  ",
            "\n",
            "\n\n",
            "=",
            ":",
            "“”",
            "(5G)",
        ]
    )
)


MIXED = st.lists(
    st.sampled_from(
        [
            "가나다.\n\n",
            "이차전지\n",
            "- 가\n",
            "- 나\n\n",
            "  이어서\n\n",
            "    code\n\n\n",
            "3. 셋\n\n",
            "> 인용\n",
            "# 제목\n",
            "제목\n---\n",
            "|가|나|\n|-|-|\n|1|2|\n\n",
            "*굵게* ",
            "**\n\n",
            "<b>\n\n",
            "[글](https://a.kr)\n\n",
            "\t\n",
            "\n\n",
            "***\n",
        ]
    )
)


@given(st.one_of(PROSE, MIXED).map("".join))
def test_paragraphs_beside_markup_give_what_the_parser_gives_of_the_whole(text: str) -> None:
    definition = "\n\n[link]: /definition\n"  # shows nothing, and calls for the parser
    assert render_markdown(text) == render_markdown(text + definition)


def test_plain_paragraphs_need_no_html() -> None:
    [found] = read("---\ntitle: 글\n---\n첫 “문단”.\n\n둘째 문단.\n").articles
    assert (found.body, found.body_html) == (("첫 “문단”.", "둘째 문단."), "")


@pytest.mark.parametrize("depth", [3, 15, 30, 300])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_nothing_is_lost_however_deep_it_lies(mark: str, depth: int) -> None:
    paragraphs, html = render_markdown(f"{mark * depth}깊은 <곳>\n\n다음 문단.")
    assert paragraphs[0].endswith("깊은 <곳>")
    assert paragraphs[1] == "다음 문단."
    assert "깊은 &lt;곳&gt;" in html


@pytest.mark.parametrize(
    ("written", "aliases"),
    [
        ("/a/first/", ("/a/first/",)),
        ("a/first, /b", ("/a/first/", "/b/")),
        ("[/a/%EC%98%9B-%EC%A3%BC%EC%86%8C/]", ("/a/옛-주소/",)),
        ("/news/view.html", ("/news/view.html/",)),
    ],
)
def test_former_addresses_are_site_paths_however_written(
    written: str, aliases: tuple[str, ...]
) -> None:
    assert article(f"title: 제목\naliases: {written}").aliases == aliases
