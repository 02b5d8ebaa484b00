"""Embeddable engine for the services that a town offers: catalogue, forms, processing circuits, communications.

>>> import grc
>>> engine = grc.Engine.open(":memory:", actor=grc.Actor.system())
>>> engine.catalogue()
[]
>>> engine.close()

`Engine` holds every operation. What it gives are records (`Request`, `Task`, `Report`...), whose attributes are Python's own
values; what it refuses is raised as one of `grc.errors`. `grc.definitions` has the types of what a catalogue may hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _generated, errors
from ._grc import version
from ._pages import Page
from .engine import Engine
from .errors import *

if TYPE_CHECKING:
    from . import calendar as calendar
    from . import definitions as definitions
    from . import identifiers as identifiers
    from ._generated import *
    from .identifiers import identifier as identifier

__version__ = version()

__all__ = [
    "Engine",
    "Page",
    "__version__",
    "calendar",
    "errors",
    "identifier",
    "identifiers",
    "version",
]
__all__ += _generated.__all__
__all__ += errors.__all__

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Loads what was not asked for yet: a program needs few of the records, and none of the types of definitions."""
        import importlib

        if name in ("calendar", "definitions", "identifiers"):
            return importlib.import_module(f"grc.{name}")
        if name == "identifier":
            found = importlib.import_module("grc.identifiers").identifier
        elif name in _generated.MODULES:
            found = getattr(_generated, name)
        else:
            raise AttributeError(f"module 'grc' has no attribute {name!r}")
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        """All that there is, loaded or not."""
        return sorted({*globals(), *__all__, "definitions"})
