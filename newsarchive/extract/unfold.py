"""Lines → Lines with glued things apart: a header and a body on one line, three spaces for a paragraph break, a script
mark before its text, a credit or a copyright note behind the last sentence.

Parts keep the number of the line they come from. Nothing is added and only white space is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsarchive.extract.dates import read_stamps
from newsarchive.extract.layouts import META_WORDS
from newsarchive.extract.lines import INNER_END, Line, is_prose

LABELS = frozenset((*META_WORDS, "제목", "등록일", "작성일", "게시일", "등록일시", "작성일시"))
WIDE_GAP = re.compile(r"(?<=[.!?”\"’])[ \t]{3,}(?=\S)")
SCRIPT_MARK = re.compile(
    r"(◀[^▶]{1,12}▶|[\[【] ?(?:앵커|리포트|기자|앵커 ?멘트) ?[\]】])\s*(?=\S.{12,})"
)
# A board's whole header on one line: `제목 TITLE 게시일 2023.12.27 20:31 조회수 1215`.
TITLE_ROW = re.compile(
    r"제 ?목[ :]+(?P<title>\S.{4,120}?)[ ]+(?=(?:게시일|등록일|작성일|작성자|담당부서|부서명?)[ :]+\S)"
)
DAY_DASH = re.compile(
    r"(\d{4}년 \d{1,2}월 \d{1,2}일) ?-{2} ?(?=\S)"
)  # how newswires date the first sentence
NOTE_BEHIND = re.compile(
    r"(?<=[.다”\"’\])a-z])\s*(?=[<\[(]?\s?저작권자\s?[ⓒ©(]|\[(?:뉴스)?출처\s?[:=]|[<\[]ⓒ|ⓒ\s?\S{2,16}\s?무단|(?:Copyright|COPYRIGHT)\s?[ⓒ©(])"
)
# What an article's header prints between its date and its body, on pages that came out as one line.
TOOLS = re.compile(
    r"(?:지면 ?: ?[\d.\-/ 년(월화수목금토일)]+면?|공유하기|공유|페이스북|트위터|X ?\(트위터\)|카카오톡|카카오스토리|네이버밴드|밴드|메일|이메일|URL ?복사|링크 ?복사|"
    r"(?:글자|글씨|본문) ?크기(?: ?(?:설정|조절|조정|변경))?|가(?= ?(?:작게|보통|크게|가 ))|작게|보통|크게|가(?= )|인쇄(?:하기)?|프린트|스크랩|댓글 ?\d*|"
    r"기사 ?(?:저장|듣기|공유)|닫기|좋아요 ?\d*|조회수? ?:? ?\d+)(?=\s|$|가 )\s*"
)
TABLE_ROW = re.compile(r"\|.*\|$")
TABLE_RULE = re.compile(r"[|:\- ]+$")
HEADER_LIMIT = 200  # characters that a section, a headline and a byline may take before the date


def unfold(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, glued ones as several with the same number."""
    for line in lines:
        if TABLE_ROW.match(line.text):
            yield from (replace(line, text=t, part=n) for n, t in enumerate(_cells(line.text)))
            continue
        if len(line.text) < 24:
            yield line
            continue
        texts = [part for piece in WIDE_GAP.split(line.text) for part in _pieces(piece)]
        if texts == [line.text]:
            yield line
            continue
        yield from (replace(line, text=text, part=part) for part, text in enumerate(texts))


def _cells(row: str) -> Iterator[str]:
    """The cells of a table row as some dumps write it, `| 작성자 | 홍보과 | 등록일 | 2022.09.28 |`: a label with its value.

    A row of one cell stays as it is, for that is how captions are printed: `| 업무협약식 |`.
    """
    if TABLE_RULE.match(row):
        yield ""
        return
    cells = [cell.strip() for cell in row.strip("|").split("|") if cell.strip()]
    if len(cells) < 2 and row.count("|") < 4:
        yield row
        return
    pending = ""
    for cell in cells:
        if pending:
            yield f"{pending} : {cell}"
            pending = ""
        elif re.sub(r"\s", "", cell) in LABELS:
            pending = cell
        else:
            yield cell
    if pending or not cells:
        yield pending


def _pieces(text: str) -> Iterator[str]:
    """The parts of one line without wide gaps."""
    mark = SCRIPT_MARK.match(text)
    if mark:
        yield mark.group(1)
        text = text[mark.end() :]
    row = TITLE_ROW.match(text)
    if row:
        yield f"제목 : {row['title']}"
        text = text[row.end() :]
    day = DAY_DASH.match(text)
    if day:
        yield day[1]
        text = text[day.end() :]
    head, text = _header(text)
    yield from head
    yield from (piece for piece in NOTE_BEHIND.split(text) if piece)


def _header(text: str) -> tuple[tuple[str, ...], str]:
    """(header parts, rest): what stands before the body on a line that begins with a page's header.

    The date must be labelled, and carry a time or a colon: `법인 등록 2026년 3월 5일 이후` is a sentence.
    """
    if len(text) < 60 or not is_prose(text):
        return (), text
    stamp = next((s for s in read_stamps(text[: HEADER_LIMIT + 40]) if s.role == "published"), None)
    if stamp is None or stamp.start > HEADER_LIMIT:
        return (), text
    before, behind = text[: stamp.start].strip(), text[stamp.end :]
    sure = ":" in stamp.printed or stamp.printed.startswith("date")
    if not sure or INNER_END.search(before) or len(behind) < 40:
        return (), text
    parts, rest = [*_sections(before), stamp.printed], behind.lstrip()
    while tool := _tool(rest):
        parts.append(tool.strip())
        rest = rest[len(tool) :].lstrip()
    return tuple(filter(None, parts)), rest


def _tool(text: str) -> str:
    """What a text begins with and is no part of the article: a button's word, or when the page was changed."""
    match = TOOLS.match(text)
    if match:
        return match.group()
    changed = next((s for s in read_stamps(text[:48]) if s.role == "modified"), None)
    return text[: changed.end] if changed and changed.start == 0 else ""


def _sections(before: str) -> tuple[str, ...]:
    """The section and the headline: `정치 정치 HEADLINE` prints its section twice."""
    words = before.split(" ", 2)
    if len(words) == 3 and words[0] == words[1]:
        return words[0], words[2]
    return (before,)
