"""What a word looks like, before any rule uses it. In: words and the Vocabulary. Out: judgements, never mentions.

Does it end in a head (진흥원)? Does what stands before the head name anything (한빛산업, but not 고용)? Can it be the
inner part of a longer name? Does it act, or is it a place where something happens?
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from newsarchive.enrich.passage import Passage, Reading, Word, readings_of
from newsarchive.enrich.vocabulary import MILITARY, Head, Vocabulary

LONGEST_COMMON = 8
LONG_MODIFIER = 4  # syllables of common words that make a name before a strong head: 사회보장정보원
UNITS = "시군구도읍면동"
LATIN = re.compile(r"[A-Z]")
DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"\d+[^\W\d_]{0,2}|제\d+[차회기대호]")
SCHOOL_SHORT = re.compile(r"[^\W\d_]{2,5}[초중고대]")  # 순창초, 다솜대
QUARTER = re.compile(r"[^\W\da-zA-Z_]{1,4}\d?[읍면동]")
GLUED_DATE = re.compile(r"^\d{1,2}일(?=[^\W\d_]{3})")  # 12일한국노인인력개발원
# Last syllables of words that go with what follows them, but are no part of its name.
OUTER_ENDINGS = frozenset("은는을를의에며고한된할해했다와과인도만로운엔")
SPEAKS = re.compile(
    r"(?:와|과|와의|과의) [^.\n]{0,30}?(?:협약|함께|손|공동|협력|협업|체결|간담|MOU)"
    r"|에서(?:는)? (?:[^.,\n]{1,12} )?(?:준비한|마련한|제공한|후원한|주관|주최|기부한|기탁한|운영하는|지원한|모집|제공해|기부해|후원해|기탁해)"
    r"|(?:에게|로부터|으로부터)|(?:으로|로|에) (?:문의|연락|신청|접수)|에(?:는|도)? (?:[^.\n]{0,40} )?(?:기탁|전달|위탁|의뢰|요청|건의|기부|감사|제안|납품|부과)"
    r"| ?(?:관계자|직원|임직원|회원|소속|임원|위원|대표|회장|부회장|[^\W\d_]{0,2}[원관소단교총]장|센터장|본부장|이사장|사무국장|사무처장|주관|주최|후원|추천|발대식|창립|설립총회|출범식|정기총회)"
    r"| [^\W\d_]{3} (?:이사장|회장|부회장|대표|사무국장|센터장|위원장|[원관소단총]장)(?:[은이과을]|$|,)"
    r"|의 (?:도움|지원|후원|협조|추천|주관|평가|협력)"
    r"|(?:이|가|은|는) (?:[^.\n]{0,40} )?(?:후원|기부|기탁|협찬|전달|제공|쾌척)했|(?:이|가|은|는) [^.\n]{0,20}(?:우승|준우승|[1-3]위)|장(?:은|이|과|을|에게|도)? |\((?:[^()\n]{0,16}장|대표|대표이사) [^\W\d_]{2,4}"
)
PARTICLE_LIKE = frozenset("은는이가을를의에도만과와로한된")  # 정부는, 고객과, 진행한
NO_NAME_ENDINGS = ("들", "는", "를", "던", "된", "할", "에", "며", "고", "의")
ACTS = re.compile(
    r"(?:은|는|이|가|도| ?측은| ?측이| ?측|에서는|에서도)(?= (?!(?:[^ .,\n]+ ){0,2}문을 |열린|있는|위치|들어|조성|건립|준공|개관|완공|설치|없|필요|마련|지어|생긴|생겨|개방|무료|휴관|둘러))"
    r"|, |['\"]? 제\d+[차회기] "
)
STANDS = re.compile(
    r"(?:에서|에)? ?(?:열린|열[고렸리]|개최|일원|일대|앞|옆|인근|주차장|대?강당|[대소]?회의실|광장|야외|공연장|로비|건립|조성|구축|신축"
    r"|준공|착공|증축|리모델링|유치|설치|개관|건축|부지|규모|설립|누리집|홈페이지|이용)"
)


class Weight(IntEnum):
    """How much a modifier says."""

    COMMON = 0  # common words only, or nothing
    UNKNOWN = 1  # a word that is not known to be common
    PROPER = 2  # a place, 한국, a Latin word, or an unknown word before common ones


class Ending(NamedTuple):
    """A reading of a word that ends in a head: 한빛산업 + 진흥원 + 은."""

    reading: Reading
    modifier: str
    head: Head
    word: str  # the head as spelled
    weight: Weight

    @property
    def stem(self) -> str:
        """Modifier and head."""
        return self.reading.stem


@lru_cache(maxsize=2**13)  # words repeat in every document
def ending_of(text: str, vocabulary: Vocabulary) -> Ending | None:
    """The first reading of a word that ends in a head; None when none does."""
    for reading in readings_of(text):
        stem = reading.stem
        if stem[-1] in vocabulary.head_ends:
            for length in range(min(vocabulary.longest_head, len(stem)), 1, -1):
                head = vocabulary.heads.get(stem[-length:])
                if head:
                    modifier = stem[:-length]
                    is_numbered = head.kind == MILITARY and bool(DIGIT.search(modifier))  # 31사단
                    weight = Weight.PROPER if is_numbered else weigh(modifier, vocabulary)
                    return Ending(reading, modifier, head, stem[-length:], weight)
    return None


def weigh(modifier: str, vocabulary: Vocabulary) -> Weight:
    """How much a modifier says."""
    if (
        place_prefix(modifier, vocabulary)
        or modifier.startswith(vocabulary.national)
        or begins_with_known(modifier, vocabulary)
        or (LATIN.search(modifier) and not is_common(modifier, vocabulary))
    ):
        return Weight.PROPER
    if modifier in vocabulary.titles.all:  # 사무장병원
        return Weight.COMMON
    unknown = common_from(modifier, vocabulary)
    if unknown < 2:
        is_new_word = unknown == 1 and modifier[0] not in vocabulary.common  # 참사랑, 새희망
        return Weight.UNKNOWN if is_new_word and len(modifier) > 2 else Weight.COMMON
    has_unit = modifier[-1] in "읍면동시군" and len(modifier) > 2
    return Weight.PROPER if unknown < len(modifier) or has_unit else Weight.UNKNOWN


def begins_with_known(modifier: str, vocabulary: Vocabulary) -> bool:
    """Whether a known organization stands before more: 농협거창군 of 농협거창군지부."""
    heads = (modifier[:length] for length in range(2, min(len(modifier), LONGEST_COMMON)))
    return any(h in vocabulary.entries and h not in vocabulary.ambiguous for h in heads)


def place_prefix(modifier: str, vocabulary: Vocabulary) -> str:
    """The region a modifier begins with; "" when it does not.

    A region that is a common word as well (예산, 수영) counts only with its unit, and one that a single syllable turns
    into another word (고성능) does not count.
    """
    for length in (4, 3, 2):
        stem, rest = modifier[:length], modifier[length:]
        if stem in vocabulary.places.stems or (length == 2 and stem in vocabulary.places.homes):
            has_unit = rest[:1] in UNITS if rest else False
            if has_unit or (stem not in vocabulary.common and len(rest) != 1):
                return stem
    return ""


def common_from(modifier: str, vocabulary: Vocabulary) -> int:
    """Where the run of common words at the modifier's end begins: 0 when all is common, its length when nothing is."""
    size = len(modifier)
    begins = {size}
    for start in range(size - 2, -1, -1):
        for end in range(start + 2, min(start + LONGEST_COMMON, size) + 1):
            if end in begins and modifier[start:end] in vocabulary.common:
                begins.add(start)
                break
    return min(begins)


def is_place_only(modifier: str, vocabulary: Vocabulary) -> bool:
    """True for 나주, 나주시, 전남, 금천면: a head after it may still need its parent's name."""
    place = place_prefix(modifier, vocabulary)
    rest = modifier[len(place) :]
    return bool(place) and (rest in ("", *"시군구도") or is_place_only(rest, vocabulary))


@lru_cache(maxsize=2**13)
def is_place_word(word: str, vocabulary: Vocabulary) -> bool:
    """True for a region or a quarter with its unit: 나주시, 전라남도, 금천면, 빛가람동."""
    places = vocabulary.places
    return (
        word in places.governments
        or word in places.districts
        or is_quarter(word, vocabulary)
        or (word[-1] in "시군구" and is_place_only(word, vocabulary))  # 여수순천광양시
    )


def is_quarter(word: str, vocabulary: Vocabulary) -> bool:
    """True for 금천면, 빛가람동, 본오3동; not for 활동 or 읍면동."""
    return (
        bool(QUARTER.fullmatch(word))
        and word not in vocabulary.common
        and not word.endswith(vocabulary.signs.outer_suffixes)
    )


def is_inner(word: Word, vocabulary: Vocabulary) -> bool:
    """Whether a word can stand inside a longer name: a bare noun, without particle or verb ending."""
    text = word.text
    if text in vocabulary.stops or GLUED_DATE.match(text) or NUMBER.fullmatch(text):
        return False
    if text in vocabulary.entries or text in vocabulary.common or is_place_word(text, vocabulary):
        return True
    is_outer = text[-1] in OUTER_ENDINGS or text.endswith(vocabulary.signs.outer_suffixes)
    return not is_outer or text.endswith(vocabulary.signs.inner_endings)


@lru_cache(maxsize=2**13)
def is_common(text: str, vocabulary: Vocabulary) -> bool:
    """True when a word is made of common words only."""
    return (
        text in vocabulary.common or text in vocabulary.never or common_from(text, vocabulary) == 0
    )


def speaks(passage: Passage, end: int) -> bool:
    """Whether the name that ends here has people or makes agreements: 관계자, 관장, 와 협약, 에 기탁."""
    return bool(SPEAKS.match(passage.plain, end)) and not stands(passage, end)


def acts(passage: Passage, end: int) -> bool:
    """Whether the name that ends here is who does something: 은/는/이/가, or it speaks."""
    return speaks(passage, end) or bool(ACTS.match(passage.plain, end))


def stands(passage: Passage, end: int) -> bool:
    """Whether what ends here is a place where something happens or that is being built."""
    return bool(STANDS.match(passage.plain, end))


@lru_cache(maxsize=2**13)
def is_name(text: str, vocabulary: Vocabulary) -> bool:
    """Two to four syllables that begin with a surname and are no known word, alone or with a particle.

    Two and four syllables need a two-syllable surname or none of the doubts that three leave.
    """
    titles = vocabulary.titles
    has_surname = text[:1] in titles.surnames or text[:2] in titles.surnames
    is_long_enough = len(text) == 3 or (len(text) == 4 and text[:2] in titles.surnames)
    if not has_surname or not is_long_enough or text.endswith(NO_NAME_ENDINGS):
        return False
    known = (vocabulary.common, vocabulary.entries, vocabulary.stops, titles.all, vocabulary.never)
    stem = text[:2] if text[2] in PARTICLE_LIKE else text
    if text in titles.not_names or any(text in words or stem in words for words in known):
        return False
    places = vocabulary.places
    return (
        text not in places.governments and text not in places.districts and stem not in places.stems
    )


@lru_cache(maxsize=2**13)
def may_be_name(text: str, vocabulary: Vocabulary) -> bool:
    """A name of three syllables, or of two that an organization and a title must confirm: 김산 무안군수."""
    words = (vocabulary.common, vocabulary.stops, vocabulary.places.stems, vocabulary.titles.all)
    return is_name(text, vocabulary) or (
        len(text) == 2
        and text[0] in vocabulary.titles.surnames
        and not any(text in known for known in words)
    )
