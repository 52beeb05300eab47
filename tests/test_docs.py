"""Whatever a person can type or set is in the README."""

from __future__ import annotations

import os
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from newsarchive.config import KEY_NAMES, SiteConfig
from newsarchive.extract.frontmatter import FIELDS
from newsarchive.messages import MESSAGES, PHRASES
from newsarchive.records import Label
from newsarchive.usage import OPTIONS

README_FILE = Path(__file__).parents[1] / "README.md"
README = README_FILE.read_text("utf-8")
CODES = re.compile(
    r"(?<=\| 코드 \| 뜻 \| 할 일 \|\n\|---\|---\|---\|\n).*?(?=\n</details>)", re.DOTALL
)


def settings(record: object) -> list[str]:
    assert is_dataclass(record)
    names: list[str] = []
    for field in fields(record):
        if "given" in field.metadata:
            continue
        names.append(KEY_NAMES.get(field.name, field.name))
        value = getattr(record, field.name)
        if is_dataclass(value):
            names += settings(value)
    return names


@pytest.mark.parametrize(
    "word",
    sorted({*(o for o in OPTIONS if o.startswith("-")), *settings(SiteConfig()), *FIELDS, *Label}),
)
def test_the_readme_names_it(word: str) -> None:
    assert word in README


def code_row(code: str) -> str:
    """The README's row of a code; values that a message fills in are shown as "…"."""
    said = MESSAGES[code]
    cells = [re.sub(r"\{\d\}", "…", " ".join(text.split())) for text in (said.ko, said.ko_hint)]
    return f"| `{code}` | {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def test_the_readme_explains_every_code() -> None:
    rows = "\n".join(map(code_row, sorted(MESSAGES)))
    if os.environ.get("UPDATE"):
        README_FILE.write_text(CODES.sub(lambda _: rows, README), "utf-8")
    found = CODES.search(README_FILE.read_text("utf-8"))
    assert found
    assert found.group() == rows


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_message_is_there_in_both_languages(code: str) -> None:
    message = MESSAGES[code]
    assert message.ko
    assert message.en
    assert bool(message.ko_hint) == bool(message.en_hint)
    assert [message.ko.count(f"{{{n}}}") for n in range(3)] == [
        message.en.count(f"{{{n}}}") for n in range(3)
    ]


def test_every_phrase_is_there_in_both_languages() -> None:
    assert all(korean and english for korean, english in PHRASES.values())
