"""What the rules have found so far in one document. In: a Passage. Out: Mentions, and which words they claim.

A word belongs to at most one mention: the first rule that claims it wins, so the order of the rules is their rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from newsarchive.enrich.passage import Passage, Reading, Word
from newsarchive.enrich.shapes import GLUED_DATE, Ending, ending_of
from newsarchive.enrich.vocabulary import Entry, Vocabulary


class Mention(NamedTuple):
    """One place where a document names an organization."""

    first: int  # index of the first word
    last: int  # index of the last word
    name: str  # as printed, without particles
    kind: str
    rule: str = ""
    known_as: str = ""  # the name it stands for, when that is another: 전북대 → 전북대학교
    parent: str = ""


@dataclass(eq=False, repr=False)
class Survey:
    """The state of the work on one document; lives only while its organizations are read."""

    passage: Passage
    vocabulary: Vocabulary
    endings: tuple[Ending | None, ...]
    claimed: list[Mention | None]
    mentions: list[Mention] = field(default_factory=list)

    @classmethod
    def begin(cls, passage: Passage, vocabulary: Vocabulary) -> Survey:
        """A survey in which nothing is found yet."""
        endings = tuple(ending_of(word.text, vocabulary) for word in passage.words)
        return cls(passage, vocabulary, endings, [None] * len(passage.words))

    def claim(self, mention: Mention) -> None:
        """Keep the mention, unless a word of it is taken, site.yaml says that it is none, or © says whose picture it is."""
        words = range(mention.first, mention.last + 1)
        if self.passage.words[mention.first].gap.rstrip().endswith(("©", "ⓒ")):
            return
        if mention.name not in self.vocabulary.excluded and all(map(self.is_free, words)):
            self.mentions.append(mention)
            for index in words:
                self.claimed[index] = mention

    def is_free(self, index: int) -> bool:
        """Whether no mention has the word."""
        return self.claimed[index] is None

    def free_words(self) -> Iterator[Word]:
        """The words that no mention has, in order; those claimed on the way are left out."""
        return (word for word in self.passage.words if self.claimed[word.at] is None)

    def read_as(self, stems: Set[str]) -> Iterator[Word]:
        """The free words that can be read as one of the stems, in order."""
        by_stem = self.passage.by_stem
        return self._free(index for stem in by_stem.keys() & stems for index in by_stem[stem])

    def ending_in(self, syllables: Iterable[str]) -> Iterator[Word]:
        """The free words some reading of which ends in one of the syllables, in order."""
        by_last = self.passage.by_last
        return self._free(index for last in syllables for index in by_last.get(last, ()))

    def after(self, indexes: Iterable[int]) -> Iterator[Word]:
        """The free words right behind words of these indexes, in order."""
        count = len(self.passage.words)
        return self._free(index + 1 for index in indexes if index + 1 < count)

    def with_head(self) -> Iterator[tuple[Word, Ending]]:
        """The free words that end in a head, in order."""
        for index, ending in self._heads:
            if self.claimed[index] is None:
                yield self.passage.words[index], ending

    @cached_property
    def _heads(self) -> list[tuple[int, Ending]]:
        return [(index, ending) for index, ending in enumerate(self.endings) if ending]

    def _free(self, indexes: Iterable[int]) -> Iterator[Word]:
        """The words of these indexes that are free when their turn comes, in order."""
        for index in sorted(set(indexes)):
            if self.claimed[index] is None:
                yield self.passage.words[index]

    def before(self, index: int) -> Word | None:
        """The word before, when only a space stands between."""
        return (
            self.passage.words[index - 1]
            if index and self.passage.words[index].gap == " "
            else None
        )

    def next(self, index: int) -> Word | None:
        """The word after, when only a space stands between."""
        words = self.passage.words
        return words[index + 1] if index + 1 < len(words) and words[index + 1].gap == " " else None

    def entry_of(self, word: Word) -> tuple[Reading, Entry] | None:
        """The first reading that the word lists know."""
        for reading in word.readings:
            entry = self.vocabulary.entries.get(reading.stem)
            if entry:
                return reading, entry
        return None

    def name(self, first: int, last: int, stem: str) -> str:
        """The printed name, without a date glued to it, from one word to the stem of another."""
        words = self.passage.words
        end = words[last].start + len(stem)
        printed = " ".join(self.passage.text[words[first].start : end].split())
        return GLUED_DATE.sub("", printed)
