"""The operations beside whose request something comes that is too large for JSON, or that are made in pieces."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from . import _grc
from ._caller import LOG, given, some
from ._file_streams import FileStreams, PathLike
from ._generated import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ._generated import (
        DefinitionCheck,
        DueReport,
        ImportReport,
        Publication,
        Received,
    )
    from ._generated.enumerations import DueKindLike, LanguageLike, TimersFromLike
    from .definitions import Catalogue

# How long a turn of `run_due` begins new things, and how many at most: between turns Ctrl-C is heard.
TURN = timedelta(milliseconds=250)
TURN_LIMIT = 200
USUAL_LIMIT = 1000


def _is_path(source: object) -> bool:
    return isinstance(source, (str, os.PathLike))


class Beside(FileStreams):
    """Definitions, takeovers, calls received, and what is due."""

    __slots__ = ()

    def version(self) -> str:
        """Tells the version of the library.

        Returns
        -------
        str
            `major.minor.patch`.
        """
        return _grc.version()

    def publish(
        self,
        catalogue: Catalogue | Mapping[str, Any] | PathLike,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Publication:
        """Publishes a set of definitions: all of it, or nothing.

        Parameters
        ----------
        catalogue : Catalogue | Mapping[str, Any] | str | os.PathLike[str]
            The catalogue, or the directory that holds it.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Publication
            Its number, the procedures that have a new version, what someone should look at.

        Raises
        ------
        DefinitionError
            The definitions have faults: `report` tells them all.
        """
        told: Publication = self._defined("publish", "Publication", catalogue, language, actor=actor)
        return told

    def check(
        self,
        catalogue: Catalogue | Mapping[str, Any] | PathLike,
        *,
        language: LanguageLike | None = None,
    ) -> DefinitionCheck:
        """Checks definitions without publishing them: every fault and warning.

        Parameters
        ----------
        catalogue : Catalogue | Mapping[str, Any] | str | os.PathLike[str]
            The catalogue, or the directory that holds it.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        DefinitionCheck
            Whether the set could be published, and all that is wrong with it.

        Raises
        ------
        DefinitionError
            The directory cannot be read.
        """
        told: DefinitionCheck = self._defined("check", "DefinitionCheck", catalogue, language)
        return told

    def _defined(self, operation: str, shape: str, catalogue: Any, language: LanguageLike | None, **caller: Any) -> Any:
        if _is_path(catalogue):
            return self._perform(operation, shape, {}, language, beside=("directory", os.fspath(catalogue)), **caller)
        return self._perform(operation, shape, {"catalogue": catalogue}, language, **caller)

    def import_(
        self,
        source: str,
        lines: str | Iterable[Mapping[str, Any]],
        *,
        dry_run: bool | None = None,
        first_line: int | None = None,
        lenient: bool | None = None,
        stop_on_fault: bool | None = None,
        tasks: bool | None = None,
        timers: TimersFromLike | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> ImportReport:
        """Takes over requests of a former system, each once, with their past dates: see docs/taking-over.md.

        Parameters
        ----------
        source : str
            The former system: any name, always the same.
        lines : str | Iterable[Mapping[str, Any]]
            Some of its requests: a dictionary each, or each as JSON on a line of its own.
        dry_run : bool | None
            Whether everything is checked and nothing written.
        first_line : int | None
            Number of the first line, for the report; 1, if absent.
        lenient : bool | None
            Whether a request is taken over although its answers have faults: what is wrong is kept apart, and told.
        stop_on_fault : bool | None
            Whether the first line at fault ends the import: those before it are taken over.
        tasks : bool | None
            Whether the tasks of the status of each open request are opened.
        timers : TimersFromLike | None
            From when the delays of the status of each request are counted.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        ImportReport
            How many were taken over, and what is wrong with the others.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        text = lines if isinstance(lines, str) else "".join(f"{_grc.to_json(line)}\n" for line in lines)
        options = some(
            {
                "dry_run": dry_run,
                "first_line": first_line,
                "lenient": lenient,
                "stop_on_fault": stop_on_fault,
                "tasks": tasks,
                "timers": timers,
            }
        )
        asked = {"source": source, "lines": text, "options": options}
        told: ImportReport = self._perform("import", "ImportReport", asked, language, actor=actor)
        return told

    def receive(
        self,
        connector: str,
        headers: Mapping[str, str] | Sequence[tuple[str, str]],
        body: bytes | str,
        *,
        language: LanguageLike | None = None,
    ) -> Received:
        """Takes a call of a business application, which its signature vouches for.

        Parameters
        ----------
        connector : str
            The connector that the address of the call names.
        headers : Mapping[str, str] | Sequence[tuple[str, str]]
            The call's headers.
        body : bytes | str
            The call's body, byte for byte as it came: its signature depends on it.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Received
            The request concerned, and its status after.

        Raises
        ------
        DeliveryError
            The signature is wrong, or too old.
        """
        pairs = headers.items() if hasattr(headers, "items") else headers
        asked: dict[str, Any] = {"connector": connector, "headers": [list(pair) for pair in pairs]}
        if isinstance(body, str):
            asked["body"] = body
        else:
            import base64

            asked["body_base64"] = base64.b64encode(body).decode("ascii")
        told: Received = self._perform("receive", "Received", asked, language)
        return told

    def backup(
        self,
        path: PathLike,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> int:
        """Writes a copy of the whole store to a new file, while others read and write.

        The copy is a store, and a file of SQLite: read it with `sqlite3`, never the store itself while an engine has it open. It
        holds everything, personal data and files too.

        Parameters
        ----------
        path : str | os.PathLike[str]
            Where: a file that does not exist yet.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        int
            The size of the copy, in bytes.

        Raises
        ------
        FileError
            There is a file of that name already, or none can be written.
        """
        asked = {"path": os.fspath(path)}
        size: int = self._perform("backup", ".bytes:", asked, language, actor=actor)
        return size

    def run_due(
        self,
        *,
        kinds: Sequence[DueKindLike] | None = None,
        limit: int | None = None,
        threads: int | None = None,
        until: datetime | None = None,
        language: LanguageLike | None = None,
    ) -> DueReport:
        """Does what is due: fires timers, sends messages, calls business applications, ends drafts and files.

        It works in short turns, between which Ctrl-C is heard. Any number of threads and processes may call it.

        Parameters
        ----------
        kinds : Sequence[DueKindLike] | None
            Kinds of things; all, if absent.
        limit : int | None
            Most things done, of each kind; 1,000 if absent.
        threads : int | None
            Threads that send messages and make calls, from 1 to 64; 1, if absent.
        until : datetime | None
            Nothing new is begun from this instant on; without limit of time, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        DueReport
            What was done, and when to come back.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        if self._hooks.scanner is not None:
            for file in self._perform("pending_files", ".files:[File]", {}, actor=Actor.system()):
                self._scanned(file)
        left = USUAL_LIMIT if limit is None else limit
        whole: DueReport | None = None
        while True:
            now = self._hooks.now()
            end = now + TURN
            budget = {
                "kinds": kinds,
                "limit": min(left, TURN_LIMIT),
                "threads": threads,
                "until": end if until is None else min(end, until),
            }
            turn: DueReport = self._perform("run_due", "DueReport", {"budget": given(budget)}, language)
            whole = turn if whole is None else whole.plus(turn)
            left -= min(turn.done, TURN_LIMIT)
            now = self._hooks.now()
            is_over = turn.done == 0 or turn.next is None or turn.next > now
            if is_over or left <= 0 or (until is not None and now >= until):
                LOG.debug("run_due: %d things", whole.done)
                return whole
