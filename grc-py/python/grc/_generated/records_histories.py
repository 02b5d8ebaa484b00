"""What operations on histories tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from grc._generated.records_definitions import PublishedVersion


class BrokenHistory(Record):
    """A history that is not what was recorded."""

    _members = {
        "request": ("request", "uuid"),
        "sequence": ("sequence", ""),
        "fault": ("fault", ""),
    }
    _shown = (
        "request",
        "sequence",
        "fault",
    )

    request: UUID
    """The request."""

    sequence: int
    """The first event at fault."""

    fault: str
    """What is wrong: `sequence`, `content`, `link`, `tail`, `head`, `unreadable`; `row` when the
    request is not the fold of its events, `list` when what lists and searches read of it is not
    what it says, `figures` when what statistics read of it is not, `file` when a file is not the
    one that was given.
    """


class Head(Record):
    """The last link of a chain: kept by the host, it shows a removed tail or a rewritten chain."""

    _members = {
        "request": ("request", "uuid"),
        "sequence": ("sequence", ""),
        "link": ("link", ""),
    }
    _shown = (
        "request",
        "sequence",
    )

    request: UUID | str
    """The request."""

    sequence: int
    """Rank of its last event."""

    link: str
    """The last link, in hexadecimal."""


class TimelineEntry(Record):
    """One line of a timeline."""

    _members = {
        "sequence": ("sequence", ""),
        "at": ("at", "instant"),
        "type": ("type", ""),
        "actor": ("actor", ""),
        "text": ("text", ""),
        "claim": ("claim", ""),
        "service": ("service", ""),
    }
    _shown = (
        "sequence",
        "type",
        "service",
    )

    sequence: int
    """Rank of the event."""

    at: datetime
    """When it happened."""

    type: str
    """Name of the event."""

    actor: str
    """Who did it, as the reader may know them."""

    text: str
    """What happened, in a sentence."""

    claim: str | None = None
    """The key of the scarce thing that the sentence names."""

    service: str | None = None
    """The service that the sentence names, by its id."""


class Verification(Record):
    """What `verify` gives. Verifies that every history is what was recorded."""

    _members = {
        "requests": ("requests", ""),
        "events": ("events", ""),
        "broken": ("broken", "[BrokenHistory]"),
        "altered": ("altered", "[PublishedVersion]"),
        "totals_agree": ("totals_agree", ""),
        "wrong_totals": ("wrong_totals", ""),
    }
    _shown = (
        "requests",
        "events",
        "totals_agree",
    )

    requests: int
    """Histories read."""

    events: int
    """Events read."""

    broken: list[BrokenHistory]
    """Histories that are not what was recorded."""

    altered: list[PublishedVersion]
    """Versions of procedures that are not those that were sealed, or that refer to a list that is
    not.
    """

    totals_agree: bool
    """Whether requests are counted right, and no list has a row more than its requests say."""

    wrong_totals: list[str]
    """What counts them wrong, or has such a row, by its name in the store."""


__all__ = [
    "BrokenHistory",
    "Head",
    "TimelineEntry",
    "Verification",
]
