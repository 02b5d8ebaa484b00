"""What operations on visitors tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record
from grc._ways import ReportWays

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from typing import Any

    from grc._generated.enumerations import (
        Audience,
        AudienceLike,
        ContactDetail,
        Identity,
        IdentityLike,
        LanguageLike,
        OriginLike,
        Visibility,
    )
    from grc._generated.records_definitions import Actor


class Applicant(Record):
    """The person for whom a request is filed."""

    _members = {
        "audience": ("audience", "Audience"),
        "address": ("address", ""),
        "email": ("email", ""),
        "first_name": ("first_name", ""),
        "identities": ("identities", "[ExternalIdentity]"),
        "identity": ("identity", "Identity"),
        "language": ("language", "Language"),
        "last_name": ("last_name", ""),
        "organisation": ("organisation", ""),
        "phone": ("phone", ""),
        "rna": ("rna", ""),
        "siret": ("siret", ""),
    }
    _shown = (
        "audience",
        "identity",
        "language",
    )

    audience: AudienceLike
    """Who they are."""

    address: Sequence[str] | None = None
    """Postal address, one line an element."""

    email: str | None = None
    """E-mail address."""

    first_name: str | None = None
    """Given name."""

    identities: Sequence[ExternalIdentity | Mapping[str, Any]] | None = None
    """Who others say that they are (`FranceConnect` and the like), as the host has made sure.

    Kept in their record of the directory, not in the request.
    """

    identity: IdentityLike | None = None
    """How the host knows who they are."""

    language: LanguageLike | None = None
    """Language in which they are written to; the catalogue's, if absent."""

    last_name: str | None = None
    """Family name."""

    organisation: str | None = None
    """Name of the association or business."""

    phone: str | None = None
    """Telephone, E.164 once stored."""

    rna: str | None = None
    """Number of the association in the national register (RNA)."""

    siret: str | None = None
    """SIRET of the association or business."""


class Availability(Record):
    """What `availability` gives.

    Tells how much of something scarce is taken and left, day after day.
    """

    _members = {
        "capacity": ("capacity", ""),
        "slots": ("slots", "[Slot]"),
    }
    _shown = ("capacity",)

    capacity: int | None
    """How many there are, where it is known: the most that a definition says."""

    slots: list[Slot]
    """Slots that follow one another from the first day to the last."""


class ExternalIdentity(Record):
    """Who another says that someone is: `FranceConnect`, `ProConnect`."""

    _members = {
        "provider": ("provider", ""),
        "sub": ("sub", ""),
    }
    _shown = ()

    provider: str
    """Who vouches for it, by a name that the host chooses: `franceconnect`."""

    sub: str
    """The provider's identifier of the person (`sub` of OpenID Connect)."""


class Fault(Record):
    """One thing wrong with answers."""

    _members = {
        "path": ("path", ""),
        "related": ("related", ""),
        "code": ("code", ""),
        "message": ("message", ""),
    }
    _shown = (
        "code",
        "path",
    )

    path: str
    """JSON Pointer into the answers."""

    related: list[str]
    """Pointers of the other answers that the rule is about."""

    code: str
    """The rule: a dotted name that never changes."""

    message: str
    """The rule in words."""


class FieldState(Record):
    """What a page shows of a field, for the answers given so far."""

    _members = {
        "path": ("path", ""),
        "visible": ("visible", ""),
        "required": ("required", ""),
        "readonly": ("readonly", ""),
        "max": ("max", ""),
        "min": ("min", ""),
        "options": ("options", "[OfferedOption]"),
        "search": ("search", ""),
        "value": ("value", ""),
    }
    _shown = (
        "path",
        "visible",
        "required",
        "readonly",
        "search",
    )

    path: str
    """JSON Pointer of its answer; a title or a note has one too, by its id."""

    visible: bool
    """Whether it is shown."""

    required: bool
    """Whether an answer is required, when it is shown."""

    readonly: bool
    """Whether the value proposed or computed is the only one."""

    max: Any = None
    """The greatest answer, in its stored form, if there is one that may be told."""

    min: Any = None
    """The least answer, in its stored form, if there is one that may be told."""

    options: list[OfferedOption] | None = None
    """The options offered with the answers so far, in order, for a choice that is shown; absent
    when there are more than 100.
    """

    search: bool | None = None
    """Whether more than 100 options are offered: they are searched, with the operation `options`.
    """

    value: Any = None
    """The value computed, or the one proposed while there is no answer, in its stored form."""


class Form(Record):
    """What `form` gives.

    Gives the form of a scenario: its schema, its layout, and what to show of each field for the
    answers given so far.
    """

    _members = {
        "version": ("version", ""),
        "title": ("title", ""),
        "identity": ("identity", "Identity"),
        "ask": ("ask", "[ContactDetail]"),
        "schema": ("schema", ""),
        "ui": ("ui", ""),
        "fields": ("fields", "[FieldState]"),
        "validation": ("validation", "Report"),
        "privacy": ("privacy", "PrivacyNotice"),
    }
    _shown = (
        "version",
        "identity",
    )

    version: int
    """The procedure's version."""

    title: str
    """What the portal shows above the form."""

    identity: Identity
    """Least level of identification of the applicant."""

    ask: list[ContactDetail]
    """Contact details that the applicant must give."""

    schema: Any
    """The form's JSON Schema (2020-12), with titles in the language asked."""

    ui: Any
    """Its layout: a UI schema of JSON Forms."""

    fields: list[FieldState]
    """What to show of each field, for the answers given so far."""

    validation: Report
    """What is wrong with the answers given so far; none is required yet."""

    privacy: PrivacyNotice | None
    """What the applicant is told of the use of personal data."""


class Holiday(Record):
    """What the engine tells."""

    _members = {
        "day": ("day", "date"),
        "title": ("title", ""),
    }
    _shown = ()

    day: date
    """The day."""

    title: str
    """What it is called."""


class Identifier(Record):
    """What `identifier` gives.

    Checks an identifier, and gives the form to store and the form to show.
    """

    _members = {
        "canonical": ("canonical", ""),
        "formatted": ("formatted", ""),
    }
    _shown = ()

    canonical: str
    """The form to store."""

    formatted: str
    """The form to show, which is read back as the same identifier."""


class ListedProcedure(Record):
    """A procedure in a list."""

    _members = {
        "id": ("id", ""),
        "version": ("version", ""),
        "title": ("title", ""),
        "summary": ("summary", ""),
        "theme": ("theme", ""),
        "audiences": ("audiences", "[Audience]"),
        "visibility": ("visibility", "Visibility"),
        "closed": ("closed", ""),
    }
    _shown = (
        "id",
        "version",
        "theme",
        "visibility",
    )

    id: str
    """The procedure."""

    version: int
    """Its current version."""

    title: str
    """What the portal shows."""

    summary: str | None
    """One or two sentences."""

    theme: str | None
    """Its theme."""

    audiences: list[Audience]
    """Whom it concerns."""

    visibility: Visibility
    """Who is shown it."""

    closed: str | None
    """What applicants are told, when it takes no new request."""


class Offer(Record):
    """A scenario that is offered."""

    _members = {
        "scenario": ("scenario", ""),
        "title": ("title", ""),
        "kind": ("kind", ""),
        "ask": ("ask", "[ContactDetail]"),
        "documents": ("documents", ""),
        "html": ("html", ""),
        "identity": ("identity", "Identity"),
        "markdown": ("markdown", ""),
        "url": ("url", ""),
    }
    _shown = (
        "kind",
        "scenario",
        "identity",
    )

    scenario: str
    """The scenario."""

    title: str
    """What the portal shows."""

    kind: str

    ask: list[ContactDetail] | None = None
    """Contact details that must be given."""

    documents: list[str] | None = None
    """Documents to prepare."""

    html: str | None = None
    """The same, in HTML that is safe in a page."""

    identity: Identity | None = None
    """Least level of identification."""

    markdown: str | None = None
    """The text, in Markdown."""

    url: str | None = None
    """Its address, filled."""


class OfferedOption(Record):
    """An option, as a page shows it."""

    _members = {
        "value": ("value", ""),
        "label": ("label", ""),
    }
    _shown = ()

    value: str
    """What is answered."""

    label: str
    """What is shown."""


class Option(Record):
    """An option offered."""

    _members = {
        "value": ("value", ""),
        "label": ("label", ""),
        "columns": ("columns", ""),
    }
    _shown = ()

    value: str
    """What is answered."""

    label: str
    """What is shown."""

    columns: dict[str, Any]
    """Its columns, by name; null where it has no value."""


class PrivacyNotice(Record):
    """What an applicant is told of the use of personal data."""

    _members = {
        "purpose": ("purpose", ""),
        "legal_basis": ("legal_basis", ""),
        "retention": ("retention", ""),
    }
    _shown = ()

    purpose: str
    """What the data is used for."""

    legal_basis: str
    """Legal basis of the processing."""

    retention: str
    """How long the data is kept after closure: an ISO 8601 duration."""


class RefusedScenario(Record):
    """A scenario that is not offered."""

    _members = {
        "scenario": ("scenario", ""),
        "title": ("title", ""),
        "code": ("code", ""),
        "message": ("message", ""),
    }
    _shown = (
        "code",
        "scenario",
    )

    scenario: str
    """The scenario."""

    title: str
    """What the portal would show."""

    code: str
    """Why: a dotted name that never changes."""

    message: str
    """Why, in words. It may hold what the visitor answered."""


class Report(ReportWays, Record):
    """What the engine tells."""

    _members = {
        "accepted": ("accepted", ""),
        "faults": ("faults", "[Fault]"),
        "dropped": ("dropped", ""),
        "answers": ("answers", ""),
    }
    _shown = ("accepted",)

    accepted: bool
    """Whether nothing is wrong."""

    faults: list[Fault]
    """What is wrong, in the form's order; rules between answers come last."""

    dropped: list[str]
    """Answers that would be dropped, because their field is hidden or computed: JSON Pointers."""

    answers: dict[str, Any]
    """The answers in their stored form. Of use only when they are accepted."""


class Routing(Record):
    """What `route` gives.

    Tells the scenarios of a procedure that a visitor is offered, and why not the others.
    """

    _members = {
        "offers": ("offers", "[Offer]"),
        "not_offered": ("not_offered", "[RefusedScenario]"),
        "closed": ("closed", ""),
        "faults": ("faults", "[Fault]"),
    }
    _shown = ()

    offers: list[Offer]
    """The scenarios offered, in order."""

    not_offered: list[RefusedScenario]
    """The others, in order."""

    closed: str | None
    """What applicants are told, when the procedure takes no new request."""

    faults: list[Fault]
    """What is wrong with the answers to the questions; if anything is, all of them count for
    nothing.
    """


class Sector(Record):
    """A part of the town."""

    _members = {
        "id": ("id", ""),
        "title": ("title", ""),
        "service": ("service", ""),
    }
    _shown = (
        "id",
        "service",
    )

    id: str
    """Its id."""

    title: str
    """What it is called."""

    service: str | None
    """The service in charge of it, if one is."""


class Slot(Record):
    """A length of time during which as much is left at each moment."""

    _members = {
        "from_": ("from", "instant"),
        "to": ("to", "instant"),
        "taken": ("taken", ""),
        "left": ("left", ""),
    }
    _shown = (
        "taken",
        "left",
    )

    from_: datetime
    """Its first instant."""

    to: datetime
    """The first instant after it."""

    taken: int
    """How many are taken."""

    left: int | None
    """How many are left, where it is known."""


class Visitor(Record):
    """Who asks what they are offered."""

    _members = {
        "actor": ("actor", "Actor"),
        "answers": ("answers", ""),
        "applicant": ("applicant", "Applicant"),
        "audience": ("audience", "Audience"),
        "lists": ("lists", ""),
        "origin": ("origin", "Origin"),
        "prefill": ("prefill", ""),
        "query": ("query", ""),
    }
    _shown = (
        "audience",
        "origin",
    )

    actor: Actor | Mapping[str, Any]
    """Who asks. Anyone but an applicant may be shown what is for agents."""

    answers: Mapping[str, Any] | None = None
    """Answers to the procedure's questions."""

    applicant: Applicant | Mapping[str, Any] | None = None
    """What is known of the person for whom it is asked: forms may read and propose it."""

    audience: AudienceLike | None = None
    """For whom: the applicant's audience, even when an agent asks."""

    lists: Mapping[str, Any] | None = None
    """The lists that the form expects from the host (`host:…`), by name."""

    origin: OriginLike | None = None
    """How they came."""

    prefill: Mapping[str, Any] | None = None
    """What the host knows of them that forms may propose, by names that definitions agree on with
    the host.
    """

    query: Mapping[str, Any] | None = None
    """What the address of the page says: its query parameters."""


__all__ = [
    "Applicant",
    "Availability",
    "ExternalIdentity",
    "Fault",
    "FieldState",
    "Form",
    "Holiday",
    "Identifier",
    "ListedProcedure",
    "Offer",
    "OfferedOption",
    "Option",
    "PrivacyNotice",
    "RefusedScenario",
    "Report",
    "Routing",
    "Sector",
    "Slot",
    "Visitor",
]
