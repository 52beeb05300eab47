"""How an index is made, never what it holds: what shares the work out, and what remembers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Mapper(Protocol):
    """map(), or what shares the work out and gives the results in order."""

    def __call__(
        self, function: Callable[[Item], Result], items: Iterable[Item], /
    ) -> Iterable[Result]:
        """The function's result for each item."""


class Store(Protocol):
    """What remembers values by key for the next build: a memory, or Forgetful."""

    def through(self, key: str, compute: Callable[[], Result], kind: type[Result], /) -> Result:
        """What compute() gave for this key before, or what it gives now."""

    def each(
        self,
        keys: Sequence[str],
        compute: Callable[[Sequence[int]], Iterable[Result]],
        kind: type[Result],
        /,
    ) -> Iterable[Result]:
        """The values of the keys in order; compute(places) gives those of the keys at these places in order."""

    def keep(self, keys: Sequence[str], /) -> None:
        """The values of these keys may be asked for at the next build, though not at this."""


class Forgetful:
    """The store of a build without memory: computes."""

    def through(self, _key: str, compute: Callable[[], Result], _kind: type[Result]) -> Result:
        """Computed."""
        return compute()

    def each(
        self,
        keys: Sequence[str],
        compute: Callable[[Sequence[int]], Iterable[Result]],
        _kind: type[Result],
    ) -> Iterable[Result]:
        """Computed."""
        return compute(range(len(keys)))

    def keep(self, _keys: Sequence[str]) -> None:
        """Nothing to keep."""
