"""A static news-archive generator for Korean press releases. This docstring is the map of the package.

    site.yaml ▸ config     then, in this order, called by pipeline.build():
    read     disk → Source                  the only room that opens inputs
    extract  Source → Reading (Extracted)   labels lines, reads fields from labels
    enrich   Extracted → Article            organizations, people, places, tags, categories, urls
    index    Articles → Archive             facets, months, neighbours, releases
    search   Archive → Outputs              index files for the search page
    render   Archive → Outputs              templates to pages; the only room that imports jinja2
    publish  Outputs → folder               the only room that writes the site

    records   the nouns that the rooms pass on; frozen
    errors    Problem and ArchiveError; messages: their wording, Korean and English
    text      Korean text helpers shared by rooms
    lexicon/  word lists as YAML
    memo      what pure steps gave for these bytes and this code
    pipeline  the verbs in order; cli: arguments, printing, exit codes

A room never imports another room; tests/test_layers.py holds the arrows. Start reading at pipeline.build().
"""

__version__ = "0.1.0"
