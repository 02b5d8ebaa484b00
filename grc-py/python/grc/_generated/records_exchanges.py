"""What operations on exchanges tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record
from grc._ways import DueReportWays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from grc._generated.enumerations import (
        AttemptOutcome,
        Channel,
        ClientSecretPlace,
        CommunicationKind,
        DeliveryStanding,
        DueKindLike,
        EndpointState,
        HttpMethod,
        ReceivedEffect,
        SignatureEncoding,
        SignedPart,
        State,
        WaitingCallKind,
    )
    from grc._generated.records_definitions import MessageFile


class AskedChanges(Record):
    """A business application that is asked regularly what has changed, as operators see it."""

    _members = {
        "connector": ("connector", ""),
        "cursor": ("cursor", ""),
        "moved_at": ("moved_at", "instant"),
        "asked_at": ("asked_at", "instant"),
        "last_failure": ("last_failure", ""),
        "next": ("next", "instant"),
    }
    _shown = ("connector",)

    connector: str
    """The connector."""

    cursor: str | None
    """From where it is asked, as it told; from the beginning, if absent."""

    moved_at: datetime | None
    """Since when the cursor is there."""

    asked_at: datetime | None
    """When it was last asked."""

    last_failure: str | None
    """Code of the failure of the last question; absent when it was answered."""

    next: datetime | None
    """When it is asked next; absent when no request of it is open: it is not asked then."""


class Attempt(Record):
    """One attempt at something that leaves. It tells nothing of what was sent, nor to whom."""

    _members = {
        "began_at": ("began_at", "instant"),
        "ended_at": ("ended_at", "instant"),
        "outcome": ("outcome", "AttemptOutcome"),
        "reason": ("reason", ""),
        "status": ("status", ""),
    }
    _shown = (
        "status",
        "outcome",
    )

    began_at: datetime
    """When it began."""

    ended_at: datetime
    """When it ended."""

    outcome: AttemptOutcome
    """How it ended."""

    reason: str | None
    """Code of the failure."""

    status: int | None
    """HTTP status that was answered."""


class Authentication(Record):
    """How the engine proves who it is."""

    _members = {
        "basic": ("basic", "BasicSecret"),
        "bearer": ("bearer", "SecretName"),
        "header": ("header", "HeaderSecret"),
        "hmac": ("hmac", "CallSignature"),
        "oauth2": ("oauth2", "ClientCredentials"),
    }
    _shown = ()

    basic: BasicSecret | None = None

    bearer: SecretName | None = None

    header: HeaderSecret | None = None

    hmac: CallSignature | None = None

    oauth2: ClientCredentials | None = None


class BasicSecret(Record):
    """A user name and a password, as RFC 7617 has them."""

    _members = {
        "user": ("user", ""),
        "secret": ("secret", ""),
    }
    _shown = ("secret",)

    user: str
    """The user name, without a colon."""

    secret: str
    """Name of the secret that is the password."""


class Budget(Record):
    """What `Engine.run_due` may do."""

    _members = {
        "kinds": ("kinds", "[DueKind]"),
        "limit": ("limit", ""),
        "threads": ("threads", ""),
        "until": ("until", "instant"),
    }
    _shown = (
        "limit",
        "threads",
    )

    kinds: Sequence[DueKindLike] | None = None
    """Kinds of things; all, if empty."""

    limit: int | None = None
    """Most things done, of each kind; 1,000 if absent."""

    threads: int | None = None
    """Threads that send messages and make calls, from 1 to 64; 1, if absent.

    With several, one that is slow does not keep the others waiting.
    """

    until: datetime | None = None
    """Nothing new is begun from this instant on; without limit of time, if absent."""


class CallSignature(Record):
    """A signature of each call: HMAC-SHA-256, under the secret's bytes, of the parts that it
    covers, with the separator between two of them.
    """

    _members = {
        "secret": ("secret", ""),
        "header": ("header", ""),
        "encoding": ("encoding", "SignatureEncoding"),
        "prefix": ("prefix", ""),
        "covers": ("covers", "[SignedPart]"),
        "separator": ("separator", ""),
        "timestamp_header": ("timestamp_header", ""),
    }
    _shown = (
        "secret",
        "encoding",
    )

    secret: str
    """Name of the secret."""

    header: str
    """The header that holds it: `X-Signature`."""

    encoding: SignatureEncoding
    """How its bytes are written; in hexadecimal, if absent."""

    prefix: str
    """What stands before it in the header: `sha256=`."""

    covers: list[SignedPart] | None = None
    """What is signed, in order; the body alone, if absent."""

    separator: str | None = None
    """What stands between two parts; a full stop, if absent."""

    timestamp_header: str | None = None
    """The header that tells when the call is made, in seconds since 1970; required where
    `timestamp` is covered.
    """


class Claimed(Record):
    """Something that the host has claimed."""

    _members = {
        "id": ("id", "uuid"),
        "token": ("token", ""),
        "until": ("until", "instant"),
        "attempt": ("attempt", ""),
        "endpoint": ("endpoint", ""),
        "request": ("request", "uuid"),
        "message": ("message", "OutgoingMessage"),
        "call": ("call", "ClaimedCall"),
    }
    _shown = (
        "id",
        "attempt",
        "endpoint",
        "request",
    )

    id: UUID
    """Identifier, the same at each attempt: sent twice under it, the thing should have one effect.
    """

    token: str
    """What proves the claim when it is reported."""

    until: datetime
    """When the claim is over."""

    attempt: int
    """Number of the attempt, from 1."""

    endpoint: str
    """Where it goes."""

    request: UUID
    """The request that it is about."""

    message: OutgoingMessage | None
    """The message, if it is one."""

    call: ClaimedCall | None
    """The call, if it is one."""


class ClaimedCall(Record):
    """A call to a business application, for the host to make. Redirects are not to be followed."""

    _members = {
        "connector": ("connector", ""),
        "operation": ("operation", ""),
        "method": ("method", "HttpMethod"),
        "url": ("url", ""),
        "headers": ("headers", ""),
        "auth": ("auth", "Authentication"),
        "body": ("body", ""),
        "timeout_seconds": ("timeout_seconds", ""),
    }
    _shown = (
        "connector",
        "operation",
        "method",
        "timeout_seconds",
    )

    connector: str
    """The connector."""

    operation: str
    """Its operation."""

    method: HttpMethod
    """HTTP method."""

    url: str
    """Whole address."""

    headers: list[list[str]]
    """Headers, `[name, value]` each, but for those that hold a secret."""

    auth: Authentication | None
    """How to prove who calls: the host has the secret."""

    body: str | None
    """Body, JSON as text."""

    timeout_seconds: int
    """Most seconds that the call may take."""


class ClientCredentials(Record):
    """What a token is asked for with: the client credentials grant of OAuth 2.0 (RFC 6749, section
    4.4).

    The token is asked for when it is needed, kept until shortly before it is over, and asked for
    anew, once, when the application answers 401.
    """

    _members = {
        "token_url": ("token_url", ""),
        "client_id": ("client_id", ""),
        "secret": ("secret", ""),
        "scope": ("scope", ""),
        "sent_in": ("sent_in", "ClientSecretPlace"),
    }
    _shown = (
        "secret",
        "sent_in",
    )

    token_url: str
    """Address of the authorisation server that gives tokens."""

    client_id: str
    """How the server knows the engine."""

    secret: str
    """Name of the secret that goes with it."""

    scope: str | None = None
    """What the token should allow, as the server names it, words separated by spaces."""

    sent_in: ClientSecretPlace | None = None
    """Where identifier and secret are written; in the header, if absent."""


class Communication(Record):
    """A message that was written to someone, as it was sent."""

    _members = {
        "id": ("id", "uuid"),
        "kind": ("kind", "CommunicationKind"),
        "recipient": ("recipient", ""),
        "channel": ("channel", "Channel"),
        "to": ("to", ""),
        "from_": ("from", "Sender"),
        "subject": ("subject", ""),
        "body": ("body", ""),
        "html": ("html", ""),
        "attachments": ("attachments", "[MessageFile]"),
        "written_at": ("written_at", "instant"),
        "standing": ("standing", "DeliveryStanding"),
        "sent_at": ("sent_at", "instant"),
    }
    _shown = (
        "id",
        "kind",
        "channel",
        "standing",
    )

    id: UUID
    """Identifier: that of its `Message-ID`, for an e-mail."""

    kind: CommunicationKind
    """What it is to the person who receives it."""

    recipient: str
    """To whom, as the catalogue says: `applicant`, `service`, `assignee`, `party:` and a role,
    `address`; `agent` for who was reminded of a task.
    """

    channel: Channel
    """By which way."""

    to: list[str]
    """E-mail address, telephone, account, or the lines of a postal address."""

    from_: Sender
    """Who writes."""

    subject: str
    """Subject."""

    body: str | None
    """Body, plain text; absent where it gives a code that is its reader's alone."""

    html: str | None
    """The same body, HTML."""

    attachments: list[MessageFile]
    """Files that go with it."""

    written_at: datetime
    """When it was written."""

    standing: DeliveryStanding
    """Where it stands."""

    sent_at: datetime | None
    """When it left."""


class Delivery(Record):
    """Something that left, or is to leave, as operators see it: neither its text nor to whom it
    goes.
    """

    _members = {
        "id": ("id", "uuid"),
        "endpoint": ("endpoint", ""),
        "request": ("request", "uuid"),
        "reference": ("reference", ""),
        "channel": ("channel", "Channel"),
        "communication": ("communication", "CommunicationKind"),
        "operation": ("operation", ""),
        "standing": ("standing", "DeliveryStanding"),
        "due": ("due", "instant"),
        "last_failure": ("last_failure", ""),
        "attempts": ("attempts", "[Attempt]"),
    }
    _shown = (
        "reference",
        "id",
        "endpoint",
        "request",
        "channel",
        "communication",
    )

    id: UUID
    """Identifier."""

    endpoint: str
    """Where it goes."""

    request: UUID
    """The request that it is about."""

    reference: str
    """What people call the request."""

    channel: Channel | None
    """By which way, for a message."""

    communication: CommunicationKind | None
    """What a message is to the person who receives it."""

    operation: str | None
    """The connector's operation, for a call."""

    standing: DeliveryStanding
    """Where it stands."""

    due: datetime | None
    """When it is to be tried, if it is to be sent."""

    last_failure: str | None
    """Code of the last failure."""

    attempts: list[Attempt]
    """The last attempts, in order."""


class DueReport(DueReportWays, Record):
    """What `run_due` gives.

    Does what is due: fires timers, sends messages, calls business applications, ends drafts and
    files.
    """

    _members = {
        "timers": ("timers", ""),
        "tasks": ("tasks", ""),
        "messages": ("messages", ""),
        "calls": ("calls", ""),
        "polls": ("polls", ""),
        "created": ("created", ""),
        "told": ("told", ""),
        "received": ("received", ""),
        "forgotten": ("forgotten", ""),
        "events": ("events", ""),
        "failures": ("failures", ""),
        "abandoned": ("abandoned", ""),
        "drafts": ("drafts", ""),
        "files": ("files", ""),
        "departures": ("departures", ""),
        "next": ("next", "instant"),
    }
    _shown = (
        "timers",
        "tasks",
        "messages",
        "calls",
        "polls",
        "created",
    )

    timers: int
    """Timers that were fired."""

    tasks: int
    """Late tasks from which something followed."""

    messages: int
    """Messages that left."""

    calls: int
    """Calls that were answered."""

    polls: int
    """Regular questions that were answered."""

    created: int
    """Requests created from others."""

    told: int
    """Linked requests told that another was closed, or reopened."""

    received: int
    """Calls of business applications that had come before their request, and that it has taken."""

    forgotten: int
    """Calls of business applications that waited for a request, in vain."""

    events: int
    """Events of which a subscriber was told."""

    failures: int
    """Attempts that failed: to be tried again, or given up."""

    abandoned: int
    """Things given up."""

    drafts: int
    """Drafts that expired."""

    files: int
    """Files that expired."""

    departures: int
    """Requests of which an agent who left had something, given back to its service."""

    next: datetime | None
    """When to come back; never, if nothing more will fall due by itself."""


class Endpoint(Record):
    """An endpoint, as operators see it."""

    _members = {
        "endpoint": ("endpoint", ""),
        "state": ("state", "EndpointState"),
        "failures": ("failures", ""),
        "resumes_at": ("resumes_at", "instant"),
        "queued": ("queued", ""),
        "oldest": ("oldest", "instant"),
        "dead": ("dead", ""),
    }
    _shown = (
        "state",
        "endpoint",
        "failures",
        "queued",
        "dead",
    )

    endpoint: str
    """Where things go: a channel (`email`), a business application (`connector:gmao`), one who is
    told of events (`subscriber:compta`).
    """

    state: EndpointState
    """Whether it works."""

    failures: int
    """Attempts that found it unavailable, since the last one that did not."""

    resumes_at: datetime | None
    """Nothing is sent there before; at any time, if absent."""

    queued: int
    """Things to be sent, regular questions apart; for a subscriber, events of the store since the
    last that is behind it, of whatever type.
    """

    oldest: datetime | None
    """When the oldest of them was written; not told of a subscriber."""

    dead: int
    """Things given up, of which nobody has decided yet."""


class Event(Record):
    """An event, as it is told outside."""

    _members = {
        "id": ("id", ""),
        "type": ("type", ""),
        "timestamp": ("timestamp", "instant"),
        "data": ("data", "EventData"),
    }
    _shown = ("type",)

    id: str
    """Identifier, the same each time it is told: the `webhook-id` of the call."""

    type: str
    """What happened: `request.status_entered`."""

    timestamp: datetime
    """When."""

    data: EventData
    """To which request."""


class EventData(Record):
    """The request that an event happened to."""

    _members = {
        "request": ("request", "uuid"),
        "reference": ("reference", ""),
        "procedure": ("procedure", ""),
        "status": ("status", ""),
        "state": ("state", "State"),
        "rank": ("rank", ""),
    }
    _shown = (
        "reference",
        "state",
        "status",
        "procedure",
        "request",
        "rank",
    )

    request: UUID
    """The request."""

    reference: str
    """What people call it."""

    procedure: str
    """Its procedure."""

    status: str
    """Its status after the event."""

    state: State
    """What that amounts to."""

    rank: int
    """Rank of the event in its history, from 1."""


class EventsPage(Record):
    """What `events` gives. Gives the events that follow a cursor, as subscribers are told them."""

    _members = {
        "events": ("events", "[Event]"),
        "cursor": ("cursor", ""),
        "more": ("more", ""),
    }
    _shown = ("more",)

    events: list[Event]
    """In the order in which they happened."""

    cursor: str
    """What to ask for next: those that come after these."""

    more: bool
    """Whether there are more now."""


class HeaderSecret(Record):
    """A secret sent in a header."""

    _members = {
        "name": ("name", ""),
        "secret": ("secret", ""),
    }
    _shown = ("secret",)

    name: str
    """Name of the header."""

    secret: str
    """Name of the secret."""


class OutgoingMessage(Record):
    """A message, written."""

    _members = {
        "communication": ("communication", "CommunicationKind"),
        "channel": ("channel", "Channel"),
        "to": ("to", ""),
        "from_": ("from", "Sender"),
        "subject": ("subject", ""),
        "body": ("body", ""),
        "attachments": ("attachments", "[MessageFile]"),
        "gives_code": ("gives_code", ""),
        "html": ("html", ""),
    }
    _shown = (
        "communication",
        "channel",
        "gives_code",
    )

    communication: CommunicationKind
    """What it is to the person who receives it."""

    channel: Channel
    """By which way."""

    to: list[str]
    """E-mail address, or the lines of a postal address."""

    from_: Sender
    """Who writes: the town's name and address."""

    subject: str
    """Subject."""

    body: str
    """Body, plain text."""

    attachments: list[MessageFile] | None = None
    """Files that go with it."""

    gives_code: bool | None = None
    """Whether it gives a code with which its reader confirms something: nobody else is shown it."""

    html: str | None = None
    """The same body, HTML, for a channel that carries both."""


class Received(Record):
    """What `receive` gives.

    Takes a call of a business application, which its signature vouches for.
    """

    _members = {
        "request": ("request", "uuid"),
        "replayed": ("replayed", ""),
        "did": ("did", "[ReceivedEffect]"),
        "data": ("data", ""),
        "files": ("files", "[uuid]"),
        "signal": ("signal", ""),
        "entered": ("entered", ""),
        "status": ("status", ""),
        "state": ("state", "State"),
    }
    _shown = (
        "state",
        "status",
        "request",
        "replayed",
        "signal",
    )

    request: UUID | None
    """The request concerned; none when the call had been handled already, or waits."""

    replayed: bool
    """Whether the same call had been handled already: then nothing was done."""

    did: list[ReceivedEffect]
    """All that it did."""

    data: list[str]
    """The processing data that changed."""

    files: list[UUID]
    """The files that it brought."""

    signal: str | None
    """The signal that it amounted to, if it did to one."""

    entered: list[str]
    """The statuses that the request entered, in order."""

    status: str | None
    """The request's status, after."""

    state: State | None
    """What the status amounts to."""


class SecretName(Record):
    """A secret of the host."""

    _members = {
        "secret": ("secret", ""),
    }
    _shown = ("secret",)

    secret: str
    """Its name."""


class Sender(Record):
    """Who writes."""

    _members = {
        "name": ("name", ""),
        "email": ("email", ""),
    }
    _shown = ()

    name: str
    """Name shown."""

    email: str
    """E-mail address."""


class Subscriber(Record):
    """What `subscribe` gives.

    Tells a system of events as they happen, by signed calls; or changes how it is told.
    """

    _members = {
        "name": ("name", ""),
        "url": ("url", ""),
        "secret": ("secret", ""),
        "types": ("types", ""),
        "cursor": ("cursor", ""),
        "behind": ("behind", ""),
        "attempts": ("attempts", ""),
        "retry_at": ("retry_at", "instant"),
        "last_failure": ("last_failure", ""),
        "disabled": ("disabled", ""),
    }
    _shown = (
        "name",
        "secret",
        "behind",
        "attempts",
    )

    name: str
    """Name."""

    url: str
    """Where events are sent."""

    secret: str
    """Name of the secret with which they are signed."""

    types: list[str]
    """Types of events; all, if empty."""

    cursor: str
    """The last event that is behind it: sent, or not for it.

    What is missing may be asked of `events`.
    """

    behind: int
    """Events of the store since then, of whatever type."""

    attempts: int
    """Attempts that failed at the next one."""

    retry_at: datetime | None
    """When it is tried again, after a failure."""

    last_failure: str | None
    """Code of the last failure."""

    disabled: str | None
    """Why nothing is sent any more: `gone` when it said so (410), `exhausted` when it did not
    answer for too long.

    To subscribe anew starts it again where it was.
    """


class WaitingCall(Record):
    """A call that waits for its request, as operators see it: without what it says."""

    _members = {
        "connector": ("connector", ""),
        "kind": ("kind", "WaitingCallKind"),
        "call": ("call", ""),
        "named": ("named", ""),
        "received_at": ("received_at", "instant"),
        "expires_at": ("expires_at", "instant"),
        "bytes": ("bytes", ""),
    }
    _shown = (
        "kind",
        "connector",
        "bytes",
    )

    connector: str
    """The connector that made it."""

    kind: WaitingCallKind
    """Whether it is a call, or a change that the application told when it was asked."""

    call: str
    """Its identifier, as its sender tells it; empty for a change."""

    named: str
    """The request that it names: a reference, or an identifier."""

    received_at: datetime
    """When it came."""

    expires_at: datetime
    """When it is forgotten, unless its request comes."""

    bytes: int
    """Bytes of its body."""


__all__ = [
    "AskedChanges",
    "Attempt",
    "Authentication",
    "BasicSecret",
    "Budget",
    "CallSignature",
    "Claimed",
    "ClaimedCall",
    "ClientCredentials",
    "Communication",
    "Delivery",
    "DueReport",
    "Endpoint",
    "Event",
    "EventData",
    "EventsPage",
    "HeaderSecret",
    "OutgoingMessage",
    "Received",
    "SecretName",
    "Sender",
    "Subscriber",
    "WaitingCall",
]
