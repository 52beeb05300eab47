"""What an article is browsed by. A new facet is one row in FACETS; its pages, links and feeds follow from the row.

In: articles, newest first, and the path segment of every term. Out: shelves, one per term. Never reads a file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from newsarchive.config import SiteConfig
from newsarchive.records import Article
from newsarchive.text import index_letter, sort_key


class Link(NamedTuple):
    """A name and the site path of its page; path "" when it has none."""

    name: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A linked name and how many articles it stands for."""

    name: str
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """One term of a facet and the articles under it."""

    name: str
    path: str  # "org/포스코/"
    letter: str  # jump-bar heading
    members: tuple[int, ...]  # places in Archive.articles, so newest first
    aliases: tuple[str, ...] = ()

    @property
    def count(self) -> Count:
        """The shelf as a line of an index."""
        return Count(self.name, self.path, len(self.members))

    @property
    def link(self) -> Link:
        """The shelf as a link."""
        return Link(self.name, self.path)


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to browse. name is the path segment, the key of its wording and of its slugs."""

    name: str
    terms: Callable[[Article], Sequence[str]]
    is_on: Callable[[SiteConfig], bool] = lambda config: True
    is_kept: Callable[[int, SiteConfig], bool] = lambda count, config: True  # is a page due?


def _reporters(article: Article) -> Sequence[str]:
    """Each name of a field such as "김하나, 이두리"."""
    return article.reporter.split(", ") if article.reporter else ()


FACETS = (
    Facet("category", lambda a: (a.category,) if a.category else ()),
    Facet("org", lambda a: [o.name for o in a.organizations]),
    Facet("outlet", lambda a: (a.outlet,) if a.outlet else ()),
    Facet("tag", lambda a: a.tags, lambda config: config.pages.tags),
    Facet("reporter", _reporters, lambda config: config.pages.reporters),
    Facet(
        "person",
        lambda a: [p.name for p in a.people],
        lambda config: config.people != "none",
        lambda count, config: count > 1 or config.people == "all",
    ),
    Facet("place", lambda a: a.places),
)


def shelve(
    articles: Sequence[Article], slugs: Mapping[str, Mapping[str, str]], config: SiteConfig
) -> dict[str, tuple[Shelf, ...]]:
    """Facet name -> its shelves in dictionary order (가나다, A–Z, 0–9); a facet that is switched off is left out."""
    aliases = _aliases(articles)
    shelves: dict[str, tuple[Shelf, ...]] = {}
    for facet in FACETS:
        if not facet.is_on(config):
            continue
        members: defaultdict[str, list[int]] = defaultdict(list)
        for place, article in enumerate(articles):
            for name in dict.fromkeys(facet.terms(article)):
                members[name].append(place)
        names = sorted(
            (n for n in members if facet.is_kept(len(members[n]), config)),
            key=lambda name: (sort_key(name), name),
        )
        shelves[facet.name] = tuple(
            Shelf(
                name,
                f"{facet.name}/{slugs[facet.name][name]}/",
                index_letter(name),
                tuple(members[name]),
                aliases.get(name, ()) if facet.name == "org" else (),
            )
            for name in names
        )
    return shelves


def _aliases(articles: Iterable[Article]) -> dict[str, tuple[str, ...]]:
    """Organization -> its other spellings in the archive, most frequent first."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for organization in article.organizations:
            if organization.aliases:
                spellings[organization.name].update(organization.aliases)
    return {
        name: tuple(sorted(counted, key=lambda alias: (-counted[alias], alias)))
        for name, counted in spellings.items()
    }
