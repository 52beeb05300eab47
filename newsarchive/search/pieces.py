"""Records → pieces of words, and records spelled in them: a byte or two for what many articles hold. Pure.

Deflate finds what repeats within a file, and six articles repeat little. What repeats between files it is told once:
some thousand runs of letters, found in a sample of the long run's records as a unigram model finds them (words are divided in
the likeliest way, pieces counted, those of little worth dropped). A piece may end with the space after a word. Ten results load
a quarter less than with a sample of the texts that deflate starts from (measured on the benchmark's corpora; a sixteenth on Korean prose).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log2

from newsarchive.records import Article
from newsarchive.search.bits import deflate, shared
from newsarchive.search.words import FIELD, LIST, record_of

BETWEEN = "\x1e"  # pieces
SAMPLED = 400  # records at least, of more
LONGEST = 6  # letters of a piece
MOST = 1000  # pieces of several letters
TRIED = 3 * MOST
FEWEST = 4  # uses in the sample
REMEMBERED = 1 << 15  # words
ESCAPE = 0xFF  # opens a UTF-16 unit in two bytes
_SPACES = f" \n{FIELD}{LIST}"
_WORD = re.compile(f"[^{_SPACES}{BETWEEN}\U00010000-\U0010ffff]{{1,15}}[{_SPACES}]?|.", re.DOTALL)


class Spelling(dict[str, bytes]):
    """Word → its bytes in these pieces; remembers some."""

    def __init__(self, pieces: Sequence[str]) -> None:
        one = ones_of(len(pieces))
        codes = (*range(one), *range(one << 8, (one << 8) + len(pieces)))
        self._codes = {
            piece: code.to_bytes(1 + (code > ESCAPE), "big")
            for piece, code in zip(pieces, codes, strict=False)
        }
        self._costs = {piece: len(code) for piece, code in self._codes.items()}

    def __missing__(self, word: str) -> bytes:
        if len(self) > REMEMBERED:
            self.clear()
        parts = divide(word, self._costs, 4)
        spelled = self[word] = b"".join(self._codes.get(part) or _escaped(part) for part in parts)
        return spelled


def spell(text: str, spelling: Spelling) -> bytes:
    """The text in the pieces of a spelling.

    >>> spell("가나다", Spelling(["가나"])).hex()
    '00ffb2e4'
    """
    return b"".join(map(spelling.__getitem__, _WORD.findall(text)))


def pieces_of(articles: Sequence[Article]) -> list[str]:
    """The pieces of the articles' records in the order of their codes: those of one byte, sorted, then the others, sorted."""
    words = Counter[str]()
    for article in articles[:: len(articles) // SAMPLED + 1]:
        words.update(_WORD.findall(record_of(article)))
    uses = _runs(words)
    for most in (TRIED, MOST):
        uses = _uses(words, _worthy(uses, most))
    kept = [piece for piece in uses if uses[piece] >= FEWEST and BETWEEN != piece <= "\uffff"]
    kept.sort(key=lambda piece: (-uses[piece], piece))
    one = ones_of(len(kept))
    return sorted(kept[:one]) + sorted(kept[one:])


def ones_of(pieces: int) -> int:
    """How many of so many pieces take one byte. Each byte from there on opens two, but for ESCAPE.

    >>> ones_of(0), ones_of(1000)
    (254, 251)
    """
    return ESCAPE - 1 - (pieces >> 8)


def pieces_file(pieces: Sequence[str]) -> bytes:
    """Each piece as a digit, the number of letters that it shares with the one before, and its rest."""
    pairs = zip(shared(pieces, LONGEST), pieces, strict=True)
    return deflate(BETWEEN.join(f"{same}{piece[same:]}" for same, piece in pairs).encode())


def divide(word: str, costs: Mapping[str, int], unknown: int) -> list[str]:
    """The word in the pieces that cost least together; a letter that is no piece costs `unknown`.

    >>> divide("나다라", {"나": 2, "나다": 1, "다라": 2}, 3)
    ['나다', '라']
    """
    least, starts = [0], [0]
    for end in range(1, len(word) + 1):  # the hot loop: some twenty pieces a word
        start = end - 1
        best = least[start] + costs.get(word[start], unknown)
        for before in range(max(0, end - LONGEST), end - 1):
            cost = costs.get(word[before:end])
            if cost is not None and least[before] + cost < best:
                best, start = least[before] + cost, before
        least.append(best)
        starts.append(start)
    return list(_parts(word, starts))[::-1]


def _parts(word: str, starts: Sequence[int]) -> Iterator[str]:
    """The parts of a word from its end on; `starts` has for each place the start of the part that ends there."""
    end = len(word)
    while end:
        yield word[starts[end] : end]
        end = starts[end]


def _runs(words: Mapping[str, int]) -> Counter[str]:
    """Every run of letters in the words → how often."""
    uses = Counter[str]()
    for word, number in words.items():
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + LONGEST) + 1):
                uses[word[start:end]] += number
    return uses


def _worthy(uses: Mapping[str, int], most: int) -> dict[str, int]:
    """All letters, and so many longer pieces that stand for the most letters."""
    longer = [piece for piece in uses if len(piece) > 1]
    longer.sort(key=lambda piece: (-uses[piece] * len(piece), piece))
    letters = [piece for piece in uses if len(piece) == 1]
    return {piece: uses[piece] for piece in (*letters, *longer[:most])}


def _uses(words: Mapping[str, int], known: Mapping[str, int]) -> Counter[str]:
    """How often each piece is used when every word is divided in the likeliest way."""
    total = sum(known.values())
    costs = {piece: round(32 * log2(2 * total / (2 * uses + 1))) for piece, uses in known.items()}
    rare = round(32 * log2(2 * total + 2))
    found = Counter[str]()
    for word, number in words.items():
        for part in divide(word, costs, rare):
            found[part] += number
    return found


def _escaped(letter: str) -> bytes:
    """A letter that is no piece: ESCAPE and two bytes for each of its UTF-16 units."""
    units = letter.encode("utf-16-be")
    return b"".join(bytes((ESCAPE, *units[at : at + 2])) for at in range(0, len(units), 2))
