"""Source text → Lines, and what their shape says: sentence, cut text, words shared with the body.

Nothing here knows a page or an outlet. Texts stay verbatim but for white space, list bullets of the text dump
(`  • `) and characters nobody sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from html import unescape

SPACES = dict.fromkeys(
    [0xA0, 0x3000, 0x202F, 0x205F, 0x0B, 0x0C, 0x85, *range(0x2000, 0x200B)], " "
)
UNSEEN = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD, *range(0x202A, 0x202F)], ""
)
CLEANING = tuple((chr(code), text) for code, text in (SPACES | UNSEEN).items())
CARRIAGE_CODE = "_x000D_"  # Excel's spelling of a carriage return
DOUBLE_SPACE = re.compile(r"(?<=\S)  (?=\S)")  # three are a gap
HEADING = re.compile(r"#{1,6} +(?=\S)|\*\*(?=[^*]+\*\*$)")  # `## 제목`, `**제목**`
BULLET = re.compile(r"[•·∙]\s+(?=\S)")
MARKDOWN_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)[ \t]*\|?[ \t]*")

ENTITY = re.compile(r"&(?:#\d{2,5}|[a-z]{2,6});")  # `&nbsp;`, `&middot;`: escaped twice
# Boards show a text's own markup when they escape it twice; three spaces are a paragraph break (unfold.py).
BLOCK_END = re.compile(r"(?:</(?:p|div|li|tr|h\d)>|<br ?/?>)[ \t]*", re.IGNORECASE)
MARKUP = re.compile(
    r"</?(?:p|span|div|b|i|u|a|strong|em|font|table|tbody|tr|td|th|ul|ol|li|h\d|img|br|o:p)(?:\s[^<>\n]{0,2000})?/?>",
    re.IGNORECASE,
)

# 다. 요? 됨. or a noun and a full stop, then any closing quotes and brackets. A headline may end in ! or ?, not so.
CLOSING = r"[\"'”’)\]」』》〉]"
SENTENCE_END = re.compile(
    rf"(?:[가-힣]{CLOSING}*\.+|(?:다|요|죠|까|네|자|라|오){CLOSING}*[.!?…]+|[.!?]+[\"'”’]+\.?|[가-힣\d%A-Za-z]\)\.){CLOSING}*$"
)
VERB_END = re.compile(r"(?:다|요|죠|까|음|함|됨|임)[\"'”’)\]]*$")
INNER_END = re.compile(r"(?:다|요|죠|까)[\"'”’)]*[.!?]+[\"'”’)]*(?=[\s/<가-힣“‘\"'△▲○□])")
SIGNED_END = re.compile(r"(?:기자|특파원)[)\]>】]?(?:\s*[(<\[]?\S+@\S*)?$|[<(][가-힣]{2,4}[>)]$")
CUT_MARK = re.compile(r"(?:\.{2,}|…|·{2,}|‥)\s*$")
LIST_MARK = re.compile(r"[□■◇◆○◦●❍△▲▷▶※*\-–―①-⑳ㆍ·]|\d{1,2}[.)]\s|[가-하][.)]\s|\(\d{1,2}\)")
OUTLINE_MARK = re.compile(r"[□■◇◆○◦●❍ㅇ][…\s]*")  # ministry sheets open every paragraph with one
STEM = re.compile(r"(?<![가-힣])[가-힣]{2}|(?<![a-z])[a-z]{2}|(?<!\d)\d{2}")  # of a lowered text
NO_LETTER = re.compile(r"[\W_]+")
KOREAN = re.compile(r"(?:[^가-힣]*[가-힣]){6}")
POLITE_END = re.compile(r"(?:니다|세요|시오|니까|나요|어요|아요|해요|돼요|에요|예요)$")
PAST_END = re.compile(
    "["
    + "".join(chr(c) for c in range(0xAC00 + 20, 0xD7A4, 28) if chr(c) not in "있겠")
    + "]습니다$"
)  # 받침 ㅆ


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page, or a part of it where the page glued several things together."""

    number: int  # 1-based line of the file
    text: str  # without white space at the ends and without the dump's list bullet
    bullet: bool = False
    part: int = 0  # 0 for the first part of a line


def words(text: str) -> tuple[str, ...]:
    """The words of a list that is written as one text."""
    return tuple(text.split())


def split_lines(text: str) -> tuple[Line, ...]:
    """The page's lines; as many as `text.split("\\n")` has, so numbers agree with every editor.

    >>> split_lines("  • 조회수 0")
    (Line(number=1, text='조회수 0', bullet=True, part=0),)
    """
    text = unicodedata.normalize("NFC", text).replace(CARRIAGE_CODE, "")
    for odd, plain in CLEANING:
        text = text.replace(odd, plain)  # much faster than str.translate on Hangul
    text = DOUBLE_SPACE.sub(" ", text)
    if "![" in text:
        text = MARKDOWN_IMAGE.sub("", text)
    if "&" in text:
        text = ENTITY.sub(lambda match: unescape(match.group()), text)
    if "</" in text:
        text = MARKUP.sub("", BLOCK_END.sub("   ", text))
    return tuple(_line(number, raw.strip()) for number, raw in enumerate(text.split("\n"), 1))


def without_blank_runs(lines: Sequence[Line]) -> list[Line]:
    """The lines without blank ones below a blank one: how many there are is the dump's way, not the page's."""
    last = len(lines) - 1
    return [n for i, n in enumerate(lines) if n.text or i == last or not i or lines[i - 1].text]


def _line(number: int, text: str) -> Line:
    heading = HEADING.match(text)
    if heading:
        text = text[heading.end() :].strip("*")
    match = BULLET.match(text)
    if match:
        return Line(number, text[match.end() :], bullet=True)
    return Line(number, "" if text == "•" else text)


def is_sentence(text: str) -> bool:
    """Whether the text ends as a sentence: 다. 요? 했다.” and the like; a headline does not."""
    return (
        len(text) >= 12
        and not text[-1].isalnum()
        and SENTENCE_END.search(text, max(0, len(text) - 16)) is not None
    )


def is_prose(text: str) -> bool:
    """Whether the text is running prose: a sentence, or long with a sentence end inside."""
    if is_sentence(text):
        return KOREAN.match(text, 0, 60) is not None
    if len(text) < 60:
        return bool(SIGNED_END.search(text, len(text) // 2)) and bool(INNER_END.search(text))
    return bool(VERB_END.search(text, len(text) - 6)) or bool(INNER_END.search(text))


def is_cut(text: str) -> bool:
    """Whether a long text stops in the middle of a sentence, as list pages cut teasers.

    >>> is_cut("이번 행사는 지역 기업이 함께 모여 성과를 나누고 내년 사업을 안내하는 자리로 마련됐으며 " * 2 + "이어서 기업")
    True
    """
    if len(text) < 50:
        return bool(CUT_MARK.search(text)) and len(text) >= 40
    if CUT_MARK.search(text):
        return True
    return not SENTENCE_END.search(text, len(text) - 16) and not VERB_END.search(
        text, len(text) - 6
    )


def tells_readers(texts: Sequence[str]) -> bool:
    """Whether sentences speak to a user (할 수 있습니다, 하세요) and few tell what happened (했습니다).

    >>> tells_readers(["등록한 글은 고칠 수 있습니다."]), tells_readers(["시험을 마쳤습니다."])
    (True, False)
    """
    ends = [text.rstrip(".!?") for text in texts]  # a quotation is no address to readers
    polite = [end for end in ends if POLITE_END.search(end, max(0, len(end) - 4))]
    past = sum(PAST_END.search(end, max(0, len(end) - 5)) is not None for end in ends)
    return len(polite) * 2 > len(texts) and past * 3 < len(polite)


def stems(texts: Iterable[str]) -> frozenset[str]:
    """The first two characters of every word: enough to see that a headline belongs to a body.

    Korean words carry particles and are cut short in headlines, so whole words would not meet.
    """
    return frozenset(STEM.findall("\n".join(texts).lower()))


def shared(text: str, body: Set[str]) -> float:
    """The share of the text's words that the body has too, 0.0 to 1.0."""
    words = STEM.findall(text.lower())
    return sum(word in body for word in words) / len(words) if words else 0.0


def letters(text: str) -> str:
    """The text's letters and digits only, for comparing lines that differ in spaces and quotes."""
    return NO_LETTER.sub("", text)


def squeezed(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
