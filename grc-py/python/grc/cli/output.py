"""What is printed: tables and sentences for people, JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any, TextIO

from grc import _grc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STYLES = {"bold": "1", "red": "31", "green": "32", "yellow": "33", "dim": "2"}


def prepare() -> None:
    """Has texts leave as UTF-8 and lines as they are, wherever they go; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        # A test may have put something else in their place.
        if hasattr(stream, "reconfigure"):
            encoding = {} if stream.isatty() else {"encoding": "utf-8"}
            stream.reconfigure(errors="backslashreplace", **encoding)


def styled(text: str, style: str, stream: TextIO | None = None) -> str:
    """The text in a style, where it goes to a terminal.

    `NO_COLOR` leaves all text as it is; `FORCE_COLOR` styles it everywhere.

    >>> import io
    >>> styled("fault", "red", io.StringIO())
    'fault'
    """
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if has_colours(stream or sys.stdout) else text


def has_colours(stream: TextIO) -> bool:
    """Whether what goes there is styled."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def print_json(value: Any) -> None:
    """Prints records, lists and dictionaries as the operations have them."""
    print(json.dumps(json.loads(_grc.to_json(value)), ensure_ascii=False, indent=2))


def print_json_line(value: Any) -> None:
    """Prints one value on one line, at once."""
    print(json.dumps(json.loads(_grc.to_json(value)), ensure_ascii=False), flush=True)


def safe(text: str) -> str:
    r"""The text without what commands a terminal: names are other people's words.

    >>> safe("Caf\u00e9\x1b[2J\n")
    'Café?[2J?'
    """
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def cell(value: Any) -> str:
    """What stands in a table.

    >>> from datetime import datetime, timezone
    >>> [cell(None), cell(True), cell(datetime(2026, 3, 2, 8, tzinfo=timezone.utc))]
    ['', 'yes', '2026-03-02 08:00 UTC']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        zone = "UTC" if not value.utcoffset() else f"{value:%z}"
        return f"{value:%Y-%m-%d %H:%M} {zone}"
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(one) for one in value)
    return safe(str(value))


def print_table(titles: Sequence[str], rows: Iterable[Sequence[Any]], nothing: str) -> None:
    """Prints rows under titles, or a sentence when there are none."""
    lines = [[cell(value) for value in row] for row in rows]
    if not lines:
        print(nothing)
        return
    widths = [max(len(line[rank]) for line in [list(titles), *lines]) for rank in range(len(titles))]
    for rank, line in enumerate([list(titles), *lines]):
        told = "  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip()
        print(styled(told, "bold") if rank == 0 else told)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number of things, in words.

    >>> counted(1, "fault"), counted(0, "fault"), counted(2, "history", "histories")
    ('1 fault', '0 faults', '2 histories')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def complain(told: str) -> None:
    """Tells what went wrong, beside what is printed."""
    print(f"{styled('grc:', 'red', sys.stderr)} {told}", file=sys.stderr)
