"""Administrative regions a document names. In: a Passage. Out: names in order of first mention, 시·도 in its official form."""

from __future__ import annotations

from newsarchive.enrich.passage import Passage
from newsarchive.enrich.vocabulary import Places


def places_in(passage: Passage, places: Places) -> tuple[str, ...]:
    """The 시·도 and 시·군·구 named with or without their unit when it is beyond doubt (나주시, 전남)."""
    found: dict[str, None] = {}
    for word in passage.words:
        for reading in word.readings:
            name = places.governments.get(reading.stem) or places.provinces.get(reading.stem)
            if name:
                found.setdefault(name)
                break
    return tuple(found)
