"""What an article page says to machines: schema.org JSON-LD and citations. Unknown fields are left out, never guessed.

Teasers carry no articleBody: the page holds only the beginning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from newsarchive.config import SiteConfig
from newsarchive.records import Article

_to_json = json.JSONEncoder(ensure_ascii=False).encode
TEX = re.compile("[&%$#_]")
UNSAFE_IN_SCRIPT = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))


def as_script(value: Any) -> Markup:
    """The value as JSON that may stand inside a script element."""
    text = _to_json(value)
    for character, escape in UNSAFE_IN_SCRIPT:
        text = text.replace(character, escape)
    return Markup(text)


def news_article(
    article: Article, config: SiteConfig, absolute: Callable[[str], str]
) -> dict[str, Any]:
    """schema.org NewsArticle of the article."""
    url = absolute(article.url.strip("/") + "/")
    is_whole = article.kind == "article"
    stated = {
        "@type": "NewsArticle",
        "headline": article.title,
        "alternativeHeadline": " / ".join(article.subtitle),
        "description": article.summary,
        "datePublished": article.date,
        "dateModified": article.modified,
        "inLanguage": "ko",
        "url": url,
        "mainEntityOfPage": url,
        "articleSection": article.category,
        "keywords": list(article.tags),
        "articleBody": "\n\n".join(article.body) if is_whole else "",
        "isAccessibleForFree": True,
        "creditText": article.credit,
        "author": [_named("Person", name) for name in (article.reporter or "").split(", ") if name],
        "publisher": _named("Organization", article.outlet),
        "sourceOrganization": _named("Organization", article.credit),
        "mentions": [_named("Organization", o.name) for o in article.organizations]
        + [_named("Person", p.name) for p in article.people],
        "archivedAt": url,
        "isPartOf": {"@type": "ArchiveComponent", "name": config.title},
    }
    return {key: value for key, value in stated.items() if value}


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def breadcrumbs(
    crumbs: Sequence[tuple[str, str]], title: str, absolute: Callable[[str], str]
) -> dict[str, Any]:
    """schema.org BreadcrumbList of (name, site path) pairs and the page itself."""
    steps = [{"name": name, "item": absolute(path)} for name, path in crumbs] + [{"name": title}]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place}
            | {key: value for key, value in step.items() if value}
            for place, step in enumerate(steps, 1)
        ],
    }


def linked_data(*things: Mapping[str, Any]) -> Markup:
    """One JSON-LD document of several things."""
    return as_script({"@context": "https://schema.org", "@graph": list(things)})


def bibtex(article: Article, url: str) -> str:
    """The article as a BibTeX entry; fields that are not known are left out."""
    year, month = (article.date or "")[:4], (article.date or "")[5:7].lstrip("0")
    stated = {
        "title": "{" + article.title + "}",
        "author": (article.reporter or "").replace(", ", " and "),
        "journal": article.outlet or "",
        "year": year,
        "month": month,
        "day": (article.date or "")[8:10].lstrip("0"),
        "url": url,
    }
    lines = [f"  {key} = {{{_tex(value)}}}," for key, value in stated.items() if value]
    return "\n".join([f"@misc{{{article.id},", *lines, "}"])


def _tex(text: str) -> str:
    """Text with the characters that TeX reads as commands escaped."""
    return TEX.sub(r"\\\g<0>", text.replace("\\", "/"))


def ris(article: Article, url: str) -> str:
    """The article as a RIS record, for reference managers."""
    stated = [
        ("TY", "NEWS"),
        ("TI", article.title),
        *(("AU", name) for name in (article.reporter or "").split(", ")),
        ("T2", article.outlet or ""),
        ("DA", (article.date or "")[:10].replace("-", "/")),
        ("UR", url),
        ("LA", "ko"),
    ]
    return "\n".join([f"{tag}  - {value}" for tag, value in stated if value] + ["ER  - "])
