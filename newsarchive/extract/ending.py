"""Marked page, its prose → the body's last line: what goes on below a sentence, and what is another article's lead.

A sentence lost at the end is better than a stranger's: what is signed anew, cut, or stands below a headline of its own
belongs to the body only when it speaks of the same things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from newsarchive.extract.bylines import PARTICLE, read_opener
from newsarchive.extract.labels import Mark, Sheet
from newsarchive.extract.layouts import Stop
from newsarchive.extract.lines import (
    CUT_MARK,
    LIST_MARK,
    SIGNED_END,
    VERB_END,
    is_cut,
    shared,
    stems,
)
from newsarchive.extract.names import Names
from newsarchive.records import Label

RELATED = 0.3  # share of a text's words that the body has too, from which it goes on with the body
FOOTNOTE = re.compile(r"[*※†‡]|주\)|\d\)|[△▲○◦□ㆍ·\-–①-⑳]")
SOFT_STOPS = ("related", "comments", "lone-byline", "tip-line")  # rules
BRACKETS = tuple("[【〔(（<")


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a lead, marked as far as rules claim it."""

    sheet: Sheet
    marks: Sequence[Mark | None]
    names: Names

    def text(self, index: int) -> str:
        """The text of a line."""
        return self.sheet.text(index)


def find_end(below: Below, body: Sequence[int]) -> int:
    """The last line of the body: the last sentence, and the rows, footnotes or cut rest directly below it."""
    end = _last_sentence(below, body)
    marks = below.marks
    words = stems(below.text(i) for i in range(body[0], end + 1) if marks[i] is None)
    for index in range(end + 1, len(marks)):
        mark = marks[index]
        if mark is not None and mark.label is Label.BLANK:
            continue
        if mark is not None or below.sheet.prose[index] or not _goes_on(below, index, end, words):
            break
        end = index
    return end


def _last_sentence(below: Below, body: Sequence[int]) -> int:
    """The last of the prose lines that belongs to the body."""
    last, is_other = body[0], False
    words = set(stems([below.text(last)]))
    for index in body[1:]:
        text = below.text(index)
        is_strange = shared(text, words) < RELATED
        is_cut_off = is_cut(text) and (index != body[-1] or CUT_MARK.search(text) is not None)
        is_lead = is_cut_off or _heads(_phrase_above(below, last, index), text, words)
        # A line that is signed anew and of the body's words is a caption that repeats the dateline.
        if is_signed(text, below.names) or (is_strange and is_lead):
            is_other = is_other or is_strange
            continue
        if (is_other or _is_parted(below, last, index)) and not _resumes(below, body, last, index):
            break
        last, is_other = index, False
        words |= stems([text])
    return last


def is_signed(text: str, names: Names) -> bool:
    """Whether a paragraph opens with a byline in brackets, as leads do."""
    opener = read_opener(text, names) if text.startswith(BRACKETS) else None
    return opener is not None and bool(opener.outlet or opener.people)


def _phrase_above(below: Below, last: int, index: int) -> str:
    """The nearest line above that no rule claims; "" when the body's last line is nearer."""
    free = (below.text(i) for i in range(index - 1, last, -1) if below.marks[i] is None)
    return next(free, "")


def _is_parted(below: Below, last: int, index: int) -> bool:
    """Whether something stands between two paragraphs below which an article may have ended."""
    between = below.marks[last + 1 : index]
    return any(m and m.stop is Stop.SOFT and m.rule in SOFT_STOPS for m in between)


def _heads(headline: str, text: str, words: Set[str]) -> bool:
    """Whether a phrase is the headline of the text below it, and has other words than the body above."""
    if len(headline) < 12 or LIST_MARK.match(headline):
        return False
    return shared(headline, words) < RELATED <= shared(headline, stems([text]))


def _resumes(below: Below, body: Sequence[int], last: int, index: int) -> bool:
    """Whether prose below a soft stop goes on with the body: not cut, and of the same words or several paragraphs."""
    rest = [below.text(i) for i in body if i >= index]
    if any(is_cut(text) and not SIGNED_END.search(text) for text in rest):
        return False
    related = any(m is not None and m.rule == "related" for m in below.marks[last + 1 : index])
    if related and len(rest) > 1:
        return True
    return shared(" ".join(rest), stems(below.text(i) for i in body if i <= last)) >= RELATED


def _goes_on(below: Below, index: int, end: int, words: frozenset[str]) -> bool:
    """Whether a phrase below the last sentence still belongs to the body."""
    text = below.text(index)
    if below.sheet.lines[index].bullet or _heads(text, _next_free(below, index), words):
        return False
    if FOOTNOTE.match(text):
        return len(text) > 6
    is_whole = len(text) >= 20 and VERB_END.search(text) is not None
    return is_whole or len(text) >= 60 or _is_short_end(below, index, end, words)


def _next_free(below: Below, index: int) -> str:
    """The next line that no rule claims, at most two below."""
    following = range(index + 1, min(index + 3, len(below.marks)))
    return next((below.text(i) for i in following if below.marks[i] is None), "")


def _is_short_end(below: Below, index: int, end: int, words: frozenset[str]) -> bool:
    """Whether a phrase below the body is its last sentence without a verb: `교육을 맡은 이는 홍길동 전 신문 기자`."""
    text = below.text(index)
    if index - end > 2 or len(text) < 12 or dated_below(below.marks, index):
        return False
    is_last = all(m is not None for m in below.marks[index + 1 : index + 4])
    return shared(text, words) >= 0.5 or (is_last and PARTICLE.search(text) is not None)


def dated_below(marks: Sequence[Mark | None], index: int) -> bool:
    """Whether the next line with text is a date."""
    following = (m for m in marks[index + 1 : index + 4] if m is None or m.label is not Label.BLANK)
    mark = next(following, None)
    return mark is not None and mark.label is Label.TIMESTAMP
