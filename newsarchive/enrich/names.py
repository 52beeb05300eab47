"""One name per organization across the archive. In: the Terms of all documents. Out: the same, with names agreed.

Two spellings meet when they differ only in a legal form, spaces or case (㈜월덱스, 월덱스), or when a document defines
one as the other's short form. Names that stay apart in the word lists are never merged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from newsarchive.enrich.vocabulary import Vocabulary
from newsarchive.records import Organization, Terms
from newsarchive.text import bare_name


def unite(documents: Sequence[Terms], vocabulary: Vocabulary) -> tuple[Terms, ...]:
    """The Terms in the same order, each organization under its archive-wide name."""
    chosen = _chosen_spellings(documents)
    return tuple(
        replace(terms, organizations=_renamed(terms.organizations, chosen)) for terms in documents
    )


def spelling_key(name: str) -> str:
    """What two spellings of one organization share.

    >>> spelling_key("㈜GS 리테일") == spelling_key("gs리테일")
    True
    """
    return "".join(bare_name(name).split()).casefold()


def _chosen_spellings(documents: Sequence[Terms]) -> dict[str, str]:
    """Spelling key → the spelling that most documents use; of equals the first in order of text."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for terms in documents:
        for organization in terms.organizations:
            name = bare_name(organization.name)
            counts[spelling_key(name)][name] += 1
    return {
        key: min(spellings, key=lambda name: (-spellings[name], name))
        for key, spellings in counts.items()
    }


def _renamed(
    organizations: Sequence[Organization], chosen: dict[str, str]
) -> tuple[Organization, ...]:
    """The organizations of one document under their chosen names; two that become one are joined."""
    joined: dict[str, Organization] = {}
    for organization in organizations:
        name = chosen[spelling_key(organization.name)]
        before = joined.get(name)
        spellings = (*(before.aliases if before else ()), organization.name, *organization.aliases)
        aliases = tuple(spelling for spelling in dict.fromkeys(spellings) if spelling != name)
        joined[name] = replace(before or organization, name=name, aliases=aliases)
    return tuple(joined.values())
