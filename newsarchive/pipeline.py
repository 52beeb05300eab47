"""The verbs in order: read, extract, enrich, index, search, render, publish. The best place to start reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from newsarchive.extract import extract
from newsarchive.read import load_lexicon, read_source
from newsarchive.records import Reading


def read_files(root: Path, paths: Iterable[Path]) -> Iterator[Reading]:
    """What each file holds, in the order given; files need not lie in a site."""
    lexicon = load_lexicon()
    for path in paths:
        yield extract(read_source(root, path), lexicon)
