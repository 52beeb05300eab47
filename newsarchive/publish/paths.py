"""Output paths → Problems: what may not be written, on any of the systems an archive is copied to.

A folder built on Linux is unpacked on Windows and served by macOS, so a path is refused when any of them would refuse
it, change it, or take it for another path. Pure functions of strings; never touches the disk.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from newsarchive.errors import Problem

MAX_SEGMENT_BYTES = 255  # ext4, APFS and NTFS agree near here
MAX_PATH_BYTES = 1000  # PATH_MAX of macOS is 1024
# Windows' list, control characters, direction overrides (they show "gpj.exe" as "exe.jpg"), names that are no UTF-8
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd]')
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
PLAIN = re.compile(
    r"(?:a|static)/[a-z0-9-]{5,80}/index\.html"
)  # most files; longer than any device name
MARKER = ".newsarchive"
RESERVED = {MARKER, ".git"}  # first segments that belong to the program and to version control


def why_unsafe(path: str) -> str:
    """The rule that forbids writing this path below the output folder; "" when none does.

    >>> why_unsafe("org/포스코/index.html")
    ''
    >>> [why_unsafe(p) for p in ("../x", "C:/x", "a/nul.txt", "a./b")]
    ['..', 'character', 'device', 'ending']
    """
    if PLAIN.fullmatch(path):
        return ""
    segments = path.split("/")
    for rule, breaks in (
        ("empty", any(not s for s in segments)),
        ("..", any(s in (".", "..") for s in segments)),
        ("character", FORBIDDEN.search(path) is not None),
        ("ending", any(s.endswith((".", " ")) or s.startswith(" ") for s in segments)),
        ("device", any(DEVICE.fullmatch(s) for s in segments)),
        ("length", any(len(s.encode("utf-8", "replace")) > MAX_SEGMENT_BYTES for s in segments)),
        ("length", len(path.encode("utf-8", "replace")) > MAX_PATH_BYTES),
        ("reserved", segments[0] in RESERVED),
    ):
        if breaks:
            return rule
    return ""


def same_place(path: str) -> str:
    """A key that is equal for paths that some file system takes for one: other case, other normal form."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def path_problems(paths: Iterable[str]) -> list[Problem]:
    """E503 for every unsafe path, E504 for every path that another one already takes, as a file or as a folder."""
    problems = []
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        if rule := why_unsafe(path):
            problems.append(Problem(printable(path), 0, "E503", (rule,)))
            continue
        key = same_place(path)
        if twin := files.get(key) or folders.get(key):
            problems.append(Problem(path, 0, "E504", (twin,)))
            continue
        files[key] = path
        while "/" in key and (key := key.rpartition("/")[0]) not in folders:
            folders[key] = path
            if twin := files.get(key):
                problems.append(Problem(path, 0, "E504", (twin,)))
    return problems


def printable(path: str) -> str:
    """The path as a message may show it: escapes for what does not print, cut when very long."""
    shown = path if path.isprintable() else path.encode("unicode_escape").decode()
    return shown if len(shown) <= 200 else shown[:199] + "…"
