"""Article → Entry: all that the index holds about one article's words. Pure, so that it is remembered and shared out.

The title stands at places 0…63 and the rest of the text from place 64 on (a longer title pushes it back), which is how a
posting shows that it lies in the title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from newsarchive.records import Article
from newsarchive.search.bits import varint
from newsarchive.search.normal import Unit, is_word, normalise, pair_key, units

BODY_START = 64
MOST_COUNTED = (
    126  # occurrences beyond it do not change a rank; the exact count stands before the places
)
ORGANIZATION = "\x01"  # opens the key of an organization's name
_HANGUL_WORD = re.compile("[\uac00-\ud7a3]{2,12}")
_PARTICLES = (
    "에서는|으로는|에게서|이라고|까지|부터|에서|으로|에게|라고|하는|했다|한다|하고|하며|하기|"
    "은|는|이|가|을|를|의|에|로|와|과|도|만"
)
_PARTICLE = re.compile(f"(?<=..)(?:{_PARTICLES})$")


@dataclass(frozen=True, slots=True)
class Entry:
    """The postings of one article. counts[i] and places[i] belong to keys[i]."""

    keys: tuple[str, ...]
    counts: bytes  # min(occurrences, 127) * 2 + 1 if one of them lies in the title
    places: tuple[bytes, ...]  # varints, see newsarchive/search/format.py; b"" for a lone syllable
    length: int  # units
    named: tuple[str, ...]  # words of title, organizations and tags
    words: tuple[str, ...]  # the other words, without particles


def text_of(article: Article) -> str:
    """Everything below the title that a reader sees and may search, a paragraph a line."""
    return "\n".join((*article.subtitle, *article.body, *article.captions))


def terms_of(article: Article) -> Entry:
    """The article's postings by key, and its words for suggestions by 초성 and spelling."""
    head = units(article.title)
    start = max(BODY_START, head[-1].place + 2) if head else BODY_START
    text = text_of(article)
    body = units(text, start)
    spots = _spots([*head, *body])
    for organization in article.organizations:
        spots[ORGANIZATION + _squeezed(organization.name)] = []
    keys = tuple(sorted(spots))
    named = _words(
        " ".join((article.title, *(o.name for o in article.organizations), *article.tags))
    )
    return Entry(
        keys=keys,
        counts=bytes(_count(spots[key]) for key in keys),
        places=tuple(_places(key, spots[key]) for key in keys),
        length=len(head) + len(body),
        named=tuple(sorted(named)),
        words=tuple(sorted(_words(text) - named)),
    )


def _squeezed(name: str) -> str:
    """A name as its key has it: normalised, without gaps."""
    return "".join(unit.text for unit in units(name))


def _spots(found: list[Unit]) -> dict[str, list[int]]:
    """Key → where it occurs, each place times 2, plus 1 when a gap stands before it."""
    spots: dict[str, list[int]] = defaultdict(list)
    last, last_place, last_is_word, spot = "", -2, False, 0
    for text, place, gap in found:
        word = is_word(text)
        if place == last_place + 1 and not (word and last_is_word):
            spots[pair_key(last, text, gap)].append(spot)
        spot = place * 2 + gap
        spots[text].append(spot)
        last, last_place, last_is_word = text, place, word
    return spots


def _count(spots: list[int]) -> int:
    """The byte that ranking reads; an organization's key counts once."""
    in_title = bool(spots) and spots[0] < BODY_START * 2
    return min(max(len(spots), 1), MOST_COUNTED + 1) * 2 + in_title


def _places(key: str, spots: list[int]) -> bytes:
    """The differences of the spots; none for a lone syllable, whose documents alone are wanted."""
    if len(key) == 1 and not is_word(key):
        return b""
    if len(spots) == 1:
        return varint(spots[0])
    counted = varint(len(spots)) if len(spots) > MOST_COUNTED else b""
    return counted + b"".join(
        varint(spot - before) for spot, before in zip(spots, [0, *spots], strict=False)
    )


def _words(text: str) -> set[str]:
    """The Hangul words of a text, without the particle at their end."""
    return {_PARTICLE.sub("", word) for word in _HANGUL_WORD.findall(normalise(text))}
