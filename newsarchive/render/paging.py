"""Rows of pages: which articles stand on which page, and where each page is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from newsarchive.index import Archive

Model = dict[str, Any]  # what a template sees of the archive
Made = Iterator[
    tuple[str, Callable[[], Model]]
]  # site path of each page of a kind, and what makes its model


@dataclass(frozen=True, slots=True)
class Pager:
    """Place of a page in a row of pages; base is the site path of the first one."""

    number: int
    total: int
    base: str

    def path(self, number: int) -> str:
        """Site path of another page of the row."""
        return page_path(self.base, number)

    @property
    def near(self) -> list[int]:
        """Page numbers worth a link: the first, the last and those around; 0 stands for a gap."""
        wanted = {1, 2, self.total - 1, self.total, self.number - 1, self.number, self.number + 1}
        numbers = sorted(n for n in wanted if 1 <= n <= self.total)
        return [
            n
            for before, at in zip([0, *numbers], numbers, strict=False)
            for n in ([0, at] if at - before > 1 else [at])
        ]


def page_path(base: str, number: int) -> str:
    """Site path of page `number` of a row: the base itself for the first."""
    return base if number == 1 else f"{base}page/{number}/"


def listed(archive: Archive, pager: Pager, places: Sequence[int]) -> Model:
    """The model of a page that lists articles."""
    return {"cards": archive.pick(places), "pager": pager}


def paged(base: str, places: Sequence[Any], size: int) -> Iterator[tuple[Pager, Sequence[Any]]]:
    """The row's pages, at least one."""
    total = max(1, -(-len(places) // size))
    for number in range(1, total + 1):
        yield Pager(number, total, base), places[(number - 1) * size : number * size]
