"""Text → dates as the page states them: ISO 8601 with +09:00, as precise as printed. Never a guess, never today.

A Stamp is one date with the word in front of it; what the word says (등록, 수정, UPDATED.) is its role. Which stamp
is the article's date is decided in fields.py, by where the line stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from newsarchive.extract.lines import words


def spaced(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; boards print labels letter by letter: `작 성 일`.

    >>> bool(re.fullmatch(spaced(["작성일"]), "작 성 일"))
    True
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"[ \t]*".join(map(re.escape, word)) for word in ordered)


PUBLISHED = words(
    "등록 등록일 등록일자 등록일시 등록시간 입력 입력일 입력일시 입력시간 기사입력 최초입력 기사등록 승인 승인일 기사승인 작성 작성일 작성일자 작성일시 게시일 "
    "게시일자 게시일시 게재일 게재 송고 송고시간 발행 발행일 발행일자 발행일시 날짜 일자 배포 배포일 배포일자 배포일시 제공일 제공일자 보도일 보도일자 보도일시 "
    "기사작성 글쓴날 공개일 등록날짜 작성날짜 최초등록 date Date DATE"
)
MODIFIED = words(
    "수정 수정일 수정일시 수정일자 최종수정 기사수정 업데이트 최종업데이트 갱신 최종편집 마지막수정"
)
CLOCK = words("편집 UPDATED Updated 현재시각 현재시간 오늘 검색일")
EVENT = words("일시 행사일 행사일시 개최일시 접수기간 기간 신청기간")
OTHER = (*EVENT, *words("시행일 개정일 지면 보도시점 엠바고 설립일 창간일 창간"))
ROLES = (
    dict.fromkeys(PUBLISHED, "published")
    | dict.fromkeys(MODIFIED, "modified")
    | dict.fromkeys(CLOCK, "clock")
    | dict.fromkeys(OTHER, "other")
)
WORD = spaced(ROLES)
DAY = (
    r"(?:(?P<year>(?:19|20)\d\d)[ ]?[.\-/년][ ]*(?P<month>\d{1,2})[ ]?[.\-/월][ ]*(?P<day>\d{1,2})(?!\d)"
    r"|(?P<year2>\d\d)(?P<sep>[.\-/])(?P<month2>\d\d)(?P=sep)(?P<day2>\d\d)(?![\d.\-/]))"
)
WEEKDAY = (
    r"(?:[ ]*일)?\.?(?P<weekday>[ ]*[(\[]?[월화수목금토일](?:요일)?[)\]]|[ ]+[월화수목금토일]요일)?"
)
TIME = (
    r"(?:(?:[ ]|T)*[(\[]?[ ]*(?P<half>오전|오후|AM|PM|am|pm)?[ ]*(?P<hour>\d{1,2})[ ]?(?::|시)[ ]?"
    r"(?P<minute>\d\d)(?:(?::|분[ ]?(?=\d\d초))(?P<second>\d\d)(?!\d))?분?초?(?:\.\d+)?(?:[ ]*(?P<half2>AM|PM|am|pm))?[)\]]?)?"
)
STAMP = re.compile(
    rf"(?:(?<![가-힣A-Za-z])(?P<word>{WORD})\.?\s*[:：|]?\s*\[?|(?P<glued>송고시간|입력|수정|등록))?"
    rf"(?:(?<![\d.\-/])|(?<=-\d{{4}})){DAY}{WEEKDAY}{TIME}(?P<weekday2>[ ]*[(\[][월화수목금토일](?:요일)?[)\]])?"
    r"(?:[ ]*(?P<after>송고|입력|등록|승인|수정)(?![가-힣]|[ ]*[:：|]?[ ]*\d))?"
)
MONTH_STAMP = re.compile(
    rf"(?<![가-힣A-Za-z])(?P<word>{spaced(PUBLISHED)})[ ]*[:：|]?[ ]*(?P<year>(?:19|20)\d\d)[.\-/년][ ]?"
    r"(?P<month>\d{1,2})월?(?![\d.\-/]|[ ]?\d)"
)
NUMERIC = re.compile(r"\d ?[.\-/년] ?\d")  # every date has this; most lines have not
RELEASE_CLOCK = re.compile(r"발행일자?[ ]*:")


@dataclass(frozen=True, slots=True)
class Stamp:
    """One date in a line. role: published, modified, clock, other, or bare when no word says what it is."""

    role: str
    value: str | None  # None: the numbers are no date (2025.13.40)
    printed: str
    start: int
    end: int
    has_weekday: bool = False
    has_time: bool = False


def read_stamps(text: str) -> tuple[Stamp, ...]:
    """The dates of one line, in order.

    >>> [(s.role, s.value) for s in read_stamps("입력 2024/12/22 18:42 수정 2024.12.22 18:43")]
    [('published', '2024-12-22T18:42:00+09:00'), ('modified', '2024-12-22T18:43:00+09:00')]
    """
    if not NUMERIC.search(text):
        return ()
    stamps = tuple(_stamp(match) for match in STAMP.finditer(text))
    if stamps:
        return stamps
    month = MONTH_STAMP.search(text)
    if month is None:
        return ()
    value = f"{month['year']}-{int(month['month']):02d}" if 1 <= int(month["month"]) <= 12 else None
    return (Stamp("published", value, month.group(), month.start(), month.end()),)


def _stamp(match: re.Match[str]) -> Stamp:
    """The Stamp of one match; the word in front names the role, else the word behind."""
    word = match["word"] or match["glued"] or match["after"] or ""
    role = ROLES.get(re.sub(r"\s", "", word), "bare")
    weekday = bool(match["weekday"] or match["weekday2"])
    has_time = match["hour"] is not None
    if RELEASE_CLOCK.match(match.group()) and (match["weekday2"] or not has_time) and weekday:
        role = (
            "clock"  # `발행일: 2026-01-27 13:20 (화)` at the top of a page is the day it was opened
        )
    value = _iso(match)
    return Stamp(role, value, match.group().strip(), match.start(), match.end(), weekday, has_time)


def _iso(match: re.Match[str]) -> str | None:
    """The date in ISO 8601, to the minute or second as printed; None for an impossible one."""
    year = int(match["year"] or f"20{match['year2']}")
    month, day = int(match["month"] or match["month2"]), int(match["day"] or match["day2"])
    try:
        if match["hour"] is None:
            return f"{datetime(year, month, day):%Y-%m-%d}"  # noqa: DTZ001
        hour = _hour(int(match["hour"]), match["half"] or match["half2"] or "")
        minute, second = int(match["minute"]), int(match["second"] or 0)
        return f"{datetime(year, month, day, hour, minute, second):%Y-%m-%dT%H:%M:%S}+09:00"  # noqa: DTZ001
    except ValueError:
        return None


def _hour(hour: int, half: str) -> int:
    """The hour of the day: 오후 8 is 20, 오전 12 is 0.

    >>> _hour(8, "오후"), _hour(12, "오전"), _hour(12, "오후"), _hour(8, "")
    (20, 0, 12, 8)
    """
    if half in ("오후", "PM", "pm") and hour < 12:
        return hour + 12
    return 0 if half in ("오전", "AM", "am") and hour == 12 else hour
