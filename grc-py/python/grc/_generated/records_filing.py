"""What operations on filing tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import State
    from grc._generated.records_visitors import Applicant


class Draft(Record):
    """What `save_draft` gives. Saves answers as they are, to be resumed later."""

    _members = {
        "id": ("id", "uuid"),
        "procedure": ("procedure", ""),
        "scenario": ("scenario", ""),
        "applicant": ("applicant", "Applicant"),
        "answers": ("answers", ""),
        "revision": ("revision", ""),
        "saved_at": ("saved_at", "instant"),
        "expires_at": ("expires_at", "instant"),
    }
    _shown = (
        "id",
        "procedure",
        "scenario",
        "revision",
    )

    id: UUID
    """Identifier, which the request will keep."""

    procedure: str
    """The procedure."""

    scenario: str
    """The scenario."""

    applicant: Applicant | None
    """The applicant, if already told."""

    answers: dict[str, Any]
    """What is answered so far."""

    revision: int
    """Number of times it was saved."""

    saved_at: datetime
    """When it was last saved."""

    expires_at: datetime
    """When it expires."""


class ImportNote(Record):
    """What is wrong with a line."""

    _members = {
        "line": ("line", ""),
        "error": ("error", ""),
    }
    _shown = ("line",)

    line: int
    """Its number."""

    error: Any
    """The place in it and the rule, as errors are told."""


class ImportReport(Record):
    """What `import` gives.

    Takes over requests of a former system, each once, with their past dates: see taking-over.md.
    """

    _members = {
        "lines": ("lines", ""),
        "imported": ("imported", ""),
        "skipped": ("skipped", ""),
        "refused": ("refused", ""),
        "faults": ("faults", "[ImportNote]"),
        "warned": ("warned", ""),
        "warnings": ("warnings", "[ImportNote]"),
        "stopped": ("stopped", ""),
        "next_line": ("next_line", ""),
    }
    _shown = (
        "lines",
        "imported",
        "skipped",
        "refused",
        "warned",
        "stopped",
    )

    lines: int
    """Lines read, without the empty ones."""

    imported: int
    """Requests taken over; with `dry_run`, those that would be."""

    skipped: int
    """Lines whose request was taken over before."""

    refused: int
    """Lines at fault, which were not taken over."""

    faults: list[ImportNote]
    """What is wrong with them, in order; the first 1,000."""

    warned: int
    """Requests that were taken over although something is wrong with their answers."""

    warnings: list[ImportNote]
    """What is wrong with them, in order; the first 1,000."""

    stopped: bool
    """Whether a fault ended the import before its last line."""

    next_line: int
    """Number of the line that comes after the last one read."""


class Receipt(Record):
    """What `submit` gives. Files a request."""

    _members = {
        "id": ("id", "uuid"),
        "reference": ("reference", ""),
        "tracking_code": ("tracking_code", ""),
        "status": ("status", ""),
        "state": ("state", "State"),
        "revision": ("revision", ""),
        "dropped": ("dropped", ""),
    }
    _shown = (
        "reference",
        "id",
        "state",
        "status",
        "revision",
    )

    id: UUID
    """The request."""

    reference: str
    """What people call it: `2026-000042`."""

    tracking_code: str
    """What a person without an account follows it with. To be told to the applicant alone."""

    status: str
    """Its status."""

    state: State
    """What the status amounts to."""

    revision: int
    """Its revision."""

    dropped: list[str]
    """Answers to hidden fields, which were dropped: JSON Pointers."""


__all__ = [
    "Draft",
    "ImportNote",
    "ImportReport",
    "Receipt",
]
