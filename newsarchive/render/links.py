"""Addresses of pages: relative ones for links, absolute ones for feeds, sitemap and metadata.

A page is named by its site path, "org/포스코/" or "feed.xml", never with a leading slash. Relative links are written from
the page's own depth, so the site works in any sub-folder and from disk.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, urlsplit

from newsarchive.config import SiteConfig

SAFE = "/-._~!$&'()*+,;=:@"  # RFC 3986 pchar: characters a path may hold as they are
ANYWHERE = "\x01"  # stands for the way up to the root where that is not known yet; no text of the site can hold it
AUTHORITY = "newsarchive.invalid,1970"  # of tag: URIs (RFC 4151), for a site without an address


def root_of(path: str, config: SiteConfig) -> str:
    """The way from a page up to the site's root: "../../" for "org/포스코/index.html".

    The error page is shown at any depth, so it starts at the site's address when that is known.
    """
    if path == "404.html" and config.base_url:
        return urlsplit(config.base_url).path.rstrip("/") + "/"
    return "../" * path.count("/")


def clean_path(path: str) -> str:
    """The site path of an output file: "a/1f2e/" for "a/1f2e/index.html".

    >>> clean_path("index.html"), clean_path("feed.xml")
    ('', 'feed.xml')
    """
    return path.removesuffix("index.html")


def href_filter(config: SiteConfig) -> Callable[..., str]:
    """A filter that writes a site path as a relative link, percent-encoded; its argument is the way up to the root."""
    ending = "index.html" if config.urls.index_html else ""

    @lru_cache(maxsize=1 << 16)
    def href(path: str, root: str = "") -> str:
        encoded = root + quote(path, SAFE)
        return encoded + ending if not path or path.endswith("/") else encoded

    return href


def seen_from(text: str, root: str) -> str:
    """Markup that was made for any page, with its links as one page needs them; keeps what is safe safe."""
    return type(text)(str.replace(text, ANYWHERE, root))  # Markup's own would escape both first


def absolute_filter(config: SiteConfig) -> Callable[[str], str]:
    """A filter that writes a site path as an absolute address; "" when the site's address is not known."""
    base = config.base_url.rstrip("/") + "/" if config.base_url else ""

    @lru_cache(maxsize=1 << 12)
    def absolute(path: str) -> str:
        return base + quote(path, SAFE) if base else ""

    return absolute


def identity_filter(config: SiteConfig) -> Callable[[str], str]:
    """A filter that gives a lasting identifier: the absolute address, or a tag: URI for a site without one."""
    absolute = absolute_filter(config)
    return lambda path: absolute(path) or f"tag:{AUTHORITY}:/{quote(path, SAFE)}"
