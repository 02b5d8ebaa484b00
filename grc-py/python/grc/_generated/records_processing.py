"""What operations on processing tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import CorrectionReasonLike, Outcome, State, StateLike
    from grc._generated.records_files import File
    from grc._generated.records_visitors import FieldState, Report


class Acted(Record):
    """What `act` gives. Performs a transition of a request."""

    _members = {
        "request": ("request", "uuid"),
        "revision": ("revision", ""),
        "status": ("status", ""),
        "state": ("state", "State"),
        "outcome": ("outcome", "Outcome"),
    }
    _shown = (
        "state",
        "status",
        "request",
        "revision",
        "outcome",
    )

    request: UUID
    """The request."""

    revision: int
    """Its revision."""

    status: str
    """Its status."""

    state: State
    """What the status amounts to."""

    outcome: Outcome | None
    """How it ended, if it did."""


class BulkAssignment(Record):
    """Who is put in charge."""

    _members = {
        "agent": ("agent", ""),
        "service": ("service", ""),
    }
    _shown = ("service",)

    agent: str | None = None
    """The agent."""

    service: str | None = None
    """The service; the one that is, if absent."""


class BulkComment(Record):
    """A comment to write."""

    _members = {
        "text": ("text", ""),
        "visible": ("visible", ""),
    }
    _shown = ("visible",)

    text: str
    """What to write."""

    visible: bool | None = None
    """Whether the applicant may read it; `false`, if absent."""


class BulkOutcome(Record):
    """What became of one request."""

    _members = {
        "request": ("request", "uuid"),
        "done": ("done", "Acted"),
        "error": ("error", ""),
    }
    _shown = ("request",)

    request: UUID
    """The request."""

    done: Acted | None = None
    """What the command left, if it was carried out."""

    error: Any = None
    """Why it was not, as errors are told."""


class BulkReport(Record):
    """What `bulk` gives. Carries out a command on many requests, each with its own outcome."""

    _members = {
        "done": ("done", ""),
        "refused": ("refused", ""),
        "outcomes": ("outcomes", "[BulkOutcome]"),
        "next": ("next", ""),
    }
    _shown = (
        "done",
        "refused",
    )

    done: int
    """How many carried out the command."""

    refused: int
    """How many refused it."""

    outcomes: list[BulkOutcome]
    """Each request, in order."""

    next: str | None
    """What leads to the requests of the list that come after, if there are more."""


class BulkTags(Record):
    """Tags, as `Engine.tag` takes them."""

    _members = {
        "tags": ("tags", ""),
    }
    _shown = ()

    tags: Sequence[str]
    """The tags."""


class BulkTransition(Record):
    """A transition to perform."""

    _members = {
        "transition": ("transition", ""),
        "values": ("values", ""),
    }
    _shown = ("transition",)

    transition: str
    """The transition."""

    values: Mapping[str, Any] | None = None
    """Answers to its form."""


class Confirmation(Record):
    """What `confirmation` gives.

    Gives what another person of a request is asked to confirm, to whoever holds the code that they
    were written.
    """

    _members = {
        "procedure_title": ("procedure_title", ""),
        "reference": ("reference", ""),
        "party_label": ("party_label", ""),
        "transitions": ("transitions", "[Transition]"),
    }
    _shown = ("reference",)

    procedure_title: str
    """Title of the procedure."""

    reference: str
    """What people call the request."""

    party_label: str
    """What the person is to the request."""

    transitions: list[Transition]
    """What they may do now; nothing, when it is too late or too early."""


class Confirmed(Record):
    """What `confirm` gives.

    Performs a transition as another person of a request, with the code that they were written.
    """

    _members = {
        "reference": ("reference", ""),
        "transition": ("transition", ""),
    }
    _shown = (
        "reference",
        "transition",
    )

    reference: str
    """What people call the request."""

    transition: str
    """The transition that they performed."""


class CorrectionItem(Record):
    """An answer that is asked again."""

    _members = {
        "field": ("field", ""),
        "reason": ("reason", "CorrectionReason"),
        "indispensable": ("indispensable", ""),
    }
    _shown = (
        "field",
        "reason",
        "indispensable",
    )

    field: str
    """Its field in the form."""

    reason: CorrectionReasonLike
    """What is wrong with it."""

    indispensable: bool | None = None
    """Whether the request cannot be processed without it."""


class Correspondence(Record):
    """What `messages` gives.

    Gives what was written about a request, and of whom an answer is awaited, by `request` or
    `tracking_code`.
    """

    _members = {
        "messages": ("messages", "[Message]"),
        "awaiting": ("awaiting", ""),
    }
    _shown = ()

    messages: list[Message]
    """The messages, the oldest first."""

    awaiting: str | None = None
    """Of whom an answer is awaited, in what the town hall and the applicant write to each other;
    nobody, if absent.
    """


class Message(Record):
    """A message that someone wrote."""

    _members = {
        "sequence": ("sequence", ""),
        "at": ("at", "instant"),
        "from_": ("from", ""),
        "author": ("author", ""),
        "to": ("to", ""),
        "text": ("text", ""),
        "files": ("files", "[File]"),
        "answer_awaited": ("answer_awaited", ""),
    }
    _shown = (
        "sequence",
        "answer_awaited",
    )

    sequence: int
    """Rank of its event in the history."""

    at: datetime
    """When it was written."""

    from_: str
    """Who wrote it."""

    author: str
    """The same, as the reader may know them: an agent's name, inside the town hall."""

    to: str
    """To whom."""

    text: str
    """What it says."""

    files: list[File]
    """The files that come with it."""

    answer_awaited: bool
    """Whether the town hall awaited an answer to it."""


class OfferCheck(Record):
    """What `check_offer` gives.

    Gives the form of a transition for the answers given so far, and checks them without performing
    it.
    """

    _members = {
        "offer": ("offer", "Transition"),
        "validation": ("validation", "Report"),
    }
    _shown = ()

    offer: Transition
    """The transition, with what to show of each field for these answers."""

    validation: Report
    """What is wrong with these answers."""


class RequestQuery(Record):
    """Which requests. Every criterion given must hold."""

    _members = {
        "agent": ("agent", ""),
        "applicant": ("applicant", ""),
        "due_before": ("due_before", "instant"),
        "former_reference": ("former_reference", ""),
        "procedure": ("procedure", ""),
        "received_before": ("received_before", "instant"),
        "received_from": ("received_from", "instant"),
        "sector": ("sector", "SectorOf"),
        "service": ("service", ""),
        "state": ("state", "State"),
        "status": ("status", ""),
        "tag": ("tag", ""),
        "text": ("text", ""),
    }
    _shown = (
        "state",
        "status",
        "procedure",
        "service",
    )

    agent: str | None = None
    """In charge of this agent.

    Asked by that agent, whatever the service, and with those for whom they stand in.
    """

    applicant: str | None = None
    """Of this applicant, by the host's identifier."""

    due_before: datetime | None = None
    """With an open task due before this instant."""

    former_reference: str | None = None
    """Called exactly so in the former system from which it was taken over."""

    procedure: str | None = None
    """Of this procedure."""

    received_before: datetime | None = None
    """Received before this instant."""

    received_from: datetime | None = None
    """Received from this instant on."""

    sector: SectorOf | Mapping[str, Any] | None = None
    """In this sector. Agents and the host may ask it."""

    service: str | None = None
    """Of this service."""

    state: StateLike | None = None
    """In this state."""

    status: str | None = None
    """In this status."""

    tag: str | None = None
    """With this tag."""

    text: str | None = None
    """Beginnings of words of the reference, present or former, or of the applicant's name,
    organisation or e-mail address.
    """


class SectorOf(Record):
    """A sector of a division of the town."""

    _members = {
        "division": ("division", ""),
        "sector": ("sector", ""),
    }
    _shown = (
        "division",
        "sector",
    )

    division: str
    """The division."""

    sector: str
    """The sector."""


class Transition(Record):
    """A transition that someone may perform."""

    _members = {
        "id": ("id", ""),
        "label": ("label", ""),
        "form": ("form", ""),
        "ui": ("ui", ""),
        "fields": ("fields", "[FieldState]"),
        "confirm": ("confirm", ""),
    }
    _shown = ("id",)

    id: str
    """Its name."""

    label: str
    """What its button says."""

    form: Any
    """JSON Schema of what it asks; `null` when it asks nothing."""

    ui: Any
    """Its layout, a UI schema of JSON Forms; `null` when it asks nothing."""

    fields: list[FieldState]
    """What to show of each field before anything is answered, with the options of choices."""

    confirm: str | None = None
    """Question to put before."""


__all__ = [
    "Acted",
    "BulkAssignment",
    "BulkComment",
    "BulkOutcome",
    "BulkReport",
    "BulkTags",
    "BulkTransition",
    "Confirmation",
    "Confirmed",
    "CorrectionItem",
    "Correspondence",
    "Message",
    "OfferCheck",
    "RequestQuery",
    "SectorOf",
    "Transition",
]
