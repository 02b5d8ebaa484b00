"""The command line: `grc`, or `python -m grc`. The guide is `grc-py/README.md`, "From the command line".

Each family of commands has its file, with an ``add`` that declares them; `program` puts them together and turns what goes wrong
into an exit code.
"""

from __future__ import annotations

from .program import main

__all__ = ["main"]
