"""Labelled page → date, modified and captured. A page's clock, imprint or neighbour post is never the date."""

from __future__ import annotations

from dataclasses import replace

from newsarchive.extract.dates import Stamp, read_stamps
from newsarchive.extract.ending import RELATED
from newsarchive.extract.fields import Fields, finding
from newsarchive.extract.lines import shared, words
from newsarchive.records import Finding, Label

PAGE_ENDS = words("imprint site-footer neighbour other-articles more page-manager")  # rules
BELOW = 30  # lines below the body in which a labelled date is still the article's


def stamps_of(fields: Fields) -> list[tuple[int, Stamp]]:
    """The dates that can be the article's, best place first: header, above it, below the body."""
    first, lead = fields.head
    title = fields.title_at
    copies = [i for i in fields.labelled(Label.HEADLINE) if i < lead]
    first_copy, last_copy = (copies[0], copies[-1]) if copies else (0, 0)
    header: list[tuple[int, Stamp]] = []
    known = bool(copies) or any(i >= first for i in fields.labelled(Label.BYLINE) if i < lead)
    for index in range(first, lead):
        mark = fields.placed.marks[index]
        above = title is not None and index < title and not first_copy <= index
        if mark.label is Label.TIMESTAMP:
            header += [
                (index, s)
                for s in _line_stamps(fields, index)
                if (known and not above) or s.role != "bare"
            ]
        elif mark.rule == "day-and-weekday" and index > last_copy and known:
            header += [(index, s) for s in read_stamps(fields.text(index))]
    return header or _late_stamps(fields) or _title_stamps(fields)


def _title_stamps(fields: Fields) -> list[tuple[int, Stamp]]:
    """The date that some boards print in the headline's own cell, behind it."""
    at = fields.title_at
    stamps = read_stamps(fields.text(at)) if at is not None else ()
    return [(at, s) for s in stamps if at is not None and s.end >= len(fields.text(at)) - 1]


def _line_stamps(fields: Fields, index: int) -> tuple[Stamp, ...]:
    """The stamps of a line; a value below its label gets the label's role."""
    rule = fields.placed.marks[index].rule
    stamps = read_stamps(fields.text(index))
    if not rule.startswith("date-value:"):
        return stamps
    role = rule.partition(":")[2]
    return tuple(replace(stamp, role=role) for stamp in stamps[:1])


def _late_stamps(fields: Fields) -> list[tuple[int, Stamp]]:
    """Labelled dates close below the body (송고, 제공일), above the page's imprint and its other articles."""
    found: list[tuple[int, Stamp]] = []
    marks, end = fields.placed.marks, fields.placed.end
    for index in range(end + 1, min(len(marks), end + BELOW)):
        is_date = marks[index].label is Label.TIMESTAMP
        if marks[index].rule in PAGE_ENDS or (is_date and _is_of_other(fields, index)):
            break
        if is_date:
            found += [(index, s) for s in _line_stamps(fields, index) if s.role != "bare"]
    return found


def _is_of_other(fields: Fields, index: int) -> bool:
    """Whether a date below the body stands directly below a phrase of other words: the next article's headline."""
    above = [i for i in range(index - 3, index) if fields.placed.marks[i].rule == "after-body"]
    texts = (fields.text(i) for i in above)
    return any(len(text) >= 12 and shared(text, fields.placed.words) < RELATED for text in texts)


def dates_of(fields: Fields) -> dict[str, tuple[str | None, Finding]]:
    """date, modified and captured as far as the page states them; a None value is an impossible date."""
    found: dict[str, tuple[str | None, Finding]] = {}
    stamps = stamps_of(fields)
    published = [(i, s) for i, s in stamps if s.role == "published"] or [
        (i, s) for i, s in stamps if s.role == "bare"
    ]
    for name, some in (
        ("date", published),
        ("modified", [(i, s) for i, s in stamps if s.role == "modified"]),
    ):
        if some:
            index, stamp = next(((i, s) for i, s in some if s.value), some[0])
            mark = fields.placed.marks[index]
            days = [s for _, s in some if stamp.value and (s.value or "").startswith(stamp.value)]
            finer = max(days, key=lambda s: len(s.value or ""), default=stamp)
            found[name] = (
                finer.value,
                finding(fields, name, index, f"{mark.rule}: {stamp.printed}"),
            )
    captured = _captured(fields, found.get("date"))
    return found | ({"captured": captured} if captured else {})


def _captured(
    fields: Fields, date: tuple[str | None, Finding] | None
) -> tuple[str | None, Finding] | None:
    """The day of the page's own clock, unless that line gave the date."""
    for index in fields.labelled(Label.CLOCK):
        where = finding(fields, "captured", index, "page-clock")
        clock = next((s for s in read_stamps(fields.text(index)) if s.role != "other"), None)
        if clock and clock.value and (date is None or date[1].line != where.line):
            return clock.value[:10], where
    return None
