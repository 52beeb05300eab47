"""Source text → Reading: the one article, the items of a list, or the reason why there is none. Never raises.

The order: unfold glued lines, let rules claim what they know, tell a list from an article, place the body, read fields.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from newsarchive.errors import Problem
from newsarchive.extract import fields as f
from newsarchive.extract import provenance as p
from newsarchive.extract.bylines import read_signature
from newsarchive.extract.labels import BLANK, Mark, Sheet, claim
from newsarchive.extract.layouts import GENERAL, OWN_RULES, layout_of
from newsarchive.extract.lines import (
    Line,
    is_prose,
    split_lines,
    squeezed,
    tells_readers,
    without_blank_runs,
)
from newsarchive.extract.listings import find_items
from newsarchive.extract.mojibake import is_mojibake, repair_mojibake
from newsarchive.extract.names import Names, read_names, with_outlets
from newsarchive.extract.placing import Placed, place
from newsarchive.extract.rows import Item
from newsarchive.extract.stretches import Stretch, find_body
from newsarchive.extract.unfold import unfold
from newsarchive.extract.when import dates_of
from newsarchive.records import Extracted, Finding, Label, LabelledLine, Lexicon, Reading, Source
from newsarchive.text import first_sentence, shorten

TITLE_LIMIT = 60  # characters of a headline made from the first sentence
LEAST_PROSE = 40  # characters of prose below which a page holds no article
MINUTES = re.compile(
    r"^○ ?(?:위원장|부위원장|의장|부의장|위원|의원|전문위원|\S{1,10}(?:국장|과장|실장|소장)) ?\S{2,4}",
    re.MULTILINE,
)
MINUTES_HEAD = re.compile(r"회의록[\s\S]{0,3000}\(\d{1,2}시 ?\d{1,2}분 ?(?:개의|개회|개식|계속)")
IMPORTANCE = (Label.LEAD, Label.BODY, Label.HEADLINE, Label.TIMESTAMP)


def read_page(source: Source, lexicon: Lexicon) -> Reading:
    """What the page says. No article: `reason` says why, and lines still carry labels."""
    if not source.text.strip():
        return Reading(source.path, problems=source.problems, reason="unreadable")
    if is_mojibake(source.text):
        return _read_damaged(source, lexicon)
    text = unicodedata.normalize("NFC", source.text)
    names = with_outlets(read_names(lexicon), text)
    layout = layout_of("\n".join(map(str.strip, text.split("\n"))))
    lines = tuple(unfold(without_blank_runs(split_lines(text))))
    sheet = claim(lines, names, OWN_RULES.get(layout))
    stretch = find_body(sheet, names)
    stretch = None if stretch and stretch.is_other else stretch
    items = find_items(sheet, stretch, names)
    if items:
        return _read_list(source, sheet, items, names)
    reason = _why_none(text, sheet, stretch)
    if reason is not None:
        return _nothing(source, sheet, reason)
    photo = _read_photo(source, sheet, stretch, names)
    if photo is not None:
        return photo
    if stretch is None:
        return _nothing(source, sheet, "no-prose")
    return _read_article(source, place(sheet, stretch, names), names, layout)


def _read_damaged(source: Source, lexicon: Lexicon) -> Reading:
    """A page in a wrong encoding: repaired when nothing is lost and the page then shows a date, byline or source."""
    repaired = repair_mojibake(source.text)
    if repaired is not None:
        reading = read_page(replace(source, text=repaired), lexicon)
        if any(a.date or a.outlet or a.reporter or a.credit for a in reading.articles):
            return replace(reading, problems=(*reading.problems, Problem(source.path, 0, "W210")))
    lines = split_lines(source.text)
    marks = [Mark(Label.BOILERPLATE, "mojibake") if line.text else BLANK for line in lines]
    problems = (*source.problems, Problem(source.path, 0, "W209"))
    return Reading(source.path, lines=merge(lines, marks), problems=problems, reason="mojibake")


def _why_none(text: str, sheet: Sheet, stretch: Stretch | None) -> str | None:
    """The reason why the page holds no article, None when it may hold one."""
    if len(MINUTES.findall(text)) >= 3 or MINUTES_HEAD.search(text):
        return "minutes"
    if stretch is None:
        return None
    texts = [sheet.text(i) for i in stretch.lines]
    size = sum(map(len, texts))
    if size < LEAST_PROSE:
        return "too-little"
    dated = any(
        m is not None and m.label in (Label.TIMESTAMP, Label.BYLINE, Label.CREDIT)
        for m in sheet.marks
    )
    script = any(m is not None and m.rule.startswith("script-") for m in sheet.marks)
    return None if dated or script or not tells_readers(texts) else "help-page"


def _nothing(source: Source, sheet: Sheet, reason: str) -> Reading:
    marks = tuple(m or Mark(Label.BOILERPLATE, "no-article") for m in sheet.marks)
    problems = (Problem(source.path, 0, "W201", (reason,)),)
    return Reading(
        source.path,
        lines=merge(sheet.lines, marks),
        problems=source.problems + problems,
        reason=reason,
    )


def _read_article(source: Source, placed: Placed, names: Names, layout: str) -> Reading:
    """The page's one article."""
    page = f.Fields(placed, names)
    body = f.body_of(page)
    if not body:
        return _nothing(source, placed.sheet, "no-prose")
    title, title_outlet, title_found = f.title_of(page)
    bylines = p.bylines_of(page)
    outlet = p.outlet_of(page, bylines, title_outlet)
    reporter, reporter_found, desk = p.reporter_of(page, bylines, outlet[0] if outlet else None)
    dates = dates_of(page)
    credit = p.credit_of(page)
    section, lines = f.section_of(page), merge(placed.sheet.lines, placed.marks)
    found = [title_found, outlet and outlet[1], reporter_found, credit and credit[1]]
    article = Extracted(
        kind="teaser" if f.is_teaser(body) else "article",
        title=title or derived_title(body[0]),
        title_derived=title is None,
        subtitle=f.subtitles_of(page),
        date=dates["date"][0] if "date" in dates else None,
        modified=dates["modified"][0] if "modified" in dates else None,
        captured=dates["captured"][0] if "captured" in dates else None,
        outlet=outlet[0] if outlet else None,
        reporter=reporter,
        credit=credit[0] if credit else None,
        section=section,
        section_basis="page" if section else None,
        captions=f.captions_of(page),
        body=body,
        keywords=f.keywords_of(page),
        source=source.path,
        sha256=source.sha256,
        origin=source.origin,
        line=placed.sheet.lines[placed.lead].number,
        layout=layout,
        lines=lines,
        found=(*filter(None, found), *(where for _, where in dates.values())),
    )
    noticed = article_problems(article, dates, desk)
    return Reading(source.path, (article,), lines=lines, problems=source.problems + noticed)


def derived_title(text: str) -> str:
    """The first sentence, cut at a word to at most 60 characters, for a page without a headline."""
    return shorten(first_sentence(squeezed(text)), TITLE_LIMIT)


def article_problems(
    article: Extracted, dates: dict[str, tuple[str | None, Finding]], desk: str | None
) -> tuple[Problem, ...]:
    """What a person may want to look at: guesses, gaps, impossible and future dates."""
    where, line = article.source, article.line
    problems = []
    if article.layout == GENERAL:
        problems.append(Problem(where, line, "W202"))
    if article.title_derived:
        problems.append(Problem(where, line, "W203", (article.title,)))
    impossible = [at for value, at in dates.values() if value is None]
    if impossible:
        problems.append(
            Problem(where, impossible[0].line, "W205", (impossible[0].rule.partition(": ")[2],))
        )
    elif article.date is None:
        problems.append(Problem(where, line, "W204"))
    elif article.captured and article.date[:10] > article.captured:
        problems.append(
            Problem(where, dates["date"][1].line, "W206", (article.date[:10], article.captured))
        )
    if article.kind == "teaser":
        problems.append(Problem(where, line, "W207"))
    if desk and article.reporter is None:
        problems.append(Problem(where, line, "W208", (desk,)))
    return tuple(problems)


def _read_photo(
    source: Source, sheet: Sheet, other: Stretch | None, names: Names
) -> Reading | None:
    """A photo page: its captions are whole sentences, and there is no text but what stands below its copyright."""
    limit = len(sheet.marks)
    if other is not None:
        above = enumerate(sheet.marks[: other.lines[0]])
        limit = next((i for i, mark in above if mark and mark.rule == "copyright"), 0)
        if any(sheet.prose[:limit]):
            return None
    rows = [
        i
        for i, mark in enumerate(sheet.marks[:limit])
        if mark is not None and mark.label is Label.CAPTION and len(sheet.text(i)) >= LEAST_PROSE
    ]
    texts = [re.sub(r"^[▲△▶]\s*", "", sheet.text(i)) for i in rows]
    signatures = [read_signature(text, names) for text in texts]
    bodies = [t[: s.start] if s else t for t, s in zip(texts, signatures, strict=True)]
    if not any(is_prose(body) for body in bodies):
        return None
    stretch = Stretch(tuple(rows), 1.0)
    bare = Sheet(
        [
            Line(n.number, texts[rows.index(i)], n.bullet, n.part) if i in rows else n
            for i, n in enumerate(sheet.lines)
        ],
        [None if i in rows else mark for i, mark in enumerate(sheet.marks)],
        [i in rows for i in range(len(sheet.lines))],
        frozenset(),
    )
    return _read_article(source, place(bare, stretch, names), names, "photo")


def _read_list(source: Source, sheet: Sheet, items: Sequence[Item], names: Names) -> Reading:
    """One teaser per item of a list page."""
    marks: list[Mark | None] = list(sheet.marks)
    for item in items:
        marks[item.first] = (
            Mark(Label.HEADLINE, "list-headline") if item.title else marks[item.first]
        )
        if item.text:
            marks[item.last] = Mark(
                Label.LEAD, f"list:{item.byline.rule}" if item.byline else "list-teaser"
            )
    done = tuple(m or Mark(Label.BOILERPLATE, "between-items") for m in marks)
    lines = merge(sheet.lines, done)
    articles = tuple(_read_item(sheet, item, names) for item in items)
    articles = tuple(
        replace(
            article,
            source=source.path,
            sha256=source.sha256,
            origin=source.origin,
            item=number,
            lines=lines[sheet.lines[item.first].number - 1 : article.line],
        )
        for number, (article, item) in enumerate(zip(articles, items, strict=True), 1)
    )
    return Reading(source.path, articles, lines=lines, problems=source.problems)


def _read_item(sheet: Sheet, item: Item, names: Names) -> Extracted:
    """The record of one item, without its place in the file."""
    body = tuple(filter(None, [squeezed(item.text)]))
    outlet = item.byline.outlet if item.byline else None
    people = item.byline.people if item.byline else ()
    persons = [name for name in people if p.is_reporter(name, outlet, names)]
    first, last = sheet.lines[item.first].number, sheet.lines[item.last].number
    found = [Finding("date", first, "list-date")] if item.date else []
    if outlet and item.byline:
        found.append(Finding("outlet", last, item.byline.rule))
    return Extracted(
        kind="teaser",
        title=item.title or derived_title(body[0] if body else sheet.text(item.last)),
        title_derived=item.title is None,
        date=item.date,
        outlet=outlet,
        reporter=", ".join(persons) or None,
        credit=item.credit,
        body=body,
        line=last,
        layout="list",
        found=tuple(found),
    )


def merge(lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[LabelledLine, ...]:
    """One LabelledLine per line of the file, runs of blank ones restored; of a line in parts the most telling part names it."""
    merged: list[LabelledLine] = []
    for line, mark in zip(lines, marks, strict=True):
        merged += (
            LabelledLine(number, BLANK.label, BLANK.rule, "")
            for number in range(len(merged) + 1, line.number)
        )
        if not line.part:  # parts of a line follow one another
            merged.append(LabelledLine(line.number, mark.label, mark.rule, line.text))
            continue
        before = merged[-1]
        label, rule = before.label, before.rule
        if mark.label in IMPORTANCE and (
            label not in IMPORTANCE or IMPORTANCE.index(mark.label) < IMPORTANCE.index(label)
        ):
            label, rule = mark.label, mark.rule
        merged[-1] = LabelledLine(line.number, label, rule, f"{before.text} {line.text}")
    return tuple(merged)
