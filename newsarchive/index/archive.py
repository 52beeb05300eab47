"""The archive as one value: articles newest first, cards for lists, shelves, neighbours, releases, quality.

arrange() is called once a build. Everything derived is here or one call away; templates and pages only pick from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple

from newsarchive.config import SiteConfig
from newsarchive.index import neighbours, timeline
from newsarchive.index.facets import Count, Link, Shelf, shelve
from newsarchive.index.quality import Note, Quality, account
from newsarchive.index.releases import Release, Sketch, find_releases, sketch
from newsarchive.records import Article

MOST_TOGETHER = 12  # names listed beside a term


class Card(NamedTuple):
    """One article as lists show it, so that a page of lists depends on no more than it prints."""

    id: str
    url: str  # "a/1f2e3d4c/": below the site's root
    title: str
    date: str | None
    outlet: str | None
    category: str | None
    summary: str
    is_teaser: bool = False
    is_draft: bool = False

    @property
    def link(self) -> Link:
        """The card as a mere link."""
        return Link(self.title, self.url)


@dataclass(frozen=True, slots=True)
class Archive:
    """A whole site's content. Places are indices into articles and cards, which are parallel."""

    articles: tuple[Article, ...]
    cards: tuple[Card, ...]
    withdrawn: tuple[Article, ...]  # published once; only a notice is left
    shelves: Mapping[str, tuple[Shelf, ...]]  # facet name -> shelves in dictionary order
    links: Mapping[str, Mapping[str, Link]]  # facet name -> term -> link
    releases: tuple[Release, ...]
    release_of: Mapping[int, int]  # place of an article -> place of its release
    notes: tuple[Note, ...] = field(repr=False)  # what each file gave
    _shelved: Mapping[str, Sequence[Sequence[int]]] = field(repr=False)
    _near: Sequence[tuple[Sequence[neighbours.Rated], Sequence[Sequence[int]]]] = field(repr=False)
    _months: Sequence[str] = field(repr=False)

    # _shelved: facet name -> for each article the places of its shelves. _near: of each facet that relates articles, its
    # shelves and what _shelved has of it. _months: "2024-11", "" when not stated

    def pick(self, places: Sequence[int]) -> tuple[Card, ...]:
        """The cards at the places."""
        cards = self.cards
        return tuple([cards[place] for place in places])

    def together(self, places: Sequence[int], facet: str, but: str = "") -> tuple[Count, ...]:
        """The terms of a facet that the articles name most, `but` left out; ties in dictionary order."""
        shelved = self._shelved.get(facet)
        if shelved is None:
            return ()
        counted = Counter(chain.from_iterable([shelved[place] for place in places]))
        enough = sorted(counted.values())[-MOST_TOGETHER - 1 :][:1]
        likely = ((-n, shelf) for shelf, n in counted.items() if n >= enough[0])
        ranked = nsmallest(MOST_TOGETHER + 1, likely)  # of 10,000 equals too
        shelves = self.shelves[facet]
        counts = (Count(shelves[at].name, shelves[at].path, -n) for n, at in ranked)
        return tuple([count for count in counts if count.name != but][:MOST_TOGETHER])

    def histogram(self, places: Sequence[int]) -> tuple[Count, ...]:
        """Articles per month or year among the places."""
        months = self._months
        return timeline.histogram([months[place] for place in places])

    def related(self, place: int) -> tuple[Card, ...]:
        """Articles that share rare terms with one, the most alike first."""
        shelves = [shelves[at] for shelves, by_article in self._near for at in by_article[place]]
        return self.pick(neighbours.related(place, shelves, self.release_of))

    @property
    def quality(self) -> Quality:
        """How each field was found and what each file gave; counted when asked for."""
        return account(self.articles, self.notes)

    def others(self, place: int) -> tuple[Card, ...]:
        """The same release as other outlets printed it, earliest first."""
        if place not in self.release_of:
            return ()
        members = self.releases[self.release_of[place]].members
        return self.pick([member for member in members if member != place])


def arrange(
    articles: Sequence[Article],
    slugs: Mapping[str, Mapping[str, str]],
    config: SiteConfig,
    notes: Sequence[Note] = (),
    sketch_of: Callable[[Article], Sketch] = sketch,
) -> Archive:
    """The archive of the articles, whatever their order.

    slugs: facet name -> term -> path segment, for every term of every facet. notes: what each file gave, for the
    quality page. sketch_of: releases.sketch, or what remembers it.
    """
    shown = timeline.newest_first(a for a in articles if a.status == "published")
    shelves = shelve(shown, slugs, config)
    releases = find_releases(shown, sketch_of) if config.pages.releases else ()
    release_of = {place: at for at, r in enumerate(releases) for place in r.members}
    shelved = {name: _shelved(group, len(shown)) for name, group in shelves.items()}
    return Archive(
        articles=shown,
        cards=tuple(_card(article) for article in shown),
        withdrawn=tuple(sorted((a for a in articles if a.status != "published"), key=_id)),
        shelves=shelves,
        links={name: {s.name: s.link for s in group} for name, group in shelves.items()},
        releases=releases,
        release_of=release_of,
        notes=tuple(notes),
        _shelved=shelved,
        _near=[
            ([neighbours.rated(shelf, weight) for shelf in shelves[name]], shelved[name])
            for name, weight in neighbours.WEIGHTS.items()
            if name in shelves
        ],
        _months=[(a.date or "")[:7] if len(a.date or "") >= 7 else "" for a in shown],
    )


def _shelved(shelves: Sequence[Shelf], size: int) -> list[tuple[int, ...]]:
    """For each of `size` articles the places of the shelves that hold it."""
    by_article: list[list[int]] = [[] for _ in range(size)]
    for at, shelf in enumerate(shelves):
        for place in shelf.members:
            by_article[place].append(at)
    return [tuple(places) for places in by_article]


def _id(article: Article) -> str:
    return article.id


def _card(article: Article) -> Card:
    return Card(
        article.id,
        article.url.strip("/") + "/",
        article.title,
        article.date,
        article.outlet,
        article.category,
        article.summary,
        article.kind == "teaser",
        article.draft,
    )
