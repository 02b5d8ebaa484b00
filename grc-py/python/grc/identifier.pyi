"""Identifiers that French forms ask for, checked and stored in one canonical form.

Kinds: `siren`, `siret`, `rna`, `nir`, `spi`, `tva`, `iban`, `bic`, `phone`, `email`, `url`, `plate`, `postal_code`,
`commune`, `departement`, `country`.

>>> from grc import identifier
>>> identifier.canonical("siret", "732 829 320 00074")
'73282932000074'
>>> identifier.formatted("phone", "+33612345678")
'06 12 34 56 78'
>>> identifier.canonical("siren", "404833047")
Traceback (most recent call last):
    ...
grc.identifier.IdentifierError: the check digits do not match; check what was typed
"""

__all__ = ["IdentifierError", "canonical", "formatted"]

class IdentifierError(ValueError):
    """A text is not an identifier of its kind, or there is no such kind. `str()` gives the message in English."""

    code: str
    """The rule: `identifier.wrong_shape`, `identifier.wrong_key`, `identifier.unknown_country`,
    `identifier.unknown_department`, or `identifier.unknown_kind`."""
    french: str
    """The rule in French: lower case, without a final period, never the text."""
    english: str
    """The rule in English."""

    def __init__(self, code: str, french: str, english: str) -> None: ...

def canonical(kind: str, text: str) -> str:
    """The form to store: "732 829 320 00074" gives "73282932000074". Raises `IdentifierError`."""

def formatted(kind: str, text: str) -> str:
    """The form to show, which is read back as the same identifier. Raises `IdentifierError`."""
