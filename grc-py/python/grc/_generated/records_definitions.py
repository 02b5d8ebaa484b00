"""What operations on definitions tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record
from grc._ways import ActorWays, DefinitionCheckWays

if TYPE_CHECKING:
    from grc._generated.enumerations import Severity


class Actor(ActorWays, Record):
    """Who acts. The host has made sure of it; the engine decides what they may do."""

    _members = {
        "kind": ("kind", ""),
        "id": ("id", ""),
    }
    _shown = ("kind",)

    kind: str

    id: str | None = None


class DefinitionCheck(DefinitionCheckWays, Record):
    """What `check` gives. Checks definitions without publishing them: every fault and warning."""

    _members = {
        "accepted": ("accepted", ""),
        "diagnostics": ("diagnostics", "[Diagnostic]"),
    }
    _shown = ("accepted",)

    accepted: bool
    """Whether the set could be published."""

    diagnostics: list[Diagnostic]
    """All that is wrong, or to be looked at."""


class Diagnostic(Record):
    """One thing wrong with a definition, or to be looked at."""

    _members = {
        "severity": ("severity", "Severity"),
        "pointer": ("pointer", ""),
        "code": ("code", ""),
        "message": ("message", ""),
    }
    _shown = (
        "code",
        "severity",
        "pointer",
    )

    severity: Severity
    """`fault` prevents publication, `warning` does not."""

    pointer: str
    """JSON Pointer into the catalogue."""

    code: str
    """The rule: a dotted name that never changes."""

    message: str
    """The rule in words."""


class Publication(Record):
    """What `publish` gives. Publishes a set of definitions: all of it, or nothing."""

    _members = {
        "publication": ("publication", ""),
        "versions": ("versions", "[PublishedVersion]"),
        "unchanged": ("unchanged", ""),
        "warnings": ("warnings", "[Diagnostic]"),
    }
    _shown = ("publication",)

    publication: int
    """Number of the publication; that of the last one, if nothing changed."""

    versions: list[PublishedVersion]
    """Procedures that have a new version, in order of id."""

    unchanged: list[str]
    """Procedures that were the same already, in order of id."""

    warnings: list[Diagnostic]
    """What someone should look at."""


class PublishedVersion(Record):
    """A new version of a procedure."""

    _members = {
        "procedure": ("procedure", ""),
        "version": ("version", ""),
    }
    _shown = (
        "procedure",
        "version",
    )

    procedure: str
    """The procedure."""

    version: int
    """Its version, from 1."""


__all__ = [
    "Actor",
    "DefinitionCheck",
    "Diagnostic",
    "Publication",
    "PublishedVersion",
]
