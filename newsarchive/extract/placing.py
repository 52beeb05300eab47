"""Marks → a label for every line of a page with one article: where the body starts and ends, what stands around it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsarchive.extract.bylines import PARTICLE, read_opener
from newsarchive.extract.headline import CAPTION_TAIL, SUBTITLE_DASH, Header, label_header
from newsarchive.extract.labels import BLANK, SUMMARY_LINES, SUMMARY_REACH, Mark, Sheet
from newsarchive.extract.layouts import Stop
from newsarchive.extract.lines import (
    CUT_MARK,
    INNER_END,
    LIST_MARK,
    OUTLINE_MARK,
    SIGNED_END,
    VERB_END,
    is_cut,
    letters,
    shared,
    stems,
)
from newsarchive.extract.names import Names
from newsarchive.extract.stretches import Stretch
from newsarchive.records import Label

RELATED = 0.3  # share of a text's words that the body has too, from which it goes on with the body
SUMMARY_LETTERS = 20  # letters from which a sentence above the lead counts as copied from the body
PRINTED_TWICE = 30  # characters from which a paragraph that comes again is the page's doubling, not the author's
FOOTNOTE = re.compile(r"[*※†‡]|주\)|\d\)|[△▲○◦□ㆍ·\-–①-⑳]")
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
    end = _find_end(sheet, marks, stretch, lead, names)
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
    sizes = [len(sheet.text(i)) for i in prose]
    if opened:
        cut = is_cut(sheet.text(prose[opened]))
        if sum(sizes[:opened]) > (sizes[opened] if cut else sum(sizes[opened:])):
            opened = None  # the article stands above, this is another's lead
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
    if letters(text) == letters(below):
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


def _find_end(
    sheet: Sheet, marks: Sequence[Mark | None], stretch: Stretch, lead: int, names: Names
) -> int:
    """The last line of the body: the last sentence, and the rows, footnotes or cut rest directly below it."""
    end = _last_sentence(sheet, marks, [i for i in stretch.lines if i >= lead], names)
    words = stems(sheet.text(i) for i in range(lead, end + 1) if marks[i] is None)
    blanks = 0
    for index in range(end + 1, len(marks)):
        mark, _text = marks[index], sheet.text(index)
        if mark is not None and mark.label is Label.BLANK:
            blanks += 1
            if blanks > 4:
                break
            continue
        if mark is not None or not _goes_on(sheet, index, end, words):
            break
        end, blanks = index, 0
    return end


def _last_sentence(
    sheet: Sheet, marks: Sequence[Mark | None], body: Sequence[int], names: Names
) -> int:
    """The last of the prose lines that belongs to the body.

    Below related headlines, and below a line signed anew, prose must share the body's words.
    """
    last, other = body[0], False
    words = set(stems([sheet.text(last)]))
    for index in body[1:]:
        text = sheet.text(index)
        signed = _is_signed(text, names)  # with the body's words a caption with the dateline
        strange = shared(text, words) < RELATED
        if signed or (strange and _is_teaser(sheet, marks, body, last, index, words)):
            other = other or strange
            continue
        soft = other or any(
            m is not None
            and m.stop is Stop.SOFT
            and m.rule in ("related", "comments", "lone-byline", "tip-line")
            for m in marks[last + 1 : index]
        )
        if soft and not _resumes(sheet, body, last, index):
            break
        last, other = index, False
        words |= stems([text])
    return last


def _is_teaser(sheet, marks, body, last, index, words) -> bool:
    """Whether a paragraph with other words than the body's is another article's lead: cut, or below its own headline."""
    text = sheet.text(index)
    if is_cut(text) and (CUT_MARK.search(text) or index != body[-1]):
        return True
    above = (sheet.text(i) for i in range(last + 1, index) if marks[i] is None)
    headline = next((t for t in above if len(t) >= 12 and not LIST_MARK.match(t)), "")
    return (
        bool(headline)
        and shared(headline, words) < RELATED
        and shared(headline, stems([text])) >= RELATED
    )


def _is_signed(text: str, names: Names) -> bool:
    """Whether a paragraph opens with a byline in brackets, as leads do and captions with a dateline."""
    opener = read_opener(text, names)
    return (
        opener is not None
        and opener.rule.startswith("bracket")
        and (opener.outlet or opener.people) != ()
    )


def _resumes(sheet: Sheet, body: Sequence[int], last: int, index: int) -> bool:
    """Whether prose below a soft stop goes on with the body: not cut, and of the same words or several paragraphs."""
    rest = [sheet.text(i) for i in body if i >= index]
    if any(is_cut(text) and not SIGNED_END.search(text) for text in rest):
        return False
    related = any(m is not None and m.rule == "related" for m in sheet.marks[last + 1 : index])
    if related and len(rest) > 1:
        return True
    return shared(" ".join(rest), stems(sheet.text(i) for i in body if i <= last)) >= RELATED


def _goes_on(sheet: Sheet, index: int, end: int, words: frozenset[str]) -> bool:
    """Whether a phrase below the last sentence still belongs to the body."""
    text = sheet.text(index)
    if sheet.lines[index].bullet:
        return False
    if FOOTNOTE.match(text):
        return len(text) > 6
    whole = len(text) >= 20 and VERB_END.search(text) is not None
    return whole or len(text) >= 60 or _is_short_end(sheet, index, end, words)


def _is_short_end(sheet: Sheet, index: int, end: int, words: frozenset[str]) -> bool:
    """Whether a phrase below the body is its last sentence without a verb: `교육을 맡은 이는 홍길동 전 신문 기자`."""
    text = sheet.text(index)
    if index - end > 2 or len(text) < 12 or _dated_below(sheet.marks, index):
        return False
    is_last = all(m is not None for m in sheet.marks[index + 1 : index + 4])
    return shared(text, words) >= 0.5 or (is_last and PARTICLE.search(text) is not None)


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
            opener = read_opener(text, names)
            marks[index] = Mark(Label.LEAD, f"lead:{opener.rule}" if opener else "lead")
        elif _is_signed(text, names):
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
    return _dated_below(marks, index) and shared(sheet.text(index), words) >= 0.5


def _dated_below(marks: Sequence[Mark | None], index: int) -> bool:
    """Whether the next line with text is a date."""
    following = next(
        (m for m in marks[index + 1 : index + 4] if m is None or m.label is not Label.BLANK), None
    )
    return _has_label(following, Label.TIMESTAMP)
