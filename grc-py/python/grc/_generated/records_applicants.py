"""What operations on applicants tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import Audience, Language
    from grc._generated.records_definitions import Actor
    from grc._generated.records_looking import RequestSummary
    from grc._generated.records_visitors import ExternalIdentity


class DirectoryEntry(Record):
    """What `applicant` gives.

    Gives a record of the directory of applicants, with the requests of that applicant that the
    actor may see.
    """

    _members = {
        "applicant": ("applicant", "Profile"),
        "absorbed": ("absorbed", "[uuid]"),
        "similar": ("similar", "[Profile]"),
        "requests": ("requests", "RequestRows"),
        "changes": ("changes", "[ProfileChange]"),
    }
    _shown = ()

    applicant: Profile
    """The record: the one that absorbed the one asked for, if it was merged."""

    absorbed: list[UUID]
    """The records that it absorbed."""

    similar: list[Profile]
    """Records that share an e-mail address, a telephone, a SIRET or an RNA number with it: perhaps
    the same person.
    """

    requests: RequestRows
    """Its requests that the actor may see, those of the records that it absorbed among them, newest
    first.
    """

    changes: list[ProfileChange]
    """Its last changes, the latest first."""


class Profile(Record):
    """The record of an applicant."""

    _members = {
        "id": ("id", "uuid"),
        "audience": ("audience", "Audience"),
        "revision": ("revision", ""),
        "created_at": ("created_at", "instant"),
        "updated_at": ("updated_at", "instant"),
        "accounts": ("accounts", ""),
        "address": ("address", ""),
        "emails": ("emails", ""),
        "first_name": ("first_name", ""),
        "identities": ("identities", "[ExternalIdentity]"),
        "language": ("language", "Language"),
        "last_name": ("last_name", ""),
        "merged_into": ("merged_into", "uuid"),
        "organisation": ("organisation", ""),
        "phones": ("phones", ""),
        "rna": ("rna", ""),
        "siret": ("siret", ""),
    }
    _shown = (
        "id",
        "audience",
        "revision",
        "language",
        "merged_into",
    )

    id: UUID
    """Identifier."""

    audience: Audience
    """What they are."""

    revision: int
    """Number of its last change, from 1."""

    created_at: datetime
    """When it was opened."""

    updated_at: datetime
    """When it last changed."""

    accounts: list[str] | None = None
    """Their accounts, by the host's identifiers."""

    address: list[str] | None = None
    """Postal address, one line an element."""

    emails: list[str] | None = None
    """E-mail addresses, the one to prefer first."""

    first_name: str | None = None
    """Given name."""

    identities: list[ExternalIdentity] | None = None
    """Who others say that they are."""

    language: Language | None = None
    """Language in which they are written to."""

    last_name: str | None = None
    """Family name."""

    merged_into: UUID | None = None
    """The record into which it was merged, if it was: that one answers for it."""

    organisation: str | None = None
    """Name of the association or business."""

    phones: list[str] | None = None
    """Telephones (E.164), the one to prefer first."""

    rna: str | None = None
    """Number of the association in the national register (RNA)."""

    siret: str | None = None
    """SIRET of the association or business."""


class ProfileAction(Record):
    """How a record came to change."""

    _members = {
        "kind": ("kind", ""),
        "into": ("into", "uuid"),
        "profile": ("profile", "uuid"),
        "request": ("request", "uuid"),
    }
    _shown = (
        "kind",
        "into",
        "profile",
        "request",
    )

    kind: str

    into: UUID | None = None
    """The other."""

    profile: UUID | None = None
    """The other."""

    request: UUID | None = None
    """The request."""


class ProfileChange(Record):
    """A line of the journal of a record."""

    _members = {
        "revision": ("revision", ""),
        "at": ("at", "instant"),
        "actor": ("actor", "Actor"),
        "action": ("action", "ProfileAction"),
        "changed": ("changed", ""),
    }
    _shown = ("revision",)

    revision: int
    """Number of the change, from 1."""

    at: datetime
    """When."""

    actor: Actor
    """Who did it."""

    action: ProfileAction
    """How it came."""

    changed: dict[str, Any]
    """The members that changed, as the change left them; `null` for one that was emptied."""


class RequestRows(Record):
    """A part of a list."""

    _members = {
        "rows": ("rows", "[RequestSummary]"),
        "next": ("next", ""),
    }
    _shown = ()

    rows: list[RequestSummary]
    """The rows."""

    next: str | None
    """What leads to the next page, if there is one."""


__all__ = [
    "DirectoryEntry",
    "Profile",
    "ProfileAction",
    "ProfileChange",
    "RequestRows",
]
