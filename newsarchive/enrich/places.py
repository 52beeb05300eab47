"""Administrative regions a document names. In: a Survey. Out: names in order of first mention, 시·도 in their official form.

A name that several provinces have (중구, 고성군) is left out unless the document tells which one is meant.
"""

from __future__ import annotations

from newsarchive.enrich.homes import full_name
from newsarchive.enrich.survey import Survey


def places_in(survey: Survey) -> tuple[str, ...]:
    """시·도, and 시·군·구 with their unit: 전라남도 for 전남, 나주시, 경남 고성군."""
    places = survey.vocabulary.places
    found: dict[str, None] = {}
    for word in survey.passage.words:
        for reading in word.readings:
            stem = reading.stem
            name = places.provinces.get(stem) or places.governments.get(stem)
            if name:
                full = full_name(survey, word.index, name)
                if full != name or len(places.homes.get(name, ())) < 2:
                    found.setdefault(full)
                break
    return tuple(found)
