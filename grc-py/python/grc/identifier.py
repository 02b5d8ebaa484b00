"""Identifiers that French forms ask for, checked and stored in one canonical form."""

from ._grc import identifier_canonical as canonical
from ._grc import identifier_formatted as formatted

__all__ = ["IdentifierError", "canonical", "formatted"]


class IdentifierError(ValueError):
    """A text is not an identifier of its kind, or there is no such kind."""

    def __init__(self, code, french, english):
        super().__init__(code, french, english)
        self.code = code
        self.french = french
        self.english = english

    def __str__(self):
        return self.english
