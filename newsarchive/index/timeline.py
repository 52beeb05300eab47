"""Articles in time: their order, and how many a month, a year and a day hold.

Dates are ISO strings as precise as the page states: "2018-11" belongs to a month and to no day. Undated articles come
last and belong to no month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from newsarchive.index.facets import Count
from newsarchive.records import Article

LONGEST_BY_MONTH = 48  # bars of a chart; a longer span is counted by year
UNDATED = "unknown"


def newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Dated articles from the newest, then undated ones; within a moment as their pages print them."""
    printed = sorted(articles, key=lambda a: (a.source, a.item, a.id))
    return tuple(sorted(printed, key=lambda a: a.date or "", reverse=True))


def date_path(date: str | None) -> str:
    """Site path of the page that lists a day, month or year; of the undated for None.

    >>> date_path("2025-12-04T18:31:54+09:00"), date_path("2018-11"), date_path(None)
    ('date/2025/12/04/', 'date/2018/11/', 'date/unknown/')
    """
    return f"date/{date[:10].replace('-', '/')}/" if date else f"date/{UNDATED}/"


def periods(articles: Sequence[Article], length: int) -> list[tuple[str, tuple[int, ...]]]:
    """(period, places of its articles), newest first; length of the ISO prefix: 4 year, 7 month, 10 day.

    Articles that do not state a date so precise are left out.
    """
    stated = [
        (a.date[:length], place)
        for place, a in enumerate(articles)
        if a.date and len(a.date) >= length
    ]
    return [
        (period, tuple(place for _, place in group))
        for period, group in groupby(stated, key=lambda pair: pair[0])
    ]


def histogram(dates: Iterable[str | None]) -> tuple[Count, ...]:
    """Articles per month from the first to the last, empty months too; per year when that is a long span.

    >>> [(bar.name, bar.count) for bar in histogram(["2024-11-02", "2025-01", None])]
    [('2024-11', 1), ('2024-12', 0), ('2025-01', 1)]
    """
    months = Counter(date[:7] for date in dates if date and len(date) >= 7)
    if not months:
        return ()
    first, last = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (min(months), max(months)))
    if last - first < LONGEST_BY_MONTH:
        span = (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1))
        return tuple([_bar(month, months[month]) for month in span])
    years: Counter[str] = Counter()
    for month, count in months.items():
        years[month[:4]] += count
    span = (f"{year:04}" for year in range(first // 12, last // 12 + 1))
    return tuple([_bar(year, years[year]) for year in span])


def _bar(period: str, count: int) -> Count:
    return Count(period, date_path(period) if count else "", count)
