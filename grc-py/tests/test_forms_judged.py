"""What the engine says of a form's answers, judged by Python's `jsonschema` on the schema that the engine exports.

The forms and the answers are made at random, always the same ones for a seed. A program of this repository checks them
(`examples/check_form.rs`): forms alone are not part of the wheel, whose engine takes whole procedures.
"""

from __future__ import annotations

import json
import os
import pathlib
import random
import subprocess
from typing import Any

import forms_at_random as at_random
import jsonschema
import pytest

ROOT = pathlib.Path(__file__).parents[2]
SEED = 20260302
FORMS = 700
ANSWERS = 10


class Case:
    """A form's schema, answers, and what the engine says of them."""

    def __init__(self, definition: Any, validator: Any, answers: Any, report: Any) -> None:
        self.definition, self.validator, self.answers = definition, validator, answers
        self.accepted, self.stored, self.faults = report["accepted"], report["stored"], report["faults"]
        # Computed values are stored without being answered.
        kept = {name: self.stored[name] for name in answers if name in self.stored}
        self.is_canonical = as_json(kept) == as_json(answers) and not report["dropped"]

    def schema_faults(self, answers: Any) -> Any:
        return [fault.message for fault in self.validator.iter_errors(answers)]

    def __str__(self) -> Any:
        told = {"form": self.definition, "answers": self.answers, "stored": self.stored, "faults": self.faults}
        return json.dumps(told, ensure_ascii=False, indent=1)


def as_json(answers: Any) -> Any:
    """Python says that `True == 1` and that `1 == 1.0`; JSON does not."""
    return json.dumps(answers, sort_keys=True)


def checked(lines: Any) -> Any:
    """What the engine says of each line."""
    # As the tests in Rust build it: another selection would compile the dependencies again.
    build = ["cargo", "build", "--quiet", "--workspace", "--example", "check_form"]
    subprocess.run(build, cwd=ROOT, check=True)
    program = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "debug/examples/check_form"
    text = "".join(json.dumps(line) + "\n" for line in lines)
    told = subprocess.run([program], cwd=ROOT, input=text, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    return [json.loads(line) for line in told.splitlines()]


def cases_of(make_form: Any, seed: Any) -> Any:
    chance = random.Random(seed)
    lines = [at_random.line(chance, make_form, ANSWERS) for _ in range(FORMS)]
    cases = []
    for line, told in zip(lines, checked(lines)):
        assert "schema" in told, (line["form"], told)
        jsonschema.Draft202012Validator.check_schema(told["schema"])
        validator = jsonschema.Draft202012Validator(told["schema"], format_checker=jsonschema.FormatChecker(["date"]))
        pairs = zip(line["answers"], told["reports"])
        cases += [Case(line["form"], validator, answers, report) for answers, report in pairs]
    assert len(cases) == FORMS * ANSWERS
    return cases


@pytest.fixture(scope="module")
def any_cases() -> Any:
    return cases_of(at_random.any_form, SEED)


@pytest.fixture(scope="module")
def plain_cases() -> Any:
    return cases_of(at_random.plain_form, SEED + 1)


def test_every_type_of_field_is_judged(any_cases: Any) -> None:
    format_of_catalogues = json.loads((ROOT / "docs/schema/catalogue.schema.json").read_text(encoding="utf-8"))
    known = {kind["properties"]["type"]["const"] for kind in format_of_catalogues["$defs"]["Field"]["oneOf"]}
    asked = {field["type"] for case in any_cases if case.accepted for field in at_random.fields_of(case.definition)}
    assert asked == known


def test_answers_are_accepted_and_refused_often(any_cases: Any, plain_cases: Any) -> None:
    for cases in (any_cases, plain_cases):
        accepted = sum(case.accepted for case in cases)
        assert len(cases) / 4 < accepted < len(cases) * 3 / 4, accepted


def test_what_the_engine_accepts_the_judge_accepts_as_stored(any_cases: Any) -> None:
    for case in any_cases:
        if case.accepted:
            assert case.schema_faults(case.stored) == [], str(case)


def test_what_the_judge_refuses_the_engine_refuses_unless_it_stores_something_else(any_cases: Any) -> None:
    refused = [case for case in any_cases if case.is_canonical and case.schema_faults(case.answers)]
    assert len(refused) > 250
    for case in refused:
        assert not case.accepted, str(case)


def test_both_agree_on_forms_whose_schema_says_everything(plain_cases: Any) -> None:
    """On whether answers are right, and on which are wrong or missing."""
    canonical = [case for case in plain_cases if case.is_canonical]
    assert len(canonical) > len(plain_cases) * 2 / 3
    for case in canonical:
        assert case.accepted == (case.schema_faults(case.answers) == []), str(case)
        of_engine = {fault["path"].split("/")[1] for fault in case.faults}
        of_judge = set()
        for fault in case.validator.iter_errors(case.answers):
            if fault.path:
                of_judge.add(fault.path[0])
            elif fault.validator == "required":
                of_judge |= set(fault.validator_value) - set(case.answers)
            else:
                assert fault.validator == "additionalProperties", fault
                of_judge |= set(case.answers) - set(fault.schema["properties"])
        assert of_engine == of_judge, str(case)
