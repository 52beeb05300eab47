"""Source → Reading: what a page says, with every line labelled. Total: no input raises.

What reads pages is loaded when there is one to read: its patterns take longer to compile than a build in which nothing
has changed takes otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsarchive.extract.corrections import correct
from newsarchive.extract.markdown import read_markdown
from newsarchive.records import Correction, Form, Lexicon, Reading, Source
from newsarchive.text import clean_text


def extract(source: Source, lexicon: Lexicon, corrections: Sequence[Correction] = ()) -> Reading:
    """The records that one source holds, with `corrections` (those meant for this source) laid over them."""
    if source.form in (Form.MARKDOWN, Form.CORRECTION):
        return read_markdown(source)
    read = read_html if source.form is Form.HTML else read_text
    reading = read(source, lexicon)
    articles, problems = correct(reading.articles, corrections)
    return replace(reading, articles=articles, problems=reading.problems + problems)


def read_text(source: Source, lexicon: Lexicon) -> Reading:
    """What a page copied as text says."""
    from newsarchive.extract.page import read_page

    return read_page(source, lexicon)


def read_html(source: Source, lexicon: Lexicon) -> Reading:
    """The visible text of a saved page read like any text; line numbers count the lines a reader sees.

    A single article takes over those claims of the page's metadata that the visible text bears out.
    """
    from newsarchive.extract.html import confirm, read_markup

    markup, evidence = read_markup(source.text)
    text = clean_text(markup)  # "&#1;" is a character that XML forbids
    reading = read_text(replace(source, text=text), lexicon)
    if len(reading.articles) != 1:
        return reading
    article = confirm(reading.articles[0], evidence, text)
    answered = {"W203": not article.title_derived, "W204": article.date is not None}
    problems = tuple(p for p in reading.problems if not answered.get(p.code, False))
    return replace(reading, articles=(article,), problems=problems)
