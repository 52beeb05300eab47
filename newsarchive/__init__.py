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

    pipeline  the verbs in order
    gather    read, extract and enrich, file by file: remembered and shared out
    press     pages to bytes: remembered and shared out
    memo      what pure steps gave for these bytes and this code; digests
    workers   where work runs: in this process or in several
    watch     what long work tells whoever watches it

    cli       runs commands; printing, exit codes
    usage     commands and options; mistakes in typing them
    check     what a build would complain of, dead links, limits of hosts
    intake    drafts, and files from elsewhere
    serve     the preview

A room never imports another room; tests/test_layers.py holds the arrows. Start reading at pipeline.build().
"""

__version__ = "0.1.0"
