"""People named with a title. In: a finished Survey. Out: Person records in order of first mention, each person once.

우범기 전주시장, 전주시(시장 우범기), 김명우 두산중공업 사장, 포스코 김용수 본부장. A resident named with 씨 has no title and is left
out: an archive of releases need not index private persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.enrich.marks import HEADED
from newsarchive.enrich.passage import Word
from newsarchive.enrich.shapes import is_inner, is_name, is_quarter, may_be_name
from newsarchive.enrich.survey import Survey
from newsarchive.records import Person

AFTER_TITLES = frozenset(["등", "등이", "등은", "등과", "및", "외", "겸", "인터뷰", "취임"])
BESIDE = re.compile(r" ?(?:㈜|\([주사재유]\))? ?")  # between a person, an organization and a title
MOST_WORDS_BETWEEN = 4  # of the organization between a name and its title


def people_in(survey: Survey) -> tuple[Person, ...]:
    """Each person once, with the first title and organization that the text gives."""
    found: dict[str, Person] = {}
    for _, person in sorted((*_in_brackets(survey), *_in_prose(survey)), key=lambda at: at[0]):
        before = found.get(person.name)
        if before is None or (person.organization and not before.organization):
            found[person.name] = person
    return tuple(found.values())


def _in_brackets(survey: Survey) -> Iterator[tuple[int, Person]]:
    """X(회장 홍길동), X(공동위원장 홍길동·김철수)."""
    passage = survey.passage
    for match in HEADED.finditer(passage.plain):
        place = match.start()
        organization = _organization_at(survey, passage.word_before(place))
        for name in re.split(r"[·,] ?", match.group(2)):
            if (
                name[0] in survey.vocabulary.titles.surnames
                and name not in survey.vocabulary.titles.all
            ):
                yield place, Person(name, match.group(1), organization)


def _in_prose(survey: Survey) -> Iterator[tuple[int, Person]]:
    """홍길동 회장, 홍길동 X 회장, X 홍길동 회장."""
    for word in survey.passage.words:
        if not survey.is_free(word.at) or not may_be_name(word.text, survey.vocabulary):
            continue
        last = _title_after(survey, word)
        if last is None:
            continue
        title, organization = _title_of(survey, last)
        if not organization and last.at > word.at + 1:
            organization = _organization_at(survey, last.at - 1)
        is_doubtful = len(word.text) == 2 or is_quarter(word.text, survey.vocabulary)
        if not organization and (is_doubtful or _is_attribute(survey, last, title)):
            continue
        if not organization and word.at and BESIDE.fullmatch(word.gap):
            organization = _organization_at(survey, word.at - 1)
        yield word.start, Person(word.text, title, organization)


def _is_attribute(survey: Survey, last: Word, title: str) -> bool:
    """Whether a title goes on to describe the next word, so that no person is meant: 대표 브랜드."""
    following = survey.next(last.at)
    return (
        last.text == title
        and title in survey.vocabulary.titles.vague
        and following is not None
        and following.text not in AFTER_TITLES
    )


def _title_after(survey: Survey, word: Word) -> Word | None:
    """The word that holds the person's title: the next one, or the one after an organization."""
    for following in survey.passage.words[word.at + 1 : word.at + 1 + MOST_WORDS_BETWEEN]:
        is_person = survey.is_free(following.at) and is_name(following.text, survey.vocabulary)
        if is_person or not BESIDE.fullmatch(following.gap):
            return None
        if _title_of(survey, following)[0]:
            return following
        is_part = not survey.is_free(following.at) or is_inner(following, survey.vocabulary)
        if not is_part or (len(following.readings) > 1 and survey.is_free(following.at)):
            return None
    return None


def _title_of(survey: Survey, word: Word) -> tuple[str, str]:
    """(title, organization) of a word such as 회장은, 전주시장은, 정책과장; ("", "") when it holds none."""
    titles = survey.vocabulary.titles
    for reading in word.readings:
        stem = reading.stem.removesuffix("님").lstrip("12")  # 2차관
        if stem in titles.all:
            return stem, ""
        if not stem.endswith(titles.compounds):
            continue
        title = next((title for title in titles.compounds if stem.endswith(title)), "")
        claimed = survey.claimed[word.at]
        if title and (claimed or len(stem) > len(title) + 1):
            if not claimed:
                return stem, ""
            is_end = claimed.last == word.at  # 상인회장 of 새벽시장 상인회장
            return (title, claimed.known_as or claimed.name) if is_end else ("", "")
    return "", ""


def _organization_at(survey: Survey, index: int | None) -> str:
    """The name of the organization that a word belongs to; "" when none."""
    mention = survey.claimed[index] if index is not None else None
    return (mention.known_as or mention.name) if mention else ""
