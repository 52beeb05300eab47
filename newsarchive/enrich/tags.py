"""Keywords a reader would search. In: a finished Survey. Out: tags, and free phrases that become tags when shared.

Tags come from lexicon/tags.yaml. The words of an organization's name speak for no tag: 제주관광대 is no 관광. A free phrase is
a quoted name or a long word that stands in the title or comes again; settle keeps those that two articles share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from newsarchive.enrich.shapes import is_common, is_place_word
from newsarchive.enrich.survey import Survey

MOST, FEWEST, MOST_PHRASES = 8, 3, 3
LEAD_LENGTH = 200  # characters after the title that tell what a release is about
ENOUGH = 2.5  # score of a tag that stands by itself
SOME = 1.0  # score of a tag that fills up to the fewest
SENTENCE_LIKE = re.compile(r"[다요죠까자라]$|[.!?…]")
PHRASE_LENGTH = range(4, 21)


def tags_in(survey: Survey, keywords: Sequence[str] = ()) -> tuple[str, ...]:
    """The page's own keywords, then tags of the vocabulary, the most telling first; 3 to 8 where the text allows."""
    ranked = sorted(_scores(survey).items(), key=lambda scored: -scored[1])
    tags = [tag for tag, score in ranked if score >= ENOUGH]
    fill = [tag for tag, score in ranked if SOME <= score < ENOUGH]
    room = max(FEWEST - len(keywords) - len(tags), 0)
    return tuple(dict.fromkeys((*keywords, *tags[: MOST - MOST_PHRASES], *fill[:room])))[:MOST]


def _scores(survey: Survey) -> dict[str, float]:
    """Tag → how much the text speaks for it: title 3, lead 1.5, anywhere 1, each further time a little."""
    passage, vocabulary = survey.passage, survey.vocabulary
    counts: Counter[str] = Counter()
    scores: dict[str, float] = {}
    lead_end = passage.title_end + LEAD_LENGTH
    starts = vocabulary.tag_starts.keys() & passage.starts_of_words
    ranked = sorted(pair for start in starts for pair in vocabulary.tag_starts[start])
    for _, word in ranked:  # in their order, which the words of a text never change
        tag = vocabulary.tags[word]
        for place in _places(survey, word):
            weight = 3.0 if place < passage.title_end else 1.5 if place < lead_end else 1.0
            counts[tag] += 1
            best = scores.get(tag, 0.0)
            scores[tag] = max(best, weight) + (0.25 if best and counts[tag] < 6 else 0)
    return {tag: score * vocabulary.tag_weights[tag] for tag, score in scores.items()}


def _places(survey: Survey, word: str) -> Iterator[int]:
    """Where the word stands outside organizations' names; short words only where a word begins."""
    passage = survey.passage
    place = passage.plain.find(word)
    while place >= 0:
        index = passage.word_at(place)
        is_start = index is not None and passage.words[index].start == place
        if index is None or (survey.is_free(index) and (is_start or len(word) > 2)):
            yield place
        place = passage.plain.find(word, place + len(word))


def phrases_in(survey: Survey) -> tuple[str, ...]:
    """At most three free phrases, those of the title first."""
    passage = survey.passage
    found: Counter[str] = Counter()
    for start, end in passage.quotations:
        text = passage.text[start:end].strip()
        if len(text) in PHRASE_LENGTH and not SENTENCE_LIKE.search(text):
            found[text] += 3 if start < passage.title_end else passage.plain.count(text)
    for word in survey.free_words():
        stem = word.readings[-1].stem
        if word.start < passage.title_end and len(stem) >= 4 and passage.plain.count(stem) > 1:
            found[stem] += 2
    return tuple(
        phrase for phrase, count in found.most_common() if count > 1 and _is_telling(survey, phrase)
    )[:MOST_PHRASES]


def _is_telling(survey: Survey, phrase: str) -> bool:
    """Whether a phrase is none of: an organization, a region, a tag, a run of common words."""
    vocabulary = survey.vocabulary
    return not (
        phrase in vocabulary.entries
        or phrase in vocabulary.tags
        or is_place_word(phrase, vocabulary)
        or is_common(phrase, vocabulary)
        or any(phrase == mention.name for mention in survey.mentions)
    )
