"""What Pelican lacks for this site: organizations, months, previous and next, the five indexes, the sitemap."""

import json
from collections import defaultdict
from pathlib import Path

from pelican import signals
from pelican.urlwrappers import URLWrapper


class Group(URLWrapper):
    """One organization or month. Pelican takes a wrapper's address from settings named after its class."""


def as_json(record: dict) -> str:
    """For a script element, with Korean as it is; Jinja's own filter escapes every syllable."""
    return json.dumps(record, ensure_ascii=False).replace("<", "\\u003c")


def set_up(pelican) -> None:
    """The addresses of groups; the kind stands in their slug."""
    pelican.settings["GROUP_URL"] = "{slug}/"
    pelican.settings["GROUP_SAVE_AS"] = "{slug}/index.html"


def collect(generator) -> None:
    """Join the articles with their groups and neighbours."""
    groups = {"organizations": defaultdict(list), "months": defaultdict(list)}
    older = [*generator.articles[1:], None]
    newer = [None, *generator.articles[:-1]]
    for article, before, after in zip(generator.articles, older, newer, strict=True):
        article.older, article.newer = before, after
        article.month = f"{article.date:%Y-%m}"
        article.names = str(article.metadata["organizations"]).split(", ")
        groups["months"][article.month].append(article)
        for name in article.names:
            groups["organizations"][name].append(article)
    generator.groups = groups


def write(generator, writer) -> None:
    """The pages of groups and indexes, and the sitemap."""
    indexes = {
        "outlets": [(str(name), name.url, len(found)) for name, found in generator.authors],
        "categories": [(str(name), name.url, len(found)) for name, found in generator.categories],
        "tags": [(str(name), name.url, len(found)) for name, found in generator.tags.items()],
    }
    for kind, groups in generator.groups.items():
        indexes[kind] = []
        for name, found in groups.items():
            group = Group(name, generator.settings)
            group.slug = f"{kind}/{name}"
            indexes[kind].append((name, group.url, len(found)))
            writer.write_file(
                group.save_as,
                generator.get_template("group"),
                generator.context,
                kind=kind,
                term=name,
                articles=found,
                dates=found,
                paginated={"articles": found, "dates": found},
                template_name="group",
                url=group.url,
            )
    for kind, terms in indexes.items():
        template = generator.get_template("terms")
        page = f"{kind}/index.html"
        writer.write_file(page, template, generator.context, kind=kind, terms=sorted(terms))
    write_sitemap(generator, [url for terms in indexes.values() for _, url, _ in terms])


def write_sitemap(generator, terms: list[str]) -> None:
    """All articles and terms."""
    rows = [(article.url, article.date.isoformat()) for article in generator.articles]
    lines = [f"<loc>{{}}/{url}</loc><lastmod>{day}</lastmod>" for url, day in rows]
    lines += [f"<loc>{{}}/{url}</loc>" for url in terms]
    site = generator.settings["SITEURL"]
    body = "\n".join(f"<url>{line.format(site)}</url>" for line in lines)
    head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    path = Path(generator.output_path) / "sitemap.xml"
    path.write_text(f"{head}\n{body}\n</urlset>\n", "utf-8")


def register() -> None:
    """What Pelican calls to load a plugin."""
    signals.initialized.connect(set_up)
    signals.article_generator_finalized.connect(collect)
    signals.article_writer_finalized.connect(write)
