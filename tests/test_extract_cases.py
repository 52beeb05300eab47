"""Golden cases: tests/cases/<family>-<fact>/source.txt must give labels.txt and articles.yaml.

UPDATE=1 pytest writes both anew; read the diff. A new layout starts here: put the page into source.txt, add a row to
extract/layouts.py, update, read.
"""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsarchive.extract import extract
from newsarchive.read import load_lexicon, read_source
from newsarchive.records import Extracted, Form, Reading

CASES = Path(__file__).parent / "cases"
LEFT_OUT = {"source", "sha256", "lines", "found"}
DEFAULTS = Extracted(kind="", title="")


def read_case(folder: Path) -> Reading:
    return extract(read_source(folder, folder / "source.txt", Form.TEXT), load_lexicon())


def labels_of(reading: Reading) -> str:
    """One line per page line: number, label, rule."""
    return "".join(f"{line.number:4d} {line.label:12} {line.rule}\n" for line in reading.lines)


def record_of(article: Extracted) -> dict[str, Any]:
    """The fields that differ from their defaults, and how they were found."""
    values = {f.name: getattr(article, f.name) for f in fields(Extracted) if f.name not in LEFT_OUT}
    stated = {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
    kept = {k: v for k, v in stated.items() if getattr(DEFAULTS, k) != values[k]}
    return kept | {"found": [f"{f.field} {f.line} {f.rule}" for f in article.found]}


def articles_of(reading: Reading) -> str:
    """The records, the codes of the problems, and the reason when there is no record."""
    shown: dict[str, Any] = {"articles": [record_of(article) for article in reading.articles]}
    shown["problems"] = [problem.code for problem in reading.problems]
    shown |= {"reason": reading.reason} if reading.reason else {}
    return yaml.safe_dump(shown, allow_unicode=True, sort_keys=False, width=1000)


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_case(folder: Path) -> None:
    reading = read_case(folder)
    for name, text in (("labels.txt", labels_of(reading)), ("articles.yaml", articles_of(reading))):
        if os.environ.get("UPDATE"):
            (folder / name).write_text(text, "utf-8")
        assert (folder / name).read_text("utf-8") == text


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_every_line_is_labelled_once(folder: Path) -> None:
    reading = read_case(folder)
    count = (folder / "source.txt").read_text("utf-8").count("\n") + 1
    assert [line.number for line in reading.lines] == list(range(1, count + 1))
