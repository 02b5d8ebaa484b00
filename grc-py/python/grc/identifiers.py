"""Identifiers that French forms ask for, checked and stored in one canonical form.

Kinds: `siren`, `siret`, `rna`, `nir`, `spi`, `tva`, `iban`, `bic`, `phone`, `email`, `url`, `plate`, `postal_code`,
`commune`, `departement`, `country`.

>>> import grc
>>> grc.identifier("siret", "732 829 320 00074")
'73282932000074'
>>> grc.identifiers.formatted("phone", "+33612345678")
'06 12 34 56 78'
>>> grc.identifier("siren", "404833047")
Traceback (most recent call last):
    ...
grc.errors.IdentifierError: the check digits do not match; check what was typed
"""

from __future__ import annotations

from ._grc import identifier_canonical as canonical
from ._grc import identifier_formatted as formatted

__all__ = ["canonical", "formatted", "identifier"]


def identifier(kind: str, value: str) -> str:
    """The form to store of an identifier.

    Parameters
    ----------
    kind : str
        What it is: `siret`, `iban`, `phone`...
    value : str
        The identifier, as it was written.

    Returns
    -------
    str
        The canonical form: "732 829 320 00074" gives "73282932000074".

    Raises
    ------
    IdentifierError
        It is not an identifier of that kind, or there is no such kind.
    """
    return canonical(kind, value)
