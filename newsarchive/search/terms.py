"""Article → Occurrences: all that the index holds about one article's words. Pure.

The title stands at places 0…63 and the rest of the text from place 64 on (a longer title pushes it back), which is how a
posting shows that it lies in the title. A text is worked on as one string with a character a place, not unit by unit:
most of an index's time is spent here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import add, sub
from typing import NamedTuple

from newsarchive.records import Article
from newsarchive.search.bits import varint, varints
from newsarchive.search.normal import GAP, STOP, WORD, placed
from newsarchive.search.words import SHORTEST, WholeWords, squeezed, text_of

BODY_START = 64
MOST_COUNTED = (
    30  # occurrences; more do not change a rank, and the exact count stands before the places
)
FEW_COUNTED = 4  # occurrences of a lone syllable: nearly every article has many
IN_TITLE, UNDIVIDED, DIVIDED = 1, 2, 4  # what a count's byte tells of the occurrences
ORGANIZATION = "\x01"  # opens the key of an organization's name


Occurrences = dict[
    str, tuple[int, bytes]
]  # key → min(occurrences, 31) * 8 + flags; places, see static/search.js


class Text(NamedTuple):
    """Title and text of an article, see normal.Placed."""

    letters: str
    words: list[str]
    starts: list[int]


def terms_of(article: Article) -> tuple[Occurrences, int]:
    """The article's postings by key, but for words with a key of their own; and its length in units."""
    text = _text(article)
    terms = _syllables(text)
    terms |= {key: _posting(some) for key, some in _spots(text).items()}
    for organization in article.organizations:
        terms[ORGANIZATION + squeezed(organization.name)] = (8, b"")
    return terms, len(text.letters) - text.letters.count(STOP)


def whole_terms(article: Article, whole: WholeWords) -> Occurrences:
    """Word with a key → count, and places, however spaced: each times 4, plus 2 when a gap divides it, plus 1 after a gap."""
    text = _text(article)
    letters = text.letters
    gaps = bytearray(len(letters))
    for start in text.starts:
        gaps[start] = 1
    openings = [letters[place : place + SHORTEST] for place in range(len(letters))]
    found: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(map(whole.by_opening.get, openings)):
        for word in words or ():
            if letters.startswith(word, place):
                is_divided = gaps.find(1, place + 1, place + len(word)) > 0
                found[word].append(place * 4 + is_divided * 2 + gaps[place])
    return {
        word: (_whole_count(some), b"" if word in whole.common else _differences(some))
        for word, some in found.items()
    }


def _text(article: Article) -> Text:
    """Title and text, the text in its place."""
    title, below = placed(article.title), placed(text_of(article))
    head = title.letters.rstrip(STOP)
    head = head.ljust(max(BODY_START, len(head) + 1), STOP)
    starts = [start for start in title.starts if start < len(title.letters)]
    starts += [len(head) + start for start in below.starts[:-1]]
    return Text(head + below.letters, title.words + below.words, starts)


def _syllables(text: Text) -> Occurrences:
    """Lone syllable → its count; its documents alone are wanted."""
    in_title = set(text.letters[:BODY_START])
    return {
        syllable: (min(number, FEW_COUNTED) * 8 + (syllable in in_title) * IN_TITLE, b"")
        for syllable, number in Counter(text.letters).items()
        if syllable != WORD and syllable != STOP
    }


def _spots(text: Text) -> dict[str, list[int]]:
    """Pair of neighbours or word of letters → where it occurs, each place times 2, plus 1 when a gap stands before it."""
    firsts, lasts = list(text.letters), list(text.letters)
    spots = list(range(0, len(firsts) * 2, 2))
    for start in text.starts:
        spots[start] += 1
        firsts[start] += GAP
    found: dict[str, list[int]] = defaultdict(list)
    place = -1
    for word in text.words:
        before, place = place, text.letters.index(WORD, place + 1)
        firsts[place] = firsts[place].replace(WORD, word[0])
        lasts[place] = word[-1]
        found[word].append(spots[place])
        if place and before == place - 1:
            lasts[before] = STOP  # two words are no pair
    for pair, spot in zip(map(add, lasts, firsts[1:]), spots, strict=False):
        found[pair].append(spot)
    return {key: some for key, some in found.items() if STOP not in key}


def _posting(spots: list[int]) -> tuple[int, bytes]:
    """The byte that ranking reads, and the differences of the spots."""
    number, first = len(spots), spots[0]
    in_title = (first < BODY_START * 2) * IN_TITLE
    return min(number, MOST_COUNTED + 1) * 8 + in_title, _differences(spots)


def _whole_count(spots: list[int]) -> int:
    """The byte that ranking reads of a word with a key of its own."""
    divided = sum(spot >> 1 & 1 for spot in spots)
    spacing = (divided < len(spots)) * UNDIVIDED + (divided > 0) * DIVIDED
    in_title = (spots[0] < BODY_START * 4) * IN_TITLE
    return min(len(spots), MOST_COUNTED + 1) * 8 + spacing + in_title


def _differences(spots: list[int]) -> bytes:
    """The spots as differences to the one before; first their number, when the count's byte cannot tell it."""
    if len(spots) == 1:
        return varint(spots[0])
    counted = varint(len(spots)) if len(spots) > MOST_COUNTED else b""
    return counted + varints(map(sub, spots, [0, *spots]))
