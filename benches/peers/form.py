"""The validators of Python: answers on the standard output what is asked on the standard input (see program.rs)."""

import json
import sys
import time

import fastjsonschema
import grc
import jsonschema
import jsonschema_rs
import pydantic

from town_form import Form

form = json.load(open(sys.argv[1], encoding="utf-8"))
schema = form["schema"]

fast = fastjsonschema.compile(schema, use_formats=False)
pure = jsonschema.Draft202012Validator(schema)
rust = jsonschema_rs.Draft202012Validator(schema, pattern_options=jsonschema_rs.RegexOptions())
engine = grc.Engine.open(":memory:", actor=grc.Actor.system(), language="fr")
engine.publish(form["catalogue"])
visitor = engine.acting_as(grc.Actor.applicant("compte-1"))


def fast_refused(answers):
    """It stops at the first fault."""
    try:
        fast(answers)
        return 0
    except fastjsonschema.JsonSchemaValueException as fault:
        return len([(fault.path, fault.message)])


def pydantic_refused(answers):
    try:
        Form.model_validate(answers)
        return 0
    except pydantic.ValidationError as faults:
        return len(faults.errors(include_url=False))


def grc_told(answers):
    """The engine's own door: a report, with the answers in their stored form, and each fault with its message."""
    report = visitor.validate("centre-loisirs", "inscrire", answers)
    return len([(fault.path, fault.message) for fault in report.faults])


# What is accepted is only accepted; what is refused is told whole, where the validator can.
CHECKS = {
    "this engine, from Python": {"Accepted": grc_told, "Refused": grc_told},
    "fastjsonschema": {
        "Accepted": lambda answers: 0 if fast(answers) is answers else 1,
        "Refused": fast_refused,
    },
    "pydantic, conditions by hand": {
        "Accepted": lambda answers: 0 if Form.model_validate(answers) else 1,
        "Refused": pydantic_refused,
    },
    "jsonschema-rs": {
        "Accepted": lambda answers: 0 if rust.is_valid(answers) else 1,
        "Refused": lambda answers: len([(fault.instance_path, fault.message) for fault in rust.iter_errors(answers)]),
    },
    "jsonschema (Python)": {
        "Accepted": lambda answers: 0 if pure.is_valid(answers) else 1,
        "Refused": lambda answers: len([(list(fault.path), fault.message) for fault in pure.iter_errors(answers)]),
    },
}

print("\t".join(CHECKS), flush=True)
for line in sys.stdin:
    name, of, count = line.rstrip("\n").split("\t")
    check, answers = CHECKS[name][of], form[of]
    faults = 0
    start = time.perf_counter_ns()
    for _ in range(int(count)):
        faults = check(answers)
    print(time.perf_counter_ns() - start, faults, sep="\t", flush=True)
