"""Values ↔ bytes, by their declared types: MessagePack holds plain values only, and nothing that could run.

A memory may come along with somebody's site; loading it must be as harmless as reading a text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from msgspec.msgpack import Decoder, Encoder

T = TypeVar("T")
dumps = Encoder().encode  # plain values, collections and records; TypeError for others


def loads(raw: bytes, kind: type[T]) -> T:
    """The value that dumps() was given. Raises ValueError for bytes that hold none of the kind."""
    decoder: Decoder[T] = decoder_of(kind)
    return decoder.decode(raw)


def _decoder(kind: Any) -> Decoder[Any]:
    return Decoder(kind)


decoder_of: Callable[[Any], Decoder[Any]] = cache(_decoder)  # it knows all fields of the kind
