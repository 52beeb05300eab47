"""Models of the indexes, of each term and of each year, month and day. See pages.PAGES."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from newsarchive.config import SiteConfig
from newsarchive.index import Archive, Count, Link, Shelf
from newsarchive.index.timeline import UNDATED, date_path, periods
from newsarchive.render.paging import Made, Model, Pager, listed, page_path, paged

TERMS_ON_A_PAGE = 1000  # of an index by name; a longer one has a page per letter
COUNTS_ON_A_PAGE = 500
BESIDE = ("org", "outlet", "person", "category")  # facets named beside the articles of a term


def indexes(archive: Archive, config: SiteConfig) -> Made:
    """Every facet by name and by count; a long one has a page per letter."""
    for facet, shelves in archive.shelves.items():
        letters = tuple(
            (letter, tuple(s.count for s in group))
            for letter, group in groupby(shelves, key=lambda shelf: shelf.letter)
        )
        common: Model = {"facet": facet, "total": len(shelves), "pager": Pager(1, 1, "")}
        base = f"{facet}/"
        if len(shelves) <= TERMS_ON_A_PAGE:
            jump = tuple(Link(letter, "") for letter, _ in letters)
            yield base, partial(dict, common, order="by_name", letters=letters, jump=jump)
        else:
            jump = tuple(Link(letter, f"{base}page/{letter}/") for letter, _ in letters)
            named = common | {"order": "by_name", "jump": jump}
            yield base, partial(dict, named, letters=letters[:1])
            for letter in letters:
                yield f"{base}page/{letter[0]}/", partial(dict, named, letters=(letter,))
        ranked = sorted((s.count for s in shelves), key=lambda c: -c.count)
        for pager, counts in paged(f"{base}page/count/", ranked, COUNTS_ON_A_PAGE):
            by_count = common | {"order": "by_count", "jump": (), "pager": pager}
            path = page_path(pager.base, pager.number)
            yield path, partial(dict, by_count, letters=(("", tuple(counts)),))


def terms(archive: Archive, config: SiteConfig) -> Made:
    """Every term and its articles."""
    for facet, shelf in _shelves(archive):
        for pager, places in paged(shelf.path, shelf.members, config.page_size):
            path = page_path(shelf.path, pager.number)
            yield path, partial(_term, archive, facet, shelf, pager, places)


def _term(archive: Archive, facet: str, shelf: Shelf, pager: Pager, places: Sequence[int]) -> Model:
    first = pager.number == 1
    return {
        "facet": facet,
        "term": shelf.count,
        "aliases": shelf.aliases,
        "pager": pager,
        "cards": archive.pick(places),
        "histogram": archive.histogram(shelf.members) if first else (),
        "together": _together(archive, facet, shelf) if first else (),
    }


def _shelves(archive: Archive) -> Iterator[tuple[str, Shelf]]:
    return ((facet, shelf) for facet, group in archive.shelves.items() for shelf in group)


def _together(
    archive: Archive, facet: str, shelf: Shelf
) -> tuple[tuple[str, tuple[Count, ...]], ...]:
    """(facet, names) beside a term: what else its articles name."""
    beside = ((name, archive.together(shelf.members, name, shelf.name)) for name in BESIDE)
    return tuple((name, counts) for name, counts in beside if counts)


def years(archive: Archive, config: SiteConfig) -> Made:
    """All years with their months."""
    months = {period: len(places) for period, places in periods(archive.articles, 7)}
    years = tuple(
        (Count(year, date_path(year), len(places)), _months(year, months))
        for year, places in periods(archive.articles, 4)
    )
    undated = sum(card.date is None for card in archive.cards)
    yield "date/", partial(dict, years=years, undated=Count("", date_path(None), undated))


def _months(year: str, counts: Mapping[str, int]) -> tuple[Count, ...]:
    names = (f"{year}-{month:02}" for month in range(1, 13))
    return tuple(Count(m, date_path(m) if m in counts else "", counts.get(m, 0)) for m in names)


def each_year(archive: Archive, config: SiteConfig) -> Made:
    """A page per year."""
    months = {period: len(places) for period, places in periods(archive.articles, 7)}
    return _period_pages(archive, config, 4, lambda year: {"months": _months(year, months)})


def each_month(archive: Archive, config: SiteConfig) -> Made:
    """A page per month, with its calendar."""
    days = {period: len(places) for period, places in periods(archive.articles, 10)}

    def calendar(month: str) -> Model:
        counts = ((f"{month}-{day:02}", day) for day in range(1, 32))
        linked = config.pages.days
        return {
            "days": {
                day: Count(date, date_path(date) if linked else "", days[date])
                for date, day in counts
                if date in days
            }
        }

    return _period_pages(archive, config, 7, calendar)


def each_day(archive: Archive, config: SiteConfig) -> Made:
    """A page per day, unless switched off."""
    return _period_pages(archive, config, 10, lambda day: {}) if config.pages.days else iter(())


def _period_pages(
    archive: Archive, config: SiteConfig, length: int, more: Callable[[str], Model]
) -> Made:
    """Pages of each year, month or day, with links to the periods before and after."""
    found = periods(archive.articles, length)
    for at, (period, places) in enumerate(found):
        frame = {
            "newer": found[at - 1][0] if at else "",
            "older": found[at + 1][0] if at + 1 < len(found) else "",
            "period": period,
            "count": len(places),
            **more(period),
        }
        base = date_path(period)
        for pager, some in paged(base, places, config.page_size):
            yield page_path(base, pager.number), partial(_period, archive, frame, pager, some)


def _period(archive: Archive, frame: Model, pager: Pager, places: Sequence[int]) -> Model:
    return frame | listed(archive, pager, places)


def undated(archive: Archive, config: SiteConfig) -> Made:
    """Articles whose page states no date."""
    places = [place for place, card in enumerate(archive.cards) if card.date is None]
    base = f"date/{UNDATED}/"
    for pager, some in paged(base, places, config.page_size):
        yield page_path(base, pager.number), partial(listed, archive, pager, some)
