"""`check` and `publish`: definitions."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import grc

from . import sarif
from .arguments import command, in_memory, opened
from .output import counted, print_json, safe, styled
from .places import place

if TYPE_CHECKING:
    import argparse

    from .arguments import Commands


@dataclass
class Finding:
    """Something wrong with definitions, or to be looked at, where it stands."""

    severity: str
    code: str
    message: str
    file: str | None
    pointer: str
    line: int | None = None
    column: int | None = None


def add(commands: Commands) -> None:
    """Declares the commands."""
    checking = command(
        commands,
        "check",
        check,
        "Checks a catalogue, and tells every fault where it stands.",
        "Nothing is published. A fault prevents publication: exit code 1. A warning does not.",
        store=False,
        actor=False,
    )
    checking.add_argument("catalogue", metavar="CATALOGUE", help="the directory of the catalogue, or one JSON file")
    checking.add_argument("--store", metavar="FILE", help="a store whose procedures the catalogue may refer to")
    checking.add_argument("--sarif", action="store_true", help="print SARIF 2.1.0, for code reviews")
    checking.add_argument("--strict", action="store_true", help="a warning too gives the exit code 1")
    publishing = command(
        commands,
        "publish",
        publish,
        "Publishes a catalogue: all of it, or nothing if it has a fault.",
        "A store that is not there is made. Procedures that have not changed keep their version.",
        actor=False,
    )
    publishing.add_argument("catalogue", metavar="CATALOGUE", help="the directory of the catalogue, or one JSON file")


def check(asked: argparse.Namespace) -> int:
    """Checks a catalogue."""
    with opened(asked) if asked.store else in_memory(asked) as engine:
        findings = findings_in(engine, asked.catalogue)
    faults = sum(one.severity == "fault" for one in findings)
    if asked.sarif:
        print_json(sarif.report(asked.catalogue, [asdict(one) for one in findings]))
    elif asked.json:
        print_json({"accepted": faults == 0, "diagnostics": [_told(one) for one in findings]})
    else:
        tell(findings)
    return 1 if faults or (asked.strict and findings) else 0


def publish(asked: argparse.Namespace) -> int:
    """Publishes a catalogue."""
    with opened(asked, makes=True) as engine:
        try:
            done = engine.publish(read(asked.catalogue))
        except grc.DefinitionError as error:
            if error.code == "unreadable_definition":
                raise
            findings = placed(asked.catalogue, error.report.diagnostics)
            if asked.json:
                print_json({"published": False, "diagnostics": [_told(one) for one in findings]})
            else:
                tell(findings)
            return 1
    if asked.json:
        print_json(done)
        return 0
    tell(placed(asked.catalogue, done.warnings), whole=False)
    print(
        f"publication {done.publication}: {counted(len(done.versions), 'procedure')} with a new version, "
        f"{len(done.unchanged)} unchanged, {counted(len(done.warnings), 'warning')}"
    )
    return 0


def read(catalogue: str) -> Any:
    """The catalogue as the engine takes it: the directory, or what the file holds."""
    if os.path.isdir(catalogue) or not os.path.exists(catalogue):
        return catalogue
    with open(catalogue, encoding="utf-8") as file:
        try:
            return json.load(file, parse_float=Decimal)
        except ValueError as error:
            told = f"this is not JSON: {error}" if isinstance(error, json.JSONDecodeError) else "this is not UTF-8"
            raise grc.DefinitionError("unreadable_definition", told, path=catalogue) from None


def findings_in(engine: grc.Engine, catalogue: str) -> list[Finding]:
    """All that is wrong with a catalogue, each thing with its place."""
    try:
        return placed(catalogue, engine.check(read(catalogue)).diagnostics)
    except grc.DefinitionError as error:
        if error.code == "unreadable_definition":
            raise
        return placed(catalogue, error.report.diagnostics)


def placed(catalogue: str, diagnostics: list[grc.Diagnostic]) -> list[Finding]:
    """Diagnostics with the line and the column of each, as far as they can be told."""
    is_file = os.path.isfile(catalogue)
    texts: dict[str, str | None] = {}
    findings = []
    for one in diagnostics:
        file = os.path.basename(catalogue) if is_file else one.file
        found = Finding(str(one.severity), one.code, one.message, file, one.pointer)
        if file is not None:
            if file not in texts:
                texts[file] = _text(catalogue if is_file else os.path.join(catalogue, file))
            text = texts[file]
            if text is not None:
                is_json = file.endswith(".json")
                found.line, found.column = place(text, one.pointer) if is_json else (1, 1)
        findings.append(found)
    return findings


def tell(findings: list[Finding], *, whole: bool = True) -> None:
    """Prints findings, one a line as compilers do, then how many there are."""
    for one in findings:
        at = ":".join(str(part) for part in (one.file, one.line, one.column) if part is not None)
        where = safe(f"{at}: " if at else f"{one.pointer or '/'}: ")
        severity = styled(one.severity, "red" if one.severity == "fault" else "yellow")
        print(f"{where}{severity}: {safe(one.message)} {styled(f'[{one.code}]', 'dim')}")
    if whole:
        faults = sum(one.severity == "fault" for one in findings)
        told = f"{counted(faults, 'fault')}, {counted(len(findings) - faults, 'warning')}"
        print(styled(told, "red" if faults else "green"))


def _told(one: Finding) -> dict[str, Any]:
    return {key: value for key, value in asdict(one).items() if value is not None}


def _text(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, ValueError):
        return None
