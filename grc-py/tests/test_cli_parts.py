"""Places in a text, and graphs: what the command line is made of."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from conftest import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

import grc
from grc.cli.circuit import ANYWHERE, START, Circuit, Edge, Node, drawn, find
from grc.cli.drawing import mermaid, svg
from grc.cli.layout import place
from grc.cli.places import place as place_of
from grc.cli.worker import Progress

if TYPE_CHECKING:
    import pathlib

CATALOGUE = str(EXAMPLES / "catalogue")
WITH_CIRCUIT = [
    path.stem
    for path in sorted((EXAMPLES / "catalogue/procedures").glob("*.json"))
    if '"workflow"' in path.read_text(encoding="utf-8")
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def pointers(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    """Every part of a value that has a place of its own."""
    told = [(pointer, value)]
    if isinstance(value, dict):
        for name, part in value.items():
            told += pointers(part, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}")
    if isinstance(value, list):
        for rank, part in enumerate(value):
            told += pointers(part, f"{pointer}/{rank}")
    return told


@settings(deadline=None, max_examples=40)
@given(VALUES, st.booleans())
def test_a_pointer_leads_to_its_part(value: Any, ascii_only: bool) -> None:
    text = json.dumps(value, indent=1, ensure_ascii=ascii_only)
    lines = text.split("\n")
    for pointer, part in pointers(value):
        line, column = place_of(text, pointer)
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        found, end = json.JSONDecoder().raw_decode(rest)
        is_named = pointer and isinstance(parent(value, pointer), dict)
        if is_named:
            assert pointer.endswith("/" + found.replace("~", "~0").replace("/", "~1"))
            found, _ = json.JSONDecoder().raw_decode(rest[end:].lstrip(" :"))
        assert found == part


def parent(value: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:-1]:
        value = value[int(part)] if isinstance(value, list) else value[part.replace("~1", "/").replace("~0", "~")]
    return value


def test_what_a_pointer_does_not_reach_has_the_place_of_what_is_there() -> None:
    assert place_of('{\n "a": {"b": 1}\n}', "/a/c/d") == (2, 2)
    assert place_of("", "/a") == (1, 1)
    assert place_of('{"a": 1,}', "/a")[0] == 1


@pytest.mark.parametrize("procedure", WITH_CIRCUIT)
def test_every_circuit_of_the_examples_is_drawn(procedure: str) -> None:
    circuit = find(CATALOGUE, procedure, None, "fr")
    told = mermaid(circuit)
    image = ElementTree.fromstring(svg(circuit))
    texts = [one.text for one in image.iter() if one.tag.endswith("text")]
    for node in circuit.nodes:
        assert node.label in texts or node.id == START
    for edge in circuit.edges:
        for label in edge.labels:
            assert label in texts
    assert told.count("-->") + told.count("-.->") == len(circuit.edges)
    assert len([one for one in image.iter() if one.get("marker-end")]) == len(circuit.edges)


@pytest.mark.parametrize("procedure", WITH_CIRCUIT)
def test_nothing_is_drawn_over_anything_else(procedure: str) -> None:
    circuit = find(CATALOGUE, procedure, None, "fr")
    sizes = {node.id: (120.0, 36.0) for node in circuit.nodes}
    labels = [(150.0, 16.0 * len(edge.labels)) if edge.labels else None for edge in circuit.edges]
    layout = place(sizes, [(edge.source, edge.target) for edge in circuit.edges], labels)
    assert_apart([*layout.boxes.values(), *(box for box in layout.labels if box is not None)])
    for edge, path in zip(circuit.edges, layout.paths):
        assert path[0] == (layout.boxes[edge.source].x, layout.boxes[edge.source].y)
        assert path[-1] == (layout.boxes[edge.target].x, layout.boxes[edge.target].y)


NODES = "abcdefg"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=14, unique=True))
def test_any_graph_has_its_places(edges: list[tuple[str, str]]) -> None:
    layout = place(dict.fromkeys(NODES, (50.0, 20.0)), edges, [(30.0, 10.0)] * len(edges))
    assert_apart([*layout.boxes.values(), *(box for box in layout.labels if box is not None)])
    for box in layout.boxes.values():
        assert box.x - box.width / 2 >= -0.01 and box.x + box.width / 2 <= layout.width + 0.01
        assert 0 <= box.y <= layout.height


def assert_apart(boxes: list[Any]) -> None:
    for one, other in combinations(boxes, 2):
        across = abs(one.x - other.x) >= (one.width + other.width) / 2 - 0.01
        down = abs(one.y - other.y) >= (one.height + other.height) / 2 - 0.01
        assert across or down


def test_a_shared_circuit_is_drawn_with_the_values_of_its_parameters() -> None:
    circuit = find(CATALOGUE, "acte-naissance", None, "fr")
    (reminder,) = [edge for edge in circuit.edges if (edge.source, edge.target) == ("attente_pieces", "a_relancer")]
    assert reminder.labels == ["relancer (après P15D)"]
    assert [edge.target for edge in circuit.edges if edge.source == ANYWHERE] == ["annulee"]


def test_a_transition_offered_from_a_few_statuses_leaves_each() -> None:
    statuses = {name: {"label": name, "state": "new"} for name in "abc"}
    some = {"id": "go", "to": "c", "by": ["agent"], "from": ["a", "b"]}
    circuit = drawn("T", {"initial": "a", "statuses": statuses, "anywhere": [some]}, {}, "en")
    assert [edge.source for edge in circuit.edges] == [START, "a", "b"]
    everywhere = {"id": "go", "to": "c", "by": ["agent"]}
    circuit = drawn("T", {"initial": "a", "statuses": statuses, "anywhere": [everywhere]}, {}, "en")
    assert [edge.source for edge in circuit.edges] == [START, ANYWHERE]


def test_a_label_cannot_leave_its_place() -> None:
    label = 'a"]; click x "javascript:1" <b>&'
    circuit = Circuit(label, [Node("a", label, "new")], [Edge("a", "a", [label])])
    assert mermaid(circuit).count('"') == 4
    image = svg(circuit)
    assert "<b>" not in image and ElementTree.fromstring(image) is not None


def test_the_command_writes_what_its_file_is_named(tmp_path: pathlib.Path) -> None:
    command = [sys.executable, "-m", "grc", "graph", "reservation-salle", "--catalogue", CATALOGUE]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True).stdout
    assert told.startswith("flowchart TD\n") and "Accepter (manager)" in told
    file = tmp_path / "circuit.svg"
    subprocess.run([*command, "--out", str(file)], timeout=60, check=True)
    image = file.read_text(encoding="utf-8")
    assert re.match(r"<svg [^>]*viewBox=", image) and "href" not in image
    if os.name == "posix":
        mask = os.umask(0o022)
        os.umask(mask)
        assert file.stat().st_mode & 0o777 == 0o666 & ~mask
    drawn_too = subprocess.run([*command, "--json"], capture_output=True, timeout=60, check=True).stdout
    assert len(json.loads(drawn_too)["edges"]) == told.count("-->") + told.count("-.->")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_worker_tells_its_progress_on_one_line_of_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counts: dict[str, Any] = dict.fromkeys(grc.DueReport._members, 0)
    done = grc.DueReport(**{**counts, "messages": 2, "next": None})
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    progress = Progress(False)
    progress.tell(done)
    progress.tell(done)
    progress.end()
    assert terminal.getvalue().count("\n") == 1
    assert terminal.getvalue().split("\r\x1b[K")[-1] == "timers 0, messages 4, calls 0, failures 0\n"
    assert capsys.readouterr().out == "stopped: timers 0, messages 4, calls 0, failures 0\n"
