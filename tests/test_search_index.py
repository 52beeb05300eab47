"""The index as files: what normalising means in both languages, equal bytes for equal archives, and what one more article costs."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_archives import Engine, make_article

from newsarchive.memo import Memory
from newsarchive.read import static_outputs
from newsarchive.records import Article
from newsarchive.search import build_index, cut
from newsarchive.search.batches import survey
from newsarchive.search.format import Postings, cut_keys
from newsarchive.search.normal import GAP, STOP, WORD, Unit, normalise, pair_key, placed, units
from newsarchive.search.words import whole_words, written_words

TABLE = json.loads(Path(__file__).with_name("search_normal.json").read_text("utf-8"))
PIECES = [
    "가",
    "힣",
    "·",
    "ㆍ",
    "a",
    "Z",
    "9",
    ",",
    "&",
    "+",
    ".",
    "!",
    " ",
    "\n",
    "\u200b",
    "㈜",
    "(주)",
    "ｱ",
    "漢",
    "é",
    "ㄱ",
    "1,000",
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    running = Engine()
    yield running
    running.close()


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_both_languages_normalise_alike(engine: Engine, text: str, expected: str) -> None:
    assert normalise(text) == expected
    assert engine.ask("normalise", text) == expected


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(PIECES), st.characters(codec="utf-8", max_codepoint=0x4FF)),
        max_size=12,
    )
)
def test_both_languages_read_the_same_units(engine: Engine, pieces: list[str]) -> None:
    text = "".join(pieces)
    assert engine.ask("units", text) == [unit._asdict() for unit in units(text)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=12))
def test_the_string_of_places_tells_what_the_units_tell(pieces: list[str]) -> None:
    letters, words, starts = placed("".join(pieces))
    left = iter(words)
    told = [
        Unit(next(left) if letter == WORD else letter, place, place in starts)
        for place, letter in enumerate(letters)
        if letter != STOP
    ]
    assert told == units("".join(pieces))
    assert list(left) == []
    assert starts[-1] == len(letters)


def test_both_languages_write_the_same_pairs(engine: Engine) -> None:
    for first, second, gap in (("2233", "명", False), ("스", "마", True), ("5g", "망", False)):
        assert engine.ask("pairKey", first, second, gap) == pair_key(first, second, gap)


def archive(size: int) -> list[Article]:
    """Articles of which a few words are their own."""
    return [
        make_article(
            i,
            f"제목 {i}호",
            f"스마트공장 {i % 7}번 사업을 {i}일 알렸다.",
            date=f"2024-{1 + i // 28 % 12:02}-{1 + i % 28:02}",
        )
        for i in range(size)
    ]


def index_of(articles: list[Article]) -> dict[str, bytes]:
    return {output.path: output.whole for output in build_index(articles)}


def test_order_of_input_never_matters() -> None:
    articles = archive(150)
    assert index_of(articles) == index_of(articles[::-1])


def test_a_new_article_leaves_the_long_segment_alone() -> None:
    articles = archive(200)
    newest = make_article(999, "새 소식", "새 사업을 알렸다.", date="2025-01-01")
    before, after = index_of(articles), index_of([*articles, newest])
    kept = {path for path in before if after.get(path) == before[path]}
    long_segment = [path for path in kept if path.endswith("/c.bin")]
    assert len(long_segment) == 1
    assert all(path.startswith(long_segment[0][:-5]) for path in kept if path.count("/") == 2)
    assert any(path.startswith("search/pieces-") for path in kept)


def test_what_was_remembered_gives_the_same_bytes(tmp_path: Path) -> None:
    articles = archive(100)
    with Memory(tmp_path / "memory.sqlite") as memory:
        first, second = (
            {o.path: o.content for o in build_index(articles, store=memory)} for _ in range(2)
        )
    assert first == second == index_of(articles)


def test_an_old_article_changes_few_batches(tmp_path: Path) -> None:
    worked: list[int] = []

    def counting(function: Callable[[Any], Any], items: Iterable[Any]) -> Iterable[Any]:
        items = list(items)
        worked.extend(len(item) for item in items if function is survey)
        return map(function, items)

    articles = archive(1000)
    old = make_article(5000, "옛 소식", "옛 사업을 알렸다.", date="2001-01-01")
    for wanted, most in ((articles, 1000), ([*articles, old], 300)):
        worked.clear()
        with Memory(tmp_path / "memory.sqlite") as memory:
            files = {o.path: o.content for o in build_index(wanted, mapper=counting, store=memory)}
            memory.forget_unused()
        assert files == index_of(wanted)
        assert 0 < sum(worked) <= most


@given(st.integers(0, 300_000))
def test_the_short_segment_is_a_small_part(documents: int) -> None:
    short = documents - cut(documents)
    assert short < max(64, documents / 64)


@given(st.integers(1, 60), st.sets(st.text("가나다", min_size=1, max_size=3), max_size=20))
def test_a_pair_and_the_same_with_a_gap_lie_in_one_file(size: int, words: set[str]) -> None:
    keys = words | {word + GAP for word in words if len(word) == 2}
    runs = list(cut_keys({key: Postings(counts=bytearray(5)) for key in keys}, size))
    assert [key for run in runs for key in run] == sorted(keys)
    assert not any(run[0].endswith(GAP) for run in runs)
    assert all(len(run) <= 2 or 13 * len(run[:-1]) <= size for run in runs)


def test_pairs_that_always_have_a_gap_are_spread() -> None:
    keys = [f"의{syllable}{GAP}" for syllable in "가나다라마바"]
    assert len(list(cut_keys({key: Postings() for key in keys}, 20))) == 3


@pytest.mark.parametrize(
    ("word", "number", "written", "has_key", "has_places"),
    [
        pytest.param("진흥원", 40, 0, True, True, id="several-articles"),
        pytest.param("진흥원", 39, 0, False, False, id="too-few-in-a-large-archive"),
        pytest.param("진흥원", 30_000, 0, True, True, id="common"),
        pytest.param("밝혔다", 0, 3_125, True, True, id="common-as-written"),
        pytest.param("밝혔다", 0, 3_124, False, False, id="less-common-as-written"),
        pytest.param("사업", 30_000, 0, False, False, id="two-syllables-are-a-pair"),
    ],
)
def test_which_words_have_a_key(
    word: str, number: int, written: int, has_key: bool, has_places: bool
) -> None:
    whole = whole_words({word: (number, False)}, {word: written} if written else {}, 50_000)
    assert (word in whole.by_opening.get(word[:3], ())) == has_key
    assert (has_key and word not in whole.common) == has_places


def test_a_small_archive_keeps_no_places_of_common_words() -> None:
    whole = whole_words({"진흥원": (1_000, False), "들판말": (100, False)}, {}, 2_000)
    assert whole.common == {"진흥원"}


def test_words_as_written_are_counted_with_their_particles() -> None:
    articles = [make_article(i, "들판 소식", "그는 밝혔다.", "또 밝혔다.") for i in range(40)]
    articles += [make_article(50, "분야의 일"), make_article(51, "분야의 일")]
    assert written_words(articles) == {"들판": 40, "소식": 40, "그는": 40, "밝혔다": 40}


def test_every_file_lies_below_search_and_is_named_once() -> None:
    paths = [output.path for output in build_index(archive(70))]
    assert len(set(paths)) == len(paths)
    assert all(path.startswith("search/") for path in paths)
    assert "search/manifest.bin" in paths


def test_the_scripts_that_every_search_loads_stay_small(tmp_path: Path) -> None:
    outputs = {output.path: output.whole for output in static_outputs(tmp_path)}
    sizes = {
        name: len(gzip.compress(outputs[f"static/{name}"]))
        for name in ("search.js", "search-page.js", "search-help.js")
    }
    assert sizes["search.js"] + sizes["search-page.js"] <= 14 * 1024, sizes
    assert sum(sizes.values()) <= 15 * 1024, sizes
