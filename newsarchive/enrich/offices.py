"""Rules for public offices, which often stand in another word. In: a Survey. Out: Mentions.

나주시 acts or is only a place; it also stands in 나주시장 and 나주시의원, a school in 순창초 학생, a centre in 나주문화원장.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.enrich.extent import is_branch, known_name, place_before
from newsarchive.enrich.passage import Reading, Word
from newsarchive.enrich.shapes import (
    SCHOOL_SHORT,
    Weight,
    begins_with_known,
    ending_of,
    is_common,
    is_name,
    is_place_word,
    is_quarter,
    place_prefix,
)
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT, SCHOOL

COUNCILLOR = re.compile(r"(.{2,}[시군구도])의[원장]")
# 누리군수, 누리군민
SHOWS_TOWN = re.compile(r"([^\W\d_]{2,4}[시군구도])(?:장|수|지사|청|청장|의회|의원|민)")
TOWN_PARTICLES = frozenset(["은", "는", "이", "가", "와", "과", "에", "의"])
GOVERNS = re.compile(
    r"(?:청)?(?:은|는|이|가|도|측은|측이|측|에서는|와|과|와의|과의|와도|과도|로부터)(?=[ ,'\"]|$)|(?:청)? (?:관계자|공무원|직원|주관|주최|후원|제공|담당|(?:[^\W\d_]{3} )?[^\W\d_]{2,9}(?:과장|국장|실장|본부장|팀장|담당관)|[^\W\d_]{3,9}[과국팀](?:은|는|이|가) )"
    r"|에 (?!사는|살|있는|위치|거주|소재)[^.,\n]{0,25} (?:기탁|전달|기부|쾌척|건의|요청)|에 (?:따르면|의하면|기탁|전달|건의|요청|기부|감사|제안|신청|접수|보고|제출)|\((?:시장|군수|구청장|도지사|지사)"
    r"|(?= (?:[^\W\d_]{3} )?(?:행정|경제|정무)?\d?부?(?:시장|군수|구청장|부지사|지사)(?:은|는|이|가|과|와|을|,| |$))|의 (?:지원|도움|후원|협조)| 간(?:의)? (?:협의|협약|협력|합의|업무)"
)
MAYOR_MARKET = re.compile(r"시장(?:에서|에|을|으로(?!부터)|통|상인|,? ?상인)")
SUBJECTS = ("은", "는", "이", "가", "도")
OF_SCHOOL = re.compile(
    r" (?:[^\W\d_]{3} )?(?:교장|교감|교사|학생|총동문회|동문|학부모|총장|교수|재학생|산학협력단)"
)


def titled(survey: Survey) -> Iterator[Mention]:
    """An organization and its head's title in one word: 미래부장관, 전남대총장, 행복청장, 나주문화원장."""
    for word in survey.ending_in("장관재상표"):
        for reading in word.readings:
            found = _titled(survey, word, reading)
            if found:
                yield found
                break


def _titled(survey: Survey, word: Word, reading: Reading) -> Mention | None:
    """The organization in 미래부장관 (known, any title) or in 나주문화원장 (a head and 장); None in other words."""
    vocabulary = survey.vocabulary
    text = without_award(reading.stem)
    if not text.endswith(vocabulary.signs.body_titles):
        return None
    titles = (title for title in vocabulary.signs.body_titles if text.endswith(title))
    stems = [text.removesuffix(title) for title in titles if text != title]
    for stem in stems:
        entry = vocabulary.entries.get(stem)
        if entry and stem not in vocabulary.ambiguous:
            return Mention(word.at, word.at, stem, entry.kind, known_as=entry.name)
    endings = filter(None, (ending_of(stem, vocabulary) for stem in stems))
    found = max(endings, key=lambda found: len(found.word), default=None)
    if not found or found.reading.particle or found.stem in vocabulary.never:
        return None
    if f"{found.word}장" in vocabulary.titles.all and is_name(found.modifier, vocabulary):
        return None  # 김원철조합장
    stem = found.stem
    place = place_before(survey, word, found)
    if place and (found.head.is_local or found.word in vocabulary.signs.branch_like):
        name = survey.name(place.at, word.at, stem)
        return Mention(place.at, word.at, name, found.head.kind)
    is_named = found.modifier not in vocabulary.stops and found.weight >= Weight.UNKNOWN
    owner = place_prefix(found.modifier, vocabulary) or begins_with_known(
        found.modifier, vocabulary
    )
    is_sure = owner or found.head.kind == "association"  # not 자재관리본부장
    is_body = found.head.need == "strong" or (found.head.need == "weak" and is_sure)
    is_whole = is_named and is_body and not is_branch(found, vocabulary)
    return Mention(word.at, word.at, stem, found.head.kind) if is_whole else None


def without_award(stem: str) -> str:
    """농촌진흥청장 for 농촌진흥청장상: who gives a prize."""
    return stem[:-1] if stem.endswith(("장상", "장관상", "지사상", "교육감상")) else stem


def school(survey: Survey) -> Iterator[Mention]:
    """빛누리초 교장, 다솜대 총장, 빛누리고와 가람여중: a school's short name, by whom it has or what it is joined to."""
    for word in survey.ending_in("초중고대"):
        stem = word.text[:-1] if word.text[-1] in "와과" else word.text
        name, following = stem[:-1], survey.next(word.at)
        joined = survey.endings[following.at] if following else None
        is_told = joined and joined.head.kind == SCHOOL and joined.weight > Weight.COMMON
        if stem == word.text:
            is_told = bool(OF_SCHOOL.match(survey.passage.plain, word.end))
        is_plain = name in survey.vocabulary.stops or is_common(name, survey.vocabulary)
        is_plain = is_plain or is_common(stem, survey.vocabulary)
        if is_told and not is_plain and SCHOOL_SHORT.fullmatch(stem):
            yield Mention(word.at, word.at, stem, "university" if stem[-1] == "대" else SCHOOL)


def office(survey: Survey) -> Iterator[Mention]:
    """금천면은, where a sentence begins with it: the office of a quarter that does something."""
    for word in survey.ending_in("읍면동"):
        stem = _acting_quarter(survey, word)
        if stem and is_quarter(stem, survey.vocabulary):
            yield Mention(word.at, word.at, stem, "office")


def _acting_quarter(survey: Survey, word: Word) -> str:
    """금천면 in 금천면은 and 금천면, at the beginning of a sentence, in 금천면에 따르면 and 금천면에 기탁했다; "" where it does nothing."""
    plain = survey.passage.plain
    following = survey.passage.words[word.at + 1 : word.at + 2]
    is_list = any(is_quarter(other.text, survey.vocabulary) for other in following)
    for reading in word.readings:
        end = word.start + len(reading.stem)
        is_headline = plain.startswith(",", end) and not is_list
        is_opening = is_headline or reading.particle in SUBJECTS
        if reading.particle == "에" and GOVERNS.match(plain, end):
            return reading.stem
        if is_opening and _opens_sentence(survey, word):
            return reading.stem
    return ""


def _opens_sentence(survey: Survey, word: Word) -> bool:
    """Whether nothing but the regions it lies in stands before a word in its sentence."""
    before = survey.before(word.at)
    if before and (
        is_place_word(before.text, survey.vocabulary)
        or before.text in survey.vocabulary.places.shorts
    ):
        return _opens_sentence(survey, before)
    previous = survey.passage.words[word.at - 1] if word.at else None
    if (
        previous
        and word.gap in (" ", ", ")
        and previous.text in survey.vocabulary.signs.connectives
    ):
        return _opens_sentence(survey, previous)
    return word.at == 0 or "\n" in word.gap or "." in word.gap


def government(survey: Survey) -> Iterator[Mention]:
    """A 시·도·군·구 that does something; as a mere place it is no organization."""
    governments = survey.vocabulary.places.governments
    for word in survey.ending_in("시도군구청장수사원상"):
        for reading in word.readings:
            name = governments.get(reading.stem)
            end = word.start + len(reading.stem)
            if name and _governs(survey, word, end):
                yield Mention(word.at, word.at, reading.stem, LOCAL_GOVERNMENT, known_as=name)
                break
            base = _base_of_title(survey, word, reading)
            if base:
                known_as = governments.get(base, "")
                yield Mention(word.at, word.at, base, LOCAL_GOVERNMENT, known_as=known_as)
                break
            councillor = COUNCILLOR.fullmatch(reading.stem)
            if councillor and _is_town(councillor.group(1), survey):
                name = f"{councillor.group(1)}의회"
                known_as = known_name(survey.vocabulary, name)
                yield Mention(word.at, word.at, name, "council", known_as=known_as)
                break


def _governs(survey: Survey, word: Word, end: int) -> bool:
    """Whether a region acts here: 나주시는, 나주시 관계자; or it opens a headline: 나주시, …"""
    plain = survey.passage.plain
    opens_line = word.start == 0 or plain[word.start - 1] == "\n"
    if opens_line and plain.startswith(",", end):
        following = survey.passage.words[word.at + 1 : word.at + 2]
        return not any(w.text in survey.vocabulary.places.governments for w in following)
    return bool(GOVERNS.match(plain, end))


def _base_of_title(survey: Survey, word: Word, reading: Reading) -> str:
    """나주시 for 나주시장, 강남구 for 강남구청장, 경남도 for 경남도지사; "" when it is a market or no government."""
    governments = survey.vocabulary.places.governments
    stem = without_award(reading.stem)
    titles = survey.vocabulary.signs.government_titles
    if not stem.endswith(titles):
        return ""
    title = next(title for title in titles if stem.endswith(title))
    rest = stem[: -len(title)]
    unit = {"시": "시", "군": "군", "구": "구"}.get(title.lstrip("행정경제부")[0], "도")
    base = next((text for text in (rest, rest + unit) if text in governments), "")
    person = survey.before(word.at)
    is_person = person is not None and is_name(person.text, survey.vocabulary)
    if not base and (is_person or title in ("군수", "구청장", "도지사")) and len(rest) > 1:
        base = rest + unit if _is_town(rest + unit, survey) else ""
    if (
        base
        and title == "시장"
        and MAYOR_MARKET.match(survey.passage.plain, word.start + len(rest))
    ):
        return ""
    return base


def town(survey: Survey) -> Iterator[Mention]:
    """누리군, which no list knows: where it opens a sentence and acts, or where another word shows that it is one."""
    shown = _shown_towns(survey)
    units = "시군구" if "구" in survey.passage.by_stem else "시군"  # 구는 …, said of 마루구
    for word in survey.ending_in("시군구도"):
        for reading in word.readings:
            stem = reading.stem
            if stem in survey.vocabulary.places.governments or not _is_town(stem, survey):
                continue
            acting = _governs(survey, word, word.start + len(stem))
            opens = stem[-1] in units and _opens_sentence(survey, word)
            is_shown = stem in shown or (opens and word.at == 0)
            is_likely = opens or stem[-1] + reading.particle in ("시는", "시에", "군에")
            is_named = is_shown and reading.particle in TOWN_PARTICLES
            if is_named or (acting and (is_shown or is_likely)):
                yield Mention(word.at, word.at, stem, LOCAL_GOVERNMENT)
                break


def _shown_towns(survey: Survey) -> set[str]:
    """Towns by their mayor, council or people, and by bodies that are named after them: 미리내창업지원센터, so 미리내시."""
    matches = map(SHOWS_TOWN.fullmatch, survey.passage.by_stem)
    shown = {match.group(1) for match in matches if match}
    shown |= {mention.name for mention in survey.mentions if mention.kind == LOCAL_GOVERNMENT}
    for name in {word for mention in survey.mentions for word in mention.name.split()}:
        for length in (2, 3, 4):
            if len(name) > length + 1:
                shown |= {name[:length] + unit for unit in ("", *"시군구")}
    return shown


def _is_town(text: str, survey: Survey) -> bool:
    """Whether a text is the name of a 시·군·구, known or made like one: 누리군; not 제품군, 신도시."""
    vocabulary = survey.vocabulary
    return text in vocabulary.places.governments or (
        len(text) > 2
        and text[-1] in "시군구도"
        and text not in vocabulary.entries
        and text not in vocabulary.places.districts
        and text[:-1] not in vocabulary.stops
        and not is_common(text[:-1], vocabulary)
        and not text.endswith(vocabulary.signs.no_towns)
    )
