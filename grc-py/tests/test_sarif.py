"""What `grc check --sarif` prints, judged by what SARIF 2.1.0 (OASIS, 2020) says of the objects that we write."""

from __future__ import annotations

import copy
import json
import pathlib
from typing import Any, Callable

import jsonschema
import pytest
from conftest import EXAMPLES

import grc
from grc.cli import sarif

TEXT = {"type": "string", "minLength": 1}


def closed(required: list[str], **members: Any) -> dict[str, Any]:
    """An object that has these members and no other: the standard knows none of another name, but `properties`."""
    return {"type": "object", "required": required, "properties": members, "additionalProperties": False}


def listed(element: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": element, **more}


# Sections 3.13, 3.14, 3.18, 3.19, 3.49, 3.27, 3.11, 3.28, 3.29, 3.4, 3.30, 3.33 of the standard, in this order.
DRIVER = closed(
    ["name"],
    name=TEXT,
    version=TEXT,
    rules=listed(closed(["id"], id=TEXT), uniqueItems=True),
)
LOCATION = closed(
    [],
    physicalLocation=closed(
        ["artifactLocation"],
        artifactLocation=closed(
            ["uri"], uri={"type": "string", "pattern": r"^([a-z][a-z0-9+.-]*:)?[!#-;=?-Z_a-z~%\[\]@]*$"}
        ),
        region=closed(
            ["startLine"],
            startLine={"type": "integer", "minimum": 1},
            startColumn={"type": "integer", "minimum": 1},
        ),
    ),
    logicalLocations=listed(closed(["fullyQualifiedName"], fullyQualifiedName=TEXT), uniqueItems=True),
)
RESULT = closed(
    ["message"],
    message=closed(["text"], text=TEXT),
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level={"enum": ["none", "note", "warning", "error"]},
    locations=listed(LOCATION),
)
RUN = closed(
    ["tool"],
    tool=closed(["driver"], driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=listed(RESULT),
)
LOG = {
    **closed(
        ["version", "runs"],
        version={"const": "2.1.0"},
        runs=listed(RUN),
        **{"$schema": {"type": "string", "pattern": r"^https://.*sarif.*2\.1\.0\.json$"}},
    ),
    "$schema": "http://json-schema.org/draft-07/schema#",
}


def faults(document: Any) -> list[str]:
    """What is wrong with a document: its form, then what no schema can say."""
    told = [fault.message for fault in jsonschema.Draft7Validator(LOG).iter_errors(document)]
    if told:
        return told
    for run in document["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        if len(set(rules)) != len(rules):
            told.append("a rule stands twice")
        for result in run["results"]:
            # 3.27.6: where both are present, the rule at the index has the identifier.
            if not 0 <= result["ruleIndex"] < len(rules) or rules[result["ruleIndex"]] != result["ruleId"]:
                told.append("an index leads to another rule")
    return told


@pytest.fixture
def document(tmp_path: pathlib.Path) -> Any:
    """The findings of a directory that has some of every kind, whose names need an escape."""
    folder = tmp_path / "notre ville"
    (folder / "procedures").mkdir(parents=True)
    (folder / "catalogue.json").write_text(
        '{"language": "fr", "services": [{"id": "a", "titel": "A"}]}', encoding="utf-8"
    )
    (folder / "procedures/été 1.json").write_text('{"id": "ete", "service": "b", "scenarios": []}', encoding="utf-8")
    (folder / "procedures/illisible.json").write_text('{"id": ', encoding="utf-8")
    from test_cli import run

    return json.loads(run("check", folder, "--sarif", code=1))


def test_findings_are_a_document_of_the_standard(document: Any) -> None:
    results = document["runs"][0]["results"]
    assert faults(document) == [] and len(results) >= 2
    assert any("%20" in json.dumps(result) for result in results)


def test_a_catalogue_without_a_fault_and_findings_without_a_file_are_too() -> None:
    with grc.Engine.open(":memory:", actor=grc.Actor.system()) as engine:
        assert faults(sarif.report(str(EXAMPLES / "catalogue"), [])) == []
        checked = engine.check({"services": [{"id": "a"}]})
    found = [{**one.to_dict(), "file": None, "line": None, "column": None} for one in checked.diagnostics]
    made = sarif.report("town", found)
    assert faults(made) == [] and made["runs"][0]["results"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log.pop("version"),
        lambda log: log.update(version="2.0.0"),
        lambda log: log.update(comment="none"),
        lambda log: log["runs"][0].pop("tool"),
        lambda log: log["runs"][0]["tool"]["driver"].pop("name"),
        lambda log: log["runs"][0].update(columnKind="bytes"),
        lambda log: log["runs"][0]["results"][0].pop("message"),
        lambda log: log["runs"][0]["results"][0].update(level="fault"),
        lambda log: log["runs"][0]["results"][0].update(ruleIndex=len(log["runs"][0]["tool"]["driver"]["rules"])),
        lambda log: log["runs"][0]["tool"]["driver"]["rules"].append(log["runs"][0]["tool"]["driver"]["rules"][0]),
        lambda log: located(log).update(uri="notre ville/été 1.json"),
        lambda log: physical(log)["region"].update(startLine=0),
    ],
)
def test_the_judge_refuses_what_is_not(document: Any, spoil: Callable[[Any], Any]) -> None:
    spoiled = copy.deepcopy(document)
    spoil(spoiled)
    assert faults(spoiled) != []


def physical(log: Any) -> Any:
    places = (result["locations"][0].get("physicalLocation") for result in log["runs"][0]["results"])
    return next(place for place in places if place is not None and "region" in place)


def located(log: Any) -> Any:
    return physical(log)["artifactLocation"]
