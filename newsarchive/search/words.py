"""Articles → words: those that initials (초성) and mended spellings are looked up in, and those with a key of their own. Pure.

**Why whole words have keys.** Any string is found through pairs of syllables, but a pair's file is large because a pair is
common. A word that several articles hold is what readers type, so it is a key itself, spaces inside it ignored: one
small read answers. The word stands at the start, in the middle or at the end of a longer one (산업진흥원 in 성남산업진흥원);
a part of words counts as one when it stands beside several different syllables. A word that a good part of all articles
holds with one and the same ending (밝혔다, 분야의) has a key as written: its pairs are the most common of all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from newsarchive.records import Article
from newsarchive.search.normal import normalise, units

SHORTEST, LONGEST = 3, 8  # syllables of a word with a key of its own
FEWEST = 3  # articles that hold it, or one of RAREST
RAREST = 1_250
MOST = 20  # articles that hold it, or one of COMMONEST, if its places are kept: those of a common word are many
COMMONEST = 8
LARGE = 20_000  # articles from which all are kept: those of its pairs, which a phrase would need, are many more
WRITTEN = 16  # one of so many articles holds a word as written that has a key, and counts in batches of which so many do
VARIETY = 3  # different syllables beside a part of words
FIELD, LIST = "\x1f", "\x1d"  # in a record
_HANGUL_WORD = re.compile("[\uac00-\ud7a3]{2,12}")
_PARTICLES = (
    "께서는|에서는|에서도|에서의|에게서|에게는|으로는|으로도|으로써|으로서|이라고|이라는|이라며|"
    "께서|한테|까지|부터|에서|에게|에는|에도|처럼|보다|으로|로써|로서|라고|라는|라며|이며|과의|와의|"
    "하는|했다|한다|하고|하며|하기|은|는|이|가|을|를|의|에|로|와|과|도|만"
)
_PARTICLE = re.compile(f"(?<=..)(?:{_PARTICLES})$")


NONE = (0, False)  # articles, and whether a name holds it


class Words(NamedTuple):
    """An article's words without particles: those of title, organizations and tags, and the others."""

    named: frozenset[str]
    others: frozenset[str]


class WholeWords(NamedTuple):
    """The words and parts of words with a key of their own."""

    by_opening: Mapping[str, Sequence[str]]  # by their first SHORTEST syllables
    common: frozenset[str]  # those whose places are not kept


def words_of(article: Article) -> Words:
    """The Hangul words of an article. A name of several words is one more word, and so are neighbours in the title."""
    names = [*(o.name for o in article.organizations), *article.tags]
    named = _words(" ".join((article.title, *names)))
    named |= {name for name in map(squeezed, names) if _HANGUL_WORD.fullmatch(name)}
    title = _HANGUL_WORD.findall(normalise(article.title))
    neighbours = {first + _without_particle(second) for first, second in pairwise(title)}
    return Words(frozenset(named), frozenset((_words(text_of(article)) | neighbours) - named))


def text_of(article: Article) -> str:
    """Everything below the title that a reader sees and may search, a paragraph a line."""
    return "\n".join((*article.subtitle, *article.body, *article.captions))


def record_of(article: Article) -> str:
    """What a result shows of the article, as one string."""
    fields = (
        article.id,
        "" if article.url == f"/a/{article.id}/" else article.url,
        article.title,
        article.date or "",
        article.outlet or "",
        article.category or "",
        "" if article.kind == "article" else article.kind,
        LIST.join(organization.name for organization in article.organizations),
        text_of(article),
    )
    return FIELD.join(fields)


def squeezed(name: str) -> str:
    """A name as its key has it: normalised, without gaps."""
    return "".join(unit.text for unit in units(name))


def parts_of(counts: Mapping[str, tuple[int, bool]]) -> dict[str, tuple[int, bool]]:
    """Ends and starts of words that stand beside several syllables → articles, and whether a name begins or ends so."""
    total: Counter[str] = Counter()
    named: set[str] = set()
    beside: dict[str, str] = {}  # an end or start → up to VARIETY different syllables next to it
    for word, (number, is_named) in counts.items():
        for size in range(SHORTEST, min(len(word), LONGEST + 1)):
            start, end = word[:size], word[-size:]
            for part, neighbour in ((start + "-", word[size]), ("-" + end, word[-size - 1])):
                known = beside.get(part, "")
                if len(known) < VARIETY and neighbour not in known:
                    beside[part] = known + neighbour
            total[start] += number
            total[end] += number
            if is_named:
                named |= {start, end}
    parts = {part.strip("-") for part, next_to in beside.items() if len(next_to) == VARIETY}
    return {
        part: (total[part] + counts.get(part, NONE)[0], part in named or counts.get(part, NONE)[1])
        for part in parts
    }


def written_words(articles: Sequence[Article]) -> dict[str, int]:
    """Words as they are written, particles and all, of which a good part of these articles hold each → how many do."""
    texts = (f"{article.title}\n{text_of(article)}" for article in articles)
    counts = Counter(word for text in texts for word in set(_HANGUL_WORD.findall(normalise(text))))
    return {word: number for word, number in counts.items() if number * WRITTEN >= len(articles)}


def whole_words(
    counts: Mapping[str, tuple[int, bool]], written: Mapping[str, int], documents: int
) -> WholeWords:
    """The words with a key of their own in a segment of so many documents."""
    fewest, common = max(FEWEST, documents // RAREST), max(MOST, documents // COMMONEST)
    often = max(fewest, documents // WRITTEN)
    frequent = {word: number for word, (number, _) in counts.items() if number >= fewest}
    frequent |= {word: number for word, number in written.items() if number >= often}
    by_opening: dict[str, list[str]] = defaultdict(list)
    for word in frequent:
        if SHORTEST <= len(word) <= LONGEST:
            by_opening[word[:SHORTEST]].append(word)
    is_large = documents >= LARGE
    unplaced = (word for word, number in frequent.items() if number > common and not is_large)
    return WholeWords(dict(by_opening), frozenset(unplaced))


def _words(text: str) -> set[str]:
    return set(map(_without_particle, _HANGUL_WORD.findall(normalise(text))))


@lru_cache(maxsize=1 << 15)
def _without_particle(word: str) -> str:
    return _PARTICLE.sub("", word)
