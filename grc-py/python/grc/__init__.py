"""Embeddable engine for municipal services."""

from . import calendar, identifier
from ._grc import version

__version__ = version()

__all__ = ["__version__", "calendar", "identifier", "version"]
