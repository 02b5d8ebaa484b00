"""`graph`: the circuit of a procedure, drawn."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING

from .arguments import CATALOGUE_VARIABLE, command
from .circuit import find
from .drawing import mermaid, svg
from .files import written
from .output import print_json

if TYPE_CHECKING:
    import argparse

    from .arguments import Commands


def add(commands: Commands) -> None:
    """Declares the command."""
    drawing = command(
        commands,
        "graph",
        graph,
        "Draws the circuit of a procedure: its statuses, and what moves a request from one to another.",
        "Mermaid is drawn by wikis and forges; SVG by browsers.",
        store=False,
        actor=False,
    )
    drawing.add_argument("procedure", metavar="PROCEDURE", help="the procedure, by its id")
    drawing.add_argument(
        "--catalogue",
        metavar="CATALOGUE",
        default=os.environ.get(CATALOGUE_VARIABLE, "."),
        help=f"the directory of the catalogue; {CATALOGUE_VARIABLE} or the present directory, if absent",
    )
    drawing.add_argument("--scenario", metavar="ID", help="the scenario, if several have a circuit")
    drawing.add_argument("--format", choices=("mermaid", "svg"), help="svg if the file ends so; mermaid, otherwise")
    drawing.add_argument("--out", metavar="FILE", default="-", help="where; to the terminal, by default")


def graph(asked: argparse.Namespace) -> int:
    """Draws a circuit."""
    circuit = find(asked.catalogue, asked.procedure, asked.scenario, asked.language)
    if asked.json:
        print_json(asdict(circuit))
        return 0
    form = asked.format or ("svg" if asked.out.endswith(".svg") else "mermaid")
    drawn = svg(circuit) if form == "svg" else mermaid(circuit)
    if asked.out == "-":
        print(drawn)
    else:
        with written(asked.out, private=False) as file:
            file.write(drawn + "\n")
    return 0
