"""Sheet → the stretch of prose that is most likely the article's body.

A stretch is prose between hard stops, dates, long gaps and cut teasers. It weighs what it holds; a date above it and a
byline at its head make it heavier, 더보기 above it and a cut end make it lighter: those are other articles' leads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from newsarchive.extract.bylines import read_opener
from newsarchive.extract.labels import Mark, Sheet
from newsarchive.extract.layouts import Stop
from newsarchive.extract.lines import is_cut
from newsarchive.extract.names import Names
from newsarchive.records import Label

GAP = 14  # lines with text, none of them prose, that end a stretch
CUT_GAP = 2  # the same below a line that is cut in mid-sentence
DATE_REACH = 45  # lines with text between a date and the body it belongs to
OTHER_REACH = 6  # lines with text below 더보기 in which other articles' leads stand
WHOLE = 0.4  # of the heaviest article's weight: what an article above it weighs at least
ENOUGH = 4000  # characters beyond which a longer text is not more of an article


@dataclass(frozen=True, slots=True)
class Stretch:
    """Prose lines without a stop between them."""

    lines: tuple[int, ...]
    weight: float
    is_other: bool = False  # no more than another article's lead
    is_whole: bool = (
        False  # several paragraphs, not cut, dated or above a copyright note: an article
    )


def find_body(sheet: Sheet, names: Names) -> Stretch | None:
    """The heaviest stretch, the first of equals; None when the page has no prose.

    Pages that load the next article below this one hold several whole ones: there the first is meant.
    """
    found = [_weigh(sheet, names, block) for block in _blocks(sheet)]
    best = max(found, key=lambda stretch: stretch.weight, default=None)
    if best is None or not best.is_whole:
        return best
    return next(s for s in found if s.is_whole and s.weight >= WHOLE * best.weight)


class Block(NamedTuple):
    """A stretch before it is weighed."""

    lines: list[int]
    since_date: int  # lines with text since the last date
    since_more: int  # the same since the last 더보기
    is_closed: bool = False  # a copyright note ends it


def _blocks(sheet: Sheet) -> Iterator[Block]:
    """The stretches, top down."""
    block: list[int] = []
    gap, since_date, since_more = 0, DATE_REACH + 1, OTHER_REACH + 1
    at_block = (since_date, since_more)
    for index, mark in enumerate(sheet.marks):
        if mark is not None and mark.label is Label.BLANK:
            continue
        limit = CUT_GAP if block and is_cut(sheet.text(block[-1])) else GAP
        alone = len(block) == 1 and at_block[1] <= OTHER_REACH and limit == CUT_GAP
        if block and (_breaks(mark) or gap >= limit or (alone and sheet.prose[index])):
            yield Block(block, *at_block, mark is not None and mark.label is Label.COPYRIGHT)
            block, since_date = [], DATE_REACH + 1
        gap, since_date, since_more = gap + 1, since_date + 1, since_more + 1
        if sheet.prose[index]:
            at_block = at_block if block else (since_date, since_more)
            block.append(index)
            gap = 0
        elif mark is not None and mark.label is Label.TIMESTAMP:
            since_date, since_more = 0, OTHER_REACH + 1
        elif mark is not None and mark.rule in ("more", "other-articles"):
            since_more = 0
    if block:
        yield Block(block, *at_block)


def _breaks(mark: Mark | None) -> bool:
    return mark is not None and (mark.stop is Stop.HARD or mark.label is Label.TIMESTAMP)


def _weigh(sheet: Sheet, names: Names, block: Block) -> Stretch:
    """How much a stretch looks like the article."""
    texts = [sheet.text(i) for i in block.lines]
    weight = float(min(sum(map(len, texts)), ENOUGH))
    is_dated, is_below_more = block.since_date <= DATE_REACH, block.since_more <= OTHER_REACH
    is_teaser = all(map(is_cut, texts))
    weight *= 2.0 if is_dated else 0.4 if is_below_more else 1.0
    weight *= 0.4 if is_teaser else 1.0
    weight *= 1.5 if read_opener(texts[0], names) else 1.0
    is_whole = (is_dated or block.is_closed) and len(texts) > 1 and not is_cut(texts[-1])
    is_other = is_below_more and is_teaser and not is_dated
    return Stretch(tuple(block.lines), weight, is_other, is_whole)
