"""What a person corrected, laid over what the page says. The seed itself is never edited."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from newsarchive.errors import Problem
from newsarchive.extract.frontmatter import FIELDS
from newsarchive.records import Correction, Extracted, Finding

TARGET = re.compile(r"(?P<name>.+?)(?:\s*#\s*(?P<item>[1-9]\d{0,5}))?")
KEY_OF = {field: key for key, (field, _) in FIELDS.items()}
ALSO: Mapping[str, Mapping[str, Any]] = {  # fields that follow from a corrected one
    "title": {"title_derived": False},
    "section": {"section_basis": "front-matter"},
    "body": {"body_html": ""},
}


def read_target(stated: str) -> tuple[str, int]:
    """(file name of the seed, item) of a `corrects:` value; item 0 when none is given.

    >>> read_target("seeds/001_2ff2.txt#3")
    ('001_2ff2.txt', 3)
    """
    match = TARGET.fullmatch(stated.strip())
    if not match:
        return stated, 0
    return match["name"].removeprefix("seeds/"), int(match["item"] or 0)


def correct(
    articles: Sequence[Extracted], corrections: Sequence[Correction]
) -> tuple[tuple[Extracted, ...], tuple[Problem, ...]]:
    """The articles of one source with the corrections meant for it laid over them, and what could not be applied."""
    problems: list[Problem] = []
    corrected = list(articles)
    owners: dict[tuple[int, str], str] = {}
    for correction in sorted(corrections, key=lambda c: (c.path, c.line)):
        place = next((i for i, a in enumerate(corrected) if a.item == correction.item), None)
        if place is None and correction.item == 0 and len(corrected) == 1:
            place = 0
        if place is None:
            target = correction.target + (f"#{correction.item}" if correction.item else "")
            problems.append(Problem(correction.path, correction.line, "E208", (target,)))
            continue
        for field in correction.values:
            other = owners.setdefault((place, field), correction.path)
            if other != correction.path:
                problems.append(
                    Problem(correction.path, 0, "E209", (KEY_OF[field], other, correction.path))
                )
        corrected[place] = _lay_over(corrected[place], correction)
    return tuple(corrected), tuple(problems)


def _lay_over(article: Extracted, correction: Correction) -> Extracted:
    """The article with the correction's values, and a note of each in `corrected` and `found`."""
    values: Mapping[str, Any] = correction.values
    keys = tuple(KEY_OF[field] for field in values)
    kept = tuple(f for f in article.found if f.field not in keys)
    found = kept + tuple(Finding(key, 0, correction.path) for key in keys)
    consequences = {k: v for field in values for k, v in ALSO.get(field, {}).items()}
    already = tuple(key for key in article.corrected if key not in keys)
    return replace(article, **{**consequences, **values}, found=found, corrected=already + keys)
