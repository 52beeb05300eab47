"""All documents together: what one document cannot decide. In: (Extracted, Terms) pairs. Out: Articles and Problems.

Ids and urls, one name per organization across the archive, the free tags that at least two articles share, summaries.
The order of the pairs never matters: articles come out sorted by source and item. Names of pages are not decided here:
urls.slugs gives them, once every term of the site is known.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from newsarchive.enrich.names import unite
from newsarchive.enrich.reserved import RESERVED
from newsarchive.enrich.vocabulary import Vocabulary
from newsarchive.errors import Problem
from newsarchive.records import Article, Extracted, LabelledLine, Terms

if TYPE_CHECKING:  # reading settings costs yaml, which this room never needs
    from newsarchive.config import SiteConfig

Pair = tuple[Extracted, Terms]
PLAIN_STEM = re.compile(r"[a-z0-9-]+")
ID_WORDS = 12  # first words of a listing item that, with the file's name, make its id
SHARED_BY = 2  # articles that must use a free tag before it becomes one
MOST_TAGS = 8
STATED = tuple(field.name for field in fields(Extracted))
REPEATED = ("kind", "outlet", "section", "section_basis", "layout", "found")
NAMES = ("keywords", "named_organizations")
_all_stated = attrgetter(*STATED)


def settle(
    pairs: Sequence[Pair], vocabulary: Vocabulary, config: SiteConfig
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Articles sorted by source and item, and the problems found; two articles with one id are an error."""
    ordered = sorted(pairs, key=lambda pair: (pair[0].source, pair[0].item, pair[0].line))
    counts = Counter(phrase for _, terms in ordered for phrase in set(terms.phrases))
    shared = frozenset(phrase for phrase, count in counts.items() if count >= SHARED_BY)
    united = unite([terms for _, terms in ordered], vocabulary)
    if config.people == "none":
        united = tuple(replace(terms, people=()) for terms in united)
    ids = _ids(extracted for extracted, _ in ordered)
    one = _Ones()
    articles = tuple(
        _article(extracted, terms, id_, shared, one)
        for (extracted, _), terms, id_ in zip(ordered, united, ids, strict=True)
    )
    return articles, tuple(_duplicate_addresses(articles))


class _Ones(dict[Any, Any]):
    """value -> the first value that equals it: names occur by the thousand, and memory holds each once."""

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value

    def each(self, values: Iterable[Any]) -> tuple[Any, ...]:
        """The values, each as the first that equals it."""
        return tuple([self[value] for value in values])


def _article(
    extracted: Extracted, terms: Terms, id_: str, shared: frozenset[str], one: _Ones
) -> Article:
    """The finished article: what the page states, and what was decided about it."""
    stated = dict(zip(STATED, _all_stated(extracted), strict=True))
    for name in REPEATED:
        stated[name] = one[stated[name]]
    for name in NAMES:
        stated[name] = stated[name] and one.each(stated[name])
    if extracted.lines:  # of a page: its paragraphs are among them, its menus on every page
        stated["body"] = one.each(extracted.body)
        stated["lines"] = tuple([_shared(line, one) for line in extracted.lines])
    tags = dict.fromkeys((*terms.tags, *(p for p in terms.phrases if p in shared)))
    return Article(
        **stated,
        id=id_,
        url=f"/a/{id_}/",
        summary=terms.summary,
        category=one[terms.category],
        category_basis=one[terms.category_basis],
        organizations=one.each(terms.organizations),
        people=one.each(terms.people),
        places=one.each(terms.places),
        tags=one.each(islice(tags, MOST_TAGS)),
    )


def _shared(line: LabelledLine, one: _Ones) -> LabelledLine:
    """The line with its texts as the first that equal them."""
    return line._replace(rule=one[line.rule], text=one[line.text])


def _ids(documents: Iterable[Extracted]) -> Iterator[str]:
    """The id of each document: given, else the file's plain stem, else a hash of the file's name.

    A listing item adds its first words, and a number when a page prints one teaser twice: its place in the list would
    change with every new item above it.
    """
    seen: Counter[str] = Counter()
    for document in documents:
        name = unicodedata.normalize("NFC", document.source.rpartition("/")[2])
        stem = name.rpartition(".")[0] or name
        if document.given_id:
            yield document.given_id
        elif document.item:
            words = " ".join(" ".join(document.body).split()[:ID_WORDS])
            key = f"{document.source}\n{words}"
            seen[key] += 1
            yield _hash(f"{name}\n{words}" + (f"\n{seen[key]}" if seen[key] > 1 else ""))
        else:
            is_plain = PLAIN_STEM.fullmatch(stem) and stem not in RESERVED
            yield stem if is_plain else _hash(name)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _duplicate_addresses(articles: Sequence[Article]) -> Iterator[Problem]:
    """One problem for each article whose address, or former address, is another one's as well."""
    owners: dict[str, Article] = {}
    for address, article in [(a.url, a) for a in articles] + [
        (alias, a) for a in articles for alias in a.aliases
    ]:
        owner = owners.setdefault(address.casefold(), article)
        if owner is not article:
            shown = article.id if address == article.url else address
            yield Problem(article.source, article.line, "E231", (shown, owner.source))
