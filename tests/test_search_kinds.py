"""Kinds of queries that Korean readers type, each against a small archive: what is found, and nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from search_archives import Engine, make_article, write_index

ARTICLES: dict[str, dict[str, Any]] = {
    "plain": {"title": "나루항만공사 새 부두", "text": "나루항만공사가 새 부두를 연다.", "organizations": ["나루항만공사"], "date": "2025-12-04", "outlet": "들판 신문", "category": "경제"},
    "inner": {"title": "한들나루항만공사협력회 출범", "text": "협력회는 회원 12곳으로 출발한다.", "organizations": ["한들나루항만공사협력회"], "date": "2025-11-30", "outlet": "들판 신문", "category": "사회"},
    "spaced": {"title": "부두 안전 점검", "text": "나루 항만 공사에서 점검을 맡았다. 나 루항만공사에게서 자료를 받았다.", "date": "2025-11-02", "outlet": "여울일보", "category": "사회"},
    "dots": {"title": "민·관·학 협의체", "text": "민ㆍ관ㆍ학이 모여 노‧사‧정 대화를 잇는다.", "date": "2025-10", "outlet": "여울일보", "category": "정치"},
    "latin": {"title": "KT&G와 R&D 협약", "text": "5G 망과 AI돌봄 로봇, GS 25 매장, C++ 교육, Wi-Fi를 다룬다.", "date": "2024-07-01", "outlet": "들판 신문", "category": "과학"},
    "numbers": {"title": "예산 1,234억 원", "text": "2025년 12월 4일부터 3.1절 행사까지 1만 2천 명, 10% 늘었다. 접수는 2025-12-04에 연다.", "date": "2024-02-29", "outlet": "여울일보", "category": "경제"},
    "big": {"title": "예산 21,234억 원", "text": "AIX 장비 15G급.", "date": "2024", "outlet": "여울일보", "category": "경제"},
    "hanja": {"title": "道立 미술관", "text": "道立 미술관은 金氏 기증품을 보인다. 카페 カフェ도 연다.", "outlet": "여울일보", "category": "문화"},
    "phrase": {"title": "상생 다짐", "text": "“함께, 멀리” 가자는 상생 협력을 다짐했다.", "date": "2023-05-06", "outlet": "들판 신문", "category": "사회"},
    "apart": {"title": "상생 기금", "text": "협력 업체와 상생한다. 함께 웃는 날은 멀리 있지 않다.", "date": "2023-05-07", "outlet": "들판 신문", "category": "사회"},
    "edge": {"title": "강원도 어린이 행사", "text": "강원도는 어린이와 전문가를 부른다. 모습 지난해와 다르다.", "date": "2023-01-01", "outlet": "여울일보", "category": "문화"},
    "town": {"title": "새들동 행정복지센터 소식", "text": "새들동 행정복지센터는 쌀 10포를 나눈다.", "organizations": ["새들동 행정복지센터"], "date": "2022-12-31", "outlet": "들판 신문", "category": "사회"},
}  # fmt: skip
KEYS = list(ARTICLES)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    running = Engine()
    yield running
    running.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kinds")
    write_index(
        [
            make_article(i, entry["title"], entry["text"], **{k: v for k, v in entry.items() if k not in ("title", "text")})
            for i, entry in enumerate(ARTICLES.values())
        ],
        root,
    )  # fmt: skip
    return root


def found(engine: Engine, folder: Path, query: str) -> set[str]:
    return {KEYS[int(identity, 16)] for identity in engine.ask("allIds", query, folder=folder)}


PORT = {"plain", "inner", "spaced"}
PARTICLES = "은 는 이 가 을 를 의 에 에서 에게서 께서 에게 한테 까지 부터 처럼 로써 로서 로 와 라고 라는 에서는 에는 에도 마저 조차 밖에".split()  # noqa: SIM905


@pytest.mark.parametrize("particle", PARTICLES)
def test_a_typed_particle_is_left_out(engine: Engine, folder: Path, particle: str) -> None:
    expected = set() if particle in ("은", "이", "을") else PORT  # after a final consonant only
    assert found(engine, folder, f"나루항만공사{particle}") == expected


@pytest.mark.parametrize(
    "particle",
    [
        "은",
        "을",
        "이",
        "과",
        "으로",
        "으로써",
        "으로서",
        "으로는",
        "이라고",
        "이라며",
        "이나",
        "이란",
    ],
)
def test_a_typed_particle_after_a_final_consonant(
    engine: Engine, folder: Path, particle: str
) -> None:
    assert found(engine, folder, f"나루항만{particle}") == PORT


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # spacing
        pytest.param("나루 항만공사", PORT, id="spaced-once"),
        pytest.param("나루 항만 공사", PORT, id="spaced-twice"),
        pytest.param("항만공사협력", {"inner"}, id="across-words-of-a-name"),
        pytest.param("습지", set(), id="two-syllables-never-across-a-space"),
        pytest.param("쌀", {"town"}, id="one-syllable"),
        pytest.param("학", {"dots"}, id="one-syllable-after-a-dot"),
        # middle dots
        pytest.param("민관학", {"dots"}, id="dots-in-the-text"),
        pytest.param("민·관·학", {"dots"}, id="dots-typed"),
        pytest.param("노ㆍ사ㆍ정", {"dots"}, id="other-dots"),
        pytest.param("노사정의", {"dots"}, id="dots-and-a-particle"),
        # Latin
        pytest.param("R&D", {"latin"}, id="ampersand"),
        pytest.param("r&d", {"latin"}, id="lower-case"),
        pytest.param("Ｒ＆Ｄ", {"latin"}, id="full-width"),
        pytest.param("KT&G", {"latin"}, id="ampersand-in-a-name"),
        pytest.param("5G", {"latin"}, id="digit-and-letter"),
        pytest.param("AI", {"latin"}, id="latin-beside-hangul"),
        pytest.param("AI 돌봄로봇", {"latin"}, id="latin-and-spaced-otherwise"),
        pytest.param("AI돌봄로봇", {"latin"}, id="latin-and-joined"),
        pytest.param("GS25", {"latin"}, id="letters-and-digits-apart-in-the-text"),
        pytest.param("C++", {"latin"}, id="plus-signs"),
        pytest.param("wi-fi", {"latin"}, id="hyphen"),
        # numbers and dates
        pytest.param("1,234억", {"numbers"}, id="a-number-is-no-part-of-another"),
        pytest.param("1234억원", {"numbers"}, id="without-its-comma"),
        pytest.param("2025년 12월", {"numbers"}, id="year-and-month"),
        pytest.param("2025년12월4일", {"numbers"}, id="day-without-spaces"),
        pytest.param("2025-12-04", {"numbers"}, id="iso-day"),
        pytest.param("3.1절", {"numbers"}, id="dot-in-a-number"),
        pytest.param("10%", {"numbers"}, id="percent"),
        # writing
        pytest.param("道立", {"hanja"}, id="hanja"),
        pytest.param("金氏", {"hanja"}, id="compatibility-hanja"),
        pytest.param("カフェ", {"hanja"}, id="kana"),
        pytest.param(unicodedata.normalize("NFD", "나루항만공사"), PORT, id="decomposed"),
        pytest.param("㈜나루항만공사", PORT, id="legal-form"),
        pytest.param("‘나루항만공사’", PORT, id="quotation-marks-of-a-text"),
        # phrases
        pytest.param('"상생 협력"', {"phrase"}, id="phrase"),
        pytest.param("＂상생 협력＂", {"phrase"}, id="full-width-quotes"),
        pytest.param('"함께, 멀리 가자는"', {"phrase"}, id="phrase-with-punctuation"),
        pytest.param('"함께 멀리"', {"phrase"}, id="phrase-without-its-punctuation"),
        pytest.param('"상생 협력', {"phrase"}, id="quote-left-open"),
        pytest.param("상생 협력", {"phrase", "apart"}, id="words"),
        pytest.param('상생 -"상생 협력"', {"apart"}, id="without-a-phrase"),
        pytest.param("상생 −기금", {"phrase"}, id="without-with-a-minus-sign"),
        pytest.param("상생 －기금", {"phrase"}, id="without-with-a-full-width-minus"),
        pytest.param("상생 - 기금", {"apart"}, id="a-lone-hyphen-is-nothing"),
        # filters
        pytest.param('매체:"들판 신문" 상생', {"phrase", "apart"}, id="outlet-with-a-space"),
        pytest.param("매체:“들판 신문” 상생", {"phrase", "apart"}, id="outlet-in-curled-quotes"),
        pytest.param('기관:"새들동 행정복지센터"', {"town"}, id="organization-with-a-space"),
        pytest.param("기관:새들동행정복지센터", {"town"}, id="organization-without-its-space"),
        pytest.param("기관：나루항만공사", {"plain"}, id="full-width-colon"),
        pytest.param("기관: 나루항만공사 부두", {"plain"}, id="space-after-the-colon"),
        pytest.param("분류:문화 -매체:들판", {"hanja", "edge"}, id="without-an-outlet"),
        pytest.param("상생 -분류:사회", set(), id="without-a-category"),
        pytest.param("-분류:사회", set(), id="only-without"),
        # periods
        pytest.param("기간:2023", {"phrase", "apart", "edge"}, id="year"),
        pytest.param("기간:2023년", {"phrase", "apart", "edge"}, id="year-in-words"),
        pytest.param("기간:2025년 10월", {"dots"}, id="month-in-words"),
        pytest.param("기간:2025년 12월 4일 부두", {"plain"}, id="day-in-words-and-a-word"),
        pytest.param("기간:202511", {"inner", "spaced"}, id="month-in-digits"),
        pytest.param("기간:20251130", {"inner"}, id="day-in-digits"),
        pytest.param("기간:2023.5.6.", {"phrase"}, id="day-with-dots"),
        pytest.param("기간:2023/5/7", {"apart"}, id="day-with-slashes"),
        pytest.param("기간:2023.5.6~7", {"phrase", "apart"}, id="second-day-cut-short"),
        pytest.param("기간:2025-11～2025-12", PORT, id="full-width-tilde"),
        pytest.param("기간:2025.11..2025.12", PORT, id="two-dots"),
        pytest.param("기간:2025-11~", PORT, id="from-a-month"),
        pytest.param("기간:~2022", {"town"}, id="until-a-year"),
        pytest.param("기간:24.7", {"latin"}, id="year-in-two-digits"),
        # initials
        pytest.param("ㄴㄹㅎㅁㄱㅅ", PORT, id="initials"),
        pytest.param("ㄴㄹ ㅎㅁ", PORT, id="initials-with-a-space"),
        pytest.param("나루ㅎㅁ", PORT, id="syllables-then-initials"),
        pytest.param("ㄴㄹ항만공사", PORT, id="initials-then-syllables"),
        pytest.param("AIㄷㅂ", {"latin"}, id="latin-then-initials"),
        pytest.param("ㅎㅈㅂㅈㅅㅌ", {"town"}, id="initials-of-a-word-inside-a-name"),
        pytest.param("ᄀᄋᄃ", {"edge"}, id="conjoining-initials"),
        pytest.param("ㅅㄷㄷ -ㅎㅈㅂㅈ", set(), id="without-initials"),
        pytest.param("ㅁㄱㅎ", {"dots"}, id="initials-divided-by-dots"),
        # nothing to look for
        pytest.param("   ", set(), id="white-space"),
        pytest.param("·ㆍ…!?「」", set(), id="punctuation"),
        pytest.param('""', set(), id="empty-quotes"),
        pytest.param("나루항만공사 우주선", set(), id="one-word-too-many"),
        pytest.param("나루항만공사" * 600, set(), id="very-long-word"),
        pytest.param("나루항만공사 " * 600, PORT, id="very-many-words"),
    ],
)  # fmt: skip
def test_kinds(engine: Engine, folder: Path, query: str, expected: set[str]) -> None:
    assert found(engine, folder, query) == expected


def test_what_may_be_a_particle_may_be_a_name(engine: Engine, folder: Path) -> None:
    assert found(engine, folder, "강원도") == {"edge"}
    assert found(engine, folder, "전문가") == {"edge"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("나루항만공자", "나루항만공사", id="wrong-initial"),
        pytest.param("나루항민공사", "나루항만공사", id="wrong-vowel"),
        pytest.param("나루함만공사", "나루항만공사", id="wrong-final"),
        pytest.param("나루하만공사", "나루항만공사", id="missing-final"),
        pytest.param("나루항만고ㅇ사", "나루항만공사", id="final-left-alone"),
        pytest.param("나루항ㅁㅏㄴ공사", "나루항만공사", id="a-syllable-in-pieces"),
        pytest.param("나루항만공산", "나루항만공사", id="letter-too-many"),
        pytest.param("나루항만궁자", "", id="two-wrong"),
        pytest.param("나루항민공사에서는", "나루항만공사", id="with-a-particle"),
    ],
)
def test_one_letter_off(engine: Engine, folder: Path, typed: str, meant: str) -> None:
    reply = engine.ask("search", typed, {}, folder=folder)
    assert (reply["total"], reply["help"]["didYouMean"]) == (0, meant)
