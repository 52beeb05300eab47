"""People in short documents written for it: tests/people.yaml; names must be found at F1 90 or better."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from newsarchive.config import SiteConfig
from newsarchive.enrich import Vocabulary, annotate
from newsarchive.read import load_lexicon
from newsarchive.records import Extracted, Person

DOCUMENTS = yaml.safe_load((Path(__file__).parent / "people.yaml").read_text("utf-8"))
VOCABULARY = Vocabulary.compile(load_lexicon(), SiteConfig())


def people(text: str) -> list[Person]:
    document = Extracted(kind="article", title="", body=(text,))
    return list(annotate(document, VOCABULARY).people)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            row["text"],
            [Person(*fields) for fields in row["people"]],
            id=row["text"][:30],
            marks=[pytest.mark.xfail] if row.get("known-miss") else [],
        )
        for row in DOCUMENTS
    ],
)
def test_people_of_a_document(text: str, expected: list[Person]) -> None:
    assert people(text) == expected


def test_people_are_found_at_the_promised_rate() -> None:
    wanted = {(i, name) for i, row in enumerate(DOCUMENTS) for name, *_ in row["people"]}
    found = {(i, p.name) for i, row in enumerate(DOCUMENTS) for p in people(row["text"])}
    f1 = 2 * len(wanted & found) / (len(wanted) + len(found))
    assert len(DOCUMENTS) >= 40
    assert f1 >= 0.9
