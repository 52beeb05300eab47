"""Source → Reading: what a page says, with every line labelled. Total: no input raises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsarchive.extract.corrections import correct
from newsarchive.extract.markdown import read_markdown
from newsarchive.extract.page import read_page
from newsarchive.records import Correction, Form, Lexicon, Reading, Source


def extract(source: Source, lexicon: Lexicon, corrections: Sequence[Correction] = ()) -> Reading:
    """The records that one source holds, with `corrections` (those meant for this source) laid over them."""
    if source.form in (Form.MARKDOWN, Form.CORRECTION):
        return read_markdown(source)
    reading = read_page(source, lexicon)
    articles, problems = correct(reading.articles, corrections)
    return replace(reading, articles=articles, problems=reading.problems + problems)
