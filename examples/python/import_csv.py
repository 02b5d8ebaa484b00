"""Takes over the requests of a former system from a CSV file.

    python examples/python/import_csv.py town.db examples/python/reservations.csv reservation-salle --source ancien --dry-run

The first line names the columns by their place in a line of docs/taking-over.md: `reference`, `status`, `submitted_at`,
`applicant.last_name`, `answers.salle`... A column whose name ends in `[]` holds several values, separated by `|`.
"""

from __future__ import annotations

import argparse
import csv
import sys
from itertools import islice
from typing import Any, Iterable, Iterator

import grc

WORDS = {"oui": True, "non": False, "true": True, "false": False}
# So that a file of any length is read piece by piece.
AT_ONCE = 1000


def lines(rows: Iterable[dict[str, str]], procedure: str) -> Iterator[dict[str, Any]]:
    """The rows of a CSV file, as `Engine.import_` takes them. An empty cell says nothing."""
    for row in rows:
        line: dict[str, Any] = {"procedure": procedure}
        for name, text in row.items():
            if not text:
                continue
            *parents, last = name.split(".")
            place = line
            for part in parents:
                place = place.setdefault(part, {})
            values = [value(one, parents) for one in text.split("|")] if last.endswith("[]") else value(text, parents)
            place[last[:-2] if last.endswith("[]") else last] = values
        yield line


def value(text: str, parents: list[str]) -> Any:
    """What a cell says: among answers, a number or yes and no; anywhere else, its text."""
    if parents[:1] != ["answers"]:
        return text
    if text in WORDS:
        return WORDS[text]
    # `0612345678` is not a number, and `007` neither.
    return int(text) if text.isdecimal() and str(int(text)) == text else text


def take_over(
    town: grc.Engine, source: str, rows: Iterator[dict[str, Any]], *, dry_run: bool
) -> Iterator[grc.ImportReport]:
    """Takes over lines, a thousand at once: those that were taken over already are passed over."""
    first = 1
    while batch := list(islice(rows, AT_ONCE)):
        yield town.import_(source, batch, dry_run=dry_run, first_line=first, lenient=True, timers="from_import")
        first += len(batch)


def main() -> int:
    """Takes over a file, and tells what is wrong with it: never what a line says, it is of someone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("file")
    parser.add_argument("procedure")
    parser.add_argument("--source", required=True, help="the former system: any name, always the same")
    parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    asked = parser.parse_args()
    imported = skipped = refused = 0
    town = grc.Engine.open(asked.store, actor=grc.Actor.system(), language="fr")
    with town, open(asked.file, encoding="utf-8-sig", newline="") as file:
        rows = lines(csv.DictReader(file), asked.procedure)
        for report in take_over(town, asked.source, rows, dry_run=asked.dry_run):
            imported += report.imported
            skipped += report.skipped
            refused += report.refused
            for note in [*report.faults, *report.warnings]:
                # The first line of the file names the columns.
                print(f"ligne {note.line + 1} : {note.error.get('path', '')} {note.error['message']}")
    print(f"{imported} reprises, {skipped} déjà reprises, {refused} refusées")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
