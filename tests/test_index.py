"""What the archive knows about its articles: order, terms, months, neighbours, releases, quality."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.index import FACETS, Note, arrange, sketch
from newsarchive.index.facets import Count
from newsarchive.index.neighbours import matrix, network
from newsarchive.index.timeline import histogram, periods
from newsarchive.records import Article, Person

SENTENCES = [
    f"{a} {b} 사업을 {c} 지역에서 추진한다고 {d} 밝혔다."
    for a, b, c, d in zip(*[iter(f"{n}번째낱말" for n in range(400))] * 4, strict=False)
]


def release(number: int, outlet: str | None, sentences: range, **fields: object) -> Article:
    body = tuple(SENTENCES[at] for at in sentences)
    return sample.article(number, outlet=outlet, body=body, **fields)


def test_dated_articles_come_newest_first_and_undated_ones_last() -> None:
    dates = [article.date for article in sample.archive().articles]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=True)
    assert dates == dated + [None] * (len(dates) - len(dated))


def test_order_of_input_changes_nothing() -> None:
    articles = list(sample.articles())
    expected = sample.archive(articles)
    random.Random(5).shuffle(articles)
    assert sample.archive(articles) == expected


def test_shelves_are_in_dictionary_order_and_hold_every_article_that_names_the_term() -> None:
    archive = sample.archive()
    names = [shelf.name for shelf in archive.shelves["org"]]
    assert names.index("대한상공회의소") < names.index("㈜아진아이에스피") < names.index("Ford")
    for facet in FACETS:
        for shelf in archive.shelves[facet.name]:
            assert all(shelf.name in facet.terms(archive.articles[at]) for at in shelf.members)
            assert list(shelf.members) == sorted(shelf.members)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [("repeated", ["홍길동"]), ("all", ["김하나", "홍길동"]), ("none", None)],
)
def test_people_get_pages_as_settings_say(setting: str, expected: list[str] | None) -> None:
    hong, kim = Person("홍길동", "시장"), Person("김하나", "과장")
    articles = [sample.article(1, people=(hong, kim)), sample.article(2, people=(hong,))]
    archive = sample.archive(articles, replace(sample.PLAIN, people=setting))  # type: ignore[arg-type]
    shelves = archive.shelves.get("person")
    assert (shelves and [shelf.name for shelf in shelves]) == expected


def test_aliases_of_an_organization_are_gathered_over_the_archive() -> None:
    shelves = {shelf.name: shelf for shelf in sample.archive().shelves["org"]}
    assert shelves["포스코"].aliases == ("POSCO",)


def test_a_withdrawn_article_is_in_no_list() -> None:
    gone = sample.article(7, status="withdrawn", status_note="요청으로 내림", tags=("가",))
    archive = sample.archive([gone, sample.article(8)])
    assert [a.id for a in archive.articles] == ["00000008"]
    assert archive.withdrawn == (gone,)
    assert archive.shelves["tag"] == ()


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([None, "2024"], [], id="no-month-stated"),
        pytest.param(["2024-12-31", "2025-02"], [("2024-12", 1), ("2025-01", 0), ("2025-02", 1)], id="gap-is-shown"),
        pytest.param(["2016-01", "2025-01", "2025-03"], [("2016", 1), *((str(y), 0) for y in range(2017, 2025)), ("2025", 2)], id="long-span-by-year"),
    ],
)  # fmt: skip
def test_histogram(dates: list[str | None], expected: list[tuple[str, int]]) -> None:
    assert [(bar.name, bar.count) for bar in histogram(dates)] == expected


def test_a_month_without_a_day_is_in_its_month_and_in_no_day() -> None:
    articles = [sample.article(1, date="2018-11"), sample.article(2, date="2018-11-03")]
    shown = sample.archive(articles).articles
    assert periods(shown, 7) == [("2018-11", (0, 1))]
    assert periods(shown, 10) == [("2018-11-03", (0,))]


def test_related_articles_share_terms_and_are_not_the_same_release() -> None:
    archive = sample.archive()
    posco = next(at for at, a in enumerate(archive.articles) if a.id == "00000002")
    copy = next(at for at, a in enumerate(archive.articles) if a.id == "0000000b")
    assert archive.cards[copy] not in archive.related(posco)
    assert len(archive.related(posco)) == 5
    assert [card.outlet for card in archive.others(posco)] == ["경북일보"]


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        pytest.param(release(2, "나신문", range(20)), True, id="verbatim"),
        pytest.param(release(2, "나신문", range(2, 20)), True, id="lead-dropped"),
        pytest.param(release(2, "나신문", range(30)), True, id="paragraphs-added"),
        pytest.param(release(2, "나신문", range(6)), True, id="cut-to-a-teaser"),
        pytest.param(release(2, "나신문", range(16, 60)), False, id="one-paragraph-in-common"),
        pytest.param(release(2, "나신문", range(40, 60)), False, id="other-text"),
        pytest.param(release(2, "가신문", range(20)), False, id="same-outlet-twice"),
    ],
)
def test_one_release_in_several_outlets(other: Article, is_one: bool) -> None:
    archive = sample.archive([release(1, "가신문", range(20)), other])
    assert bool(archive.releases) is is_one


def test_the_earliest_print_leads_and_undated_ones_come_last() -> None:
    dated = [("다신문", None), ("나신문", "2025-01-03"), ("가신문", "2025-01-02T09:00:00+09:00")]
    articles = [
        release(number, outlet, range(20), date=date) for number, (outlet, date) in enumerate(dated)
    ]
    archive = sample.archive(articles)
    assert [archive.cards[at].outlet for at in archive.releases[0].members] == ["가신문", "나신문", "다신문"]  # fmt: skip


def test_a_notice_under_every_article_makes_no_release() -> None:
    notice = tuple(SENTENCES[90:92])
    articles = [
        sample.article(n, outlet=f"{n}신문", body=(*SENTENCES[n * 8 : n * 8 + 8], *notice))
        for n in range(10)
    ]
    assert sample.archive(articles).releases == ()


@given(st.lists(st.text(max_size=80), max_size=6))
def test_a_sketch_is_made_of_any_text(body: list[str]) -> None:
    made = sketch(sample.article(1, body=tuple(body)))
    hashes = memoryview(made.hashes).cast("I").tolist()
    assert hashes == sorted(set(hashes))
    assert bool(hashes) is bool(made.picture)


def test_network_and_matrix_count_articles() -> None:
    archive = sample.archive()
    web = network(archive.shelves["org"])
    names = [node.name for node in web.nodes]
    assert (names.index("중소벤처기업부"), names.index("포스코")) in {
        pair for a, b, shared in web.edges if shared == 2 for pair in ((a, b), (b, a))
    }
    grid = matrix(archive.shelves["outlet"], archive.shelves["category"])
    assert sum(map(sum, grid.cells)) == sum(1 for a in archive.articles if a.outlet and a.category)


def test_together_leaves_the_term_itself_out_and_ranks_by_count() -> None:
    archive = sample.archive()
    posco = next(s for s in archive.shelves["org"] if s.name == "포스코")
    counts = archive.together(posco.members, "org", "포스코")
    assert counts[0] == Count("대한상공회의소", "org/대한상공회의소/", 2)
    assert "포스코" not in {count.name for count in counts}


def test_quality_counts_what_was_found_and_left_out() -> None:
    quality = sample.archive().quality
    coverage = {row.field: row.count for row in quality.coverage}
    assert coverage["date"] == 4
    assert coverage["body"] == 6
    assert dict(quality.dropped)["BOILERPLATE"] > 20
    menu = next(note for note in quality.files if note.source == "seeds/menu.txt")
    assert (menu.articles, menu.reason) == (0, "메뉴만 있는 쪽입니다")


def test_an_empty_archive_is_an_archive() -> None:
    archive = arrange((), sample.all_slugs((), sample.PLAIN), sample.PLAIN, (Note("seeds/x.txt"),))
    assert (archive.articles, archive.releases) == ((), ())
