"""The lists of organizations agree with themselves: no spelling twice, known kinds, successors that exist."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from newsarchive.config import SiteConfig
from newsarchive.enrich import Vocabulary
from newsarchive.read import load_lexicon

TABLES = load_lexicon().tables
TABLE = TABLES["organizations"]
VOCABULARY = Vocabulary.compile(load_lexicon(), SiteConfig())
LISTS = ("groups", "services", "ambiguous")
KINDS = [kind for kind in TABLE if kind not in (*LISTS, "successors")]
ROWS = [(kind, name, others) for kind in KINDS for name, others in TABLE[kind].items()]
SPELLINGS = [
    text for _, name, others in ROWS for text in (name, *filter(None, others.split(" · ")))
]


def test_every_entry_is_text_and_no_spelling_stands_twice() -> None:
    assert all(isinstance(text, str) for row in ROWS for text in row)
    assert [text for text, count in Counter(SPELLINGS).items() if count > 1] == []


def test_every_kind_is_one_that_heads_give_or_that_has_no_head() -> None:
    assert set(KINDS) <= {*TABLES["heads"], "party", "international"}


def test_no_spelling_is_a_region_or_a_common_word_without_saying_so() -> None:
    doubtful = {*VOCABULARY.ambiguous, *VOCABULARY.services}
    words = VOCABULARY.common | VOCABULARY.never | VOCABULARY.stops | VOCABULARY.titles.all
    regions = {*VOCABULARY.places.governments, *VOCABULARY.places.stems}
    assert [text for text in SPELLINGS if text in words | regions and text not in doubtful] == []
    assert [text for text in SPELLINGS if len(text) < 2 or text.isdigit()] == []


@pytest.mark.parametrize("name", ["services", "ambiguous"])
def test_doubtful_names_are_known(name: str) -> None:
    groups = TABLE["groups"].split()
    known = {*VOCABULARY.entries, *VOCABULARY.places.stems, *groups}
    assert [text for text in TABLE[name].split() if text not in known] == []


def test_successors_exist_and_their_years_are_sane() -> None:
    known = {name for _, name, _ in ROWS} | set(VOCABULARY.places.governments.values())
    rows = {old: re.fullmatch(r"(.+) (\d{4})", new) for old, new in TABLE["successors"].items()}
    assert [old for old, row in rows.items() if row is None or row.group(1) not in known] == []
    assert [old for old in rows if old not in known] == []
    assert [old for old, row in rows.items() if row and not 1995 <= int(row.group(2)) <= 2026] == []


def test_a_chain_of_successors_goes_forward_in_time() -> None:
    years = {old: int(new[-4:]) for old, new in TABLE["successors"].items()}
    for start in years:
        chain = [start]
        while chain[-1] in VOCABULARY.successors:
            assert VOCABULARY.successors[chain[-1]] not in chain
            chain.append(VOCABULARY.successors[chain[-1]])
        assert all(years[a] <= years[b] for a, b in pairwise(chain[:-1]))


@pytest.mark.parametrize(
    ("former", "successor"),
    [
        ("미래창조과학부", "과학기술정보통신부"),
        ("기획재정부", "재정경제부"),
        ("환경부", "기후에너지환경부"),
        ("여성가족부", "성평등가족부"),
        ("방송통신위원회", "방송미디어통신위원회"),
        ("통계청", "국가데이터처"),
        ("특허청", "지식재산처"),
        ("검찰청", "공소청"),
        ("지식경제부", "산업통상자원부"),
        ("농림수산식품부", "농림축산식품부"),
        ("교육인적자원부", "교육과학기술부"),
        ("대우조선해양", "한화오션"),
        ("청원군", "청주시"),
    ],
)
def test_former_names_lead_to_the_next_one(former: str, successor: str) -> None:
    assert VOCABULARY.successors[former] == successor
