"""What long work tells whoever watches it: stages, counts, and the files that took longest. Prints nothing."""

from __future__ import annotations

from typing import Protocol


class Watch(Protocol):
    """Told by the pipeline how far it is."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins: "read", "extract", "enrich", "index", "render", "files", "publish", "end"; total 0: no count to expect."""

    def advance(self, count: int) -> None:
        """So many more of the stage's total are done."""

    def took(self, path: str, seconds: float) -> None:
        """One input file has been extracted in so many seconds."""


class Silent:
    """Watches and says nothing."""

    def stage(self, name: str, total: int) -> None:
        """Nothing."""

    def advance(self, count: int) -> None:
        """Nothing."""

    def took(self, path: str, seconds: float) -> None:
        """Nothing."""
