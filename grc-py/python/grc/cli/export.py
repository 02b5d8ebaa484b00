"""`export`: requests, tasks and events, as JSON lines or CSV."""

from __future__ import annotations

import contextlib
import csv
import json
import sys
from typing import TYPE_CHECKING

from grc import _grc

from .arguments import command, opened
from .desk import MOST_OF_A_PAGE, add_criteria_of_requests, criteria_of_requests
from .files import written
from .output import complain, counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from typing import Any, TextIO

    import grc

    from .arguments import Commands

WHAT = ("requests", "tasks", "events")
# A spreadsheet takes what begins so for a formula, and a formula may send a sheet away.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def add(commands: Commands) -> None:
    """Declares the command."""
    exporting = command(
        commands,
        "export",
        export,
        "Writes requests, tasks or events, for a spreadsheet or another program.",
        "They hold personal data: a file is made for its owner alone.",
    )
    exporting.add_argument("what", nargs="?", choices=WHAT, default="requests", help="what is written; requests")
    exporting.add_argument("--format", choices=("jsonl", "csv"), help="csv if the file ends so; JSON lines, otherwise")
    exporting.add_argument("--out", metavar="FILE", default="-", help="where; to the terminal, by default")
    exporting.add_argument("--answers", action="store_true", help="what was answered too, of each request (JSON lines)")
    add_criteria_of_requests(exporting.add_argument_group("which requests"))  # type: ignore[arg-type]


def export(asked: argparse.Namespace) -> int:
    """Writes rows."""
    form = asked.format or ("csv" if asked.out.endswith(".csv") else "jsonl")
    # A terminal, or another program.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")
    out = contextlib.nullcontext(sys.stdout) if asked.out == "-" else written(asked.out)
    with opened(asked) as engine, out as file:
        rows = _rows(engine, asked)
        number = write_csv(rows, file) if form == "csv" else write_lines(rows, file)
    if asked.out != "-":
        complain(f"{asked.out}: {counted(number, 'row')}")
    return 0


def _rows(engine: grc.Engine, asked: argparse.Namespace) -> Iterator[Any]:
    if asked.what == "tasks":
        yield from engine.tasks(limit=MOST_OF_A_PAGE, service=asked.service, procedure=asked.procedure)
    elif asked.what == "events":
        yield from _events(engine)
    else:
        for row in engine.requests(limit=MOST_OF_A_PAGE, **criteria_of_requests(asked)):
            if not asked.answers:
                yield row
                continue
            whole = engine.request(id=row.id)
            yield {**_flat(row), "answers": whole.answers, "data": whole.data}


def _events(engine: grc.Engine) -> Iterator[grc.Event]:
    page = engine.events(limit=MOST_OF_A_PAGE)
    while page.events:
        yield from page.events
        page = engine.events(limit=MOST_OF_A_PAGE, since=page.cursor)


def write_lines(rows: Iterable[Any], file: TextIO) -> int:
    """Writes each row as JSON on a line of its own; tells how many."""
    number = 0
    for row in rows:
        file.write(json.dumps(json.loads(_grc.to_json(row)), ensure_ascii=False) + "\n")
        number += 1
    return number


def write_csv(rows: Iterable[Any], file: TextIO) -> int:
    """Writes rows as CSV (RFC 4180), with a first line of names; tells how many."""
    writer = csv.writer(file)
    number = 0
    names: list[str] = []
    for row in rows:
        known = _flat(row)
        if number == 0:
            names = list(known)
            writer.writerow(names)
        writer.writerow([cell(known.get(name)) for name in names])
        number += 1
    return number


def _flat(row: Any) -> dict[str, Any]:
    """A row whose columns are always the same."""
    if isinstance(row, dict):
        return row
    return {key: getattr(row, name) for name, (key, _) in row._members.items()}


def cell(value: Any) -> str:
    """What stands in a cell: no text is read as a formula.

    >>> cell("=1+1"), cell(None), cell(3)
    ("'=1+1", '', '3')
    """
    if value is None:
        return ""
    if isinstance(value, (int, str)):
        text = str(value)
    else:
        told = json.loads(_grc.to_json(value))
        text = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
    return f"'{text}" if not isinstance(value, int) and text.startswith(FORMULA) else text
