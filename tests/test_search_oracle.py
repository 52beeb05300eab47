"""The index and the JavaScript engine against a plain reading of the same articles, on random archives and queries."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_archives import Engine, make_article, write_index

from newsarchive.records import Article, Organization
from newsarchive.search.normal import normalise

PIECES = "스마트 공장 스마트공장 산업진흥원 성남산업진흥원 진흥원은 습 지 전주 시 쌀 AI 5g R&D C++ 10% 12 1,234 3.1 漢".split()  # noqa: SIM905
SEPARATORS = ["", "", " ", "  ", "·", "-", "’", ", ", ". ", "! ", "(주)", "\n"]
texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SEPARATORS)), max_size=9).map(
    lambda parts: "".join(piece + separator for piece, separator in parts)
)
articles = st.lists(st.tuples(texts, st.lists(texts, max_size=3)), min_size=1, max_size=16).map(
    lambda bodies: [make_article(i, title, *body) for i, (title, body) in enumerate(bodies)]
)
terms = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["", "", " ", "·"])), min_size=1, max_size=4
).map(lambda parts: "".join(piece + separator for piece, separator in parts).strip(" ·"))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    running = Engine()
    yield running
    running.close()


@lru_cache(maxsize=10_000)
def written(text: str) -> list[list[str]]:
    """Sentences as runs that no gap divides; words of letters in angle brackets, so that ai is not in <air>."""
    sentences = re.split(r"\n|(?<![0-9\s])[.!?]+(?=\s|$)", normalise(text))
    runs = [
        re.sub(r"(?<=[a-z0-9&+])[&+]|(?<=[0-9])%|[a-z0-9]+", r"<\g<0>>", sentence)
        for sentence in sentences
    ]
    return [re.sub("[^가-힣一-鿿a-z0-9&+%<>]+", " ", run).split() for run in runs]


def asked(archive: list[Article], words: list[str]) -> tuple[str, set[str]]:
    """The query of these words as phrases, and the ids of what it should find."""
    expected = {a.id for a in archive if all(holds(a, word) for word in words)}
    expected |= {a.id for a in archive if len(words) > 1 and holds(a, " ".join(words))}
    return " ".join(f'"{word}"' for word in words), expected


def holds(article: Article, term: str) -> bool:
    """White space and punctuation are ignored, save in a term of up to two syllables written without a gap."""
    wanted = [run for sentence in written(term) for run in sentence]
    is_short = len(wanted) == 1 and len(wanted[0]) <= 2
    for text in (article.title, "\n".join(article.body)):
        for sentence in written(text):
            if (
                any(wanted[0] in run for run in sentence)
                if is_short
                else "".join(wanted) in "".join(sentence)
            ):
                return True
    return False


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    archive=articles,
    questions=st.lists(st.lists(terms, min_size=1, max_size=3), min_size=1, max_size=6),
)
def test_engine_finds_what_a_reader_finds(
    engine: Engine, archive: list[Article], questions: list[list[str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_index(archive, Path(folder))
        for words in questions:
            query, expected = asked(archive, words)
            found = engine.ask("allIds", query, folder=Path(folder))
            assert sorted(found) == sorted(expected), query
            assert len(
                engine.ask("search", query, {"limit": 99}, folder=Path(folder))["hits"]
            ) == len(found)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(archive=articles, word=terms, other=terms)
def test_minus_takes_away(engine: Engine, archive: list[Article], word: str, other: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_index(archive, Path(folder))
        expected = {a.id for a in archive if holds(a, word) and not holds(a, other)}
        assert set(engine.ask("allIds", f'"{word}" -"{other}"', folder=Path(folder))) == expected


LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
STRANGE = ["😀🎉", "\ufffe", "\U0010ffff", "ÿ\u00ff", "漢字", "가" * 40, "\x1e", "�"]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    lines=st.lists(st.one_of(texts, st.text(LETTERS), st.sampled_from(STRANGE)), max_size=8),
    syllables=st.integers(0, 900),
    url=st.sampled_from(["/a/00000003/", "/moved/3.html"]),
    kind=st.sampled_from(["article", "teaser"]),
)
def test_a_result_shows_the_record_as_it_was_written(
    engine: Engine, lines: list[str], syllables: int, url: str, kind: str
) -> None:
    common = "".join(f"{chr(0xAC00 + 7 * i)} " for i in range(syllables))  # to need two bytes
    archive = [make_article(i, f"{common}{i}호", common) for i in range(8)]
    fields: dict[str, Any] = {
        "title": "|".join(lines),
        "url": url,
        "kind": kind,
        "outlet": "한빛뉴스",
    }
    told = replace(archive[3], date="2024-05-01", organizations=(Organization("가 나"),), **fields)
    with tempfile.TemporaryDirectory() as folder:
        write_index([*archive[:3], told, *archive[4:]], Path(folder))
        (hit,) = engine.ask("search", "매체:한빛뉴스", folder=Path(folder))["hits"]
    expected = fields | {"date": "2024-05-01", "category": "", "organizations": ["가 나"]}
    assert {name: hit[name] for name in expected} == expected
    assert common.startswith("".join(text for text, _ in hit["excerpt"]).rstrip("…"))


def test_an_index_of_many_files_finds_the_same(engine: Engine, tmp_path: Path) -> None:
    chance = random.Random(7)

    def text(most: int) -> str:
        length = chance.randint(1, most)
        return "".join(chance.choice(PIECES) + chance.choice(SEPARATORS) for _ in range(length))

    archive = [make_article(i, text(4), *(text(12) for _ in range(3))) for i in range(700)]
    files = write_index(archive, tmp_path)
    assert sum("/k" in path for path in files) > 20
    for _ in range(60):
        words = [text(4).strip(" ,·-.!\n") for _ in range(chance.randint(1, 2))]
        query, expected = asked(archive, words)
        assert set(engine.ask("allIds", query, folder=tmp_path)) == expected, query
