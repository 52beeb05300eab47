"""Articles → Archive: everything the pages list, counted, ordered and linked.

    facets     FACETS table: what an article is browsed by; terms and the articles under each
    timeline   newest first; months, years and days
    neighbours related articles, and terms that occur together
    releases   one press release that several outlets printed
    quality    how each field was found, what each file gave and what was left out
    archive    arrange(): all of it in one value

In: articles in any order, the path segment of every term, settings, and what was read of each file. Out: one
Archive of frozen values. Never text for the reader, never markup, never a file.
"""

from newsarchive.index.archive import Archive, Card, arrange
from newsarchive.index.facets import FACETS, Count, Facet, Link, Shelf
from newsarchive.index.quality import FileNote, Note, Quality, note_of
from newsarchive.index.releases import Print, Release, Sketch, sketch

__all__ = [
    "FACETS",
    "Archive",
    "Card",
    "Count",
    "Facet",
    "FileNote",
    "Link",
    "Note",
    "Print",
    "Quality",
    "Release",
    "Shelf",
    "Sketch",
    "arrange",
    "note_of",
    "sketch",
]
