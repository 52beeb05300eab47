"""One document → Terms. Pure: the same document and vocabulary always give the same Terms, which memo remembers."""

from __future__ import annotations

from newsarchive.enrich.categories import categorize
from newsarchive.enrich.names import spelling_key
from newsarchive.enrich.organizations import (
    issuer,
    organizations_named,
    organizations_of,
    surveyed,
)
from newsarchive.enrich.passage import read_passage
from newsarchive.enrich.people import people_in
from newsarchive.enrich.places import places_in
from newsarchive.enrich.survey import Survey
from newsarchive.enrich.tags import phrases_in, tags_in
from newsarchive.enrich.vocabulary import Vocabulary
from newsarchive.records import Extracted, Organization, Terms
from newsarchive.text import first_sentence, shorten, squeeze

SUMMARY_LENGTH = 160
SHORT_SENTENCE = 70  # a first sentence up to this length takes the second one along


def annotate(document: Extracted, vocabulary: Vocabulary) -> Terms:
    """Organizations, people, places, category and tags of one document, names as the document has them."""
    title = "" if document.title_derived else document.title
    passage = read_passage(title, (*document.subtitle, *document.body, *document.captions))
    survey = surveyed(passage, vocabulary)
    category, basis = categorize(document, vocabulary.categories, passage.starts_of_words)
    return Terms(
        category=category,
        category_basis=basis,
        organizations=_organizations(document, survey),
        people=people_in(survey),
        places=places_in(survey),
        tags=tags_in(survey, document.keywords),
        phrases=phrases_in(survey),
        summary=summary_of(document),
    )


def annotate_stated(document: Extracted, vocabulary: Vocabulary) -> Terms:
    """Only what front matter or the page itself states; nothing is read from running text (`enrich: false`)."""
    return Terms(
        category=document.section,
        category_basis=document.section_basis,
        organizations=organizations_named(document.named_organizations or (), vocabulary),
        tags=tuple(dict.fromkeys(document.keywords)),
        summary=summary_of(document),
    )


def summary_of(document: Extracted) -> str:
    """The summary a person gave; else one or two sentences of the body, at most 160 characters, "" without a body."""
    if document.given_summary is not None:
        return document.given_summary
    text = squeeze(" ".join(document.body[:2]))
    first = first_sentence(text)
    if len(first) <= SHORT_SENTENCE:
        first = f"{first} {first_sentence(text[len(first) :].strip())}".strip()
    return shorten(first, SUMMARY_LENGTH)


def _organizations(document: Extracted, survey: Survey) -> tuple[Organization, ...]:
    """Those of front matter; else those of the text, and who issued the release when the text does not name it."""
    if document.named_organizations is not None:
        return organizations_named(document.named_organizations, survey.vocabulary)
    found = organizations_of(survey)
    sender = issuer(document.credit or "", survey.vocabulary)
    places = survey.vocabulary.places
    names = {spelling_key(name, places) for known in found for name in (known.name, *known.aliases)}
    if sender is None or spelling_key(sender.name, places) in names:
        return found
    return (*found, sender)
