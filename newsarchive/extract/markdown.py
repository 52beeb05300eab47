"""Markdown articles and correction files → Reading. Raw HTML in them is text, never markup.

Links may lead to http, https and mailto addresses or to places of the site; images become links to the picture,
because a page of the archive loads nothing from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from newsarchive.errors import Problem
from newsarchive.extract.corrections import read_target
from newsarchive.extract.frontmatter import read_fields, split_entries, split_front_matter
from newsarchive.records import Correction, Extracted, Finding, Form, Reading, Source
from newsarchive.text import squeeze

if (
    TYPE_CHECKING
):  # loaded by the first text that needs a parser: an archive of plain paragraphs has none
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ALLOWED_LINK = re.compile(r"(?:https?:|mailto:|[^:]*(?:[/?#]|$))", re.IGNORECASE)
LAYOUT = "markdown"
DEEPEST = 40  # lists and quotes within each other; text that goes deeper is shown as written


def read_markdown(source: Source) -> Reading:
    """The article, or the correction, that a Markdown or YAML file holds; with errors it holds neither."""
    if source.problems:
        return Reading(source.path, problems=source.problems)
    if source.form is Form.CORRECTION:
        lines = source.text.split("\n")
        fenced = lines[0].rstrip() == "---"
        parts: tuple[list[str], str, int] | None = (lines[fenced:], "", len(lines) + 1)
        first_line = 1 + fenced
    else:
        parts = split_front_matter(source.text)
        first_line = 2
    if parts is None:
        return Reading(source.path, problems=(Problem(source.path, 1, "E202"),))
    lines, body, body_line = parts
    entries, problems = split_entries(lines, first_line, source.path)
    values, more = read_fields(entries, source.path)
    problems += more
    stated = {entry.key: entry.line for entry in entries}
    if "corrects" in values or source.form is Form.CORRECTION:
        return _correction(source, values, stated, body, problems)
    return _article(source, values, stated, (body, body_line), problems)


def _correction(
    source: Source,
    values: dict[str, Any],
    stated: Mapping[str, int],
    body: str,
    problems: list[Problem],
) -> Reading:
    target, item = read_target(values.pop("corrects", ""))
    if not target:
        problems = [*problems, Problem(source.path, 1, "E207")]
    if body.strip():
        values |= dict(zip(("body", "body_html"), read_body(body), strict=True))
    if problems:
        return Reading(source.path, problems=tuple(sorted(problems)))
    correction = Correction(target, item, _unstated(values), source.path, stated["corrects"])
    return Reading(source.path, corrections=(correction,))


def _article(
    source: Source,
    values: dict[str, Any],
    stated: Mapping[str, int],
    body: tuple[str, int],
    problems: list[Problem],
) -> Reading:
    text, line = body
    if not values.get("title"):
        values["title"], text = _leading_heading(text)
    if not values["title"]:
        problems = [*problems, Problem(source.path, stated.get("title", 1), "E201")]
    paragraphs, html = read_body(text)
    may_be_empty = values.get("draft") or values.get("status") == "withdrawn"
    if not (paragraphs or values.get("body") or may_be_empty):
        problems = [*problems, Problem(source.path, line, "E211")]
    if problems:
        return Reading(source.path, problems=tuple(sorted(problems)))
    values = {"kind": "article", "body": paragraphs, "body_html": html, **_unstated(values)}
    if values.get("section"):
        values["section_basis"] = "front-matter"
    above = body[0][: len(body[0]) - len(text.lstrip("\n"))].count("\n")
    found = tuple(Finding(key, number, "front-matter") for key, number in stated.items())
    article = Extracted(
        **values,
        source=source.path,
        sha256=source.sha256,
        origin=source.origin,
        line=line + above,
        layout=LAYOUT,
        found=found,
    )
    return Reading(source.path, articles=(article,))


def _unstated(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with empty texts as None: the key is there, but the person does not say."""
    return {
        field: None if value == "" and field != "title" else value
        for field, value in values.items()
    }


def _leading_heading(text: str) -> tuple[str, str]:
    """(title, rest) of a text that opens with `# title`; ("", text) otherwise."""
    match = re.match(r"\s*#[ \t]+(.+?)[ \t#]*(?:\n|$)", text)
    return (match[1], text[match.end() :]) if match else ("", text)


# What may mean more than itself: inline marks, and any white space but blanks; at a line's start a blank or block mark.
INLINE = re.compile(
    r"[*_`<&\[\]\\|~\t\v\f\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
OPENING = re.compile(r"[ #>+=:-]|\d{1,9}[.)]")
LATER_LINE = re.compile(rf"\n(?:{OPENING.pattern})")
# What reaches over blank lines into plain paragraphs: an open code fence, a definition that links may use.
FAR_REACHING = re.compile(r"```|~~~|\]:")
BETWEEN_BLOCKS = re.compile(r"\n{2,}")


def read_body(text: str) -> tuple[tuple[str, ...], str]:
    """(paragraphs as plain text, safe HTML) of a Markdown body; HTML "" when it is nothing but plain paragraphs."""
    if holds_markup(text):
        return render_markdown(text)
    return tuple(map(_one_line, _paragraphs(text))), ""


def holds_markup(text: str) -> bool:
    """Whether a parser might find anything but paragraphs in the text. Several quick looks: one pattern for all takes
    ten times as long, and every article is looked at."""
    return (
        INLINE.search(text) is not None
        or " \n" in text
        or text.endswith(" ")
        or OPENING.match(text) is not None
        or LATER_LINE.search(text) is not None
    )


def render_markdown(text: str) -> tuple[tuple[str, ...], str]:
    """(paragraphs as plain text, safe HTML) of Markdown text.

    Plain paragraphs, nearly all that there is, need no parser, which takes twenty times as long.

    >>> render_markdown("가 <b>나</b>\\n\\n- [다](javascript:x)")[1]
    '<p>가 &lt;b&gt;나&lt;/b&gt;</p>\\n<ul>\\n<li>[다](javascript:x)</li>\\n</ul>\\n'
    """
    if FAR_REACHING.search(text):
        return _parsed(text)
    parts = [_parsed(run) if is_markup else _prose(run) for is_markup, run in _runs(text)]
    return tuple(chain.from_iterable(p for p, _ in parts)), "".join(html for _, html in parts)


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text in runs of blocks that hold markup and blocks that hold none: (does it?, the run as written).

    A plain block starts at the line's edge, so it ends whatever list, quotation or code stands above it.
    """
    text = text.strip("\n")
    ends = [match.span() for match in BETWEEN_BLOCKS.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    blocks = zip(starts, [*(start for start, _ in ends), len(text)], strict=True)
    marked = ((holds_markup(text[start:end]), start, end) for start, end in blocks)
    for is_markup, run in groupby(marked, key=itemgetter(0)):
        blocks_of_run = list(run)
        yield is_markup, text[blocks_of_run[0][1] : blocks_of_run[-1][2]]


def _parsed(text: str) -> tuple[tuple[str, ...], str]:
    """What the CommonMark parser makes of the text."""
    parser = _parser()
    tokens = parser.parse(text)
    if any(token.level >= DEEPEST - 1 for token in tokens):  # what lies deeper would be lost
        return _prose(text)
    paragraphs = tuple(
        filter(None, (_plain(t) for t in tokens if t.type in ("inline", "fence", "code_block")))
    )
    return paragraphs, parser.renderer.render(tokens, parser.options, {})


def _prose(text: str) -> tuple[tuple[str, ...], str]:
    """What it would make of text without any markup; marks in it are shown as they are."""
    from markdown_it.common.utils import escapeHtml

    paragraphs = _paragraphs(text)
    html = "".join(f"<p>{escapeHtml(part)}</p>\n" for part in paragraphs)
    return tuple(map(squeeze, paragraphs)), html


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in text.split("\n\n") if part.strip("\n")]


def _one_line(plain: str) -> str:
    """The paragraph on one line; there are no white spaces in it but single line ends and blanks, none at its ends."""
    return squeeze(plain) if "  " in plain else plain.replace("\n", " ")


def _plain(token: Token) -> str:
    """The words of a token without markup; line breaks inside a paragraph become spaces."""
    if token.children is None:
        return token.content.strip()
    spoken = (" " if child.type.endswith("break") else child.content for child in token.children)
    return " ".join("".join(spoken).split())


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable("table")
    parser.validateLink = lambda url: bool(ALLOWED_LINK.match(url.strip()))  # type: ignore[method-assign]
    parser.core.ruler.push("shift_headings", _shift_headings)
    parser.core.ruler.push("images_to_links", _images_to_links)
    return parser


def _shift_headings(state: Any) -> None:
    """h1 is the article's title, so the body's headings start at h2."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"


def _images_to_links(state: Any) -> None:
    """A link to each picture, named by its description; the description alone where a link holds the picture."""
    for token in state.tokens:
        if any(child.type == "image" for child in token.children or ()):
            token.children = list(_without_images(token.children))


def _without_images(tokens: Sequence[Token]) -> Iterator[Token]:
    from markdown_it.token import Token

    depth = 0
    for token in tokens:
        depth += (token.type == "link_open") - (token.type == "link_close")
        if token.type != "image":
            yield token
            continue
        name = Token("text", "", 0, content=token.content or str(token.attrs["src"]))
        linked = Token("link_open", "a", 1, attrs={"href": token.attrs["src"]})
        yield from [name] if depth else [linked, name, Token("link_close", "a", -1)]
