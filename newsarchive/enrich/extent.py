"""Where a name begins, when its last word is known. In: a Survey and a word. Out: the index of the name's first word.

꽃소마루 나주혁신점(대표 …), 금천면 새마을부녀회, 대한노인회 나주시지회: the last word alone does not say who it is.
"""

from __future__ import annotations

from newsarchive.enrich.passage import Word
from newsarchive.enrich.shapes import (
    Ending,
    Weight,
    ending_of,
    is_common,
    is_inner,
    is_name,
    is_place_only,
    is_place_word,
    is_quarter,
    place_prefix,
)
from newsarchive.enrich.survey import Survey
from newsarchive.enrich.vocabulary import MILITARY, Vocabulary

KINDS = ("단체", "기관", "법인")
MOST_WORDS = 4  # of one name
BRANCH_MARK = "점"
DIRECTIONS = ("남부", "북부", "동부", "서부", "중부", "중앙")  # 나주시 남부도서관


def name_start(survey: Survey, last: int, stem: str) -> int:
    """Index of the first word of the name whose last word has this stem."""
    ending = survey.endings[last]
    before = survey.before(last)
    if before and is_chapter(survey, survey.passage.words[last], stem):
        return before.at
    if stem in survey.vocabulary.entries:
        return last
    if ending and ending.stem == stem:
        return _start_before_head(survey, last, ending)
    signs = survey.vocabulary.signs
    if before and stem.isascii() and before.text.isascii() and not before.text.isdigit():
        return before.at  # HANBIT KOREA
    if stem in signs.shops and before and before.text in signs.shop_words:
        return before.at
    if stem.endswith(BRANCH_MARK) or stem in signs.shops or len(stem) == 2 or stem[0].isdigit():
        return _to_parent(survey, last)
    return last


def _start_before_head(survey: Survey, last: int, ending: Ending) -> int:
    """Where a name begins whose last word ends in a head: the less its modifier says, the further back."""
    before = survey.before(last)
    is_owned = ending.head.kind in (MILITARY, "religion") or ending.word == "위원회"
    may_be_owned = ending.weight < Weight.PROPER or is_owned or ending.head.is_branch
    if before and may_be_owned and _may_own(survey, before):
        return before.at
    says_nothing = ending.weight == Weight.COMMON and ending.head.need != "listed"
    if not ending.modifier or says_nothing or ending.modifier.startswith(DIRECTIONS):
        return _to_place(survey, last)
    if is_branch(ending, survey.vocabulary):
        return _to_parent(survey, last)
    region = place_prefix(ending.modifier, survey.vocabulary)
    is_joint = region in survey.vocabulary.places.provinces  # 광주·전남연구원
    return first_of_joined(survey, survey.passage.words[last]).at if is_joint else last


def is_chapter(survey: Survey, word: Word, stem: str) -> bool:
    """Whether an association goes by the place before it: 미리내시 다도협회; 나주시 소상공인연합회 is not the national one."""
    vocabulary, ending = survey.vocabulary, survey.endings[word.at]
    entry, before = vocabulary.entries.get(stem), survey.before(word.at)
    if before is None or not survey.is_free(before.at):
        return False
    if entry:
        is_local = stem in vocabulary.heads or entry.kind == "association"
    else:
        is_local = ending is not None and ending.word in vocabulary.signs.branch_like
        is_local = is_local and ending is not None and ending.weight == Weight.UNKNOWN
    return is_local and is_place_word(before.text, vocabulary)


def _is_body(survey: Survey, word: Word) -> bool:
    """Whether a bare word is an organization by itself, so that a unit of it may follow."""
    ending = survey.endings[word.at]
    is_whole = ending is not None and ending.stem == word.text and ending.head.need == "strong"
    is_named = is_whole and ending is not None and ending.weight >= Weight.UNKNOWN
    return survey.is_free(word.at) and (is_named or word.text in survey.vocabulary.entries)


def _may_own(survey: Survey, word: Word) -> bool:
    """Whether a name that says little may begin with this word: an organization, or the quarter it lies in."""
    is_quarters = survey.is_free(word.at) and is_quarter(word.text, survey.vocabulary)
    return is_quarters or _is_body(survey, word)


def headed_body(word: Word, vocabulary: Vocabulary) -> Ending | None:
    """The part of a body in its head's title: 나주시지부 in 나주시지부장; None in other words."""
    stems = (r.stem[:-1] for r in word.readings if r.stem.endswith("장") and len(r.stem) > 2)
    found = next((found for stem in stems if (found := ending_of(stem, vocabulary))), None)
    if found is None or not place_prefix(found.modifier, vocabulary):
        return None
    is_part = is_branch(found, vocabulary) or found.word in vocabulary.signs.units
    return found if is_part else None


def is_branch(ending: Ending, vocabulary: Vocabulary) -> bool:
    """Whether a place and this head are too little for a name: 나주시지부, 나주시연합회; not 나주경찰서."""
    modifier = ending.modifier
    is_part = ending.head.is_branch or ending.word in vocabulary.signs.branch_like
    return is_part and (is_place_only(modifier, vocabulary) or is_quarter(modifier, vocabulary))


def _to_place(survey: Survey, last: int) -> int:
    """Back to the nearest word that names a place or an organization; else over the bare nouns before."""
    first = last
    for index in range(last, max(last - MOST_WORDS, 0), -1):
        word = survey.before(index)
        if word is None or not is_inner(word, survey.vocabulary) or not survey.is_free(word.at):
            break
        is_kind = len(word.text) == 1 or word.text.endswith(
            KINDS
        )  # 시·군·구 지원단, 봉사단체 나눔회
        if is_kind or is_name(word.text, survey.vocabulary):  # 정하나 위원회
            break
        first = word.at
        if is_place_word(word.text, survey.vocabulary):
            break
        if not is_common(word.text, survey.vocabulary):
            place = survey.before(first)
            is_placed = place is not None and is_place_word(place.text, survey.vocabulary)
            return first - (is_placed and survey.is_free(first - 1))
    return first


def _to_parent(survey: Survey, last: int) -> int:
    """One word back, when it can be the parent's or the shop's name."""
    word = survey.before(last)
    if (
        word is None
        or not is_inner(word, survey.vocabulary)
        or not survey.is_free(word.at)
        or is_place_word(word.text, survey.vocabulary)
        or is_name(word.text, survey.vocabulary)
        or word.text in survey.vocabulary.places.stems
    ):
        return last
    return word.at


def stem_of(survey: Survey, word: Word) -> str:
    """The most likely name in a word that must hold one: known, else before a sure particle, else all of it."""
    known = survey.entry_of(word)
    if known:
        return known[0].stem
    ending = survey.endings[word.at]
    if ending and ending.modifier:
        return ending.stem
    sure = [
        r.stem
        for r in word.readings
        if r.particle in survey.vocabulary.signs.particles and len(r.stem) > 1
    ]
    return sure[-1] if sure else word.text


def known_name(vocabulary: Vocabulary, name: str) -> str:
    """The name that the word lists have for a spelling; "" when they do not know it."""
    entry = vocabulary.entries.get(name)
    return entry.name if entry else vocabulary.places.governments.get(name, "")


def kind_of(survey: Survey, last: int, otherwise: str) -> str:
    """The kind that the name's head tells."""
    word = survey.passage.words[last]
    entry = survey.vocabulary.entries.get(word.text)
    ending = survey.endings[last]
    if entry:
        return entry.kind
    return ending.head.kind if ending else otherwise


def parent_of(survey: Survey, first: int, last: int) -> str:
    """The organization whose branch or unit a name of several words is; "" when it is none."""
    word = survey.passage.words[first]
    entry = survey.vocabulary.entries.get(word.text)
    ending = survey.endings[last]
    is_unit = (
        first < last and ending is not None and (ending.head.is_branch or _is_body(survey, word))
    )
    if not is_unit:
        return ""
    return entry.name if entry else word.text


def place_before(survey: Survey, word: Word, found: Ending) -> Word | None:
    """The place that a body belongs to: the word before, or the one before a common word."""
    before = survey.before(word.at)
    if before is None or not survey.is_free(before.at):
        return None
    is_short = before.text in survey.vocabulary.places.stems and not found.modifier
    is_spot = before.text.endswith(survey.vocabulary.signs.spots) and not is_common(
        before.text, survey.vocabulary
    )
    if is_place_word(before.text, survey.vocabulary) or (
        found.head.is_local and (is_short or is_spot)
    ):
        return first_of_joined(survey, before)
    further: Word | None = before
    for _ in range(MOST_WORDS - 1):
        if further is None or not _is_plain_between(survey, further):
            return None
        further = survey.before(further.at)
        if (
            further
            and survey.is_free(further.at)
            and is_place_word(further.text, survey.vocabulary)
        ):
            return further
    return None


def _is_plain_between(survey: Survey, word: Word) -> bool:
    """Whether a word may stand between a place and a body of it: 배방읍 [원도심 도시재생사업] 주민협의체."""
    vocabulary = survey.vocabulary
    return (
        survey.is_free(word.at)
        and is_inner(word, vocabulary)
        and is_common(word.text, vocabulary)
        and len(word.text) > 1
        and word.text not in vocabulary.stops
    )


def first_of_joined(survey: Survey, place: Word) -> Word:
    """여수 of 여수·순천·광양시: the first of places that middle dots join."""
    words = survey.passage.words
    while (
        place.at and place.gap == "·" and is_place_only(words[place.at - 1].text, survey.vocabulary)
    ):
        place = words[place.at - 1]
    return place


def last_of_joined(survey: Survey, word: Word) -> Word:
    """경남지역본부 of 부산·울산·경남지역본부: the last of places that middle dots join."""
    words = survey.passage.words
    while is_place_only(word.text, survey.vocabulary) and survey.passage.after(word.at) == "·":
        word = words[word.at + 1]
    return word
