"""Every page of the site, as data: where it goes, which template makes it, and what the template sees.

Nothing is rendered here, and no model is made before it is asked for: a row plans its pages, and the process that works
on a page makes its model. A model holds what the page's bytes depend on and nothing more, so that a page need not be
made again when its model is unchanged. A new kind of page is one row in PAGES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from newsarchive.config import SiteConfig
from newsarchive.index import FACETS, Archive
from newsarchive.records import Page
from newsarchive.render import article_pages, browse_pages, whole_pages
from newsarchive.render.links import clean_path
from newsarchive.render.paging import Made, Model

SITEMAP_LIMIT = 50_000  # addresses in one file, by the protocol


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of page: its template, its pages, whether the sitemap lists it, and its switch in the settings."""

    template: str
    models: Callable[[Archive, SiteConfig], Made]
    is_listed: bool = True
    is_on: Callable[[SiteConfig], bool] = lambda config: True

    def pages(self, archive: Archive, config: SiteConfig) -> Iterator[Page]:
        """The pages of this kind."""
        for path, make in self.models(archive, config):
            is_folder = not path or path.endswith("/")
            yield Page(path + "index.html" if is_folder else path, self.template, make)


def _has_data(config: SiteConfig) -> bool:
    return config.pages.data


PAGES = (
    # first, because each takes as long as thousands of pages, which another process makes in the meantime
    Row("articles.sqlite", whole_pages.all_articles("data/articles.sqlite"), False, _has_data),
    Row("articles.ndjson", whole_pages.all_articles("data/articles.ndjson"), False, _has_data),
    Row("articles.csv", whole_pages.all_articles("data/articles.csv"), False, _has_data),
    Row("home.html", article_pages.home),
    Row("articles.html", article_pages.articles),
    Row("article.html", article_pages.each_article),
    Row("withdrawn.html", article_pages.withdrawn, is_listed=False),
    Row("moved.html", article_pages.moved, is_listed=False),
    Row("terms.html", browse_pages.indexes),
    Row("term.html", browse_pages.terms),
    Row("dates.html", browse_pages.years),
    Row("year.html", browse_pages.each_year),
    Row("month.html", browse_pages.each_month),
    Row("day.html", browse_pages.each_day),
    Row("undated.html", browse_pages.undated),
    Row("releases.html", whole_pages.releases, is_on=lambda config: config.pages.releases),
    Row("stats.html", whole_pages.stats, is_on=lambda config: config.pages.stats),
    Row("quality.html", whole_pages.quality, is_on=lambda config: config.pages.quality),
    Row("data.html", whole_pages.data, is_on=_has_data),
    Row("schema.json", whole_pages.single("data/schema.json"), False, _has_data),
    Row("about.html", whole_pages.single("about/")),
    Row(
        "search.html",
        whole_pages.single("search/"),
        is_listed=False,
        is_on=lambda config: config.pages.search,
    ),
    Row(
        "search-worker.js",
        whole_pages.single("search/worker.js"),
        is_listed=False,
        is_on=lambda config: config.pages.search,
    ),
    Row("saved.html", whole_pages.single("saved/"), is_listed=False),
    Row("404.html", whole_pages.single("404.html"), is_listed=False),
    Row("feed.xml", whole_pages.feed("feed.xml"), is_listed=False),
    Row("rss.xml", whole_pages.feed("rss.xml"), is_listed=False),
    Row("feed.json", whole_pages.feed("feed.json"), is_listed=False),
    Row("feed.xml", whole_pages.term_feeds, False, lambda config: config.pages.feeds),
    Row("robots.txt", whole_pages.single("robots.txt"), is_listed=False),
    Row("llms.txt", whole_pages.single("llms.txt"), is_listed=False),
    Row(
        "opensearch.xml",
        whole_pages.single("opensearch.xml"),
        is_listed=False,
        is_on=lambda config: config.pages.search and bool(config.base_url),
    ),
    Row("_headers", whole_pages.single("_headers"), is_listed=False),
    Row("_redirects", whole_pages.redirects, is_listed=False),
    Row("site.css", whole_pages.single("static/site.css"), is_listed=False),
    Row("nojekyll", whole_pages.single(".nojekyll"), is_listed=False),
)


def menu(config: SiteConfig) -> list[str]:
    """The entries of the menu whose pages the site has."""
    optional = ("releases", "stats", "quality", "data", "search")
    off = {name for name in optional if not getattr(config.pages, name)}
    off |= {facet.name for facet in FACETS if not facet.is_on(config)}
    return [entry for entry in config.nav if entry not in off]


def pages(archive: Archive, config: SiteConfig) -> Iterator[Page]:
    """Every page of the site in a fixed order, planned and not made."""
    listed: list[str] = []
    for row in PAGES:
        if row.is_on(config):
            for page in row.pages(archive, config):
                if row.is_listed:
                    listed.append(clean_path(page.path))
                yield page
    if config.base_url:
        dates = {card.url: (card.date or "")[:10] for card in archive.cards}
        yield from sitemaps([(path, dates.get(path, "")) for path in listed])


def sitemaps(entries: list[tuple[str, str]], limit: int = SITEMAP_LIMIT) -> Iterator[Page]:
    """One sitemap of (site path, day or ""), or an index and its parts when there are more than `limit`.

    There is none without the site's address, which every entry must state.
    """
    if len(entries) <= limit:
        yield Page("sitemap.xml", "sitemap.xml", partial(_sitemap, entries))
        return
    starts = range(0, len(entries), limit)
    parts = tuple(f"sitemap-{number}.xml" for number in range(1, len(starts) + 1))
    yield Page("sitemap.xml", "sitemap.xml", partial(_sitemap, (), parts))
    for part, start in zip(parts, starts, strict=True):
        yield Page(part, "sitemap.xml", partial(_sitemap, entries[start : start + limit]))


def _sitemap(entries: Sequence[tuple[str, str]], parts: tuple[str, ...] = ()) -> Model:
    return {"entries": tuple(entries), "parts": parts}
