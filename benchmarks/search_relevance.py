"""Which records of a corpus answer a query, by definition. Prints a count a query.

    python benchmarks/search_relevance.py corpus.jsonl queries.json

A record is relevant when title or body hold every term of the query: NFKC, lower case, white space ignored (for a Hangul term of
one or two syllables: not ignored); a Latin letter or digit at the term's edge must not touch another; kind `punct` ignores middle
dots; kind `none` wants nothing. A result that is not relevant is an error unless it is `tolerable`: white space ignored in short terms
too, punctuation inside a term skipped, the words of a spaced query apart, and for 초성 any text with these initials.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
Query = dict[str, Any]


def fold(text: str) -> str:
    """NFKC in lower case."""
    return unicodedata.normalize("NFKC", text).lower()


class Document:
    """A record's text, as written, without white space, and with letters and digits alone."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.id: str = record["id"]
        self.written = fold(" \n ".join([record["title"], *record["body"]]))
        self.squeezed = re.sub(r"\s+", "", self.written)
        self.undotted = re.sub("[·ㆍ‧․・•∙ᆞ]", "", self.squeezed)
        self.letters = re.sub("[^0-9a-z가-힣㐀-鿿]", "", self.squeezed)

    def initials(self) -> str:
        """초성 of the letters."""
        return "".join(
            INITIALS[(ord(c) - 0xAC00) // 588] if "가" <= c <= "힣" else c for c in self.letters
        )


def holds(document: Document, term: str, mode: str) -> bool:
    """Whether the document holds the term, as defined above."""
    squeezed = re.sub(r"\s+", "", fold(term))
    if mode == "dots":
        return re.sub("[·ㆍ‧․・•∙]", "", squeezed) in document.undotted
    first, last = (re.match("[a-z0-9]", squeezed[i]) for i in (0, -1))
    if len(squeezed) <= 2 and not first:
        return squeezed in document.written
    if squeezed not in document.squeezed:
        return False
    if not (first or last):
        return True
    pattern = r"\s*".join(map(re.escape, squeezed))
    head, tail = (
        r"(?<![a-z0-9])(?<!\d,)" if first else "",
        r"(?![a-z0-9])(?!,\d{3})" if last else "",
    )
    return re.search(head + pattern + tail, document.written) is not None


def relevant(documents: Iterable[Document], query: Query) -> set[str]:
    """Ids of the records that answer the query."""
    if query["kind"] == "none":
        return set()
    return {
        d.id for d in documents if all(holds(d, term, query["mode"]) for term in query["terms"])
    }


def tolerable(documents: Iterable[Document], query: Query) -> set[str]:
    """Ids of the records that are no error."""
    if query["kind"] == "choseong":
        return {d.id for d in documents if query["q"] in d.initials()}
    if query["kind"] == "none" or re.search("[a-z0-9]", fold(query["q"])):
        return set()
    terms = query["q"].split() if query["kind"] == "space_q" else query["terms"]
    wanted = [re.sub("[^0-9a-z가-힣]", "", fold(term)) for term in terms]
    return {d.id for d in documents if all(term in d.letters for term in wanted)}


def read_documents(path: Path) -> list[Document]:
    """The records of a corpus."""
    with path.open(encoding="utf-8") as lines:
        return [Document(json.loads(line)) for line in lines]


def main(arguments: Sequence[str]) -> None:
    """Prints kind, query and number of relevant records."""
    documents = read_documents(Path(arguments[0]))
    for query in json.loads(Path(arguments[1]).read_text("utf-8")):
        print(query["kind"], query["q"], len(relevant(documents, query)), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
