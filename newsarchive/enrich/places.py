"""Administrative regions a document names. In: a Survey. Out: names in order of first mention, 시·도 in their official form.

A name that several provinces have (중구, 고성군) is left out unless the document tells which one is meant.
"""

from __future__ import annotations

from newsarchive.enrich.homes import full_name
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT


def places_in(survey: Survey) -> tuple[str, ...]:
    """시·도, and 시·군·구 with their unit: 전라남도 for 전남, 나주시, 경남 고성군; and governments found, as in 누리군수."""
    places, by_stem = survey.vocabulary.places, survey.passage.by_stem
    stems = by_stem.keys() & (places.provinces.keys() | places.governments.keys())
    indexes = {index for stem in stems for index in by_stem[stem]}
    governments = {m.first: m for m in survey.mentions if m.kind == LOCAL_GOVERNMENT}
    names = (
        _place_at(survey, at, governments.get(at)) for at in sorted(indexes | governments.keys())
    )
    return tuple(dict.fromkeys(filter(None, names)))


def _place_at(survey: Survey, index: int, government: Mention | None) -> str:
    """The official name of the region that a word means; "" when it means none, or nobody can say which."""
    places = survey.vocabulary.places
    for reading in survey.passage.words[index].readings:
        name = places.provinces.get(reading.stem) or places.governments.get(reading.stem)
        if name and not _is_common_word(survey, index, reading.stem):
            break
    else:
        name = government.known_as or government.name if government else ""
    full = full_name(survey, index, name)
    return full if full != name or len(places.homes.get(name, ())) < 2 else ""


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
