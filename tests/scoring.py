"""Labelled pages → per cent right for each field. A page is ID.txt beside ID.json, or names its file in seeds/.

Texts are compared as a reader would: NFKC, one kind of quote and dot, no white space.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from newsarchive.extract import extract
from newsarchive.read import load_lexicon, read_source
from newsarchive.records import Extracted, Form

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "tests" / "pages"
QUOTES = str.maketrans("‘’`´΄′“”″․‧･ㆍ・•∙", "''''''\"\"\"" + "·" * 7)
Marks = dict[str, list[float]]


def norm(text: str | None) -> str:
    """What a reader would call the same text."""
    return re.sub(
        r"\s+", "", unicodedata.normalize("NFKC", text or "").translate(QUOTES)
    ).casefold()


def labelled(name: str) -> list[tuple[Path, dict[str, Any]]]:
    """(page, gold) of one set, in the order of names."""
    golds = sorted((PAGES / name).glob("*.json"))
    pairs = [(path.with_suffix(".txt"), json.loads(path.read_text("utf-8"))) for path in golds]
    return [(page if page.exists() else ROOT / "seeds" / page.name, gold) for page, gold in pairs]


def digest(name: str) -> str:
    """The set's own hash, so that pinned figures are known to be about these pages."""
    whole = hashlib.sha256()
    for page, gold in labelled(name):
        whole.update(page.read_bytes() + json.dumps(gold, sort_keys=True).encode())
    return whole.hexdigest()[:16]


def score(name: str) -> tuple[dict[str, float], list[str]]:
    """(field → per cent right, misses) of one set."""
    marks: Marks = defaultdict(list)
    misses: list[str] = []
    for page, gold in labelled(name):
        articles = extract(read_source(ROOT, page, Form.TEXT), load_lexicon()).articles
        own: Marks = defaultdict(list)
        _score_page(gold, articles, own)
        for field, values in own.items():
            marks[field] += values
            if min(values) < 0.98:
                misses.append(f"{page.stem}: {field}")
    return {field: round(100 * sum(v) / len(v), 1) for field, v in sorted(marks.items())}, misses


def _score_page(gold: dict[str, Any], articles: tuple[Extracted, ...], marks: Marks) -> None:
    kind, items = gold["kind"], gold.get("items") or []
    expected = {"none": 0, "article": 1, "listing": len(items)}[kind]
    marks["kind"].append(len(articles) == expected)
    whole = norm(" ".join(" ".join(_texts(article)) for article in articles))
    for chrome in gold.get("must_not_contain") or []:
        marks["no leak"].append(norm(chrome) not in whole)
    if kind == "article":
        marks["title"].append(bool(articles) and _right_title(gold, articles[0]))
        if articles:
            _score_article(gold, articles[0], marks)
    for item in items if kind == "listing" else ():
        _score_item(item, articles, marks)


def _texts(article: Extracted) -> list[str]:
    fields = (article.title, article.outlet, article.reporter, article.credit)
    return [text or "" for text in fields] + [*article.subtitle, *article.body]


def _right_title(gold: dict[str, Any], got: Extracted) -> bool:
    if gold.get("title_optional"):
        return True
    if not gold.get("title"):
        return got.title_derived
    return not got.title_derived and norm(gold["title"]) == norm(got.title)


def _score_article(gold: dict[str, Any], got: Extracted, marks: Marks) -> None:
    body = norm("".join(got.body))
    marks["subtitle"].append(
        norm("".join(gold.get("subtitle") or [])) == norm("".join(got.subtitle))
    )
    marks["date"].append(same_date(gold.get("date"), got.date))
    if not gold.get("date"):
        marks["dates not invented"].append(got.date is None)
    marks["outlet"].append(norm(gold.get("outlet")) == norm(got.outlet))
    marks["reporter"].append(norm(gold.get("reporter")) == norm(got.reporter))
    if gold.get("source"):
        marks["credit"].append(norm(gold["source"]) == norm(got.credit))
    if gold.get("body"):
        marks["body token F1"].append(token_f1(gold["body"], got.body))
    if gold.get("first_body_words"):
        marks["body start"].append(body.startswith(norm(gold["first_body_words"])))
        marks["body end"].append(body.endswith(norm(gold["last_body_words"])))


def _score_item(item: dict[str, Any], articles: tuple[Extracted, ...], marks: Marks) -> None:
    first = norm(item.get("first_body_words") or item.get("title"))
    got = next((a for a in articles if first in norm("".join([a.title, *a.body]))), None)
    marks["listing items"].append(got is not None)
    if got is None:
        return
    marks["listing title"].append(_right_title(item, got))
    for field in ("date", "outlet", "reporter"):
        if field in item:
            want, have = item[field], getattr(got, field)
            right = same_date(want, have) if field == "date" else norm(want) == norm(have)
            marks[field].append(right)


def same_date(gold: str | None, got: str | None) -> bool:
    """Whether the dates agree, as precise as gold."""
    if not gold or not got:
        return not gold and not got
    return got[:16] == gold[:16] if len(gold) > 10 else got[: len(gold)] == gold


def token_f1(gold: list[str], got: tuple[str, ...]) -> float:
    """Harmonic mean of precision and recall over words."""
    a, b = (Counter(norm(w) for p in body for w in p.split()) for body in (gold, got))
    common = sum((a & b).values())
    return 2 * common / (a.total() + b.total()) if common else float(not a and not b)
