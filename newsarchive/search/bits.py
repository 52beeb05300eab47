"""Bytes that the index is made of: varints, raw deflate, shared prefixes, digests. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

_STRATEGIES = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED)


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


def deflate(*parts: bytes) -> bytes:
    """Raw deflate (RFC 1951) of the parts one after another, the same bytes for the same parts.

    Each part has blocks of its own, and so a code of its own: numbers of one kind pack best alone, and best without short repeats.

    >>> zlib.decompress(deflate(b"ab", b"c"), -15)
    b'abc'
    """
    ends = [zlib.Z_SYNC_FLUSH] * (len(parts) - 1) + [zlib.Z_FINISH]
    return b"".join(
        min((_blocks(part, end, strategy) for strategy in _STRATEGIES), key=len)
        for part, end in zip(parts, ends, strict=True)
    )


def _blocks(part: bytes, end: int, strategy: int) -> bytes:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15, strategy=strategy)
    return squeezer.compress(part) + squeezer.flush(end)


def sized(content: bytes) -> bytes:
    """The content after its length as a varint."""
    return varint(len(content)) + content


def front_coded(words: Sequence[str]) -> list[bytes]:
    """Each word as: number of characters shared with the word before (one byte), the rest as sized UTF-8."""
    pairs = zip(shared(words, 255), words, strict=True)
    return [bytes((same,)) + sized(word[same:].encode()) for same, word in pairs]


def shared(words: Sequence[str], most: int) -> Iterator[int]:
    """For each word the number of characters at its start that the word before has too, at most so many.

    >>> list(shared(["가", "가나", "가나다"], 1))
    [0, 1, 1]
    """
    last = ""
    for word in words:
        size = min(len(last), len(word), most)
        yield next((place for place in range(size) if last[place] != word[place]), size)
        last = word


def digest(*parts: bytes) -> str:
    """16 hex digits that name the content."""
    state = sha256()
    for part in parts:
        state.update(sized(part))
    return state.hexdigest()[:16]
