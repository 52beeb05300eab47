"""Geometry of the pictures: numbers in, places on paper out. The templates write the SVG.

Widths are per cent of the drawing and heights are pixels, so that a chart fills any column and its letters keep their
size. The network is laid out by forces from a fixed start with a fixed number of steps and without libm functions, so
that every machine draws the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from newsarchive.index import Count
from newsarchive.index.neighbours import Network
from newsarchive.text import shorten

FLAT = 2  # articles that a full-height bar stands for at least, so that single ones do not tower
FEW = 14  # bars that all carry their number
STEPS = 160
WIDTH, HEIGHT = 960.0, 640.0
ROOM = 2.6  # paper for every square pixel of a name
LINE = 24.0  # height of a name below its node
LONGEST = 14  # letters of a name in the network; all of it is in the table
SYLLABLE = 12.5  # width of one letter of a name


class Bar(NamedTuple):
    """One bar: x, middle and width in per cent, y and height in pixels; tick "" and is_numbered where room lacks."""

    count: Count  # type: ignore[assignment]  # a tuple's own count() is of no use here
    x: float
    middle: float
    width: float
    y: int
    height: int
    tick: str
    anchor: str
    is_numbered: bool


def bars(counts: Sequence[Count], height: int) -> list[Bar]:
    """Bars for counts in time, the tallest `height` pixels high; every count above 0 shows."""
    most = max(FLAT, *(c.count for c in counts))
    step = 100 / max(len(counts), 6)
    peak = max(c.count for c in counts)
    tallest = next(i for i, c in enumerate(counts) if c.count == peak)
    drawn = []
    for place, count in enumerate(counts):
        tall = max(2, round(height * count.count / most)) if count.count else 0
        drawn.append(
            Bar(
                count,
                round(place * step + step * 0.12, 3),
                round(place * step + step / 2, 3),
                round(step * 0.76, 3),
                height - tall,
                tall,
                _tick(counts, place),
                "middle"
                if len(counts) <= FEW or 0 < place < len(counts) - 1
                else "start"
                if not place
                else "end",
                count.count > 0 and (len(counts) <= FEW or place == tallest),
            )
        )
    return drawn


def _tick(counts: Sequence[Count], place: int) -> str:
    """What stands under a bar: its year where a year begins, "12" for a month of a short chart."""
    name = counts[place].name
    year, _, month = name.partition("-")
    if not month:
        every = 1 + len(counts) // 6
        return year if place % every == 0 else ""
    starts_year = place == 0 or month == "01"
    if len(counts) <= FEW:
        return f"{year}. {int(month)}." if starts_year else f"{int(month)}."
    crowded = place == 0 and any(c.name.endswith("-01") for c in counts[1:5])
    return year if starts_year and not crowded else ""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the network, in a drawing of 960 by 640."""

    count: Count
    label: str
    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes; width 1–6."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The network on paper."""

    nodes: list[Node]
    edges: list[Edge]
    width: int = int(WIDTH)
    height: int = int(HEIGHT)  # more for many long names


def draw(network: Network) -> Drawing:
    """Nodes and edges laid out: linked nodes near, no two names on each other where room allows."""
    most = max((node.count for node in network.nodes), default=1)
    radii = [4 + round(8 * sqrt(node.count / most)) for node in network.nodes]
    labels = [shorten(node.name, LONGEST) for node in network.nodes]
    boxes = [
        (len(label) * SYLLABLE + 16, 2 * radius + LINE)
        for label, radius in zip(labels, radii, strict=True)
    ]
    height = max(HEIGHT / 2, round(ROOM * sum(w * h for w, h in boxes) / WIDTH))
    xs, ys = _start(len(boxes))
    for step in range(STEPS):
        _pull(xs, ys, network.edges, 40.0 * (1 - step / STEPS) + 1)
    xs, ys = _stretch(xs, WIDTH), _stretch(ys, height)
    for _ in range(STEPS):
        _part(xs, ys, boxes)
        _fit(xs, ys, boxes, height)
    places = [(round(x), round(y)) for x, y in zip(xs, ys, strict=True)]
    return Drawing(
        [
            Node(node, label, x, y, radius)
            for node, label, (x, y), radius in zip(
                network.nodes, labels, places, radii, strict=True
            )
        ],
        [Edge(*places[a], *places[b], min(6, shared)) for a, b, shared in network.edges],
        height=int(height),
    )


def _start(size: int) -> tuple[list[float], list[float]]:
    """Places on a grid, shuffled by a fixed multiplier so that neighbours in the list do not start as neighbours."""
    across = max(1, int(sqrt(size * 1.5)) + 1)
    order = [(place * 37) % size if size % 37 else place for place in range(size)]
    xs = [WIDTH * (place % across + 0.5) / across for place in order]
    ys = [HEIGHT * (place // across + 0.5) / across + place % 7 for place in order]
    return xs, ys


def _pull(
    xs: list[float], ys: list[float], edges: Sequence[tuple[int, int, int]], limit: float
) -> None:
    """One step of Fruchterman and Reingold's forces; no node moves more than `limit`."""
    size = len(xs)
    ideal = sqrt(WIDTH * HEIGHT / max(size, 1)) * 0.75
    dx, dy = [0.0] * size, [0.0] * size
    for a in range(size):
        for b in range(a):
            across, down = xs[a] - xs[b], ys[a] - ys[b]
            force = ideal * ideal / (across * across + down * down + 1.0)
            dx[a] += across * force
            dy[a] += down * force
            dx[b] -= across * force
            dy[b] -= down * force
    for a, b, shared in edges:
        across, down = xs[a] - xs[b], ys[a] - ys[b]
        force = sqrt(across * across + down * down) / ideal * (1 + min(shared, 8) / 8)
        dx[a] -= across * force
        dy[a] -= down * force
        dx[b] += across * force
        dy[b] += down * force
    for a in range(size):
        dx[a] += (WIDTH / 2 - xs[a]) * 0.6
        dy[a] += (HEIGHT / 2 - ys[a]) * 1.2
        length = sqrt(dx[a] * dx[a] + dy[a] * dy[a]) or 1.0
        scale = min(length, limit) / length
        xs[a] += dx[a] * scale
        ys[a] += dy[a] * scale


def _part(xs: list[float], ys: list[float], boxes: Sequence[tuple[float, float]]) -> None:
    """Moves nodes whose boxes (width, height) overlap apart, along the side that needs less."""
    for a in range(len(xs)):
        for b in range(a):
            across, down = xs[a] - xs[b], ys[a] - ys[b]
            over_x = (boxes[a][0] + boxes[b][0]) / 2 - abs(across)
            over_y = (boxes[a][1] + boxes[b][1]) / 2 - abs(down)
            if over_x <= 0 or over_y <= 0:
                continue
            if over_y < over_x:
                shift = over_y / 2 if down >= 0 else -over_y / 2
                ys[a] += shift
                ys[b] -= shift
            else:
                shift = over_x / 2 if across >= 0 else -over_x / 2
                xs[a] += shift
                xs[b] -= shift


def _stretch(values: list[float], size: float) -> list[float]:
    """The values spread over 0 to size, half by their distances and half by their order, so that crowds open."""
    low = min(values, default=0.0)
    span = max(values, default=0.0) - low or 1.0
    order = sorted(range(len(values)), key=lambda place: (values[place], place))
    rank = {place: at / max(len(values) - 1, 1) for at, place in enumerate(order)}
    return [((v - low) / span + rank[place]) / 2 * size for place, v in enumerate(values)]


def _fit(
    xs: list[float], ys: list[float], boxes: Sequence[tuple[float, float]], bottom: float
) -> None:
    """Keeps every node and its name inside the drawing."""
    for place, (width, tall) in enumerate(boxes):
        margin = min(width / 2, WIDTH / 2)
        xs[place] = min(max(xs[place], margin), WIDTH - margin)
        ys[place] = min(max(ys[place], 16.0), bottom - tall)
