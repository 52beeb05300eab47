"""Organizations a document mentions. In: a Passage and a Vocabulary. Out: Organization records, first mention first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsarchive.enrich.passage import Passage
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT, Entry, Vocabulary
from newsarchive.records import Organization

AGENT = frozenset(
    ["은", "는", "이", "가", "와", "과", "도", "에서는", "와의", "과의", "측은", "측이", "측"]
)


def organizations_in(passage: Passage, vocabulary: Vocabulary) -> tuple[Organization, ...]:
    """Every organization once, with the sentence of its first mention."""
    found: dict[str, Organization] = {}
    for word in passage.words:
        for reading in word.readings:
            entry = _entry(reading.stem, reading.particle, vocabulary)
            if entry and entry.name not in found:
                aliases = (reading.stem,) if reading.stem != entry.name else ()
                found[entry.name] = Organization(
                    entry.name,
                    aliases,
                    entry.kind,
                    sentence=passage.sentence_at(word.start),
                    rule="lexicon",
                )
            if entry:
                break
    return tuple(found.values())


def _entry(stem: str, particle: str, vocabulary: Vocabulary) -> Entry | None:
    """What the word lists know under the stem."""
    if stem in vocabulary.places.governments and particle in AGENT:
        return Entry(vocabulary.places.governments[stem], LOCAL_GOVERNMENT)
    if stem in vocabulary.ambiguous or stem in vocabulary.excluded:
        return None
    return vocabulary.entries.get(stem)


def organizations_named(
    names: Sequence[str] | Iterable[str], vocabulary: Vocabulary
) -> tuple[Organization, ...]:
    """The organizations that front matter states, kinds filled in from the word lists."""
    kinds = {name: vocabulary.entries[name].kind for name in names if name in vocabulary.entries}
    return tuple(
        Organization(name, kind=kinds.get(name, ""), rule="front-matter") for name in names
    )
