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

from . import _generated, calendar, errors, identifiers
from ._generated import *
from ._grc import version
from ._pages import Page
from .engine import Engine
from .errors import *
from .identifiers import identifier

if TYPE_CHECKING:
    from . import definitions as definitions

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
        """Loads the types of definitions when they are asked for: programs do without them."""
        if name == "definitions":
            import importlib

            return importlib.import_module("grc.definitions")
        raise AttributeError(f"module 'grc' has no attribute {name!r}")
