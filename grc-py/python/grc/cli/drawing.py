"""A circuit as Mermaid, which wikis draw, and as SVG, which browsers do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from .circuit import ANYWHERE, PREVIOUS, START
from .layout import Box, place

if TYPE_CHECKING:
    from .circuit import Circuit, Node

FILLS = {
    "new": "#dbeafe",
    "in_progress": "#fef3c7",
    "on_hold": "#ede9fe",
    "done": "#dcfce7",
    "cancelled": "#e5e7eb",
    "rejected": "#fee2e2",
}
LETTER, LINE, MARGIN, DOT = 6.6, 16.0, 24.0, 7.0


def mermaid(circuit: Circuit) -> str:
    """The circuit as a Mermaid flowchart.

    >>> from grc.cli.circuit import Circuit, Node
    >>> print(mermaid(Circuit("Title", [Node("new", "New", "new")])))
    flowchart TD
        s_new["New"]:::new
        classDef new fill:#dbeafe,stroke:#475569,color:#0f172a
    """
    lines = ["flowchart TD"]
    for node in circuit.nodes:
        lines.append(f"    {_name(node.id)}{_shape(node)}")
    for edge in circuit.edges:
        label = "<br/>".join(_quoted(one) for one in edge.labels)
        arrow = "-.->" if edge.source == ANYWHERE or edge.target == PREVIOUS else "-->"
        told = f'|"{label}"|' if label else ""
        lines.append(f"    {_name(edge.source)} {arrow}{told} {_name(edge.target)}")
    for state in FILLS:
        if any(node.state == state for node in circuit.nodes):
            lines.append(f"    classDef {state} fill:{FILLS[state]},stroke:#475569,color:#0f172a")
    return "\n".join(lines)


def _name(node: str) -> str:
    # Some words are Mermaid's own (`end`), and it takes few characters.
    return "s_" + re.sub(r"[^A-Za-z0-9_]", "_", node)


def _shape(node: Node) -> str:
    if node.id == START:
        return '((" "))'
    if node.id in (ANYWHERE, PREVIOUS):
        return f'(["{_quoted(node.label)}"])'
    return f'["{_quoted(node.label)}"]' + (f":::{node.state}" if node.state else "")


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return "".join(f"#{ord(letter)};" if letter in '"#<>&`' else letter for letter in text)


def svg(circuit: Circuit) -> str:
    """The circuit as an SVG image that refers to nothing outside.

    >>> from grc.cli.circuit import Circuit, Node
    >>> svg(Circuit("Title", [Node("new", "New", "new")])).startswith("<svg ")
    True
    """
    sizes = {
        node.id: (2 * DOT, 2 * DOT) if node.id == START else (_width(node.label) * 1.15 + 28, 36.0)
        for node in circuit.nodes
    }
    written = [
        (max(map(_width, edge.labels)), len(edge.labels) * LINE) if edge.labels else None for edge in circuit.edges
    ]
    layout = place(sizes, [(edge.source, edge.target) for edge in circuit.edges], written)
    arrows, texts = [], []
    right = layout.width
    for edge, path, label in zip(circuit.edges, layout.paths, layout.labels):
        box = layout.boxes[edge.source]
        if edge.source == edge.target:
            side = box.x + box.width / 2
            curve = f"M{side:.0f} {box.y - 8:.0f}c36 -14 36 30 0 16"
            wide = max(map(_width, edge.labels), default=0.0)
            label = Box(side + 32 + wide / 2, box.y, wide, len(edge.labels) * LINE)
            right = max(right, label.x + wide / 2)
        else:
            curve = _curve(_trimmed(path, box, layout.boxes[edge.target]))
        dashed = ' stroke-dasharray="5 4"' if edge.source == ANYWHERE or edge.target == PREVIOUS else ""
        arrows.append(f'<path d="{curve}"{dashed} marker-end="url(#arrow)"/>')
        if label is not None:
            top = label.y - (len(edge.labels) - 1) / 2 * LINE
            texts += [_text(label.x, top + rank * LINE, told, "label") for rank, told in enumerate(edge.labels)]
    width, height = right + 2 * MARGIN, layout.height + 2 * MARGIN + 30
    boxes = [_box(node, layout.boxes[node.id]) for node in circuit.nodes]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-MARGIN:.0f} {-MARGIN - 30:.0f} {width:.0f} {height:.0f}"'
            f' width="{width:.0f}" height="{height:.0f}" role="img" font-family="sans-serif">',
            f"<title>{escape(circuit.title)}</title>",
            '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
            '<path d="M0 0L10 5L0 10z" fill="#475569"/></marker></defs>',
            "<style>.label{font-size:11px;fill:#334155;paint-order:stroke;stroke:#fff;stroke-width:4px}"
            ".status{font-size:13px;fill:#0f172a}.title{font-size:16px;font-weight:bold;fill:#0f172a}</style>",
            f'<rect x="{-MARGIN:.0f}" y="{-MARGIN - 30:.0f}" width="{width:.0f}" height="{height:.0f}" fill="#fff"/>',
            f'<text class="title" x="0" y="{-MARGIN:.0f}">{escape(circuit.title)}</text>',
            '<g fill="none" stroke="#475569" stroke-width="1.4">',
            *arrows,
            "</g>",
            *boxes,
            *texts,
            "</svg>",
        ]
    )


def _box(node: Node, box: Box) -> str:
    if node.id == START:
        return f'<circle cx="{box.x:.0f}" cy="{box.y:.0f}" r="{DOT:.0f}" fill="#475569"/>'
    x, y = box.x - box.width / 2, box.y - box.height / 2
    round_, dashed = (18, ' stroke-dasharray="5 4"') if node.id in (ANYWHERE, PREVIOUS) else (6, "")
    fill = FILLS.get(node.state, "#fff")
    shape = f'<rect x="{x:.0f}" y="{y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}" rx="{round_}"'
    return f'{shape} fill="{fill}" stroke="#475569"{dashed}/>' + _text(box.x, box.y, node.label, "status")


def _text(x: float, y: float, text: str, style: str) -> str:
    return f'<text class="{style}" x="{x:.0f}" y="{y:.0f}" text-anchor="middle" dominant-baseline="middle">{escape(text)}</text>'


def _width(text: str) -> float:
    return len(text) * LETTER


def _trimmed(path: list[tuple[float, float]], source: Box, target: Box) -> list[tuple[float, float]]:
    """The path from the edge of a box to the edge of the other."""
    down = 1 if path[-1][1] > path[0][1] else -1
    first = (path[0][0] + (0 if down == 1 else source.width / 4), path[0][1] + down * source.height / 2)
    last = (path[-1][0] + (0 if down == 1 else target.width / 4), path[-1][1] - down * target.height / 2)
    return [first, *path[1:-1], last]


def _curve(points: list[tuple[float, float]]) -> str:
    told = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for (x, y), (to_x, to_y) in zip(points, points[1:]):
        middle = (y + to_y) / 2
        told += f"C{x:.0f} {middle:.0f} {to_x:.0f} {middle:.0f} {to_x:.0f} {to_y:.0f}"
    return told
