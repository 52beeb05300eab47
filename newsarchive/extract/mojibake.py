"""Korean text that was read as Latin-1 → the text it was, when nothing was lost; else the fact that it is damaged.

EUC-KR bytes shown as Latin-1 are long runs of U+00A1–U+00FF with almost no Hangul. Most such pages in the wild have
lost bytes as well and cannot be repaired; publishing a guess would be worse than publishing nothing.
"""

from __future__ import annotations

import re
from itertools import product

SHARE = (
    0.12  # of the characters: this many of U+00A1–U+00FF in a text with less Hangul are no accident
)
HANGUL = re.compile(r"[가-힣]")
LATIN = re.compile("[¡-ÿ](?<![·×÷°±²³½¼¾«»®©])")
WHOLE = 0.95  # of the repaired characters must be Hangul or ASCII


def is_mojibake(text: str) -> bool:
    """Whether the text is Korean read in a wrong encoding.

    >>> is_mojibake("ÇÑºû½Ã°¡ ¹°·ù¼¾ÅÍ"), is_mojibake("Crème brûlée와 Café를 파는 한빛시")
    (True, False)
    """
    if text.isascii():
        return False
    odd = len(LATIN.findall(text))
    if odd < 8 or odd < SHARE * len(text):
        return False
    return len(HANGUL.findall(text)) < odd


def repair_mojibake(text: str) -> str | None:
    """The Korean text, None when the damage has lost something.

    >>> repair_mojibake("ÇÑºû½Ã°¡ ¹°·ù¼¾ÅÍ")
    '한빛시가 물류센터'
    """
    for wrong, right in product(("latin-1", "cp1252"), ("utf-8", "cp949")):
        try:
            repaired = text.encode(wrong).decode(right)
        except UnicodeError:
            continue
        plain = sum(c.isascii() or "가" <= c <= "힣" for c in repaired)
        if "\ufffd" not in repaired and plain >= WHOLE * len(repaired):
            return repaired
    return None
