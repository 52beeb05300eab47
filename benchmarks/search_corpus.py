"""A made-up corpus of press releases of about 2 KB, in which the words of a set of queries are sown.

    python benchmarks/search_corpus.py N QUERIES.json > corpus.jsonl

One JSON record a line: id, title, body (paragraphs), date, outlet, category, organizations, tags. Record i depends on i and on the
queries alone. A query's words are sown in about one record of eighty: plain, with a particle, inside a longer name,
and with white space in it.
"""

# ruff: noqa: SIM905 -- word lists read better as text
from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

REGIONS = (
    "구미 전주 성남 창원 포항 김해 수원 화성 천안 청주 원주 춘천 강릉 여수 순천 목포 나주 군산 익산 경주 안동 거제 통영 "
    "진주 양산 울산 부산 대구 광주 대전 세종 인천 용인 평택 안산 파주 고양 이천 충주 제천 아산 서산 해남 완도 담양"
).split()
BODIES = (
    "시청 시의회 상공회의소 테크노파크 경제진흥원 문화재단 관광공사 도시공사 교육지원청 보건소 소방서 농업기술센터 "
    "청년센터 자원봉사센터 시설공단 디자인진흥원 에너지연구원 사회복지협의회 국립공원사무소 평생학습관"
).split()
TOPICS = (
    "소상공인 전통시장 청년창업 사회적경제 도시재생 반도체 수소경제 재생에너지 바이오헬스 인공지능 로봇 드론 자율주행 "
    "우주항공 조선해양 스마트팜 귀농귀촌 관광 지역축제 문화예술 생활체육 평생교육 돌봄 다문화 안전점검 재난대응 미세먼지 "
    "자원순환 물산업 디지털전환 사이버보안 수출 기술이전 산림휴양 농촌체험 도서관 박물관 생태하천 마을기업 주거복지"
).split()
NOUNS = (
    "사업 지원 교육 행사 협약 점검 공모 상담 전시 대회 캠페인 축제 강좌 설명회 간담회 조례 예산 시설 센터 단지 마을 기업 "
    "시민 주민 학생 청년 어르신 농가 상인 전문가 위원회 협의체 공무원 참가자 봉사자 장비 기술 제품 공정 자료 계획 성과 "
    "수요 품질 안전 환경 복지 교통 주차 도로 하천 공원 숲 농산물 한우 사과 딸기 배추 김치 축산 수산물 미역 전복"
).split()
VERBS = (
    "추진한다 운영한다 마련했다 개최했다 밝혔다 강화한다 확대한다 선정됐다 모집한다 실시했다 늘린다 줄였다 열었다 지원한다 "
    "발굴한다 점검했다 논의했다 약속했다 제공한다 설치했다 개선한다 보급한다 나섰다 마쳤다 시작했다"
).split()
ADVERBS = "꾸준히 새롭게 함께 올해부터 다음 달까지 처음으로 현장에서 온라인으로 무료로 차례로 단계적으로 한층 더욱 본격적으로".split()
SURNAMES, GIVEN = (
    "김이박최정강조윤장임한오서신권황안송류홍",
    "민서지현수영정은성미동재경혜유진상태기선준우호희아숙철훈연주원",
)
OUTLETS = [
    a + b
    for a in "한빛 새벽 동행 가람 누리 온새 다온 미래".split()
    for b in "뉴스 일보 신문 타임스 경제".split()
]
CATEGORIES = "경제 산업 정책 사회 문화 교육 과학기술 지역".split()
RICH_VOWELS, FINALS, SIZES = (
    (0, 1, 4, 5, 8, 13, 18, 20),
    (0, 0, 1, 4, 8, 16, 17, 21),
    (2, 2, 2, 3, 3, 4),
)
VOWELS, FIRMS = (0, 4, 8, 13, 20), "소재 전자 식품 건설 화학 정밀 물산 제약".split()
PARTICLES = "은 는 이 가 을 를 의 에 에서 으로 와 과 도 까지".split()
SOWN = 0.0125
FIRST_DAY = date(2015, 1, 1)


def sow(word: str, chance: random.Random) -> str:
    """A way in which the word stands in a text: plain, with a particle, in a longer name, or spaced differently."""
    way = chance.random()
    if not ("가" <= word[-1] <= "힣"):
        return word + " "
    if way < 0.25:
        return word + " "
    if way < 0.6:
        return word + chance.choice(PARTICLES) + " "
    longer = chance.choice(REGIONS) if "가" <= word[0] <= "힣" else ""
    if way < 0.8 or not re.fullmatch("[가-힣]{4,}", word):
        return longer + word + chance.choice(["", "과", " 관계자는"]) + " "
    place = chance.randint(2, len(word) - 2)
    return word[:place] + " " + word[place:] + chance.choice(["", "을", "의"]) + " "


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Twenty thousand made-up words, and sums of their frequencies: the n-th is about n times as rare as the first."""
    chance = random.Random(5)
    syllables = [
        chr(0xAC00 + 588 * i + 28 * vowel + final)
        for i in range(19)
        for vowel in RICH_VOWELS
        for final in FINALS
    ]
    chance.shuffle(syllables)
    sums = list(accumulate(1 / (i + 12) ** 0.8 for i in range(len(syllables))))
    words = NOUNS + [
        "".join(chance.choices(syllables, cum_weights=sums, k=chance.choice(SIZES)))
        for _ in range(20_000)
    ]
    return words, list(accumulate(1 / (i + 30) ** 0.9 for i in range(len(words))))


def noun(chance: random.Random, is_rich: bool) -> str:
    """A noun, two joined, or a made-up firm: real texts hold many words that are rare. Or one of a rich vocabulary."""
    if is_rich:
        words, sums = vocabulary()
        return chance.choices(words, cum_weights=sums)[0]
    way = chance.random()
    if way < 0.45:
        return chance.choice(NOUNS)
    if way < 0.85:
        return chance.choice(NOUNS) + chance.choice(NOUNS)
    name = "".join(
        chr(0xAC00 + 588 * chance.randrange(19) + 28 * chance.choice(VOWELS)) for _ in "12"
    )
    return name + chance.choice(FIRMS)


def sentence(chance: random.Random, names: dict[str, Any], sown: list[str], is_rich: bool) -> str:
    """A sentence; takes a sown word if one is left."""
    opening = chance.choice(
        [
            f"{chance.choice(names['organizations'])}은 ",
            f"{names['topic']} 분야의 ",
            "이번 ",
            f"{names['person']} {chance.choice(['센터장', '시장', '국장'])}은 ",
        ]
    )
    middle = " ".join(
        noun(chance, is_rich) + chance.choice(PARTICLES) for _ in range(chance.randint(2, 5))
    )
    number = chance.choice(
        [
            "",
            f"{chance.randint(2, 900)}명이 ",
            f"{chance.randint(1, 98)},{chance.randint(100, 999)}억 원을 ",
            f"{chance.randint(1, 12)}월 {chance.randint(1, 28)}일 ",
        ]
    )
    word = sow(sown.pop(), chance) if sown and chance.random() < 0.5 else ""
    return f"{opening}{number}{middle} {word}{chance.choice(ADVERBS)} {chance.choice(VERBS)}."


def record(i: int, words: Sequence[str], is_rich: bool = False) -> dict[str, Any]:
    """The i-th release; a rich one is longer (2.3 KB) and packs as badly as real texts do."""
    chance = random.Random(i)
    region = chance.choice(REGIONS)
    organizations = [region + chance.choice(BODIES), chance.choice(REGIONS) + chance.choice(BODIES)]
    names = {
        "organizations": organizations,
        "topic": chance.choice(TOPICS),
        "person": chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN),
    }
    sown = [word for word in words if chance.random() < SOWN]
    chance.shuffle(sown)
    head = sown.pop() + " " if sown and chance.random() < 0.3 else ""
    title = f"{organizations[0]}, {head}{names['topic']} {chance.choice(NOUNS)} {chance.choice(NOUNS)} {chance.choice(VERBS)[:-1]}"
    body, size = [], 0
    while size < (830 if is_rich else 620) or sown:
        body.append(
            " ".join(sentence(chance, names, sown, is_rich) for _ in range(chance.randint(1, 3)))
        )
        size += len(body[-1])
    day = FIRST_DAY + timedelta(days=chance.randint(0, 3900))
    return {
        "id": f"{i:08x}", "title": title, "body": body, "date": day.isoformat(), "outlet": chance.choice(OUTLETS),
        "category": chance.choice(CATEGORIES), "organizations": organizations, "tags": [names["topic"]],
    }  # fmt: skip


def words_of(queries: Sequence[dict[str, Any]]) -> list[str]:
    """The words to sow, each once."""
    wanted = (word for query in queries if query["mode"] != "none" for word in query["terms"])
    return sorted(set(wanted))


def main() -> None:
    """Writes the corpus to standard output."""
    words = words_of(json.loads(Path(sys.argv[2]).read_text("utf-8")))
    for i in range(int(sys.argv[1])):
        print(json.dumps(record(i, words), ensure_ascii=False))


if __name__ == "__main__":
    main()
