"""The whole sample site, rendered in memory: every page is made, every link resolves, every file is well-formed."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import feedparser
import jsonschema
import pytest
import sample
from bs4 import BeautifulSoup
from lxml import etree

from newsarchive.config import Address, Pages, SiteConfig, Urls
from newsarchive.errors import ArchiveError
from newsarchive.records import Page
from newsarchive.render import Renderer, pages
from newsarchive.render.pages import sitemaps

CONFIGS = {
    "default": sample.PLAIN,
    "folder-links": replace(sample.PLAIN, urls=Urls(index_html=False)),
    "without-address": replace(sample.PLAIN, base_url=Address("")),
    "english": replace(sample.PLAIN, lang="en"),
    "least": replace(sample.PLAIN, people="none", pages=Pages(*[False] * len(fields(Pages)))),
    "many-pages": replace(sample.PLAIN, page_size=2),
}
STATIC = {f"static/{path.name}" for path in (sample.ROOT / "static").iterdir()}
Site = Mapping[str, bytes]


def render(config: SiteConfig) -> dict[str, bytes]:
    renderer = Renderer(config)
    return {
        page.path: renderer.render(page) for page in pages(sample.archive(config=config), config)
    }


@pytest.fixture(scope="module", params=CONFIGS)
def site(request: pytest.FixtureRequest) -> Site:
    return render(CONFIGS[request.param])


@pytest.fixture(scope="module")
def default_site() -> Site:
    return render(sample.PLAIN)


def html_of(site: Site) -> dict[str, BeautifulSoup]:
    return {path: BeautifulSoup(site[path], "lxml") for path in site if path.endswith(".html")}


def test_no_two_pages_share_an_address() -> None:
    paths = Counter(page.path.casefold() for page in pages(sample.archive(), sample.PLAIN))
    assert [path for path, count in paths.items() if count > 1] == []


def test_every_internal_link_resolves(site: Site) -> None:
    broken = set()
    soups = html_of(site)
    ids = {path: {tag["id"] for tag in soup.find_all(id=True)} for path, soup in soups.items()}
    for path, soup in soups.items():
        for tag in soup.find_all(["a", "link", "script", "form", "img"]):
            target = tag.get("href") or tag.get("src") or tag.get("action")
            parts = urlsplit(str(target or ""))
            if tag.get("rel") == ["canonical"] or parts.scheme or not target or "search/" in target:
                continue
            # The error page is shown at any depth, so its links start at the site's own address.
            base = "/archive/" if parts.path.startswith("/") else "/archive/" + dirname(path) + "/"
            to = (
                normpath(join(base, unquote(parts.path) or path.rpartition("/")[2]))
                .removeprefix("/archive")
                .strip("/")
            )
            to = to if to in site or to in STATIC else f"{to}/index.html".lstrip("/")
            if (to not in site and to not in STATIC) or (
                parts.fragment and unquote(parts.fragment) not in ids.get(to, ())
            ):
                broken.add((path, target))
    assert broken == set()


def test_every_page_has_a_title_of_its_own_one_heading_and_a_description(site: Site) -> None:
    titles = Counter[str]()
    for path, soup in html_of(site).items():
        assert soup.title
        titles[soup.title.get_text()] += 1
        assert len(soup.find_all("h1")) == 1, path
        described = soup.select_one("meta[name=description]")
        assert described, path
        assert described["content"], path
    assert [title for title, count in titles.items() if count > 1] == []


def test_headings_leave_out_no_level(site: Site) -> None:
    for path, soup in html_of(site).items():
        levels = [int(tag.name[1]) for tag in soup.find_all(["h1", "h2", "h3", "h4"])]
        main = [int(tag.name[1]) for tag in soup.select("main h1, main h2, main h3, main h4")]
        assert levels == main, path
        assert all(after <= before + 1 for before, after in zip([0, *main], main, strict=False)), (
            path
        )


def test_no_inline_script_or_style(site: Site) -> None:
    for path, soup in html_of(site).items():
        assert not soup.find_all("style"), path
        assert not soup.find_all(style=True), path
        for script in soup.find_all("script"):
            assert script.get("src") or script["type"] == "application/ld+json", path
        assert not [a for tag in soup.find_all(True) for a in tag.attrs if a.startswith("on")], path


def test_feeds_are_read_without_complaint(default_site: Site) -> None:
    feeds = [path for path in default_site if path.endswith(("feed.xml", "rss.xml"))]
    assert len(feeds) > 20
    for path in feeds:
        parsed = feedparser.parse(default_site[path])
        assert not parsed.bozo, path
        assert parsed.entries, path
        for entry in parsed.entries:
            assert entry.id.startswith("https://press.example/archive/a/")
            assert entry.link
            assert entry.title


def test_feed_dates_are_as_their_formats_want(default_site: Site) -> None:
    rss = feedparser.parse(default_site["rss.xml"])
    stated = [
        parsedate_to_datetime(entry.published) for entry in rss.entries if "published" in entry
    ]
    assert len(stated) == 4
    atom = feedparser.parse(default_site["feed.xml"])
    assert atom.feed.updated == "2025-12-04T18:31:54+09:00"
    assert {"published" in entry for entry in atom.entries} == {True, False}
    parsed = json.loads(default_site["feed.json"])
    assert len(parsed["items"]) == 9
    assert sum("date_published" in entry for entry in parsed["items"]) == 4


def test_sitemap_lists_the_pages_readers_want(default_site: Site) -> None:
    tree = etree.fromstring(default_site["sitemap.xml"])
    places = [unquote(str(loc.text)) for loc in tree.iter("{*}loc")]
    assert len(places) == len(set(places))
    prefix = "https://press.example/archive/"
    listed = {place.removeprefix(prefix) + "index.html" for place in places}
    html = {path for path in default_site if path.endswith("index.html")}
    assert listed == html - {"saved/index.html", "search/index.html"}
    for loc in tree.iter("{*}loc"):
        assert str(loc.text).isascii()
        assert str(loc.text).startswith(prefix)


def test_a_large_sitemap_is_an_index_of_parts() -> None:
    entries = [(f"a/{n}/", "") for n in range(7)]
    index, *parts = sitemaps(entries, limit=3)
    assert (
        index.model["parts"]
        == tuple(part.path for part in parts)
        == tuple(f"sitemap-{n}.xml" for n in (1, 2, 3))
    )
    assert [entry for part in parts for entry in part.model["entries"]] == entries
    assert b"<sitemapindex" in Renderer(sample.PLAIN).render(index)


def test_without_an_address_nothing_claims_one() -> None:
    site = render(CONFIGS["without-address"])
    assert "sitemap.xml" not in site
    assert "opensearch.xml" not in site
    assert b"canonical" not in site["a/00000002/index.html"]
    assert b"https://" not in site["feed.xml"]
    assert not feedparser.parse(site["feed.xml"]).bozo


def test_structured_data_has_what_is_known_and_no_more(default_site: Site) -> None:
    required = {"headline", "description", "url", "publisher", "inLanguage", "mentions"}
    for article in sample.articles():
        soup = BeautifulSoup(default_site[f"a/{article.id}/index.html"], "lxml")
        script = soup.find("script", type="application/ld+json")
        assert script
        news, crumbs = json.loads(script.get_text())["@graph"]
        assert news["@type"] == "NewsArticle"
        wanted = required if article.organizations else required - {"mentions"}
        assert wanted <= set(news), article.id
        assert ("datePublished" in news) == (article.date is not None)
        assert ("author" in news) == (article.reporter is not None)
        assert ("articleBody" in news) == (article.kind == "article")
        assert crumbs["itemListElement"][0]["position"] == 1


def test_the_picture_shared_in_chats_is_there(default_site: Site) -> None:
    soup = BeautifulSoup(default_site["a/00000002/index.html"], "lxml")
    picture = soup.select_one("meta[property='og:image']")
    assert picture
    assert picture["content"].removeprefix("https://press.example/archive/") in STATIC  # type: ignore[union-attr]


def test_ndjson_keeps_its_schema(default_site: Site) -> None:
    schema = json.loads(default_site["data/schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    lines = default_site["data/articles.ndjson"].decode().splitlines()
    assert len(lines) == 9
    for line in lines:
        validator.validate(json.loads(line))


def test_csv_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    hostile = sample.article(
        1, title="=HYPERLINK(1)", outlet="@SUM(1)", reporter="+1", body=("-2", "셋")
    )
    config = sample.PLAIN
    renderer = Renderer(config)
    made = {p.path: p for p in pages(sample.archive([hostile]), config)}
    content = renderer.render(made["data/articles.csv"])
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["title"], row["outlet"], row["reporter"]) == ("'=HYPERLINK(1)", "'@SUM(1)", "'+1")
    assert row["body"].startswith("'-2")


def test_database_finds_korean_in_the_middle_of_words(default_site: Site, tmp_path: Path) -> None:
    file = tmp_path / "articles.sqlite"
    file.write_bytes(default_site["data/articles.sqlite"])
    with sqlite3.connect(file) as connection:
        found = connection.execute(
            "SELECT title FROM articles_fts WHERE articles_fts MATCH '산업진흥원'"
        ).fetchall()
        assert [title.startswith("성남시 섬유") for (title,) in found] == [True]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        made = "SELECT sql FROM sqlite_master WHERE name = 'articles_fts'"
        assert (
            'content="articles"' in connection.execute(made).fetchone()[0]
        )  # as Datasette looks for it
    connection.close()


def database_page() -> Page:
    made = pages(sample.archive([sample.article(1)]), sample.PLAIN)
    return next(page for page in made if page.path == "data/articles.sqlite")


def test_the_database_is_made_in_a_temporary_file_that_goes(tmp_path: Path) -> None:
    page = database_page()
    content = Renderer(sample.PLAIN, tmp_path).render_model(page, page.model)
    assert not isinstance(content, bytes)
    assert next(content)
    assert list(tmp_path.rglob("*.sqlite"))
    content.close()  # nobody wants the rest
    assert not list(tmp_path.iterdir())
    assert Renderer(sample.PLAIN, tmp_path).render(page) == Renderer(sample.PLAIN).render(page)
    assert not list(tmp_path.iterdir())


def test_a_database_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    page = database_page()
    with pytest.raises(ArchiveError) as error:
        Renderer(sample.PLAIN, tmp_path / "missing").render(page)
    assert [p.code for p in error.value.problems] == ["E505"]


def test_equal_input_gives_equal_bytes(default_site: Site) -> None:
    assert render(sample.PLAIN) == default_site


def test_index_pages_jump_to_letters_and_sort_by_count(default_site: Site) -> None:
    by_name = BeautifulSoup(default_site["org/index.html"], "lxml")
    letters = [a.get_text() for a in by_name.select(".jump a")]
    assert letters == ["ㄱ", "ㄷ", "ㅁ", "ㅅ", "ㅇ", "ㅈ", "ㅍ", "ㅎ", "F"]
    by_count = BeautifulSoup(default_site["org/page/count/index.html"], "lxml")
    counts = [int(n.get_text()) for n in by_count.select(".counts .n")]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == len(by_name.select(".counts li"))


def test_a_large_index_has_a_page_per_letter() -> None:
    many = [
        f"{first}{second}시"
        for first in "가나다라"
        for second in map(chr, range(0xAC00, 0xAC00 + 300))
    ]
    articles = [
        sample.article(n, organizations=sample.organizations(name)) for n, name in enumerate(many)
    ]
    config = replace(sample.PLAIN, page_size=500)
    made = {page.path for page in pages(sample.archive(articles, config), config)}
    assert {
        "org/page/ㄱ/index.html",
        "org/page/ㄹ/index.html",
        "org/page/count/page/2/index.html",
    } <= made


def test_list_pages_hold_page_size_articles_and_link_on() -> None:
    site = render(CONFIGS["many-pages"])
    first = BeautifulSoup(site["articles/index.html"], "lxml")
    assert len(first.select(".card")) == 2
    following = first.select_one("a[rel=next]")
    assert following
    assert following["href"] == "../articles/page/2/index.html"
    last = BeautifulSoup(site["articles/page/5/index.html"], "lxml")
    assert last.find("a", rel="next") is None
