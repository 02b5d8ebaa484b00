"""What operations on definitions tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record
from grc._ways import ActorWays, DefinitionCheckWays

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import Channel, CommunicationKind, Language, Severity


class Actor(ActorWays, Record):
    """Who acts. The host has made sure of it; the engine decides what they may do."""

    _members = {
        "kind": ("kind", ""),
        "id": ("id", ""),
    }
    _shown = ("kind",)

    kind: str

    id: str | None = None


class CommunicationReference(Record):
    """A message of a scenario."""

    _members = {
        "scenario": ("scenario", ""),
        "id": ("id", ""),
    }
    _shown = (
        "id",
        "scenario",
    )

    scenario: str
    """The scenario."""

    id: str
    """The message."""


class CorrectedProcedure(Record):
    """The versions of a procedure whose text was corrected."""

    _members = {
        "procedure": ("procedure", ""),
        "versions": ("versions", ""),
        "unchanged": ("unchanged", ""),
    }
    _shown = ("procedure",)

    procedure: str
    """The procedure."""

    versions: list[int]
    """The versions that say it now."""

    unchanged: list[int]
    """Those that say what they did: they do not have this text, or it names something that they do
    not have.
    """


class CorrectedText(Record):
    """A text that was corrected."""

    _members = {
        "procedure": ("procedure", ""),
        "version": ("version", ""),
        "at": ("at", "instant"),
        "by": ("by", "Actor"),
        "text": ("text", "TextReference"),
        "words": ("words", "NewWords"),
    }
    _shown = (
        "procedure",
        "version",
    )

    procedure: str
    """The procedure."""

    version: int
    """The last version that it corrects."""

    at: datetime
    """When."""

    by: Actor
    """Who corrected it."""

    text: TextReference
    """The text."""

    words: NewWords | None
    """What it says; what was published, if absent."""


class CorrectedTexts(Record):
    """What `correct_text` gives.

    Has a published text say something else from now on, about open requests too, without a new
    version.
    """

    _members = {
        "publication": ("publication", ""),
        "procedures": ("procedures", "[CorrectedProcedure]"),
    }
    _shown = ("publication",)

    publication: int
    """Number of the publication that it is."""

    procedures: list[CorrectedProcedure]
    """The procedures whose text it is."""


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
        "file": ("file", ""),
    }
    _shown = (
        "code",
        "severity",
        "pointer",
    )

    severity: Severity
    """`fault` prevents publication, `warning` does not."""

    pointer: str
    """JSON Pointer into the file, or into the catalogue."""

    code: str
    """The rule: a dotted name that never changes."""

    message: str
    """The rule in words."""

    file: str | None = None
    """File in which it stands, relative to the catalogue's directory, when there is one."""


class MessageFile(Record):
    """A file that goes with a message."""

    _members = {
        "id": ("id", "uuid"),
        "name": ("name", ""),
        "media_type": ("media_type", ""),
        "size": ("size", ""),
    }
    _shown = (
        "id",
        "media_type",
        "size",
    )

    id: UUID
    """Identifier."""

    name: str
    """Its name."""

    media_type: str
    """Its type."""

    size: int
    """Its size, in bytes."""


class NewWords(Record):
    """What a text says instead.

    What is absent stays as it was; a body without its HTML takes the place of both.
    """

    _members = {
        "body": ("body", ""),
        "html": ("html", ""),
        "subject": ("subject", ""),
    }
    _shown = ()

    body: Mapping[str, Any] | None = None
    """Body, plain text with placeholders."""

    html: Mapping[str, Any] | None = None
    """The same body in HTML."""

    subject: Mapping[str, Any] | None = None
    """Subject, with placeholders."""


class Preview(Record):
    """A message as it would be written to one of those who receive it."""

    _members = {
        "communication": ("communication", ""),
        "kind": ("kind", "CommunicationKind"),
        "on": ("on", ""),
        "recipient": ("recipient", ""),
        "channel": ("channel", "Channel"),
        "written_in": ("written_in", "Language"),
        "subject": ("subject", ""),
        "body": ("body", ""),
        "html": ("html", ""),
        "attachments": ("attachments", "[MessageFile]"),
    }
    _shown = (
        "kind",
        "communication",
        "channel",
        "written_in",
    )

    communication: str | None
    """Identifier of the message, if it has one."""

    kind: CommunicationKind
    """What it is to the person who receives it."""

    on: str
    """Its occasion, as the catalogue says; for a message that an action writes, what the action is
    done with: `status:name` that is entered, `transition:name`, `task:name`.
    """

    recipient: str
    """To whom, as the catalogue says."""

    channel: Channel
    """By the way that is preferred."""

    written_in: Language
    """In which language."""

    subject: str
    """Subject."""

    body: str
    """Body, plain text."""

    html: str | None
    """The same body, HTML."""

    attachments: list[MessageFile]
    """The files of the request that go with it."""


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


class TextPreview(Record):
    """A text, and what it would say."""

    _members = {
        "which": ("which", "TextReference"),
        "words": ("words", "NewWords"),
    }
    _shown = ()

    which: TextReference | Mapping[str, Any]
    """The text."""

    words: NewWords | Mapping[str, Any]
    """What it would say."""


class TextReference(Record):
    """A text of a published procedure."""

    _members = {
        "communication": ("communication", "CommunicationReference"),
        "template": ("template", ""),
    }
    _shown = ("template",)

    communication: CommunicationReference | Mapping[str, Any] | None = None

    template: str | None = None


__all__ = [
    "Actor",
    "CommunicationReference",
    "CorrectedProcedure",
    "CorrectedText",
    "CorrectedTexts",
    "DefinitionCheck",
    "Diagnostic",
    "MessageFile",
    "NewWords",
    "Preview",
    "Publication",
    "PublishedVersion",
    "TextPreview",
    "TextReference",
]
