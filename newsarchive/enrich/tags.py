"""Keywords a reader would search. In: a Passage and the places of its organizations. Out: tags and free phrases."""

from __future__ import annotations

from collections import Counter

from newsarchive.enrich.passage import Passage
from newsarchive.enrich.vocabulary import Vocabulary

MOST = 8


def tags_in(passage: Passage, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Tags of the controlled vocabulary, the most telling first."""
    scores: Counter[str] = Counter()
    for match in vocabulary.tag_words.finditer(passage.plain):
        scores[vocabulary.tags[match.group()]] += 3 if match.start() < passage.title_end else 1
    return tuple(tag for tag, score in scores.most_common(MOST) if score >= 2)
