"""Enumerations. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from grc._record import Choice


class AnswerSource(Choice):
    """Where an answer that nobody typed comes from."""

    HOST = "host"
    """What the host knows, or another administration through it."""
    APPLICANT = "applicant"
    """What is known of the applicant."""
    TOWN = "town"
    """The town's own definitions and settings."""


class AttemptOutcome(Choice):
    """How an attempt ended."""

    SENT = "sent"
    """It arrived."""
    REFUSED = "refused"
    """The other side said no, and would again."""
    UNAVAILABLE = "unavailable"
    """The other side was not there, or could not serve."""
    UNREADABLE = "unreadable"
    """The other side said yes, in words that the engine does not understand."""
    LOST = "lost"
    """Whoever attempted it never came back: how it ended is not known."""


class Audience(Choice):
    """Who asks."""

    CITIZEN = "citizen"
    """A person, for themselves or their family."""
    ASSOCIATION = "association"
    """An association."""
    BUSINESS = "business"
    """A business."""


class Channel(Choice):
    """A way to reach someone."""

    EMAIL = "email"
    """An e-mail."""
    LETTER = "letter"
    """A letter, to be printed."""
    SMS = "sms"
    """A short message to a telephone: its body alone. The host sends it."""
    PORTAL = "portal"
    """A message shown to the applicant where they have an account. The host shows it."""


class ClientSecretPlace(Choice):
    """Where a client's identifier and secret are written."""

    HEADER = "header"
    """In the header `Authorization: Basic …`."""
    BODY = "body"
    """In the body, as `client_id` and `client_secret`."""


class CommunicationKind(Choice):
    """What a message is to the person who receives it."""

    ACKNOWLEDGEMENT = "acknowledgement"
    """*Accusé de réception*."""
    FOLLOW_UP = "follow_up"
    """*Suivi*."""
    CLOSURE = "closure"
    """*Clôture*."""


class ContactDetail(Choice):
    """One contact detail of an applicant."""

    LAST_NAME = "last_name"
    """Family name."""
    FIRST_NAME = "first_name"
    """Given name."""
    ORGANISATION = "organisation"
    """Name of the association or business."""
    EMAIL = "email"
    """E-mail address."""
    PHONE = "phone"
    """Telephone number."""
    ADDRESS = "address"
    """Postal address."""


class CorrectionReason(Choice):
    """What is wrong with an answer."""

    INCORRECT = "incorrect"
    """It is not true, or not what was asked."""
    INCOMPLETE = "incomplete"
    """Something of it is missing."""
    OUTDATED = "outdated"
    """It is no longer valid."""


class DeliveryStanding(Choice):
    """Where something to send stands."""

    PENDING = "pending"
    """To be sent."""
    SENT = "sent"
    """Sent."""
    DEAD = "dead"
    """Given up by the engine."""
    ABANDONED = "abandoned"
    """Given up by an operator."""


class DueKind(Choice):
    """A kind of things that fall due."""

    TIMERS = "timers"
    """Transitions that time performs."""
    TASKS = "tasks"
    """Tasks that are late, when something follows from it."""
    OUTBOX = "outbox"
    """Messages, calls and regular questions; requests to create, and what requests tell one
    another.
    """
    RECEIVED = "received"
    """Calls of business applications that came before their request."""
    SUBSCRIBERS = "subscribers"
    """Events of which subscribers are told."""
    DRAFTS = "drafts"
    """The end of drafts."""
    FILES = "files"
    """The end of files that are no request's."""
    DEPARTURES = "departures"
    """What agents who left had in hand."""


class EndpointState(Choice):
    """Whether an endpoint works."""

    CLOSED = "closed"
    """It does, as far as is known."""
    SLOWED = "slowed"
    """It asked for fewer calls: there is a time between two of them."""
    OPEN = "open"
    """It failed too often and is set aside: one thing at a time tries if it is back.

    A subscriber that was given up is tried no more.
    """


class FailureClass(Choice):
    """How a call to a business application failed, as circuits tell it apart: the refinements of an
    edge `failed`.
    """

    REFUSED = "refused"
    """No, and no again if asked again: 3xx, 4xx but 408, 425 and 429, or what the operation's
    `refused_if` says.
    """
    UNAVAILABLE = "unavailable"
    """Not now: 408, 425, 429, 5xx, no connection, no answer in time.

    It was tried again until there was no attempt left.
    """
    UNREADABLE = "unreadable"
    """Accepted, in words that are not understood.

    It is not tried again: what was called may have acted.
    """


class HttpMethod(Choice):
    """An HTTP method."""

    GET = "GET"
    """`GET`."""
    POST = "POST"
    """`POST`."""
    PUT = "PUT"
    """`PUT`."""
    PATCH = "PATCH"
    """`PATCH`."""


class Identity(Choice):
    """Level of identification of an applicant, from the least to the most."""

    NONE = "none"
    """Anonymous."""
    CONTACT = "contact"
    """Contact details, as declared."""
    ACCOUNT = "account"
    """An account on the portal."""
    STRONG = "strong"
    """An identity vouched for by the State."""


class InboxReason(Choice):
    """Why something is in an inbox."""

    MINE = "mine"
    """A task in the agent's hands."""
    SERVICE = "service"
    """A task of a service of the agent's, that nobody has."""
    COLLEAGUE = "colleague"
    """A task of a service of the agent's, in the hands of a colleague."""
    IN_CHARGE = "in_charge"
    """A request that the agent has in charge."""
    STAND_IN = "stand_in"
    """What an absent colleague, for whom the agent stands in, has in hand or in charge."""


class Language(Choice):
    """A language of texts and messages, written as its ISO 639-1 code.

    French is the default everywhere: it is the language of the administration, and every message of
    the engine exists in it.
    """

    FR = "fr"
    """French (`fr`)."""
    EN = "en"
    """English (`en`)."""


class LinkKind(Choice):
    """What another request is to this one."""

    PARENT = "parent"
    """This one was created from it."""
    CHILD = "child"
    """It was created from this one."""
    DUPLICATE_OF = "duplicate_of"
    """It is the main request, of which this one tells the same thing again."""
    HAS_DUPLICATE = "has_duplicate"
    """It tells the same thing as this one, which is the main request."""
    RELATED = "related"
    """It has something to do with this one."""


class Origin(Choice):
    """How a request or a visitor came."""

    PORTAL = "portal"
    """On the portal, by themselves."""
    COUNTER = "counter"
    """At the town hall's counter."""
    PHONE = "phone"
    """By telephone."""
    MAIL = "mail"
    """By post."""
    EMAIL = "email"
    """By e-mail."""


class Outcome(Choice):
    """How a request ended."""

    GRANTED = "granted"
    """What was asked is granted."""
    PARTLY = "partly"
    """It is granted in part."""
    REFUSED = "refused"
    """It is refused on the merits."""
    WITHDRAWN = "withdrawn"
    """The applicant gave it up."""
    NONE = "none"
    """Nothing was decided."""


class ReceivedEffect(Choice):
    """One thing that a call received did."""

    DUPLICATE = "duplicate"
    """Nothing: the same call had been handled already."""
    WAITING = "waiting"
    """It waits for its request: none has that name yet."""
    STORED = "stored"
    """It changed processing data."""
    FILE = "file"
    """It brought a file."""
    SIGNAL = "signal"
    """It gave the circuit a signal."""
    MOVED = "moved"
    """The request came to another status."""
    MESSAGE = "message"
    """It wrote to the applicant."""
    IGNORED = "ignored"
    """Nothing: the circuit has no use for it."""


class Role(Choice):
    """What an agent may do in a service. Each role includes the ones before it."""

    READER = "reader"
    """*Consultation*: reads the service's requests."""
    AGENT = "agent"
    """Processes them."""
    MANAGER = "manager"
    """*Gestionnaire*: decides, and reassigns."""


class Severity(Choice):
    """Whether a definition can be published with it."""

    FAULT = "fault"
    """Nothing of the set is published."""
    WARNING = "warning"
    """The set is published; someone should look."""


class SignatureEncoding(Choice):
    """How the bytes of a signature are written."""

    HEX = "hex"
    """Hexadecimal."""
    BASE64 = "base64"
    """Base64, with its padding."""


class SignedPart(Choice):
    """A part of a call that a signature covers."""

    METHOD = "method"
    """The method: `POST`."""
    PATH = "path"
    """The path and the query, as they are sent: `/api/tickets?ref=2026-000042`."""
    TIMESTAMP = "timestamp"
    """The value of the header `timestamp_header`."""
    BODY = "body"
    """The body, byte for byte; nothing, if there is none."""


class State(Choice):
    """What a status amounts to, the same for every procedure."""

    NEW = "new"
    """*Nouveau*: nobody has begun."""
    IN_PROGRESS = "in_progress"
    """*En cours*."""
    ON_HOLD = "on_hold"
    """*Différé*: waiting for someone or something."""
    DONE = "done"
    """*Terminé*."""
    CANCELLED = "cancelled"
    """*Annulé*."""
    REJECTED = "rejected"
    """*Rejeté*: not handled, because improper or misdirected."""


class StatisticsKind(Choice):
    """What is counted."""

    BY_STATUS = "by_status"
    """Requests by procedure and status."""
    BY_STATUS_AND_FIELD = "by_status_and_field"
    """Requests of a procedure by value of a field and status."""
    BY_AGENT = "by_agent"
    """Requests by agent in charge and state."""
    BY_AGENT_AND_FIELD = "by_agent_and_field"
    """Requests of a procedure by agent in charge, value of a field and state."""
    DELAYS = "delays"
    """Time that closed requests took, by procedure and month of closing: from receipt to closing,
    without the time spent in statuses whose state is `on_hold`.

    The median and the 90th percentile are nearest ranks.
    """


class TaskKind(Choice):
    """What is awaited of whoever has a task."""

    WORK = "work"
    """That something be done."""
    OPINION = "opinion"
    """An opinion: `input.opinion` (`favourable`, `unfavourable`, `reserved`, `none`),
    `input.answer`, `input.attachment`.
    """


class TimersFrom(Choice):
    """From when the delays of the status are counted in which a request is taken over."""

    NONE = "none"
    """Time does nothing until the request enters another status."""
    FROM_ENTRY = "from_entry"
    """From its arrival in the status: a transition whose delay is over happens at once, a message
    that should have left does not.
    """
    FROM_IMPORT = "from_import"
    """From the takeover."""


class Verdict(Choice):
    """What the host's scanner says of a file."""

    UNSCANNED = "unscanned"
    """The host had no scanner when the file came."""
    PENDING = "pending"
    """The scanner has not said yet: the file cannot be filed."""
    CLEAN = "clean"
    """Nothing was found."""
    INFECTED = "infected"
    """Something was found: the file can be neither filed nor read."""


class Visibility(Choice):
    """Who is shown a procedure."""

    PORTAL = "portal"
    """Applicants and agents."""
    AGENTS = "agents"
    """Agents only."""


class WaitingCallKind(Choice):
    """What is kept."""

    CALL = "call"
    """A call that the application made."""
    CHANGE = "change"
    """A change that it told when it was asked for all of them."""


class Zone(Choice):
    """A part of France that has its own public holidays.

    Where they are those of the mainland, the catalogue adds the customary days (`closed`).
    """

    METROPOLE = "metropole"
    """Mainland France, but for Alsace and Moselle."""
    ALSACE_MOSELLE = "alsace-moselle"
    """Alsace and Moselle: Good Friday and 26 December.

    Where there is no mixed nor Protestant church, Good Friday is worked: the catalogue opens it.
    """
    GUADELOUPE = "guadeloupe"
    """Guadeloupe."""
    MARTINIQUE = "martinique"
    """Martinique."""
    GUYANE = "guyane"
    """Guyane."""
    LA_REUNION = "la-reunion"
    """La Réunion."""
    MAYOTTE = "mayotte"
    """Mayotte."""
    SAINT_BARTHELEMY = "saint-barthelemy"
    """Saint-Barthélemy."""
    SAINT_MARTIN = "saint-martin"
    """Saint-Martin."""
    NOUVELLE_CALEDONIE = "nouvelle-caledonie"
    """Nouvelle-Calédonie."""
    POLYNESIE_FRANCAISE = "polynesie-francaise"
    """Polynésie française."""
    WALLIS_ET_FUTUNA = "wallis-et-futuna"
    """Wallis-et-Futuna."""
    SAINT_PIERRE_ET_MIQUELON = "saint-pierre-et-miquelon"
    """Saint-Pierre-et-Miquelon."""


if TYPE_CHECKING:
    from typing import Literal

    AnswerSourceLike = Union[AnswerSource, Literal["host", "applicant", "town"]]
    AttemptOutcomeLike = Union[AttemptOutcome, Literal["sent", "refused", "unavailable", "unreadable", "lost"]]
    AudienceLike = Union[Audience, Literal["citizen", "association", "business"]]
    ChannelLike = Union[Channel, Literal["email", "letter", "sms", "portal"]]
    ClientSecretPlaceLike = Union[ClientSecretPlace, Literal["header", "body"]]
    CommunicationKindLike = Union[CommunicationKind, Literal["acknowledgement", "follow_up", "closure"]]
    ContactDetailLike = Union[
        ContactDetail, Literal["last_name", "first_name", "organisation", "email", "phone", "address"]
    ]
    CorrectionReasonLike = Union[CorrectionReason, Literal["incorrect", "incomplete", "outdated"]]
    DeliveryStandingLike = Union[DeliveryStanding, Literal["pending", "sent", "dead", "abandoned"]]
    DueKindLike = Union[
        DueKind, Literal["timers", "tasks", "outbox", "received", "subscribers", "drafts", "files", "departures"]
    ]
    EndpointStateLike = Union[EndpointState, Literal["closed", "slowed", "open"]]
    FailureClassLike = Union[FailureClass, Literal["refused", "unavailable", "unreadable"]]
    HttpMethodLike = Union[HttpMethod, Literal["GET", "POST", "PUT", "PATCH"]]
    IdentityLike = Union[Identity, Literal["none", "contact", "account", "strong"]]
    InboxReasonLike = Union[InboxReason, Literal["mine", "service", "colleague", "in_charge", "stand_in"]]
    LanguageLike = Union[Language, Literal["fr", "en"]]
    LinkKindLike = Union[LinkKind, Literal["parent", "child", "duplicate_of", "has_duplicate", "related"]]
    OriginLike = Union[Origin, Literal["portal", "counter", "phone", "mail", "email"]]
    OutcomeLike = Union[Outcome, Literal["granted", "partly", "refused", "withdrawn", "none"]]
    ReceivedEffectLike = Union[
        ReceivedEffect, Literal["duplicate", "waiting", "stored", "file", "signal", "moved", "message", "ignored"]
    ]
    RoleLike = Union[Role, Literal["reader", "agent", "manager"]]
    SeverityLike = Union[Severity, Literal["fault", "warning"]]
    SignatureEncodingLike = Union[SignatureEncoding, Literal["hex", "base64"]]
    SignedPartLike = Union[SignedPart, Literal["method", "path", "timestamp", "body"]]
    StateLike = Union[State, Literal["new", "in_progress", "on_hold", "done", "cancelled", "rejected"]]
    StatisticsKindLike = Union[
        StatisticsKind, Literal["by_status", "by_status_and_field", "by_agent", "by_agent_and_field", "delays"]
    ]
    TaskKindLike = Union[TaskKind, Literal["work", "opinion"]]
    TimersFromLike = Union[TimersFrom, Literal["none", "from_entry", "from_import"]]
    VerdictLike = Union[Verdict, Literal["unscanned", "pending", "clean", "infected"]]
    VisibilityLike = Union[Visibility, Literal["portal", "agents"]]
    WaitingCallKindLike = Union[WaitingCallKind, Literal["call", "change"]]
    ZoneLike = Union[
        Zone,
        Literal[
            "metropole",
            "alsace-moselle",
            "guadeloupe",
            "martinique",
            "guyane",
            "la-reunion",
            "mayotte",
            "saint-barthelemy",
            "saint-martin",
            "nouvelle-caledonie",
            "polynesie-francaise",
            "wallis-et-futuna",
            "saint-pierre-et-miquelon",
        ],
    ]

__all__ = [
    "AnswerSource",
    "AttemptOutcome",
    "Audience",
    "Channel",
    "ClientSecretPlace",
    "CommunicationKind",
    "ContactDetail",
    "CorrectionReason",
    "DeliveryStanding",
    "DueKind",
    "EndpointState",
    "FailureClass",
    "HttpMethod",
    "Identity",
    "InboxReason",
    "Language",
    "LinkKind",
    "Origin",
    "Outcome",
    "ReceivedEffect",
    "Role",
    "Severity",
    "SignatureEncoding",
    "SignedPart",
    "State",
    "StatisticsKind",
    "TaskKind",
    "TimersFrom",
    "Verdict",
    "Visibility",
    "WaitingCallKind",
    "Zone",
]
