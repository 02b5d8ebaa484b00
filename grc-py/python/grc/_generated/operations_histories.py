"""The operations on histories. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import LanguageLike
    from grc._generated.records_definitions import Actor
    from grc._generated.records_histories import Head, TimelineEntry, Verification


class Histories(Caller):
    """The operations on histories."""

    __slots__ = ()

    def history(
        self,
        request: UUID | str,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[TimelineEntry]:
        """Tells in words what happened to a request, as far as the actor may read it.

        Parameters
        ----------
        request : UUID | str
            The request.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[TimelineEntry]
            What happened, in order.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[TimelineEntry] = self._perform(
            "history", ".entries:[TimelineEntry]", {"request": request}, language, actor=actor
        )
        return told

    def heads(
        self,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Head]:
        """Gives the last link of every history: kept elsewhere, it shows a removed tail or a
        rewritten history.

        Parameters
        ----------
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[Head]
            The last link of every history, in order of request.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Head] = self._perform("heads", ".heads:[Head]", {}, language, actor=actor)
        return told

    def verify(
        self,
        *,
        heads: Sequence[Head | Mapping[str, Any]] | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Verification:
        """Verifies that every history is what was recorded.

        Parameters
        ----------
        heads : Sequence[Head | Mapping[str, Any]] | None
            What `heads` gave at some time, kept elsewhere since.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Verification
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Verification = self._perform("verify", "Verification", {"heads": heads}, language, actor=actor)
        return told
