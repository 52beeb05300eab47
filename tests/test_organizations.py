"""Organizations in single sentences, by the rule they prove: tests/organizations.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from newsarchive.check import GUESSING
from newsarchive.config import SiteConfig
from newsarchive.enrich import Vocabulary, annotate
from newsarchive.read import load_lexicon
from newsarchive.records import Extracted, Organization

TABLE = yaml.safe_load((Path(__file__).parent / "organizations.yaml").read_text("utf-8"))
VOCABULARY = Vocabulary.compile(load_lexicon(), SiteConfig())


def organizations(sentence: str) -> tuple[Organization, ...]:
    document = Extracted(kind="article", title="", body=(sentence,))
    return annotate(document, VOCABULARY).organizations


def key(name: str) -> str:
    return "".join(name.split())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(sentence, expected, id=f"{rule}: {sentence[:30]}")
        for rule, rows in TABLE.items()
        for sentence, *expected in rows
    ],
)
def test_organizations_of_a_sentence(sentence: str, expected: list[str]) -> None:
    found = [{key(o.name), *map(key, o.aliases)} for o in organizations(sentence)]
    wanted = {key(name) for name in expected}
    assert [names for names in found if not names & wanted] == []
    assert [name for name in wanted if not any(name in names for names in found)] == []


def test_the_rules_that_check_doubts_are_rules_that_the_table_proves() -> None:
    sentences = (row[0] for rows in TABLE.values() for row in rows)
    assert {o.rule for sentence in sentences for o in organizations(sentence)} >= GUESSING


def test_the_table_is_large_and_half_of_it_names_no_organization() -> None:
    rows = [row for rows in TABLE.values() for row in rows]
    assert len(rows) >= 300
    assert sum(len(row) == 1 for row in rows) * 2 >= len(rows)
