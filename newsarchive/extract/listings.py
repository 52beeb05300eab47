"""A list page → its items: where each starts, its headline, date, byline and the beginning of its text.

Three shapes: teasers (one long line each, cut or signed at the head, with or without a headline above), rows of a
board (tabs, or a date at the end), and headlines that each carry a date. Anything else is no list.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from newsarchive.extract.bylines import Byline, read_opener, read_signature
from newsarchive.extract.dates import read_stamps
from newsarchive.extract.headline import clean_title
from newsarchive.extract.labels import Sheet
from newsarchive.extract.layouts import COMMON, SENTENCES
from newsarchive.extract.lines import CUT_MARK, is_cut, is_prose, shared, squeezed, stems
from newsarchive.extract.names import Names
from newsarchive.extract.stretches import Stretch
from newsarchive.records import Label

LONG = 80  # characters of a teaser
INNER_OUTLET = re.compile(r"(?P<title>.{6,110}?)[ ]?\[(?P<outlet>[^\[\]]{2,16})\][ ]?(?=\S)")
CATEGORY_TAG = re.compile(r"\[[^\[\]]{1,12}\][ ]*")
REPEATED = re.compile(r"(?P<title>.{6,90}?)[ ]*(?:new|NEW|새글|N)?[ ]+(?P=title)")
PICTURE_WORD = re.compile(r"^(?:이미지|사진|썸네일|new|NEW)[ ]+")
BOARD_ROW = re.compile(
    r"(?:\d{1,6}|공지)[ ]+(?P<title>.{6,}?)(?:[ ]+\S{1,14}(?:과|팀|실|관|국|부|청|처|소|센터|의회|원|단))?(?:[ ]+[\d,]{1,7})?"
)
ROW_END = re.compile(r"[ ]*(?:[가-힣A-Za-z·]{2,16})?[ ]*$")
DOTS = re.compile(r"(?:·{2,}|\.{2,}|…|‥)\s*$")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list page; lines are indexes into the sheet. text "" when the list shows headlines only."""

    first: int
    last: int
    text: str
    title: str | None = None
    date: str | None = None
    byline: Byline | None = None
    credit: str | None = None


def find_items(sheet: Sheet, stretch: Stretch | None, names: Names) -> tuple[Item, ...]:
    """The items when the page is a list of at least two, else ()."""
    rows = _rows(sheet)
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
        dated = _dated_headlines(sheet)
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
        any(
            (m := sheet.marks[i]) is not None and m.label is Label.TIMESTAMP
            for i in range(one + 1, two)
        )
        for one, two in itertools.pairwise(long)
    )


def _teasers(sheet: Sheet, long: Sequence[int], names: Names) -> Iterable[Item]:
    """One Item per long line, with what stands between it and the one before."""
    dates_above = _dates_are_above(sheet, long)
    for n, index in enumerate(long):
        start = long[n - 1] + 1 if n else 0
        stop = long[n + 1] if n + 1 < len(long) else min(len(sheet.lines), index + 8)
        title_at, title = _title_above(sheet, start, index)
        date = _date_in(
            sheet, range(max(start, index - 8), index) if dates_above else range(index + 1, stop)
        )
        text = sheet.text(index)
        inner = INNER_OUTLET.match(text)
        byline = read_opener(text, names)
        if byline is None and inner and names.is_outlet(inner["outlet"]):
            byline = Byline(inner["outlet"], (), 0, inner.end(), "inner-bracket")
            title = title or _unless_caption(inner["title"])
        elif title is None:
            title, text = _repeated_title(text)
        body = text[byline.end :] if byline else text
        signature = read_signature(body, names)
        if signature:
            body = body[: signature.start]
            byline = _signed(byline, signature)
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
    is_caption = rule is not None and rule.label is Label.CAPTION
    return None if is_caption or is_prose(text) else squeezed(text)


def _repeated_title(text: str) -> tuple[str | None, str]:
    """(headline, rest) of `[분류] TITLEnew TITLE 이미지 TITLE teaser...`; (None, text) when nothing repeats."""
    tag = CATEGORY_TAG.match(text)
    start = tag.end() if tag else 0
    match = REPEATED.match(text, start)
    if match is None:
        return None, text
    title, rest = match["title"].strip(), text[match.end() :].strip()
    rest = PICTURE_WORD.sub("", rest)
    if rest.startswith(title):
        rest = rest[len(title) :].strip()
    return clean_title(title), rest


def _title_above(sheet: Sheet, start: int, index: int) -> tuple[int | None, str | None]:
    """(line, headline): the phrase above a teaser that shares its words; the topmost of the nearest ones."""
    words = stems([sheet.text(index)])
    best = None
    for at in range(index - 1, max(start, index - 10) - 1, -1):
        text = sheet.text(at)
        is_phrase = sheet.is_free(at) and 6 <= len(text) <= 120 and not sheet.prose[at]
        if is_phrase and shared(_bare(text), words) >= 0.34:
            best = at
    return (
        (best, squeezed(clean_title(_bare(sheet.text(best))))) if best is not None else (None, None)
    )


def _bare(text: str) -> str:
    """A list's headline without the date printed behind it."""
    for stamp in read_stamps(text):
        text = text.replace(stamp.printed, " ")
    return text.strip()


def _dates_are_above(sheet: Sheet, long: Sequence[int]) -> bool:
    """Whether dates stand above their teaser (between headline and text) and not below."""
    return _date_in(sheet, range(max(0, long[0] - 6), long[0])) is not None


def _date_in(sheet: Sheet, span: range) -> str | None:
    """The first date of a label or alone on a line in the span, or behind a headline."""
    for index in span:
        mark = sheet.marks[index]
        if mark is None or mark.label in (Label.TIMESTAMP, Label.CONTACT):
            stamps = [s for s in read_stamps(sheet.text(index)) if s.value and s.role != "clock"]
            if stamps and (mark is not None or stamps[-1].end >= len(sheet.text(index)) - 2):
                return stamps[0].value
    return None


def _signed(byline: Byline | None, signature: Byline) -> Byline:
    """What opens and what signs a text, as one byline; the opening one is the surer."""
    if byline is None:
        return signature
    people = byline.people or signature.people
    return replace(byline, people=people, outlet=byline.outlet or signature.outlet)


def _rows(sheet: Sheet) -> list[Item]:
    """Rows of a board: cells between tabs with a date, or a text, a date and an office on one line."""
    rows = [item for i in range(len(sheet.lines)) if (item := _tab_row(sheet, i))]
    if len(rows) >= 2:
        return rows
    return [item for i in range(len(sheet.lines)) if (item := _line_row(sheet, i))]


def _tab_row(sheet: Sheet, index: int) -> Item | None:
    """`번호<TAB>제목<TAB>부서<TAB>날짜<TAB>조회`."""
    text = sheet.text(index)
    if text.count("\t") < 2:
        return None
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    stamps = [s for cell in cells for s in read_stamps(cell)[:1] if s.value and len(cell) <= 24]
    titles = [cell for cell in cells if not read_stamps(cell)]
    title = max(titles, key=len, default="")
    if not stamps or len(title) < 6:
        return None
    return Item(index, index, "", squeezed(clean_title(title)), stamps[0].value)


def _line_row(sheet: Sheet, index: int) -> Item | None:
    """`TITLE LEAD··· 2026.01.07 부처`: no sign tells where the headline ends."""
    text = sheet.text(index)
    if not 40 <= len(text) <= 1200:
        return None
    stamps = read_stamps(text[-60:])
    if not stamps or not stamps[-1].value or stamps[-1].role == "clock":
        return None
    printed = stamps[-1].printed
    at = text.rfind(printed)
    behind = text[at + len(printed) :]
    before = text[:at].rstrip()
    if not ROW_END.fullmatch(behind) or not DOTS.search(before):
        return None
    title, body = _repeated_title(before)
    return Item(index, index, body, title, stamps[-1].value, None, behind.strip() or None)


def _dated_headlines(sheet: Sheet) -> list[Item]:
    """Headlines that each have a date below or behind them on the line, perhaps with a sentence or two of text."""
    items: list[Item] = []
    entry = _Entry()
    for index, mark in enumerate(sheet.marks):
        text = sheet.text(index)
        if mark is None and sheet.prose[index]:
            entry.add(index, text)
        elif mark is None and 8 <= len(text) <= 120:
            items += entry.item()
            entry = _Entry(index, index, squeezed(clean_title(_cell(text))), _date_behind(text))
        elif mark is not None and mark.label is Label.TIMESTAMP and entry.title and not entry.date:
            entry.date = next((s.value for s in read_stamps(text) if s.value), None)
    return items + entry.item()


@dataclass(slots=True)
class _Entry:
    """An item while its lines are read."""

    first: int = 0
    last: int = 0
    title: str = ""
    date: str | None = None
    body: list[str] = field(default_factory=list)

    def add(self, index: int, text: str) -> None:
        """One more line of text below the headline."""
        if self.title:
            self.body.append(text)
            self.last = index

    def item(self) -> list[Item]:
        """The item, when it has a headline and a date."""
        if not self.title or not self.date:
            return []
        return [Item(self.first, self.last, " ".join(self.body), self.title, self.date)]


def _cell(text: str) -> str:
    """The headline of a board's row: `214 TITLE 안전총괄과 2025-12-11 31`."""
    bare = _bare(text)
    match = BOARD_ROW.fullmatch(bare)
    return match["title"] if match else bare


def _date_behind(text: str) -> str | None:
    """The date at the end of a headline's line."""
    stamps = read_stamps(text)
    is_behind = bool(stamps) and stamps[-1].role == "bare" and stamps[-1].end >= len(text) - 12
    return stamps[-1].value if is_behind else None
