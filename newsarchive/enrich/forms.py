"""Rules that see an organization by the form of its own name. In: a Survey. Out: Mentions.

A known name, a region that acts, a modifier with a head, a place with a body every place has. What stands beside a name
that has no form of its own is for beside.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from newsarchive.enrich.extent import is_branch, kind_of, known_name, name_start, parent_of, stem_of
from newsarchive.enrich.passage import Reading, Word
from newsarchive.enrich.shapes import (
    Ending,
    Weight,
    acts,
    ending_of,
    is_common,
    is_inner,
    is_place_only,
    is_place_word,
    is_quarter,
    place_prefix,
    speaks,
    stands,
)
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT

COUNCILLOR = re.compile(r"(.{2,}[시군구도])의원")
GOVERNS = re.compile(
    r"(?:청)?(?:은|는|이|가|도|측은|측이|측|에서는|와|과|와의|과의|로부터)(?=[ ,'\"]|$)|(?:청)? (?:관계자|공무원|직원|주관|주최|후원|제공|담당)"
    r"|에 (?:따르면|의하면|기탁|전달|건의|요청|기부|감사|제안|신청|접수|보고|제출)|\((?:시장|군수|구청장|도지사|지사)"
    r"|(?= (?:행정|경제|정무)?\d?부?(?:시장|군수|구청장|부지사|지사)(?:은|는|이|가|과|와|을|,| |$))|의 (?:지원|도움|후원|협조)"
)
MAYOR_MARKET = re.compile(r"시장(?:에서|에|을|으로|통|상인|,? ?상인)")
SPOKEN = re.compile(r"[다요죠까][.!?]?$")
BRACKETED = re.compile(r"\([^()]*\)")
LONG_MODIFIER = 4  # syllables of common words that make a name before a strong head: 사회보장정보원
HAPPENING_PLACES = frozenset(["school", "welfare", "culture", "hospital", "religion", "center"])


def lexicon(survey: Survey) -> Iterator[Mention]:
    """A name of the word lists, with the branch or unit that follows it."""
    vocabulary = survey.vocabulary
    for word in survey.free_words():
        for text, entry in vocabulary.phrases.get(word.text, ()):
            if survey.passage.plain.startswith(text, word.start):
                last = word.index + sum(not c.isalnum() for c in text)
                last = survey.passage.ends.get(word.start + len(text), last)
                yield Mention(word.index, last, text, entry.kind, known_as=entry.name)
                break
        found = survey.entry_of(word)
        if found:
            reading, entry = found
            end = word.start + len(reading.stem)
            if reading.stem in vocabulary.ambiguous and not speaks(survey.passage, end):
                continue
            before = survey.before(word.index)
            is_vague = before is not None and before.text in vocabulary.stops
            if (
                before
                and reading.stem in vocabulary.heads
                and is_place_word(before.text, vocabulary)
            ):
                continue  # 나주시 소상공인연합회 is not the national one
            if reading.stem in vocabulary.services and (is_vague or not acts(survey.passage, end)):
                continue
            unit = _unit_after(survey, word, reading)
            if unit:
                last, stem = unit
                name = survey.name(word.index, last, stem)
                yield Mention(word.index, last, name, entry.kind, parent=entry.name)
            else:
                yield Mention(word.index, word.index, reading.stem, entry.kind, known_as=entry.name)


def _unit_after(survey: Survey, word: Word, reading: Reading) -> tuple[int, str] | None:
    """Index and stem of a word that names a branch or a unit of the organization before it: 나주지사, 동탄호수점."""
    following = survey.next(word.index)
    if reading.particle or following is None or not survey.is_free(following.index):
        return None
    vocabulary = survey.vocabulary
    found = survey.endings[following.index]
    if found is None:
        stems = (r.stem for r in following.readings if r.stem.endswith("점"))
        shop = next((stem for stem in stems if not is_common(stem, vocabulary)), "")
        return (following.index, shop) if len(shop) > len("지점") else None
    is_unit = found.word in vocabulary.signs.units
    is_own = is_unit and not found.modifier.startswith(vocabulary.national)
    is_part = found.head.is_branch or is_branch(found, vocabulary)
    return (following.index, found.stem) if is_own or is_part else None


def group(survey: Survey) -> Iterator[Mention]:
    """SK실트론: a company by the group it is named after."""
    groups = survey.vocabulary.groups
    for word in survey.free_words():
        if word.text.startswith(groups):
            stem = stem_of(survey, word)
            name = (
                next(g for g in groups if stem.startswith(g)) if stem.startswith(groups) else stem
            )
            if len(stem) - len(name) > 1 and stem.isalnum() and not stem.isascii():
                yield Mention(word.index, word.index, stem, "company")


def titled(survey: Survey) -> Iterator[Mention]:
    """An organization and its head's title in one word: 미래부장관, 전남대총장, 행복청장, 나주문화원장."""
    for word in survey.free_words():
        for reading in word.readings:
            found = _titled(survey, word, reading)
            if found:
                yield found
                break


def _titled(survey: Survey, word: Word, reading: Reading) -> Mention | None:
    """The organization in 미래부장관 (known, any title) or in 나주문화원장 (a head and 장); None in other words."""
    vocabulary = survey.vocabulary
    if not reading.stem.endswith(vocabulary.signs.body_titles):
        return None
    for title in vocabulary.signs.body_titles:
        stem = reading.stem.removesuffix(title)
        entry = vocabulary.entries.get(stem) if stem != reading.stem else None
        if entry and stem not in vocabulary.ambiguous:
            return Mention(word.index, word.index, stem, entry.kind, known_as=entry.name)
    stem = reading.stem[:-1]
    if not reading.stem.endswith("장") or not stem:
        return None
    found = ending_of(replace(word, text=stem, readings=(Reading(stem, ""),)), vocabulary)
    is_placed = found and (
        place_prefix(found.modifier, vocabulary) or found.modifier.startswith(vocabulary.national)
    )
    if found and is_placed and found.head.need == "strong" and not is_branch(found, vocabulary):
        return Mention(word.index, word.index, stem, found.head.kind)
    return None


CHILD_SIGNS = ("부설", "산하", "소속")
SCHOOL_SHORT = re.compile(r"[가-힣]{2,5}(?:초|중|고|여중|여고)")
OF_SCHOOL = re.compile(r" (?:[가-힣]{3} )?(?:교장|교감|교사|학생|총동문회|동문|학부모)")


def school(survey: Survey) -> Iterator[Mention]:
    """빛누리초 교장, 순창초 고서림 학생: a school's short name, by whom it has."""
    for word in survey.free_words():
        if (
            SCHOOL_SHORT.fullmatch(word.text)
            and OF_SCHOOL.match(survey.passage.plain, word.end)
            and not is_common(word.text[:-1], survey.vocabulary)
            and word.text[:-1] not in survey.vocabulary.stops
        ):
            yield Mention(word.index, word.index, word.text, "school")


def office(survey: Survey) -> Iterator[Mention]:
    """금천면은, where a sentence begins with it: the office of a quarter that does something."""
    plain = survey.passage.plain
    for word in survey.free_words():
        if word.text[-1] not in "은는" and not plain.startswith(",", word.end):
            continue
        stem = next((r.stem for r in word.readings if r.particle in ("은", "는")), "")
        if not stem:
            following = survey.passage.words[word.index + 1 : word.index + 2]
            is_list = any(is_quarter(other.text, survey.vocabulary) for other in following)
            stem = word.text if plain.startswith(",", word.end) and not is_list else ""
        if stem and is_quarter(stem, survey.vocabulary) and _opens_sentence(survey, word):
            yield Mention(word.index, word.index, stem, "office")


def _opens_sentence(survey: Survey, word: Word) -> bool:
    """Whether nothing but the regions it lies in stands before a word in its sentence."""
    before = survey.before(word.index)
    if before and is_place_word(before.text, survey.vocabulary):
        return _opens_sentence(survey, before)
    return word.index == 0 or "\n" in word.gap or "." in word.gap


def government(survey: Survey) -> Iterator[Mention]:
    """A 시·도·군·구 that does something; as a mere place it is no organization."""
    governments = survey.vocabulary.places.governments
    for word in survey.free_words():
        for reading in word.readings:
            name = governments.get(reading.stem)
            end = word.start + len(reading.stem)
            if name and _governs(survey, word, end):
                yield Mention(word.index, word.index, reading.stem, LOCAL_GOVERNMENT, known_as=name)
                break
            base = _base_of_title(survey, word, reading)
            if base:
                yield Mention(
                    word.index, word.index, base, LOCAL_GOVERNMENT, known_as=governments[base]
                )
                break
            councillor = COUNCILLOR.fullmatch(reading.stem)
            if councillor and councillor.group(1) in governments:
                name = f"{councillor.group(1)}의회"
                known_as = known_name(survey.vocabulary, name)
                yield Mention(word.index, word.index, name, "council", known_as=known_as)
                break


def _governs(survey: Survey, word: Word, end: int) -> bool:
    """Whether a region acts here: 나주시는, 나주시 관계자; or it opens a headline: 나주시, …"""
    plain = survey.passage.plain
    opens_line = word.start == 0 or plain[word.start - 1] == "\n"
    if opens_line and plain.startswith(",", end):
        following = survey.passage.words[word.index + 1 : word.index + 2]
        return not any(w.text in survey.vocabulary.places.governments for w in following)
    return bool(GOVERNS.match(plain, end)) and not stands(survey.passage, end)


def _base_of_title(survey: Survey, word: Word, reading: Reading) -> str:
    """나주시 for 나주시장, 강남구 for 강남구청장, 경남도 for 경남도지사; "" when it is a market or no government."""
    governments = survey.vocabulary.places.governments
    stem = reading.stem
    if not stem.endswith(survey.vocabulary.signs.government_titles):
        return ""
    title = next(
        (title for title in survey.vocabulary.signs.government_titles if stem.endswith(title)), ""
    )
    if not title:
        return ""
    rest = stem[: -len(title)]
    unit = {"시": "시", "군": "군", "구": "구"}.get(title.lstrip("행정경제부")[0], "도")
    base = next((text for text in (rest, rest + unit) if text in governments), "")
    if (
        base
        and title == "시장"
        and MAYOR_MARKET.match(survey.passage.plain, word.start + len(rest))
    ):
        return ""
    return base


def ending(survey: Survey) -> Iterator[Mention]:
    """A modifier that names something, and a head: 한빛산업진흥원; with its branch: 한국노총 전주시지부."""
    for word in survey.free_words():
        found = survey.endings[word.index]
        if not found or found.stem in survey.vocabulary.never or not _is_name(survey, word, found):
            continue
        unit = _unit_after(survey, word, found.reading) if found.head.need == "strong" else None
        first = name_start(survey, word.index, found.stem)
        last, stem = unit or (word.index, found.stem)
        if first < last or not is_branch(found, survey.vocabulary):
            name = survey.name(first, last, stem)
            parent = found.stem if unit else parent_of(survey, first, last)
            kind = kind_of(survey, last, found.head.kind)
            yield Mention(first, last, name, kind, parent=parent)


def _is_name(survey: Survey, word: Word, found: Ending) -> bool:
    """Whether modifier, head and surroundings together make a name."""
    end = word.start + len(found.stem)
    passage = survey.passage
    if stands(passage, end) and (
        found.head.need != "strong" or found.head.kind in HAPPENING_PLACES
    ):
        return False
    if found.weight < Weight.PROPER and " " in passage.quotation_at(word.start).strip():
        return False
    if _is_inside_event(survey, word, end):
        return False
    if found.modifier.startswith("전국") and found.head.kind in (
        "school",
        "university",
        "hospital",
    ):
        return False
    is_facility = found.head.need == "weak" and any(
        word in found.modifier for word in survey.vocabulary.signs.facilities
    )
    least_alone = {"strong": Weight.UNKNOWN, "weak": Weight.PROPER}.get(found.head.need)
    if least_alone is not None and found.weight >= least_alone and not is_facility:
        return True
    if found.head.need == "strong":
        is_quoted = passage.quotation_at(word.start) == found.stem
        return len(found.modifier) >= LONG_MODIFIER and (is_quoted or acts(passage, end))
    if found.head.need == "weak" and not is_facility:
        return found.weight == Weight.UNKNOWN and speaks(passage, end)
    if found.head.need == "venue" or is_facility:
        return (found.weight == Weight.PROPER and acts(passage, end)) or (
            found.weight == Weight.UNKNOWN and speaks(passage, end)
        )
    return False


def _is_inside_event(survey: Survey, word: Word, end: int) -> bool:
    """Whether the word is only part of a longer quoted title: ‘성남 소공인 지원센터 구축 사업’."""
    quotation = BRACKETED.sub("", survey.passage.quotation_at(word.start))
    if SPOKEN.search(quotation):
        return False
    return " " in quotation.strip() and not quotation.strip().endswith(
        survey.passage.plain[word.start : end]
    )


def placed(survey: Survey) -> Iterator[Mention]:
    """A place, and a body that every place has: 금천면 새마을부녀회, 나주시 보건소."""
    for word in survey.free_words():
        found = survey.endings[word.index]
        if found is None or found.head.need == "listed" or found.weight > Weight.UNKNOWN:
            continue
        place = _place_before(survey, word, found)
        end = word.start + len(found.stem)
        is_known = found.head.is_local and not found.modifier
        sign = speaks if found.head.need == "venue" else acts
        if place and not stands(survey.passage, end) and (is_known or sign(survey.passage, end)):
            name = survey.name(place.index, word.index, found.stem)
            yield Mention(place.index, word.index, name, found.head.kind)


def _place_before(survey: Survey, word: Word, found: Ending) -> Word | None:
    """The place that a body belongs to: the word before, or the one before a common word."""
    before = survey.before(word.index)
    if before is None or not survey.is_free(before.index):
        return None
    is_short = before.text in survey.vocabulary.places.stems and not found.modifier
    is_spot = before.text.endswith(survey.vocabulary.signs.spots) and not is_common(
        before.text, survey.vocabulary
    )
    if is_place_word(before.text, survey.vocabulary) or (
        found.head.is_local and (is_short or is_spot)
    ):
        return _first_of_joined(survey, before)
    further = survey.before(before.index)
    if (
        further is not None
        and survey.is_free(further.index)
        and is_inner(before, survey.vocabulary)
        and is_common(before.text, survey.vocabulary)
        and len(before.text) > 1
        and before.text not in survey.vocabulary.stops
        and is_place_word(further.text, survey.vocabulary)
    ):
        return further
    return None


def _first_of_joined(survey: Survey, place: Word) -> Word:
    """여수 of 여수·순천·광양시: the first of places that middle dots join."""
    words = survey.passage.words
    while (
        place.index
        and place.gap == "·"
        and is_place_only(words[place.index - 1].text, survey.vocabulary)
    ):
        place = words[place.index - 1]
    return place


def child(survey: Survey) -> Iterator[Mention]:
    """X 부설 Y, X 산하 Y: Y is named by its parent."""
    for word in survey.free_words():
        before = survey.before(word.index)
        if before is None or before.text not in CHILD_SIGNS:
            continue
        found = survey.endings[word.index]
        if found and len(found.modifier) > 1 and found.stem not in survey.vocabulary.never:
            parent = survey.claimed[before.index - 1] if before.index else None
            if parent:
                yield Mention(
                    word.index,
                    word.index,
                    found.stem,
                    found.head.kind,
                    parent=parent.known_as or parent.name,
                )
