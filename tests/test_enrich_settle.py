"""Across the archive: ids, one name per organization, shared tags."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from newsarchive.config import SiteConfig
from newsarchive.enrich import Vocabulary, annotate, settle
from newsarchive.read import load_lexicon
from newsarchive.records import Article, Extracted, Label, LabelledLine, Organization, Person, Terms

CONFIG = SiteConfig()
VOCABULARY = Vocabulary.compile(load_lexicon(), CONFIG)


def document(source: str, *body: str, item: int = 0, given_id: str | None = None) -> Extracted:
    return Extracted(
        kind="article", title="제목", source=source, body=body, item=item, given_id=given_id
    )


def settled(*documents: Extracted) -> tuple[Article, ...]:
    return settle([(d, annotate(d, VOCABULARY)) for d in documents], VOCABULARY, CONFIG)[0]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("seeds/abc-1.txt", "abc-1", id="plain-stem"),
        pytest.param("seeds/002_434193f2f9d6f5e8.txt", "84f93a63", id="underscore-gives-hash"),
        pytest.param("seeds/보도자료.txt", None, id="hangul-gives-hash"),
        pytest.param("articles/con.md", None, id="device-name-gives-hash"),
    ],
)
def test_id_comes_from_the_name_of_the_file(source: str, expected: str | None) -> None:
    (article,) = settled(document(source))
    assert article.url == f"/a/{article.id}/"
    assert article.id == expected if expected else len(article.id) == 8


def test_front_matter_id_wins() -> None:
    assert settled(document("seeds/abc.txt", given_id="mine"))[0].id == "mine"


def test_listing_items_keep_their_ids_when_a_new_one_is_put_above() -> None:
    old = settled(document("a.txt", "첫째 소식", item=1), document("a.txt", "둘째 소식", item=2))
    new = settled(
        document("a.txt", "새 소식", item=1),
        document("a.txt", "첫째 소식", item=2),
        document("a.txt", "둘째 소식", item=3),
    )
    assert [a.id for a in old] == [a.id for a in new[1:]]


def test_texts_that_articles_share_are_in_memory_once() -> None:
    def copied(number: int) -> Extracted:
        menu, lead, outlet = (
            "".join(parts) for parts in (["전체 ", "메뉴"], ["새 ", "소식"], ["가", "람"])
        )
        lines = (
            LabelledLine(number, Label.BOILERPLATE, "navigation", menu),
            LabelledLine(number + 1, Label.LEAD, "lead", "".join(lead)),
        )
        return replace(document(f"a{number}.txt", lead), outlet=outlet, lines=lines)

    given = copied(1), copied(2)
    one, other = settled(*given)
    assert one.outlet is other.outlet
    assert one.lines[0].text is other.lines[0].text
    assert one.body[0] is other.body[0] is other.lines[1].text
    assert [a.lines for a in (one, other)] == [a.lines for a in given]


def test_a_teaser_printed_twice_gets_two_ids() -> None:
    items = settled(document("a.txt", "같은 소식", item=1), document("a.txt", "같은 소식", item=2))
    assert len({a.id for a in items}) == 2


def test_two_articles_with_one_id_are_an_error_that_names_both_files() -> None:
    pairs = [(document(f"{folder}/x.txt"), Terms()) for folder in ("seeds", "seeds/2025")]
    _, (problem,) = settle(pairs, VOCABULARY, CONFIG)
    assert (problem.code, problem.path, problem.values) == (
        "E231",
        "seeds/x.txt",
        ("x", "seeds/2025/x.txt"),
    )


def test_spellings_meet_on_one_page_whatever_the_order() -> None:
    names = ("㈜월덱스", "월덱스", "월덱스(주)", "월덱스")
    pairs = [
        (document(f"{i}.txt"), Terms(organizations=(Organization(name),)))
        for i, name in enumerate(names)
    ]
    results = {
        tuple(a.organizations[0].name for a in settle(order, VOCABULARY, CONFIG)[0])
        for order in permutations(pairs)
    }
    assert results == {("월덱스",) * 4}


def test_a_free_phrase_becomes_a_tag_when_two_articles_share_it() -> None:
    pairs = [
        (document("a.txt"), Terms(tags=("나눔",), phrases=("상생네트워킹데이",))),
        (document("b.txt"), Terms(phrases=("상생네트워킹데이", "한 번뿐인 말"))),
    ]
    articles, _ = settle(pairs, VOCABULARY, CONFIG)
    assert [a.tags for a in articles] == [("나눔", "상생네트워킹데이"), ("상생네트워킹데이",)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            ("짧다. 둘째 문장이다. 셋째다.",), "짧다. 둘째 문장이다.", id="two-short-ones"
        ),
        pytest.param(("가" * 80 + "다. 둘째다.",), "가" * 80 + "다.", id="one-long-one"),
        pytest.param((), "", id="no-body"),
    ],
)
def test_summary_is_the_first_sentence_or_two(body: tuple[str, ...], expected: str) -> None:
    assert settled(document("a.txt", *body))[0].summary == expected


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        pytest.param(("전남도의회", "전라남도의회", "전라남도의회"), "전라남도의회", id="province"),
        pytest.param(
            ("한국노총전주시지부", "한국노총 전주시지부"), "한국노총 전주시지부", id="space"
        ),
        pytest.param(
            ("통영해경", "통영해양경찰서", "통영해양경찰서"), "통영해양경찰서", id="short-form"
        ),
        pytest.param(("kt다음", "KT다음", "KT다음"), "KT다음", id="case"),
    ],
)
def test_spellings_of_one_name(spellings: tuple[str, ...], expected: str) -> None:
    pairs = [
        (document(f"{i}.txt"), Terms(organizations=(Organization(name),)))
        for i, name in enumerate(spellings)
    ]
    articles, _ = settle(pairs, VOCABULARY, CONFIG)
    assert {article.organizations[0].name for article in articles} == {expected}


def test_a_summary_that_a_person_gives_is_kept() -> None:
    given = replace(document("a.txt", "본문 첫 문장입니다."), given_summary="요약입니다.")
    assert settled(given)[0].summary == "요약입니다."


def test_people_can_be_switched_off() -> None:
    pair = document("a.txt"), Terms(people=(Person("유경숙", "센터장"),))
    assert settle([pair], VOCABULARY, SiteConfig(people="none"))[0][0].people == ()
    assert settle([pair], VOCABULARY, CONFIG)[0][0].people == (Person("유경숙", "센터장"),)
