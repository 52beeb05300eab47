"""Rules that see a company or an embassy by the words beside its name. In: a Survey. Out: Mentions.

주한 X 대사관, 홍길동 X 대표, 식품기업 X, X 연향점: what the name itself does not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from newsarchive.enrich.extent import is_branch, kind_of, name_start, stem_of
from newsarchive.enrich.passage import Word
from newsarchive.enrich.shapes import (
    LONG_MODIFIER,
    Ending,
    Weight,
    is_common,
    is_inner,
    is_name,
    is_place_only,
    is_place_word,
    speaks,
)
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import Vocabulary

SAID_OF_COMPANIES = re.compile(
    r"원을? (?:들여|투자|투입)[^.\n]{0,60}(?:공장|본사|사업장)|(?:공장|본사|사업장)[을를] [^.\n]{0,40}(?:짓|지[어을]|건립|신설|세[우운]|이전|옮)|업체(?:이)?다(?=\.|$)|기업(?:이)?다(?=\.|$)|회사(?:이)?다(?=\.|$)"
)
AMONG = re.compile(r" 등 \d+개")
ALLIED = re.compile(
    r"[와과](?:의)? (?:(?:업무|투자|상호|공동|상생)? ?협약|양해각서|MOU|손(?:을)? ?(?:맞)?잡)"
)
PEOPLE = tuple("인생자민가측진팀")  # last syllables of 상인, 학생, 의료진
GIVES = ("후원한", "기부한", "기탁한", "제공한", "전달한")
SHORTEST_LED = 2  # syllables of a company between its head's name and 대표
SHORTEST_FREE = 3  # syllables of a company that nothing in its own name shows


def embassy(survey: Survey) -> Iterator[Mention]:
    """주한 X 대사관."""
    embassies = survey.vocabulary.signs.embassies
    for word in survey.read_as(frozenset(embassies)):
        stem = next(reading.stem for reading in word.readings if reading.stem in embassies)
        country = survey.before(word.at)
        if country and is_inner(country, survey.vocabulary):
            before = survey.before(country.at)
            first = before.at if before and before.text in ("주한", "주") else country.at
            name = survey.name(first, word.at, stem)
            yield Mention(first, word.at, name, "embassy", known_as=f"주한 {country.text} {stem}")


def led(survey: Survey) -> Iterator[Mention]:
    """X 홍길동 대표, 홍길동 X 대표: a company that only its head's title shows."""
    for title in survey.read_as(frozenset(survey.vocabulary.signs.company_titles)):
        second = survey.before(title.at)
        first = survey.before(second.at) if second else None
        if second is None or first is None:
            continue
        least = SHORTEST_LED if title.text.startswith("대표") else SHORTEST_FREE
        for name, company, length in ((second, first, SHORTEST_FREE), (first, second, least)):
            if _is_free_name(survey, name) and _may_be_company(survey, company, length):
                kind = kind_of(survey, company.at, "company")
                yield Mention(company.at, company.at, company.text, kind)
                break


def _is_free_name(survey: Survey, word: Word) -> bool:
    return survey.is_free(word.at) and is_name(word.text, survey.vocabulary)


def _may_be_company(survey: Survey, word: Word, least: int = SHORTEST_FREE) -> bool:
    """Whether a word with nothing but a title beside it can be a company's name."""
    titles, ending = survey.vocabulary.titles, survey.endings[word.at]
    is_any = ending is not None and ending.stem == word.text and ending.weight == Weight.COMMON
    is_person = is_name(word.text, survey.vocabulary) and not word.text.endswith("회")
    return (
        survey.is_free(word.at)
        and is_inner(word, survey.vocabulary)
        and not any(reading.stem in titles.all for reading in word.readings)
        and not (is_any or is_person or word.text.endswith(titles.heads))
        and _may_be_any_name(word.text, survey.vocabulary, least)
    )


def shop(survey: Survey) -> Iterator[Mention]:
    """가람국수 다솜점: a shop and its branch, where it does something."""
    for word in survey.ending_in("점"):
        stem = next((r.stem for r in word.readings if r.stem.endswith("점")), "")
        before = survey.before(word.at)
        if before is None or len(stem) < len("다솜점") or is_common(stem, survey.vocabulary):
            continue
        if _may_be_company(survey, before) and speaks(survey.passage, word.start + len(stem)):
            name = survey.name(before.at, word.at, stem)
            yield Mention(before.at, word.at, name, "company")


def apposition(survey: Survey) -> Iterator[Mention]:
    """식품기업 X는, 배터리 제조사 X가: a company by what stands before it."""
    vocabulary = survey.vocabulary
    for word in survey.after(_introducing(survey)):
        before = survey.before(word.at)
        if before is None or not _introduces_company(survey, before, word):
            continue
        stem = stem_of(survey, word)
        is_subject = word.text[len(stem) :] in ("은", "는", "이", "가", "과", "와")
        is_subject = is_subject or bool(AMONG.match(survey.passage.plain, word.end))
        if (is_subject or before.text.endswith("인")) and _may_be_any_name(stem, vocabulary):
            kind = "association" if before.text.endswith(vocabulary.signs.body_nouns) else "company"
            yield Mention(word.at, word.at, stem, kind)


def _may_be_any_name(stem: str, vocabulary: Vocabulary, least: int = SHORTEST_FREE) -> bool:
    """Whether a word that nothing in itself shows to be a body can be one: no common word, title or place."""
    return (
        len(stem) >= least
        and not stem[0].isdigit()
        and not is_common(stem, vocabulary)
        and stem not in vocabulary.titles.all
        and stem not in vocabulary.stops
        and not stem.endswith(vocabulary.signs.no_companies + vocabulary.signs.no_members)
        and not is_place_word(stem, vocabulary)
        and not is_place_only(stem, vocabulary)
    )


def described(survey: Survey) -> Iterator[Mention]:
    """X는 … 업체다, X는 50억 원을 들여 공장을 …: a company by what its sentence says of its subject."""
    passage, vocabulary = survey.passage, survey.vocabulary
    for match in SAID_OF_COMPANIES.finditer(passage.plain):
        index = passage.starts.get(passage.sentence_span(match.start())[0])
        if index is None or not survey.is_free(index):
            continue
        word = passage.words[index]
        stem = next((r.stem for r in word.readings if r.particle in ("은", "는")), "")
        is_adverb = word.text.endswith(("에는", "에서는", "까지는", "부터는", "으로는"))
        is_person = is_name(stem, vocabulary)
        if not is_adverb and not is_person and _may_be_any_name(stem, vocabulary):
            yield Mention(index, index, stem, "company")


def _introducing(survey: Survey) -> Iterator[int]:
    """Words that may introduce a company: 제조업체, 제조사인."""
    signs = survey.vocabulary.signs
    for last in {noun[-1] for noun in (*signs.company_nouns, *signs.body_nouns, *GIVES)}:
        yield from survey.passage.by_last.get(last, ())


def _introduces_company(survey: Survey, before: Word, word: Word) -> bool:
    """식품기업 X, 제조업체인 X, 쌀을 기부한 한빛족발: a noun for bodies, or a gift before a shop."""
    nouns = survey.vocabulary.signs.company_nouns
    if any(r.particle in ("", "인") and r.stem.endswith(nouns) for r in before.readings):
        return True
    if before.text in GIVES:
        return stem_of(survey, word).endswith(survey.vocabulary.signs.shops)
    is_circle = before.text.endswith(survey.vocabulary.signs.body_nouns)
    return is_circle and stem_of(survey, word).endswith(("회", "단", "대", "팀"))


def allied(survey: Survey) -> Iterator[Mention]:
    """가람페이와 업무협약을 …, 다솜컨서번시와 손잡고: whom one makes an agreement with, where it is one word."""
    for match in ALLIED.finditer(survey.passage.plain):
        index = survey.passage.ends.get(match.start() + 1)
        word = survey.passage.words[index] if index is not None else None
        if word is None or not survey.is_free(word.at):
            continue
        stem, ending, before = word.text[:-1], survey.endings[word.at], survey.before(word.at)
        is_part = before and survey.is_free(before.at) and is_inner(before, survey.vocabulary)
        is_kind = ending and ending.weight == Weight.COMMON
        is_people = is_name(stem, survey.vocabulary) or (stem.endswith(PEOPLE) and not ending)
        is_none = is_part or is_kind or is_people
        if not is_none and _may_be_any_name(stem, survey.vocabulary):
            yield Mention(word.at, word.at, stem, kind_of(survey, word.at, "company"))


def joined(survey: Survey) -> Iterator[Mention]:
    """이음교회와 별내음봉사회, ㈜A와 X산업: what looks like a name, joined to an organization by 와."""
    for first, second in pairwise(survey.passage.words):
        if second.gap != " " or first.text[-1] not in "와과":
            continue
        for word, other in ((first, second), (second, first)):
            found, mention = survey.endings[word.at], survey.claimed[other.at]
            if found is None or mention is None or not survey.is_free(word.at):
                continue
            is_joint = other.text.startswith(mention.name[:2]) or mention.first < mention.last
            if (
                is_joint
                and _is_like(survey, found, mention)
                and found.reading.particle not in ("을", "를")
            ):
                start = name_start(survey, word.at, found.stem)
                name = survey.name(start, word.at, found.stem)
                yield Mention(start, word.at, name, found.head.kind)


def _is_like(survey: Survey, found: Ending, mention: Mention) -> bool:
    """Whether a word with a head can be a body beside another: any name, a company beside a company."""
    if found.stem in survey.vocabulary.never or is_branch(found, survey.vocabulary):
        return False
    if found.head.need == "listed":
        return found.head.kind == mention.kind == "company" and found.weight >= Weight.UNKNOWN
    is_long = found.head.need == "strong" and len(found.modifier) >= LONG_MODIFIER
    return found.head.need != "venue" and (found.weight >= Weight.UNKNOWN or is_long)
