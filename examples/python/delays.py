"""Draws how long requests wait, procedure by procedure: `python examples/python/delays.py town.db delays.png`.

It needs `matplotlib`. The figures are those of `grc stats delays`.
"""

from __future__ import annotations

import sys
from typing import Any

import matplotlib.pyplot
from matplotlib.figure import Figure

import grc

DAY = 24 * 3600 * 1000


def figures(town: grc.Engine) -> list[dict[str, Any]]:
    """The delays of each procedure and month, by the names of their columns."""
    told = town.statistics("delays")
    return [dict(zip([column.id for column in told.columns], row)) for row in told.rows]


def draw(rows: list[dict[str, Any]]) -> Figure:
    """A bar for half of the requests of a procedure, a line for nine of ten."""
    figure: Figure
    figure, axes = matplotlib.pyplot.subplots(figsize=(9, 1.5 + 0.4 * len(rows)), layout="constrained")
    names = [f"{row['procedure']} ({row['month']})" for row in rows]
    axes.barh(names, [row["median_ms"] / DAY for row in rows], color="#93c5fd", label="la moitié des demandes")
    axes.plot([row["ninetieth_ms"] / DAY for row in rows], names, "D", color="#1e3a8a", label="neuf demandes sur dix")
    axes.set_xlabel("jours, du dépôt à la clôture")
    axes.invert_yaxis()
    axes.legend()
    return figure


def main(store: str, image: str) -> None:
    """Reads the figures of a store, and writes an image."""
    with grc.Engine.open(store, actor=grc.Actor.system(), language="fr") as town:
        rows = figures(town)
    if not rows:
        sys.exit("aucune demande close")
    draw(rows).savefig(image)


if __name__ == "__main__":
    matplotlib.use("agg")
    main(*sys.argv[1:3])
