"""What operations on looking tell, and are given. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._record import Record

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import (
        AnswerSource,
        CorrectionReason,
        FailureClass,
        InboxReason,
        LinkKind,
        Origin,
        Outcome,
        State,
        TaskKind,
    )
    from grc._generated.records_files import File
    from grc._generated.records_processing import Transition
    from grc._generated.records_visitors import Applicant


class AnswerChange(Record):
    """An answer that changed, in its stored form."""

    _members = {
        "field": ("field", ""),
        "label": ("label", ""),
        "before": ("before", ""),
        "after": ("after", ""),
    }
    _shown = ()

    field: str
    """Its field."""

    label: str
    """The question."""

    before: Any
    """The old answer; `null` when there was none."""

    after: Any
    """The new one; `null` when there is none."""


class AskedAnswer(Record):
    """An answer that is asked again."""

    _members = {
        "field": ("field", ""),
        "label": ("label", ""),
        "reason": ("reason", "CorrectionReason"),
        "indispensable": ("indispensable", ""),
    }
    _shown = (
        "field",
        "reason",
        "indispensable",
    )

    field: str
    """Its field."""

    label: str
    """The question."""

    reason: CorrectionReason
    """What is wrong with it."""

    indispensable: bool
    """Whether the request cannot be processed without it."""


class Claim(Record):
    """A part of something scarce, as a request has it.

    Fields stand in alphabetical order, as events are written.
    """

    _members = {
        "key": ("key", ""),
        "quantity": ("quantity", ""),
        "conflict": ("conflict", ""),
        "period": ("period", "Period"),
    }
    _shown = (
        "key",
        "quantity",
        "conflict",
    )

    key: str
    """What is taken."""

    quantity: int
    """How many are taken."""

    conflict: bool | None = None
    """Whether more was taken than there is."""

    period: Period | None = None
    """When; always, if absent."""


class Correction(Record):
    """Answers that were asked again, as someone may see it."""

    _members = {
        "asked_at": ("asked_at", "instant"),
        "deadline": ("deadline", "date"),
        "late": ("late", ""),
        "message": ("message", ""),
        "items": ("items", "[AskedAnswer]"),
        "answered_at": ("answered_at", "instant"),
        "changes": ("changes", "[AnswerChange]"),
    }
    _shown = ("late",)

    asked_at: datetime
    """When it was asked."""

    deadline: date | None
    """Last day to answer, as the town counts days."""

    late: bool
    """Whether that day has passed without an answer."""

    message: str | None
    """What is said to the applicant."""

    items: list[AskedAnswer]
    """The answers asked again, in order."""

    answered_at: datetime | None
    """When the applicant answered, if they have."""

    changes: list[AnswerChange]
    """What changed then, in the form's order."""


class Count(Record):
    """How many requests of a procedure are in a status."""

    _members = {
        "procedure": ("procedure", ""),
        "status": ("status", ""),
        "state": ("state", "State"),
        "requests": ("requests", ""),
    }
    _shown = (
        "state",
        "status",
        "procedure",
        "requests",
    )

    procedure: str
    """The procedure."""

    status: str
    """The status."""

    state: State
    """What it amounts to."""

    requests: int
    """How many."""


class EndedTask(Record):
    """A task that has ended."""

    _members = {
        "id": ("id", "uuid"),
        "kind": ("kind", "TaskKind"),
        "title": ("title", ""),
        "service": ("service", ""),
        "agent": ("agent", ""),
        "opened_at": ("opened_at", "instant"),
        "ended_at": ("ended_at", "instant"),
        "done": ("done", ""),
        "answers": ("answers", ""),
        "summary": ("summary", "Summary"),
        "question": ("question", "Question"),
    }
    _shown = (
        "id",
        "kind",
        "service",
        "done",
    )

    id: UUID
    """Identifier."""

    kind: TaskKind
    """What was awaited."""

    title: str
    """What was to be done."""

    service: str
    """The service of which it was awaited."""

    agent: str | None
    """The agent who did it, or who had it when it ended."""

    opened_at: datetime
    """When it was opened."""

    ended_at: datetime
    """When it ended."""

    done: bool
    """`true` when the work was done, `false` when it lost its object."""

    answers: dict[str, Any]
    """What was answered to its form. Of an opinion: `opinion`, `answer`, `attachment`."""

    summary: Summary | None
    """The same, as people read it."""

    question: Question | None = None
    """What was asked, when the service was consulted."""


class FailedPush(Record):
    """A call to the business application that was given up."""

    _members = {
        "operation": ("operation", ""),
        "class_": ("class", "FailureClass"),
        "code": ("code", ""),
        "said": ("said", ""),
        "status": ("status", ""),
    }
    _shown = (
        "code",
        "status",
        "operation",
        "class_",
    )

    operation: str
    """The connector's operation."""

    class_: FailureClass
    """How it failed."""

    code: str
    """Code of the last failure: `http_422`, `timeout`, `refused_answer`."""

    said: str | None = None
    """What the application itself said of it: a text from outside, on one line, shortened."""

    status: int | None = None
    """HTTP status of the last answer, if there was one."""


class Former(Record):
    """What a request was in the system that it comes from."""

    _members = {
        "reference": ("reference", ""),
        "source": ("source", ""),
        "kept": ("kept", ""),
    }
    _shown = ("reference",)

    reference: str
    """What people called it there."""

    source: str
    """The system, as whoever took it over calls it."""

    kept: dict[str, Any] | None = None
    """What it held there that has no place here, by name: what no field asks, what its field does
    not accept.
    """


class InboxCounts(Record):
    """What `inbox_counts` gives.

    Tells how much an agent has to do: their own, their services', late, by procedure.
    """

    _members = {
        "mine": ("mine", ""),
        "services": ("services", ""),
        "overdue": ("overdue", ""),
        "by_procedure": ("by_procedure", "[ProcedureLoad]"),
    }
    _shown = (
        "mine",
        "services",
        "overdue",
    )

    mine: int
    """Tasks in the agent's hands, and requests in their charge; those of the absent colleagues for
    whom they stand in too.
    """

    services: int
    """Tasks awaited from the agent's services, whoever has them."""

    overdue: int
    """What is late, each thing once."""

    by_procedure: list[ProcedureLoad]
    """All of it by procedure, each thing once."""


class InboxEntry(Record):
    """Something that an agent has to do."""

    _members = {
        "reason": ("reason", "InboxReason"),
        "request": ("request", "uuid"),
        "reference": ("reference", ""),
        "procedure": ("procedure", ""),
        "status": ("status", ""),
        "state": ("state", "State"),
        "applicant_name": ("applicant_name", ""),
        "service": ("service", ""),
        "agent": ("agent", ""),
        "due": ("due", "instant"),
        "overdue": ("overdue", ""),
        "since": ("since", "instant"),
        "kind": ("kind", "TaskKind"),
        "task": ("task", "uuid"),
        "title": ("title", ""),
    }
    _shown = (
        "reference",
        "kind",
        "state",
        "status",
        "procedure",
        "reason",
    )

    reason: InboxReason
    """Why it is in the inbox."""

    request: UUID
    """The request."""

    reference: str
    """Its reference."""

    procedure: str
    """Its procedure."""

    status: str
    """Its status."""

    state: State
    """What the status amounts to."""

    applicant_name: str
    """The applicant as agents name them."""

    service: str
    """The service of which the task is awaited, or that is in charge of the request."""

    agent: str | None
    """The agent who has the task, or is in charge of the request."""

    due: datetime | None
    """When the task should be done; for a request, the first of its tasks."""

    overdue: bool
    """Whether that has passed: *en retard*."""

    since: datetime
    """When the task was opened, or the request received."""

    kind: TaskKind | None = None
    """What the task awaits."""

    task: UUID | None = None
    """The task; none for a request that the agent has in charge."""

    title: str | None = None
    """What the task says is to be done."""


class Link(Record):
    """A tie of a request to another, as someone may see it."""

    _members = {
        "kind": ("kind", "LinkKind"),
        "request": ("request", "uuid"),
        "reference": ("reference", ""),
    }
    _shown = (
        "reference",
        "kind",
        "request",
    )

    kind: LinkKind
    """What the other request is to this one."""

    request: UUID
    """The other request."""

    reference: str
    """What people call it."""


class Party(Record):
    """Another person of a request. Keys stand in alphabetical order, as in every event."""

    _members = {
        "name": ("name", ""),
        "role": ("role", ""),
        "address": ("address", ""),
        "awaiting": ("awaiting", ""),
        "email": ("email", ""),
    }
    _shown = ("role",)

    name: str
    """Name."""

    role: str
    """What they are to the request."""

    address: list[str] | None = None
    """Postal address, one line an element."""

    awaiting: str | None = None
    """Who an answer is awaited of, in what the town hall and they write to each other."""

    email: str | None = None
    """E-mail address."""


class Period(Record):
    """A length of time: from an instant, which it holds, to another, which it does not."""

    _members = {
        "from_": ("from", "instant"),
        "to": ("to", "instant"),
    }
    _shown = ()

    from_: datetime
    """Its first instant."""

    to: datetime
    """The first instant after it."""


class ProcedureLoad(Record):
    """What of an inbox is of a procedure."""

    _members = {
        "procedure": ("procedure", ""),
        "entries": ("entries", ""),
    }
    _shown = (
        "procedure",
        "entries",
    )

    procedure: str
    """The procedure."""

    entries: int
    """How many tasks and requests."""


class Question(Record):
    """What a service was asked."""

    _members = {
        "asked_by": ("asked_by", ""),
        "text": ("text", ""),
        "files": ("files", "[uuid]"),
    }
    _shown = ()

    asked_by: str | None
    """The agent who asked; the host, if none."""

    text: str
    """The question."""

    files: list[UUID]
    """The files that came with it: among those of the request."""


class Request(Record):
    """What `request` gives.

    Gives a request as the actor may see it, by one of `id`, `reference`, `tracking_code`.
    """

    _members = {
        "id": ("id", "uuid"),
        "reference": ("reference", ""),
        "trial": ("trial", ""),
        "procedure": ("procedure", ""),
        "procedure_title": ("procedure_title", ""),
        "version": ("version", ""),
        "scenario": ("scenario", ""),
        "origin": ("origin", "Origin"),
        "applicant": ("applicant", "Applicant"),
        "received_at": ("received_at", "instant"),
        "submitted_at": ("submitted_at", "instant"),
        "updated_at": ("updated_at", "instant"),
        "closed_at": ("closed_at", "instant"),
        "status": ("status", ""),
        "status_label": ("status_label", ""),
        "state": ("state", "State"),
        "outcome": ("outcome", "Outcome"),
        "service": ("service", ""),
        "answers": ("answers", ""),
        "summary": ("summary", "Summary"),
        "data": ("data", ""),
        "files": ("files", "[File]"),
        "links": ("links", "[Link]"),
        "tasks": ("tasks", "[Task]"),
        "transitions": ("transitions", "[Transition]"),
        "revision": ("revision", ""),
        "agent": ("agent", ""),
        "awaiting": ("awaiting", ""),
        "claims": ("claims", "[Claim]"),
        "corrections": ("corrections", "[Correction]"),
        "ended_tasks": ("ended_tasks", "[EndedTask]"),
        "external_id": ("external_id", ""),
        "failed_push": ("failed_push", "FailedPush"),
        "former": ("former", "Former"),
        "parties": ("parties", "[Party]"),
        "provenance": ("provenance", "{AnswerSource}"),
        "sectors": ("sectors", ""),
        "tags": ("tags", ""),
        "tracking_code": ("tracking_code", ""),
    }
    _shown = (
        "reference",
        "id",
        "state",
        "status",
        "procedure",
        "trial",
    )

    id: UUID
    """Identifier."""

    reference: str
    """What people call it."""

    trial: bool
    """Whether the procedure was only tried."""

    procedure: str
    """The procedure."""

    procedure_title: str
    """Its title."""

    version: int
    """The procedure's version."""

    scenario: str
    """The scenario."""

    origin: Origin
    """How it came."""

    applicant: Applicant
    """The applicant."""

    received_at: datetime
    """When the town hall got it."""

    submitted_at: datetime
    """When it was entered."""

    updated_at: datetime
    """When it last changed."""

    closed_at: datetime | None
    """When it was closed, if it is."""

    status: str
    """Its status."""

    status_label: str
    """What the status is called."""

    state: State
    """What the status amounts to."""

    outcome: Outcome | None
    """How it ended, if it did."""

    service: str
    """The service in charge."""

    answers: dict[str, Any]
    """What was answered, as far as the reader may read it."""

    summary: Summary
    """The same, as people read it: labels, in the form's order."""

    data: dict[str, Any]
    """What was filled in while processing, as far as the reader may read it."""

    files: list[File]
    """The files given with it that the reader may read."""

    links: list[Link]
    """The requests to which it is tied: all of them for agents and the host; for its applicant,
    those that were created from it, or the one from which it was, when they are theirs.
    """

    tasks: list[Task]
    """Its open tasks. Agents and the host see them."""

    transitions: list[Transition]
    """What the reader may do now."""

    revision: int
    """Number of the last event that changed it."""

    agent: str | None = None
    """The agent in charge. Agents and the host see it."""

    awaiting: str | None = None
    """Of whom an answer is awaited, in what the town hall and the applicant write to each other;
    nobody, if absent.
    """

    claims: list[Claim] | None = None
    """What it has of scarce things. Agents and the host see it."""

    corrections: list[Correction] | None = None
    """What the applicant was asked to correct, and what they changed."""

    ended_tasks: list[EndedTask] | None = None
    """Its tasks that have ended, with what was answered. Agents and the host see them."""

    external_id: str | None = None
    """Its identifier in the business application. Agents and the host see it."""

    failed_push: FailedPush | None = None
    """The last call to the business application that was given up, until one of the same operation
    is answered.

    Agents and the host see it; `said` is the application's own text: it is to be shown as a text,
    and as one from outside.
    """

    former: Former | None = None
    """What it was in the former system from which it was taken over, if it was.

    What has no place here (`kept`) is for those who process it.
    """

    parties: list[Party] | None = None
    """Its other people, and of whom an answer is awaited: for agents and the host."""

    provenance: dict[str, AnswerSource] | None = None
    """Where the answers come from that nobody typed: for agents and the host."""

    sectors: dict[str, Any] | None = None
    """The sectors in which it is, by division: for agents and the host."""

    tags: list[str] | None = None
    """What agents sort it by. Agents and the host see it."""

    tracking_code: str | None = None
    """What a person without an account follows it with. The applicant and the host see it."""


class RequestSummary(Record):
    """A row of a list of requests. It is read without the request's body."""

    _members = {
        "id": ("id", "uuid"),
        "reference": ("reference", ""),
        "procedure": ("procedure", ""),
        "status": ("status", ""),
        "state": ("state", "State"),
        "outcome": ("outcome", "Outcome"),
        "origin": ("origin", "Origin"),
        "service": ("service", ""),
        "agent": ("agent", ""),
        "applicant_name": ("applicant_name", ""),
        "received_at": ("received_at", "instant"),
        "updated_at": ("updated_at", "instant"),
        "due": ("due", "instant"),
        "revision": ("revision", ""),
    }
    _shown = (
        "reference",
        "id",
        "state",
        "status",
        "procedure",
        "outcome",
    )

    id: UUID
    """Identifier."""

    reference: str
    """What people call it."""

    procedure: str
    """The procedure."""

    status: str
    """Its status."""

    state: State
    """What the status amounts to."""

    outcome: Outcome | None
    """How it ended, if it did."""

    origin: Origin
    """How it came."""

    service: str
    """The service in charge."""

    agent: str | None
    """The agent in charge, if one is. Applicants do not see it."""

    applicant_name: str
    """The applicant as agents name them."""

    received_at: datetime
    """When the town hall got it."""

    updated_at: datetime
    """When it last changed."""

    due: datetime | None
    """When the first of its open tasks is due. Applicants do not see it."""

    revision: int
    """Number of the last event that changed it."""


class Statistics(Record):
    """What `statistics` gives.

    Gives figures about requests, as columns and rows, and as CSV: to the host, and to managers
    about their services.
    """

    _members = {
        "columns": ("columns", "[StatisticsColumn]"),
        "rows": ("rows", ""),
        "csv": ("csv", ""),
    }
    _shown = ()

    columns: list[StatisticsColumn]
    """What the cells of a row are, in order."""

    rows: list[list[int | str]]
    """The rows: as many cells as columns."""

    csv: str | None = None
    """The same as CSV (RFC 4180: commas, CRLF, a first line of labels), if it was asked.

    No cell is read as a formula.
    """


class StatisticsColumn(Record):
    """A column."""

    _members = {
        "id": ("id", ""),
        "label": ("label", ""),
    }
    _shown = ()

    id: str
    """Its name, which never changes."""

    label: str
    """What it is called."""


class Summary(Record):
    """The answers of a form: labels rather than names; what is hidden, or not for the reader, left
    out.
    """

    _members = {
        "sections": ("sections", "[SummarySection]"),
        "text": ("text", ""),
        "html": ("html", ""),
    }
    _shown = ()

    sections: list[SummarySection]
    """The sections that have an answer; one without title for a form without sections."""

    text: str
    """The same as plain text: a line an answer, what is inside indented, sections separated by an
    empty line.
    """

    html: str
    """The same as HTML: a title and a description list a section; what people typed is escaped."""


class SummaryLine(Record):
    """An answer."""

    _members = {
        "label": ("label", ""),
        "value": ("value", ""),
        "held_by": ("held_by", ""),
        "inside": ("inside", "[[SummaryLine]]"),
    }
    _shown = ()

    label: str
    """The question."""

    value: str
    """The answer; empty for a group and for a repeat."""

    held_by: str | None = None
    """The administration that holds the answer already, if the form names one."""

    inside: list[list[SummaryLine]] | None = None
    """The answers inside a group, or inside each element of a repeat."""


class SummarySection(Record):
    """The answers of a section."""

    _members = {
        "title": ("title", ""),
        "lines": ("lines", "[SummaryLine]"),
    }
    _shown = ()

    title: str | None
    """What is shown above the fields."""

    lines: list[SummaryLine]
    """The answers, in order."""


class Task(Record):
    """An open task of a request."""

    _members = {
        "id": ("id", "uuid"),
        "request": ("request", "uuid"),
        "reference": ("reference", ""),
        "procedure": ("procedure", ""),
        "kind": ("kind", "TaskKind"),
        "title": ("title", ""),
        "service": ("service", ""),
        "agent": ("agent", ""),
        "due": ("due", "instant"),
        "overdue": ("overdue", ""),
        "opened_at": ("opened_at", "instant"),
        "status": ("status", ""),
        "available": ("available", ""),
        "form": ("form", ""),
        "question": ("question", "Question"),
    }
    _shown = (
        "reference",
        "id",
        "kind",
        "status",
        "procedure",
        "request",
    )

    id: UUID
    """Identifier."""

    request: UUID
    """The request."""

    reference: str
    """The request's reference."""

    procedure: str
    """The procedure."""

    kind: TaskKind
    """What is awaited."""

    title: str
    """What is to be done."""

    service: str
    """The service of which it is awaited."""

    agent: str | None
    """The agent who has it."""

    due: datetime | None
    """When it should be done."""

    overdue: bool
    """Whether that has passed: *en retard*."""

    opened_at: datetime
    """When it was opened."""

    status: str | None
    """The status that opened it, and with which it ends."""

    available: bool
    """Whether the reader may take it on or complete it now."""

    form: Any
    """JSON Schema of what is asked of whoever completes it, for those who may; `null` when nothing
    is.
    """

    question: Question | None = None
    """What was asked, when the service is consulted."""


class TaskSummary(Record):
    """A row of a list of tasks."""

    _members = {
        "id": ("id", "uuid"),
        "request": ("request", "uuid"),
        "reference": ("reference", ""),
        "procedure": ("procedure", ""),
        "kind": ("kind", "TaskKind"),
        "title": ("title", ""),
        "service": ("service", ""),
        "agent": ("agent", ""),
        "due": ("due", "instant"),
        "overdue": ("overdue", ""),
        "opened_at": ("opened_at", "instant"),
    }
    _shown = (
        "reference",
        "id",
        "kind",
        "procedure",
        "request",
        "service",
    )

    id: UUID
    """Identifier."""

    request: UUID
    """The request."""

    reference: str
    """The request's reference."""

    procedure: str
    """The procedure."""

    kind: TaskKind
    """What is awaited."""

    title: str
    """What is to be done."""

    service: str
    """The service of which it is awaited."""

    agent: str | None
    """The agent who has it."""

    due: datetime | None
    """When it should be done."""

    overdue: bool
    """Whether that has passed. The engine tells it, by its clock."""

    opened_at: datetime
    """When it was opened."""


__all__ = [
    "AnswerChange",
    "AskedAnswer",
    "Claim",
    "Correction",
    "Count",
    "EndedTask",
    "FailedPush",
    "Former",
    "InboxCounts",
    "InboxEntry",
    "Link",
    "Party",
    "Period",
    "ProcedureLoad",
    "Question",
    "Request",
    "RequestSummary",
    "Statistics",
    "StatisticsColumn",
    "Summary",
    "SummaryLine",
    "SummarySection",
    "Task",
    "TaskSummary",
]
