"""What was published: path → size, time of writing and fingerprint of every file. One JSON file.

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
    fingerprint: str  # of what it was made from; "" for unknown

    @property
    def stamp(self) -> Stamp:
        """How the file looks on disk while nobody has touched it."""
        return Stamp(*self[:2])


class Ledger(NamedTuple):
    """All entries, and a digest of them that is another one whenever any of them is."""

    entries: Mapping[str, Entry]
    digest: str


NOTHING = Ledger({}, "")


def write_ledger(path: Path, entries: Mapping[str, Entry]) -> Ledger:
    """Replace the ledger in one step. Raises OSError."""
    body = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    digest = _checksum(body)
    draft = path.with_suffix(".part")
    draft.write_text(digest + "\n" + body, "utf-8", newline="\n")
    draft.replace(path)
    return Ledger(entries, digest)


def read_ledger(path: Path) -> Ledger:
    """The ledger; NOTHING when it is missing or damaged."""
    try:
        digest, _, body = path.read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return NOTHING
    if digest != _checksum(body):
        return NOTHING
    return Ledger({name: Entry._make(values) for name, values in json.loads(body).items()}, digest)


def _checksum(body: str) -> str:
    """Another one for entries of another form, too."""
    form = " ".join(Entry._fields).encode()
    raw = body.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(raw, digest_size=16, key=form).hexdigest()
