"""Page → bytes, through Jinja templates. With environment.py the only place that imports jinja2.

A site's own templates/ override the theme's file by file. Every value is escaped in every template. Fragments that many
pages share (a card in a list, the header at one depth) are rendered once and kept. A mistake in a template becomes a
Problem with its file and line.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from newsarchive.config import SiteConfig
from newsarchive.errors import ArchiveError, Problem
from newsarchive.records import Output, Page, Pieces
from newsarchive.render import charts, metadata
from newsarchive.render.code import MISTAKES
from newsarchive.render.datafiles import WRITERS
from newsarchive.render.environment import SiteEnvironment
from newsarchive.render.filters import filters
from newsarchive.render.links import (
    ANYWHERE,
    absolute_filter,
    clean_path,
    href_filter,
    identity_filter,
    root_of,
    seen_from,
)
from newsarchive.render.pages import menu
from newsarchive.render.wording import WORDINGS

THEME = Path(__file__).parents[2] / "templates"
MOST_FRAGMENTS = 40_000  # kept in memory
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)


class Renderer:
    """Renders pages of one site. Cheap to make; each worker process has its own."""

    def __init__(self, config: SiteConfig, scratch: Path | None = None) -> None:
        """scratch: folder for temporary files; None: the system's."""
        self.config = config
        self.scratch = scratch
        self.environment = make_environment(config)
        self.environment.filters["fragment"] = lru_cache(MOST_FRAGMENTS)(self._fragment)

    def render(self, page: Page) -> bytes:
        """The page's bytes. Raises ArchiveError with the template's file and line (E401, E402)."""
        return Output(page.path, self.render_model(page, page.model)).whole

    def render_model(self, page: Page, model: Mapping[str, Any]) -> bytes | Pieces:
        """The page's bytes from its model, already made; a data file in pieces. Raises as render() does."""
        if write := WRITERS.get(page.template):
            return write(model.get("articles", ()), self.config, self.scratch)
        path = clean_path(page.path)
        with_page = {"path": path, "root": root_of(page.path, self.config)}
        try:
            template = self.environment.get_template(page.template)
            return template.render(model, **with_page).encode()
        except MISTAKES as error:
            raise ArchiveError(_problem(error, page)) from error

    def _fragment(self, name: str, **values: Any) -> Markup:
        """A template's text for these values, which must be hashable."""
        return Markup(self.environment.get_template(name).render(values))


def make_environment(config: SiteConfig) -> Environment:
    """The Jinja environment of a site: folders, filters and the names every template sees."""
    environment = SiteEnvironment(
        loader=FileSystemLoader([config.root / "templates", THEME]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    wording = WORDINGS[config.lang]
    absolute = absolute_filter(config)
    environment.filters.update(
        filters(config, wording),
        href=href_filter(config),
        absolute=absolute,
        identity=identity_filter(config),
        seen_from=seen_from,
        json=metadata.as_script,
    )
    environment.globals.update(
        site=config,
        t=wording,
        menu=menu(config),
        csp=CSP,
        anywhere=ANYWHERE,
        bars=charts.bars,
        draw=charts.draw,
        linked_data=metadata.linked_data,
        news_article=partial(metadata.news_article, config=config, absolute=absolute),
        breadcrumbs=partial(metadata.breadcrumbs, absolute=absolute),
        bibtex=metadata.bibtex,
        ris=metadata.ris,
    )
    environment.fixed = ("site", "t")
    return environment


def template_digests(config: SiteConfig) -> dict[str, str]:
    """Template name -> digest of its source and of every template it reaches. Raises ArchiveError (E401, E403)."""
    environment = make_environment(config)
    own = config.root / "templates"
    sources: dict[str, str] = {}
    for name in environment.list_templates():
        try:
            sources[name], file, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        except (OSError, UnicodeDecodeError) as error:
            raise ArchiveError(Problem(f"templates/{name}", 0, "E403")) from error
        try:
            if Path(str(file)).is_relative_to(
                own
            ):  # so that a mistake shows before a page needs it
                environment.parse(sources[name], name)
        except TemplateSyntaxError as error:
            raise ArchiveError(_problem(error, Page("", name))) from error
    reached = {
        name: {other for other in sources if f"'{other}'" in text or f'"{other}"' in text}
        for name, text in sources.items()
    }
    return {name: _digest(sorted(_closure(name, reached)), sources) for name in sources}


def _closure(name: str, reached: Mapping[str, set[str]]) -> set[str]:
    found, open_ends = {name}, [name]
    while open_ends:
        for other in reached.get(open_ends.pop(), set()) - found:
            found.add(other)
            open_ends.append(other)
    return found


def _digest(names: list[str], sources: Mapping[str, str]) -> str:
    parts = (f"{name}\0{sources.get(name, '')}\0" for name in names)
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def _problem(error: Exception, page: Page) -> Problem:
    """The mistake with the template's file and line; a mistake that is not a template's is raised again."""
    if isinstance(error, TemplateNotFound):
        return Problem(f"templates/{page.template}", 0, "E402", (str(error.name),))
    if isinstance(error, TemplateSyntaxError):
        return Problem(f"templates/{error.name}", error.lineno, "E401", (str(error.message),))
    frames = [
        f
        for f in traceback.extract_tb(error.__traceback__)
        if "/templates/" in "/" + f.filename.replace("\\", "/")
    ]
    if not frames:
        raise error
    name = ("/" + frames[-1].filename.replace("\\", "/")).rpartition("/templates/")[2]
    return Problem(f"templates/{name}", frames[-1].lineno or 0, "E401", (str(error),))
