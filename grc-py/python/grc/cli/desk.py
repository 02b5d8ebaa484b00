"""`requests`, `tasks`, `history` and `stats`: what agents look at."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import grc

from .arguments import command, count, day, found, instant, opened
from .output import print_json, print_table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from typing import Any

    from .arguments import Commands

MOST_OF_A_PAGE = 500
CRITERIA = (
    *("state", "status", "procedure", "service", "agent", "tag", "text"),
    *("received_from", "received_before", "due_before"),
)


def add(commands: Commands) -> None:
    """Declares the commands."""
    listing = command(
        commands,
        "requests",
        requests,
        "Lists requests, newest first.",
        "The list names applicants.",
    )
    add_criteria_of_requests(listing)
    add_length(listing)
    working = command(commands, "tasks", tasks, "Lists open tasks, the earliest due first.")
    working.add_argument("--procedure", metavar="ID", help="of this procedure")
    working.add_argument("--service", metavar="ID", help="awaited from this service")
    working.add_argument("--tag", help="of a request with this tag")
    working.add_argument("--due-before", type=instant, metavar="WHEN", help="due before this day or instant")
    working.add_argument("--mine", action="store_true", help="in the hands of whoever acts")
    add_length(working)
    telling = command(
        commands,
        "history",
        history,
        "Tells what happened to a request, line by line.",
        "The lines may name people.",
    )
    telling.add_argument("request", metavar="REFERENCE", help="the reference (2026-000042), or the identifier")
    counting = command(commands, "stats", stats, "Gives figures about requests.")
    kinds = [str(one) for one in grc.StatisticsKind]
    counting.add_argument("kind", nargs="?", choices=kinds, default="by_status", help="what is counted; by_status")
    counting.add_argument("--from", dest="first", type=day, metavar="DAY", help="received from this day on")
    counting.add_argument("--to", dest="last", type=day, metavar="DAY", help="received until this day, included")
    counting.add_argument("--procedure", metavar="ID", help="of this procedure")
    counting.add_argument("--service", metavar="ID", help="in charge of this service")
    counting.add_argument("--field", metavar="NAME", help="apart by the value of answers.NAME or data.NAME")
    counting.add_argument("--csv", action="store_true", help="print CSV, for a spreadsheet")


def add_criteria_of_requests(parser: argparse.ArgumentParser) -> None:
    """Declares which requests are wanted."""
    parser.add_argument("--state", choices=[str(one) for one in grc.State], help="in this state")
    parser.add_argument("--status", metavar="ID", help="in this status")
    parser.add_argument("--procedure", metavar="ID", help="of this procedure")
    parser.add_argument("--service", metavar="ID", help="in charge of this service")
    parser.add_argument("--agent", metavar="ID", help="in charge of this agent")
    parser.add_argument("--tag", help="with this tag")
    parser.add_argument("--text", help="beginnings of words of the reference or of the applicant's name")
    parser.add_argument("--received-from", type=instant, metavar="WHEN", help="received from this day or instant on")
    parser.add_argument("--received-before", type=instant, metavar="WHEN", help="received before this day or instant")
    parser.add_argument("--due-before", type=instant, metavar="WHEN", help="with an open task due before")


def criteria_of_requests(asked: argparse.Namespace) -> dict[str, Any]:
    """Which requests are wanted, as `grc.Engine.requests` takes it."""
    return {name: getattr(asked, name) for name in CRITERIA}


def add_length(parser: argparse.ArgumentParser) -> None:
    """Declares how many rows are wanted."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--limit", type=count, default=50, metavar="N", help="most rows; 50, by default")
    group.add_argument("--all", dest="limit", action="store_const", const=None, help="all rows")


def page(asked: argparse.Namespace) -> int:
    """How many rows a page has, for what is wanted."""
    return min(asked.limit or MOST_OF_A_PAGE, MOST_OF_A_PAGE)


def requests(asked: argparse.Namespace) -> int:
    """Lists requests."""
    with opened(asked) as engine:
        rows = list(islice(engine.requests(limit=page(asked), **criteria_of_requests(asked)), asked.limit))
    titles = ("reference", "received", "state", "status", "procedure", "service", "agent", "applicant", "due")
    lines = (
        (
            *(one.reference, one.received_at, one.state, one.status, one.procedure),
            *(one.service, one.agent, one.applicant_name, one.due),
        )
        for one in rows
    )
    return told(asked, rows, titles, lines, "no request")


def tasks(asked: argparse.Namespace) -> int:
    """Lists tasks."""
    wanted = {name: getattr(asked, name) for name in ("procedure", "service", "tag", "due_before")}
    with opened(asked) as engine:
        rows = list(islice(engine.tasks(limit=page(asked), mine=asked.mine or None, **wanted), asked.limit))
    titles = ("reference", "due", "late", "service", "agent", "procedure", "title")
    lines = ((one.reference, one.due, one.overdue, one.service, one.agent, one.procedure, one.title) for one in rows)
    return told(asked, rows, titles, lines, "no open task")


def history(asked: argparse.Namespace) -> int:
    """Tells what happened to a request."""
    with opened(asked) as engine:
        rows = engine.history(found(engine, asked.request).id)
    lines = ((one.sequence, one.at, one.actor, one.text) for one in rows)
    return told(asked, rows, ("", "at", "by", "what"), lines, "nothing")


def stats(asked: argparse.Namespace) -> int:
    """Gives figures."""
    with opened(asked) as engine:
        figures = engine.statistics(
            asked.kind,
            csv=asked.csv or None,
            field=asked.field,
            from_=asked.first,
            procedure=asked.procedure,
            service=asked.service,
            to=asked.last,
        )
    if asked.json:
        print_json(figures)
    elif asked.csv:
        print(figures.csv or "", end="")
    else:
        print_table([one.label for one in figures.columns], figures.rows, "nothing to count")
    return 0


def told(
    asked: argparse.Namespace,
    rows: list[Any],
    titles: tuple[str, ...],
    lines: Iterable[tuple[Any, ...]],
    nothing: str,
) -> int:
    """Prints a list, for people or for programs."""
    if asked.json:
        print_json(rows)
    else:
        print_table(titles, lines, nothing)
    return 0
