"""Pages → edition: what has changed is rendered, in the workers; what has not is kept as it is published.

A page's fingerprint is the digest of its model, its template with all that it reaches, the settings and the program. Equal
fingerprints give equal bytes, so a page whose fingerprint is in the ledger is neither rendered nor written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from newsarchive import workers
from newsarchive.config import SiteConfig
from newsarchive.gather import Means
from newsarchive.memo import Fingerprints, code_digest, key_of
from newsarchive.publish import Edition, Staged, stage_file
from newsarchive.records import Output, Page
from newsarchive.render import Renderer

BATCH = 10_000  # pages in memory at once
# The labelled lines of an article follow from its file's digest and its place in it, which count.
LEFT_OUT = ("lines",)


class Order(NamedTuple):
    """A page to render, its fingerprint, and the digest of what is published in its place ("": nothing)."""

    page: Page
    fingerprint: str
    published: str


class Press(NamedTuple):
    """What a worker renders with, and where it puts the pages."""

    renderer: Renderer
    stage_folder: Path


def settings_key(config: SiteConfig) -> str:
    """A digest of the settings that pages depend on: all of site.yaml, and whether drafts are shown."""
    stated = {
        f.name: getattr(config, f.name) for f in fields(SiteConfig) if "given" not in f.metadata
    }
    return key_of(stated, config.drafts)


def print_pages(
    pages: Iterable[Page],
    templates: Mapping[str, str],
    edition: Edition,
    config: SiteConfig,
    means: Means,
) -> int:
    """Bring every page into the edition; the number of HTML pages. Raises ArchiveError of the first bad template.

    templates: name -> digest of the template and all that it reaches.
    """
    means.watch.stage("render", 0)
    common = key_of(code_digest(), settings_key(config))
    fingerprints = Fingerprints(LEFT_OUT)
    maker = PressMaker(config, edition.stage_folder)
    count = 0
    left = iter(pages)
    while batch := list(islice(left, BATCH)):
        count += sum(page.path.endswith(".html") for page in batch)
        orders = []
        for page in batch:
            template = templates.get(page.template, "")
            fingerprint = fingerprints.of((common, template, page.path, page.model))
            published = edition.published(page.path)
            if published and published.fingerprint == fingerprint:
                edition.keep(page.path)
            else:
                orders.append(Order(page, fingerprint, published.digest if published else ""))
        means.watch.advance(len(batch) - len(orders))
        _render(orders, edition, maker, means)
    return count


def _render(orders: Sequence[Order], edition: Edition, maker: PressMaker, means: Means) -> None:
    """Render the orders in the workers, which stage the pages themselves."""
    if len(orders) >= workers.FEWEST:
        maker().renderer.load_templates()
    done = 0
    for chunk in workers.run(render_chunk, orders, maker, (), means.jobs):
        for order, staged in zip(orders[done : done + len(chunk)], chunk, strict=True):
            edition.accept(staged, order.fingerprint)
        done += len(chunk)
        means.watch.advance(len(chunk))


class PressMaker:
    """Makes the press of a process, once: forked workers inherit the one that is made here, spawned ones make theirs."""

    def __init__(self, config: SiteConfig, stage_folder: Path) -> None:
        self._arguments = config, stage_folder
        self._press: Press | None = None

    def __call__(self) -> Press:
        if self._press is None:
            config, stage_folder = self._arguments
            self._press = Press(Renderer(config), stage_folder)
        return self._press

    def __reduce__(self) -> tuple[type[PressMaker], tuple[SiteConfig, Path]]:
        return PressMaker, self._arguments


def render_chunk(press: Press, orders: Sequence[Order]) -> list[Staged]:
    """In a worker: render some pages and stage them."""
    return [
        stage_file(
            press.stage_folder,
            Output(order.page.path, press.renderer.render(order.page)),
            order.published,
        )
        for order in orders
    ]
