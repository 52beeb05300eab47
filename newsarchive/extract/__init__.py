"""Source → Reading: what a page says, with every line labelled. Total: no input raises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsarchive.extract.corrections import correct
from newsarchive.extract.markdown import read_markdown
from newsarchive.extract.page import read_page
from newsarchive.records import Correction, Form, Lexicon, Reading, Source
from newsarchive.text import clean_text


def extract(source: Source, lexicon: Lexicon, corrections: Sequence[Correction] = ()) -> Reading:
    """The records that one source holds, with `corrections` (those meant for this source) laid over them."""
    if source.form in (Form.MARKDOWN, Form.CORRECTION):
        return read_markdown(source)
    reading = read_html(source, lexicon) if source.form is Form.HTML else read_page(source, lexicon)
    articles, problems = correct(reading.articles, corrections)
    return replace(reading, articles=articles, problems=reading.problems + problems)


def read_html(source: Source, lexicon: Lexicon) -> Reading:
    """The visible text of a saved page read like any text; line numbers count the lines a reader sees.

    A single article takes over those claims of the page's metadata that the visible text bears out.
    """
    from newsarchive.extract.html import (
        confirm,
        read_markup,
    )  # bs4 takes long to load, pages are rare

    markup, evidence = read_markup(source.text)
    text = clean_text(markup)  # "&#1;" is a character that XML forbids
    reading = read_page(replace(source, text=text), lexicon)
    if len(reading.articles) != 1:
        return reading
    article = confirm(reading.articles[0], evidence, text)
    answered = {"W203": not article.title_derived, "W204": article.date is not None}
    problems = tuple(p for p in reading.problems if not answered.get(p.code, False))
    return replace(reading, articles=(article,), problems=problems)
