"""The circuit of a procedure, as something to draw: statuses, and what moves a request from one to another."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .arguments import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

START, ANYWHERE, PREVIOUS = "@start", "@anywhere", "@previous"
CLOSED = ("done", "cancelled", "rejected")
WORDS = {
    "en": {"anywhere": "wherever it is", "previous": "back to where it was", "after": "after", "auto": "at once"},
    "fr": {"anywhere": "où qu'elle en soit", "previous": "là d'où elle vient", "after": "après", "auto": "aussitôt"},
}


@dataclass
class Node:
    """A status; or where a request begins, any of the open statuses, the one before."""

    id: str
    label: str
    state: str = ""


@dataclass
class Edge:
    """What moves a request: one line of text for each transition."""

    source: str
    target: str
    labels: list[str] = field(default_factory=list)


@dataclass
class Circuit:
    """Nodes in the order in which they are met, and edges: at most one between two nodes, in a direction."""

    title: str
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def join(self, source: str, target: str, label: str) -> None:
        """Adds what moves a request."""
        for edge in self.edges:
            if (edge.source, edge.target) == (source, target):
                edge.labels.append(label)
                return
        self.edges.append(Edge(source, target, [label] if label else []))


def find(catalogue: str, procedure: str, scenario: str | None, language: str) -> Circuit:
    """The circuit of a procedure of a catalogue.

    Parameters
    ----------
    catalogue : str
        The directory of the catalogue, or one JSON file.
    procedure : str
        The procedure, by its id.
    scenario : str | None
        The scenario; the only one that has a circuit, if absent.
    language : str
        In which language labels are wanted, where they have it.

    Returns
    -------
    Circuit
        What to draw.
    """
    items = dict(_items(catalogue))
    known = items.get(("procedures", procedure))
    if known is None:
        names = ", ".join(sorted(name for kind, name in items if kind == "procedures"))
        raise UsageError(f"the catalogue has no procedure {procedure}; it has: {names or 'none'}")
    with_circuit = {one["id"]: one for one in known.get("scenarios", []) if "workflow" in one}
    if scenario is None and len(with_circuit) == 1:
        scenario = next(iter(with_circuit))
    if scenario not in with_circuit:
        names = ", ".join(with_circuit) or "none"
        raise UsageError(f"which scenario of {procedure}? those that have a circuit: {names}")
    chosen = with_circuit[scenario]["workflow"]
    parameters: dict[str, Any] = {}
    workflow = chosen
    if "use" in chosen:
        workflow = items.get(("workflows", chosen["use"].lstrip("@")))
        if workflow is None:
            raise UsageError(f"the catalogue has no workflow {chosen['use'].lstrip('@')}")
        parameters = {name: one.get("default") for name, one in workflow.get("parameters", {}).items()}
        parameters.update(chosen.get("with", {}))
    return drawn(text(known.get("title"), language), workflow, parameters, language)


def drawn(title: str, workflow: dict[str, Any], parameters: dict[str, Any], language: str) -> Circuit:
    """A circuit as its definition has it.

    >>> statuses = {
    ...     "new": {"label": "New", "state": "new", "transitions": [{"id": "end", "to": "ended", "by": ["agent"]}]},
    ...     "ended": {"label": "Ended", "state": "done"},
    ... }
    >>> circuit = drawn("Title", {"initial": "new", "statuses": statuses}, {}, "en")
    >>> [(edge.source, edge.target, edge.labels) for edge in circuit.edges]
    [('@start', 'new', []), ('new', 'ended', ['end (agent)'])]
    """
    words = WORDS[language]
    statuses: dict[str, Any] = workflow["statuses"]
    circuit = Circuit(title)
    circuit.join(START, workflow["initial"], "")
    for name, status in statuses.items():
        for transition in status.get("transitions", []):
            circuit.join(name, transition["to"], _label(transition, parameters, language))
    opened = {name for name, status in statuses.items() if status["state"] not in CLOSED}
    for transition in workflow.get("anywhere", []):
        closed = set(statuses) - opened
        origins = set(transition.get("from") or (closed if transition.get("reopens") else opened))
        # One arrow for all, rather than one from each.
        sources = [ANYWHERE] if origins >= opened else sorted(origins)
        for source in sources:
            circuit.join(source, transition["to"], _label(transition, parameters, language))
    labels = {START: "", ANYWHERE: words["anywhere"], PREVIOUS: words["previous"]}
    met = [end for edge in circuit.edges for end in (edge.source, edge.target)]
    for name in dict.fromkeys([*met, *statuses]):
        if name in labels:
            circuit.nodes.append(Node(name, labels[name]))
        else:
            status = statuses.get(name, {})
            circuit.nodes.append(Node(name, text(status.get("label"), language) or name, status.get("state", "")))
    return circuit


def _label(transition: dict[str, Any], parameters: dict[str, Any], language: str) -> str:
    words = WORDS[language]
    called = text(transition.get("label"), language) or transition["id"]
    if "by" in transition:
        return f"{called} ({', '.join(transition['by'])})"
    if "after" in transition:
        return f"{called} ({words['after']} {_timing(transition['after'], parameters)})"
    if "on" in transition:
        return f"{called} ({transition['on']})"
    return f"{called} ({words['auto']})"


def _timing(timing: Any, parameters: dict[str, Any]) -> str:
    if isinstance(timing, str) and timing.startswith("=parameters."):
        return str(parameters.get(timing[len("=parameters.") :], timing))
    return timing if isinstance(timing, str) else ", ".join(f"{key} {value}" for key, value in timing.items())


def text(written: Any, language: str) -> str:
    """A text of a catalogue, in a language if it has it.

    >>> text({"fr": "Accepter", "en": "Accept"}, "en"), text("Accepter", "en"), text(None, "en")
    ('Accept', 'Accepter', '')
    """
    if isinstance(written, dict):
        written = written.get(language) or next(iter(written.values()), "")
    return written if isinstance(written, str) else ""


def _items(catalogue: str) -> Iterator[tuple[tuple[str, str], Any]]:
    """The procedures and circuits of a catalogue, by kind and id."""
    whole = os.path.join(catalogue, "catalogue.json") if os.path.isdir(catalogue) else catalogue
    read = _read(whole)
    for kind in ("procedures", "workflows"):
        items = list(read.get(kind, []))
        for folder, _, names in os.walk(os.path.join(catalogue, kind)):
            items += [_read(os.path.join(folder, name)) for name in sorted(names) if name.endswith(".json")]
        for item in items:
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                yield (kind, item["id"]), item


def _read(path: str) -> dict[str, Any]:
    with open(path, encoding="utf-8") as file:
        try:
            read = json.load(file)
        except ValueError:
            raise UsageError(f"{path} is not JSON: see grc check") from None
    return read if isinstance(read, dict) else {}
