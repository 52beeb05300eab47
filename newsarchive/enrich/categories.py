"""One category per document. In: Extracted and the rules. Out: (category, basis); (None, None) when nothing stands out.

What the page prints or a person wrote comes first. A guess counts each word once, where it stands first, and is given
only when the best category clearly leads: a wrong category is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from newsarchive.enrich.vocabulary import CategoryRule
from newsarchive.records import Extracted

TITLE_FACTOR = 3
LEAD_LENGTH = 300  # characters of the body that tell what a release is about
LEAST = 8  # score below which nothing is guessed
MARGIN = 1.2  # how many times the second best the best must score


def categorize(
    document: Extracted, rules: Sequence[CategoryRule], starts: Set[str]
) -> tuple[str, str] | tuple[None, None]:
    """The category and how it was found: "page", "front-matter" or "guess"."""
    if document.section:
        return document.section, document.section_basis or "page"
    title = " ".join((document.title, *document.subtitle)) if not document.title_derived else ""
    scores = scores_of(title, " ".join(document.body)[:LEAD_LENGTH], rules, starts)
    (best, most), (_, second) = scores[0], scores[1]
    if most < LEAST or most < second * MARGIN:
        return None, None
    return best, "guess"


def scores_of(
    title: str, lead: str, rules: Sequence[CategoryRule], starts: Set[str]
) -> list[tuple[str, int]]:
    """Category and score, best first; of equals the one listed first. starts: Passage.starts_of_words of the document."""
    scores = []
    for rule in rules:
        score = 0
        for word, weight in rule.weights.items():
            if word[:2] not in starts:  # cheaper than two searches for each word
                continue
            if word in title:
                score += weight * TITLE_FACTOR
            elif word in lead:
                score += weight
        scores.append((rule.name, score))
    return sorted(scores, key=lambda scored: -scored[1])
