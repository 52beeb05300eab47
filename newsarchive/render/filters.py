"""What templates say of a value: dates, counts and names as a reader expects them. Pure functions, one set per language."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from email.utils import format_datetime
from functools import lru_cache, partial
from itertools import groupby
from typing import Any, NamedTuple

from newsarchive.config import KST, SiteConfig
from newsarchive.index import Card
from newsarchive.render.wording import Wording
from newsarchive.text import shorten, squeeze, with_particle

MARKS = "△▲▽▼○●◯□■◇◆▶▷◎※•∙-*"
MARKED = re.compile(rf"^\s*[{re.escape(MARKS)}]\s*(?=\S)")
SHORTEST_TITLE = 24  # letters of a title that are kept however long its surroundings are
MOST_KEPT = 20_000  # dates and numbers in words, which pages repeat
EPOCH = datetime(1970, 1, 1, tzinfo=KST)


class Block(NamedTuple):
    """A paragraph, or a run of paragraphs that open with the same mark and so are a list."""

    is_list: bool
    lines: tuple[str, ...]


def blocks(body: Iterable[str]) -> tuple[Block, ...]:
    """Paragraphs with runs of two and more marked ones as lists; the mark is left to the list's bullet.

    >>> [b.lines for b in blocks(["가", "△ 나", "△ 다"])]
    [('가',), ('나', '다')]
    """

    def mark(line: str) -> str:
        return line.strip()[0] if MARKED.match(line) else ""

    body = tuple(body)
    if not any(map(MARKED.match, body)):
        return tuple([Block(False, (line,)) for line in body])
    found: list[Block] = []
    for sign, run in groupby(body, mark):
        lines = tuple(run)
        if sign and len(lines) > 1:
            found.append(Block(True, tuple(MARKED.sub("", line) for line in lines)))
        else:
            found.extend(Block(False, (line,)) for line in lines)
    return tuple(found)


def by_month(cards: Iterable[Card]) -> list[tuple[str, list[Card]]]:
    """Cards in the order given, in groups of one month (or year, when no month is stated); "" for undated ones."""
    return [(month, list(run)) for month, run in groupby(cards, lambda c: (c.date or "")[:7])]


def weeks(month: str) -> list[list[int]]:
    """Days of a month by weeks from Sunday, 0 outside the month.

    >>> weeks("2025-12")[0]
    [0, 1, 2, 3, 4, 5, 6]
    """
    return calendar.Calendar(calendar.SUNDAY).monthdayscalendar(int(month[:4]), int(month[5:7]))


def moment(stated: str | None) -> datetime:
    """The instant a stated date begins, in KST; 1970-01-01 when unknown, since feeds must name one.

    >>> moment("2018-11").isoformat()
    '2018-11-01T00:00:00+09:00'
    """
    if not stated:
        return EPOCH
    whole = stated + "0000-01-01"[len(stated) :] if len(stated) < 10 else stated
    instant = datetime.fromisoformat(whole)
    return instant if instant.tzinfo else instant.replace(tzinfo=KST)


def date_filters(wording: Wording) -> Mapping[str, Callable[..., Any]]:
    """Filters that write dates in the interface's language; each says "unknown" for None."""

    def day(stated: str | None) -> str:
        return period(stated[:10]) if stated else str(wording["unknown"])

    def _day(stated: str) -> str:
        on = date.fromisoformat(stated)
        return str(wording["day"]).format(
            y=on.year,
            m=on.month,
            d=on.day,
            month=wording["months"][on.month - 1],
            weekday=wording["weekdays"][on.weekday()],
        )

    def when(stated: str | None) -> str:
        time = f" {stated[11:16]}" if stated and len(stated) >= 16 else ""
        return day(stated) + time

    @lru_cache(MOST_KEPT)
    def period(stated: str) -> str:
        parts = stated.split("-")
        if len(parts) == 3:
            return _day(stated)
        if len(parts) == 2:
            month = int(parts[1])
            return str(wording["period_month"]).format(
                y=parts[0], m=month, month=wording["months"][month - 1]
            )
        return str(wording["period_year"]).format(y=parts[0])

    return {"day": day, "when": when, "period": period}


def citation_date(stated: str | None, unknown: str) -> str:
    """The date as citations in Korean print it.

    >>> citation_date("2025-12-04T18:31:54+09:00", "?"), citation_date("2018-11", "?")
    ('2025. 12. 4.', '2018. 11.')
    """
    if not stated:
        return unknown
    return " ".join(f"{int(part)}." for part in stated[:10].split("-"))


def changes(first: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """(sentences only the other has, sentences only the first has), spacing and quotes aside.

    >>> changes(["시는 밝혔다. 또 늘었다."], ["시는  밝혔다. 줄었다."])
    (['줄었다.'], ['또 늘었다.'])
    """
    ours, theirs = ({_bare(s): s for s in _sentences(body)} for body in (first, other))
    return (
        [sentence for key, sentence in theirs.items() if key not in ours],
        [sentence for key, sentence in ours.items() if key not in theirs],
    )


def _sentences(body: Iterable[str]) -> list[str]:
    ends = re.compile(r"(?<=[.!?…])[\"'”’]?\s+")
    return [s for paragraph in body for s in ends.split(squeeze(paragraph)) if s]


def _bare(sentence: str) -> str:
    return re.sub(r"[\W_]+", "", sentence)


def _counted(wording: Wording, count: int) -> str:
    """How many articles, in words."""
    return str(wording["count" if count != 1 else "count_one"]).format(f"{count:,}")


def filters(config: SiteConfig, wording: Wording) -> dict[str, Callable[..., Any]]:
    """Every filter that is not a link, by the name templates use."""
    unknown = wording["unknown"]
    return {
        **date_filters(wording),
        "blocks": blocks,
        "by_month": by_month,
        "weeks": weeks,
        "number": "{:,}".format,
        "count": lru_cache(MOST_KEPT)(partial(_counted, wording)),
        "rfc3339": lambda stated: moment(stated).isoformat(),
        "rfc822": lambda stated: format_datetime(moment(stated)),
        "citation_date": lambda stated: citation_date(stated, unknown),
        "particle": with_particle,
        "or_unknown": lambda text: text or unknown,
        "changes": changes,
        "brief": lambda text, room: shorten(text, max(room, 4)),
        "fit": lambda text, room: shorten(text, max(room, SHORTEST_TITLE)),
    }
