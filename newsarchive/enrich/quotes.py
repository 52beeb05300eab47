"""Rules that see an organization in quotation marks. In: a Survey. Out: Mentions.

Most quotations name events and projects, so each rule wants a sign beside the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.enrich.extent import kind_of
from newsarchive.enrich.shapes import acts, is_common, speaks
from newsarchive.enrich.survey import Mention, Survey

ATTRIBUTED = re.compile(r"(?<=[한된는인] )'([^\W_]{2,10})'(?=,| 등)")
BODIES = frozenset(["association", "union", "cooperative", "foundation", "center", "culture"])
BODY_IN_QUOTES = re.compile(
    r"(?:기관|단체|업체|기업|회사|여행사|제조사|개발사|운영사|동호회|모임)(?:인)? '([^'\n]{2,15})'(?=[은는이가을를과와의,]| 등)"
    r"|'([^'\n]{2,15})'(?=(?:[와과] '[^'\n]{2,15}')?[이가] (?:후원|주관|주최|협찬|기부|기탁)[하한했])"
)
BEGINS = re.compile(r"['\"] ?(?:발대식|창립|출범식|해단식|정기총회)")
COMPANY_NOUN = re.compile(
    r"업체|회사|기업|스타트업|(?:제조|개발|운영|협력|브랜드|시공)사|[전판][문매]점"
)


def quoted(survey: Survey) -> Iterator[Mention]:
    """…을 개발한 ‘X’, …을 달성한 ‘Y’ 등 … 기업들: companies named one by one, each after what it did."""
    passage = survey.passage
    by_sentence: dict[tuple[int, int], list[re.Match[str]]] = {}
    for match in ATTRIBUTED.finditer(passage.plain):
        by_sentence.setdefault(passage.sentence_span(match.start()), []).append(match)
    for span, matches in by_sentence.items():
        if len(matches) > 1 and COMPANY_NOUN.search(passage.plain, *span):
            for match in matches:
                index = passage.starts.get(match.start(1))
                if index is not None and not is_common(match.group(1), survey.vocabulary):
                    yield Mention(index, index, match.group(1), "company")


def named_in_quotes(survey: Survey) -> Iterator[Mention]:
    """거점기관 ‘한울림’, ‘다솜회’가 후원한다: what a noun for bodies introduces in quotation marks, or who gives."""
    passage = survey.passage
    for match in BODY_IN_QUOTES.finditer(passage.plain):
        name = match.group(match.lastindex or 0)
        first = passage.starts.get(match.start(match.lastindex or 0))
        last = passage.ends.get(match.end(match.lastindex or 0))
        if first is not None and last is not None and not is_common(name, survey.vocabulary):
            yield Mention(first, last, name, kind_of(survey, last, ""))


def quoted_body(survey: Survey) -> Iterator[Mention]:
    """‘행복만들기 조례연구회’ 발대식: a body of several words in quotation marks that acts, or comes to be."""
    passage = survey.passage
    for start, end in passage.quotations:
        first, last = passage.starts.get(start), passage.ends.get(end)
        ending = survey.endings[last] if last is not None else None
        if first is None or last is None or first == last or not ending or ending.reading.particle:
            continue
        is_body = ending.head.kind in BODIES and ending.head.need in ("strong", "weak")
        sign = speaks if ending.head.kind == "center" else acts
        begins = BEGINS.match(passage.plain, end)
        if is_body and not passage.plain[start].isdigit() and (begins or sign(passage, end + 1)):
            name = passage.text[start:end].strip()
            yield Mention(first, last, name, ending.head.kind)
