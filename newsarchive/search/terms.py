"""Article → Entry: all that the index holds about one article's words. Pure, so that it is remembered and shared out.

The title stands at places 0…63 and the rest of the text from place 64 on (a longer title pushes it back), which is how a
posting shows that it lies in the title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsarchive.records import Article
from newsarchive.search.bits import varint
from newsarchive.search.normal import Unit, is_word, pair_key, units
from newsarchive.search.words import SHORTEST, WholeWord, squeezed, text_of

BODY_START = 64
MOST_COUNTED = (
    30  # occurrences; more do not change a rank, and the exact count stands before the places
)
FEW_COUNTED = 4  # occurrences of a lone syllable: nearly every article has many
IN_TITLE, UNDIVIDED, DIVIDED = 1, 2, 4  # what a count's byte tells of the occurrences
ORGANIZATION = "\x01"  # opens the key of an organization's name
WholeWords = Mapping[str, Sequence[WholeWord]]  # by their first two syllables


@dataclass(frozen=True, slots=True)
class Entry:
    """The postings of one article. counts[i] and places[i] belong to keys[i]."""

    keys: tuple[str, ...]
    counts: bytes  # min(occurrences, 31) * 8 + flags
    places: tuple[bytes, ...]  # varints, see static/search.js; b"" for a lone syllable
    length: int  # units


def terms_of(article: Article, whole: WholeWords) -> Entry:
    """The article's postings by key."""
    head = units(article.title)
    start = max(BODY_START, head[-1].place + 2) if head else BODY_START
    found = [*head, *units(text_of(article), start)]
    spots = _spots(found)
    counts = {key: _count(key, some) for key, some in spots.items()}
    for organization in article.organizations:
        key = ORGANIZATION + squeezed(organization.name)
        spots[key], counts[key] = [], _count(key, [])
    for word, some in _whole_spots(found, whole).items():
        spots[word.text], counts[word.text] = some if word.is_placed else [], _whole_count(some)
    keys = tuple(sorted(spots))
    return Entry(
        keys=keys,
        counts=bytes(counts[key] for key in keys),
        places=tuple(_places(key, spots[key]) for key in keys),
        length=len(found),
    )


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


def _whole_spots(found: list[Unit], whole: WholeWords) -> dict[WholeWord, list[int]]:
    """Word with a key → where it occurs, however spaced: place times 4, plus 2 when a gap divides it, plus 1 after a gap."""
    spots: dict[WholeWord, list[int]] = defaultdict(list)
    letters, units_at = _by_place(found)
    for place in range(len(letters) - SHORTEST + 1):
        for word in whole.get(letters[place : place + 2], ()):
            if letters.startswith(word.text, place):
                inside = units_at[place + 1 : place + len(word.text)]
                is_divided = any(unit is not None and unit.gap for unit in inside)
                first = units_at[place]
                gap = first is not None and first.gap
                spots[word].append(place * 4 + is_divided * 2 + gap)
    return spots


def _by_place(found: list[Unit]) -> tuple[str, list[Unit | None]]:
    """A character for each place: the syllable, or a space where there is none; and the units at the places."""
    size = found[-1].place + 1 if found else 0
    letters = [" "] * size
    units_at: list[Unit | None] = [None] * size
    for unit in found:
        units_at[unit.place] = unit
        if not is_word(unit.text):
            letters[unit.place] = unit.text
    return "".join(letters), units_at


def _count(key: str, spots: list[int]) -> int:
    """The byte that ranking reads; an organization's key counts once, a lone syllable a few times."""
    in_title = bool(spots) and spots[0] < BODY_START * 2
    most = FEW_COUNTED if _is_lone(key) else MOST_COUNTED + 1
    return min(max(len(spots), 1), most) * 8 + in_title * IN_TITLE


def _is_lone(key: str) -> bool:
    return len(key) == 1 and not is_word(key)


def _whole_count(spots: list[int]) -> int:
    """The byte that ranking reads of a word with a key of its own."""
    divided = sum(spot >> 1 & 1 for spot in spots)
    spacing = (divided < len(spots)) * UNDIVIDED + (divided > 0) * DIVIDED
    in_title = (spots[0] < BODY_START * 4) * IN_TITLE
    return min(len(spots), MOST_COUNTED + 1) * 8 + spacing + in_title


def _places(key: str, spots: list[int]) -> bytes:
    """The differences of the spots; none for a lone syllable, whose documents alone are wanted."""
    if _is_lone(key):
        return b""
    if len(spots) == 1:
        return varint(spots[0])
    counted = varint(len(spots)) if len(spots) > MOST_COUNTED else b""
    return counted + b"".join(
        varint(spot - before) for spot, before in zip(spots, [0, *spots], strict=False)
    )
