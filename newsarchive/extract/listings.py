"""A list page → its items: where each starts, its headline, date, byline and the beginning of its text.

Three shapes: teasers (one long line each, cut or signed at the head, with or without a headline above), rows of a
board (tabs, or a date at the end), and headlines that each carry a date. Anything else is no list.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsarchive.extract.bylines import Byline, read_lead, read_lone, read_opener, read_signature
from newsarchive.extract.dates import read_stamps
from newsarchive.extract.headline import CAPTION_TAIL, clean_title
from newsarchive.extract.labels import Sheet
from newsarchive.extract.layouts import COMMON, SENTENCES
from newsarchive.extract.lines import CUT_MARK, is_cut, is_prose, shared, squeezed, stems
from newsarchive.extract.names import Names
from newsarchive.extract.rows import (
    Item,
    find_dated_headlines,
    find_rows,
    is_dated,
    split_repeated_title,
    without_dates,
)
from newsarchive.extract.stretches import Stretch
from newsarchive.records import Label

LONG = 80  # characters of a teaser
INNER_OUTLET = re.compile(r"(?P<title>.{6,110}?)[ ]?\[(?P<outlet>[^\[\]]{2,16})\][ ]?(?=\S)")


def find_items(sheet: Sheet, stretch: Stretch | None, names: Names) -> tuple[Item, ...]:
    """The items when the page is a list of at least two, else ()."""
    rows = find_rows(sheet)
    if len(rows) >= 2:
        return tuple(rows)
    long = [
        i
        for i, line in enumerate(sheet.lines)
        if sheet.is_free(i) and _is_long(line.text) and not _below_more(sheet, i)
    ]
    bylines = {i: _opener(sheet.text(i), names) for i in long}
    if _are_teasers(sheet, long, bylines, stretch):
        return _with_glued_dates(tuple(_teasers(sheet, long, names)))
    if stretch is None or len(stretch.lines) == 1:
        dated = find_dated_headlines(sheet)
        return tuple(dated) if len(dated) >= 3 else ()
    return ()


def _is_long(text: str) -> bool:
    """Whether a line can be a teaser: long, or shorter and visibly cut."""
    return len(text) >= LONG or (len(text) >= LONG // 2 and CUT_MARK.search(text) is not None)


def _opener(text: str, names: Names) -> bool:
    """Whether the text opens with a byline, or with a headline and an outlet in brackets."""
    if read_opener(text, names):
        return True
    inner = INNER_OUTLET.match(text)
    return inner is not None and names.is_outlet(inner["outlet"])


def _below_more(sheet: Sheet, index: int) -> bool:
    """Whether 더보기 stands within three lines above: another article's lead."""
    above = [sheet.marks[i] for i in range(max(0, index - 3), index)]
    return any(m is not None and m.rule == "more" for m in above) and any(sheet.prose[:index])


def _are_teasers(
    sheet: Sheet, long: Sequence[int], opened: dict[int, bool], stretch: Stretch | None
) -> bool:
    """Whether the page's long lines are beginnings of different articles."""
    cut = {i: is_cut(sheet.text(i)) for i in long}
    own = stretch.lines if stretch else ()
    plain = [i for n, i in enumerate(own) if not cut.get(i) and not (opened.get(i) and n)]
    if len(own) >= 3 and len(plain) >= 0.6 * len(own):
        return False
    count = len(long)
    if count < 2:
        return False
    odd = sum(opened[i] or cut[i] for i in long)
    if count == 2:
        return all(opened.values()) or all(cut.values())
    if odd >= 0.75 * count:
        return True
    return _dates_between(sheet, long) >= count - 1 and odd >= 1


def _dates_between(sheet: Sheet, long: Sequence[int]) -> int:
    """How many of the gaps between long lines hold a date."""
    return sum(
        any((m := sheet.marks[i]) is not None and is_dated(m) for i in range(one + 1, two))
        for one, two in itertools.pairwise(long)
    )


def _teasers(sheet: Sheet, long: Sequence[int], names: Names) -> Iterable[Item]:
    """One Item per long line, with what stands between it and the one before."""
    dates_above = _dates_are_above(sheet, long)
    for n, index in enumerate(long):
        start = long[n - 1] + 1 if n else 0
        stop = long[n + 1] if n + 1 < len(long) else min(len(sheet.lines), index + 8)
        title_at, title = _title_above(sheet, start, index)
        span = range(max(start, index - 8), index) if dates_above else range(index + 1, stop)
        date = _date_in(sheet, span)
        text = sheet.text(index)
        inner = INNER_OUTLET.match(text)
        byline = read_lead(text, names)
        if byline is None and inner and names.is_outlet(inner["outlet"]):
            byline = Byline(inner["outlet"], (), 0, inner.end(), "inner-bracket")
            title = title or _unless_caption(inner["title"])
        elif title is None:
            title, text = split_repeated_title(text)
        body = text[byline.end :] if byline else text
        signature = read_signature(body, names)
        beside = None if byline else _byline_in(sheet, span, names)
        if signature:
            body = body[: signature.start]
            byline = _signed(byline, signature)
        byline = byline or beside
        yield Item(title_at if title_at is not None else index, index, body, title, date, byline)


def _with_glued_dates(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items with a date glued before a text given back to the item above, whose last line it was.

    `… 이름 기자` / `2025-08-27 14:36:32다음 기사의 첫 문장 …` is what lost line breaks leave of a list.
    """
    kept: list[Item] = []
    for item in items:
        stamp = next(iter(read_stamps(item.text[:24])), None)
        if (
            stamp
            and stamp.start == 0
            and stamp.value
            and item.text[stamp.end : stamp.end + 1].strip()
        ):
            if kept and kept[-1].date is None:
                kept[-1] = replace(kept[-1], date=stamp.value)
            item = replace(item, text=item.text[stamp.end :])
        kept.append(item)
    return tuple(kept)


def _unless_caption(text: str) -> str | None:
    """The text before an outlet's brackets, when it reads as a headline; lists also print captions there."""
    rule = COMMON.first(text) or SENTENCES.first(text)
    is_caption = CAPTION_TAIL.search(text) or (rule is not None and rule.label is Label.CAPTION)
    return None if is_caption or is_prose(text) else squeezed(text)


def _title_above(sheet: Sheet, start: int, index: int) -> tuple[int | None, str | None]:
    """(line, headline): the phrase above a teaser that shares its words; the topmost of the nearest ones."""
    words = stems([sheet.text(index)])
    best = None
    for at in range(index - 1, max(start, index - 10) - 1, -1):
        text = sheet.text(at)
        is_phrase = sheet.is_free(at) and 6 <= len(text) <= 120 and not sheet.prose[at]
        if is_phrase and shared(without_dates(text), words) >= 0.34:
            best = at
    return (
        (best, squeezed(clean_title(without_dates(sheet.text(best)))))
        if best is not None
        else (None, None)
    )


def _dates_are_above(sheet: Sheet, long: Sequence[int]) -> bool:
    """Whether dates stand above their teaser (between headline and text); one above the first may be the page's clock."""
    above = range(max(0, long[0] - 6), long[0])
    below = range(long[-1] + 1, min(long[-1] + 8, len(sheet.lines)))
    return _date_in(sheet, above) is not None and _date_in(sheet, below) is None


def _date_in(sheet: Sheet, span: range) -> str | None:
    """The first date of a label or alone on a line in the span, or behind a headline."""
    for index in span:
        mark, below = sheet.marks[index], sheet.marks[min(index + 1, len(sheet.marks) - 1)]
        if below is not None and below.rule == "search":
            continue  # a word that was searched for, and when
        if mark is None or is_dated(mark):
            stamps = [s for s in read_stamps(sheet.text(index)) if s.value and s.role != "clock"]
            if stamps and (mark is not None or stamps[-1].end >= len(sheet.text(index)) - 2):
                return stamps[0].value
    return None


def _byline_in(sheet: Sheet, span: range, names: Names) -> Byline | None:
    """The byline beside the date of an item: `홍길동 기자 | 2025-01-11 10:00`."""
    dated = (
        sheet.text(i)
        for i in span
        if (m := sheet.marks[i]) and (is_dated(m) or m.label is Label.BYLINE)
    )
    found = (read_lone(without_dates(text).strip(" |·/"), names) for text in dated)
    return next(filter(None, found), None)


def _signed(byline: Byline | None, signature: Byline) -> Byline:
    """What opens and what signs a text, as one byline; the opening one is the surer."""
    if byline is None:
        return signature
    people = byline.people or signature.people
    return replace(byline, people=people, outlet=byline.outlet or signature.outlet)
