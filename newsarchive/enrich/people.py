"""People named with a title. In: a Passage. Out: Person records in order of first mention."""

from __future__ import annotations

from newsarchive.enrich.passage import Passage
from newsarchive.enrich.vocabulary import Vocabulary
from newsarchive.records import Person


def people_in(passage: Passage, vocabulary: Vocabulary) -> tuple[Person, ...]:
    """Each person once, with the first title seen."""
    titles = vocabulary.titles
    found: dict[str, Person] = {}
    for word, following in zip(passage.words, passage.words[1:], strict=False):
        if is_name(word.text, vocabulary) and following.gap == " ":
            title = next((r.stem for r in following.readings if r.stem in titles.all), "")
            if title:
                found.setdefault(word.text, Person(word.text, title))
    return tuple(found.values())


def is_name(word: str, vocabulary: Vocabulary) -> bool:
    """Three syllables that begin with a surname and are no known word."""
    titles = vocabulary.titles
    return (
        len(word) == 3
        and word[0] in titles.surnames
        and word not in titles.not_names
        and word not in vocabulary.entries
    )
