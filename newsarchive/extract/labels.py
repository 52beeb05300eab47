"""Lines → marks: every line's label and the rule that gave it. First what lines say, then where they stand.

1. Rules claim lines by their own words (layouts.py), dates and bylines by their form.
2. What is left is prose or a phrase. The heaviest stretch of prose between hard stops is the article's body.
3. Above it is the header (headline.py), below it whatever the page adds.

Work grows with the number of lines; no step looks at a line more than a few times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from newsarchive.extract.bylines import MAIL, MAIL_LINE, read_lone
from newsarchive.extract.dates import EVENT, ROLES, read_stamps, spaced
from newsarchive.extract.layouts import COMMON, META, META_PAIRS, SENTENCES, Rule, Stop, Table
from newsarchive.extract.lines import LIST_MARK, OUTLINE_MARK, SENTENCE_END, Line, is_prose
from newsarchive.extract.names import Names
from newsarchive.records import Label

RULE_LIMIT = 520  # no page furniture is longer; keeps giants away from the rules
META_LINE = re.compile(rf"[•\-▶■○|( ]*(?:{META})[ ]*(?:[:：|)]|\s\S|\d|$)")
META_ALONE = re.compile(rf"(?:{META})[ ]*[:：]?$")
META_VALUE = re.compile(rf"(?:{META})\s*[:：|]?\s*")
TITLE_LABEL = re.compile(r"제[ ]*목[ ]*[:：|\t]\s*")
PHOTO_LABEL = re.compile(r"[^가-힣]*사진 ?설명[^가-힣]*")
PHOTO_CREDIT = re.compile(r"[\[(<][^\[\]()<>]{2,30}[\])>]")
FILLER = re.compile(
    rf"{MAIL}|[\W\d_]+|기자|조회수?|회|댓글|입력|수정|목록|views?|hit|오전|오후|송고|공유|추천|좋아요|인쇄",
    re.IGNORECASE,
)
UNLABELLED_RESIDUE = (
    16  # letters that may stand beside a date without label: `2024.05.30 중소벤처기업부`
)
UNLABELLED_WORDS = 2  # `이름 기자 | 2020-03-04`, `문화관광과 2025.12.09 118`; a headline that begins with a date has more
LABELLED_RESIDUE = 60
EVENT_ROW = re.compile(rf"[○◦ㅇ□▶▷*·\- ]*(?:{spaced(EVENT)})\b")
ADDRESS = re.compile(r"주[ ]?소[ ]?[:：]")
SUMMARY_LINES = 3  # sentences that a machine-made summary has at most
SUMMARY_REACH = 16  # lines from a summary's head to the note below it


class Mark(NamedTuple):
    """The label of a line, the rule that gave it, and whether an article can go on below."""

    label: Label
    rule: str
    stop: Stop = Stop.NONE


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page whose lines were claimed by their own words. marks[i] None: no rule claimed line i."""

    lines: Sequence[Line]
    marks: Sequence[Mark | None]
    prose: Sequence[bool]  # running text, unclaimed
    joined: frozenset[int]  # lines that go on in the next one: hard-wrapped text

    def text(self, index: int) -> str:
        """The text of a line."""
        return self.lines[index].text

    def is_free(self, index: int) -> bool:
        """Whether no rule claimed the line."""
        return self.marks[index] is None


BLANK = Mark(Label.BLANK, "blank")


def claim(lines: Sequence[Line], names: Names, own: Table | None = None) -> Sheet:
    """The lines with the marks that their own words give them."""
    # A page prints its menus more than once; what a line says does not depend on where it stands.
    runs = {text: is_prose(text) for text in {line.text for line in lines}}
    claims = {text: _claim_text(text, run, names, own) for text, run in runs.items()}
    marks = [claims[line.text] for line in lines]
    _claim_pairs(lines, marks)
    _claim_captions(lines, marks)
    _claim_summary(lines, marks)
    _free_addresses(lines, marks, runs)
    joined = _find_wraps(lines, marks)
    outlined = sum(_is_outline(line, mark) for line, mark in zip(lines, marks, strict=True)) >= 2
    prose = [
        mark is None
        and (
            runs[line.text]
            or index in joined
            or index - 1 in joined
            or (outlined and _is_outline(line, mark))
        )
        for index, (line, mark) in enumerate(zip(lines, marks, strict=True))
    ]
    return Sheet(lines, marks, prose, joined)


def _claim_text(text: str, running: bool, names: Names, own: Table | None) -> Mark | None:
    """The mark of a line by its own words; None when no rule knows it."""
    if not text:
        return BLANK
    rule = own.first(text) if own and len(text) <= RULE_LIMIT else None
    if rule is None and running:
        rule = SENTENCES.first(text) if len(text) <= RULE_LIMIT else None
        return _mark(rule) if rule else None
    if len(text) > RULE_LIMIT:
        return None
    rule = rule or COMMON.first(text) or (SENTENCES.first(text) if text[-1] in ".?!)]" else None)
    if rule:
        return _mark(rule)
    return _claim_header(text, names)


def _is_outline(line: Line, mark: Mark | None) -> bool:
    """Whether the line is a paragraph of an official sheet, which ends in a noun: `□ … 무료 점검 실시`."""
    return mark is None and len(line.text) >= 15 and OUTLINE_MARK.match(line.text) is not None


def _mark(rule: Rule) -> Mark:
    return Mark(rule.label, rule.name, rule.stop)


def _claim_header(text: str, names: Names) -> Mark | None:
    """Dates, label-value lines, bylines, sections: what an article's header is made of."""
    title = TITLE_LABEL.match(text)
    if title and len(text) > title.end() + 4:
        return Mark(Label.HEADLINE, "labelled-title")
    if len(text) <= 200:
        stamped = _claim_stamp(text)
        if stamped:
            return stamped
    if len(text) <= 120 and META_LINE.match(text) and _is_meta(text):
        return Mark(Label.BOILERPLATE, "meta")
    if len(text) <= 80 and MAIL_LINE.match(text):
        return Mark(Label.BYLINE, "mail-line", Stop.SOFT)
    if "기자" in text or "특파원" in text or text.startswith("by"):
        byline = read_lone(text, names)
        if byline:
            return Mark(Label.BYLINE, byline.rule, Stop.SOFT)
    if names.is_section(text):
        return Mark(Label.SECTION, "section-name")
    return None


def _claim_stamp(text: str) -> Mark | None:
    """TIMESTAMP for a line that is a date and little else."""
    stamps = read_stamps(text)
    if not stamps:
        return None
    left = text
    for stamp in stamps:
        left = left.replace(stamp.printed, " ")
    labelled = any(stamp.role in ("published", "modified") for stamp in stamps)
    residue = len(FILLER.sub("", META_VALUE.sub("", left)))
    if (
        labelled
        and residue <= LABELLED_RESIDUE
        and (residue <= 24 or len(stamps[0].printed) * 2 > residue)
    ):
        return Mark(Label.TIMESTAMP, "labelled-date")
    if residue <= UNLABELLED_RESIDUE and len(FILLER.sub(" ", left).split()) <= UNLABELLED_WORDS:
        roles = {stamp.role for stamp in stamps}
        if EVENT_ROW.match(text):
            return None  # a row of the release: `○ 일시 : 2025. 7. 1.(화) 14:00`
        if roles == {"clock"} or roles == {"other"}:
            return Mark(Label.CLOCK, "page-clock")
        return Mark(Label.TIMESTAMP, "bare-date")
    return None


def _is_meta(text: str) -> bool:
    """Whether a line that begins with a label word is a label and its value, not a headline about 조회 or 사진."""
    match = META_VALUE.match(text.lstrip("•-▶■○|( "))
    if match is None:
        return False
    word, rest = re.sub(r"[\s:：|]", "", match.group()), text[match.end() :].strip()
    if re.search(r"[:：|]", match.group()):
        return True
    if word in META_PAIRS and len(word) > 2:
        return len(rest) <= 14 or bool(re.search(rf"\s(?:{META})[ ]*[:：|]?[ ]", rest))
    return bool(re.match(r"[\d,]+(?:$|\s)", rest))


def _claim_pairs(lines: Sequence[Line], marks: list[Mark | None]) -> None:
    """Label and value on lines of their own: `작성일` / `2025.12.10`, `입력 :` / `2025-12-10 09:00`."""
    for index, line in enumerate(lines):
        text = line.text
        if len(text) > 14 or not text or not META_ALONE.match(text):
            continue
        word = re.sub(r"[\s:：]", "", text)
        value = _next_filled(lines, index)
        if value is None:
            continue
        following = lines[value].text
        stamps = read_stamps(following) if len(following) <= 70 else ()
        if stamps and ROLES.get(word) in ("published", "modified"):
            marks[index] = Mark(Label.TIMESTAMP, "date-label")
            marks[value] = Mark(Label.TIMESTAMP, f"date-value:{ROLES[word]}")
        elif word == "제목" and len(following) > 6:
            marks[index] = Mark(Label.BOILERPLATE, "meta-label")
            marks[value] = Mark(Label.HEADLINE, "labelled-title")
        elif word in META_PAIRS and _is_value(following):
            marks[index] = Mark(Label.BOILERPLATE, f"meta-label:{word}")
            marks[value] = marks[value] or Mark(Label.BOILERPLATE, f"meta-value:{word}")


def _is_value(text: str) -> bool:
    return len(text) <= 24 and not META_ALONE.match(text) and not is_prose(text)


def _next_filled(lines: Sequence[Line], index: int) -> int | None:
    """The next line with text, at most two lines below."""
    return next((i for i in range(index + 1, min(index + 3, len(lines))) if lines[i].text), None)


def _claim_captions(lines: Sequence[Line], marks: list[Mark | None]) -> None:
    """The line below a bare `[사진 설명]`, and the phrase directly above a bare `[가람시 제공]`."""
    for index, mark in enumerate(marks):
        if mark is None or mark.label is not Label.CAPTION:
            continue
        text = lines[index].text
        if mark.rule == "photo-label" and PHOTO_LABEL.fullmatch(text) and index + 1 < len(lines):
            marks[index + 1] = marks[index + 1] or Mark(Label.CAPTION, "photo-text")
        elif PHOTO_CREDIT.fullmatch(text) and index and not is_prose(lines[index - 1].text):
            for above in (index - 1, index - 2):  # alt text and caption are often the same
                if above >= 0 and lines[above].text == lines[index - 1].text:
                    marks[above] = marks[above] or Mark(Label.CAPTION, "photo-text")


def _claim_summary(lines: Sequence[Line], marks: list[Mark | None]) -> None:
    """What stands between the head of a machine-made summary and the note that it is one."""
    heads = [i for i, mark in enumerate(marks) if mark is not None and mark.rule == "summary-head"]
    for head in heads:
        below = range(head + 1, min(head + SUMMARY_REACH, len(lines)))
        notes = [i for i in below if (m := marks[i]) is not None and m.rule == "summary-note"]
        last = notes[0] if notes else _summary_end(lines, marks, head)
        for index in range(head + 1, last):
            marks[index] = marks[index] or Mark(Label.SUMMARY, "summary-sentence")


def _summary_end(lines: Sequence[Line], marks: Sequence[Mark | None], head: int) -> int:
    """The line behind the two or three lines, without a blank one, that stand directly below the head."""
    index = head + 1
    while index < len(lines) and marks[index] is None and not lines[index].bullet:
        index += 1
    return index if 2 <= index - head - 1 <= SUMMARY_LINES else 0


def _free_addresses(lines: Sequence[Line], marks: list[Mark | None], runs: dict[str, bool]) -> None:
    """Take the imprint's mark off an address between two sentences: it says where something is held."""
    filled = [i for i, line in enumerate(lines) if line.text]
    for above, index, below in zip(filled, filled[1:], filled[2:], strict=False):
        between = all(marks[i] is None and runs[lines[i].text] for i in (above, below))
        if between and ADDRESS.match(lines[index].text) and marks[index] is not None:
            marks[index] = None


def _find_wraps(lines: Sequence[Line], marks: Sequence[Mark | None]) -> frozenset[int]:
    """Lines of hard-wrapped paragraphs that go on in the next line."""
    joined: set[int] = set()
    group: list[int] = []
    for index in range(len(lines) + 1):
        if index < len(lines) and marks[index] is None and not lines[index].bullet:
            group.append(index)
            continue
        if len(group) >= 2:
            joined |= _wraps_in(group, lines)
        group = []
    return frozenset(joined)


def _wraps_in(group: Sequence[int], lines: Sequence[Line]) -> set[int]:
    """The wrapped lines of one block without blank lines.

    Wrapped lines are about as long as the longest one and do not end as sentences do; a headline above its body is
    much shorter than the paragraphs below. Scripts of broadcasts have lines of a few words.
    """
    texts = [lines[i].text for i in group]
    open_ends = [not SENTENCE_END.search(t, max(0, len(t) - 16)) for t in texts]
    longest, share = max(map(len, texts)), sum(open_ends) / len(texts)
    if longest > 130 or share < 0.3 or all(open_ends):
        return set()
    width = median(len(t) for t, is_open in zip(texts, open_ends, strict=True) if is_open)
    if longest > 40 and (longest > 1.45 * width or len(group) < 3):
        return set()
    last = max(i for i, is_open in enumerate(open_ends) if not is_open)
    return {group[i] for i in range(last) if open_ends[i] and not LIST_MARK.match(texts[i + 1])}
