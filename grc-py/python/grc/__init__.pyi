"""Embeddable engine for municipal services."""

from . import calendar as calendar
from . import identifier as identifier

__version__: str

def version() -> str:
    """The version of the library, such as "0.1.0"."""
