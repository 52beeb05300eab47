"""Which 고성군, 중구 or 광주시 is meant. In: a Survey and its Mentions. Out: the same, such names with their 시·도.

The province right before the name decides; else the only one of its homes that the document names most. When that does
not decide either, the name stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT


def with_homes(survey: Survey, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions; a government whose name several provinces have is known as 경남 고성군."""
    return tuple(
        mention._replace(known_as=full_name(survey, mention.first, mention.known_as))
        if mention.kind == LOCAL_GOVERNMENT
        else mention
        for mention in mentions
    )


def full_name(survey: Survey, index: int, name: str) -> str:
    """The government's name, with its 시·도 where several have one of the name: 경남 고성군; as it is when none is told."""
    places = survey.vocabulary.places
    homes = places.homes.get(name, ())
    if len(homes) < 2:
        return name
    before = survey.before(index)
    home = places.shorts.get(before.text) if before else None
    if home not in homes:
        home = _home_of_document(survey, homes)
    if home is None:
        return name
    return places.provinces[home] if name[:-1] == home else f"{home} {name}"


def _home_of_document(survey: Survey, homes: Sequence[str]) -> str | None:
    """The home that more words of the document belong to than to any other; None when there is no such."""
    places = survey.vocabulary.places
    counts: Counter[str] = Counter()
    for word in survey.passage.words:
        for reading in word.readings:
            short = places.shorts.get(reading.stem)
            own = places.homes.get(reading.stem, ())
            if short or len(own) == 1:
                counts[short or own[0]] += 1
                break
    ranked = sorted(((counts[home], home) for home in homes if counts[home]), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]
