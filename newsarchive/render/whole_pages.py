"""Models of what speaks of the archive as a whole: releases, statistics, quality, data, feeds. See pages.PAGES."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain

from newsarchive.config import SiteConfig
from newsarchive.index import Archive, FileNote, Print, Quality, Release, Shelf
from newsarchive.index.neighbours import matrix, network
from newsarchive.render.paging import Made, Model, Pager, page_path, paged

FEED_SIZE = 30
RELEASES_ON_A_PAGE = 20
FILES_ON_A_PAGE = 200


def releases(archive: Archive, config: SiteConfig) -> Made:
    """Releases that several outlets printed."""
    for pager, some in paged("releases/", archive.releases, RELEASES_ON_A_PAGE):
        yield page_path("releases/", pager.number), partial(_releases, archive, pager, some)


def _releases(archive: Archive, pager: Pager, releases: Sequence[Release]) -> Model:
    shown = tuple(tuple(_print(archive, place) for place in r.members) for r in releases)
    return {"pager": pager, "releases": shown, "total": len(archive.releases)}


def _print(archive: Archive, place: int) -> Print:
    card, article = archive.cards[place], archive.articles[place]
    about = (card.id, card.url, card.title, card.date, card.outlet, card.is_teaser)
    return Print(*about, article.subtitle, article.body)


def stats(archive: Archive, config: SiteConfig) -> Made:
    """The archive in pictures."""
    yield "stats/", partial(_stats, archive)


def _stats(archive: Archive) -> Model:
    return {
        "histogram": archive.histogram(range(len(archive.cards))),
        "matrix": matrix(archive.shelves["outlet"], archive.shelves["category"]),
        "network": network(archive.shelves["org"]),
    }


def quality(archive: Archive, config: SiteConfig) -> Made:
    """What was found and what was left out."""
    account = archive.quality
    for pager, files in paged("quality/", account.files, FILES_ON_A_PAGE):
        yield page_path("quality/", pager.number), partial(_quality, account, pager, files)


def _quality(account: Quality, pager: Pager, files: Sequence[FileNote]) -> Model:
    return {
        "pager": pager,
        "files": tuple(files),
        "file_count": len(account.files),
        "total": account.total,
        "coverage": account.coverage,
        "dropped": account.dropped,
    }


def data(archive: Archive, config: SiteConfig) -> Made:
    """What there is to download."""
    yield "data/", partial(dict, total=len(archive.articles))


def single(path: str) -> Callable[[Archive, SiteConfig], Made]:
    """One page that depends on settings alone."""
    return lambda archive, config: iter([(path, dict)])


def all_articles(path: str) -> Callable[[Archive, SiteConfig], Made]:
    """A data file of every article."""
    return lambda archive, config: iter([(path, partial(dict, articles=archive.articles))])


def feed(path: str) -> Callable[[Archive, SiteConfig], Made]:
    """A feed of the whole archive."""
    return lambda archive, config: iter([(path, partial(_feed, archive))])


def _feed(archive: Archive, shelf: Shelf | None = None) -> Model:
    places = shelf.members if shelf else range(len(archive.cards))
    newest = archive.pick(places[:FEED_SIZE])
    return {
        "cards": newest,
        "name": shelf.name if shelf else "",
        "of": shelf.path if shelf else "",
    }


def term_feeds(archive: Archive, config: SiteConfig) -> Made:
    """An Atom feed per term."""
    for shelf in chain.from_iterable(archive.shelves.values()):
        yield f"{shelf.path}feed.xml", partial(_feed, archive, shelf)


def redirects(archive: Archive, config: SiteConfig) -> Made:
    """Former addresses, when there are any."""
    moves = tuple((alias, article.url) for article in archive.articles for alias in article.aliases)
    if moves:
        yield "_redirects", partial(dict, moves=tuple(sorted(moves)))
