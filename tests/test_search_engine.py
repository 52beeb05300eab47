"""What a reader types and what comes back: a judged set for ranking, a table for the operators, and the engine's other promises."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_archives import Engine, make_article, write_index

from newsarchive.search.bits import deflate

JUDGED = json.loads(Path(__file__).with_name("search_judged.json").read_text("utf-8"))
KEYS = [entry["key"] for entry in JUDGED["articles"]]
ARTICLES = [
    make_article(i, entry["title"], *entry["body"], organizations=entry["organizations"], date=entry["date"], outlet=entry["outlet"], category=entry["category"])
    for i, entry in enumerate(JUDGED["articles"])
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    running = Engine()
    yield running
    running.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("judged")
    write_index(ARTICLES, root)
    return root


def keys_of(ids: list[str]) -> list[str]:
    """The judged articles' keys, in order."""
    return [KEYS[int(identity, 16)] for identity in ids]


def gain(grades: list[int]) -> float:
    """Discounted cumulative gain of the first ten."""
    return sum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:10]))


def ndcg(found: list[str], grades: dict[str, int]) -> float:
    return gain([grades.get(key, 0) for key in found]) / gain(sorted(grades.values(), reverse=True))


def test_ranking_agrees_with_the_judges(engine: Engine, folder: Path) -> None:
    scores = {
        judged["query"]: ndcg(
            keys_of(engine.ask("allIds", judged["query"], folder=folder)), judged["grades"]
        )
        for judged in JUDGED["queries"]
    }
    assert len(scores) >= 30
    assert sum(scores.values()) / len(scores) >= 0.97
    assert min(scores.values()) >= 0.8, sorted(scores.items(), key=lambda pair: pair[1])[:4]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("딸기 -수출", {"ag3"}, id="minus-takes-away"),
        pytest.param('"상생 협력"', {"tr1", "tr2"}, id="quoted-words-stand-together"),
        pytest.param("“상생 협력”", {"tr1", "tr2"}, id="curled-quotes-too"),
        pytest.param("기관:누리대학교", {"cn2", "bt2", "ai2"}, id="organization-filter-alone"),
        pytest.param("기관:진흥원 ESS", {"es1"}, id="part-of-an-organizations-name"),
        pytest.param("매체:새벽일보", {"tr2", "dup2"}, id="outlet-filter"),
        pytest.param("분류:정치", {"st2"}, id="category-filter"),
        pytest.param("기간:2023", {"sf4", "wf3", "wf4"}, id="a-year"),
        pytest.param("기간:2024-07", {"bt1", "tr3", "dup1", "dup2", "dup3"}, id="a-month"),
        pytest.param("기간:2024.6.26~2024-06-27", {"tr1", "tr2"}, id="from-day-to-day"),
        pytest.param("기간:~2023-11-10", {"sf4"}, id="until-a-day"),
        pytest.param("가람시는", {k for k, a in zip(KEYS, ARTICLES, strict=True) if "가람시" in a.title + a.body[0]}, id="typed-particle"),
        pytest.param("ㅊㅅㅂㅈ", set(), id="initials-that-nothing-has"),
        pytest.param("전혀없는낱말", set(), id="nothing"),
        pytest.param("", set(), id="empty"),
        pytest.param("-딸기", set(), id="only-a-minus"),
        pytest.param("!!! ...", set(), id="only-punctuation"),
        pytest.param("영산강", {"rv1", "rv2", "ms3"}, id="decomposed-hangul"),
        pytest.param("ｅｓｓ", {"es1"}, id="full-width-letters"),
        pytest.param("10%", {"rd1"}, id="a-number-with-a-sign"),
        pytest.param("1200억", {"bt1"}, id="a-number-without-its-comma"),
        pytest.param("(주)새별소재", {"bt1", "rd2", "tr2", "tr3"}, id="legal-form-ignored"),
        pytest.param("G 특화망", set(), id="a-letter-is-not-part-of-a-word"),
    ],
)  # fmt: skip
def test_operators(engine: Engine, folder: Path, query: str, expected: set[str]) -> None:
    assert set(keys_of(engine.ask("allIds", query, folder=folder))) == expected


def search(engine: Engine, folder: Path, query: str, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = engine.ask("search", query, options, folder=folder)
    return found


def test_hits_carry_what_a_list_shows(engine: Engine, folder: Path) -> None:
    hit = search(engine, folder, "수변공원")["hits"][0]
    assert {key: hit[key] for key in ("title", "date", "outlet", "category", "organizations")} == {
        "title": "영산강 수변공원 새 단장", "date": "2024-04-19", "outlet": "한빛뉴스", "category": "환경", "organizations": ["다온시"],
    }  # fmt: skip
    assert hit["url"] == f"/a/{hit['id']}/"


def marks(parts: list[tuple[str, bool]]) -> list[str]:
    return [text for text, is_marked in parts if is_marked]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("스마트공장", ["스마트 공장"], id="spaced-otherwise"),
        pytest.param("스마트공장의", ["스마트 공장"], id="particle-left-out"),
        pytest.param("ㅅㅁㅌㄱㅈ", ["스마트 공장"], id="initials"),
    ],
)
def test_excerpts_mark_what_was_meant(
    engine: Engine, folder: Path, query: str, expected: list[str]
) -> None:
    hits = {KEYS[int(hit["id"], 16)]: hit for hit in search(engine, folder, query)["hits"]}
    assert marks(hits["sf2"]["excerpt"]) == expected
    assert "".join(text for text, _ in hits["sf2"]["titleParts"]) == hits["sf2"]["title"]


def test_an_excerpt_is_cut_around_the_hit(engine: Engine, tmp_path: Path) -> None:
    write_index(
        [make_article(1, "제목", "앞말 " * 200 + "끝에 부두가 있다. " + "뒷말 " * 200)], tmp_path
    )
    excerpt = search(engine, tmp_path, "부두")["hits"][0]["excerpt"]
    assert marks(excerpt) == ["부두"]
    assert (excerpt[0][0], excerpt[-1][0]) == ("…", "…")
    assert len("".join(text for text, _ in excerpt)) < 150


def test_facets_count_the_whole_result(engine: Engine, folder: Path) -> None:
    facets = search(engine, folder, "가람시", limit=1)["facets"]
    expected = [a for a in ARTICLES if "가람시" in a.title + a.body[0]]
    assert sum(entry["count"] for entry in facets["outlet"]) == len(expected)
    narrowed = search(engine, folder, "가람시", filters={"outlet": "새벽일보"})
    assert narrowed["total"] == sum(a.outlet == "새벽일보" for a in expected)
    assert narrowed["facets"]["outlet"] == facets["outlet"]
    assert sum(entry["count"] for entry in narrowed["facets"]["category"]) == narrowed["total"]


def test_newest_first(engine: Engine, folder: Path) -> None:
    dates = [hit["date"] for hit in search(engine, folder, "가람시", sort="date")["hits"]]
    assert dates == sorted(dates, reverse=True)


def test_pages_follow_one_another(engine: Engine, folder: Path) -> None:
    whole = [hit["id"] for hit in search(engine, folder, "시", limit=99)["hits"]]
    parts = [
        hit["id"]
        for offset in range(0, len(whole), 7)
        for hit in search(engine, folder, "시", offset=offset, limit=7)["hits"]
    ]
    assert parts == whole
    assert whole


def test_one_release_does_not_fill_the_page(engine: Engine, folder: Path) -> None:
    hits = search(engine, folder, "고향사랑기부제")["hits"]
    found = keys_of([hit["id"] for hit in hits])
    assert len({"dup1", "dup2", "dup3"} & set(found[:2])) == 1
    assert {hit["twins"] for hit in hits} == {3, 0}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("스마트곤장", "스마트공장", id="wrong-final"),
        pytest.param("산업진훙원", "산업진흥원", id="wrong-vowel-inside-a-name"),
        pytest.param("탄소준립", "탄소중립", id="wrong-final-in-the-middle"),
        pytest.param("다온방물관", "다온박물관", id="final-taken-over"),
        pytest.param("고햐사랑기부제", "고향사랑기부제", id="missing-final"),
        pytest.param("콘향사랑기부제", "", id="two-slips-are-too-many"),
        pytest.param("가람시 이차전치", "가람시 이차전지", id="one-of-two-words"),
    ],
)
def test_a_slip_of_one_jamo_is_recognised(
    engine: Engine, folder: Path, typed: str, meant: str
) -> None:
    found = search(engine, folder, typed)
    assert found["total"] == 0
    assert found["help"]["didYouMean"] == meant


def test_help_says_which_word_is_there(engine: Engine, folder: Path) -> None:
    words = search(engine, folder, "딸기 우주왕복선")["help"]["words"]
    assert words == [{"text": "딸기", "total": 2}, {"text": "우주왕복선", "total": 0}]


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        pytest.param("가람농", "가람농업기술센터", id="start-of-a-name"),
        pytest.param("ㄱㄹㄴ", "가람농업기술센터", id="initials"),
        pytest.param("박물관", "다온박물관", id="inside-a-name"),
        pytest.param("옛 지도 다온박", "다온박물관", id="last-word"),
    ],
)
def test_suggestions(engine: Engine, folder: Path, prefix: str, first: str) -> None:
    reply = engine.reply("suggest", prefix, folder=folder)
    assert reply["value"][0]["name"] == first
    assert reply["bytes"] <= 20_000


def test_suggestions_stay_small_in_a_large_archive(tmp_path: Path) -> None:
    names = [
        f"{a}{b}{c}연구원"
        for a in "가나다라마바사아자차"
        for b in "고노도로모보소오조초"
        for c in "구누두루무부수우주추"
    ]
    articles = [
        make_article(i, f"{name} {i}번째 소식", "본문", organizations=[name])
        for i, name in enumerate(names)
    ]
    files = write_index(articles, tmp_path)
    assert max(len(content) for path, content in files.items() if "/names-" in path) <= 20_000


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_no_query_breaks_the_engine(engine: Engine, folder: Path, query: str) -> None:
    assert "value" in engine.reply(
        "search", query.encode("utf-8", "ignore").decode(), {}, folder=folder
    )


def test_a_new_publication_is_noticed(engine: Engine, tmp_path: Path) -> None:
    write_index(ARTICLES[:5], tmp_path)
    assert search(engine, tmp_path, "공장")["total"] == 4
    for path in (tmp_path / "search").rglob("*"):
        if path.is_file():
            path.unlink()
    write_index(ARTICLES[:8], tmp_path)
    assert search(engine, tmp_path, "조명")["total"] == 1


def test_a_missing_file_is_named(engine: Engine, tmp_path: Path) -> None:
    files = write_index(ARTICLES, tmp_path)
    search(engine, tmp_path, "가람시")
    missing = next(path for path in files if path.endswith("/w0.bin"))
    (tmp_path / missing).unlink()
    assert engine.reply("search", "ㅅㅁㅌ", {}, folder=tmp_path)["error"].startswith(
        "ArchiveError: missing: "
    )


@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=4000), level=st.integers(0, 9), strategy=st.sampled_from([0, 4]))
def test_old_browsers_inflate_alike(
    engine: Engine, content: bytes, level: int, strategy: int
) -> None:
    squeezer = zlib.compressobj(level, zlib.DEFLATED, -15, 8, strategy)
    packed = squeezer.compress(content * 3) + squeezer.flush()
    assert bytes(engine.ask("inflate", list(packed))) == content * 3
    assert bytes(engine.ask("inflate", list(deflate(content, content)))) == content * 2
