"""A document as words. In: its title, subtitle lines and paragraphs. Out: a Passage. Knows nothing of names.

A word is a run of letters and digits; what stands between two words is the later one's gap. A Korean word ends in
particles (나주시는, 협회와의), so each word has readings: itself, and every stem that a particle of the right shape may
follow. Which reading is meant is for the rules to say.
"""

from __future__ import annotations

import bisect
import operator
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from newsarchive.text import MIDDLE_DOTS, has_final_consonant, is_hangul

# One sign for one meaning, each as long as what it replaces, so that places in the text stay the same.
PLAIN_SIGNS = {
    **dict.fromkeys("‘’΄`′＇", "'"),
    **dict.fromkeys("“”″＂", '"'),
    **dict.fromkeys(MIDDLE_DOTS + "∙•", "·"),
    **dict.fromkeys("–—―－", "-"),
    **dict.fromkeys("【［", "["),
    **dict.fromkeys("】］", "]"),
    **{"（": "(", "）": ")", "＆": "&", "，": ",", "\xa0": " ", "\t": " "},
}
# few in a text, so this is cheaper than translate
SIGN = re.compile(f"[{re.escape(''.join(PLAIN_SIGNS))}]")
WORD = re.compile(
    r"(?!(?<=\()[주사재유]\))[가-힣A-Za-z0-9](?:[가-힣A-Za-z0-9&+]|(?<=\d)\.(?=\d)|(?<=4)-(?=H))*"
)  # LINC3.0사업단 and 4-H연합회 are words, (주) is none
SENTENCE_END = re.compile(r"(?<=[다요죠음함됨임][.!?])[\"']?\s|\n")
QUOTED = re.compile(
    r"'([^'\n]{1,80})'|\"([^\"\n]{1,25})\"|「([^」\n]{1,80})」|『([^』\n]{1,80})』|<([^>\n]{1,80})>"
)
# Particles by what they may follow: a consonant, a vowel, a vowel or ㄹ, anything.
AFTER_CONSONANT = """은 이 을 과 으로 이나 이라 이며 이자 이고 이다 이란 이라는 이라고 이라며 이지만 이었다 이었던 이었으며
    으로서 으로써 으로부터 으로의 과의 과는 과도 이라도 이면서 이든 이니 이랑"""
AFTER_VOWEL = "는 가 를 와 나 며 자 고 다 란 라는 라고 라며 지만 였다 였던 였으며 와의 와는 와도 라도 면서 든 랑"
AFTER_VOWEL_OR_RIEUL = "로 로서 로써 로부터 로의"
AFTER_ANY = """의 에 에서 에게 에게서 께 께서 께서는 도 만 까지 부터 보다 처럼 에서는 에서도 에는 에도 에만 에서의 에의
    에게는 에게도 측 측은 측이 측의 측과 등 등은 등의 등이 등을 등과 등에 등에서 등도 등으로 들 들은 들이 들의 들을 들과 들에게
    인 뿐 뿐만 마다 까지의 부터는 만의 이외 내 내에 내의 간 별 당 여 하고 조차 밖에 만이 엔 서는"""
SHAPES = {
    particle: shape
    for shape, words in (
        ("consonant", AFTER_CONSONANT),
        ("vowel", AFTER_VOWEL),
        ("rieul", AFTER_VOWEL_OR_RIEUL),
        ("any", AFTER_ANY),
    )
    for particle in words.split()
}
LONGEST_PARTICLE = max(map(len, SHAPES))
LAST_SYLLABLES = frozenset(particle[-1] for particle in SHAPES)


class Reading(NamedTuple):
    """One way to take a word apart."""

    stem: str
    particle: str  # "" for the whole word


class Word(NamedTuple):
    """One word of a passage; start and end are places in the passage's text."""

    at: int  # which word of the passage it is
    text: str
    start: int
    end: int
    gap: str  # what stands before it, back to the word before
    readings: tuple[Reading, ...]  # the whole word first, then ever shorter stems


@dataclass(frozen=True, eq=False, repr=False)
class Passage:
    """The words of a document, in order. text has the printed signs, plain the same length with one sign per meaning."""

    text: str
    plain: str
    title_end: int  # place where the title ends; 0 without one
    words: tuple[Word, ...]

    @cached_property
    def starts(self) -> dict[int, int]:
        """Place in the text → index of the word that begins there."""
        return {word.start: word.at for word in self.words}

    @cached_property
    def ends(self) -> dict[int, int]:
        """Place in the text → index of the word that ends there."""
        return {word.end: word.at for word in self.words}

    def word_before(self, place: int) -> int | None:
        """Index of the word that ends before a bracket, a closing quotation mark or a space between; None without one."""
        end = place - (place > 0 and self.plain[place - 1] == " ")
        end -= end > 0 and self.plain[end - 1] in "'\""
        return self.ends.get(end)

    @cached_property
    def starts_of_words(self) -> set[str]:
        """Every two neighbouring characters and every single one: what begins with none of them is not in the text."""
        return {*self.plain, *map(operator.add, self.plain, self.plain[1:])}

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """Stem → indexes of the words that can be read as it, in order."""
        found: dict[str, list[int]] = {}
        for word in self.words:
            for reading in word.readings:
                found.setdefault(reading.stem, []).append(word.at)
        return found

    @cached_property
    def by_last(self) -> dict[str, list[int]]:
        """Syllable → indexes of the words some reading of which ends in it."""
        found: dict[str, list[int]] = {}
        for stem, indexes in self.by_stem.items():
            found.setdefault(stem[-1], []).extend(indexes)
        return found

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [match.end() for match in SENTENCE_END.finditer(self.plain)]

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each quoted text within one line."""
        return tuple((match.start() + 1, match.end() - 1) for match in QUOTED.finditer(self.plain))

    def sentence_span(self, place: int) -> tuple[int, int]:
        """Start and end of the sentence around a place."""
        ends = self._sentence_ends
        after = bisect.bisect_right(ends, place)
        return ends[after - 1] if after else 0, ends[after] if after < len(ends) else len(self.text)

    def sentence_at(self, place: int) -> str:
        """The sentence around a place, as printed."""
        return self.text[slice(*self.sentence_span(place))].strip()

    def quotation_at(self, place: int) -> str:
        """The quoted text that holds the place; "" outside quotation marks."""
        found = bisect.bisect_right(self.quotations, (place, len(self.text))) - 1
        if found < 0 or place >= self.quotations[found][1]:
            return ""
        return self.plain[slice(*self.quotations[found])]

    def word_at(self, place: int) -> int | None:
        """Index of the word that holds the place; None between words."""
        index = bisect.bisect_right(self._word_starts, place) - 1
        return index if index >= 0 and place < self.words[index].end else None

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    def after(self, index: int) -> str:
        """What stands between the word and the next one."""
        if index + 1 < len(self.words):
            return self.words[index + 1].gap
        return self.plain[self.words[index].end :]

    def between(self, first: int, last: int) -> str:
        """The printed text from the start of one word to the end of another."""
        return self.text[self.words[first].start : self.words[last].end]


def read_passage(title: str, paragraphs: Iterable[str]) -> Passage:
    """The words of a title and the paragraphs below it.

    >>> [word.text for word in read_passage("", ["나주시는 밝혔다."]).words]
    ['나주시는', '밝혔다']
    """
    text = "\n".join((title, *paragraphs))
    plain = SIGN.sub(lambda sign: PLAIN_SIGNS[sign.group()], text)
    words = []
    end = 0
    for index, match in enumerate(WORD.finditer(plain)):
        start, before = match.start(), end
        end = match.end()
        word = match.group()
        words.append(Word(index, word, start, end, plain[before:start], readings_of(word)))
    return Passage(text, plain, len(title), tuple(words))


@lru_cache(maxsize=2**14)  # the words of a language are few, and repeat in every document
def readings_of(word: str) -> tuple[Reading, ...]:
    """The word itself, then every stem that one of its endings may follow as a particle, longest stem first.

    >>> [(reading.stem, reading.particle) for reading in readings_of("협회와의")]
    [('협회와의', ''), ('협회와', '의'), ('협회', '와의')]
    """
    found = [Reading(word, "")]
    if word[-1] in LAST_SYLLABLES:
        for length in range(1, min(LONGEST_PARTICLE, len(word) - 1) + 1):
            shape = SHAPES.get(word[-length:])
            if shape and _fits(word[:-length], shape):
                found.append(Reading(word[:-length], word[-length:]))
    return tuple(found)


def _fits(stem: str, shape: str) -> bool:
    """Whether a particle of the shape may follow the stem; a Latin stem takes any, since readers differ."""
    if shape == "any" or not (is_hangul(stem[-1]) or stem[-1].isdigit()):
        return True
    closed = has_final_consonant(stem)
    if shape == "rieul":
        return not closed or (is_hangul(stem[-1]) and (ord(stem[-1]) - 0xAC00) % 28 == 8)
    return closed == (shape == "consonant")
