"""What was published: path → size, time of writing, digest and fingerprint of every file. One JSON file.

A missing or damaged ledger is an empty one: every file is then written again, and nothing else changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from newsarchive.publish.folders import Stamp


class Entry(NamedTuple):
    """What the ledger knows of one published file."""

    size: int
    written: int  # nanoseconds
    digest: str  # of its bytes
    fingerprint: str  # of what it was made from; "" for unknown

    @property
    def stamp(self) -> Stamp:
        """How the file looks on disk while nobody has touched it."""
        return Stamp(self.size, self.written)


def digest_of(entries: Mapping[str, Entry]) -> str:
    """One digest for all that is published: paths, bytes, and when they were written."""
    return _checksum(json.dumps(sorted(entries.items()), ensure_ascii=False))


def write_ledger(path: Path, entries: Mapping[str, Entry]) -> None:
    """Replace the ledger in one step. Raises OSError."""
    body = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    draft = path.with_suffix(".part")
    draft.write_text(_checksum(body) + "\n" + body, "utf-8", newline="\n")
    draft.replace(path)


def read_ledger(path: Path) -> dict[str, Entry]:
    """The entries; none when the ledger is missing or damaged."""
    try:
        checksum, _, body = path.read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if checksum != _checksum(body):
        return {}
    return {name: Entry(*values) for name, values in json.loads(body).items()}


def _checksum(body: str) -> str:
    return hashlib.blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
