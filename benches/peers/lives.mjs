// A request's whole life as a program for Node writes it without an engine: XState, ajv and better-sqlite3 (see lives.rs).
// What is written is what lives.py writes.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// Modules are those of the folder where the program runs, not of this file's.
const require = createRequire(`${process.cwd()}/`);
const Ajv = require("ajv/dist/2020").default;
const Database = require("better-sqlite3");
const { setup, transition, initialTransition } = require("xstate");

const { schema, Accepted: ANSWERS } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const accepts = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

const ROLES = { nadia: ["agent", "manager"] };
const STATES = { a_traiter: "new", a_tarifer: "in_progress", tarif_propose: "in_progress", inscrit: "done" };
const TASKS = {
  a_traiter: ["Instruire la demande", "enfance"],
  a_tarifer: ["Calculer le tarif", "finances"],
  tarif_propose: ["Relire le tarif", "enfance"],
};
const LETTERS = {
  a_traiter: (reference) => `Nous avons reçu votre demande ${reference}. Elle est suivie par le service de l'enfance.`,
  a_tarifer: (reference, prenom) => `Le tarif de ${prenom} est en cours de calcul, pour votre demande ${reference}.`,
};
const ACTIONS = ["calculer", "proposer", "inscrire"];

const by = (role) => ({ type: "hasRole", params: { role } });
const circuit = setup({
  guards: { hasRole: ({ event }, { role }) => ROLES[event.actor].includes(role) },
}).createMachine({
  initial: "a_traiter",
  states: {
    a_traiter: { on: { calculer: { target: "a_tarifer", guard: by("agent") } } },
    a_tarifer: { on: { proposer: { target: "tarif_propose", guard: by("agent") } } },
    tarif_propose: { on: { inscrire: { target: "inscrit", guard: by("manager") } } },
    inscrit: { type: "final" },
  },
});

function opened(mode) {
  const db = new Database(`xstate-${mode}.db`);
  db.pragma("journal_mode = WAL");
  db.pragma(`synchronous = ${mode}`);
  db.exec(`
    CREATE TABLE request (id INTEGER PRIMARY KEY, reference TEXT UNIQUE, status TEXT, state TEXT,
      revision INTEGER, email TEXT, received_at REAL, answers TEXT, workflow TEXT);
    CREATE INDEX request_by_state ON request (state, received_at);
    CREATE TABLE event (id INTEGER PRIMARY KEY, request INTEGER, at REAL, actor TEXT, kind TEXT, detail TEXT);
    CREATE INDEX event_by_request ON event (request);
    CREATE TABLE task (id INTEGER PRIMARY KEY, request INTEGER, title TEXT, service TEXT, open INTEGER);
    CREATE INDEX task_by_request ON task (request);
    CREATE TABLE outbox (id INTEGER PRIMARY KEY, request INTEGER, recipient TEXT, body TEXT, sent INTEGER);
  `);
  const next = db.prepare("SELECT coalesce(max(id), 0) + 1 AS number FROM request").pluck();
  const file = db.prepare("INSERT INTO request VALUES (?, ?, 'a_traiter', 'new', 1, ?, ?, ?, ?)");
  const read = db.prepare("SELECT workflow, reference, revision, answers FROM request WHERE id = ?");
  const move = db.prepare(
    "UPDATE request SET status = ?, state = ?, revision = ?, workflow = ? WHERE id = ? AND revision = ?",
  );
  const close = db.prepare("UPDATE task SET open = 0 WHERE request = ? AND open");
  const open = db.prepare("INSERT INTO task (request, title, service, open) VALUES (?, ?, ?, 1)");
  const note = db.prepare("INSERT INTO event (request, at, actor, kind, detail) VALUES (?, ?, ?, ?, ?)");
  const write = db.prepare("INSERT INTO outbox (request, recipient, body, sent) VALUES (?, ?, ?, 0)");

  const enter = (request, status, answers, reference, actor, kind) => {
    close.run(request);
    if (status in TASKS) {
      open.run(request, ...TASKS[status]);
    }
    note.run(request, Date.now() / 1000, actor, kind, JSON.stringify({ status }));
    if (status in LETTERS) {
      write.run(request, answers.courriel, LETTERS[status](reference, answers.prenom));
    }
  };
  const submit = db.transaction((answers) => {
    const number = next.get();
    const reference = `2026-${String(number).padStart(6, "0")}`;
    const [snapshot] = initialTransition(circuit);
    const kept = JSON.stringify(circuit.getPersistedSnapshot(snapshot));
    file.run(number, reference, answers.courriel, Date.now() / 1000, JSON.stringify(answers), kept);
    enter(number, "a_traiter", answers, reference, "applicant", "submitted");
    return number;
  });
  const act = db.transaction((request, type) => {
    const { workflow, reference, revision, answers } = read.get(request);
    const before = circuit.resolveState(JSON.parse(workflow));
    const [after] = transition(circuit, before, { type, actor: "nadia" });
    if (after.value === before.value) {
      throw new Error(`${type} is not allowed`);
    }
    const kept = JSON.stringify(circuit.getPersistedSnapshot(after));
    move.run(after.value, STATES[after.value], revision + 1, kept, request, revision);
    enter(request, after.value, JSON.parse(answers), reference, "nadia", type);
  });
  return () => {
    const answers = structuredClone(ANSWERS);
    if (!accepts(answers)) {
      throw new Error("the answers are refused");
    }
    const request = submit.immediate(answers);
    ACTIONS.forEach((action) => act.immediate(request, action));
  };
}

const ready = { FULL: opened("FULL"), OFF: opened("OFF") };

console.log("XState + ajv + better-sqlite3");
createInterface({ input: process.stdin }).on("line", (line) => {
  const [, mode, count] = line.split("\t");
  const life = ready[mode];
  const start = process.hrtime.bigint();
  const busy = process.cpuUsage();
  for (let turn = 0; turn < Number(count); turn += 1) {
    life();
  }
  const { user, system } = process.cpuUsage(busy);
  console.log(`${process.hrtime.bigint() - start}\t${user + system}`);
});
