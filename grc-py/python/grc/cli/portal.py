"""`catalogue` and `route`: what visitors are shown and offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import grc

from .arguments import command, day, opened
from .output import print_json, print_table

if TYPE_CHECKING:
    import argparse

    from .arguments import Commands


def add(commands: Commands) -> None:
    """Declares the commands."""
    listing = command(
        commands,
        "catalogue",
        catalogue,
        "Lists the procedures that a visitor is shown.",
        "With --as applicant:ID, those that the portal shows; otherwise those for agents too.",
    )
    listing.add_argument("--text", help="beginnings of words of the title, keywords, summary or texts")
    listing.add_argument("--theme", help="under this theme")
    listing.add_argument("--audience", choices=[str(one) for one in grc.Audience], help="for this audience")
    listing.add_argument("--on", type=day, metavar="DAY", help="shown on this day; today, by default")
    routing = command(
        commands,
        "route",
        route,
        "Tells how a procedure is served to a visitor: the scenarios offered, and why not the others.",
    )
    routing.add_argument("procedure", metavar="PROCEDURE", help="the procedure, by its id")
    routing.add_argument("--audience", choices=[str(one) for one in grc.Audience], help="for whom")
    routing.add_argument("--origin", choices=[str(one) for one in grc.Origin], help="how they came")
    routing.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an answer to a question of the procedure; may be repeated",
    )


def catalogue(asked: argparse.Namespace) -> int:
    """Lists procedures."""
    with opened(asked) as engine:
        listed = engine.catalogue(text=asked.text, theme=asked.theme, audience=asked.audience, on=asked.on)
    if asked.json:
        print_json(listed)
    else:
        rows = [(one.id, one.version, one.theme, one.visibility, one.closed is not None, one.title) for one in listed]
        print_table(("id", "version", "theme", "shown to", "closed", "title"), rows, "no procedure")
    return 0


def route(asked: argparse.Namespace) -> int:
    """Tells how a procedure is served."""
    answers = dict(one.partition("=")[::2] for one in asked.answer)
    visitor = grc.Visitor(actor=asked.actor, audience=asked.audience, origin=asked.origin, answers=answers or None)
    with opened(asked) as engine:
        routing = engine.route(asked.procedure, visitor=visitor)
    if asked.json:
        print_json(routing)
        return 0
    if routing.closed is not None:
        print(f"closed: {routing.closed}")
    rows = [("yes", one.scenario, one.kind, one.title, one.url) for one in routing.offers]
    rows += [("no", one.scenario, "", one.title, one.message) for one in routing.not_offered]
    print_table(("offered", "scenario", "kind", "title", "address, or why not"), rows, "no scenario")
    return 0
