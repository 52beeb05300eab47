"""Text → units and keys of the search index. Pure; the twin of the functions of these names in static/search.js.

A unit is what a reader may skip white space between: one syllable (Hangul, Han, Kana), one run of letters and digits,
or one `&`, `+` or `%` that follows such a run (R&D, C++, 10%). Units are numbered from 0; a paragraph's or sentence's end skips one
number, so that no phrase crosses it. All other punctuation and white space is a gap: it takes no number, and the unit
after it remembers it. What the two languages must agree on is pinned by tests/search_normal.json.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import NamedTuple

SYLLABLE = "\uac00-\ud7a3\u3400-\u9fff\u3040-\u30ff"
LETTER = "a-z0-9\u00df-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff"
# A pattern opens with a set of characters wherever it can: the search for one is a tenth of a search by looking behind.
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_DOT = re.compile(f"[·․‧･ㆍ・•∙](?<=[{SYLLABLE}].)(?=[{SYLLABLE}])")
_LEGAL_FORM = re.compile(r"\([주사재유]\)")
_THOUSANDS = re.compile(r",(?<=[0-9],)(?=[0-9]{3}(?![0-9]))")
_WORD = re.compile(f"[{LETTER}&+%](?:(?<=[{LETTER}])[{LETTER}]*|(?<=[{LETTER}&+][&+])|(?<=[0-9]%))")
_STOP = re.compile(r"[\n.!?…](?:(?<=\n)|(?<=[.!?…])(?<![0-9 \t\r\n].)[.!?…]*(?=[ \t\r\n]|$))")
_UNIT = re.compile(
    f"(?P<syllables>[{SYLLABLE}]+)|(?P<word>{_WORD.pattern})|(?P<stop>{_STOP.pattern})|(?P<gap>[^\n])"
)
WORD, STOP = "W", "S"  # in Placed.letters; normalise() leaves small letters only
_PIECE = re.compile(f"[{SYLLABLE}{WORD}{STOP}]+")
GAP = " "  # ends the key of two syllables that a gap separates


class Unit(NamedTuple):
    """A unit, its number, and whether a gap stands before it."""

    text: str
    place: int
    gap: bool


class Placed(NamedTuple):
    """The units of a text as one string, which costs a tenth of a list of them."""

    letters: str  # a character a place: the syllable, WORD, or STOP where there is no unit
    words: list[str]  # the text of each WORD
    starts: list[int]  # places with a gap before them, and the number of all places


def normalise(text: str) -> str:
    """NFKC, lower case, without invisible characters, middle dots between syllables, (주) and thousands' commas.

    >>> normalise("㈜월덱스, 노·사·민·정 1,234억 ＡＩ")
    '월덱스, 노사민정 1234억 ai'
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = unicodedata.normalize("NFKC", _DOT.sub("", text)).lower()
    return _THOUSANDS.sub("", _LEGAL_FORM.sub("", text))


def is_word(text: str) -> bool:
    """True for a unit of letters, digits or `&`, false for a syllable.

    >>> is_word("ai"), is_word("쌀")
    (True, False)
    """
    return text[-1] < "\u0500"


def units(text: str, start: int = 0) -> list[Unit]:
    """The units of a text, numbered from `start`.

    >>> [tuple(unit) for unit in units("R&D 투자. 끝")][:4]
    [('r', 0, True), ('&', 1, False), ('d', 2, False), ('투', 3, True)]
    >>> units("투자. 끝")[-1].place
    3
    """
    found: list[Unit] = []
    place, gap = start, True
    for match in _UNIT.finditer(normalise(text)):
        kind = match.lastgroup
        if kind == "syllables":
            for syllable in match[0]:
                found.append(Unit(syllable, place, gap))
                place, gap = place + 1, False
        elif kind == "word":
            found.append(Unit(match[0], place, gap))
            place, gap = place + 1, False
        else:
            place, gap = place + (kind == "stop"), True
    return found


def placed(text: str) -> Placed:
    """What units() tells of a text.

    >>> placed("R&D 투자. 끝")
    Placed(letters='WWW투자S끝', words=['r', '&', 'd'], starts=[0, 3, 5, 6, 7])
    """
    text = normalise(text)
    pieces = _PIECE.findall(_WORD.sub(WORD, _STOP.sub(f" {STOP} ", text)))
    starts = list(accumulate(map(len, pieces), initial=0))
    return Placed("".join(pieces), _WORD.findall(text), starts)


def pair_key(first: str, second: str, gap: bool) -> str:
    """The key of two neighbours, at least one a syllable: their touching characters, and GAP if one lies between.

    >>> pair_key("2233", "명", False), pair_key("공", "장", True)
    ('3명', '공장 ')
    """
    return first[-1] + second[0] + (GAP if gap else "")
