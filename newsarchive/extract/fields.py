"""Labelled page → fields of one record. Each field is read from the lines that carry its label, and says which.

Unknown stays unknown: a date that only prose mentions, a name that is a desk's, a copyright holder that may be a web
agency give None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsarchive.extract.bylines import read_lead, read_signature
from newsarchive.extract.headline import SITE_PARTS, clean_title
from newsarchive.extract.labels import TITLE_LABEL
from newsarchive.extract.lines import OUTLINE_MARK, is_cut, letters, shared, squeezed
from newsarchive.extract.names import Names
from newsarchive.extract.placing import Placed
from newsarchive.records import Finding, Label

TAG = re.compile(r"#([^\s#,]{1,30})")
BRACKET_AT_END = re.compile(r"[ ]*[(\[][^()\[\]]{2,24}[)\]]$")  # `(사진 가람시청 제공)`
END_MARK = re.compile(
    r"(?<=[.다\"”’])[ ]*(?:/{2,}|\||[<(\[]끝[>)\]]|##+)[ ]*$"
)  # behind the last sentence of a script, a release or a table's cell
REGION = 14  # lines around headline and lead in which a date or a byline belongs to the article


@dataclass(frozen=True, slots=True)
class Fields:
    """What one page says, and where."""

    placed: Placed
    names: Names

    def labelled(self, *labels: Label) -> Iterator[int]:
        """The lines with one of the labels, top down."""
        return (i for i, mark in enumerate(self.placed.marks) if mark.label in labels)

    def text(self, index: int) -> str:
        """The text of a line."""
        return self.placed.sheet.text(index)

    @property
    def title_at(self) -> int | None:
        """The line of the headline, the uncut copy; None when the page has none."""
        return next(
            (
                i
                for i in self.labelled(Label.HEADLINE)
                if self.placed.marks[i].rule != "headline-again"
            ),
            None,
        )

    @property
    def head(self) -> tuple[int, int]:
        """The header's lines: from just above the headline down to the lead."""
        lead, title = self.placed.lead, self.title_at
        if title is None or title > lead:
            return max(0, lead - REGION), lead
        first = next(iter(self.labelled(Label.HEADLINE)), title)
        return max(0, min(title, first if title - first < 30 else title) - 8), lead


def title_of(fields: Fields) -> tuple[str | None, str | None, Finding | None]:
    """(headline, outlet printed in brackets before it, where it stands)."""
    at = fields.title_at
    if at is None:
        return None, None, None
    label = TITLE_LABEL.match(fields.text(at))
    text = fields.text(at)[label.end() if label else 0 :]
    outlet = None
    match = re.match(r"\[([^\[\]]{2,16})\][ ]?(?=\S)", text)
    if match and fields.names.is_outlet(match[1]):
        outlet, text = match[1], text[match.end() :]
    mark = fields.placed.marks[at]
    return (
        squeezed(clean_title(_without_site(text, fields.placed.words))),
        outlet,
        finding(fields, "title", at, mark.rule),
    )


def _without_site(text: str, words: frozenset[str]) -> str:
    """A headline without the names of section and site around it: several, or one of other words than the body's."""
    parts = SITE_PARTS.split(text)
    headline = max(parts, key=len)
    others = [part for part in parts if part is not headline]
    if len(headline) < 10 or any("[" in part for part in others):
        return text
    is_apart = len(others) > 1 or not any(shared(part, words) for part in others)
    return headline if is_apart else text


def subtitles_of(fields: Fields) -> tuple[str, ...]:
    """The subtitle lines without the dashes around them, each once."""
    lines = (
        i
        for i in fields.labelled(Label.SUBHEADLINE)
        if fields.placed.marks[i].rule != "subtitle-again"
    )
    texts = (re.sub(r"^[-–―─\s]+|[-–―─\s]+$", "", fields.text(i)) for i in lines)
    return tuple({letters(text): squeezed(text) for text in texts if text}.values())


def section_of(fields: Fields) -> str | None:
    """The section printed above the headline: alone on a line, or in the headline's `> 게시판`."""
    title = fields.title_at
    if title is None or title > fields.placed.lead:
        return None
    near = range(title - 1, max(-1, title - 8), -1)
    for index in near:
        mark = fields.placed.marks[index]
        if mark.label is Label.SECTION:
            return fields.text(index).strip(" >›»")
        if mark.label in (Label.TIMESTAMP, Label.TEASER):
            break
    return None


def body_of(fields: Fields) -> tuple[str, ...]:
    """The paragraphs: verbatim, wrapped lines joined, without byline, signature and outline marks."""
    placed = fields.placed
    paragraphs: list[str] = []
    goes_on = False
    for index in range(placed.lead, placed.end + 1):
        if placed.marks[index].label not in (Label.LEAD, Label.BODY):
            goes_on = False
            continue
        text = _without_byline(fields, index)
        if goes_on and paragraphs:
            paragraphs[-1] += " " + text
        elif text:
            paragraphs.append(text)
        goes_on = index in placed.sheet.joined
    return tuple(squeezed(p) for p in paragraphs if p)


def _without_byline(fields: Fields, index: int) -> str:
    text = fields.text(index)
    if index == fields.placed.end:
        text = END_MARK.sub("", text)
        signature = read_signature(text, fields.names)
        if signature:
            text = text[: signature.start]
    if index == fields.placed.lead:
        opener = read_lead(text, fields.names)
        if opener:
            text = text[opener.end :]
    return OUTLINE_MARK.sub("", text, count=1) if OUTLINE_MARK.match(text) else text


def captions_of(fields: Fields) -> tuple[str, ...]:
    """Captions near the article, each once, without the mark in front."""
    first, _ = fields.head
    last = min(len(fields.placed.marks), fields.placed.end + 6)
    texts = (
        re.sub(r"^[▲△▶]\s*|\s*\|$", "", fields.text(i))
        for i in fields.labelled(Label.CAPTION)
        if first <= i < last
    )
    return tuple({letters(t): squeezed(t) for t in texts if len(t) > 1}.values())


def keywords_of(fields: Fields) -> tuple[str, ...]:
    """Tags the page prints with #, and the bare ones behind a signature."""
    tags = [tag for i in fields.labelled(Label.KEYWORDS) for tag in TAG.findall(fields.text(i))]
    signature = read_signature(fields.text(fields.placed.end), fields.names)
    return tuple(dict.fromkeys([*tags, *(signature.tags if signature else ())]))


def is_teaser(body: tuple[str, ...]) -> bool:
    """Whether the text stops in the middle of a sentence."""
    last = BRACKET_AT_END.sub("", body[-1]) if body else ""
    return is_cut(last) and len(last) >= 60


def finding(fields: Fields, field: str, index: int, rule: str) -> Finding:
    """Where a field was found."""
    return Finding(field, fields.placed.sheet.lines[index].number, rule)
