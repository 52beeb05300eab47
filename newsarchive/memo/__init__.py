"""Content-addressed memory of pure steps: key = digest of everything a step depends on → what it gave. Nothing else.

There are no rules of invalidation: other input, other settings or another program is another key. Deleting the memory
costs time and changes nothing; a damaged one is noticed (SQLite's own checks, and a checksum on every value) and
begun anew. The memory never fails a build: without a writable folder it remembers nothing.

    keys     values → digests
    values   values ↔ bytes
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from newsarchive.memo.keys import code_digest, key_of
from newsarchive.memo.values import dumps, loads

__all__ = ["Memory", "code_digest", "dumps", "key_of", "loads", "remove"]

SCHEMA = "CREATE TABLE IF NOT EXISTS memory (key TEXT PRIMARY KEY, value BLOB, checksum INTEGER)"
AT_ONCE = 500  # keys in one query; SQLite takes 999 at least
DAMAGE = (sqlite3.Error, TypeError, ValueError)  # TypeError: a value that is not even bytes
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

    def recall(self, keys: Iterable[str], kind: type[T]) -> dict[str, T]:
        """The values of those keys that are known; all of one kind."""
        found: dict[str, T] = {}
        try:
            for some in chunks(keys, AT_ONCE):
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value, checksum FROM memory WHERE key IN ({marks})"
                for key, value, checksum in self._store.execute(query, some):
                    if zlib.crc32(value) == checksum:
                        found[key] = loads(value, kind)
        except DAMAGE:
            self._begin_anew()
            return {}
        self._used.update(found)
        return found

    def remember(self, values: Mapping[str, Any]) -> None:
        """Keep the values, unless there is what bytes cannot hold: half a character, as in a file name that is no UTF-8,
        or a number beyond 64 bits, as of a file on some disks of Windows.
        """
        with suppress(UnicodeEncodeError, OverflowError):
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

    def through(self, key: str, compute: Callable[[], T], kind: type[T]) -> T:
        """What compute() gave for this key and this program before, or what it gives now."""
        return next(self.each([key], lambda places: (compute() for _ in places), kind))

    def each(
        self, keys: Sequence[str], compute: Callable[[Sequence[int]], Iterable[T]], kind: type[T]
    ) -> Iterator[T]:
        """The values of the keys in order, one in hand at a time; compute(places) gives those of unknown keys."""
        full = self._full(keys)
        known = self._known(full)
        missing = [place for place, key in enumerate(full) if key not in known]
        fresh = iter(compute(missing) if missing else ())
        for place, key in enumerate(full):
            found: dict[str, T] = self.recall([key], kind) if key in known else {}
            if key not in found:
                found[key] = next(iter(compute([place])) if key in known else fresh)  # damaged, new
                self.remember(found)
            yield found[key]

    def keep(self, keys: Sequence[str]) -> None:
        """Count the keys as used: what they are known for is not forgotten."""
        self._used.update(self._full(keys))

    @staticmethod
    def _full(keys: Iterable[str]) -> list[str]:
        """The keys with the program that the values depend on."""
        return [key_of("through", code_digest(), key) for key in keys]

    def _known(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys that have a value."""
        known: set[str] = set()
        with suppress(*DAMAGE):
            for some in chunks(keys, AT_ONCE):
                marks = ",".join("?" * len(some))
                query = f"SELECT key FROM memory WHERE key IN ({marks})"
                known.update(key for (key,) in self._store.execute(query, some))
        return known

    def forget_unused(self) -> None:
        """Drop what was neither recalled nor remembered since the memory was opened."""
        with suppress(*DAMAGE), self._store:
            known = {key for (key,) in self._store.execute("SELECT key FROM memory")}
            unused = [(key,) for key in known - self._used]
            self._store.executemany("DELETE FROM memory WHERE key = ?", unused)

    def __del__(self) -> None:  # one that nobody entered: Means() of a check
        if hasattr(self, "_store"):
            self._store.close()

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
