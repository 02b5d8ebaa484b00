"""A request's whole life as programs in Python write it without an engine (see lives.rs): one name for each way. And with it.

Each life is checked, filed and moved three times. What is filed or moved is committed at once: the request, its history,
its tasks and the letters to send, as the engine keeps them.
"""

import json
import os
import sqlite3
import sys
import time

import django
import grc
from django.conf import settings
from django.db import connections, models, transaction
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState
from transitions import Machine

from town_form import Form

HERE = os.path.dirname(os.path.abspath(__file__))
TOLD = json.load(open(sys.argv[1], encoding="utf-8"))
ANSWERS = TOLD["Accepted"]

STATUSES = ["a_traiter", "a_tarifer", "tarif_propose", "inscrit"]
STATES = dict(zip(STATUSES, ["new", "in_progress", "in_progress", "done"]))
# The transition that leaves each status, who may do it, and the task that the next status opens.
STEPS = [
    ("calculer", "a_traiter", "a_tarifer", "agent"),
    ("proposer", "a_tarifer", "tarif_propose", "agent"),
    ("inscrire", "tarif_propose", "inscrit", "manager"),
]
ROLES = {"nadia": {"agent", "manager"}}
TASKS = {
    "a_traiter": ("Instruire la demande", "enfance"),
    "a_tarifer": ("Calculer le tarif", "finances"),
    "tarif_propose": ("Relire le tarif", "enfance"),
}
LETTERS = {
    "a_traiter": "Nous avons reçu votre demande {reference}. Elle est suivie par le service de l'enfance.",
    "a_tarifer": "Le tarif de {prenom} est en cours de calcul, pour votre demande {reference}.",
}

TABLES = """
CREATE TABLE IF NOT EXISTS request (id INTEGER PRIMARY KEY, reference TEXT UNIQUE, status TEXT, state TEXT,
  revision INTEGER, email TEXT, received_at REAL, answers TEXT, workflow TEXT);
CREATE INDEX IF NOT EXISTS request_by_state ON request (state, received_at);
CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY, request INTEGER, at REAL, actor TEXT, kind TEXT, detail TEXT);
CREATE INDEX IF NOT EXISTS event_by_request ON event (request);
CREATE TABLE IF NOT EXISTS task (id INTEGER PRIMARY KEY, request INTEGER, title TEXT, service TEXT, open INTEGER);
CREATE INDEX IF NOT EXISTS task_by_request ON task (request);
CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY, request INTEGER, recipient TEXT, body TEXT, sent INTEGER);
"""


def letter(status, answers, reference):
    text = LETTERS.get(status)
    return text and text.format(reference=reference, prenom=answers["prenom"])


class ByHand:
    """sqlite3, and a machine of `transitions` or of SpiffWorkflow."""

    def __init__(self, name, mode):
        self.db = sqlite3.connect(f"{name}-{mode}.db", isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute(f"PRAGMA synchronous = {mode}")
        self.db.executescript(TABLES)

    def commit(self, change, *arguments):
        self.db.execute("BEGIN IMMEDIATE")
        result = change(*arguments)
        self.db.execute("COMMIT")
        return result

    def enter(self, request, status, answers, reference, actor, kind):
        now = time.time()
        insert = self.db.execute
        insert("UPDATE task SET open = 0 WHERE request = ? AND open", (request,))
        if status in TASKS:
            insert("INSERT INTO task (request, title, service, open) VALUES (?, ?, ?, 1)", (request, *TASKS[status]))
        insert(
            "INSERT INTO event (request, at, actor, kind, detail) VALUES (?, ?, ?, ?, ?)",
            (request, now, actor, kind, json.dumps({"status": status})),
        )
        if body := letter(status, answers, reference):
            insert(
                "INSERT INTO outbox (request, recipient, body, sent) VALUES (?, ?, ?, 0)",
                (request, answers["courriel"], body),
            )

    def file(self, answers, workflow=None):
        number = self.db.execute("SELECT coalesce(max(id), 0) + 1 FROM request").fetchone()[0]
        reference = f"2026-{number:06}"
        self.db.execute(
            "INSERT INTO request VALUES (?, ?, 'a_traiter', 'new', 1, ?, ?, ?, ?)",
            (number, reference, answers["courriel"], time.time(), json.dumps(answers), workflow),
        )
        self.enter(number, "a_traiter", answers, reference, "applicant", "submitted")
        return number

    def moved(self, request, row, status, action, workflow=None):
        reference, revision, answers = row
        self.db.execute(
            "UPDATE request SET status = ?, state = ?, revision = ?, workflow = ? WHERE id = ? AND revision = ?",
            (status, STATES[status], revision + 1, workflow, request, revision),
        )
        self.enter(request, status, json.loads(answers), reference, "nadia", action)


class Circuit:
    """The circuit, as `transitions` has it."""

    def __init__(self, status):
        self.actor = None
        Machine(
            self,
            states=STATUSES,
            initial=status,
            auto_transitions=False,
            transitions=[
                {"trigger": action, "source": source, "dest": to, "conditions": f"is_{role}"}
                for action, source, to, role in STEPS
            ],
        )

    def is_agent(self):
        return "agent" in ROLES[self.actor]

    def is_manager(self):
        return "manager" in ROLES[self.actor]


class WithTransitions(ByHand):
    def __init__(self, mode):
        super().__init__("transitions", mode)
        # A machine is costly to make: one serves all.
        self.circuit = Circuit(STATUSES[0])

    def act(self, request, action):
        row = self.db.execute("SELECT status, reference, revision, answers FROM request WHERE id = ?", (request,))
        status, *row = row.fetchone()
        self.circuit.state, self.circuit.actor = status, "nadia"
        if not self.circuit.trigger(action):
            raise PermissionError(action)
        self.moved(request, row, self.circuit.state, action)

    def life(self):
        answers = Form.model_validate(ANSWERS).model_dump(mode="json", exclude_none=True)
        request = self.commit(self.file, answers)
        for action, *_ in STEPS:
            self.commit(self.act, request, action)


class WithSpiff(ByHand):
    """The circuit is a BPMN process, kept as JSON beside the request between its steps."""

    def __init__(self, mode):
        super().__init__("spiff", mode)
        parser = BpmnParser()
        parser.add_bpmn_file(os.path.join(HERE, "lives.bpmn"))
        self.process = parser.get_spec("inscription")
        self.serializer = BpmnWorkflowSerializer()

    def begin(self, answers):
        workflow = BpmnWorkflow(self.process)
        workflow.do_engine_steps()
        return self.file(answers, self.serializer.serialize_json(workflow))

    def act(self, request, action, status, role):
        row = self.db.execute("SELECT workflow, reference, revision, answers FROM request WHERE id = ?", (request,))
        kept, *row = row.fetchone()
        workflow = self.serializer.deserialize_json(kept)
        ready = {task.task_spec.name: task for task in workflow.get_tasks(state=TaskState.READY, manual=True)}
        if role not in ROLES["nadia"]:
            raise PermissionError(action)
        ready[action].run()
        workflow.do_engine_steps()
        self.moved(request, row, status, action, self.serializer.serialize_json(workflow))

    def life(self):
        answers = Form.model_validate(ANSWERS).model_dump(mode="json", exclude_none=True)
        request = self.commit(self.begin, answers)
        for action, _, status, role in STEPS:
            self.commit(self.act, request, action, status, role)


def database(mode):
    pragmas = f"PRAGMA journal_mode = WAL; PRAGMA synchronous = {mode};"
    options = {"transaction_mode": "IMMEDIATE", "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": f"django-{mode}.db", "OPTIONS": options}


settings.configure(
    DATABASES={"default": database("FULL"), "OFF": database("OFF")},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.utils import timezone  # noqa: E402: what follows needs the settings
from django_fsm import FSMField, can_proceed  # noqa: E402
from django_fsm import transition as moves  # noqa: E402


class Request(models.Model):
    reference = models.TextField(unique=True, null=True)
    status = FSMField(default="a_traiter")
    state = models.TextField(default="new")
    revision = models.IntegerField(default=1)
    email = models.TextField()
    received_at = models.DateTimeField(default=timezone.now)
    answers = models.JSONField()

    class Meta:
        app_label = "lives"
        indexes = [models.Index(fields=["state", "received_at"], name="by_state")]

    @moves(field=status, source="a_traiter", target="a_tarifer", permission=lambda _, who: "agent" in ROLES[who])
    def calculer(self):
        pass

    @moves(field=status, source="a_tarifer", target="tarif_propose", permission=lambda _, who: "agent" in ROLES[who])
    def proposer(self):
        pass

    @moves(field=status, source="tarif_propose", target="inscrit", permission=lambda _, who: "manager" in ROLES[who])
    def inscrire(self):
        pass


class Event(models.Model):
    request = models.ForeignKey(Request, models.PROTECT)
    at = models.DateTimeField(default=timezone.now)
    actor = models.TextField()
    kind = models.TextField()
    detail = models.JSONField()

    class Meta:
        app_label = "lives"


class Task(models.Model):
    request = models.ForeignKey(Request, models.PROTECT)
    title = models.TextField()
    service = models.TextField()
    open = models.BooleanField(default=True)

    class Meta:
        app_label = "lives"


class Outbox(models.Model):
    request = models.ForeignKey(Request, models.PROTECT)
    recipient = models.TextField()
    body = models.TextField()
    sent = models.BooleanField(default=False)

    class Meta:
        app_label = "lives"


class WithDjango:
    def __init__(self, mode):
        self.using = "default" if mode == "FULL" else mode
        with connections[self.using].schema_editor() as editor:
            for model in (Request, Event, Task, Outbox):
                editor.create_model(model)

    def enter(self, request, actor, kind):
        Task.objects.using(self.using).filter(request=request, open=True).update(open=False)
        if request.status in TASKS:
            title, service = TASKS[request.status]
            Task.objects.using(self.using).create(request=request, title=title, service=service)
        detail = {"status": request.status}
        Event.objects.using(self.using).create(request=request, actor=actor, kind=kind, detail=detail)
        if body := letter(request.status, request.answers, request.reference):
            Outbox.objects.using(self.using).create(request=request, recipient=request.email, body=body)

    def act(self, request, action):
        with transaction.atomic(using=self.using):
            request = Request.objects.using(self.using).get(pk=request)
            method = getattr(request, action)
            if not can_proceed(method) or not method._django_fsm.has_transition_perm(request, request.status, "nadia"):
                raise PermissionError(action)
            method()
            request.state, request.revision = STATES[request.status], request.revision + 1
            request.save(using=self.using, update_fields=["status", "state", "revision"])
            self.enter(request, "nadia", action)

    def life(self):
        answers = Form.model_validate(ANSWERS).model_dump(mode="json", exclude_none=True)
        with transaction.atomic(using=self.using):
            request = Request.objects.using(self.using).create(email=answers["courriel"], answers=answers)
            request.reference = f"2026-{request.pk:06}"
            request.save(using=self.using, update_fields=["reference"])
            self.enter(request, "applicant", "submitted")
        for action, *_ in STEPS:
            self.act(request.pk, action)


class WithEngine:
    """The engine, as lives.rs has it, through its own door: it knows the form, the circuit, the rights and the letters."""

    def __init__(self, mode):
        self.engine = grc.Engine.open(f"grc-{mode}.db", actor=grc.Actor.system(), durability=mode.lower())
        self.engine.publish(TOLD["catalogue"])
        role = grc.Membership(service="enfance", role="manager")
        self.engine.put_agent(grc.Agent(id="nadia", name="Nadia Benali", roles=[role]))
        self.nadia = self.engine.acting_as(grc.Actor.agent("nadia"))
        self.rank = 0

    def life(self):
        name, email = f"Morel{self.rank}", f"irene.{self.rank}@exemple.fr"
        applicant = {"audience": "citizen", "first_name": "Irène", "last_name": name, "email": email}
        account = grc.Actor.applicant(f"compte-{self.rank}")
        self.rank += 1
        request = self.engine.submit("centre-loisirs", "inscrire", applicant, ANSWERS, actor=account).id
        for action, *_ in STEPS:
            self.nadia.act(request, action)


WAYS = {
    "this engine, from Python": WithEngine,
    "transitions + pydantic + sqlite3": WithTransitions,
    "SpiffWorkflow + pydantic + sqlite3": WithSpiff,
    "Django + django-fsm-2 + pydantic": WithDjango,
}
ready = {(name, mode): way(mode) for name, way in WAYS.items() for mode in ("FULL", "OFF")}

print("\t".join(WAYS), flush=True)
for line in sys.stdin:
    name, mode, count = line.rstrip("\n").split("\t")
    life = ready[name, mode].life
    start, busy = time.perf_counter_ns(), time.process_time_ns()
    for _ in range(int(count)):
        life()
    print(time.perf_counter_ns() - start, (time.process_time_ns() - busy) // 1000, sep="\t", flush=True)
