"""The operations on files. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import LanguageLike, VerdictLike
    from grc._generated.records_definitions import Actor
    from grc._generated.records_files import File


class Files(Caller):
    """The operations on files."""

    __slots__ = ()

    def file(
        self,
        id: UUID | str,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> File:
        """Tells what is known of a file that the actor may read.

        Parameters
        ----------
        id : UUID | str
            The file.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        File
            A file, as whoever may read it sees it.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: File = self._perform("file", "File", {"id": id}, language, actor=actor)
        return told

    def scanned(
        self,
        id: UUID | str,
        verdict: VerdictLike,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> File:
        """Notes what the host's virus scanner says of a file.

        Parameters
        ----------
        id : UUID | str
            The file.
        verdict : VerdictLike
            What the scanner says: `clean` or `infected`.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        File
            A file, as whoever may read it sees it.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: File = self._perform("scanned", "File", {"id": id, "verdict": verdict}, language, actor=actor)
        return told

    def pending_files(
        self,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[File]:
        """Lists files of which the host's virus scanner has not said anything yet: a hundred at
        most.

        Parameters
        ----------
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[File]
            The files, the oldest first.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[File] = self._perform("pending_files", ".files:[File]", {}, language, actor=actor)
        return told
