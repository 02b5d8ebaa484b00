// The validators of Node: answers on the standard output what is asked on the standard input (see program.rs).

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// Modules are those of the folder where the program runs, not of this file's.
const require = createRequire(`${process.cwd()}/`);
const Ajv = require("ajv/dist/2020").default;

const form = JSON.parse(readFileSync(process.argv[2], "utf8"));
// Like the others, formats are left to the patterns beside them.
const compiled = (options) => new Ajv({ strict: false, validateFormats: false, ...options }).compile(form.schema);
const first = compiled({ allErrors: false });
const all = compiled({ allErrors: true });

const fits = (answers, name, visible, required) =>
  name in answers ? visible : !(visible && required);

// The conditions and computed bounds of the form: how many are broken.
function broken(answers) {
  const separated = answers.situation === "separes";
  return [
    fits(answers, "detail_allergies", answers.allergies === true, true),
    fits(answers, "rentre_seul", answers.naissance <= "2018-03-02", false),
    fits(answers, "autre_parent", separated, true),
    !separated || "telephone_autre_parent" in answers,
    fits(answers, "motif_hors_commune", answers.code_postal !== "14985", true),
    fits(answers, "siret_employeur", Number(answers.quotient_familial) >= 1200, true),
    fits(answers, "arret", answers.transport === true, true),
    fits(answers, "iban", answers.prelevement === true, true),
    answers.naissance <= "2026-03-02",
    answers.fin >= answers.debut,
  ].filter((holds) => !holds).length;
}

// What is accepted is only accepted; what is refused is told whole.
const checks = {
  "ajv": {
    Accepted: (answers) => (first(answers) ? 0 : 1),
    Refused: (answers) => (all(answers) ? 0 : all.errors.length),
  },
  "ajv, conditions by hand": {
    Accepted: (answers) => (first(answers) && broken(answers) === 0 ? 0 : 1),
    Refused: (answers) => (all(answers) ? 0 : all.errors.length) + broken(answers),
  },
};

console.log(Object.keys(checks).join("\t"));
createInterface({ input: process.stdin }).on("line", (line) => {
  const [name, of, count] = line.split("\t");
  const check = checks[name][of];
  const answers = form[of];
  let faults = 0;
  const start = process.hrtime.bigint();
  for (let turn = 0; turn < Number(count); turn += 1) {
    faults = check(answers);
  }
  console.log(`${process.hrtime.bigint() - start}\t${faults}`);
});
