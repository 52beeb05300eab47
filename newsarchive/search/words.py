"""Articles → words: those that initials (초성) and mended spellings are looked up in, and those with a key of their own. Pure.

**Why whole words have keys.** Any string is found through pairs of syllables, but a pair's file is large because a pair is
common. A word that several articles hold is what readers type, so it is a key itself, spaces inside it ignored: one
small read answers. The word stands at the start, in the middle or at the end of a longer one (산업진흥원 in 성남산업진흥원);
a part of words counts as one when it stands beside several different syllables.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from newsarchive.records import Article
from newsarchive.search.normal import normalise, units

SHORTEST, LONGEST = 3, 8  # syllables of a word with a key of its own
FEWEST = 3  # articles that hold it, or one of RAREST
RAREST = 2_500
MOST = 20  # articles that hold it, or one of COMMONEST: the places of a common word would be many
COMMONEST = 8
VARIETY = 3  # different syllables beside a part of words
_HANGUL_WORD = re.compile("[\uac00-\ud7a3]{2,12}")
_PARTICLES = (
    "에서는|으로는|에게서|으로써|으로서|이라고|께서|까지|부터|에서|으로|에게|라고|하는|했다|한다|하고|하며|하기|"
    "은|는|이|가|을|를|의|에|로|와|과|도|만"
)
_PARTICLE = re.compile(f"(?<=..)(?:{_PARTICLES})$")


class Words(NamedTuple):
    """An article's words without particles: those of title, organizations and tags, and the others."""

    named: frozenset[str]
    others: frozenset[str]


def words_of(article: Article) -> Words:
    """The Hangul words of an article. A name of several words is one more word, without its spaces."""
    names = [*(o.name for o in article.organizations), *article.tags]
    named = _words(" ".join((article.title, *names)))
    named |= {name for name in map(squeezed, names) if _HANGUL_WORD.fullmatch(name)}
    return Words(frozenset(named), frozenset(_words(text_of(article)) - named))


def text_of(article: Article) -> str:
    """Everything below the title that a reader sees and may search, a paragraph a line."""
    return "\n".join((*article.subtitle, *article.body, *article.captions))


def squeezed(name: str) -> str:
    """A name as its key has it: normalised, without gaps."""
    return "".join(unit.text for unit in units(name))


def count_words(words: Iterable[Words]) -> dict[str, tuple[int, bool]]:
    """Word → number of articles, and whether a title, an organization or a tag holds it."""
    named: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for some in words:
        named.update(some.named)
        others.update(some.others)
    return {word: (others[word] + named[word], word in named) for word in named | others}


def whole_words(counts: Mapping[str, tuple[int, bool]], documents: int) -> frozenset[str]:
    """The words and parts of words with a key of their own, in a segment of so many documents."""
    total: Counter[str] = Counter()  # word or part → articles
    beside: dict[str, set[str]] = defaultdict(set)  # its end or start → the syllables next to it
    for word, (number, _) in counts.items():
        total[word] += number
        for size in range(SHORTEST, min(len(word), LONGEST + 1)):
            beside["-" + word[-size:]].add(word[-size - 1])
            beside[word[:size] + "-"].add(word[size])
            total[word[-size:]] += number
            total[word[:size]] += number
    parts = {part.strip("-") for part, next_to in beside.items() if len(next_to) >= VARIETY}
    fewest, most = max(FEWEST, documents // RAREST), max(MOST, documents // COMMONEST)
    return frozenset(
        word
        for word in parts | counts.keys()
        if SHORTEST <= len(word) <= LONGEST and fewest <= total[word] <= most
    )


def _words(text: str) -> set[str]:
    return {_PARTICLE.sub("", word) for word in _HANGUL_WORD.findall(normalise(text))}
