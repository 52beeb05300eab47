"""Bylines → outlet, place and reporters: at the head of the lead, at the end of the last paragraph, or on a line alone.

A byline is recognised by its form (brackets with `=`, a name before 기자, a bar after it), never by an outlet's
name. What is no byline is left alone: `[단독]`, `[기획ㅣ…]`, parentheses without `=`, a sentence about a 기자.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsarchive.extract.lines import words
from newsarchive.extract.names import Names
from newsarchive.text import LEGAL_FORM

KIND = words(
    "선임 수석 수습 인턴 객원 시민 전문 대표 사진 영상 취재 의학 명예 편집 논설 특별 대학생 학생 주재 본사 총괄 정치 경제 사회 문화 환경 과학 스포츠 법조 "
    "국제 산업 교육 여행 음악 종교 노동 농업 부장 차장 팀장 국장 책임"
)
JOB = (
    rf"(?:(?:{'|'.join(KIND)})?[ ]?(?:기자|특파원|통신원|논설위원|논설실장|해설위원|리포터|앵커|아나운서|PD|피디)"
    r"|(?:취재|편집|보도|지역|정치|경제|사회|문화|체육|국제|산업|금융|증권|전국)(?:본부장|국장|부장|차장)|편집위원|칼럼니스트|평론가|에디터)"
)
NAME = r"[가-힣A-Za-z][가-힣A-Za-z.]{0,14}(?: [가-힣A-Za-z.]{1,12}){0,2}?"
JOIN = r"[ ]*[,·․‧･ㆍ・&][ ]*"
PEOPLE = rf"{NAME}(?:{JOIN}{NAME}){{0,3}}[ ]?(?:[가-힣]{{2,6}} )?{JOB}(?:{JOIN}{NAME}[ ]?{JOB})*"
# The same with names of one word, for lines where outlet and place may stand before them.
ONE = r"(?:[가-힣]{2,4}|[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)?)"
SIGNERS = rf"{ONE}(?:{JOIN}{ONE}){{0,3}}[ ]?(?:(?:[가-힣]{{2,6}} )?(?:특파원|통신원)|{JOB})(?:{JOIN}{ONE}[ ]?{JOB})*"
MAIL = r"[\w.+-]+@[\w.-]*|\[email[  ]protected\]"
MAIL_INSIDE = re.compile(rf"[ ]*[(/]?(?:{MAIL})[)]?$")
BRACKETED = re.compile(
    r"\s*(?:\[(?P<square>[^\[\]]{1,48})\]|【(?P<lens>[^【】]{1,48})】|〔(?P<shell>[^〔〕]{1,48})〕"
    r"|[(（](?P<round>(?:[^()（）]|\([^()]{1,12}\)){1,48})[)）]|<(?P<angle>[^<>]{1,30}(?:기자|특파원)[ ]?)>)[ ]*"
)
ALONE = re.compile(r"\[(?P<name>[가-힣A-Za-z0-9]{2,10})\][ ]*(?=[가-힣㈜‘“])")
AFTER_BRACKET = re.compile(
    rf"(?P<people>{PEOPLE})(?![가-힣])[ ]*(?P<mark>[=|ㅣ│:/]|\s)[ ]*[=]?[ ]*"
)
JOB_AT_END = re.compile(rf"[ ]*{JOB}$")
BAR = r"[ ]*[|│ㅣ/=＝:][ ]*"
BARRED = re.compile(
    rf"(?P<outlet>(?:[^|│ㅣ/=\[\](){{}}\"“”‘’]|\((?:주|사|재)\)){{1,24}}?)(?:[ ]|[ ]?[/=][ ]?)(?P<people>{PEOPLE})(?![가-힣]){BAR}(?=\S)"
)
PLACE_EQUALS = re.compile(
    rf"(?P<place>[가-힣·,/ ]{{2,12}}?)[ ]?[=＝][ ]?(?:(?P<outlet>[^\s=\[\]]{{2,14}})[ ])?(?P<people>{PEOPLE})(?![가-힣])[ ]*[=|│ㅣ/]?[ ]*"
)
DESK_BARRED = re.compile(
    r"(?P<outlet>[가-힣A-Za-z0-9]{2,14}) (?P<people>[가-힣]{0,6}(?:팀|부|국|데스크|관리자|기자단)) ?[|│ㅣ] ?(?=\S)"
)
DESK_END = re.compile(r"[가-힣]{2,6}(?:취재본부|보도국|편집국|뉴스룸|팀|부|데스크|기자단)$")
OUTLET_BAR = re.compile(r"(?P<outlet>[^|│ㅣ\[\]\"“”‘’]{2,24}?)[ ]?[|│ㅣ][ ](?=\S)")
DOUBLE_DASH = re.compile(
    r"(?P<place>[가-힣]{2,8})[ ]?-{2}[ ]?\((?P<outlet>[^()]{2,14})\)[ ]?-{0,2}[ ]*"
)
NAME_FIRST = re.compile(rf"(?P<people>{SIGNERS})(?![가-힣])[ ]*[=＝|│ㅣ][ ]*(?=\S)")
# A line that says who wrote it and nothing else.
MAIL_BETWEEN = re.compile(rf"^(?:{MAIL})[ ]+(?=[가-힣])|[ ]?\((?:{MAIL})\)(?=[ ]?{JOB})")
LONE = re.compile(
    r"(?:by|글|글·사진|글/사진|사진|취재|기자명|기사작성|작성자|작성|◎공감언론|[-–/=■▲◎ⓒ\[(【<* ])*[ :=·/]*"
    rf"(?P<before>[^|=/\[\]]{{2,14}}\][ ]?(?:[가-힣]{{2,6}}[ ]?[/=])?|[^|=/\[\]]{{0,24}}?[ ]?[=|ㅣ│/]|(?:[가-힣A-Za-z0-9]{{2,12}}(?:\([주사재]\))?,?[ ]){{1,3}}?)??[ ]*(?P<people>{SIGNERS})[ ]*"
    rf"[\])】>]?(?:@[가-힣]{{2,12}},)?[ ]*[=|ㅣ│/(<·]*[ ]*(?:(?P<mail>{MAIL})[)>\]】]?(?: [^.]{{2,20}})?)?[)>\]】]?[ ]*(?:[·/|][ ]*사진[ ]?=?[ ]?\S{{2,8}})?$"
)
# `글 : 이름  매체 기자`: the name stands first, what it works for behind it.
LABELLED = re.compile(
    rf"(?:글|취재|글·사진)[ ]?[:=][ ]?(?P<people>[가-힣]{{2,4}})[ ]+(?:(?P<before>[가-힣A-Za-z]{{2,10}})[ ])?{JOB}(?:[ ]*(?:{MAIL}))?$"
)
# A word before the name that ends in a particle makes it a sentence: `교육을 맡은 이는 홍길동 전 기자`.
PARTICLE = re.compile(r"[가-힣](?:은|는|을|를|에서|에게|으로|했던|이던) ")
NO_NAME = re.compile(r"[가-힣]{1,3}[는를] ")  # `올해는 학생 기자`; 이가을 and 박지은 are names
MAIL_LINE = re.compile(
    rf"(?:[◎ⓒ○▶☞#/=-]*[ ]*[가-힣A-Za-z0-9]{{0,12}}[ ]*[:：|/]?[ ]*)?(?:{MAIL})(?:[ ]*[,/][ ]*(?:{MAIL}))*$"
)
# The end of the last paragraph: a sentence end, then the signature, then perhaps a mail address and bare tags.
SIGNED = re.compile(
    rf"(?:(?<=[.!?\"”’)\]])[ .]*|(?<=[다요])(?=[ /<\[(【]))(?:[/=\-▶<\[(【]|\s|(?<=\.)(?=[가-힣]))[ ]*(?P<before>[가-힣A-Za-z0-9·, ]{{1,16}}[=ㅣ|/ ])?[ ]*"
    rf"(?:(?:{MAIL})[ ]+)?(?P<people>{PEOPLE})[)\]】>]?(?:[ ]*[(<·]?(?:{MAIL})[)>]?(?P<tags>(?:[ ]#?[가-힣A-Za-z0-9·]{{2,12}}){{0,10}})?)?[ ]*$"
)
SPACED_NAME = re.compile(
    rf"(?<![가-힣])(?P<family>[가-힣]|남궁|황보|제갈|선우|독고|사공) (?P<first>[가-힣])(?: (?P<last>[가-힣]))?(?=[ ]?{JOB})"
)
DOUBLED = re.compile(r"(?P<once>\S.{1,20}기자)[ ]?(?P=once)")
MAIL_AT_END = re.compile(
    rf"(?:(?<=[.!?\"”’)])|(?<=[다요])(?=[ (<\[]))[ ]*[(<\[]?(?:{MAIL})[)>\]]?[ ]*$"
)
PHOTO_AT_END = re.compile(
    r"(?<=[.!?”\"])[ ]*(?:\d{4}[.\-/년] ?\d\d?[.\-/월] ?\d\d?[.일]?[ ]*)?(?:/[ ]?사진(?:[ ]?제공)?[ ]?=[ ]?[^/=]{2,20}"
    r"|[(\[](?:사진(?:[ ]?제공)?[ ]?=[ ]?[^()\[\]]{2,20}|[^()\[\]]{2,20} 제공(?:\. ?재판매 및 DB ?금지)?)[)\]])$"
)
PLACE_AT_END = re.compile(r"(?<=[.다])[ ]*[<(](?P<place>[가-힣]{2,4})[>)][ ]*$")
DATELINE_AT_END = re.compile(
    r"[ ]*[(\[【](?P<place>[가-힣 ]{1,10})=(?P<outlet>[^=()\[\]【】]{2,14})[)\]】][ ]*$"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote a text and where. start:end is the part of the text that the byline takes."""

    outlet: str | None
    people: tuple[str, ...]  # as printed, desks and the outlet's own name included
    start: int
    end: int
    rule: str
    tags: tuple[str, ...] = ()


def read_opener(text: str, names: Names) -> Byline | None:
    """The byline that opens a paragraph, None when it opens with something else.

    >>> from newsarchive.read import load_lexicon
    >>> from newsarchive.extract.names import read_names
    >>> read_opener("[가람신문= 홍길동 기자] 본문", read_names(load_lexicon())).people
    ('홍길동',)
    """
    head = text[:120]
    bracket = BRACKETED.match(head)
    if bracket:
        return _bracketed(head, bracket, names)
    for rule, pattern in (
        ("dateline-dashes", DOUBLE_DASH),
        ("name-first", NAME_FIRST),
        ("desk-bar", DESK_BARRED),
        ("place-equals", PLACE_EQUALS),
        ("outlet-name-bar", BARRED),
        ("outlet-bar", OUTLET_BAR),
    ):
        match = pattern.match(head)
        if match:
            return _from_match(match, names, rule)
    return None


def read_lead(text: str, names: Names) -> Byline | None:
    """The byline that opens an article; there an unknown name alone in brackets is one too: `[가람인] 한빛시는 …`.

    It is a place when the text speaks of one with that name, and none when it is a section's or a kind of article.
    """
    opener = read_opener(text, names)
    match = None if opener else ALONE.match(text)
    name = match["name"] if match else ""
    if match is None or names.is_kind(name) or names.is_desk(name):
        return opener
    is_place = (
        name[-1] in "시군구도읍면동리" or re.search(f"{name}[시군구도읍면]", text) is not None
    )
    return Byline(None if is_place else name, (), 0, match.end(), "bracket-alone")


def _from_match(match: re.Match[str], names: Names, rule: str) -> Byline | None:
    """The Byline of a form without brackets; None when its parts are no names."""
    groups = match.groupdict()
    outlet, people = groups.get("outlet"), _people(groups.get("people") or "")
    place = (groups.get("place") or "").strip()
    if rule == "outlet-name-bar" and outlet and people:  # `가람 인사이트 홍길동 기자 |`
        first, _, rest = match["people"].partition(" ")
        outlet = f"{outlet} {first}" if rest.startswith(people[0]) else outlet
    if outlet and len(outlet.split()) > 3:
        return None
    if place and outlet is None and names.is_outlet(place):
        outlet = place
    if rule == "outlet-bar" and not any(map(names.is_outlet, re.split(r"[()]", outlet or ""))):
        return None
    return Byline(outlet.strip() if outlet else None, people, 0, match.end(), rule)


def _bracketed(head: str, match: re.Match[str], names: Names) -> Byline | None:
    """The byline of `[…]`, `(…)`, `【…】` and the name that may follow it."""
    inner = next(filter(None, match.groups())).strip()
    is_round = match["round"] is not None
    after = AFTER_BRACKET.match(head, match.end())
    if after and not (after["mark"] in "=|ㅣ│:/" or "=" in inner):
        after = None
    found = _read_inner(inner, names, is_round, followed=after is not None)
    if found is None:
        return None
    outlet, people = found
    end = match.end()
    if after:
        people, end = _people(after["people"]), after.end()
    elif head[end : end + 1] in "=＝":
        end += 1
    end += len(head[end:]) - len(head[end:].lstrip())
    return Byline(outlet, people, 0, end, "bracket-round" if is_round else "bracket")


def _read_inner(
    inner: str, names: Names, is_round: bool, followed: bool
) -> tuple[str | None, tuple[str, ...]] | None:
    """(outlet, people) of what stands inside the brackets; None when it is no byline."""
    inner = joined(MAIL_INSIDE.sub("", inner.replace("＝", "=")))
    left, mark, right = _split(inner)
    if JOB_AT_END.search(inner):
        return _signed_inner(left, mark, right, inner, names)
    if mark == "=" or (mark and followed):  # `[구미/가람뉴스] 홍길동 기자 =`
        return _equation(left, right, names, followed)
    if mark:
        return None
    if names.is_outlet(inner) and (not is_round or LEGAL_FORM.search(inner)):
        return inner, ()
    at_place = re.fullmatch(r"(\S{3,12})[-–ㆍ·][가-힣]{2,6}", inner)
    if at_place and names.is_outlet(at_place[1]):
        return at_place[1], ()
    outlet, _, desk = inner.rpartition(" ")
    if outlet and not is_round and DESK_END.search(desk) and len(outlet.split()) <= 3:
        return outlet, (desk,)
    if names.is_place(inner) and not is_round:
        return None, ()
    return (inner, ()) if followed and len(inner) <= 14 else None


def _split(inner: str) -> tuple[str, str, str]:
    """The inner text at its last `=`, else at its last slash; the mark is "" when it has neither."""
    for mark in "=/":
        left, found, right = inner.rpartition(mark)
        if found:
            return left.strip(" =/"), mark, right.strip()
    return "", "", inner


def _signed_inner(
    left: str, mark: str, right: str, inner: str, names: Names
) -> tuple[str | None, tuple[str, ...]] | None:
    """`매체= 이름 기자`, `매체 이름 기자`, `매체 지역=이름 기자`, `지역/이름기자`, `매체ㅣ지역=이름 기자`."""
    if mark:
        outlet = _outlet_of(left, names, places_too=mark == "/")
        return outlet, _people(right)
    bar = re.split(r"[ ]*[|ㅣ│][ ]*", inner)
    if len(bar) > 1:
        outlet, person = bar[0], bar[-1]
        first, _, rest = person.partition(" ")
        if names.is_outlet(first):  # `지역ㅣ매체 이름 기자`
            outlet, person = first, rest
        return (outlet, _people(person)) if len(outlet.split()) <= 2 else None
    *rest, person = _without_job(inner).split() or [""]
    if len(rest) > 3:
        return None
    outlet = " ".join(rest).rstrip(" ,-·")
    return _outlet_of(outlet, names, places_too=False), _people(person)


def _outlet_of(left: str, names: Names, places_too: bool) -> str | None:
    """The outlet in what stands before the name: a place behind it or instead of it is taken off."""
    left = re.split(r"[ ]*[|ㅣ│][ ]*", left)[0].strip()
    words = left.split()
    placed = len(words) > 1 and (names.is_place(words[-1]) or names.is_outlet(words[0]))
    if placed and not names.is_outlet(left):
        return words[0]
    if not left or names.is_place(left):
        return None
    if places_too and not names.is_outlet(left):
        return None  # `[한빛/봄이기자]`: an unknown short word before a slash is more often a place
    return left


def _equation(
    left: str, right: str, names: Names, followed: bool
) -> tuple[str | None, tuple[str, ...]] | None:
    """`지역=매체`, `매체=이름`, `매체=매체`: which side is which."""
    if not right:
        return (left, ()) if names.is_outlet(left) else None
    if not left or len(left) > 20 or len(right) > 20 or right[0].isdigit():
        return None
    same = left.replace(" ", "") == right.replace(" ", "")
    if same or (names.is_outlet(left) and not followed and not names.is_outlet(right)):
        return left, (right,)
    if followed and names.is_outlet(left) and names.is_place(right):
        return left, ()
    if followed or names.is_outlet(right) or names.is_place(left):
        return right, ()
    if names.is_person(right) and len(left) > 3:
        return left, (right,)
    return (None, ()) if left.isalnum() and right.isalnum() and not followed else None


def _people(text: str) -> tuple[str, ...]:
    """The names in `A 기자, B 기자`, without the jobs; empty names are left out."""
    parts = re.split(r"[ ]*[,·․‧･ㆍ・/&][ ]*", joined(text))
    found = (_without_job(part.strip()) for part in parts)
    return tuple(_last_name(name) for name in found if name)


def joined(text: str) -> str:
    """The text with a name printed letter by letter in one: `홍 길 동 기자`, `허 준 기자`.

    >>> joined("가람신문 허 준 기자"), joined("가람시 이봄 기자")
    ('가람신문 허준 기자', '가람시 이봄 기자')
    """
    return SPACED_NAME.sub(lambda m: "".join(filter(None, m.groups())), text)


def _without_job(text: str) -> str:
    """A signed name without the job; 김시민 is a name and 시민기자 a job."""
    name = JOB_AT_END.sub("", text).strip()
    return name if len(name) != 1 else re.sub(r"[ ]+기자$", "", text)


def _last_name(text: str) -> str:
    """The person in `베이징 홍길동` or `홍길동 베이징`: the one word of two to four syllables."""
    words = text.split()
    if len(words) < 2 or all(len(word) == 1 or not re.match("[가-힣]", word) for word in words[:1]):
        return text
    three = [word for word in words if len(word) == 3]
    return (three or [words[0] if len(words[0]) == 4 else words[-1]])[0]


def read_lone(text: str, names: Names) -> Byline | None:
    """The byline of a line that holds nothing else: `홍길동 기자 hong@…`, `전주=홍길동 기자`, `매체 | 홍길동 기자`."""
    if len(text) > 80 or not text:
        return None
    once = DOUBLED.sub(r"\g<once>", joined(text))
    match = LABELLED.match(once) or LONE.match(MAIL_BETWEEN.sub("", once))
    if match is None:
        return None
    before = (match["before"] or "").partition("]")[0].strip(" =|ㅣ│/[(")
    if PARTICLE.search(f"{before} ") or NO_NAME.match(match["people"]):
        return None
    outlet = before if before and names.is_outlet(before) else None
    return Byline(outlet, _people(match["people"]), 0, len(text), "lone-byline")


def read_signature(text: str, names: Names) -> Byline | None:
    """The signature behind the last sentence of a paragraph: `…말했다../홍길동기자`, `…했다. 전주=홍길동기자 mail`."""
    tail = max(0, len(text) - 160)
    match = SIGNED.search(text, tail)
    if match:
        signed = SIGNED.search(text[: match.start()] + joined(match.group()), tail) or match
        people = _people(signed["people"])
        before = (signed["before"] or "").strip(" =|ㅣ/")
        tags = tuple(tag.strip("#") for tag in (match["tags"] or "").split())
        outlet = before if names.is_outlet(before) else None
        if people and all(names.is_person(p) or names.is_desk(p) for p in people):
            return Byline(outlet, people, match.start(), len(text), "signature", tags)
    dateline = DATELINE_AT_END.search(text, tail)
    if dateline:
        return Byline(dateline["outlet"], (), dateline.start(), len(text), "dateline-at-end")
    place = PLACE_AT_END.search(text, tail)
    if place and names.is_place(place["place"]):
        return Byline(None, (), place.start(), len(text), "place-at-end")
    for rule, pattern in (("mail-at-end", MAIL_AT_END), ("photo-at-end", PHOTO_AT_END)):
        match = pattern.search(text, tail)
        if match:
            return Byline(None, (), match.start(), len(text), rule)
    return None
