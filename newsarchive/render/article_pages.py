"""Models of the first page, of the list of everything, and of each article. See pages.PAGES."""

from __future__ import annotations

from collections import Counter
from functools import partial

from newsarchive.config import SiteConfig
from newsarchive.index import FACETS, Archive, Card, Link
from newsarchive.index.neighbours import links_of
from newsarchive.index.timeline import date_path
from newsarchive.records import Article
from newsarchive.render.filters import SHORTEST_TITLE
from newsarchive.render.paging import Made, Model, listed, page_path, paged


def home(archive: Archive, config: SiteConfig) -> Made:
    """The first page."""
    yield "", partial(_home, archive, config.home_size)


def _home(archive: Archive, size: int) -> Model:
    everything = range(len(archive.articles))
    dates = sorted(card.date for card in archive.cards if card.date)
    return {
        "cards": archive.pick(everything[:size]),
        "total": len(archive.articles),
        "sizes": tuple((n, len(archive.shelves[n])) for n in ("org", "outlet")),
        "span": (dates[0][:7], dates[-1][:7]) if dates else (),
        "histogram": archive.histogram(everything),
        "organizations": archive.together(everything, "org"),
        "categories": archive.together(everything, "category"),
    }


def articles(archive: Archive, config: SiteConfig) -> Made:
    """Everything, newest first."""
    for pager, places in paged("articles/", range(len(archive.cards)), config.page_size):
        yield page_path("articles/", pager.number), partial(listed, archive, pager, places)


def each_article(archive: Archive, config: SiteConfig) -> Made:
    """A page per article, with its neighbours and the links of its terms."""
    titles = Counter(map(_title, archive.cards))
    for place, card in enumerate(archive.cards):
        twin = card.id if titles[_title(card)] > 1 else ""
        yield card.url, partial(_article, archive, config, place, twin)


def _article(archive: Archive, config: SiteConfig, place: int, twin: str) -> Model:
    article, cards, links = archive.articles[place], archive.cards, archive.links
    return {
        "article": article,
        "twin": twin,
        "terms": {
            facet.name: links_of(facet.terms(article), links[facet.name])
            for facet in FACETS
            if facet.name in links
        },
        "people": _people(article, archive),
        "credit": _credit(article, archive),
        "date_link": _date_link(article.date, config),
        "others": archive.others(place),
        "related": archive.related(place),
        "newer": cards[place - 1].link if place else None,
        "older": cards[place + 1].link if place + 1 < len(cards) else None,
    }


def _title(card: Card) -> tuple[str, str | None, str]:
    """What the page's title is made of: the headline's beginning, the outlet and the day."""
    return card.title[:SHORTEST_TITLE], card.outlet, (card.date or "")[:10]


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


def withdrawn(archive: Archive, config: SiteConfig) -> Made:
    """A notice at the address of each withdrawn article."""
    for article in archive.withdrawn:
        model = {"note": article.status_note, "title": article.title}
        yield article.url.strip("/") + "/", partial(dict, model)


def moved(archive: Archive, config: SiteConfig) -> Made:
    """A pointer at each former address of an article."""
    for card, article in zip(archive.cards, archive.articles, strict=True):
        for alias in article.aliases:
            yield alias.strip("/") + "/", partial(dict, target=card.link)
