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
    by_stem = survey.passage.by_stem
    stems = by_stem.keys() & (places.provinces.keys() | places.governments.keys())
    for index in sorted({index for stem in stems for index in by_stem[stem]}):
        word = survey.passage.words[index]
        for reading in word.readings:
            stem = reading.stem
            name = places.provinces.get(stem) or places.governments.get(stem)
            if name and not _is_common_word(survey, word.at, stem):
                full = full_name(survey, word.at, name)
                if full != name or len(places.homes.get(name, ())) < 2:
                    found.setdefault(full)
                break
    return tuple(found)


def _is_common_word(survey: Survey, index: int, stem: str) -> bool:
    """Whether a short name means something else here: 축구 경기, 경기 침체; not 경기 화성시, 경기 북부, 경기·인천."""
    places, words = survey.vocabulary.places, survey.passage.words
    if stem not in places.homonyms:
        return False
    if index + 1 == len(words):
        return True
    after = words[index + 1]
    names_region = after.text.startswith((*places.region_words, *places.spellings))
    names_municipality = any(reading.stem in places.homes for reading in after.readings)
    return not (names_region or names_municipality)
