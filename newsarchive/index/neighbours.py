"""What stands near what: related articles, organizations named together, outlets against categories.

Related articles share rare terms. Only the nearest few in time on each shelf are weighed, so that the work is linear and
a new article changes few pages; weights are whole powers, so that one more article seldom reorders others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from newsarchive.index.facets import Count, Link, Shelf

REACH = 5  # neighbours weighed on each side of an article on each shelf
WEIGHTS = {"org": 3, "tag": 2, "place": 1}
MOST_NODES = 60
Rated = tuple[int, Sequence[int]]  # what it counts to stand on a shelf together, and who does
MOST_EDGES = 180


@dataclass(frozen=True, slots=True)
class Network:
    """Organizations named in the same articles. An edge is (node, node, shared articles), nodes by place."""

    nodes: tuple[Count, ...]
    edges: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column; cells[row][column]."""

    rows: tuple[Count, ...]
    columns: tuple[Count, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def pairs(self) -> tuple[tuple[Count, Count, int], ...]:
        """(row, column, articles) where there are any."""
        return tuple(
            (row, column, n)
            for row, counts in zip(self.rows, self.cells, strict=True)
            for column, n in zip(self.columns, counts, strict=True)
            if n
        )


def related(
    place: int,
    shelves: Iterable[Rated],
    apart: Mapping[int, int],
    limit: int = 5,
) -> tuple[int, ...]:
    """The places of the articles most like the one at `place`, the nearest in time first among equals.

    shelves: those it stands on; apart: an article -> its release. Articles of one release
    are not related to each other: they are the same text.
    """
    scores: dict[int, int] = {}
    so_far = scores.get
    for rarity, members in shelves:
        at = bisect_left(members, place)
        for other in members[max(0, at - REACH) : at + REACH + 1]:  # some 90 turns an article
            scores[other] = so_far(other, 0) + rarity
    scores.pop(place, None)
    if place in apart:
        scores = {o: score for o, score in scores.items() if apart.get(o) != apart[place]}
    enough = sorted(scores.values())[-limit:][:1]
    near = [(-score, abs(o - place), o) for o, score in scores.items() if score >= enough[0]]
    return tuple([o for _, _, o in sorted(near)[:limit]])


def rated(shelf: Shelf, weight: int) -> Rated:
    """A shelf as related() takes it: the fewer articles share a term, the more it says that two of them do."""
    return max(1, 12 - len(shelf.members).bit_length()) * weight, shelf.members


def network(organizations: Sequence[Shelf]) -> Network:
    """The organizations that occur in most articles, and how often two of them share one."""
    top = sorted(organizations, key=lambda s: (-len(s.members), s.name))[:MOST_NODES]
    by_article: defaultdict[int, list[int]] = defaultdict(list)
    for node, shelf in enumerate(top):
        for place in shelf.members:
            by_article[place].append(node)
    shared = Counter(pair for nodes in by_article.values() for pair in combinations(nodes, 2))
    strongest = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_EDGES]
    linked = sorted({node for pair, _ in strongest for node in pair})
    renumbered = {node: place for place, node in enumerate(linked)}
    return Network(
        tuple(top[node].count for node in linked),
        tuple((renumbered[a], renumbered[b], count) for (a, b), count in strongest),
    )


def matrix(rows: Sequence[Shelf], columns: Sequence[Shelf], most: int = 12) -> Matrix:
    """How many articles the largest rows and columns share."""
    down, across = (
        sorted(shelves, key=lambda s: -len(s.members))[:most] for shelves in (rows, columns)
    )
    sets = [frozenset(shelf.members) for shelf in across]
    return Matrix(
        tuple(shelf.count for shelf in down),
        tuple(shelf.count for shelf in across),
        tuple(tuple(len(s.intersection(row.members)) for s in sets) for row in down),
    )


def links_of(names: Iterable[str], known: Mapping[str, Link]) -> tuple[Link, ...]:
    """Each name with its page's path, "" when it has no page; each once, in the order given."""
    return tuple(known.get(name) or Link(name) for name in dict.fromkeys(names))
