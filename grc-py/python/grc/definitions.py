"""Types of definitions: what a catalogue may hold, for editors and type checkers. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Mapping, Sequence, TypedDict

if TYPE_CHECKING:
    from typing_extensions import Required, TypeAlias


class ActionSet(TypedDict, total=False):
    """Fills processing data: a value, or an expression after `=`, for each field."""

    set: Required[Mapping[str, Any]]


class ActionAssign(TypedDict, total=False):
    """Puts someone in charge of the request."""

    assign: Required[Assignment]


class ActionOpenTask(TypedDict, total=False):
    """Opens a task."""

    open_task: Required[TaskDefinition]


class ActionPush(TypedDict, total=False):
    """Calls the operation of the scenario's business application."""

    push: Required[str]


class ActionNotify(TypedDict, total=False):
    """Writes a message."""

    notify: Required[Notification]


class ActionTag(TypedDict, total=False):
    """Puts tags on the request."""

    tag: Required[Sequence[Id]]


class ActionUntag(TypedDict, total=False):
    """Takes tags off the request."""

    untag: Required[Sequence[Id]]


class ActionCreateRequest(TypedDict, total=False):
    """Creates a request, or one for each element of a list: they become children of this one."""

    create_request: Required[CreationDefinition]


class ActionLink(TypedDict, total=False):
    """Links the request to another."""

    link: Required[LinkDefinition]


class ActionRelease(TypedDict, total=False):
    """Gives back what the request claims."""

    release: Required[ClaimRelease]


Action: TypeAlias = "ActionSet | ActionAssign | ActionOpenTask | ActionPush | ActionNotify | ActionTag | ActionUntag | ActionCreateRequest | ActionLink | ActionRelease"
"""Something done on the way."""


Amends: TypeAlias = "Literal['requested']"
"""Answers that a transition changes."""


AnywhereTransition = TypedDict(
    "AnywhereTransition",
    {
        "actions": "Sequence[Action]",
        "after": "Timing | None",
        "amends": "Amends | None",
        "auto": "bool | None",
        "by": "Sequence[str] | None",
        "confirm": "Text | None",
        "form": "Form | None",
        "from": "Sequence[Name] | None",
        "id": "Required[Name]",
        "label": "Text | None",
        "on": "str | None",
        "reopens": "bool",
        "to": "Required[Destination]",
        "when": "str | None",
    },
    total=False,
)
"""A transition offered from many statuses."""


class ApplicantRule(TypedDict, total=False):
    """Who must identify themselves, and how."""

    ask: Sequence[ContactDetail]
    """Contact details that must be given."""
    identity: Identity
    """Least level of identification."""


Area: TypeAlias = "Sequence[Corner]"
"""An area of the map: its corners, in order around it."""


class AreaMap(TypedDict, total=False):
    """The areas of several sectors in one document."""

    geojson: Required[TextSource]
    """A GeoJSON `FeatureCollection` (RFC 7946: WGS 84, longitude first): its text, or `{"file":
    "secteurs.geojson"}`.
    """
    property: Required[str]
    """The property of its features by which sectors name theirs."""


class Assignment(TypedDict, total=False):
    """Who is put in charge."""

    agent: Computed | None
    """An agent: their id, or an expression after `=`."""
    service: Computed | None
    """A service: its id, or an expression after `=`."""


Audience: TypeAlias = "Literal['citizen'] | Literal['association'] | Literal['business']"
"""Who asks."""


class AuthenticationBearer(TypedDict, total=False):
    """`Authorization: Bearer …`."""

    bearer: Required[SecretName]


class AuthenticationHeader(TypedDict, total=False):
    """A header of its own: an API key."""

    header: Required[HeaderSecret]


class AuthenticationBasic(TypedDict, total=False):
    """A user name and a password: `Authorization: Basic …`."""

    basic: Required[BasicSecret]


class AuthenticationHmac(TypedDict, total=False):
    """A signature of each call."""

    hmac: Required[CallSignature]


class AuthenticationOauth2(TypedDict, total=False):
    """A token of an authorisation server, by OAuth 2.0's client credentials."""

    oauth2: Required[ClientCredentials]


Authentication: TypeAlias = (
    "AuthenticationBearer | AuthenticationHeader | AuthenticationBasic | AuthenticationHmac | AuthenticationOauth2"
)
"""How the engine proves who it is."""


class BasicSecret(TypedDict, total=False):
    """A user name and a password, as RFC 7617 has them."""

    secret: Required[Name]
    """Name of the secret that is the password."""
    user: Required[str]
    """The user name, without a colon."""


class Block(TypedDict, total=False):
    """Fields shared by several forms."""

    fields: Required[Sequence[Field]]
    """Fields, in order."""
    id: Required[Id]
    """Identifier that forms refer to."""


class BlockUse(TypedDict, total=False):
    """A shared block put in a form."""

    use: Required[Reference]
    """The block."""


Bound: TypeAlias = "int | Computed"
"""A whole number, or a text: a decimal number, a date, or an expression after `=`."""


class ByLoad(TypedDict, total=False):
    """A choice by load."""

    least_loaded: Required[bool]
    """`true`: the agent of the task's service who has the fewest open tasks; the service, if it has
    no agent.
    """


class Calendar(TypedDict, total=False):
    """The days that the town hall works: Monday to Friday, but for the public holidays of its zone
    and its own closures.
    """

    closed: Sequence[Days]
    """Days on which it is closed besides."""
    open: Sequence[Days]
    """Days on which it works all the same, be they holidays, Saturdays or closed."""
    zone: Zone
    """Where the town is, whose public holidays it keeps."""


class CallSignature(TypedDict, total=False):
    """A signature of each call: HMAC-SHA-256, under the secret's bytes, of the parts that it
    covers, with the separator between two of them.
    """

    covers: Sequence[SignedPart]
    """What is signed, in order; the body alone, if absent."""
    encoding: SignatureEncoding
    """How its bytes are written; in hexadecimal, if absent."""
    header: Required[str]
    """The header that holds it: `X-Signature`."""
    prefix: str
    """What stands before it in the header: `sha256=`."""
    secret: Required[Name]
    """Name of the secret."""
    separator: str
    """What stands between two parts; a full stop, if absent."""
    timestamp_header: str | None
    """The header that tells when the call is made, in seconds since 1970; required where
    `timestamp` is covered.
    """


Cell: TypeAlias = "bool | int | str"
"""The value of a column."""


class Changes(TypedDict, total=False):
    """A question asked regularly while any request of the application is open: what has changed
    since the last time, for all of them.

    Expressions read `response`, and `item` for each change.
    """

    cursor: Required[Computed]
    """From where to ask the next time; from the same place, if it is null."""
    data: Mapping[str, Any]
    """Processing data filled from a change."""
    every: Required[str]
    """Time between two questions: an ISO 8601 duration."""
    files: Sequence[DocumentFile]
    """Files that a change holds.

    One that its processing data has already, byte for byte, is not kept again.
    """
    items: Required[Computed]
    """The changes, in order: a list."""
    more: str | None
    """Condition under which there is more to ask at once."""
    operation: Required[Name]
    """The operation.

    Its address and body read `parameters.cursor`, and no request; it is asked for nothing else.
    """
    request: Required[Computed]
    """Of a change, the identifier, reference or external id of its request.

    One of a request that is not known does nothing.
    """
    rules: Sequence[SignalRule]
    """Signals that a change amounts to: the first rule that holds."""
    start: Required[str]
    """From where to ask the first time."""


Channel: TypeAlias = "Literal['email'] | Literal['letter'] | Literal['sms'] | Literal['portal']"
"""A way to reach someone."""


class Choice(TypedDict, total=False):
    """One option: its value, its label, and a key for each of its columns."""

    label: Required[Text]
    """What is shown."""
    value: Required[str]
    """What is stored and named in conditions."""


ClaimDefinition = TypedDict(
    "ClaimDefinition",
    {
        "capacity": "LiteralValue | None",
        "from": "Computed | None",
        "key": "Required[Computed]",
        "message": "Text | None",
        "on_conflict": "ConflictRule",
        "quantity": "LiteralValue | None",
        "to": "Computed | None",
        "when": "str | None",
    },
    total=False,
)
"""Something scarce that each request takes a part of, from its submission until it is rejected,
cancelled, refused, withdrawn or released.
"""


class ClaimRelease(TypedDict, total=False):
    """What a request gives back."""

    key: Computed | None
    """The claim's key: a name, or an expression after `=`; all that the request has, if absent."""


class ClientCredentials(TypedDict, total=False):
    """What a token is asked for with: the client credentials grant of OAuth 2.0 (RFC 6749, section
    4.4).

    The token is asked for when it is needed, kept until shortly before it is over, and asked for
    anew, once, when the application answers 401.
    """

    client_id: Required[str]
    """How the server knows the engine."""
    scope: str | None
    """What the token should allow, as the server names it, words separated by spaces."""
    secret: Required[Name]
    """Name of the secret that goes with it."""
    sent_in: ClientSecretPlace
    """Where identifier and secret are written; in the header, if absent."""
    token_url: Required[str]
    """Address of the authorisation server that gives tokens."""


ClientSecretPlace: TypeAlias = "Literal['header'] | Literal['body']"
"""Where a client's identifier and secret are written."""


class Closed(TypedDict, total=False):
    """Why a procedure takes no new request."""

    message: Required[Text]
    """What applicants are told."""


ColumnType: TypeAlias = (
    "Literal['text'] | Literal['integer'] | Literal['decimal'] | Literal['boolean'] | Literal['date']"
)
"""The type of a column."""


class Communication(TypedDict, total=False):
    """A message of a scenario."""

    after: Timing | None
    """How long after its occasion it leaves, if the request is still there: in that status, in that
    state, open for `submitted`, closed for `closed`.

    At once, if absent.
    """
    attachments: Sequence[str]
    """Fields whose files go with it: `answers.plan`, `data.arrete`.

    Outside the town hall go only those that the applicant may read.
    """
    body: Text | None
    """Body, plain text with placeholders; instead of the template's, if there is one."""
    channels: Sequence[Channel]
    """By which ways; the first by which the recipient can be reached is taken."""
    html: Text | None
    """The same body in HTML, for e-mails: values are escaped.

    In a catalogue with a layout, that of the body if absent.
    """
    id: Name | None
    """Identifier within the scenario, which a message that time sends must have."""
    kind: Required[CommunicationKind]
    """What it is to the person who receives it."""
    on: Required[str]
    """Its occasion: `submitted`, `closed`, `status:name`, `state:name`, `transition:name`."""
    subject: Text | None
    """Subject, with placeholders; instead of the template's, if there is one."""
    template: Reference | None
    """A shared template."""
    to: Required[Sequence[Computed]]
    """Who receives it: `applicant`, `service`, `assignee`, `party:` and the role of another person,
    an e-mail address, or an expression after `=` that gives one.
    """
    when: str | None
    """Condition without which it does not leave."""


CommunicationKind: TypeAlias = "Literal['acknowledgement'] | Literal['follow_up'] | Literal['closure']"
"""What a message is to the person who receives it."""


Computed: TypeAlias = "str"
"""A text, or, when it begins with `=`, an expression that gives it."""


ComputedType: TypeAlias = "Literal['text'] | Literal['integer'] | Literal['decimal'] | Literal['boolean'] | Literal['date'] | Literal['time'] | Literal['datetime']"
"""The type of a computed value."""


ConflictRule: TypeAlias = "Literal['refuse'] | Literal['warn'] | Literal['link']"
"""What happens when too few are left."""


class Connector(TypedDict, total=False):
    """A business application: where it is, what it is asked, how it answers."""

    auth: Authentication | None
    """How the engine proves who it is; not at all, if absent."""
    base_url: Required[str]
    """Address before every path."""
    changes: Changes | None
    """A regular question to the application about all requests at once."""
    id: Required[Id]
    """Identifier that scenarios refer to."""
    operations: Mapping[str, Any]
    """What the application is asked, by name."""
    poll: Poll | None
    """Regular questions to the application, about each request."""
    webhook: Webhook | None
    """Calls that the application makes."""


ContactDetail: TypeAlias = "Literal['last_name'] | Literal['first_name'] | Literal['organisation'] | Literal['email'] | Literal['phone'] | Literal['address']"
"""One contact detail of an applicant."""


class Corner(TypedDict, total=False):
    """A point of the map, in degrees (WGS 84)."""

    latitude: Required[str]
    """Degrees north, as a decimal number: `"49.1829"`."""
    longitude: Required[str]
    """Degrees east: `"-0.3707"`."""


class CreationDefinition(TypedDict, total=False):
    """A request to create, for the same applicant: a child of this one."""

    answers: Mapping[str, Any]
    """What is answered to its form: a value, or an expression after `=`, for each field."""
    for_each: str | None
    """A list, of which each element creates one request: an expression.

    Within the other keys, the element is `item`.
    """
    procedure: Required[Id]
    """Its procedure."""
    scenario: Required[Id]
    """Its scenario, which takes requests."""
    when: str | None
    """Condition without which it is not created."""


DayRange = TypedDict(
    "DayRange",
    {
        "from": "Required[str]",
        "until": "Required[str]",
    },
    total=False,
)
"""The days from one to another, both included.

Both are days (`2026-08-03`), or both are days of each year (`12-24`): then the period may pass the
New Year.
"""


Days: TypeAlias = "str | DayRange"
"""One day, or all the days between two."""


Delay: TypeAlias = "Computed | WorkingDays"
"""A length of time."""


Destination: TypeAlias = "str"
"""Where a transition leads: a status, or `@previous`."""


class Division(TypedDict, total=False):
    """A division of the town into sectors: that of the road teams, that of the schools.

    A place is in one sector at most: the first, in order, whose area holds it, its border included;
    else the first whose streets have its address.
    """

    commune: str | None
    """INSEE code of the town whose streets are told: an address that names another town is in none
    of them.
    """
    id: Required[Name]
    """Identifier: `sector('voirie', …)` in expressions."""
    map: AreaMap | None
    """A map of the areas of several sectors."""
    postal_codes: Sequence[str]
    """Postal codes of those streets: an address that has another is in none of them.

    Any, if empty.
    """
    sectors: Required[Sequence[Sector]]
    """The sectors, in order."""
    title: Required[Text]
    """What agents read."""


class DocumentFile(TypedDict, total=False):
    """A file within a document of the application; none, if it has no content.

    Its type is told by its content. In the body of a call, expressions read `signal` alone.
    """

    content: Required[Computed]
    """Its content, in base64."""
    data: Name | None
    """The processing data that it fills, which asks for a file.

    If absent, it goes with the message to the applicant, of a call that has one.
    """
    media_type: Computed | None
    """What the application says that its type is, if it does: a file whose content says otherwise
    is refused.
    """
    name: Required[Computed]
    """Its name."""


class DueDate(TypedDict, total=False):
    """The day by which a task is to be done."""

    date: Required[Computed]
    """An expression after `=` that gives a date (until the end of that day), or a date and time.

    Without a value, the task has no due date.
    """


class TextField(TypedDict, total=False):
    """One line of text."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    max_length: int | None
    """Most characters; 255 for a text, 10,000 for a textarea, if absent."""
    min_length: int | None
    """Fewest characters."""
    pattern: str | None
    """Regular expression that the whole text matches.

    Look-around and back-references do not exist in it.
    """
    pattern_message: Text | None
    """What is said when the pattern does not match."""
    type: Required[Literal["text"]]


class TextareaField(TypedDict, total=False):
    """Several lines of text."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    max_length: int | None
    """Most characters; 255 for a text, 10,000 for a textarea, if absent."""
    min_length: int | None
    """Fewest characters."""
    pattern: str | None
    """Regular expression that the whole text matches.

    Look-around and back-references do not exist in it.
    """
    pattern_message: Text | None
    """What is said when the pattern does not match."""
    type: Required[Literal["textarea"]]


class IntegerField(TypedDict, total=False):
    """A whole number."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    max: Bound | None
    """Greatest value."""
    min: Bound | None
    """Least value."""
    type: Required[Literal["integer"]]


class DecimalField(TypedDict, total=False):
    """An exact decimal number, written as text (`"12.50"`)."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    max: Bound | None
    """Greatest value."""
    min: Bound | None
    """Least value."""
    scale: int | None
    """Most digits after the decimal mark; 2 if absent."""
    type: Required[Literal["decimal"]]


class BooleanField(TypedDict, total=False):
    """Yes or no."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["boolean"]]


class ConsentField(TypedDict, total=False):
    """A box that must be ticked: an agreement, a sworn statement."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["consent"]]


class DateField(TypedDict, total=False):
    """A day, `YYYY-MM-DD`."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    max: Bound | None
    """Greatest value."""
    min: Bound | None
    """Least value."""
    type: Required[Literal["date"]]


class TimeField(TypedDict, total=False):
    """A time of the day, `HH:MM`."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    max: Bound | None
    """Greatest value."""
    min: Bound | None
    """Least value."""
    type: Required[Literal["time"]]


class DatetimeField(TypedDict, total=False):
    """A day and a time in the town's time zone, stored as an instant."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    max: Bound | None
    """Greatest value."""
    min: Bound | None
    """Least value."""
    type: Required[Literal["datetime"]]


class EmailField(TypedDict, total=False):
    """An e-mail address."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["email"]]


class PhoneField(TypedDict, total=False):
    """A telephone number."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["phone"]]


class ChoiceField(TypedDict, total=False):
    """One option of a list."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    options: Required[Options]
    """The options: written here, a shared list, or a list of the host."""
    type: Required[Literal["choice"]]
    where: Mapping[str, Any]
    """Which options are offered: those whose column is equal to the answer of a field before.

    By column, the field.
    """


class ChoicesField(TypedDict, total=False):
    """Several options of a list."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    max: int | None
    """Most options."""
    min: int | None
    """Fewest options."""
    options: Required[Options]
    """The options: written here, a shared list, or a list of the host."""
    type: Required[Literal["choices"]]
    where: Mapping[str, Any]
    """Which options are offered: those whose column is equal to the answer of a field before.

    By column, the field.
    """


class FileField(TypedDict, total=False):
    """A file, given by its reference."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    accept: Sequence[str]
    """Media types accepted (`application/pdf`) or families of them (`image/*`), found in the
    content whatever the name; any, if empty.
    """
    max_size: int | None
    """Most bytes; 10 MiB if absent."""
    type: Required[Literal["file"]]


class UrlField(TypedDict, total=False):
    """A web address."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["url"]]


class SirenField(TypedDict, total=False):
    """The 9-digit number of a business or an association."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["siren"]]


class SiretField(TypedDict, total=False):
    """The 14-digit number of an establishment."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["siret"]]


class RnaField(TypedDict, total=False):
    """The number of an association in the national register."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["rna"]]


class NirField(TypedDict, total=False):
    """The number of a person in the national register (*numéro de sécurité sociale*)."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    legal_basis: str | None
    """The purpose for which décret n° 2019-341 allows it: without one, the field does not publish.
    """
    type: Required[Literal["nir"]]


class SpiField(TypedDict, total=False):
    """The 13-digit tax number of a person."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["spi"]]


class TvaField(TypedDict, total=False):
    """A French VAT number within the European Union."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["tva"]]


class IbanField(TypedDict, total=False):
    """An international bank account number; with the code of its bank, the answers `iban` and
    `bic`.
    """

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["iban"]]
    with_bic: bool
    """Whether the code of the bank is asked too; it must be of the same country."""


class BicField(TypedDict, total=False):
    """The code of a bank."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["bic"]]


class PlateField(TypedDict, total=False):
    """The number plate of a vehicle."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["plate"]]


class PostalCodeField(TypedDict, total=False):
    """A French postal code."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["postal_code"]]


class CommuneField(TypedDict, total=False):
    """A commune, by its INSEE code."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["commune"]]


class DepartementField(TypedDict, total=False):
    """A department, by its INSEE code."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["departement"]]


class CountryField(TypedDict, total=False):
    """A country, by its code of two letters."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["country"]]


class AddressField(TypedDict, total=False):
    """A postal address: `number`, `street`, `locality`, `complement`, `postal_code`, `city`,
    `commune`, `latitude`, `longitude`, `ban_id`, and, where it may be abroad, `country` and
    `foreign_postal_code`.
    """

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    foreign: bool
    """Whether it may be outside France."""
    type: Required[Literal["address"]]


class LocationField(TypedDict, total=False):
    """A place on the map: `latitude` and `longitude`, in degrees."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    area: Area | None
    """The area that holds it; anywhere, if absent."""
    type: Required[Literal["location"]]


class GroupField(TypedDict, total=False):
    """Several questions as one answer."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    fields: Required[Sequence[Field]]
    """The questions; their conditions name them `item.x`, those of the form `group.x`."""
    rules: Sequence[Rule]
    """What must hold between these answers, which are `item.x`."""
    type: Required[Literal["group"]]


class RepeatField(TypedDict, total=False):
    """The same questions, several times."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    fields: Required[Sequence[Field]]
    """The questions; conditions name them `item.x`."""
    max: int | None
    """Most times; 50 if absent."""
    min: int | None
    """Fewest times."""
    rules: Sequence[Rule]
    """What must hold between the answers of each element, which are `item.x`."""
    type: Required[Literal["repeat"]]
    unique_by: Sequence[Name]
    """Questions whose answers, together, are not the same twice."""


class ComputedField(TypedDict, total=False):
    """A value that the engine computes: never an answer."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    result: Required[ComputedType]
    """What it gives."""
    scale: int | None
    """Digits after the decimal mark of a decimal, to which it is rounded, half to even; 2 if
    absent.
    """
    type: Required[Literal["computed"]]
    value: Required[str]
    """The expression that gives it."""


class HeadingField(TypedDict, total=False):
    """A title between questions: it has no answer."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["heading"]]


class NoteField(TypedDict, total=False):
    """A text between questions: it has no answer."""

    available_from_administration: HeldBy | None
    """The administration that already holds the answer, when one does."""
    default: Any
    """Value proposed: in the field's canonical form, or an expression after `=`."""
    hint: Text | None
    """Help under the question."""
    id: Required[Name]
    """Name by which expressions and answers know the field."""
    label: Required[Text]
    """The question."""
    personal: bool
    """Whether the answer is personal data."""
    readonly_if: str | None
    """Condition under which the value proposed is the only answer."""
    required: bool
    """Whether an answer is required whenever the field is visible."""
    required_if: str | None
    """Condition under which an answer is required."""
    visible_if: str | None
    """Condition under which the field is shown; a hidden field has no answer."""
    visible_to: Sequence[Reader] | None
    """Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and
    the roles above.
    """
    type: Required[Literal["note"]]


Field: TypeAlias = "TextField | TextareaField | IntegerField | DecimalField | BooleanField | ConsentField | DateField | TimeField | DatetimeField | EmailField | PhoneField | ChoiceField | ChoicesField | FileField | UrlField | SirenField | SiretField | RnaField | NirField | SpiField | TvaField | IbanField | BicField | PlateField | PostalCodeField | CommuneField | DepartementField | CountryField | AddressField | LocationField | GroupField | RepeatField | ComputedField | HeadingField | NoteField"
"""One question and the rules of its answer."""


class Form(TypedDict, total=False):
    """What is asked, as sections or, for a short form, as fields."""

    eligibility: Sequence[Rule]
    """What must hold for the request to be filed at all."""
    fields: Sequence[FormItem]
    """Fields of a form without sections."""
    rules: Sequence[Rule]
    """What must hold between answers."""
    sections: Sequence[Section]
    """Sections, in order. A form has sections or fields, not both."""


FormItem: TypeAlias = "BlockUse | Field"
"""A field, or a shared block of fields put in its place."""


class HeaderSecret(TypedDict, total=False):
    """A secret sent in a header."""

    name: Required[str]
    """Name of the header."""
    secret: Required[Name]
    """Name of the secret."""


class HeldBy(TypedDict, total=False):
    """An administration that already holds an answer (code des relations entre le public et
    l'administration, L114-8).
    """

    asked_because: Text | None
    """Why the document is asked of the applicant all the same."""
    name: Required[Text]
    """What it is called, as applicants read it."""


class HmacScheme(TypedDict, total=False):
    """A signature of the body alone."""

    encoding: SignatureEncoding
    """How its bytes are written; in hexadecimal, if absent."""
    header: Required[str]
    """The header that holds it: `X-Signature`."""
    id: str | None
    """Where the body tells the call's identifier, as a JSON pointer: `/id`.

    A call that has it again is not handled again. If absent, the whole body identifies the call.
    What is not signed (another header) identifies nothing.
    """
    prefix: str
    """What stands before it in the header: `sha256=`."""


HostOptions = TypedDict(
    "HostOptions",
    {
        "columns": "Mapping[str, Any]",
        "from": "Required[HostReference]",
    },
    total=False,
)
"""A list that the host gives with each call: it is checked there like any other."""


HostReference: TypeAlias = "str"
"""A reference to a list of the host: `host:` followed by its name."""


Id: TypeAlias = "str"
"""An identifier of a part of the catalogue: lower-case letters, digits, `-` and `_`."""


Identity: TypeAlias = "Literal['none'] | Literal['contact'] | Literal['account'] | Literal['strong']"
"""Level of identification of an applicant, from the least to the most."""


Language: TypeAlias = "Literal['fr'] | Literal['en']"
"""A language of texts and messages, written as its ISO 639-1 code.

French is the default everywhere: it is the language of the administration, and every message of the
engine exists in it.
"""


class Layout(TypedDict, total=False):
    """What stands around the body of every e-mail.

    `{{ message }}` says once where the body stands; beside it, placeholders read `settings`,
    `procedure`, `applicant`, `today`, `now`, and of `request` its `reference`, `tracking_code`,
    `received_on`, `service`.
    """

    html: Text | None
    """Around the HTML.

    If absent, the engine's own: the town's logo (setting `logo`, an address) and name (setting
    `nom_commune`) above, the service below.
    """
    text: Text | None
    """Around the plain text; nothing, if absent."""


LinkDefinition = TypedDict(
    "LinkDefinition",
    {
        "as": "Required[LinkKind]",
        "to": "Required[Computed]",
    },
    total=False,
)
"""A request to link."""


LinkKind: TypeAlias = (
    "Literal['parent'] | Literal['child'] | Literal['duplicate_of'] | Literal['has_duplicate'] | Literal['related']"
)
"""What another request is to this one."""


ListedOptions: TypeAlias = "Sequence[Choice] | OptionTable | OptionFile"
"""The options of a shared list: written one by one, or as a table."""


LiteralValue: TypeAlias = "bool | int | str"
"""A value written as it is."""


class MessageTemplate(TypedDict, total=False):
    """A text shared by several communications."""

    body: Required[Text]
    """Body, plain text with placeholders."""
    html: Text | None
    """The same body in HTML, for e-mails: values are escaped."""
    id: Required[Id]
    """Identifier that communications refer to."""
    subject: Required[Text]
    """Subject, with placeholders."""


Method: TypeAlias = "Literal['GET'] | Literal['POST'] | Literal['PUT'] | Literal['PATCH']"
"""An HTTP method."""


Name: TypeAlias = "str"
"""An identifier that expressions name (a field, a status, a transition): snake_case."""


class Notification(TypedDict, total=False):
    """A message that an action writes."""

    attachments: Sequence[str]
    """Fields whose files go with it: `answers.plan`, `data.arrete`.

    Outside the town hall go only those that the applicant may read.
    """
    body: Text | None
    """Body, plain text with placeholders; instead of the template's, if there is one."""
    channels: Sequence[Channel]
    """By which ways; the first by which the recipient can be reached is taken."""
    html: Text | None
    """The same body in HTML, for e-mails: values are escaped.

    In a catalogue with a layout, that of the body if absent.
    """
    id: Name | None
    """Identifier within the scenario, by which it is corrected once it is published."""
    kind: CommunicationKind
    """What it is to the person who receives it."""
    subject: Text | None
    """Subject, with placeholders; instead of the template's, if there is one."""
    template: Reference | None
    """A shared template."""
    to: Required[Sequence[Computed]]
    """Who receives it: `applicant`, `service`, `assignee`, `party:` and the role of another person,
    an e-mail address, or an expression after `=` that gives one.
    """
    when: str | None
    """Condition without which it does not leave."""


class Operation(TypedDict, total=False):
    """One call to the application."""

    body: Any
    """Body, as JSON; each text that begins with `=` is an expression."""
    error: Computed | None
    """What the application itself says of a call that it did not accept: a text that agents may
    read, never to be trusted.

    If absent, the member `detail`, `message`, `error` or `title` of its answer.
    """
    headers: Mapping[str, Any]
    """Headers, by name: a text, which may hold placeholders, or an expression after `=`.

    What is not printable ASCII is percent-encoded; a null value leaves its header out. Those that
    tell who calls, where and which call it is are the engine's own: `Host`, `Content-Length`,
    `Authorization`, `Idempotency-Key` and their like.
    """
    method: Required[Method]
    """HTTP method."""
    path: Required[str]
    """Path after the base address; placeholders are percent-encoded segments or query values."""
    query: Mapping[str, Any]
    """What is added to the address's query, by name: a text, which may hold placeholders, or an
    expression after `=`.

    Values are percent-encoded; one that is null is left out, a list gives its name as often as it
    has elements.
    """
    refused_if: str | None
    """Condition on an answer, read as `response` and `response_status`, that makes it a refusal
    although the application accepted the call.
    """
    result: ResultMapping
    """What is kept of the answer."""
    retry: Retry | None
    """When a call that found nobody is made again; ten times over four days, if absent."""
    timeout: str | None
    """How long a call may take, from its first byte to its answer's last: an ISO 8601 duration from
    a second to 45; 20 seconds, if absent.
    """


class OptionFile(TypedDict, total=False):
    """A file of options in CSV, beside the list.

    It is read when the directory is loaded, so that a published list never refers to one.
    """

    file: Required[str]
    """Relative path of the file, inside the catalogue's directory."""


class OptionList(TypedDict, total=False):
    """A list of options shared by several fields."""

    columns: Mapping[str, Any]
    """What its options have beside a value and a label, by name, and of which type.

    Expressions read them as `options.field.column`.
    """
    id: Required[Id]
    """Identifier that fields refer to."""
    options: Required[ListedOptions]
    """The options, in order."""


class OptionTable(TypedDict, total=False):
    """Options as CSV (RFC 4180), in UTF-8."""

    csv: Required[str]
    """The first line names the columns: `value`, `label`, and those of the list, in any order; each
    line after it is one option.

    Cells are separated by `,` or `;`, as the first line is.
    """


Options: TypeAlias = "Reference | HostOptions | Sequence[Choice]"
"""Options: a shared list, a list that the host gives, or the options themselves."""


Origin: TypeAlias = "Literal['portal'] | Literal['counter'] | Literal['phone'] | Literal['mail'] | Literal['email']"
"""How a request or a visitor came."""


Outcome: TypeAlias = (
    "Literal['granted'] | Literal['partly'] | Literal['refused'] | Literal['withdrawn'] | Literal['none']"
)
"""How a request ended."""


class Parameter(TypedDict, total=False):
    """What a scenario may set in a shared circuit."""

    default: LiteralValue | None
    """Value when the scenario sets none; without it, the scenario must."""
    type: Required[ValueType]
    """Type of the value."""


Parity: TypeAlias = "Literal['odd'] | Literal['even']"
"""A side of a street."""


class PartyDefinition(TypedDict, total=False):
    """Someone else whom requests concern, and who may be written to.

    Who they are comes from the answers.
    """

    address: Computed | None
    """Their postal address, likewise: a text, one line an element."""
    email: Computed | None
    """Their e-mail address, likewise."""
    label: Required[Text]
    """The same, as people read it."""
    name: Required[Computed]
    """Their name: an expression after `=`. There is no such person when it gives nothing."""
    role: Required[Name]
    """What they are to the request, by which messages and transitions name them:
    `party:second_parent`.
    """


class Poll(TypedDict, total=False):
    """A question asked regularly while a request is open; expressions read `response`."""

    every: Required[str]
    """Time between two questions: an ISO 8601 duration."""
    operation: Required[Name]
    """The operation."""
    rules: Sequence[SignalRule]
    """Signals that the answer amounts to: the first rule that holds."""


class Privacy(TypedDict, total=False):
    """What the applicant is told of the use of personal data."""

    legal_basis: Required[Text]
    """Legal basis of the processing."""
    purpose: Required[Text]
    """What the data is used for."""
    retention: Required[str]
    """How long the data is kept after closure: an ISO 8601 duration."""


class Procedure(TypedDict, total=False):
    """A service offered to applicants on the portal, or to agents only."""

    audiences: Sequence[Audience]
    """Whom the procedure concerns."""
    closed: Closed | None
    """Set while the procedure takes no new request."""
    id: Required[Id]
    """Identifier, stable for the life of the procedure."""
    keywords: Sequence[str]
    """Words that applicants search for and that the title does not hold."""
    order: int
    """Position within the theme; then by title."""
    privacy: Privacy | None
    """What the applicant is told of the use of personal data."""
    publication: PublicationWindow | None
    """When the procedure is shown; always, if absent."""
    questions: Sequence[Field]
    """Questions whose answers choose among the scenarios."""
    scenarios: Required[Sequence[Scenario]]
    """Ways in which the procedure is served, in the order in which they are offered."""
    service: Required[Id]
    """Service in charge."""
    summary: Text | None
    """One or two sentences under the title."""
    theme: Id | None
    """Theme under which the procedure is shown."""
    title: Required[Text]
    """What the portal shows."""
    trial: Trial | None
    """Set while the procedure is tried before it is offered."""
    visibility: Visibility
    """Who is shown the procedure."""


class ProcessingData(TypedDict, total=False):
    """What is filled in while processing."""

    fields: Required[Sequence[Field]]
    """The fields; the town hall alone reads them unless `visible_to` lists `applicant`."""


PublicationWindow = TypedDict(
    "PublicationWindow",
    {
        "from": "str | None",
        "until": "str | None",
    },
    total=False,
)
"""A period during which a procedure is shown, bounds included.

Both bounds are days (`2026-01-02`), or both are days of any year (`01-02`): then the period returns
each year, and may pass the New Year.
"""


Reader: TypeAlias = "Literal['applicant'] | Literal['reader'] | Literal['agent'] | Literal['manager']"
"""Who may read an answer or a piece of processing data.

A role of the town hall includes those after it.
"""


Reference: TypeAlias = "str"
"""A reference to a shared part of the catalogue: `@` followed by its id."""


class ResultMapping(TypedDict, total=False):
    """What is kept of an answer; expressions read `response`, its body, and `response_status`, its
    HTTP status.
    """

    data: Mapping[str, Any]
    """Processing data filled from the answer."""
    external_id: Computed | None
    """Identifier of the request in the application."""
    files: Sequence[DocumentFile]
    """Files that the answer holds, which is 1 MiB long at most.

    One that its processing data has already, byte for byte, is not kept again.
    """


class Retry(TypedDict, total=False):
    """When a call that found nobody is made again. Those that are refused are not."""

    attempts: int | None
    """Most attempts, the first one included; one more than there are delays, if absent."""
    delays: Sequence[str] | None
    """Time before the second attempt, the third, and so on: ISO 8601 durations of a week at most.

    The last one serves again until there are no more attempts. If absent, those of Standard
    Webhooks: 5 seconds, 5 minutes, and so on up to a day.
    """


class Rule(TypedDict, total=False):
    """A condition between answers, and what is said when it does not hold."""

    check: Required[str]
    """The condition.

    It is broken when it is false; while it has no value, for want of an answer, it is not.
    """
    fields: Sequence[Name]
    """The fields beside which it is said; above the form, if none."""
    message: Required[Text]
    """What is said when it is broken: a whole sentence."""


class InformationScenario(TypedDict, total=False):
    """Something to read, documents to prepare."""

    audiences: Sequence[Audience] | None
    """Whom the scenario concerns; the procedure's audiences, if absent."""
    available_if: str | None
    """Condition on the answers to the procedure's questions."""
    id: Required[Id]
    """Identifier within the procedure."""
    origins: Sequence[Origin] | None
    """By which ways of coming it is offered; all, if absent."""
    title: Required[Text]
    """What the portal shows."""
    content: Required[Text]
    """Text in Markdown."""
    documents: Sequence[Text]
    """Documents to prepare."""
    kind: Required[Literal["information"]]


class RedirectScenario(TypedDict, total=False):
    """Another site does it."""

    audiences: Sequence[Audience] | None
    """Whom the scenario concerns; the procedure's audiences, if absent."""
    available_if: str | None
    """Condition on the answers to the procedure's questions."""
    id: Required[Id]
    """Identifier within the procedure."""
    origins: Sequence[Origin] | None
    """By which ways of coming it is offered; all, if absent."""
    title: Required[Text]
    """What the portal shows."""
    content: Text | None
    """What to know before leaving, in Markdown."""
    kind: Required[Literal["redirect"]]
    url: Required[str]
    """Address, with placeholders (`{{ … }}`) as whole path segments or query values only."""


class OnlineScenario(TypedDict, total=False):
    """A form, a circuit, communications."""

    audiences: Sequence[Audience] | None
    """Whom the scenario concerns; the procedure's audiences, if absent."""
    available_if: str | None
    """Condition on the answers to the procedure's questions."""
    id: Required[Id]
    """Identifier within the procedure."""
    origins: Sequence[Origin] | None
    """By which ways of coming it is offered; all, if absent."""
    title: Required[Text]
    """What the portal shows."""
    applicant: ApplicantRule
    """Who must identify themselves, and how."""
    claims: Sequence[ClaimDefinition]
    """What each request takes of something scarce."""
    communications: Sequence[Communication]
    """What the applicant and the agents are told, and when."""
    draft_lifetime: str
    """How long an untouched draft is kept: an ISO 8601 duration."""
    form: Required[Form]
    """What is asked."""
    kind: Required[Literal["online"]]
    parties: Sequence[PartyDefinition]
    """Other people of each request, who may be written to."""
    sectors: Mapping[str, Any]
    """Where the request is: by division, expressions that give a place (an answer of type
    `location` or `address`, or a text: a street, with its number before).

    The first that is in a sector tells it; the request keeps it.
    """
    workflow: Required[WorkflowChoice]
    """How the request is processed."""


class ApiScenario(TypedDict, total=False):
    """The same, with a business application behind."""

    audiences: Sequence[Audience] | None
    """Whom the scenario concerns; the procedure's audiences, if absent."""
    available_if: str | None
    """Condition on the answers to the procedure's questions."""
    id: Required[Id]
    """Identifier within the procedure."""
    origins: Sequence[Origin] | None
    """By which ways of coming it is offered; all, if absent."""
    title: Required[Text]
    """What the portal shows."""
    applicant: ApplicantRule
    """Who must identify themselves, and how."""
    claims: Sequence[ClaimDefinition]
    """What each request takes of something scarce."""
    communications: Sequence[Communication]
    """What the applicant and the agents are told, and when."""
    connector: Required[Reference]
    """The business application."""
    draft_lifetime: str
    """How long an untouched draft is kept: an ISO 8601 duration."""
    form: Required[Form]
    """What is asked."""
    kind: Required[Literal["api"]]
    parties: Sequence[PartyDefinition]
    """Other people of each request, who may be written to."""
    sectors: Mapping[str, Any]
    """Where the request is: by division, expressions that give a place (an answer of type
    `location` or `address`, or a text: a street, with its number before).

    The first that is in a sector tells it; the request keeps it.
    """
    workflow: Required[WorkflowChoice]
    """How the request is processed."""


Scenario: TypeAlias = "InformationScenario | RedirectScenario | OnlineScenario | ApiScenario"
"""One way in which a procedure is served."""


class SecretName(TypedDict, total=False):
    """A secret of the host."""

    secret: Required[Name]
    """Its name."""


class Section(TypedDict, total=False):
    """A part of a form, under a title."""

    fields: Required[Sequence[FormItem]]
    """Fields, in order."""
    id: Required[Name]
    """Identifier within the form."""
    title: Required[Text]
    """What is shown above the fields."""
    visible_if: str | None
    """Condition under which the section is shown; the fields of a hidden section are hidden."""


class Sector(TypedDict, total=False):
    """One part of the town. It has an area, streets, or both."""

    area: TextSource | None
    """Its area, as a GeoJSON document of its own: polygons, with their holes.

    Its text, or `{"file": "nord.geojson"}`.
    """
    feature: str | None
    """The features of the division's map that are its area: the value of their property."""
    id: Required[Id]
    """Identifier within the division."""
    service: Id | None
    """The service in charge of it: `request.sectors.voirie.service` in circuits."""
    streets: Sequence[StreetRange]
    """Its streets."""
    title: Required[Text]
    """What agents read."""


class Service(TypedDict, total=False):
    """A service of the town hall, in charge of procedures and tasks."""

    address: Text | None
    """Postal address, as shown to applicants."""
    email: str | None
    """Where the service receives its notifications."""
    id: Required[Id]
    """Identifier that procedures and circuits refer to."""
    phone: str | None
    """Telephone, as shown to applicants."""
    title: Required[Text]
    """What letters and the portal show."""


Setting: TypeAlias = "str | int | bool | TypedValue"
"""One fact about the town."""


class SignalRule(TypedDict, total=False):
    """A signal given when a condition holds."""

    emit: Required[Name]
    """The signal, which circuits name `signal:…`."""
    when: Required[str]
    """The condition."""


SignatureEncoding: TypeAlias = "Literal['hex'] | Literal['base64']"
"""How the bytes of a signature are written."""


SignedPart: TypeAlias = "Literal['method'] | Literal['path'] | Literal['timestamp'] | Literal['body']"
"""A part of a call that a signature covers."""


State: TypeAlias = "Literal['new'] | Literal['in_progress'] | Literal['on_hold'] | Literal['done'] | Literal['cancelled'] | Literal['rejected']"
"""What a status amounts to, the same for every procedure."""


class Status(TypedDict, total=False):
    """One step of a circuit."""

    hidden: bool
    """Whether the applicant is not told of it: they are still shown the status before.

    Neither the initial status nor a closed one may be hidden.
    """
    label: Required[Text]
    """What agents and applicants read."""
    on_enter: Sequence[Action]
    """Done each time a request enters the status."""
    outcome: Outcome | None
    """How the request ended: required when the state is a closed one, refused otherwise."""
    state: Required[State]
    """What it amounts to, the same for every procedure."""
    tasks: Sequence[TaskDefinition]
    """Opened each time a request enters the status."""
    transitions: Sequence[Transition]
    """Ways out, in order."""


StreetRange = TypedDict(
    "StreetRange",
    {
        "from": "int | None",
        "parity": "Parity | None",
        "street": "Required[str]",
        "to": "int | None",
    },
    total=False,
)
"""A street, or a part of it."""


TaskAgent: TypeAlias = "Computed | ByLoad"
"""The agent to whom a task is given."""


class TaskDefinition(TypedDict, total=False):
    """Work awaited from a service or an agent."""

    agent: TaskAgent | None
    """Agent; the task is its service's, if absent."""
    due: TaskDue | None
    """Time allowed, from its opening, or the day by which it is to be done."""
    form: Form | None
    """What is asked of the agent who completes it. An opinion has its own form."""
    id: Required[Name]
    """Identifier within the circuit."""
    kind: TaskKind
    """What is awaited: work, if absent."""
    on_done: Sequence[Action]
    """Done when it is completed; `input` is its form."""
    overdue: Sequence[Action]
    """Done once, when its due date passes."""
    service: Computed | None
    """Service: its id, or an expression after `=`; the request's service, if absent."""
    title: Required[Text]
    """What is to be done; may hold placeholders."""


TaskDue: TypeAlias = "Delay | DueDate"
"""By when a task is to be done."""


TaskKind: TypeAlias = "Literal['work'] | Literal['opinion']"
"""What is awaited of whoever has a task."""


Text: TypeAlias = "str | TextFile | Mapping[str, Any]"
"""A text in the catalogue's language, or one text per language.

In a directory, a long text may stand in a file beside: `{"file": "conditions.md"}`, or one such
object per language. Files are read when the directory is loaded, so that a published definition
never refers to one.
"""


class TextFile(TypedDict, total=False):
    """A reference to a file of text."""

    file: Required[str]
    """Relative path of the file, inside the catalogue's directory."""


TextSource: TypeAlias = "str | TextFile"
"""One language's text, or the file that holds it."""


class Theme(TypedDict, total=False):
    """A heading of the portal."""

    id: Required[Id]
    """Identifier that procedures refer to."""
    order: int
    """Position among the themes; then by title."""
    title: Required[Text]
    """What the portal shows."""


TimeZone: TypeAlias = "str"
"""An IANA time zone name, `Europe/Paris` unless told otherwise."""


Timing: TypeAlias = "Computed | WorkingDays | TimingFrom"
"""A length of time, from the entry into the status or from another moment.

What was due before the request came there is done at once.
"""


TimingFrom = TypedDict(
    "TimingFrom",
    {
        "delay": "Delay | None",
        "from": "Required[Computed]",
    },
    total=False,
)
"""A length of time from a moment of the request."""


class Transition(TypedDict, total=False):
    """A way out of a status. It has exactly one trigger: `by`, `after`, `auto` or `on`."""

    actions: Sequence[Action]
    """Done when it happens, before the next status is entered."""
    after: Timing | None
    """Time after which it happens."""
    amends: Amends | None
    """`requested`: the person gives the answers that an agent asked again, and no others."""
    auto: bool | None
    """`true`: it happens at once, as soon as its condition holds."""
    by: Sequence[str] | None
    """Persons who may perform it: `applicant`, `agent`, `manager`, `assignee`, `agent@service`,
    `manager@service`, `party:` and the role of another person of the request, who confirms with the
    code that they were written.

    A service that is named sees the request while it is there, whatever its part in it.
    """
    confirm: Text | None
    """Question put to the person before it is performed."""
    form: Form | None
    """What is asked of the person who performs it."""
    id: Required[Name]
    """Identifier within the status."""
    label: Text | None
    """What the button says; the id, if absent."""
    on: str | None
    """Signal on which it happens: `signal:name`, `push:operation:done`; `push:operation:refused`,
    `push:operation:unavailable` and `push:operation:unreadable` for a failure of one class,
    `push:operation:failed` for those that have no transition of their own; `tasks:done` (all of the
    status's tasks), `tasks:any` (the first of them), `tasks:overdue` (one of them is late);
    `linked:closed` once all the request's children are closed, at once if it has none,
    `linked:any_closed` when one of them is closed, `main:closed` once the request of which this one
    is a duplicate is closed.
    """
    reopens: bool
    """`true`: it may leave a closed status, and the request is open again."""
    to: Required[Destination]
    """Status reached; `@previous` for the one from which the present one was entered."""
    when: str | None
    """Condition without which it does not happen."""


class Trial(TypedDict, total=False):
    """A procedure that a few people try: nobody else knows of it, its messages go to them, its
    requests are not counted.
    """

    messages_to: Required[Sequence[str]]
    """E-mail addresses to which all messages go, instead of their recipients."""
    testers: Required[Sequence[str]]
    """Who tries it: the host's identifiers of applicants, of agents or of both."""


class TypedValue(TypedDict, total=False):
    """A value written as text, with its type."""

    type: Required[ValueType]
    """What the text is."""
    value: Required[str]
    """The value, in its canonical form (`"3.50"`, `"2026-09-01"`, `"P1M"`)."""


ValueType: TypeAlias = "Literal['text'] | Literal['integer'] | Literal['decimal'] | Literal['boolean'] | Literal['date'] | Literal['duration']"
"""Types of settings and parameters that are written as text."""


Visibility: TypeAlias = "Literal['portal'] | Literal['agents']"
"""Who is shown a procedure."""


class Webhook(TypedDict, total=False):
    """Calls that the application makes, signed; expressions read `signal`, the body received."""

    data: Mapping[str, Any]
    """Processing data filled from the body."""
    files: Sequence[DocumentFile]
    """Files that the body holds."""
    message: Computed | None
    """What is written to the applicant, as a message of the town hall; nothing, if it is empty or
    absent.
    """
    request: Required[Computed]
    """Identifier, reference or external id of the request concerned."""
    rules: Sequence[SignalRule]
    """Signals that the body amounts to: the first rule that holds."""
    scheme: Required[WebhookScheme]
    """How calls are signed."""
    secret: Name | None
    """Name of the secret with which they are signed."""
    secrets: Sequence[Name]
    """Or the names of several: a call signed with any of them is taken, so that a secret can be
    replaced without losing calls.
    """


class WebhookSchemeHmac(TypedDict, total=False):
    """HMAC-SHA-256 over the body alone, in a header of the application's choice."""

    hmac: Required[HmacScheme]


WebhookScheme: TypeAlias = "Literal['standard-webhooks'] | WebhookSchemeHmac"
"""How calls are signed."""


class Workflow(TypedDict, total=False):
    """Statuses and transitions."""

    anywhere: Sequence[AnywhereTransition]
    """Transitions offered from many statuses."""
    data: ProcessingData
    """What agents and connectors fill in while processing."""
    id: Required[Id]
    """Identifier that scenarios refer to."""
    initial: Required[Name]
    """Status of a request that has just been submitted."""
    parameters: Mapping[str, Any]
    """What scenarios may set."""
    statuses: Required[Mapping[str, Any]]
    """Statuses by their names."""


WorkflowChoice: TypeAlias = "WorkflowUse | Workflow"
"""The circuit of a scenario: a shared one, with its parameters, or one of its own."""


WorkflowUse = TypedDict(
    "WorkflowUse",
    {
        "use": "Required[Reference]",
        "with": "Mapping[str, Any]",
    },
    total=False,
)
"""A shared circuit and the values of its parameters."""


class WorkingDays(TypedDict, total=False):
    """A number of working days of the catalogue's calendar: Monday to Friday, public holidays and
    closures left out.
    """

    saturdays: bool
    """Whether Saturdays count too (*jours ouvrables*)."""
    working_days: Required[int]
    """How many; the day of the event does not count.

    Negative, before a moment that is named (`from`).
    """


Zone: TypeAlias = "Literal['metropole'] | Literal['alsace-moselle'] | Literal['guadeloupe'] | Literal['martinique'] | Literal['guyane'] | Literal['la-reunion'] | Literal['mayotte'] | Literal['saint-barthelemy'] | Literal['saint-martin'] | Literal['nouvelle-caledonie'] | Literal['polynesie-francaise'] | Literal['wallis-et-futuna'] | Literal['saint-pierre-et-miquelon']"
"""A part of France that has its own public holidays.

Where they are those of the mainland, the catalogue adds the customary days (`closed`).
"""


class Catalogue(TypedDict, total=False):
    """A set of definitions, published as one.

    Procedures refer to the shared parts by `@id`. A published procedure is sealed as a catalogue of
    its own: itself and the parts that it refers to.
    """

    blocks: Sequence[Block]
    """Groups of fields shared by several forms."""
    calendar: Calendar
    """Days that the town hall works, in which delays in working days are counted."""
    connectors: Sequence[Connector]
    """Business applications."""
    language: Language
    """Language of the texts that do not name theirs."""
    layout: Layout | None
    """What stands around the body of every e-mail.

    E-mails are plain text without it, but those that have HTML of their own.
    """
    lists: Sequence[OptionList]
    """Lists of options shared by several fields."""
    procedures: Sequence[Procedure]
    """Procedures."""
    sectors: Sequence[Division]
    """Divisions of the town into sectors."""
    services: Sequence[Service]
    """Services of the town hall."""
    settings: Mapping[str, Setting]
    """What texts and conditions may know of the town: its name, its address, its prices.

    The engine itself reads `nom_commune` and `courriel`, in whose name it writes, and `code_insee`,
    by which it reads telephone numbers overseas.
    """
    templates: Sequence[MessageTemplate]
    """Messages shared by several procedures."""
    themes: Sequence[Theme]
    """Headings under which procedures are shown."""
    time_zone: TimeZone
    """IANA name of the zone in which days, months and years are counted."""
    workflows: Sequence[Workflow]
    """Processing circuits shared by several procedures."""
