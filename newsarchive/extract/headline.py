"""The header above a body → HEADLINE, SUBHEADLINE, OUTLET, SECTION and CAPTION marks.

A headline shares words with its body, stands near the date, is printed more than once, opens its block. Each fact
gives points; the line with most points is the headline, if it has enough. No page needs all of them, and a page that
has none of them has no headline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsarchive.extract.labels import Mark, Sheet
from newsarchive.extract.lines import CUT_MARK, INNER_END, is_cut, letters, shared, words
from newsarchive.extract.names import Names
from newsarchive.records import Label

REACH = 90  # lines with text above the lead that may hold the headline
SUBTITLE_REACH = (
    5  # lines between a subtitle that shares no word with the body and headline or lead
)
SHORT_HEADER = (
    12  # free lines above the lead of a page without menus: there the place alone says much
)
# Rules of what parts it from its date.
BESIDE = words("blank interface meta navigation meta-label:작성자")
WALL = 2  # free lines from which a header may be a wall of other articles' headlines
ENOUGH = 1.9  # points below which a page has no headline
SUBTITLE_DASH = re.compile(r"[-–―─][ ]*\S")
PERSON_LINE = re.compile(
    r"(?:\S+ ){1,4}(?:대표|대표이사|시장|군수|구청장|도지사|지사|교육감|의원|의장|위원장|회장|사장|원장|센터장|총장|교수|장관|이사장|본부장|소장|단장|국장|서장|청장|대통령)$"
    r"|(?:\S+ ){1,2}\S{0,8}(?:대표|시장|군수|서장|사장|원장|센터장|교수|소장|과장|팀장|위원) [가-힣]{2,4}$"
)
CAPTION_TAIL = re.compile(
    r"(?:있다|모습|장면|전경|조감도|포스터|기념 ?촬영)[.\"” ]*(?:[(\[/=].{0,30})?$|\((?:왼쪽|오른쪽|가운데|앞줄|뒷줄|사진)|[(\[/=][^()]{2,16} ?제공[)\]]?$|[.] ?\S{2,14} ?제공\.?$|/.{2,20}(?:발췌|갈무리|캡처|캡쳐)$"
)
TAG_BEFORE = re.compile(r"^\[[^\[\]]{2,16}\][ ]?(?=\S)")
SITE_PARTS = re.compile(r"[ ]+[|>«‹<][ ]+|[ ]+-[ ]+(?=\S{2,12}(?: \S{2,8})?$)")
DATE_BEHIND = re.compile(
    r"\s*[\[(]?20\d\d[.\-/ ]{1,2}\d{1,2}[.\-/ ]{1,2}\d{1,2}\.?[\])]?(?: ?\([월화수목금토일]\))?$"
)
RANKED = re.compile(r"\d{1,2}[. ] ?\D")  # a row of 많이 본 뉴스
SITE_TAIL = re.compile(r"[ ]*[>|:<«·\-–][ ]*[^>|]{2,24}$")
BADGE = re.compile(
    r"(?:\s*(?:\[?(?:NEW|New|new)\]?|새글|새로운글|새로운 글|HOT|첨부파일|이미지))+$|^(?:NEW|New|새글|새로운글|N)\s+"
)
# One of these stands in whatever BADGE matches.
BADGES = (*words("NEW New new 새글 새로운 HOT 첨부파일 이미지"), "N ")
QUOTES = {"'": "'", '"': '"', "‘": "’", "“": "”", "΄": "΄", "「": "」"}


@dataclass(frozen=True, slots=True)
class Header:
    """The lines above a lead, and what is known of the body below."""

    sheet: Sheet
    marks: list[Mark | None]  # filled in place
    lead: int
    words: frozenset[str]  # stems of the body's words
    keys: dict[int, str] = field(default_factory=dict)  # what key() found, line by line

    def key(self, index: int) -> str:
        """What copies of a headline have in common: `[매체]TITLE` and `TITLE | 보도자료 | 시청` are TITLE."""
        if index not in self.keys:
            self.keys[index] = _key(self.text(index))
        return self.keys[index]

    def count(self, first: int, last: int) -> int:
        """How many lines with text it is from one line to another."""
        return sum(m is None or m.label is not Label.BLANK for m in self.marks[first:last])

    def text(self, index: int) -> str:
        """The text of a line."""
        return self.sheet.text(index)


def label_header(header: Header, names: Names) -> None:
    """Mark the free lines above the lead."""
    marks, lead = header.marks, header.lead
    free = _candidates(header, names)
    title = _labelled(marks, lead)
    if title is None:
        title = choose_headline(header, free)
    if title is not None:
        _mark_headline(header, free, title)
        _mark_subtitles(header, [i for i in free if i > title], title)
    for index in range(lead):
        if marks[index] is None:
            marks[index] = Mark(Label.BOILERPLATE, "before-body")


def _labelled(marks: Sequence[Mark | None], lead: int) -> int | None:
    """The line that a `제목` label names."""
    rules = [mark.rule if mark else "" for mark in marks[:lead]]
    return rules.index("labelled-title") if "labelled-title" in rules else None


def _candidates(header: Header, names: Names) -> list[int]:
    """Free phrases above the lead, in order; outlets' names alone on a line are marked and left out."""
    found: list[int] = []
    for index in range(header.lead - 1, -1, -1):
        if header.marks[index] is not None:
            continue
        text = header.text(index)
        if len(text) <= 14 and len(text.split()) <= 2 and names.is_outlet(text):
            header.marks[index] = Mark(Label.OUTLET, "masthead")
        elif header.sheet.prose[index] and is_cut(text) and INNER_END.search(text):
            header.marks[index] = Mark(Label.TEASER, "other-lead")
        elif 4 <= len(text) <= 160:
            found.append(index)
            if len(found) >= REACH:
                break
    return found[::-1]


def choose_headline(header: Header, free: Sequence[int]) -> int | None:
    """The line of the headline among the candidates, None when none has enough points."""
    counts = _copies(header, free)
    is_short = len(free) <= SHORT_HEADER and header.lead <= 80
    scores = {i: _points(header, i, counts) + 1.2 * is_short for i in free}
    if not scores:
        return None
    best = max(scores, key=lambda i: (scores[i], -i))
    if scores[best] < ENOUGH or _is_stray(header, best, counts, is_alone=len(free) < WALL):
        return None
    copies = counts[header.key(best)]
    alike = [i for i in free if counts[header.key(i)] == copies]
    return _whole(header, free, _climb(header, alike, best))


def _is_stray(header: Header, index: int, counts: Counter[str], *, is_alone: bool) -> bool:
    """Whether a line has nothing to tell it from other articles' headlines: neither words, copies nor a sure date."""
    alike = shared(header.text(index), header.words)
    if counts[header.key(index)] > 1 or alike >= 0.25:
        return False
    date = _date_beside(header.marks, index)
    return not is_alone if date is None else alike < 0.1 and date.rule == "bare-date"


def _key(text: str) -> str:
    head = max(SITE_PARTS.split(clean_title(text)), key=len)
    return letters(TAG_BEFORE.sub("", head if len(head) >= 10 else text))


def _copies(header: Header, free: Sequence[int]) -> Counter[str]:
    """How often each phrase is printed; a pair right behind one another, as alt text and caption are, counts once."""
    counts: Counter[str] = Counter()
    before = ""
    for index in free:
        key = header.key(index)
        twin = key == before and header.marks[index - 1] is None
        counts[key] += 0 if twin else 1
        before = key
    return counts


def _points(header: Header, index: int, counts: Counter[str]) -> float:
    """How much a line looks like the headline of the body below."""
    text = clean_title(header.text(index))
    points = 4 * shared(text, header.words)
    points += 1.5 if counts[header.key(index)] > 1 and shared(text, header.words) >= 0.2 else 0.0
    points += 1.5 if _date_beside(header.marks, index) else 0.0
    points += 0.7 if 10 <= len(text) <= 80 else 0.0
    points -= 1.5 if len(text) < 8 else 0.0
    points -= 1.5 if header.sheet.lines[index].bullet else 0.0
    points -= 2.5 if SUBTITLE_DASH.match(text) or text.startswith(("(", "▲", "※", "*")) else 0.0
    points -= 4.0 if PERSON_LINE.fullmatch(text) else 2.0 if CAPTION_TAIL.search(text) else 0.0
    points -= 1.5 if RANKED.match(text) else 0.0
    points -= 1.0 if CUT_MARK.search(text) and len(text) < 40 else 0.0
    return points - min(2.0, 0.02 * (header.lead - index))


def _date_beside(marks: Sequence[Mark | None], index: int) -> Mark | None:
    """The next marked line below, at most one free line away, when it is the date or the byline."""
    free = 0
    for below in range(index + 1, min(index + 8, len(marks))):
        mark = marks[below]
        if mark is None:
            free += 1
            if free > 1:
                return None
        elif mark.label in (Label.TIMESTAMP, Label.BYLINE) or mark.rule == "day-and-weekday":
            return mark
        elif mark.rule not in BESIDE:
            return None
    return None


def _climb(header: Header, free: Sequence[int], best: int) -> int:
    """The first line of the block that the best line stands in: a headline stands above its subtitles."""
    at = free.index(best)
    while at > 0:
        above = free[at - 1]
        text = header.text(above)
        between = header.marks[above + 1 : free[at]]
        if len(between) > 5 or any(m and m.rule not in ("blank", "meta") for m in between):
            break
        if header.sheet.lines[above].bullet or len(text) < 9 or shared(text, header.words) < 0.3:
            break
        at -= 1
    return free[at]


def _whole(header: Header, free: Sequence[int], best: int) -> int:
    """The best copy of a headline: not cut (`누리군, 마을 햇빛발전소 ..`), and without the site's name around it."""
    text = header.text(best)
    if not CUT_MARK.search(text):
        copies = [i for i in free if header.key(i) == header.key(best)]
        bare = min(copies, key=lambda i: (len(header.text(i)), i))
        return bare if len(header.text(bare)) < len(text) else best
    start = letters(CUT_MARK.sub("", text))
    return next(
        (
            i
            for i in free
            if i != best and len(start) > 5 and letters(header.text(i)).startswith(start)
        ),
        best,
    )


def _mark_headline(header: Header, free: Sequence[int], title: int) -> None:
    """Mark the headline and its further copies, cut or with the site's name behind."""
    if header.marks[title] is None:
        header.marks[title] = Mark(Label.HEADLINE, "headline")
    wanted = header.key(title)
    for index in free:
        if header.marks[index] is not None:
            continue
        text = clean_title(header.text(index))
        copy = _key(CUT_MARK.sub("", text))
        without_site = letters(SITE_TAIL.sub("", text))
        if copy == wanted or without_site == wanted or (len(copy) > 7 and wanted.startswith(copy)):
            header.marks[index] = Mark(Label.HEADLINE, "headline-again")
        elif index < title:
            header.marks[index] = Mark(Label.BOILERPLATE, "above-headline")


def _mark_subtitles(header: Header, free: Sequence[int], title: int) -> None:
    """Mark what stands between headline and lead: subtitles, captions, or neither."""
    seen: set[str] = set()
    open_lines = [i for i in free if header.marks[i] is None]
    for at, index in enumerate(open_lines):
        text = header.text(index)
        key = letters(text)
        twin = any(
            letters(header.text(open_lines[n])) == key and abs(open_lines[n] - index) <= 2
            for n in (at - 1, at + 1)
            if 0 <= n < len(open_lines)
        )
        sentence = INNER_END.search(text + " ") and not SUBTITLE_DASH.match(text)
        if twin or sentence or PERSON_LINE.fullmatch(text) or CAPTION_TAIL.search(text):
            header.marks[index] = Mark(Label.CAPTION, "caption-above-body")
        elif key in seen:
            header.marks[index] = Mark(Label.SUBHEADLINE, "subtitle-again")
        elif _is_subtitle(header, index, title):
            header.marks[index] = Mark(Label.SUBHEADLINE, "subtitle")
            seen.add(key)
        else:
            header.marks[index] = Mark(Label.BOILERPLATE, "between-headline-and-body")


def _is_subtitle(header: Header, index: int, title: int) -> bool:
    """Whether a phrase below the headline is a subtitle: a dash before it, or words of the body in it."""
    text = header.text(index)
    if SUBTITLE_DASH.match(text):  # a board's header may print `- 홍보팀`, `- 2099`
        return len(letters(text)) >= 6 and not text.strip("-–―─ ").isdigit()
    if header.sheet.lines[index].bullet or len(text) < 7:
        return False
    if shared(text, header.words) >= 0.2:
        return True
    below, above = header.count(title, index), header.count(index, header.lead)
    return min(below, above) <= SUBTITLE_REACH and len(text) >= 14


def clean_title(text: str) -> str:
    """The headline without badges of the title cell and without quotes around the whole of it.

    >>> clean_title("‘새벽바이오, 수출 달성’"), clean_title("‘출발’ 선언한 전주시 ‘특구’"), clean_title("알림 새글")
    ('새벽바이오, 수출 달성', '‘출발’ 선언한 전주시 ‘특구’', '알림')
    """
    if "20" in text or any(word in text for word in BADGES):
        text = BADGE.sub("", DATE_BEHIND.sub("", BADGE.sub("", text)))
    text = text.strip()
    closing = QUOTES.get(text[:1])
    if closing and text.endswith(closing) and len(text) > 8:
        inner = text[1:-1]
        if closing not in inner and text[0] not in inner:
            return inner.strip()
    return text
