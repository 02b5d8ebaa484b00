"""`verify` and `backup`: the store itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .arguments import UsageError, command, opened
from .files import written
from .output import counted, print_json, styled

if TYPE_CHECKING:
    import argparse

    from .arguments import Commands


def add(commands: Commands) -> None:
    """Declares the commands."""
    verifying = command(
        commands,
        "verify",
        verify,
        "Verifies that every history, list and file is what was recorded.",
        "What was altered gives the exit code 1. Heads kept elsewhere show a history whose end was removed too.",
        actor=False,
    )
    verifying.add_argument("--heads", metavar="FILE", help="heads that --save-heads wrote some day")
    verifying.add_argument("--save-heads", metavar="FILE", help="write the present heads: keep them on another machine")
    copying = command(
        commands,
        "backup",
        backup,
        "Writes a copy of the whole store, while others read and write.",
        "The copy is a store and a file of SQLite, and holds personal data. Never copy or open the live file by other means.",
        actor=False,
    )
    copying.add_argument("path", metavar="FILE", help="a file that does not exist yet")


def verify(asked: argparse.Namespace) -> int:
    """Verifies the store."""
    heads = _read(asked.heads) if asked.heads else None
    with opened(asked) as engine:
        verified = engine.verify(heads=heads)
        if asked.save_heads:
            with written(asked.save_heads) as file:
                json.dump([{**one.to_dict(), "request": str(one.request)} for one in engine.heads()], file)
    is_right = not verified.broken and not verified.altered and verified.totals_agree
    if asked.json:
        print_json(verified)
        return 0 if is_right else 1
    for history in verified.broken:
        print(f"request {history.request}, event {history.sequence}: {styled(history.fault, 'red')}")
    for version in verified.altered:
        print(f"procedure {version.procedure}, version {version.version}: {styled('altered', 'red')}")
    if not verified.totals_agree:
        wrong = ", ".join(verified.wrong_totals)
        print(styled(f"counts and lists do not agree with the requests: {wrong}", "red"))
    known = f"{counted(verified.requests, 'history', 'histories')}, {counted(verified.events, 'event')}"
    print(f"{known}: " + (styled("all as recorded", "green") if is_right else styled("not as recorded", "red")))
    return 0 if is_right else 1


def backup(asked: argparse.Namespace) -> int:
    """Copies the store."""
    with opened(asked) as engine:
        size = engine.backup(asked.path)
    if asked.json:
        print_json({"path": asked.path, "bytes": size})
    else:
        print(f"{asked.path}: {counted(size, 'byte')}")
    return 0


def _read(path: str) -> list[dict[str, object]]:
    with open(path, encoding="utf-8") as file:
        try:
            heads: list[dict[str, object]] = json.load(file)
        except ValueError:
            raise UsageError(f"{path}: these are not heads that --save-heads wrote") from None
    return heads
