"""What several commands ask for in the same way: the store, who acts, the language, the form of what is printed."""

from __future__ import annotations

import argparse
import os
import re
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any

import grc

if TYPE_CHECKING:
    from collections.abc import Callable

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

STORE_VARIABLE = "GRC_STORE"
CATALOGUE_VARIABLE = "GRC_CATALOGUE"


class UsageError(Exception):
    """What was typed cannot be done: exit code 2."""


class NoStore(Exception):
    """There is no store where one was said to be: exit code 3."""


def command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    more: str = "",
    *,
    store: bool = True,
    actor: bool = True,
) -> argparse.ArgumentParser:
    """Declares a command, with the options that all of them have.

    Parameters
    ----------
    commands : argparse._SubParsersAction
        Where it is declared.
    name : str
        What is typed.
    run : Callable[[argparse.Namespace], int]
        What it does; its result is the exit code.
    summary : str
        What it does, on a line.
    more : str
        What else its help says.
    store : bool
        Whether it works on a store.
    actor : bool
        Whether it may be done by several people.

    Returns
    -------
    argparse.ArgumentParser
        Where its own options are added.
    """
    parser = commands.add_parser(
        name,
        help=summary[0].lower() + summary[1:].rstrip("."),
        description=f"{summary} {more}".strip(),
    )
    parser.set_defaults(run=run)
    common = parser.add_argument_group("options of every command")
    if store:
        common.add_argument(
            "--store",
            metavar="FILE",
            default=os.environ.get(STORE_VARIABLE),
            help=f"the store; the environment variable {STORE_VARIABLE}, if absent",
        )
    if actor:
        common.add_argument(
            "--as",
            dest="actor",
            metavar="WHO",
            type=actor_of,
            default=grc.Actor.system(),
            help="who acts: system (the operators, by default) or agent:ID; they see and do what they may",
        )
    common.add_argument("--language", choices=("fr", "en"), default="en", help="language of the texts; en, by default")
    common.add_argument("--json", action="store_true", help="print JSON, for programs")
    return parser


def actor_of(text: str) -> grc.Actor:
    """Who acts, as it is typed.

    >>> actor_of("agent:paul").id
    'paul'
    >>> actor_of("system").kind
    'system'
    """
    kind, _, identifier = text.partition(":")
    if text == "system":
        return grc.Actor.system()
    if kind == "agent" and identifier:
        return grc.Actor.agent(identifier)
    if kind == "applicant" and identifier:
        return grc.Actor.applicant(identifier)
    raise argparse.ArgumentTypeError("expected system, agent:ID or applicant:ID")


def day(text: str) -> date:
    """A day, as it is typed.

    >>> day("2026-03-02")
    datetime.date(2026, 3, 2)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("expected a day, such as 2026-03-02") from None


def instant(text: str) -> datetime:
    """An instant, as it is typed: a day begins at midnight UTC.

    >>> instant("2026-03-02T09:00+01:00")
    datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600)))
    >>> instant("2026-03-02").isoformat()
    '2026-03-02T00:00:00+00:00'
    """
    # Python 3.9 knows neither `Z` nor an offset without a colon.
    written = re.sub(r"Z$", "+00:00", text)
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        told = "expected a day (2026-03-02) or an instant (2026-03-02T09:00+01:00)"
        raise argparse.ArgumentTypeError(told) from None
    return read if read.tzinfo else read.replace(tzinfo=timezone.utc)


def count(text: str) -> int:
    """A number of things, from 1.

    >>> count("12")
    12
    """
    if not text.isascii() or not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError("expected a whole number, from 1")
    return int(text)


def opened(asked: argparse.Namespace, *, makes: bool = False, **lent: Any) -> grc.Engine:
    """Opens the store that was named.

    Parameters
    ----------
    asked : argparse.Namespace
        What was typed.
    makes : bool
        Whether a store that is not there is made: otherwise, a name typed wrong would leave an empty file.
    **lent : Any
        What else `grc.Engine.open` is given.

    Returns
    -------
    grc.Engine
        The engine, used by whoever acts.
    """
    if not asked.store:
        raise UsageError(f"which store? give --store FILE, or set {STORE_VARIABLE}")
    if not makes and not os.path.exists(asked.store):
        raise NoStore(f"there is no store at {asked.store}")
    return grc.Engine.open(
        asked.store, actor=getattr(asked, "actor", grc.Actor.system()), language=asked.language, **lent
    )


def in_memory(asked: argparse.Namespace) -> grc.Engine:
    """An engine that leaves nothing."""
    return grc.Engine.open(":memory:", actor=grc.Actor.system(), language=asked.language)


def found(engine: grc.Engine, reference: str) -> grc.Request:
    """The request that people call so, or that has this identifier."""
    is_identifier = re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", reference)
    return engine.request(id=reference) if is_identifier else engine.request(reference=reference)
