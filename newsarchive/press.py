"""Pages → edition: what has changed is rendered, in the workers; what has not is kept as it is published.

A page's fingerprint is the digest of its model, its template with all that it reaches, the settings and the program. Equal
fingerprints give equal bytes, so a page whose fingerprint is in the ledger is neither rendered nor written. Models are
made by the workers too, so that planning a large archive costs little, and two processors look at it at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from newsarchive import workers
from newsarchive.config import SiteConfig
from newsarchive.gather import Means
from newsarchive.memo import code_digest, key_of
from newsarchive.publish import Edition, Staged, stage_file
from newsarchive.publish.ledger import Entry
from newsarchive.records import Article, Extracted, Output, Page
from newsarchive.render import Renderer

# What an article was read from, and its place there, stand for all that it says; only what was decided about it counts.
READ = {field.name for field in fields(Extracted)} - {"origin", "item"}
decided = attrgetter(*(field.name for field in fields(Article) if field.name not in READ))


@dataclass(frozen=True, slots=True)
class Job:
    """All that is to be printed. templates: name -> digest of the template and all that it reaches."""

    pages: Sequence[Page]
    config: SiteConfig
    templates: Mapping[str, str]
    stage_folder: Path
    published: Mapping[str, Entry]  # what is in the output folder now


class Press(NamedTuple):
    """What a process prints with. common: digest of what every page depends on."""

    job: Job
    renderer: Renderer
    common: str


class Printed(NamedTuple):
    """A page that was made, and the digest of what it was made from."""

    staged: Staged
    fingerprint: str


def settings_key(config: SiteConfig) -> str:
    """A digest of the settings that pages depend on: all of site.yaml, and whether drafts are shown."""
    stated = {
        f.name: getattr(config, f.name) for f in fields(SiteConfig) if "given" not in f.metadata
    }
    return key_of(stated, config.drafts)


def print_pages(job: Job, edition: Edition, means: Means) -> int:
    """Bring every page into the edition; the number of HTML pages. Raises ArchiveError of the first bad template."""
    total = len(job.pages)
    means.watch.stage("render", total)
    done = 0
    for chunk in workers.run(print_chunk, range(total), set_up, (job,), means.jobs):
        for page, printed in zip(job.pages[done : done + len(chunk)], chunk, strict=True):
            if printed:
                edition.accept(*printed)
            else:
                edition.keep(page.path)
        done += len(chunk)
        means.watch.advance(len(chunk))
    return sum(page.path.endswith(".html") for page in job.pages)


def set_up(job: Job) -> Press:
    """The press for a job."""
    common = key_of(code_digest(), settings_key(job.config))
    return Press(job, Renderer(job.config, job.stage_folder), common)


def print_chunk(press: Press, numbers: Sequence[int]) -> list[Printed | None]:
    """In a worker: make those of the pages that are not published as they are; None for the others."""
    return [print_page(press, press.job.pages[number]) for number in numbers]


def print_page(press: Press, page: Page) -> Printed | None:
    """Render and stage one page; None when what is published was made from the same."""
    model = page.model
    template = press.job.templates.get(page.template, "")
    inputs = {name: _short(value) for name, value in model.items()}
    fingerprint = key_of(press.common, template, page.path, inputs)
    published = press.job.published.get(page.path)
    if published and published.fingerprint == fingerprint:
        return None
    output = Output(page.path, press.renderer.render_model(page, model))
    there = f"{press.job.config.out}/{page.path}" if published else ""
    return Printed(stage_file(press.job.stage_folder, output, there), fingerprint)


def _short(value: Any) -> Any:
    """The value, with what was decided about an article in the place of the article."""
    if isinstance(value, Article):
        return decided(value)
    if isinstance(value, tuple) and value and isinstance(value[0], Article):
        return list(map(decided, value))
    return value
