"""Values → keys: digests that are equal for equal values on every machine, and for one program only.

A key stands for values whose shape the program fixes: a record counts by its fields and not by its class. Collections
count in their order, mappings too; sets have none and do not belong into a key.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from newsarchive.memo.values import dumps

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


def key_of(*parts: Any) -> str:
    """A digest of plain values, tuples, mappings and records, 32 hex digits. TypeError for anything else."""
    try:
        raw = dumps(parts)
    except UnicodeEncodeError:  # half a character, as in a file name that is no UTF-8
        raw = repr(parts).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


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
