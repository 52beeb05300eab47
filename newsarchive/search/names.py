"""Articles → two small files of the whole archive: names to suggest while a reader types, and releases carried twice. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from newsarchive.records import Article
from newsarchive.search.bits import ascending, deflate, varint
from newsarchive.search.normal import normalise
from newsarchive.search.words import text_of
from newsarchive.text import squeeze

NAMES_SIZE = 19_000  # bytes after deflate
MOST_NAMES = 1200
NEWEST_TITLES = 60
SHORTEST_SIGN = (
    14  # characters from which an equal headline or first sentence means the same release
)
_NO_LETTERS = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"[^\n]{20,}?다\.|[^\n]{20,}")
_BYLINE = re.compile(r"^\s*[\[(【][^\])】\n]{1,40}[\])】]\s*")


def names_file(ordered: Sequence[Article]) -> bytes:
    """The most frequent organizations and tags and the newest headlines, as many as fit NAMES_SIZE."""
    organizations = Counter(o.name for article in ordered for o in article.organizations)
    tags = Counter(tag for article in ordered for tag in article.tags)
    names = [("o", name, number) for name, number in organizations.items()]
    names += [("t", name, number) for name, number in tags.items() if name not in organizations]
    names.sort(key=lambda name: (-name[2], name[1]))
    newest = dict.fromkeys(article.title for article in ordered[: -NEWEST_TITLES - 1 : -1])
    headlines = [("h", title, 1) for title in newest]
    most = MOST_NAMES
    while len(content := _name_lines(names[:most] + headlines)) > NAMES_SIZE:
        most -= most // 10 + 1
        headlines = headlines[: max(0, most)]
    return content


def _name_lines(names: Sequence[tuple[str, str, int]]) -> bytes:
    lines = (f"{kind}\t{squeeze(name)}\t{number}" for kind, name, number in names)
    return deflate("\n".join(lines).encode())


def twins_file(ordered: Sequence[Article]) -> bytes:
    """Groups of articles that share a headline or a first sentence: one release in several outlets."""
    groups = sorted(group for group in _joined(ordered) if len(group) > 1)
    return deflate(b"".join(varint(len(group)) + ascending(group) for group in groups))


def _joined(ordered: Sequence[Article]) -> list[list[int]]:
    """Numbers of articles, grouped when a chain of shared signs links them."""
    first_of: dict[str, int] = {}
    parent = list(range(len(ordered)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for number, article in enumerate(ordered):
        for sign in _signs(article):
            parent[root(number)] = root(first_of.setdefault(sign, number))
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(ordered)):
        groups[root(number)].append(number)
    return list(groups.values())


def _signs(article: Article) -> Iterator[str]:
    """What marks a release: its headline and its first sentence, letters and digits alone."""
    sentence = _SENTENCE.search(_BYLINE.sub("", text_of(article)))
    for text in (article.title, sentence[0] if sentence else ""):
        sign = _NO_LETTERS.sub("", normalise(text))
        if len(sign) >= SHORTEST_SIGN:
            yield sign
