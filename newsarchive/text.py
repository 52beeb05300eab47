"""Korean text helpers that at least two rooms need. Pure functions of strings; no word lists, no I/O."""

from __future__ import annotations

import codecs
import re
import unicodedata

HANGUL_FIRST, HANGUL_LAST = 0xAC00, 0xD7A3
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
PLAIN_INITIALS = (
    "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # doubled consonants folded, as an index is ordered
)
LEGAL_FORM = re.compile(r"㈜|㈔|㈐|\((?:주|사|재|유)\)|주식회사|재단법인|사단법인|유한회사")
# The six code points that Korean pages print as a middle dot (LAYOUTS: U+2024 U+2027 U+FF65 U+318D U+00B7 U+30FB).
MIDDLE_DOTS = "·․‧･ㆍ・"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# XML 1.0 §2.2: neither XHTML, feeds nor the sitemap may hold these. U+FEFF inside a text is a stray BOM.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)


def is_hangul(character: str) -> bool:
    """True for one of the 11,172 precomposed syllables."""
    return HANGUL_FIRST <= ord(character) <= HANGUL_LAST


def has_final_consonant(word: str) -> bool:
    """Whether a reader hears a final consonant (받침) at the word's end; digits as they are read aloud.

    >>> has_final_consonant("센터"), has_final_consonant("진흥원"), has_final_consonant("2010")
    (False, True, True)
    """
    tail = word.rstrip("\"'’”)]」』 ")[-1:]
    if tail and is_hangul(tail):
        return (ord(tail) - HANGUL_FIRST) % 28 != 0
    return tail in "013678LMNRlmnr" if tail else False


def with_particle(word: str, pair: str) -> str:
    """The word with the particle that fits its 받침; pair is "은/는", "이/가", "을/를", "과/와" or "으로/로".

    >>> with_particle("포스코", "은/는"), with_particle("서울", "으로/로")
    ('포스코는', '서울로')
    """
    closed, opened = pair.split("/")
    ends_in_rieul = bool(word) and is_hangul(word[-1]) and (ord(word[-1]) - HANGUL_FIRST) % 28 == 8
    if closed == "으로" and ends_in_rieul:
        return word + opened
    return word + (closed if has_final_consonant(word) else opened)


def initials(text: str, table: str = INITIALS) -> str:
    """초성 of every syllable, other characters as they are.

    >>> initials("스마트 공장")
    'ㅅㅁㅌ ㄱㅈ'
    """
    return "".join(table[(ord(c) - HANGUL_FIRST) // 588] if is_hangul(c) else c for c in text)


def bare_name(name: str) -> str:
    """A name without ㈜, (주) and the like, for sorting, comparing and slugs.

    >>> bare_name("㈜월덱스"), bare_name("한국방송뉴스(주)")
    ('월덱스', '한국방송뉴스')
    """
    return LEGAL_FORM.sub("", name).strip()


def sort_key(name: str) -> tuple[int, str]:
    """Order of names in an index: Hangul, then Latin, then digits, then the rest; legal forms and quotes ignored.

    Code-point order of precomposed syllables is dictionary order, so no collation library is needed.
    """
    word = unicodedata.normalize("NFC", bare_name(name)).lstrip("'\"‘’“”「『<[( ").casefold()
    first = word[:1]
    if first and is_hangul(first):
        return 0, word
    if first.isascii() and first.isalpha():
        return 1, word
    return (2 if first.isdigit() else 3), word


def index_letter(name: str) -> str:
    """The jump-bar heading a name stands under: one of ㄱ…ㅎ, A–Z, "0–9" or "기타".

    >>> index_letter("까치"), index_letter("㈜월덱스"), index_letter("posco"), index_letter("5G")
    ('ㄱ', 'ㅇ', 'P', '0–9')
    """
    rank, word = sort_key(name)
    if rank == 0:
        return initials(word[0], PLAIN_INITIALS)
    return word[0].upper() if rank == 1 else "0–9" if rank == 2 else "기타"


def decoded(raw: bytes) -> tuple[str, str]:
    """(text, encoding) of bytes in whichever encoding Notepad saves; "utf-8 replace" when some of them are in none."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace"), encoding
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace"), "utf-8 replace"


def clean_text(text: str) -> str:
    """NFC with "\\n" line ends and no character that XML forbids."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", FORBIDDEN.sub("", text))


def is_address(text: str) -> bool:
    """Whether feeds and the sitemap can build on the text: a whole http or https address, or none."""
    return re.fullmatch(r"(?:https?://[^\s/?#\"<>]+(?:/[^\s?#\"<>]*)?)?", text) is not None


def squeeze(text: str) -> str:
    """The text with every run of white space, NBSP included, as one space, and none at the ends."""
    return " ".join(text.split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut after a word where that costs no more than a third, "…" added when cut.

    >>> shorten("구미시 이차전지 산업의 지속", 12)
    '구미시 이차전지…'
    """
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space >= limit * 2 // 3 else cut).rstrip(" ,·") + "…"


def first_sentence(text: str) -> str:
    """Up to and including the first sentence end that white space or the text's end follows; else all of it."""
    match = re.match(
        r".+?[다요죠까음함됨임][.!?][\"'”’]?(?=\s|$)|.+?[.!?](?=\s|$)", text, re.DOTALL
    )
    return match.group(0) if match else text


def file_stem(title: str, limit: int = 60) -> str:
    """A file name without suffix that every system takes, as near to the title as that allows.

    >>> file_stem('전주시, "탄소" 협약: 체결?'), file_stem("con"), file_stem("///")
    ('전주시-탄소-협약-체결', 'article-con', 'article')
    """
    words = (
        re.sub(r"[^\w가-힣]+", "-", unicodedata.normalize("NFC", title))
        .strip("-_")[:limit]
        .strip("-_")
    )
    reserved = re.fullmatch(r"(?:con|prn|aux|nul|com\d|lpt\d)?", words, re.IGNORECASE)
    return f"article-{words}".rstrip("-") if reserved else words
