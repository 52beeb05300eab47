"""Archive → pages → bytes.

    pages      PAGES table: every page of the site as (path, template, model); nothing rendered
    renderer   Renderer: one page to bytes, through templates/; template_digests for those who remember
    links      relative and absolute addresses
    filters    dates, counts, particles, lists as readers expect them
    charts     geometry of the pictures
    metadata   JSON-LD, BibTeX, RIS
    datafiles  CSV, NDJSON, JSON Schema, SQLite
    wording    every sentence of the interface in Korean and English

In: an Archive and settings. Out: bytes per page. Reads templates and nothing else; writes nothing.
"""

from newsarchive.render.pages import PAGES, pages
from newsarchive.render.renderer import Renderer, template_digests

__all__ = ["PAGES", "Renderer", "pages", "template_digests"]
