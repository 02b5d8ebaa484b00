"""What operations on files tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from grc._generated.enumerations import Verdict


class Bytes(Record):
    """What `read_file` gives. Gives bytes of a file that the actor may read."""

    _members = {
        "length": ("length", ""),
        "content_base64": ("content_base64", ""),
    }
    _shown = ("length",)

    length: int
    """How many bytes were read."""

    content_base64: str | None = None
    """The bytes, in base64; fewer than wanted only at the end of the file, none after it.

    Left out when they leave beside the result.
    """


class File(Record):
    """What `attach` gives. Receives a file, whose identifier then answers a field."""

    _members = {
        "id": ("id", "uuid"),
        "name": ("name", ""),
        "media_type": ("media_type", ""),
        "size": ("size", ""),
        "sha256": ("sha256", ""),
        "verdict": ("verdict", "Verdict"),
        "attached_at": ("attached_at", "instant"),
        "expires_at": ("expires_at", "instant"),
    }
    _shown = (
        "id",
        "media_type",
        "size",
        "verdict",
    )

    id: UUID
    """Identifier: the answer to a field that asks for a file."""

    name: str
    """Its name, safe to show, to put in a header and to save under."""

    media_type: str
    """Its type, found in its content.

    What is not a picture or a PDF is best not shown inside a page.
    """

    size: int
    """Its size, in bytes."""

    sha256: str
    """The SHA-256 of its content."""

    verdict: Verdict
    """What the host's scanner says of it."""

    attached_at: datetime
    """When it was attached."""

    expires_at: datetime | None
    """When it goes, unless it is given with a request before."""


__all__ = [
    "Bytes",
    "File",
]
