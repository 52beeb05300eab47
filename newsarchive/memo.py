"""Content-addressed memory of pure steps: key = digest of everything a step depends on → what it gave. Nothing else.

There are no rules of invalidation: other input, other settings or another program is another key. Deleting the memory
costs time and changes nothing; a damaged one is noticed (SQLite's own checks, and a checksum on every value) and
begun anew. The memory never fails a build: without a writable folder it remembers nothing.

Values are pickled, but only the program's own records and builtin values are ever unpickled, so that a memory that
came along with somebody's site runs no code.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import marshal
import pickle
import platform
import sqlite3
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib import metadata
from itertools import islice
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

PACKAGE = Path(__file__).parent
LIBRARIES = (
    "jinja2",
    "markupsafe",
    "markdown-it-py",
    "pyyaml",
    "python-slugify",
    "beautifulsoup4",
    "lxml",
)
SCHEMA = "CREATE TABLE IF NOT EXISTS memory (key TEXT PRIMARY KEY, value BLOB, checksum INTEGER)"
AT_ONCE = 500  # keys in one query; SQLite takes 999 at least
PLAIN = frozenset({str, int, float, bool, type(None), bytes})
SHAPES = (Enum, tuple)  # besides dataclasses: what a record may be made of
FEW = 8  # fields; a smaller record is not worth a digest of its own
DAMAGE = (sqlite3.Error, pickle.UnpicklingError, LookupError, TypeError, ValueError, EOFError)
T = TypeVar("T")


class Memory:
    """A store of values by key in one file; a context manager. path None: remembers nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._used: set[str] = set()
        self._store = _open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.close()

    def recall(self, keys: Iterable[str]) -> dict[str, Any]:
        """The values of those keys that are known."""
        found: dict[str, Any] = {}
        try:
            for some in chunks(keys, AT_ONCE):
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value, checksum FROM memory WHERE key IN ({marks})"
                for key, value, checksum in self._store.execute(query, some):
                    if zlib.crc32(value) == checksum:
                        found[key] = loads(value)
        except DAMAGE:
            self._begin_anew()
            return {}
        self._used.update(found)
        return found

    def remember(self, values: Mapping[str, Any]) -> None:
        """Keep the values."""
        self.remember_raw({key: dumps(value) for key, value in values.items()})

    def remember_raw(self, raws: Mapping[str, bytes]) -> None:
        """Keep values that have been through dumps() already."""
        rows = ((key, raw, zlib.crc32(raw)) for key, raw in raws.items())
        try:
            with self._store:
                self._store.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", rows)
        except DAMAGE:
            self._begin_anew()
        self._used.update(raws)

    def through(self, key: str, compute: Callable[[], T]) -> T:
        """What compute() gave for this key and this program before, or what it gives now."""
        full_key = key_of("through", code_digest(), key)
        known = self.recall([full_key])
        if full_key not in known:
            known[full_key] = compute()
            self.remember(known)
        found: T = known[full_key]
        return found

    def forget_unused(self) -> None:
        """Drop what was neither recalled nor remembered since the memory was opened."""
        with suppress(*DAMAGE), self._store:
            known = {key for (key,) in self._store.execute("SELECT key FROM memory")}
            unused = [(key,) for key in known - self._used]
            self._store.executemany("DELETE FROM memory WHERE key = ?", unused)

    def _begin_anew(self) -> None:
        """Put an empty store in the place of a damaged one."""
        self._store.close()
        if self._path:
            remove(self._path)
        self._store = _open(self._path)


def remove(path: Path) -> None:
    """Delete a memory and what SQLite keeps beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def _open(path: Path | None) -> sqlite3.Connection:
    """The store at the path, made when missing or damaged; one that keeps nothing when it cannot be made."""
    for _ in range(2 if path else 0):
        assert path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            store = sqlite3.connect(path)
        except (OSError, *DAMAGE):
            break
        try:
            store.execute("PRAGMA synchronous=OFF")  # a power cut costs the memory, not the site
            store.execute(SCHEMA)
            return store
        except DAMAGE:
            store.close()
            remove(path)
    store = sqlite3.connect(":memory:")
    store.execute(SCHEMA)
    return store


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The values in lists of `size`, the last one shorter.

    >>> list(chunks("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    left = iter(values)
    while some := list(islice(left, size)):
        yield some


# --- keys


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

    def _way_of(self, kind: type) -> Callable[[Any], object]:
        """How values of the type are made canonical. Raises TypeError."""
        name = kind.__name__
        if kind in (tuple, list, range):
            return lambda value: tuple(self._all(value))
        if issubclass(kind, Mapping):
            return lambda value: [
                "map",
                *zip(self._all(value), self._all(value.values()), strict=True),
            ]
        if issubclass(kind, (set, frozenset)):
            return lambda value: ["set", *sorted(map(self._digest, self._all(value)))]
        if issubclass(kind, Enum):
            return lambda value: [name, value.value]
        if issubclass(kind, tuple):
            held: Callable[[Any], Sequence[Any]] = tuple
            size = len(getattr(kind, "_fields", ()))
        elif is_dataclass(kind):
            names = [n for n in _field_names(kind) if n not in self._left_out.get(kind, ())]
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


# --- values


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """The names of a record's fields; none for other types."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _restore(kind: type, *values: Any) -> Any:
    """A record with these values in its fields; faster than what dataclasses do when unpickled."""
    record: Any = object.__new__(kind)
    for name, value in zip(_field_names(kind), values, strict=True):
        object.__setattr__(record, name, value)
    return record


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        kind: Any = type(value)
        if isinstance(value, Enum):  # Python 3.11.2 would call getattr
            return kind, (value.value,)
        if names := _field_names(kind):
            return _restore, (kind, *[getattr(value, name) for name in names])
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _found_class(module, name)


@cache
def _found_class(module: str, name: str) -> Any:
    """What a pickle may name: records of this program, and what restores them."""
    if module == __name__ and name == _restore.__name__:
        return _restore
    if module.startswith("newsarchive."):
        found = getattr(importlib.import_module(module), name, None)
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, SHAPES)):
            return found
    raise pickle.UnpicklingError(f"{module}.{name} is no record")


def dumps(value: Any) -> bytes:
    """The value as bytes for loads()."""
    file = io.BytesIO()
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.getvalue()


def loads(raw: bytes) -> Any:
    """The value that dumps() was given. Raises pickle.UnpicklingError for bytes that name anything but records."""
    return _Unpickler(io.BytesIO(raw)).load()
