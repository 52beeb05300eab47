"""Labelled page → outlet, reporter and credit: who published, who wrote, who issued.

A name that is a desk's, or a copyright holder that may be a web agency, gives None.
"""

from __future__ import annotations

import re

from newsarchive.extract.bylines import (
    MAIL,
    Byline,
    read_lead,
    read_lone,
    read_opener,
    read_signature,
)
from newsarchive.extract.dates import read_stamps
from newsarchive.extract.fields import REGION, Fields, finding
from newsarchive.extract.lines import letters, words
from newsarchive.extract.names import Names
from newsarchive.records import Finding, Label

CREDIT_LINE = re.compile(
    r".{0,6}?(?:뉴스 ?출처|기사 ?출처|자료 ?출처|보도자료 ?출처|출처|보도 ?자료 ?제공|자료 ?제공|제공 ?기관|뉴스 ?제공|기관명)[ ]*[:：=\-)]?[ ]*(?P<name>[^\])】〕>|]{1,48})"
)
RELAY_NOTE = re.compile(
    r"(?:자료|기사|글|내용|게시물|저작물)[은는][ ]?(?P<name>[가-힣A-Za-z·() ]{2,24}?)(?:의|에서|이|가)[ ](?:보도|제공|작성|배포|\S{0,6}전재)"
)
PHONE_BEHIND = re.compile(r"[ ]*[(☎,/].*$|[ ]+\d[\d\- ]{5,}.*$|[ ]*(?:작성자|작성일|등록일).*$")
INSTITUTION = re.compile(
    r"[가-힣A-Za-z·]{1,20}(?:부|처|청|위원회|시|군|구|도|원|공단|공사|재단|센터|교육청|의회|본부|진흥원|연구원|대학교|협회)"
)
LOGO = 3  # lines at the top of a page in which its name may stand alone
PAGE_ENDS = words("copyright imprint site-footer more other-articles")  # rules of lines below
RIGHTS = re.compile(r"무단|재배포|전재|배포 ?금지|배포하실 ?수 ?없")
SIGN = re.compile(r"저작권자|[Cc]opyrights?|COPYRIGHT|[ⓒ©]|\([cC]\)|@(?=\S{2,20} ?Corp)")
SIGN_LEAD = re.compile(r"[\sⓒ©@:：()cC저작권자<>\[\]'\"‘’“”]+")
SLOGAN = re.compile(
    r"([ⓒ©]|\([cC]\))\s*(?:'[^']{4,30}'|‘[^’]{4,30}’|`[^`]{4,30}`|“[^”]{4,30}”)\s*(?=[가-힣A-Za-z])"
)
OWNER_END = re.compile(r"무단|재배포|전재|[Aa]ll [Rr]ights|ALL RIGHTS|reserved|Corp|Co\.")
OWNER_PARTS = re.compile(
    r"[,<>\[\]|&·]|\((?![주사재]\))|(?<!\([주사재])\)|\.\s| [-–] |www\.\S*|https?:\S*|\.$|['‘’\"“”]"
)
AUTHOR = re.compile(
    r"(?:작성자|글쓴이|등록자|기자명|기사작성|이름)[ ]*[:：|]?[ ]*(?P<name>[가-힣A-Za-z]{2,12})(?=\s|$|[,|·/(*])"
)
SIGNED_NAME = re.compile(
    r"(?:(?P<outlet>[가-힣A-Za-z0-9]{2,12})[ ])?(?<![가-힣])(?P<people>[가-힣]{2,4}|[가-힣]{1,2} [가-힣]{2,3})[ ]?(?:[가-힣]{0,4}(?:기자|특파원|통신원|논설위원|앵커|PD))(?![가-힣])"
)
BARE_NAME = re.compile(r"[가-힣]{2,4}")
# `홍길동 / hong@… / 기사승인 : 2018-02-08`
NAME_AND_MAIL = re.compile(rf"(?P<name>[가-힣]{{2,4}})[ ]*/[ ]*(?:{MAIL})?[ ]*/")
SIGN_OFF = re.compile(r"(?P<name>[가-힣]{2,4})[ ]?(?:기자(?:가|의|입니다|이)|입니다)")


def bylines_of(fields: Fields) -> list[tuple[int, Byline]]:
    """Every byline of the article, the surest first: at the lead, in the header, behind the body."""
    placed, names = fields.placed, fields.names
    found: list[tuple[int, Byline]] = []
    opener = read_lead(fields.text(placed.lead), names)
    if opener:
        found.append((placed.lead, opener))
    first, lead = fields.head
    for index in range(first, lead):
        found += _header_bylines(fields, index)
    signature = read_signature(fields.text(placed.end), names)
    if signature:
        found.append((placed.end, signature))
    for index in range(lead, min(len(placed.marks), placed.end + REGION)):
        mark = placed.marks[index]
        if mark.rule in PAGE_ENDS[1:]:
            break
        if mark.label is Label.BYLINE:
            found += _lone_bylines(fields, index)
    return found


def _header_bylines(fields: Fields, index: int) -> list[tuple[int, Byline]]:
    """Names in a header line: a byline line, `이름 기자 | 기사입력 …`, `작성자 이름`."""
    mark, text = fields.placed.marks[index], fields.text(index)
    if mark.label is Label.BYLINE:
        return _lone_bylines(fields, index)
    if _is_name_above_date(fields, index):
        return [(index, Byline(None, (text,), 0, 0, "name-above-date"))]
    if mark.label is not Label.TIMESTAMP and not mark.rule.startswith("meta"):
        return []
    opener = read_opener(text, fields.names)
    if opener and opener.outlet and opener.people:
        return [(index, opener)]
    signed = SIGNED_NAME.search(text)
    if signed:
        is_outlet = fields.names.is_outlet(signed["outlet"] or "")
        outlet = signed["outlet"] if is_outlet else None
        return [(index, Byline(outlet, (signed["people"],), 0, 0, "header-byline"))]
    author = AUTHOR.search(text) or NAME_AND_MAIL.match(text)
    behind = text[author.end() :].split(maxsplit=1) if author else []
    if author and not any(map(fields.names.is_desk, behind[:1])):  # `가람시 홍보실` is no person
        return [(index, Byline(None, (author["name"],), 0, 0, "author-label"))]
    if mark.rule in ("meta-value:작성자", "meta-value:글쓴이", "meta-value:등록자"):
        return [(index, Byline(None, (text,), 0, 0, "author-label"))]
    return []


def _is_name_above_date(fields: Fields, index: int) -> bool:
    """Whether a bullet holds a bare name and the next one the date: `• 홍길동` / `• 등록 2025-03-17 12:39:23`."""
    lines, marks = fields.placed.sheet.lines, fields.placed.marks
    return (
        index + 1 < len(marks)
        and lines[index].bullet
        and lines[index + 1].bullet
        and marks[index + 1].label is Label.TIMESTAMP
        and BARE_NAME.fullmatch(lines[index].text) is not None
    )


def _lone_bylines(fields: Fields, index: int) -> list[tuple[int, Byline]]:
    text = fields.text(index)
    byline = read_lone(text, fields.names)
    if byline:
        return [(index, byline)]
    sign_off = SIGN_OFF.search(text)
    return [(index, Byline(None, (sign_off["name"],), 0, 0, "sign-off"))] if sign_off else []


def outlet_of(
    fields: Fields, bylines: list[tuple[int, Byline]], in_title: str | None
) -> tuple[str, Finding] | None:
    """The outlet, from the surest place: byline, headline bracket, copyright line, masthead."""
    names = fields.names
    for index, byline in bylines:
        if byline.outlet and (names.is_outlet(byline.outlet) or not names.is_desk(byline.outlet)):
            return byline.outlet, finding(fields, "outlet", index, byline.rule)
    if in_title and fields.title_at is not None:
        return in_title, finding(fields, "outlet", fields.title_at, "headline-bracket")
    for index in range(len(fields.placed.marks)):
        mark = fields.placed.marks[index]
        if mark.label is Label.COPYRIGHT or (
            "저작권자" in fields.text(index) and mark.label is Label.BOILERPLATE
        ):
            owner = _owner(fields, index)
            if owner:
                return owner, finding(fields, "outlet", index, "copyright")
    first, lead = fields.head  # in a menu far above, `지역 스포츠` is a section
    masthead = next(
        (i for i in fields.labelled(Label.OUTLET) if first <= i < lead or i < LOGO), None
    )
    if masthead is not None:
        return fields.text(masthead), finding(fields, "outlet", masthead, "masthead")
    return None


def _owner(fields: Fields, index: int) -> str | None:
    """The copyright holder, when the note forbids copying: `Copyright © X` alone may name a web agency."""
    text = fields.text(index)
    below = " ".join(
        fields.text(i) for i in range(index + 1, min(index + 3, len(fields.placed.marks)))
    )
    sign = SIGN.search(text := SLOGAN.sub(r"\1", text))
    if not RIGHTS.search(text) and not (sign and (RIGHTS.match(below.strip()) or "Corp" in text)):
        return None
    start = sign.end() if sign else 0
    lead = SIGN_LEAD.match(text, start)
    segment = text[lead.end() if lead else start :]
    end = OWNER_END.search(segment)
    parts: list[str] = [
        p.strip(" .:-") for p in OWNER_PARTS.split(segment[: end.start()] if end else segment)
    ]
    for part in filter(None, parts):
        for name in (part, *part.split()[-1:]):
            if fields.names.is_outlet(name):
                return name
    first = next(filter(None, parts), "")
    return first if sign and 2 <= len(first) <= 14 and len(first.split()) <= 2 else None


def reporter_of(
    fields: Fields, bylines: list[tuple[int, Byline]], outlet: str | None
) -> tuple[str | None, Finding | None, str | None]:
    """(reporters, where, desk account that signed instead): persons only."""
    desk = None
    for index, byline in bylines:
        persons = [p for p in byline.people if is_reporter(p, outlet, fields.names)]
        if len(persons) > 1:  # `청송·이봄이기자`: the place is no second reporter
            persons = [p for p in persons if not fields.names.is_place(p)]
        if persons:
            people = ", ".join(dict.fromkeys(persons))
            return people, finding(fields, "reporter", index, byline.rule), None
        desk = desk or next(iter(byline.people), None)
    return None, None, desk


def is_reporter(name: str, outlet: str | None, names: Names) -> bool:
    """Whether a signed name is a person: no desk, not the outlet's own name."""
    same = outlet is not None and letters(name).lower() == letters(outlet).lower()
    return not same and names.is_person(name) and not names.is_outlet(name)


def credit_of(fields: Fields) -> tuple[str, Finding] | None:
    """Who issued the release, as a credit line or the board's own header names it."""
    first, lead = fields.head
    below = range(fields.placed.end + 1, min(len(fields.placed.marks), fields.placed.end + 40))
    last = next((i for i in below if fields.placed.marks[i].rule in PAGE_ENDS), below.stop)
    for index in (*range(fields.placed.lead, last), *range(first, lead)):
        mark, text = fields.placed.marks[index], fields.text(index)
        if mark.label is Label.CREDIT or (
            mark.label in (Label.TIMESTAMP, Label.BOILERPLATE)
            and text.startswith(("기관명", "출처", "자료제공", "제공기관"))
        ):
            match = (
                RELAY_NOTE.search(text) if mark.rule == "relay-note" else CREDIT_LINE.match(text)
            )
            if match:
                name = PHONE_BEHIND.sub("", match["name"]).strip(" .:=-·,")
                if name:
                    return name, finding(fields, "credit", index, mark.rule)
    return _board_institution(fields)


def _board_institution(fields: Fields) -> tuple[str, Finding] | None:
    """The institution that stands beside the date in a board's header: `2024.05.30 중소벤처기업부`."""
    first, lead = fields.head
    for index in range(first, lead):
        if fields.placed.marks[index].rule == "bare-date":
            text = fields.text(index)
            for stamp in read_stamps(text):
                text = text.replace(stamp.printed, "")
            if INSTITUTION.fullmatch(text.strip()):
                return text.strip(), finding(fields, "credit", index, "beside-date")
    return None
