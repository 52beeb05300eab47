"""Marks → a label for every line of a page with one article: where the body starts and ends, what stands around it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsarchive.extract.bylines import read_lead, read_opener
from newsarchive.extract.ending import RELATED, Below, dated_below, find_end, is_signed
from newsarchive.extract.headline import CAPTION_TAIL, SUBTITLE_DASH, Header, label_header
from newsarchive.extract.labels import BLANK, SUMMARY_LINES, SUMMARY_REACH, Mark, Sheet
from newsarchive.extract.lines import (
    INNER_END,
    LIST_MARK,
    OUTLINE_MARK,
    is_cut,
    letters,
    shared,
    stems,
    tells_readers,
)
from newsarchive.extract.names import Names
from newsarchive.extract.stretches import Stretch
from newsarchive.records import Label

SUMMARY_LETTERS = 20  # letters from which a sentence above the lead counts as copied from the body
PRINTED_TWICE = 30  # characters from which a paragraph that comes again is the page's doubling, not the author's
LISTED = re.compile(r"[▲△▶]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A page with one article: every line has its mark; lead and end are the body's first and last line."""

    sheet: Sheet
    marks: tuple[Mark, ...]
    lead: int
    end: int
    words: frozenset[str]


def place(sheet: Sheet, stretch: Stretch, names: Names) -> Placed:
    """Every line's mark, with the body in the given stretch."""
    marks = list(sheet.marks)
    _unlist(sheet, marks, stretch)
    lead = _find_lead(sheet, marks, stretch, names)
    body = [i for i in stretch.lines if i >= lead]
    end = find_end(Below(sheet, marks, names), body)
    words = stems(sheet.text(i) for i in range(lead, end + 1) if marks[i] is None)
    _label_body(sheet, marks, lead, end, names)
    label_header(Header(sheet, marks, lead, words), names)
    _label_tail(sheet, marks, end, words)
    done = tuple(mark or Mark(Label.BOILERPLATE, "unclaimed") for mark in marks)
    return Placed(sheet, done, lead, end, words)


def _unlist(sheet: Sheet, marks: list[Mark | None], stretch: Stretch) -> None:
    """Take the caption mark off ▲ lines that are rows of a list: two or more in a row inside the body."""
    rows = [
        i
        for i in range(stretch.lines[0] + 1, stretch.lines[-1] + 40)
        if i < len(marks) and LISTED.match(sheet.text(i)) and marks[i] is not None
    ]
    for one, two in itertools.pairwise(rows):
        if two - one <= 2 and letters(sheet.text(one)) != letters(sheet.text(two)):
            marks[one] = marks[two] = None


def _find_lead(sheet: Sheet, marks: list[Mark | None], stretch: Stretch, names: Names) -> int:
    """The first line of the body; prose above it is marked as summary, subtitle or caption."""
    prose = [i for i in stretch.lines if marks[i] is None]
    prose = _skip_summary(sheet, marks, prose, names)
    opened = next((n for n, i in enumerate(prose[:8]) if read_opener(sheet.text(i), names)), None)
    texts = [sheet.text(i) for i in prose]
    if opened and _is_other_lead(texts[:opened], texts[opened:]):
        opened = None
    first = opened or 0
    if opened is None:
        while first < len(prose) - 1 and _is_above_body(sheet, prose, first):
            first += 1
    below = "".join(letters(sheet.text(i)) for i in prose[first:]) if first else ""
    for index in prose[:first]:
        text = sheet.text(index)
        if SUBTITLE_DASH.match(text):
            marks[index] = Mark(Label.SUBHEADLINE, "subtitle")
        elif letters(text)[:SUMMARY_LETTERS] in below:
            marks[index] = Mark(Label.SUMMARY, "sentence-of-the-body")
        elif len(text) > 120 or CAPTION_TAIL.search(text) or INNER_END.search(text + " "):
            marks[index] = Mark(Label.CAPTION, "prose-above-lead")
    return _outline_start(sheet, marks, prose[first])


def _is_other_lead(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a signed paragraph is another article's lead: this one stands above, and is longer or of other words."""
    if is_cut(below[0]) and shared(below[0], stems(above)) < RELATED:
        return True
    return sum(map(len, above)) > sum(map(len, below))


def _skip_summary(
    sheet: Sheet, marks: list[Mark | None], prose: list[int], names: Names
) -> list[int]:
    """The prose below a machine-made summary that has a head and no note; its sentences are marked.

    A summary ends where the page says something of its own (font sizes) or a byline opens the article.
    """
    start = prose[0]
    above = [m for m in marks[max(0, start - SUMMARY_REACH) : start] if m is not None]
    is_found = any(mark.rule == "summary-sentence" for mark in above)
    if is_found or not any(mark.label is Label.SUMMARY for mark in above[-5:]):
        return prose
    count = min(SUMMARY_LINES, len(prose) // 2)
    apart = (
        n
        for n in range(1, count)
        if read_opener(sheet.text(prose[n]), names)
        or any(m not in (None, BLANK) for m in marks[prose[n - 1] + 1 : prose[n]])
    )
    count = next(apart, count)
    for index in prose[:count]:
        marks[index] = Mark(Label.SUMMARY, "summary-sentence")
    return prose[count:]


def _has_label(mark: Mark | None, label: Label) -> bool:
    return mark is not None and mark.label is label


def _is_above_body(sheet: Sheet, prose: Sequence[int], at: int) -> bool:
    """Whether a sentence at the top is no lead: a dashed subtitle, a caption, or printed twice."""
    text, below = sheet.text(prose[at]), sheet.text(prose[at + 1])
    if prose[at] in sheet.joined:
        return False
    if SUBTITLE_DASH.match(text) and len(text) < 120 and not SUBTITLE_DASH.match(below):
        return True
    if letters(text) == letters(below) or (tells_readers([text]) and not tells_readers([below])):
        return True
    return len(text) < 90 and bool(CAPTION_TAIL.search(text)) and len(below) > len(text)


def _outline_start(sheet: Sheet, marks: Sequence[Mark | None], lead: int) -> int:
    """The first of the outline rows (□, ○) that stand directly above the first sentence."""
    start = lead
    for index in range(lead - 1, max(-1, lead - 12), -1):
        mark = marks[index]
        if mark is None and OUTLINE_MARK.match(sheet.text(index)):
            start = index
        elif mark is None or mark.label is not Label.BLANK:
            break
    return start


def _label_body(sheet: Sheet, marks: list[Mark | None], lead: int, end: int, names: Names) -> None:
    """LEAD, BODY, and what is mixed into the body: related headlines, pictures' captions."""
    related, seen = False, set[str]()
    _mark_pictures(sheet, marks, range(lead + 1, end + 1))
    for index in range(lead, end + 1):
        mark, text = marks[index], sheet.text(index)
        if mark is not None:
            related = related or mark.rule == "related"
        elif len(text) >= PRINTED_TWICE and text in seen:
            marks[index] = Mark(Label.BOILERPLATE, "printed-again")
        elif index > lead and not sheet.prose[index] and names.is_outlet(text):
            marks[index] = Mark(Label.BOILERPLATE, "outlet-alone")
        elif index == lead:
            opener = read_lead(text, names)
            marks[index] = Mark(Label.LEAD, f"lead:{opener.rule}" if opener else "lead")
        elif is_signed(text, names):
            marks[index] = Mark(Label.CAPTION, "signed-again")
        elif related and not sheet.prose[index]:
            marks[index] = Mark(Label.TEASER, "related-headline")
        else:
            related = False
            marks[index] = Mark(Label.BODY, _body_rule(sheet, index))
        seen.add(text)


def _mark_pictures(sheet: Sheet, marks: list[Mark | None], span: range) -> None:
    """Alt text and caption of a picture inside the body: the same phrase twice, with at most blank lines between."""
    for one, two in itertools.pairwise(i for i in span if marks[i] is not BLANK):
        text = sheet.text(one)
        is_phrase = not sheet.prose[one] or CAPTION_TAIL.search(text) is not None
        if marks[one] is None and text == sheet.text(two) and is_phrase:
            marks[one] = marks[two] = Mark(Label.CAPTION, "caption-twice")


def _body_rule(sheet: Sheet, index: int) -> str:
    if index - 1 in sheet.joined:
        return "wrapped"
    if sheet.prose[index]:
        return "prose"
    return "list-row" if LIST_MARK.match(sheet.text(index)) else "inside-body"


def _label_tail(sheet: Sheet, marks: list[Mark | None], end: int, words: frozenset[str]) -> None:
    """Below the body: other articles, and on some pages this article's own headline and date."""
    titled = any(_has_label(mark, Label.HEADLINE) for mark in marks[: end + 1])
    for index in range(end + 1, len(marks)):
        if marks[index] is not None:
            continue
        text = sheet.text(index)
        if not titled and _is_late_headline(sheet, marks, index, end, words):
            marks[index] = Mark(Label.HEADLINE, "headline-below-body")
            titled = True
        elif sheet.prose[index] or is_cut(text):
            marks[index] = Mark(Label.TEASER, "other-lead")
        else:
            marks[index] = Mark(Label.BOILERPLATE, "after-body")


def _is_late_headline(
    sheet: Sheet, marks: Sequence[Mark | None], index: int, end: int, words: frozenset[str]
) -> bool:
    """AMP pages print headline and date below the body: close to it, a date next, the body's words in it."""
    if index - end > 8 or sheet.prose[index]:
        return False
    return dated_below(marks, index) and shared(sheet.text(index), words) >= 0.5
