"""A saved page → the lines a reader sees, and what its metadata claims. Scripts and markup never leave this module.

The lines have the shape that text dumps have (list items behind a bullet, blank lines between paragraphs, captions behind
▲), so that one set of labels reads both. Metadata (JSON-LD, Open Graph) is evidence: it is believed only where the
visible page says the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, Tag

from newsarchive.extract.lines import words
from newsarchive.records import Extracted, Finding
from newsarchive.text import squeeze

KST = timezone(timedelta(hours=9))
UNSEEN = frozenset(
    words(
        "head script style noscript template svg canvas iframe object video audio select button "
        "nav textarea"
    )
)
PARAGRAPHS = words(
    "p h1 h2 h3 h4 h5 h6 blockquote figure ul ol dl table pre article section header footer"
)
LINES = words("div tr hr dt dd main aside address form fieldset caption thead tbody")
# Boundaries while walking; reading has removed such characters from text.
LINE, PARAGRAPH, BREAK, CELL = "\x01", "\x02", "\x03", "\x04"
BREAKS = {  # what stands before and after an element's text
    **dict.fromkeys(PARAGRAPHS, (PARAGRAPH, PARAGRAPH)),
    **dict.fromkeys(LINES, (LINE, LINE)),
    "br": (BREAK, ""),
    "figcaption": (PARAGRAPH + "▲ ", PARAGRAPH),
    "li": (LINE + "• ", LINE),
    "td": ("", CELL),
    "th": ("", CELL),
}
SPACE_RUN = re.compile(r"[^\S\xa0]+")
BOUNDARY = re.compile(r"[\x01-\x03 ]*[\x01-\x03][\x01-\x03 ]*")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
ARTICLE_TYPES = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage")
STATED_DAY = re.compile(r"(?<!\d)(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page's metadata claims; "" where it claims nothing. Dates are ISO 8601 in KST."""

    headline: str = ""
    published: str = ""
    modified: str = ""
    outlet: str = ""
    author: str = ""


def read_markup(markup: str) -> tuple[str, Evidence]:
    """(visible text, evidence) of a page. Any text is a page; at worst an empty one."""
    soup = BeautifulSoup(markup, "lxml")
    read = visible_text(soup), evidence_of(soup)
    # Nodes hold each other: a build, which looks for no cycles, would keep 40 times the page.
    soup.clear(decompose=True)
    return read


def visible_text(root: Tag) -> str:
    """The page's text as a reader sees it, one line per line of the page.

    Walks with a stack of its own: pasted pages nest deeper than Python recurses.
    """
    written: list[str] = []
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind is str:
            written.append(node)
        elif kind is NavigableString or kind is CData:  # comments and doctypes are subclasses
            written.append(node.replace("\n", BREAK) if node.parent.name == "pre" else node)
        elif isinstance(node, Tag) and not is_unseen(node):
            before, after = BREAKS.get(node.name, ("", ""))
            if node.name == "th" and _is_label(node):
                after = " : "
            written.append(before)
            stack.append(after)
            stack.extend(reversed(node.contents))
    return _tidy(SPACE_RUN.sub(" ", "".join(written)))


def is_unseen(tag: Tag) -> bool:
    """Whether a reader never sees the element: scripts, menus, and what is hidden."""
    attributes = tag.attrs
    return tag.name in UNSEEN or (
        bool(attributes)
        and (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or ("style" in attributes and bool(HIDDEN_STYLE.search(str(attributes["style"]))))
        )
    )


def _is_label(cell: Tag) -> bool:
    """Whether a heading cell names the cell beside it: `작성일` and `2025-12-04` in one row."""
    beside = cell.find_next_sibling(True)
    return isinstance(beside, Tag) and beside.name == "td"


def _tidy(text: str) -> str:
    """Lines without white space at their ends, one blank line at most between two, bullets set in."""
    text = BOUNDARY.sub(_line_ends, text).replace(CELL, "\t")
    lines = [line.strip(" \t") for line in text.split("\n")]
    kept = ("" if line in ("•", "▲") else line for line in lines)
    spaced = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")
    return re.sub(r"^• ?", "  • ", spaced, flags=re.MULTILINE)


def _line_ends(match: re.Match[str]) -> str:
    run = match.group()
    return "\n\n" if PARAGRAPH in run or run.count(BREAK) > 1 else "\n"


def evidence_of(soup: BeautifulSoup) -> Evidence:
    """What JSON-LD claims, and Open Graph where JSON-LD is silent."""
    linked = _json_ld_article(soup)
    meta = {
        str(tag.get("property") or tag.get("name") or "").lower(): squeeze(
            str(tag.get("content") or "")
        )
        for tag in soup.find_all("meta")
    }
    return Evidence(
        headline=_text_in(linked.get("headline")) or meta.get("og:title", ""),
        published=to_kst(
            _text_in(linked.get("datePublished")) or meta.get("article:published_time", "")
        ),
        modified=to_kst(
            _text_in(linked.get("dateModified")) or meta.get("article:modified_time", "")
        ),
        outlet=_text_in(linked.get("publisher")) or meta.get("og:site_name", ""),
        author=_text_in(linked.get("author"))
        or meta.get("article:author", "")
        or meta.get("author", ""),
    )


def _json_ld_article(soup: BeautifulSoup) -> Mapping[str, Any]:
    """The first article-like object in the page's JSON-LD; empty when there is none."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            stated = json.loads(script.string or "")
        except (ValueError, RecursionError):
            continue
        for thing in _things_in(stated):
            kinds = thing.get("@type")
            if any(
                kind in ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return thing
    return {}


def _things_in(stated: Any) -> Iterator[Mapping[str, Any]]:
    for thing in stated if isinstance(stated, list) else [stated]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (
                node
                for node in (graph if isinstance(graph, list) else ())
                if isinstance(node, dict)
            )


def _text_in(value: Any) -> str:
    """The words of a JSON-LD value: a text, a thing's name, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return squeeze(value) if isinstance(value, str) else ""


def to_kst(stamp: str) -> str:
    """An ISO 8601 stamp in Korean time; "" when it is none. A stamp without zone is Korean already.

    >>> to_kst("2025-12-04T09:31:54Z"), to_kst("2025-12-04"), to_kst("어제")
    ('2025-12-04T18:31:54+09:00', '2025-12-04', '')
    """
    try:
        moment = datetime.fromisoformat(stamp.strip())
    except ValueError:
        return ""
    if len(stamp.strip()) <= len("2025-12-04"):
        return f"{moment:%Y-%m-%d}"
    try:
        zoned = moment.replace(tzinfo=KST) if moment.tzinfo is None else moment.astimezone(KST)
    except OverflowError:  # the first and the last day of the calendar
        return ""
    return zoned.isoformat(timespec="seconds")


def confirm(article: Extracted, evidence: Evidence, text: str) -> Extracted:
    """The article with those claims of the metadata that the visible text bears out."""
    changes: dict[str, Any] = {}
    headline = _printed_headline(evidence.headline, text)
    if headline and headline != article.title:
        changes |= {"title": headline, "title_derived": False}
        changes["subtitle"] = tuple(line for line in article.subtitle if line != headline)
    for field, claim in (("date", evidence.published), ("modified", evidence.modified)):
        stated = getattr(article, field)
        if _bears_out(claim, stated, text) and (
            field == "date" or article.date or evidence.published
        ):
            changes[field] = claim
    if changes.get("modified") in (changes.get("date", article.date), None):
        changes.pop("modified", None)
    if not article.outlet and evidence.outlet and squeeze(evidence.outlet) in text:
        changes["outlet"] = evidence.outlet
    if (
        not article.reporter
        and re.search(rf"{re.escape(evidence.author)}\s*기자", text)
        and evidence.author
    ):
        changes["reporter"] = evidence.author.removesuffix("기자").strip()
    found = tuple(Finding(field, 0, "metadata") for field in changes)
    kept = tuple(finding for finding in article.found if finding.field not in changes)
    return replace(article, **changes, found=kept + found)


def _printed_headline(claim: str, text: str) -> str:
    """The line of the page that the claimed headline is, without the site's name behind it; "" when none is."""
    lines = {squeeze(line).strip("•▲ "): line for line in text.split("\n")}
    whole = squeeze(claim)
    parts = [whole, *(whole[: match.start()] for match in re.finditer(r"\s+[-|<>:·]+\s+", whole))]
    return next((part for part in parts if len(part) >= 4 and part in lines), "")


def _bears_out(claim: str, stated: str | None, text: str) -> bool:
    """Whether a claimed stamp is finer than the stated one and of its day, or its day stands on the page."""
    if not claim:
        return False
    if stated:
        return len(claim) > len(stated) and claim.startswith(stated)
    days = {f"{int(y):04d}-{int(m):02d}-{int(d):02d}" for y, m, d in STATED_DAY.findall(text)}
    return claim[:10] in days
