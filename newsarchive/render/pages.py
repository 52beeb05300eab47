"""Every page of the site, as data: where it goes, which template makes it, and what the template sees.

Nothing is rendered here. A model holds what the page's bytes depend on and nothing more, so that a page need not be made
again when its model is unchanged. A new kind of page is one row in PAGES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from newsarchive.config import SiteConfig
from newsarchive.index import FACETS, Archive, Count, Link, Print, Shelf
from newsarchive.index.neighbours import links_of, matrix, network
from newsarchive.index.timeline import UNDATED, date_path, periods
from newsarchive.records import Article, Page

FEED_SIZE = 30
TERMS_ON_A_PAGE = 1000  # of an index by name; a longer one has a page per letter
COUNTS_ON_A_PAGE = 500
RELEASES_ON_A_PAGE = 20
FILES_ON_A_PAGE = 200
SITEMAP_LIMIT = 50_000

Model = dict[str, Any]
Made = Iterator[tuple[str, Model]]


@dataclass(frozen=True, slots=True)
class Pager:
    """Place of a page in a row of pages; base is the site path of the first one."""

    number: int
    total: int
    base: str

    def path(self, number: int) -> str:
        """Site path of another page of the row."""
        return page_path(self.base, number)

    @property
    def near(self) -> list[int]:
        """Page numbers worth a link: the first, the last and those around; 0 stands for a gap."""
        wanted = {1, 2, self.total - 1, self.total, self.number - 1, self.number, self.number + 1}
        numbers = sorted(n for n in wanted if 1 <= n <= self.total)
        return [
            n
            for before, at in zip([0, *numbers], numbers, strict=False)
            for n in ([0, at] if at - before > 1 else [at])
        ]


def page_path(base: str, number: int) -> str:
    """Site path of page `number` of a row: the base itself for the first."""
    return base if number == 1 else f"{base}page/{number}/"


def paged(base: str, places: Sequence[Any], size: int) -> Iterator[tuple[Pager, Sequence[Any]]]:
    """The row's pages, at least one."""
    total = max(1, -(-len(places) // size))
    for number in range(1, total + 1):
        yield Pager(number, total, base), places[(number - 1) * size : number * size]


def _home(archive: Archive, config: SiteConfig) -> Made:
    everything = range(len(archive.articles))
    dates = sorted(card.date for card in archive.cards if card.date)
    yield (
        "",
        {
            "cards": archive.pick(everything[: config.home_size]),
            "total": len(archive.articles),
            "sizes": tuple((n, len(archive.shelves[n])) for n in ("org", "outlet")),
            "span": (dates[0][:7], dates[-1][:7]) if dates else (),
            "histogram": archive.histogram(everything),
            "organizations": archive.together(everything, "org"),
            "categories": archive.together(everything, "category"),
        },
    )


def _articles(archive: Archive, config: SiteConfig) -> Made:
    for pager, places in paged("articles/", range(len(archive.cards)), config.page_size):
        yield page_path("articles/", pager.number), {"cards": archive.pick(places), "pager": pager}


def _article(archive: Archive, config: SiteConfig) -> Made:
    names = [facet for facet in FACETS if facet.name in archive.links]
    cards = archive.cards
    last = len(cards) - 1
    for place, article in enumerate(archive.articles):
        yield (
            cards[place].url,
            {
                "article": article,
                "terms": {
                    facet.name: links_of(facet.terms(article), archive.links[facet.name])
                    for facet in names
                },
                "people": _people(article, archive),
                "credit": _credit(article, archive),
                "date_link": _date_link(article.date, config),
                "others": archive.others(place),
                "related": archive.pick(archive.related[place]),
                "newer": cards[place - 1].link if place else None,
                "older": cards[place + 1].link if place < last else None,
            },
        )


def _people(article: Article, archive: Archive) -> tuple[tuple[Link, str], ...]:
    """Each person and what the article calls them; none when people are switched off."""
    links = archive.links.get("person")
    if links is None:
        return ()
    return tuple(
        (links.get(p.name, Link(p.name)), f"{p.organization} {p.title}".strip())
        for p in article.people
    )


def _credit(article: Article, archive: Archive) -> Link | None:
    """Who issued the release, linked when it is an organization of the archive."""
    name = article.credit
    return archive.links["org"].get(name, Link(name)) if name else None


def _date_link(date: str | None, config: SiteConfig) -> str:
    """Path of the most precise date page there is."""
    return date_path(date if config.pages.days or not date else date[:7])


def _withdrawn(archive: Archive, config: SiteConfig) -> Made:
    for article in archive.withdrawn:
        yield article.url.strip("/") + "/", {"note": article.status_note, "title": article.title}


def _aliases(archive: Archive, config: SiteConfig) -> Made:
    for card, article in zip(archive.cards, archive.articles, strict=True):
        for alias in article.aliases:
            yield alias.strip("/") + "/", {"target": card.link}


def _indexes(archive: Archive, config: SiteConfig) -> Made:
    for facet, shelves in archive.shelves.items():
        letters = tuple(
            (letter, tuple(s.count for s in group))
            for letter, group in groupby(shelves, key=lambda shelf: shelf.letter)
        )
        common: Model = {"facet": facet, "total": len(shelves), "pager": Pager(1, 1, "")}
        base = f"{facet}/"
        if len(shelves) <= TERMS_ON_A_PAGE:
            jump = tuple(Link(letter, "") for letter, _ in letters)
            yield base, common | {"order": "by_name", "letters": letters, "jump": jump}
        else:
            jump = tuple(Link(letter, f"{base}page/{letter}/") for letter, _ in letters)
            named = common | {"order": "by_name", "jump": jump}
            yield base, named | {"letters": letters[:1]}
            for letter in letters:
                yield f"{base}page/{letter[0]}/", named | {"letters": (letter,)}
        ranked = sorted((s.count for s in shelves), key=lambda c: -c.count)
        for pager, counts in paged(f"{base}page/count/", ranked, COUNTS_ON_A_PAGE):
            by_count = common | {"order": "by_count", "jump": (), "pager": pager}
            yield (
                page_path(pager.base, pager.number),
                by_count | {"letters": (("", tuple(counts)),)},
            )


def _terms(archive: Archive, config: SiteConfig) -> Made:
    for facet, shelf in _shelves(archive):
        for pager, places in paged(shelf.path, shelf.members, config.page_size):
            first = pager.number == 1
            yield (
                page_path(shelf.path, pager.number),
                {
                    "facet": facet,
                    "term": shelf.count,
                    "aliases": shelf.aliases,
                    "pager": pager,
                    "cards": archive.pick(places),
                    "histogram": archive.histogram(shelf.members) if first else (),
                    "together": _together(archive, facet, shelf) if first else (),
                },
            )


def _shelves(archive: Archive) -> Iterator[tuple[str, Shelf]]:
    return ((facet, shelf) for facet, group in archive.shelves.items() for shelf in group)


def _together(
    archive: Archive, facet: str, shelf: Shelf
) -> tuple[tuple[str, tuple[Count, ...]], ...]:
    """(facet, names) beside a term: what else its articles name."""
    beside = (
        (name, archive.together(shelf.members, name, shelf.name if name == facet else ""))
        for name in ("org", "outlet", "person", "category")
    )
    return tuple(
        (name, counts)
        for name, counts in beside
        if (counts and name != facet) or (facet == "org" == name and counts)
    )


def _years(archive: Archive, config: SiteConfig) -> Made:
    months = {period: len(places) for period, places in periods(archive.articles, 7)}
    years = tuple(
        (Count(year, date_path(year), len(places)), _months(year, months))
        for year, places in periods(archive.articles, 4)
    )
    undated = sum(card.date is None for card in archive.cards)
    yield "date/", {"years": years, "undated": Count("", date_path(None), undated)}


def _months(year: str, counts: Mapping[str, int]) -> tuple[Count, ...]:
    names = (f"{year}-{month:02}" for month in range(1, 13))
    return tuple(Count(m, date_path(m) if m in counts else "", counts.get(m, 0)) for m in names)


def _year(archive: Archive, config: SiteConfig) -> Made:
    months = {period: len(places) for period, places in periods(archive.articles, 7)}
    yield from _period_pages(archive, config, 4, lambda year: {"months": _months(year, months)})


def _month(archive: Archive, config: SiteConfig) -> Made:
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

    yield from _period_pages(archive, config, 7, calendar)


def _day(archive: Archive, config: SiteConfig) -> Made:
    if config.pages.days:
        yield from _period_pages(archive, config, 10, lambda day: {})


def _period_pages(
    archive: Archive, config: SiteConfig, length: int, more: Callable[[str], Model]
) -> Made:
    """Pages of each year, month or day, with links to the periods before and after."""
    found = periods(archive.articles, length)
    for at, (period, places) in enumerate(found):
        beside = {
            "newer": found[at - 1][0] if at else "",
            "older": found[at + 1][0] if at + 1 < len(found) else "",
            "period": period,
            "count": len(places),
        }
        base = date_path(period)
        for pager, some in paged(base, places, config.page_size):
            model = beside | {"pager": pager, "cards": archive.pick(some)} | more(period)
            yield page_path(base, pager.number), model


def _undated(archive: Archive, config: SiteConfig) -> Made:
    places = [place for place, card in enumerate(archive.cards) if card.date is None]
    base = f"date/{UNDATED}/"
    for pager, some in paged(base, places, config.page_size):
        yield page_path(base, pager.number), {"pager": pager, "cards": archive.pick(some)}


def _releases(archive: Archive, config: SiteConfig) -> Made:
    for pager, some in paged("releases/", archive.releases, RELEASES_ON_A_PAGE):
        shown = tuple(tuple(_print(archive, place) for place in r.members) for r in some)
        yield (
            page_path("releases/", pager.number),
            {
                "pager": pager,
                "releases": shown,
                "total": len(archive.releases),
            },
        )


def _print(archive: Archive, place: int) -> Print:
    card, article = archive.cards[place], archive.articles[place]
    about = (card.id, card.url, card.title, card.date, card.outlet, card.is_teaser)
    return Print(*about, article.subtitle, article.body)


def _stats(archive: Archive, config: SiteConfig) -> Made:
    yield (
        "stats/",
        {
            "histogram": archive.histogram(range(len(archive.cards))),
            "matrix": matrix(archive.shelves["outlet"], archive.shelves["category"]),
            "network": network(archive.shelves["org"]),
        },
    )


def _quality(archive: Archive, config: SiteConfig) -> Made:
    account = archive.quality
    for pager, files in paged("quality/", account.files, FILES_ON_A_PAGE):
        yield (
            page_path("quality/", pager.number),
            {
                "pager": pager,
                "files": tuple(files),
                "file_count": len(account.files),
                "total": account.total,
                "coverage": account.coverage,
                "dropped": account.dropped,
            },
        )


def _data(archive: Archive, config: SiteConfig) -> Made:
    yield "data/", {"total": len(archive.articles)}


def _single(path: str) -> Callable[[Archive, SiteConfig], Made]:
    """One page that depends on settings alone."""
    return lambda archive, config: iter([(path, {})])


def _data_file(name: str) -> Callable[[Archive, SiteConfig], Made]:
    return lambda archive, config: iter([(f"data/{name}", {"articles": archive.articles})])


def _feed(path: str) -> Callable[[Archive, SiteConfig], Made]:
    """A feed of the whole archive."""
    return lambda archive, config: iter(
        [
            (
                path,
                {
                    "cards": archive.pick(range(len(archive.cards))[:FEED_SIZE]),
                    "name": "",
                    "of": "",
                },
            )
        ]
    )


def _term_feeds(archive: Archive, config: SiteConfig) -> Made:
    for _, shelf in _shelves(archive):
        yield (
            f"{shelf.path}feed.xml",
            {
                "cards": archive.pick(shelf.members[:FEED_SIZE]),
                "name": shelf.name,
                "of": shelf.path,
            },
        )


def _sitemap(archive: Archive, config: SiteConfig) -> Made:
    """One sitemap, or an index and its parts; none without the site's address, which every entry needs."""
    if not config.base_url:
        return
    dates = {card.url: (card.date or "")[:10] for card in archive.cards}
    rows = (row for row in PAGES if row.is_listed and row.is_on(config))
    entries = [(path, dates.get(path, "")) for row in rows for path in row.paths(archive, config)]
    if len(entries) <= SITEMAP_LIMIT:
        yield "sitemap.xml", {"entries": tuple(entries), "parts": ()}
        return
    starts = range(0, len(entries), SITEMAP_LIMIT)
    parts = tuple(f"sitemap-{number}.xml" for number in range(1, len(starts) + 1))
    yield "sitemap.xml", {"entries": (), "parts": parts}
    for part, start in zip(parts, starts, strict=True):
        yield part, {"entries": tuple(entries[start : start + SITEMAP_LIMIT]), "parts": ()}


def _with_address(path: str) -> Callable[[Archive, SiteConfig], Made]:
    """A file that makes sense only when the site's address is known."""
    return lambda archive, config: iter([(path, {})] if config.base_url else [])


def _redirects(archive: Archive, config: SiteConfig) -> Made:
    moves = tuple((alias, article.url) for article in archive.articles for alias in article.aliases)
    if moves:
        yield "_redirects", {"moves": tuple(sorted(moves))}


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of page: its template, its pages, whether readers find it in the sitemap, and its switch."""

    template: str
    models: Callable[[Archive, SiteConfig], Made]
    is_listed: bool = True
    is_on: Callable[[SiteConfig], bool] = lambda config: True

    def pages(self, archive: Archive, config: SiteConfig) -> Iterator[Page]:
        """The pages of this kind."""
        for path, model in self.models(archive, config):
            yield Page(_file_of(path), self.template, model)

    def paths(self, archive: Archive, config: SiteConfig) -> Iterator[str]:
        """Their site paths."""
        return (path for path, _ in self.models(archive, config))


def _file_of(path: str) -> str:
    """The output file of a site path."""
    return path + "index.html" if not path or path.endswith("/") else path


def _has_data(config: SiteConfig) -> bool:
    return config.pages.data


PAGES = (
    Row("home.html", _home),
    Row("articles.html", _articles),
    Row("article.html", _article),
    Row("withdrawn.html", _withdrawn, is_listed=False),
    Row("moved.html", _aliases, is_listed=False),
    Row("terms.html", _indexes),
    Row("term.html", _terms),
    Row("dates.html", _years),
    Row("year.html", _year),
    Row("month.html", _month),
    Row("day.html", _day),
    Row("undated.html", _undated),
    Row("releases.html", _releases, is_on=lambda config: config.pages.releases),
    Row("stats.html", _stats, is_on=lambda config: config.pages.stats),
    Row("quality.html", _quality, is_on=lambda config: config.pages.quality),
    Row("data.html", _data, is_on=_has_data),
    Row("articles.csv", _data_file("articles.csv"), False, _has_data),
    Row("articles.ndjson", _data_file("articles.ndjson"), False, _has_data),
    Row("schema.json", _single("data/schema.json"), False, _has_data),
    Row("articles.sqlite", _data_file("articles.sqlite"), False, _has_data),
    Row("about.html", _single("about/")),
    Row("saved.html", _single("saved/"), is_listed=False),
    Row("404.html", _single("404.html"), is_listed=False),
    Row("feed.xml", _feed("feed.xml"), is_listed=False),
    Row("rss.xml", _feed("rss.xml"), is_listed=False),
    Row("feed.json", _feed("feed.json"), is_listed=False),
    Row("feed.xml", _term_feeds, False, lambda config: config.pages.feeds),
    Row("sitemap.xml", _sitemap, is_listed=False),
    Row("robots.txt", _single("robots.txt"), is_listed=False),
    Row(
        "opensearch.xml", _with_address("opensearch.xml"), False, lambda config: config.pages.search
    ),
    Row("llms.txt", _single("llms.txt"), is_listed=False),
    Row("_headers", _single("_headers"), is_listed=False),
    Row("_redirects", _redirects, is_listed=False),
    Row("site.css", _single("static/site.css"), is_listed=False),
    Row("nojekyll", _single(".nojekyll"), is_listed=False),
)


def pages(archive: Archive, config: SiteConfig) -> Iterator[Page]:
    """Every page of the site, in a fixed order, none of them rendered."""
    for row in PAGES:
        if row.is_on(config):
            yield from row.pages(archive, config)
