"""One document → Terms. Pure: the same document and vocabulary always give the same Terms, which memo remembers."""

from __future__ import annotations

from newsarchive.enrich.categories import categorize
from newsarchive.enrich.organizations import organizations_in, organizations_named
from newsarchive.enrich.passage import read_passage
from newsarchive.enrich.people import people_in
from newsarchive.enrich.places import places_in
from newsarchive.enrich.tags import tags_in
from newsarchive.enrich.vocabulary import Vocabulary
from newsarchive.records import Extracted, Terms


def annotate(document: Extracted, vocabulary: Vocabulary) -> Terms:
    """Organizations, people, places, category and tags of one document, names as the document has them."""
    title = "" if document.title_derived else document.title
    passage = read_passage(title, (*document.subtitle, *document.body, *document.captions))
    if document.named_organizations is None:
        organizations = organizations_in(passage, vocabulary)
    else:
        organizations = organizations_named(document.named_organizations, vocabulary)
    category, basis = categorize(document, vocabulary.categories)
    return Terms(
        category=category,
        category_basis=basis,
        organizations=organizations,
        people=people_in(passage, vocabulary),
        places=places_in(passage, vocabulary.places),
        tags=tuple(dict.fromkeys((*document.keywords, *tags_in(passage, vocabulary)))),
    )
