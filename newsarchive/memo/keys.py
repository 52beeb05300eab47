"""Values → keys: digests that are equal for equal values on every machine, and for one program only.

What a model holds is plain values, collections and records; anything else is a bug and says so.
"""

from __future__ import annotations

import hashlib
import marshal
import platform
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from importlib import metadata
from operator import attrgetter
from pathlib import Path
from typing import Any, get_args, get_type_hints

from newsarchive.memo.values import field_names

PACKAGE = Path(__file__).parents[1]
LIBRARIES = (
    "jinja2",
    "markupsafe",
    "markdown-it-py",
    "pyyaml",
    "python-slugify",
    "beautifulsoup4",
    "lxml",
    "rjsmin",
)
PLAIN = frozenset({str, int, float, bool, type(None), bytes})
FEW = 8  # fields; a smaller record is not worth a digest of its own


def key_of(*parts: Any) -> str:
    """A digest of plain values, tuples, mappings and records, equal for equal ones on every machine."""
    return Fingerprints().of(parts)


class Fingerprints:
    """Digests of values; each large record is digested once, for as long as this object lives (it keeps them alive).

    left_out: type -> fields of it that do not count, because they are themselves a function of others that do.
    """

    def __init__(self, left_out: Mapping[type, Collection[str]] | None = None) -> None:
        self._left_out = left_out or {}
        self._known: dict[int, tuple[object, bytes]] = {}
        self._ways: dict[
            type, Callable[[Any], object]
        ] = {}  # how values of a type are made canonical

    def of(self, value: Any) -> str:
        """The value's digest, 32 hex digits. TypeError for what is neither plain, a collection nor a record."""
        return self._digest(self._canonical(value)).hex()

    @staticmethod
    def _digest(value: Any) -> bytes:
        """marshal's second format knows no references: equal values give equal bytes."""
        return hashlib.blake2b(marshal.dumps(value, 2), digest_size=16).digest()

    def _canonical(self, value: Any) -> object:
        """The value with its collections as tuples, and its records as lists, which plain values never are."""
        kind: Any = type(value)
        if kind in PLAIN:
            return value
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = self._way_of(kind)
        return way(value)

    def _all(self, values: Iterable[Any]) -> list[object]:
        return [v if type(v) in PLAIN else self._canonical(v) for v in values]

    def _sequence(self, values: Sequence[Any]) -> object:
        """Many values in their order; small flat records of one type at once, because pages are full of them."""
        kinds = {*map(type, values)}
        if kinds <= PLAIN:
            return tuple(values)
        if len(kinds) == 1 and is_small_and_flat(*kinds):
            return ["records", *map(attrgetter("__name__"), kinds), *map(tuple, values)]
        return tuple(self._all(values))

    def _way_of(self, kind: type) -> Callable[[Any], object]:
        """How values of the type are made canonical. Raises TypeError."""
        name = kind.__name__
        if kind in (tuple, list, range):
            return self._sequence
        if issubclass(kind, Mapping):
            return lambda value: ["map", self._sequence(tuple(value)), *self._all(value.values())]
        if issubclass(kind, (set, frozenset)):
            return lambda value: ["set", *sorted(map(self._digest, self._all(value)))]
        if issubclass(kind, Enum):
            return lambda value: [name, value.value]
        if issubclass(kind, tuple):
            held: Callable[[Any], Sequence[Any]] = tuple
            size = len(getattr(kind, "_fields", ()))
        elif is_dataclass(kind):
            names = [n for n in field_names(kind) if n not in self._left_out.get(kind, ())]
            held, size = _getter(names), len(names)
        else:
            raise TypeError(f"no fingerprint for {name}: models hold plain values and records")
        if size <= FEW:
            return lambda value: [name, *self._all(held(value))]
        return lambda value: self._once(value, name, held)

    def _once(self, value: Any, name: str, held: Callable[[Any], Sequence[Any]]) -> bytes:
        """The digest of a large record, worked out when it is first met."""
        known = self._known.get(id(value))
        if known is None:
            digest = self._digest([name, *self._all(held(value))])
            known = self._known[id(value)] = (value, digest)
        return known[1]


@cache
def is_small_and_flat(kind: type) -> bool:
    """Is it a tuple with few names, declared to hold plain values and tuples of them only? (marshal refuses others.)"""
    if not issubclass(kind, tuple) or not 0 < len(getattr(kind, "_fields", ())) <= FEW:
        return False
    return all(map(_is_plain, get_type_hints(kind).values()))


def _is_plain(hint: Any) -> bool:
    """Is a declared type a plain one, a choice between such, or a tuple of such?"""
    return (
        hint in PLAIN
        or hint is ...
        or (bool(get_args(hint)) and all(map(_is_plain, get_args(hint))))
    )


def _getter(names: Sequence[str]) -> Callable[[Any], Sequence[Any]]:
    """What reads the named attributes, as a tuple however few there are."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


@cache
def code_digest() -> str:
    """A digest of the program, of Python and of the libraries whose version may change a page."""
    digest = hashlib.sha256(f"{sys.version} {platform.python_implementation()}".encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".yaml"):
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    for name in LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            digest.update(f"{name} {metadata.version(name)}\n".encode())
    return digest.hexdigest()
