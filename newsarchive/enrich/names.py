"""One name per organization across the archive. In: the Terms of all documents. Out: the same, with names agreed.

Two spellings meet when they differ only in a legal form, spaces, case or how they spell a province: ㈜월덱스 and 월덱스,
전남도의회 and 전라남도의회. Which of them is the page's name depends on how many documents use it, never on their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from newsarchive.enrich.vocabulary import Places, Vocabulary
from newsarchive.records import Organization, Person, Terms
from newsarchive.text import bare_name

# 전남대병원, 통영해경, 구미상의
SHORTER = {"대학교": "대", "해양경찰서": "해경", "상공회의소": "상의"}
Key = Callable[[str], str]  # name -> what its spellings share


def unite(documents: Sequence[Terms], vocabulary: Vocabulary) -> tuple[Terms, ...]:
    """The Terms in the same order, each organization under its archive-wide name."""

    @cache
    def key(name: str) -> str:
        return spelling_key(name, vocabulary.places)

    chosen = _chosen_spellings(documents, key)
    return tuple(_united(terms, chosen, key) for terms in documents)


def _united(terms: Terms, chosen: Mapping[str, str], key: Key) -> Terms:
    organizations = _organizations(terms.organizations, chosen, key)
    people = _people(terms.people, chosen, key)
    if organizations == terms.organizations and people == terms.people:
        return terms  # nearly all: making a record anew costs more than comparing
    return replace(terms, organizations=organizations, people=people)


def spelling_key(name: str, places: Places) -> str:
    """What two spellings of one organization share."""
    joined = "".join(bare_name(name).split()).casefold()
    for long, short in SHORTER.items():
        joined = joined.replace(long, short)
    if not joined.startswith(places.spellings):
        return joined
    for spelling in places.spellings:
        if joined.startswith(spelling) and joined != spelling:
            return places.shorts[spelling] + joined[len(spelling) :]
    return joined


def _chosen_spellings(documents: Sequence[Terms], key: Key) -> dict[str, str]:
    """Spelling key → the spelling that most documents use; of equals the longest, then the first in order of text."""
    used = Counter(o.name for terms in documents for o in terms.organizations)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in used.items():
        counts[key(name)][bare_name(name)] += count
    return {
        shared: min(spellings, key=lambda name: (-spellings[name], -len(name), name))
        for shared, spellings in counts.items()
    }


def _organizations(
    organizations: Sequence[Organization], chosen: Mapping[str, str], key: Key
) -> tuple[Organization, ...]:
    """The organizations of one document under their chosen names; two that become one are joined."""
    joined: dict[str, Organization] = {}
    for organization in organizations:
        name = chosen[key(organization.name)]
        parent = organization.parent
        parent = chosen.get(key(parent), parent) if parent else ""
        before = joined.get(name)
        if before is None and name == organization.name and parent == organization.parent:
            joined[name] = organization
            continue
        spellings = (*(before.aliases if before else ()), organization.name, *organization.aliases)
        aliases = tuple(spelling for spelling in dict.fromkeys(spellings) if spelling != name)
        joined[name] = (before or organization)._replace(name=name, aliases=aliases, parent=parent)
    return tuple(joined.values())


def _people(people: Sequence[Person], chosen: Mapping[str, str], key: Key) -> tuple[Person, ...]:
    """The people, their organizations under the chosen names."""
    names = [chosen.get(key(person.organization), person.organization) for person in people]
    return tuple(
        person if name == person.organization else person._replace(organization=name)
        for person, name in zip(people, names, strict=True)
    )
