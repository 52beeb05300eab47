"""Bytes that the index is made of: varints, raw deflate, shared prefixes, text in one byte a frequent character. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

ALPHABET_SIZE = 192
_HANGUL, _HANGUL_END, _ESCAPE = 0xAC00, 0xD7A4, 0xEC


def _long_varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


class _Varints(dict[int, bytes]):
    """Those of small numbers, and a way to the others."""

    def __missing__(self, number: int) -> bytes:
        return _long_varint(number)


_KNOWN = _Varints((number, _long_varint(number)) for number in range(1 << 14))


def varint(number: int) -> bytes:
    """The number in groups of 7 bits, lowest first, the top bit set in all but the last byte.

    >>> varint(5).hex(), varint(300).hex()
    ('05', 'ac02')
    """
    return _KNOWN[number]


def varints(numbers: Iterable[int]) -> bytes:
    """One varint after the other.

    >>> varints([5, 300]).hex()
    '05ac02'
    """
    return b"".join(map(_KNOWN.__getitem__, numbers))


def ascending(numbers: Iterable[int]) -> bytes:
    """Ascending numbers as varints of the difference to the one before, less 1; the one before the first is -1.

    >>> ascending([0, 1, 5]).hex()
    '000003'
    """
    out, last = bytearray(), -1
    for number in numbers:
        out += varint(number - last - 1)
        last = number
    return bytes(out)


def deflate(content: bytes, sample: bytes = b"") -> bytes:
    """Raw deflate (RFC 1951), the same bytes for the same content; as if `sample` had come before it."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=sample)
    return squeezer.compress(content) + squeezer.flush()


def sized(content: bytes) -> bytes:
    """The content after its length as a varint."""
    return varint(len(content)) + content


def front_coded(words: Sequence[str]) -> list[bytes]:
    """Each word as: number of characters shared with the word before (one byte), the rest as sized UTF-8."""
    out, last = [], ""
    for word in words:
        shared = 0
        while shared < min(len(last), len(word), 255) and last[shared] == word[shared]:
            shared += 1
        out.append(bytes((shared,)) + sized(word[shared:].encode()))
        last = word
    return out


def digest(*parts: bytes) -> str:
    """16 hex digits that name the content."""
    state = sha256()
    for part in parts:
        state.update(sized(part))
    return state.hexdigest()[:16]


def alphabet_of(counts: Mapping[str, int]) -> str:
    """The most frequent characters, most frequent first: one byte each in `spell`."""
    ranked = sorted(counts, key=lambda character: (-counts[character], character))
    return "".join(ranked[:ALPHABET_SIZE])


class Spelling(dict[int, str]):
    """Code point → its bytes, as Latin-1: a byte below 0xC0 is that character of the alphabet; else 0xC0 plus a syllable's
    number in two bytes; else 0xEC and the code point in three bytes.
    """

    def __init__(self, alphabet: str) -> None:
        super().__init__((ord(character), chr(code)) for code, character in enumerate(alphabet))

    def __missing__(self, code: int) -> str:
        return _spell_rare(code).decode("latin-1")


def spell(text: str, spelling: Spelling) -> bytes:
    """The text in the spelling of an alphabet.

    >>> spell("가나a", Spelling("a나")).hex()
    'c0000100'
    """
    return text.translate(spelling).encode("latin-1")


def _spell_rare(code: int) -> bytes:
    if _HANGUL <= code < _HANGUL_END:
        return ((ALPHABET_SIZE << 8) + code - _HANGUL).to_bytes(2, "big")
    return bytes((_ESCAPE,)) + code.to_bytes(3, "big")
