"""Rows of a board → Items: cells between tabs, a text with a date behind, headlines that each carry a date.

Also what rows and teasers share: the Item, and how a headline is told from the date or the text behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsarchive.extract.bylines import Byline
from newsarchive.extract.dates import read_stamps
from newsarchive.extract.headline import clean_title
from newsarchive.extract.labels import Mark, Sheet
from newsarchive.extract.lines import squeezed
from newsarchive.records import Label

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


def is_dated(mark: Mark) -> bool:
    """Whether a line beside an item may hold its date: `도서관과000-270-487025-12-11` is read as a contact."""
    return mark.label in (Label.TIMESTAMP, Label.CONTACT) or mark.rule == "day-and-weekday"


def find_rows(sheet: Sheet) -> list[Item]:
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
    title, body = split_repeated_title(before)
    return Item(index, index, body, title, stamps[-1].value, None, behind.strip() or None)


def find_dated_headlines(sheet: Sheet) -> list[Item]:
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
        elif mark is not None and is_dated(mark) and entry.title and not entry.date:
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
    bare = without_dates(text)
    match = BOARD_ROW.fullmatch(bare)
    return match["title"] if match else bare


def _date_behind(text: str) -> str | None:
    """The date at the end of a headline's line."""
    stamps = read_stamps(text)
    is_behind = bool(stamps) and stamps[-1].role == "bare" and stamps[-1].end >= len(text) - 12
    return stamps[-1].value if is_behind else None


def split_repeated_title(text: str) -> tuple[str | None, str]:
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


def without_dates(text: str) -> str:
    """A list's headline without the date printed behind it."""
    for stamp in read_stamps(text):
        text = text.replace(stamp.printed, " ")
    return text.strip()
