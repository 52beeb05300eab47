"""Articles → the files of the search index, below `search/`. What they hold, byte by byte: the head of static/search.js.

    normal    text → units, as static/search.js does it too
    words     Articles → words that have a key of their own, or serve initials and spelling
    terms     Article → Occurrences: postings of one article
    batches   Articles → postings of neighbours, remembered; and of all together
    segment   Articles → the files of one segment
    pieces    records → runs of letters that they share, and records spelled in them
    names     Articles → suggestions, and releases that several outlets carry
    bits, format   bytes

**Why segments.** Every key file holds postings of many articles, so that one more article would rewrite most of the index. The
articles, by date and id, are therefore cut into a long run and a short one of the newest (`cut`): a new article rewrites the short
run, the start file and the two small files of names. The cut depends on the number of articles alone, so any way to
the same articles gives the same bytes. The price: once in `unit` additions the short run joins the long one and the
whole index is rewritten, and so it is when an article with an old date comes in or an old text changes, since the
numbers of all later articles move. No order that a clean build could know would spare that.

Nothing here reads files, the clock or settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from newsarchive.records import Article, Output
from newsarchive.search.batches import batches_of, key_of
from newsarchive.search.bits import deflate, digest
from newsarchive.search.format import BLOCK, FORMAT, to_json
from newsarchive.search.means import Forgetful, Mapper, Store
from newsarchive.search.names import names_file, twins_file
from newsarchive.search.pieces import pieces_file, pieces_of
from newsarchive.search.segment import Segment, build_segment

__all__ = ["WORTH", "Segment", "build_index", "cut"]

FOLDER = "search"
KEY_FILES = (
    0.07  # of all articles, in the long segment: with the texts less than a file for four articles
)
WORTH = 64  # articles, about: the items that are shared out are batches
OTHER_FILES = 16  # of both segments, whatever their length
FEWEST_KEY_FILES = 0.045  # a small archive meets no host's limit
SHORT_KEY_FILES = 0.005  # in the short one, of which a query should read little


def build_index(
    articles: Sequence[Article], *, mapper: Mapper = map, store: Store | None = None
) -> Iterator[Output]:
    """The files of the index; the order of `articles` does not matter.

    `mapper(function, items)` gives the results in order: a pool of processes may serve. `store` remembers values by key: a key
    is a digest of all that its value depends on.
    """
    store = store or Forgetful()
    ordered = sorted(articles, key=lambda article: (article.date or "", article.id))
    segments: list[dict[str, Any]] = []
    pieces: list[str] = []
    for run, files in _runs(ordered):
        batches = {key_of(batch): batch for batch in batches_of(run)}
        store.keep(tuple(batches))
        if not segments:  # those of the long run serve the short one too
            pieces = store.through(_key("pieces", *batches), partial(pieces_of, run), list[str])
        build = partial(build_segment, batches, files, pieces, mapper, store)
        segment = store.through(_key(str(files), *batches, *pieces), build, Segment)
        segments.append(segment.summary)
        for path, content in segment.files:
            yield Output(f"{FOLDER}/{segment.name}/{path}", content)
    start = {"format": FORMAT, "documents": len(ordered), "block": BLOCK, "segments": segments}
    others = {
        "names": names_file(ordered),
        "twins": twins_file(ordered),
        "pieces": pieces_file(pieces),
    }
    for kind, content in others.items():
        start[kind] = digest(content)
        yield Output(f"{FOLDER}/{kind}-{start[kind]}.bin", content)
    yield Output(f"{FOLDER}/manifest.bin", deflate(to_json(start)))


def cut(documents: int) -> int:
    """How many of the oldest articles make up the long segment: a multiple of a power of two near a 64th of all.

    >>> cut(50), cut(1_000), cut(10_000), cut(100_000)
    (0, 960, 9984, 99328)
    """
    unit = 64
    while unit * 128 <= documents:
        unit *= 2
    return documents // unit * unit


def _key(*parts: str) -> str:
    return digest(*map(str.encode, parts))


def _runs(ordered: Sequence[Article]) -> Iterator[tuple[Sequence[Article], int]]:
    """The long and the short run, those that are not empty, with the number of their key files."""
    number = len(ordered)
    long = cut(number)
    if long:
        yield ordered[:long], round(max(long * KEY_FILES - OTHER_FILES, long * FEWEST_KEY_FILES))
    if long < number:
        few = max(8, round(number * SHORT_KEY_FILES)) if long else round(number * KEY_FILES)
        yield ordered[long:], max(1, min(few, number - long))
