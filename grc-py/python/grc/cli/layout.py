"""Places for the nodes and edges of a graph, in layers from top to bottom.

The classical way (Sugiyama): arrows that go back are turned round, each node is put a layer below those that lead to it,
long arrows are cut at each layer, each layer is put in the order that crosses least, then everything gets a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ACROSS, DOWN = 26.0, 34.0
THROUGH = (4.0, 0.0)
SWEEPS = 8


@dataclass
class Box:
    """Where a node stands: its centre, and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass
class Layout:
    """Where everything stands. Each edge goes through its points, in the direction of its arrow; its label stands on its way."""

    width: float
    height: float
    boxes: dict[str, Box]
    paths: list[list[tuple[float, float]]]
    labels: list[Box | None]


def place(
    sizes: Mapping[str, tuple[float, float]],
    edges: Sequence[tuple[str, str]],
    labels: Sequence[tuple[float, float] | None] = (),
) -> Layout:
    """Places a graph.

    Parameters
    ----------
    sizes : Mapping[str, tuple[float, float]]
        The width and the height of each node, the first ones to be placed first.
    edges : Sequence[tuple[str, str]]
        From a node to another, or to itself.
    labels : Sequence[tuple[float, float] | None]
        The width and the height of what is written on each edge; that of an edge from a node to itself is not placed.

    Returns
    -------
    Layout
        Where nodes and edges stand, in the order of `edges`.

    Examples
    --------
    >>> layout = place({"a": (10, 10), "b": (10, 10)}, [("a", "b"), ("b", "a")])
    >>> layout.boxes["a"].y < layout.boxes["b"].y
    True
    """
    turned = _turned(list(sizes), edges)
    # A label is a node on the way, so that nothing is written over anything else.
    whole = dict(sizes)
    ways = []
    for number, ((source, target), turn) in enumerate(zip(edges, turned)):
        size = labels[number] if number < len(labels) and source != target else None
        if size is not None:
            whole[f"\0{number}"] = size
        way = [source, *([f"\0{number}"] if size is not None else []), target]
        ways.append(way[::-1] if turn else way)
    steps = [step for way in ways for step in zip(way, way[1:]) if step[0] != step[1]]
    ranks = _ranks(list(whole), steps)
    layers: list[list[str]] = [[] for _ in range(max(ranks.values(), default=0) + 1)]
    for name in whole:
        layers[ranks[name]].append(name)
    chains = [_cut(way, number, ranks, layers, whole) for number, way in enumerate(ways)]
    pairs = [pair for chain in chains for pair in zip(chain, chain[1:]) if pair[0] != pair[1]]
    _order(layers, pairs)
    xs = _across(layers, pairs, {name: width for name, (width, _) in whole.items()})
    boxes: dict[str, Box] = {}
    top = 0.0
    for layer in layers:
        height = max(whole[name][1] for name in layer) if layer else 0.0
        for name in layer:
            boxes[name] = Box(xs[name], top + height / 2, *whole[name])
        top += height + DOWN
    paths = []
    for chain, turn in zip(chains, turned):
        path = [(boxes[name].x, boxes[name].y) for name in chain]
        paths.append(path[::-1] if turn else path)
    return Layout(
        width=max((box.x + box.width / 2 for box in boxes.values()), default=0.0),
        height=max(top - DOWN, 0.0),
        boxes={name: boxes[name] for name in sizes},
        paths=paths,
        labels=[boxes.get(f"\0{number}") for number in range(len(edges))],
    )


def _cut(
    way: list[str],
    number: int,
    ranks: dict[str, int],
    layers: list[list[str]],
    sizes: dict[str, tuple[float, float]],
) -> list[str]:
    """The way of an edge with a node in each layer that it goes through."""
    chain = [way[0]]
    for source, target in zip(way, way[1:]):
        for rank in range(ranks[source] + 1, ranks[target]):
            through = f"\0{number}:{rank}"
            layers[rank].append(through)
            sizes[through] = THROUGH
            chain.append(through)
        chain.append(target)
    return chain


def _turned(names: list[str], edges: Sequence[tuple[str, str]]) -> list[bool]:
    """Which edges go back to what leads to them."""
    followers: dict[str, list[int]] = {name: [] for name in names}
    for number, (source, _) in enumerate(edges):
        followers[source].append(number)
    turned = [False] * len(edges)
    state = dict.fromkeys(names, 0)
    for root in names:
        # Node and how many of its edges were followed: a stack of our own, for graphs of any depth.
        stack = [(root, 0)] if state[root] == 0 else []
        while stack:
            name, rank = stack.pop()
            state[name] = 1
            if rank == len(followers[name]):
                state[name] = 2
                continue
            stack.append((name, rank + 1))
            number = followers[name][rank]
            target = edges[number][1]
            if target != name and state[target] == 1:
                turned[number] = True
            elif state[target] == 0:
                stack.append((target, 0))
    return turned


def _ranks(names: list[str], edges: list[tuple[str, str]]) -> dict[str, int]:
    """The layer of each node: one below the lowest that leads to it."""
    left = dict.fromkeys(names, 0)
    for _, target in edges:
        left[target] += 1
    ranks = dict.fromkeys(names, 0)
    ready = [name for name in names if left[name] == 0]
    for name in ready:
        for source, target in edges:
            if source == name:
                ranks[target] = max(ranks[target], ranks[name] + 1)
                left[target] -= 1
                if left[target] == 0:
                    ready.append(target)
    return ranks


def _order(layers: list[list[str]], pairs: list[tuple[str, str]]) -> None:
    """Puts each layer in the order of what it is tied to, downwards then upwards, a few times."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for source, target in pairs:
        above.setdefault(target, []).append(source)
        below.setdefault(source, []).append(target)
    best, least = [list(layer) for layer in layers], _crossings(layers, below)
    for sweep in range(SWEEPS):
        ties, order = (above, layers[1:]) if sweep % 2 == 0 else (below, layers[-2::-1])
        for layer in order:
            position = {name: place for one in layers for place, name in enumerate(one)}

            def middle(name: str, ties: dict[str, list[str]] = ties, at: dict[str, int] = position) -> float:
                tied = ties.get(name, [])
                return sum(at[one] for one in tied) / len(tied) if tied else float(at[name])

            layer.sort(key=middle)
        crossings = _crossings(layers, below)
        if crossings < least:
            best, least = [list(layer) for layer in layers], crossings
    for layer, found in zip(layers, best):
        layer[:] = found


def _crossings(layers: list[list[str]], below: dict[str, list[str]]) -> int:
    number = 0
    for upper, lower in zip(layers, layers[1:]):
        at = {name: place for place, name in enumerate(lower)}
        ends = [(place, at[target]) for place, name in enumerate(upper) for target in below.get(name, [])]
        number += sum(a < c and b > d for a, b in ends for c, d in ends)
    return number


def _across(layers: list[list[str]], pairs: list[tuple[str, str]], widths: dict[str, float]) -> dict[str, float]:
    """Where each node stands across: near what it is tied to, in the order of its layer, without touching."""
    tied: dict[str, list[str]] = {}
    for source, target in pairs:
        tied.setdefault(source, []).append(target)
        tied.setdefault(target, []).append(source)
    xs: dict[str, float] = {}
    for layer in layers:
        x = 0.0
        for name in layer:
            xs[name] = x + widths[name] / 2
            x += widths[name] + ACROSS
    for sweep in range(SWEEPS * 2):
        for layer in layers if sweep % 2 == 0 else layers[::-1]:
            wanted = [
                sum(xs[one] for one in tied[name]) / len(tied[name]) if name in tied else xs[name] for name in layer
            ]
            gaps = [(widths[a] + widths[b]) / 2 + ACROSS for a, b in zip(layer, layer[1:])]
            rightwards, leftwards = list(wanted), list(wanted)
            for place, gap in enumerate(gaps):
                rightwards[place + 1] = max(rightwards[place + 1], rightwards[place] + gap)
            for place in range(len(gaps) - 1, -1, -1):
                leftwards[place] = min(leftwards[place], leftwards[place + 1] - gaps[place])
            # Both keep the gaps, so their middle does.
            for name, right, left in zip(layer, rightwards, leftwards):
                xs[name] = (right + left) / 2
    least = min((xs[name] - widths[name] / 2 for name in xs), default=0.0)
    return {name: x - least for name, x in xs.items()}
