"""What pages say: dates, particles, unknown values, lists in a body; and what a wrong template gives."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
import sample
from bs4 import BeautifulSoup
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from newsarchive.errors import ArchiveError
from newsarchive.index.facets import Count
from newsarchive.index.neighbours import Network, network
from newsarchive.records import Article, Organization, Page, Person
from newsarchive.render import Renderer, pages, template_digests
from newsarchive.render.charts import bars, draw
from newsarchive.render.environment import SiteEnvironment
from newsarchive.render.filters import blocks, changes, date_filters, moment
from newsarchive.render.wording import WORDINGS


def page_of(article: Article, **settings: object) -> BeautifulSoup:
    config = replace(sample.PLAIN, **settings)  # type: ignore[arg-type]
    made = {page.path: page for page in pages(sample.archive([article], config), config)}
    return BeautifulSoup(Renderer(config).render(made[f"a/{article.id}/index.html"]), "lxml")


@pytest.mark.parametrize(
    ("stated", "korean", "english"),
    [
        ("2025-12-04T18:31:54+09:00", "2025. 12. 4. (목) 18:31", "Thu 4 December 2025 18:31"),
        ("2024-05-30", "2024. 5. 30. (목)", "Thu 30 May 2024"),
        ("2018-11", "2018년 11월", "November 2018"),
        ("2018", "2018년", "2018"),
        (None, "미상", "unknown"),
    ],
)
def test_dates_are_said_as_precisely_as_stated(
    stated: str | None, korean: str, english: str
) -> None:
    assert date_filters(WORDINGS["ko"])["when"](stated) == korean
    assert date_filters(WORDINGS["en"])["when"](stated) == english


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("2018", "2018-01-01T00:00:00+09:00"), ("2018-11", "2018-11-01T00:00:00+09:00"), (None, "1970-01-01T00:00:00+09:00")],
)  # fmt: skip
def test_feeds_name_the_moment_a_stated_date_begins(stated: str | None, expected: str) -> None:
    assert moment(stated).isoformat() == expected


def test_both_languages_say_everything() -> None:
    for key, korean in WORDINGS["ko"].items():
        assert type(korean) is type(WORDINGS["en"][key]), key
        assert korean, key
        assert WORDINGS["en"][key], key


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(["가", "나"], [(False, 1), (False, 1)], id="paragraphs"),
        pytest.param(["△ 가", "△나", "다"], [(True, 2), (False, 1)], id="run-of-marks"),
        pytest.param(["▲ 홀로"], [(False, 1)], id="single-mark-is-a-paragraph"),
        pytest.param(["○ 가", "□ 나"], [(False, 1), (False, 1)], id="different-marks"),
        pytest.param(["-1도", "-2도"], [(True, 2)], id="dashes"),
    ],
)  # fmt: skip
def test_runs_of_marked_paragraphs_are_lists(
    body: list[str], expected: list[tuple[bool, int]]
) -> None:
    assert [(block.is_list, len(block.lines)) for block in blocks(body)] == expected


def test_changes_ignore_spacing_and_quotes() -> None:
    assert changes(["“좋다”고 했다. 끝."], ["'좋다'고  했다. 끝."]) == ([], [])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("포스코", "포스코가 나온 기사 1건을 모았습니다."),
        ("진흥원", "진흥원이 나온 기사 1건을 모았습니다."),
    ],
)
def test_particles_follow_the_final_consonant(name: str, sentence: str) -> None:
    article = sample.article(1, organizations=sample.organizations(name))
    made = {page.path: page for page in pages(sample.archive([article]), sample.PLAIN)}
    assert sentence in Renderer(sample.PLAIN).render(made[f"org/{name}/index.html"]).decode()


def test_what_is_unknown_is_said_and_left_out_of_metadata() -> None:
    soup = page_of(sample.article(1))
    byline = soup.select_one(".byline")
    assert byline
    assert byline.get_text(" ", strip=True) == "날짜 미상 매체 미상 기자 미상"
    for name in ("DC.date", "DC.creator", "DC.publisher", "citation_author"):
        assert soup.find("meta", attrs={"name": name}) is None


def test_article_page_shows_its_parts_in_order() -> None:
    archive = sample.archive()
    made = {page.path: page for page in pages(archive, sample.PLAIN)}
    text = Renderer(sample.PLAIN).render(made["a/0000000b/index.html"]).decode()
    parts = ["경제</a>", "<h1>포스코, 스마트공장 상생협약", "class=\"subtitle\">26일", "2024. 3. 27. (수) 09:10", "경북일보", "김하나", "보도자료 제공", "포스코가 국내 중소기업의", "언급된 기관", "오영주</a>", "스마트공장</a>", "같은 보도자료", "관련 기사", "이전 기사", "수집 정보", "저작권", "「포스코"]  # fmt: skip
    places = [text.index(part, text.index("<main")) for part in parts]
    assert places == sorted(places)


def test_a_teaser_says_that_it_is_cut() -> None:
    soup = page_of(sample.article(1, kind="teaser", title_derived=True))
    assert "일부만 수집됨" in soup.get_text()


@pytest.mark.parametrize(
    "field", ["title", "outlet", "reporter", "credit", "category", "summary", "source", "layout"]
)
def test_markup_in_any_field_is_text(field: str) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    fields: dict[str, object] = {field: hostile}
    if field == "category":
        fields["category_basis"] = "page"
    article = sample.article(1, **fields)
    config = sample.PLAIN
    renderer = Renderer(config)
    for page in pages(sample.archive([article]), config):
        if page.path.endswith(".html"):
            soup = BeautifulSoup(renderer.render(page), "lxml")
            assert not [
                s
                for s in soup.find_all("script")
                if "src" not in s.attrs and s.get("type") != "application/ld+json"
            ], page.path
            assert not soup.find_all("img"), page.path


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("page", "원문에 적힌 분류"),
        ("front-matter", "편집자가 정한 분류"),
        ("guess", "짐작한 분류"),
        (None, "경제"),
    ],
)
def test_an_article_says_where_its_category_comes_from(basis: str | None, said: str) -> None:
    origin = page_of(sample.article(1, category="경제", category_basis=basis)).select_one(".origin")
    assert origin
    assert said in origin.get_text()


def test_the_origin_of_an_article_shows_the_rule_and_sentence_of_each_organization() -> None:
    named = (Organization("한빛재단", rule="headed", sentence="한빛재단(이사장 도윤재)이 열었다."),)
    origin = page_of(sample.article(1, organizations=named)).select_one(".origin")
    assert origin
    row = next(row for row in origin.select("tr") if "한빛재단" in row.get_text())
    assert [cell.get_text() for cell in row.select("td")] == [
        "headed",
        "한빛재단(이사장 도윤재)이 열었다.",
    ]


def test_people_carry_their_titles() -> None:
    soup = page_of(sample.article(1, people=(Person("홍길동", "시장", "전주시"),)), people="all")
    assert "홍길동" in soup.select_one("aside").get_text()  # type: ignore[union-attr]
    assert "전주시 시장" in soup.select_one("aside").get_text()  # type: ignore[union-attr]


def site_with(tmp_path: Path, name: str, text: str) -> Renderer:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / name).write_text(text, "utf-8")
    return Renderer(replace(sample.PLAIN, root=tmp_path))


def test_a_sites_own_template_takes_the_themes_place(tmp_path: Path) -> None:
    renderer = site_with(tmp_path, "robots.txt", "own {{ site.title }}\n")
    assert renderer.render(Page("robots.txt", "robots.txt")) == "own 보도자료 아카이브".encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{{ site.title }} {{ t.unknown }}", "보도자료 아카이브 미상", id="fixed"),
        pytest.param("{% set site = {'title': '<b>'} %}{{ site.title }}", "&lt;b&gt;", id="set"),
        pytest.param(
            "{% for t in [{'unknown': 1}] %}{{ t.unknown }}{% endfor %}", "1", id="loop-variable"
        ),
        pytest.param(
            "{% macro m(t) %}{{ t.unknown }}{% endmacro %}{{ m({'unknown': 2}) }}",
            "2",
            id="argument",
        ),
        pytest.param(
            "{% import 'partials/lists.html' as t %}{{ t.unknown | default(3) }}", "3", id="import"
        ),
        pytest.param(
            "{% from 'partials/lists.html' import names as t %}{{ t.unknown | default(4) }}",
            "4",
            id="from-import",
        ),
        pytest.param("{% macro t() %}{% endmacro %}{{ t.unknown | default(5) }}", "5", id="macro"),
        pytest.param("{{ t.get('unknown') }}", "미상", id="method-of-a-mapping"),
        pytest.param("{{ 'yes' if site.pages.search else 'no' }}", "yes", id="nested"),
    ],
)
def test_fixed_names_mean_what_they_mean_in_any_template(
    tmp_path: Path, text: str, expected: str
) -> None:
    renderer = site_with(tmp_path, "robots.txt", text)
    assert renderer.render(Page("robots.txt", "robots.txt")).decode() == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<{{ '<&>' ~ x }}{{ x }}{{ x | safe }}>", id="escaped-once"),
        pytest.param("{{ 3 }}{{ none }}{{ [x] }}{{ true }}{{ 1.5 }}", id="not-text"),
        pytest.param("{{ '' if not x }}{{ 'y' if x }}", id="nothing-without-else"),
        pytest.param("{{ m.key }} {{ m.items is callable }} {{ m['key'] }}", id="attribute-or-item"),
        pytest.param("{{ m.none | default('d') }} {{ m.none is defined }}", id="neither"),
        pytest.param("{{ m.deep.of.key }}{{ (m.deep or m).of.key }}", id="attributes-of-attributes"),
        pytest.param("{{ x.upper() }}{{ x.join(['a', 'b']) }}{{ greet('z', more=x) }}", id="calls"),
        pytest.param("{{ seen() }}{% for x in '<' %}{{ seen() }}{% endfor %}", id="call-with-names"),
        pytest.param("{% macro f(a, b=x) %}<{{ a }}{{ b }}{{ caller() }}>{% endmacro %}{% call f(x) %}{{ m.key }}{% endcall %}", id="macro"),
        pytest.param("{% set y %}<b>{{ x }}</b>{% endset %}{{ y }}{{ y | upper }}", id="set-block"),
        pytest.param("{% filter upper %}<b>{{ x }}</b>{% endfilter %}", id="filter-block"),
        pytest.param("{% block a %}<{{ x }}{% endblock %}{{ self.a() }}", id="block"),
        pytest.param("{% autoescape false %}<{{ x }}>{% endautoescape %}<{{ x }}>", id="unescaped"),
        pytest.param("{% for n in [1, 2] if n > m.one %}{{ loop.index }}{{ n }}{{ x }}{% endfor %}", id="loop"),
        pytest.param("{{ m.one }}{{ m.half }}{{ m.one == 1 }}{{ m.key or 1 }}", id="numbers"),
        pytest.param("{% macro f() %}{{ varargs }}{{ kwargs }}{% endmacro %}{% block b %}{% for n in 'ab' %}{{ f(n, k=1) }}{% endfor %}{% endblock %}", id="macro-in-a-loop"),
        pytest.param("{{ m.one + 1 }}{{ m.key ~ m.one }}{{ m.key[0:1] }}", id="expressions"),
    ],
)  # fmt: skip
def test_a_template_means_what_it_means_to_jinja(text: str) -> None:
    @pass_context
    def seen(context: Context) -> str:
        return f"{context.get('x')}"

    model = {"x": "<i>'", "m": {"key": "&", "deep": {"of": {"key": "k"}}, "one": 1, "half": 0.5},
             "greet": "{}-{more}".format, "seen": seen}  # fmt: skip
    plain, ours = (
        kind(autoescape=True, undefined=StrictUndefined).from_string(text)
        for kind in (Environment, SiteEnvironment)
    )
    assert ours.render(model) == plain.render(model) != ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a\n{% if %}\n", 2, id="syntax"),
        pytest.param("a\nb\n{{ no_such_name }}\n", 3, id="unknown-name"),
        pytest.param(
            "a{{ 1 }}\nb{{ site.title }}\n{{ site.no_such }}{{ 2 }}", 3, id="among-others"
        ),
        pytest.param("{{ {'a': 1}.b }}\n", 1, id="no-such-item"),
        pytest.param("{{ site.titel }}\n", 1, id="unknown-setting"),
        pytest.param("a\n{{ 1 + 'x' }}\n", 2, id="wrong-type"),
        pytest.param("{% include 'nowhere.html' %}", 0, id="missing-include"),
    ],
)
def test_a_wrong_template_is_a_problem_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    renderer = site_with(tmp_path, "robots.txt", text)
    with pytest.raises(ArchiveError) as caught:
        renderer.render(Page("robots.txt", "robots.txt"))
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("templates/robots.txt", line)
    assert problem.describe("ko")
    assert pickle.loads(pickle.dumps(caught.value)).problems == (problem,)


def test_a_template_digest_covers_all_that_it_reaches(tmp_path: Path) -> None:
    before = template_digests(sample.PLAIN)
    (tmp_path / "templates" / "partials").mkdir(parents=True)
    (tmp_path / "templates" / "partials" / "card.html").write_text(
        "<li>{{ card.title }}</li>", "utf-8"
    )
    after = template_digests(replace(sample.PLAIN, root=tmp_path))
    changed = {name for name in before if before[name] != after[name]}
    assert {"home.html", "term.html", "day.html", "partials/card.html"} <= changed
    assert not {"article.html", "feed.xml", "terms.html", "404.html"} & changed


def test_bars_fit_the_drawing() -> None:
    drawn = bars([Count(f"2024-{month:02}", "x/", month * 7 % 5) for month in range(1, 13)], 100)
    assert all(bar.x + bar.width <= 100 and bar.y + bar.height == 100 for bar in drawn)
    assert max(bar.height for bar in drawn) == 100


def test_the_network_is_drawn_inside_its_frame_and_always_alike() -> None:
    nodes = tuple(Count(f"기관이름{n}", f"org/{n}/", n + 1) for n in range(60))
    edges = tuple((n, (n * 7 + 1) % 60, n % 4 + 1) for n in range(60) if n != (n * 7 + 1) % 60)
    drawing = draw(Network(nodes, edges))
    assert all(
        0 <= node.x <= drawing.width and 0 <= node.y <= drawing.height for node in drawing.nodes
    )
    assert drawing == draw(Network(nodes, edges))


def test_no_name_of_the_network_lies_on_another() -> None:
    for articles in (sample.articles(), sample.hostile_articles()):
        drawn = draw(network(sample.archive(articles).shelves["org"])).nodes
        letters = {node: len(node.label) * 12 for node in drawn}
        overlapping = [
            (one.label, other.label)
            for place, one in enumerate(drawn)
            for other in drawn[:place]
            if abs(one.y - other.y) < 20
            and abs(one.x - other.x) < (letters[one] + letters[other]) / 2
        ]
        assert overlapping == []
