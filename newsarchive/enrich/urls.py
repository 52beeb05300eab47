"""Names → path segments of their pages. In: all names of one kind of term. Out: name → slug. Never looks at input order.

A name that equals its own slug keeps it; of others that want the same slug each gets six hex digits of its own hash, so
that adding an article never moves a page another name already has for itself. Paths compare without case and in NFC,
because Windows and macOS do.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from slugify import slugify

from newsarchive.config import SiteConfig
from newsarchive.enrich.reserved import RESERVED
from newsarchive.text import bare_name

SLUG_BYTES = 80  # percent-encoded Hangul: 240 of the 255 bytes that a host allows
LONE_JAMO = re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\ud7b0-\ud7ff]")


def slugs(names: Iterable[str], config: SiteConfig) -> Mapping[str, str]:
    """Name → path segment, unique without regard to case; the same for any order of the names.

    >>> dict(slugs(["㈜월덱스", "con"], SiteConfig()))
    {'con': 'c-1143da', '㈜월덱스': '월덱스'}
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names)):
        wanted[_slug(name, config.urls.ascii).casefold()].append(name)
    return {
        name: slug if name == keeper else f"{_cut(slug, SLUG_BYTES - 7)}-{_hash(name)}"
        for slug, rivals in wanted.items()
        for keeper in (_keeper(slug, rivals),)
        for name in rivals
    }


def _keeper(slug: str, rivals: list[str]) -> str | None:
    """The one name that may have the slug as it is: the only one, or the one spelled like it."""
    return rivals[0] if len(rivals) == 1 else slug if slug in rivals else None


def _slug(name: str, is_ascii: bool) -> str:
    """The segment a name asks for, before collisions; a hash where none can be made."""
    bare = unicodedata.normalize("NFC", bare_name(name))
    slug = _cut(slugify(bare, allow_unicode=not is_ascii), SLUG_BYTES)
    if not slug or slug.casefold() in RESERVED or LONE_JAMO.search(slug):
        return f"{slug[:1] if slug[:1].isascii() else ''}-{_hash(name)}".lstrip("-")
    return slug


def _cut(slug: str, size: int) -> str:
    """At most `size` bytes of UTF-8, never half a letter."""
    return slug.encode()[:size].decode("utf-8", "ignore").rstrip("-")


def _hash(name: str) -> str:
    return hashlib.sha256(unicodedata.normalize("NFC", name).encode()).hexdigest()[:6]
