"""Organizations a document mentions. In: a Passage and a Vocabulary. Out: Organization records, first mention first.

Rules find mentions; mentions of one organization become one record, whose other names are the document's own spellings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from newsarchive.enrich import beside, forms, lists, marks, offices, quotes, relations
from newsarchive.enrich.homes import with_homes
from newsarchive.enrich.names import spelling_key
from newsarchive.enrich.passage import Passage, read_passage
from newsarchive.enrich.survey import Mention, Survey
from newsarchive.enrich.vocabulary import LOCAL_GOVERNMENT, Vocabulary
from newsarchive.records import Organization
from newsarchive.text import bare_name

SHORTEST_END = 3  # syllables of a name that may be the end of another
Rule = Callable[[Survey], Iterator[Mention]]
RULES: tuple[tuple[str, Rule], ...] = (  # by rank: a word belongs to the first rule that claims it
    ("headed", marks.headed),
    ("corporate-mark", marks.corporate_mark),
    ("corporate-mark", marks.firm),
    ("embassy", beside.embassy),
    ("lexicon", forms.phrase),
    ("lexicon", forms.spaced),
    ("lexicon", forms.lexicon),
    ("defined", relations.defined),
    ("group", forms.group),
    ("titled", offices.titled),
    ("school", offices.school),
    ("government", offices.government),
    ("office", offices.office),
    ("ending", forms.ending),
    ("placed", forms.placed),
    ("child", forms.child),
    ("led", beside.led),
    ("shop", beside.shop),
    ("apposition", beside.apposition),
    ("quoted", quotes.quoted),
    ("quoted", quotes.named_in_quotes),
    ("quoted", quotes.quoted_body),
    ("elliptic", relations.elliptic),
    ("shared", relations.shared),
    ("allied", beside.allied),
    ("joined", beside.joined),
    ("town", offices.town),
    ("described", beside.described),
    ("recalled", relations.recalled),
    ("listed", lists.listed),
    ("repeated", relations.repeated),
)


def surveyed(passage: Passage, vocabulary: Vocabulary) -> Survey:
    """A survey in which every rule has had its turn."""
    survey = Survey.begin(passage, vocabulary)
    for name, rule in RULES:
        for mention in rule(survey):
            survey.claim(mention._replace(rule=name))
    return survey


def organizations_of(survey: Survey) -> tuple[Organization, ...]:
    """Every organization once, with the sentence and the rule that gave it: of its first mention that no other gave."""
    mentions = with_homes(survey, sorted(survey.mentions, key=lambda m: m.first))
    return tuple(_grouped(survey, _of_their_time(mentions, survey.vocabulary)))


def _of_their_time(mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """The mentions; 중진공 is the body that the document names, be it the former one or the one that took its place."""
    names = {mention.name for mention in mentions}
    pairs = [pair for pair in vocabulary.successors.items() if len(names.intersection(pair)) == 1]
    meant = {a if b in names else b: b if b in names else a for a, b in pairs}
    return [m._replace(known_as=meant.get(m.known_as, m.known_as)) for m in mentions]


def _grouped(survey: Survey, mentions: Sequence[Mention]) -> Iterable[Organization]:
    """One organization for all mentions that mean it."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        key = spelling_key(mention.known_as or mention.name, survey.vocabulary.places)
        groups.setdefault(key, []).append(mention)
    joined: dict[str, list[Mention]] = {}
    for key, members in groups.items():
        joined.setdefault(_whole(key, groups), []).extend(members)
    for whole, members in joined.items():
        named = groups[whole]
        name = next((m.known_as for m in named if m.known_as), named[0].name)
        given = next((m for m in members if m.rule != "repeated"), members[0])
        spellings = dict.fromkeys(m.name for m in members)
        yield Organization(
            name,
            tuple(spelling for spelling in spellings if spelling != name),
            next((m.kind for m in members if m.kind), ""),
            next((m.parent for m in members if m.parent), ""),
            survey.passage.sentence_at(survey.passage.words[given.first].start),
            given.rule,
            survey.vocabulary.successors.get(name, ""),
        )


def _whole(key: str, groups: Mapping[str, Sequence[Mention]]) -> str:
    """The longest key of which this one is the end: 특구진흥재단 of 연구개발특구진흥재단; itself when there is none."""
    longer = (k for k in groups if k.endswith(key) and len(k) > len(key) + 1)
    whole = max(longer, key=len, default=key) if len(key) >= SHORTEST_END else key
    is_known = any(mention.known_as for mention in groups[key])
    return whole if not is_known or any(m.known_as for m in groups[whole]) else key


def organizations_named(names: Iterable[str], vocabulary: Vocabulary) -> tuple[Organization, ...]:
    """The organizations that front matter states, kinds filled in from the word lists."""
    known = vocabulary.entries
    return tuple(
        Organization(name, kind=known[name].kind if name in known else "", rule="front-matter")
        for name in dict.fromkeys(names)
    )


def issuer(credit: str, vocabulary: Vocabulary) -> Organization | None:
    """Who issued a release, when the whole credit line is the name of an organization; None for a person or an outlet."""
    name = bare_name(credit)
    government = vocabulary.places.governments.get(name)
    if government:
        aliases = (name,) if name != government else ()
        return Organization(government, aliases, LOCAL_GOVERNMENT, sentence=credit, rule="credit")
    found = organizations_of(surveyed(read_passage("", (name,)), vocabulary)) if name else ()
    whole = [o for o in found if name in (o.name, *o.aliases)]
    return whole[0]._replace(sentence=credit, rule="credit") if whole else None
