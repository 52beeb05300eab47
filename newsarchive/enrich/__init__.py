"""Who, where and what an article is about. In: Extracted and a Vocabulary. Out: Terms, then Articles.

    annotate   one document → Terms; pure, so that its result can be remembered
    settle     all documents → Articles: ids, urls, one name per organization, tags that two articles share
    urls.slugs names → path segments

    vocabulary     word lists and settings, compiled once
    passage        a document as words, readings of their particles, sentences and quotations
    organizations  the rules in order: marks, forms, offices, beside, quotes, relations, lists; extent and homes help
    shapes, survey what a word looks like; what is found so far
    people, places, categories, tags

This room never opens a file and never raises on what a document says.
"""

from newsarchive.enrich.annotate import annotate, annotate_stated
from newsarchive.enrich.settle import settle
from newsarchive.enrich.vocabulary import Vocabulary

__all__ = ["Vocabulary", "annotate", "annotate_stated", "settle"]
