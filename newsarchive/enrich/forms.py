"""Rules that see an organization by the form of its own name. In: a Survey. Out: Mentions.

A known name, a company named after its group, a modifier with a head, a place with a body every place has. What stands
beside a name that has no form of its own is for marks.py, beside.py and quotes.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from newsarchive.enrich.extent import (
    headed_body,
    is_branch,
    is_chapter,
    kind_of,
    last_of_joined,
    name_start,
    parent_of,
    place_before,
    stem_of,
)
from newsarchive.enrich.passage import Passage, Reading, Word
from newsarchive.enrich.shapes import (
    LONG_MODIFIER,
    Ending,
    Weight,
    acts,
    is_common,
    is_place_word,
    may_be_name,
    place_prefix,
    speaks,
    stands,
)
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import MILITARY

SPOKEN = re.compile(r"[다요죠까][.!?]?$")
BRACKETED = re.compile(r"\([^()]*\)")
HAPPENING_PLACES = frozenset(["school", "welfare", "culture", "hospital", "religion", "center"])
PUBLIC_KINDS = frozenset(["public-body", "research", "foundation"])  # 전북도 수산기술연구소
LONGEST_AMBIGUOUS = 5  # a shorter name may be two words by chance
LONG_UNKNOWN = 6  # syllables that need no more than to act: 가람코스메틱비즈니스센터
NEARBY = re.compile(r" (?:인근|앞|옆|맞은편|사거리|건너편)")
EVENTS = ("축제", "영화제", "문화제", "박람회", "엑스포", "비엔날레")
COMMITTEES = frozenset(["추진위원회", "조직위원회", "추진위", "조직위"])
HEADS_OF_BRANCHES = ("지부장", "지점장", "지사장", "본부장", "지회장")
HELPERS = frozenset(["봉사단", "봉사회", "봉사대", "연구회", "협의회"])
SITED = ("소재", "위치한")
OF_MEMBERS = frozenset(["cooperative", "association", "union"])
CHILD_SIGNS = ("부설", "산하", "소속")


def phrase(survey: Survey) -> Iterator[Mention]:
    """A name of the word lists that is more than one word: KT&G, LG CNS."""
    passage, phrases = survey.passage, survey.vocabulary.phrases
    for word in survey.read_as(phrases.keys()):
        known = phrases.get(word.text, ())
        found = next((e for e in known if passage.plain.startswith(e[0], word.start)), None)
        if found is None:
            continue
        text, entry = found
        last = word.at + sum(not c.isalnum() for c in text)
        last = passage.ends.get(word.start + len(text), last)
        place = survey.before(word.at) if entry.kind == "association" else None
        if place and survey.is_free(place.at) and is_place_word(place.text, survey.vocabulary):
            name = f"{place.text} {text}"
            yield Mention(place.at, last, name, entry.kind, parent=entry.name)
        else:
            yield Mention(word.at, last, text, entry.kind, known_as=entry.name)


def spaced(survey: Survey) -> Iterator[Mention]:
    """새마을금고 중앙회: a name of the word lists that is printed with a space in it."""
    entries, regions = survey.vocabulary.entries, survey.vocabulary.places.stems
    for before, word in pairwise(survey.passage.words):
        if word.gap != " " or len(before.text) < 2:
            continue
        for reading in word.readings:
            joined = before.text + reading.stem
            entry = entries.get(joined) if len(joined) >= LONGEST_AMBIGUOUS else None
            if entry and (entry.kind != "university" or before.text not in regions):
                name = survey.name(before.at, word.at, reading.stem)
                yield Mention(before.at, word.at, name, entry.kind, known_as=entry.name)
                break


def lexicon(survey: Survey) -> Iterator[Mention]:
    """A name of the word lists, with the branch or unit that follows it."""
    for word in survey.read_as(survey.vocabulary.entries.keys()):
        found = survey.entry_of(word)
        if found and _is_meant(survey, word, found[0].stem):
            reading, entry = found
            unit = _unit_after(survey, word, reading)
            if unit:
                last, stem = unit
                name = survey.name(word.at, last, stem)
                yield Mention(word.at, last, name, entry.kind, parent=entry.name)
            elif not _is_only_offer(survey, word, reading.stem):
                yield Mention(word.at, word.at, reading.stem, entry.kind, known_as=entry.name)


def _is_meant(survey: Survey, word: Word, stem: str) -> bool:
    """Whether a known name means the organization: no common word, no landmark, no local chapter."""
    end = word.start + len(stem)
    is_doubtful = stem in survey.vocabulary.ambiguous
    if is_doubtful and not (speaks(survey.passage, end) or _is_paired(survey, word)):
        return False
    return not NEARBY.match(survey.passage.plain, end) and not is_chapter(survey, word, stem)


def _is_only_offer(survey: Survey, word: Word, stem: str) -> bool:
    """Whether a name like 네이버 stands for what the company offers: it does nothing itself."""
    before = survey.before(word.at)
    is_vague = before is not None and before.text in survey.vocabulary.stops
    acting = acts(survey.passage, word.start + len(stem))
    return stem in survey.vocabulary.services and (is_vague or not acting)


def _is_paired(survey: Survey, word: Word) -> bool:
    """Whether a middle dot joins the word to a company that is known: 현대차·기아."""
    before = survey.passage.words[word.at - 1] if word.at and word.gap == "·" else None
    mention = survey.claimed[before.at] if before else None
    return mention is not None and mention.kind == "company"


def _unit_after(survey: Survey, word: Word, reading: Reading) -> tuple[int, str] | None:
    """Index and stem of a word that names a branch or a unit of the organization before it: 나주지사, 동탄호수점."""
    following = survey.next(word.at)
    if reading.particle or following is None or not survey.is_free(following.at):
        return None
    following = last_of_joined(survey, following)
    vocabulary = survey.vocabulary
    found = survey.endings[following.at] or headed_body(following, vocabulary)
    if found is None:
        stems = (r.stem for r in following.readings if r.stem.endswith("점"))
        shop = next((stem for stem in stems if not is_common(stem, vocabulary)), "")
        return (following.at, shop) if len(shop) > len("지점") else None
    if found.head.kind == MILITARY and found.weight == Weight.PROPER:  # 육군 제1234부대 2대대
        return _unit_after(survey, following, found.reading) or (following.at, found.stem)
    is_unit = found.word in vocabulary.signs.units
    is_own = is_unit and not found.modifier.startswith(vocabulary.national)
    is_own |= found.head.is_local and not place_prefix(found.modifier, vocabulary)  # 자율방범대
    has_place = bool(found.modifier) and not found.modifier[-1].isdigit()  # 제2본점 has none
    is_part = has_place and (found.head.is_branch or is_branch(found, vocabulary))
    return (following.at, found.stem) if is_own or is_part else None


def group(survey: Survey) -> Iterator[Mention]:
    """SK실트론: a company by the group it is named after."""
    groups = survey.vocabulary.groups
    for word in survey.free_words():
        if word.text.startswith(groups):
            stem = stem_of(survey, word)
            stem = stem[:-1] if stem.endswith(HEADS_OF_BRANCHES) else stem
            rest = stem.removeprefix(next(g for g in groups if word.text.startswith(g)))
            is_latin = stem[0].isascii() and len(rest) > 1
            is_company = len(rest) > 2 and not is_common(rest, survey.vocabulary)
            is_acting = is_company and speaks(survey.passage, word.start + len(stem))
            if stem.isalnum() and not stem.isascii() and (is_latin or is_acting):
                yield Mention(word.at, word.at, stem, "company")


def ending(survey: Survey) -> Iterator[Mention]:
    """A modifier that names something, and a head: 한빛산업진흥원; with its branch: 한국노총 전주시지부."""
    for word, found in survey.with_head():
        is_owned = _has_own_start(survey, word, found)
        is_none = found.stem in survey.vocabulary.never and not is_owned
        if is_none or not _is_name(survey, word, found, is_owned):
            continue
        has_units = found.head.need == "strong" or found.head.kind == MILITARY
        unit = _unit_after(survey, word, found.reading) if has_units else None
        first = name_start(survey, word.at, found.stem)
        last, stem = unit or (word.at, found.stem)
        if first < last or not is_branch(found, survey.vocabulary):
            name = survey.name(first, last, stem)
            parent = found.stem if unit else parent_of(survey, first, last)
            kind = kind_of(survey, last, found.head.kind)
            yield Mention(first, last, name, kind, parent=parent)


def _is_name(survey: Survey, word: Word, found: Ending, is_owned: bool) -> bool:
    """Whether modifier, head and surroundings together make a name."""
    end = word.start + len(found.stem)
    passage, head = survey.passage, found.head
    is_venue = head.need != "strong" or head.kind in HAPPENING_PLACES
    is_title = found.weight < Weight.PROPER and " " in passage.quotation_at(word.start).strip()
    is_any = found.modifier.startswith("전국") and head.kind in ("school", "university", "hospital")
    if is_title or is_any or _is_inside_event(survey, word, end):
        return False
    if is_venue and stands(passage, end):
        return False
    facilities = survey.vocabulary.signs.facilities
    is_facility = head.kind == "center" and any(map(found.modifier.__contains__, facilities))
    need = "venue" if is_facility else head.need
    return is_owned or _is_told(passage, word, found, need)


def _is_told(passage: Passage, word: Word, found: Ending, need: str) -> bool:
    """Whether the modifier says as much as the head needs, or else what stands beside the name."""
    end = word.start + len(found.stem)
    if need == "listed":
        return (
            found.head.kind == "company" and found.weight == Weight.PROPER and speaks(passage, end)
        )
    if need == "strong":
        is_quoted = passage.quotation_at(word.start) == found.stem
        is_long = len(found.modifier) >= LONG_MODIFIER and (is_quoted or acts(passage, end))
        return found.weight >= Weight.UNKNOWN or is_long
    if found.weight == Weight.PROPER:
        return need == "weak" or acts(passage, end)
    is_sure = found.word in HELPERS or len(found.modifier) >= LONG_UNKNOWN
    sign = acts if need == "weak" and is_sure else speaks
    is_open = need == "venue" and passage.plain.startswith("에서는 ", end)
    return found.weight == Weight.UNKNOWN and (sign(passage, end) or is_open)


def _has_own_start(survey: Survey, word: Word, found: Ending) -> bool:
    """Whether a word of its own begins the name: 소계 마을관리 사회적협동조합은, 소재 와온 요양병원, 매실축제 추진위원회."""
    if found.weight > Weight.COMMON:
        return False
    first = survey.passage.words[name_start(survey, word.at, found.stem)]
    before, following = survey.before(first.at), survey.next(word.at)
    is_person = following and following.readings[-1].stem in survey.vocabulary.titles.all
    is_person = is_person and may_be_name(first.text, survey.vocabulary)  # 임철 위원회 위원장
    if first is word or is_person or is_common(first.text, survey.vocabulary):
        return False
    is_sited = before is not None and before.text in SITED and found.head.kind in HAPPENING_PLACES
    is_of_event = found.word in COMMITTEES and first.text.endswith(EVENTS)
    acting = found.head.kind in OF_MEMBERS and acts(survey.passage, word.start + len(found.stem))
    return is_sited or is_of_event or acting


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
    for word, found in survey.with_head():
        if found.head.need == "listed":
            continue
        place = place_before(survey, word, found)
        end = word.start + len(found.stem)
        is_venue = survey.passage.plain.startswith("에서 ", end)
        is_public = found.head.kind in PUBLIC_KINDS and len(found.modifier) > 1 and not is_venue
        is_known = is_public or (found.head.is_local and not found.modifier)
        sign = speaks if found.head.need == "venue" else acts
        if place is None or stands(survey.passage, end) or _is_inside_event(survey, word, end):
            continue
        if is_known or sign(survey.passage, end):
            name = survey.name(place.at, word.at, found.stem)
            yield Mention(place.at, word.at, name, found.head.kind)


def child(survey: Survey) -> Iterator[Mention]:
    """X 부설 Y, X 산하 Y: Y is named by its parent."""
    for word, found in survey.with_head():
        before = survey.before(word.at)
        if before is None or before.text not in CHILD_SIGNS or len(found.modifier) < 2:
            continue
        parent = survey.claimed[before.at - 1] if before.at else None
        if parent and found.stem not in survey.vocabulary.never:
            name, owner = found.stem, parent.known_as or parent.name
            yield Mention(word.at, word.at, name, found.head.kind, parent=owner)
