"""The program: its commands, and the exit code of what goes wrong."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

import grc

from . import catalogues, desk, export, graph, portal, store, worker
from .arguments import CATALOGUE_VARIABLE, STORE_VARIABLE, NoStore, UsageError
from .output import complain, prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

FINE, FAULTS, USAGE, STORE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 4, 130
FAMILIES = (catalogues, graph, portal, desk, export, store, worker)

DESCRIPTION = """\
Runs a town's online services from the command line: their definitions, their requests, their store.

A store is one file. Commands that only look never change it, and all may be used while a portal works on the same file."""

EPILOGUE = f"""\
exit codes:
  {FINE}    fine
  {FAULTS}    faults were found: in definitions (check, publish), in the store (verify)
  {USAGE}    the command was not typed right
  {STORE}    the store cannot be opened, read or written; a file cannot be read or written
  {REFUSED}    refused: there is no such thing, or whoever acts may not see it or do it
  {INTERRUPTED}  interrupted by Ctrl-C (but `grc run` stops cleanly: {FINE})

environment:
  {STORE_VARIABLE}        the store, when --store is not given
  {CATALOGUE_VARIABLE}    the catalogue of `grc graph`, when --catalogue is not given
  GRC_SECRET_NAME  the secret `name` of a business application or of a mail relay
  NO_COLOR         no colours, even on a terminal

example:
  grc check my-town/ && grc publish my-town/ --store town.db && grc run --store town.db --mail-directory outbox"""


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    made = argparse.ArgumentParser(
        prog="grc",
        description=DESCRIPTION,
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"grc {grc.version()}")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for family in FAMILIES:
        family.add(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Parameters
    ----------
    arguments : Sequence[str] | None
        What follows `grc`; what was typed, if absent.

    Returns
    -------
    int
        The exit code: see `grc --help`.

    Examples
    --------
    >>> main(["requests", "--store", "nowhere/town.db"])
    3
    """
    prepare()
    asked = parser().parse_args(arguments)
    try:
        code: int = asked.run(asked)
        sys.stdout.flush()
    except UsageError as error:
        complain(str(error))
        return USAGE
    except NoStore as error:
        complain(str(error))
        return STORE
    except grc.StoreError as error:
        complain(f"{error} ({error.code})")
        return STORE
    except grc.GrcError as error:
        complain(f"{error} ({error.code})")
        is_of_files = isinstance(error, grc.FileError) or error.code == "unreadable_definition"
        return STORE if is_of_files else REFUSED
    except BrokenPipeError:
        # Whoever read has read enough (`grc requests | head`); what is left in the buffer must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        complain(f"{error.filename or 'a file'}: {error.strerror or type(error).__name__}")
        return STORE
    except KeyboardInterrupt:
        return INTERRUPTED
    return code
