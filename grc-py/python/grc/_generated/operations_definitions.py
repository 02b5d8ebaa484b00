"""The operations on definitions. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from grc._generated.enumerations import LanguageLike
    from grc._generated.records_definitions import Actor


class Definitions(Caller):
    """The operations on definitions."""

    __slots__ = ()

    def withdraw(
        self,
        procedure: str,
        *,
        replacement: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> int:
        """Withdraws a procedure: it takes no new request; those filed go on.

        Parameters
        ----------
        procedure : str
            The procedure.
        replacement : str | None
            The procedure to use instead.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        int
            Number of the publication.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: int = self._perform(
            "withdraw", ".publication:", {"procedure": procedure, "replacement": replacement}, language, actor=actor
        )
        return told
