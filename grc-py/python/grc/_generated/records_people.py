"""What operations on people tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from grc._generated.enumerations import RoleLike
    from grc._generated.records_definitions import Actor


class Absence(Record):
    """A time during which an agent is away: from an instant on, until another."""

    _members = {
        "from_": ("from", "instant"),
        "until": ("until", "instant"),
        "delegate": ("delegate", ""),
    }
    _shown = ()

    from_: datetime
    """When it begins."""

    until: datetime
    """When it is over."""

    delegate: str | None = None
    """The agent who stands in, if one does."""


class Agent(Record):
    """A person of the town hall, as registered by the host."""

    _members = {
        "id": ("id", ""),
        "name": ("name", ""),
        "absence": ("absence", "Absence"),
        "active": ("active", ""),
        "email": ("email", ""),
        "roles": ("roles", "[Membership]"),
        "title": ("title", ""),
    }
    _shown = ("active",)

    id: str
    """The host's identifier."""

    name: str
    """As shown to colleagues and in letters."""

    absence: Absence | Mapping[str, Any] | None = None
    """When they are away, and who stands in.

    It is told, not registered with the agent: see `Engine.set_absence`.
    """

    active: bool | None = None
    """Whether the person may still act."""

    email: str | None = None
    """Where notifications go."""

    roles: Sequence[Membership | Mapping[str, Any]] | None = None
    """Role in each service."""

    title: str | None = None
    """What they do, as letters tell it under their name: *Responsable de l'urbanisme*."""


class Membership(Record):
    """A role in a service."""

    _members = {
        "service": ("service", ""),
        "role": ("role", "Role"),
    }
    _shown = (
        "service",
        "role",
    )

    service: str
    """The service."""

    role: RoleLike
    """The role."""


class PeopleChange(Record):
    """What was done."""

    _members = {
        "kind": ("kind", ""),
        "absence": ("absence", "Absence"),
        "registered": ("registered", "Agent"),
    }
    _shown = ("kind",)

    kind: str

    absence: Absence | None = None
    """The time away."""

    registered: Agent | None = None
    """As they were registered."""


class PeopleEvent(Record):
    """Something that was done to an agent's registration."""

    _members = {
        "number": ("number", ""),
        "at": ("at", "instant"),
        "by": ("by", "Actor"),
        "agent": ("agent", ""),
        "change": ("change", "PeopleChange"),
    }
    _shown = ("number",)

    number: int
    """Rank in the journal, from 1. The store gives it."""

    at: datetime
    """When."""

    by: Actor
    """Who did it."""

    agent: str
    """The agent concerned."""

    change: PeopleChange
    """What it was."""


__all__ = [
    "Absence",
    "Agent",
    "Membership",
    "PeopleChange",
    "PeopleEvent",
]
