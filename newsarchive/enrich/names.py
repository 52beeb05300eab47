"""One name per organization across the archive. In: the Terms of all documents. Out: the same, with names agreed.

Two spellings meet when they differ only in a legal form, spaces, case or how they spell a province: ㈜월덱스 and 월덱스,
전남도의회 and 전라남도의회. Which of them is the page's name depends on how many documents use it, never on their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from newsarchive.enrich.vocabulary import Places, Vocabulary
from newsarchive.records import Organization, Person, Terms
from newsarchive.text import bare_name


def unite(documents: Sequence[Terms], vocabulary: Vocabulary) -> tuple[Terms, ...]:
    """The Terms in the same order, each organization under its archive-wide name."""
    chosen = _chosen_spellings(documents, vocabulary.places)
    return tuple(
        replace(
            terms,
            organizations=_organizations(terms.organizations, chosen, vocabulary.places),
            people=_people(terms.people, chosen, vocabulary.places),
        )
        for terms in documents
    )


def spelling_key(name: str, places: Places) -> str:
    """What two spellings of one organization share."""
    joined = "".join(bare_name(name).split()).casefold()
    if not joined.startswith(places.spellings):
        return joined
    for spelling in places.spellings:
        if joined.startswith(spelling) and joined != spelling:
            return places.shorts[spelling] + joined[len(spelling) :]
    return joined


def _chosen_spellings(documents: Sequence[Terms], places: Places) -> dict[str, str]:
    """Spelling key → the spelling that most documents use; of equals the longest, then the first in order of text."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for terms in documents:
        for organization in terms.organizations:
            counts[spelling_key(organization.name, places)][bare_name(organization.name)] += 1
    return {
        key: min(spellings, key=lambda name: (-spellings[name], -len(name), name))
        for key, spellings in counts.items()
    }


def _organizations(
    organizations: Sequence[Organization], chosen: Mapping[str, str], places: Places
) -> tuple[Organization, ...]:
    """The organizations of one document under their chosen names; two that become one are joined."""
    joined: dict[str, Organization] = {}
    for organization in organizations:
        name = chosen[spelling_key(organization.name, places)]
        before = joined.get(name)
        spellings = (*(before.aliases if before else ()), organization.name, *organization.aliases)
        aliases = tuple(spelling for spelling in dict.fromkeys(spellings) if spelling != name)
        parent = organization.parent
        joined[name] = replace(
            before or organization,
            name=name,
            aliases=aliases,
            parent=chosen.get(spelling_key(parent, places), parent) if parent else "",
        )
    return tuple(joined.values())


def _people(
    people: Sequence[Person], chosen: Mapping[str, str], places: Places
) -> tuple[Person, ...]:
    """The people, their organizations under the chosen names."""
    return tuple(
        replace(
            person,
            organization=chosen.get(spelling_key(person.organization, places), person.organization),
        )
        for person in people
    )
