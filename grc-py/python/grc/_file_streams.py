"""Files: received, given back, shown to the host's scanner."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any, BinaryIO, Union, overload

from ._caller import Caller
from ._generated import Actor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from ._generated import File
    from ._generated.enumerations import LanguageLike

PathLike = Union[str, "os.PathLike[str]"]


class FileStreams(Caller):
    """What goes in and out piece by piece."""

    __slots__ = ()

    def attach(
        self,
        content: bytes | BinaryIO | os.PathLike[str],
        name: str | None = None,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> File:
        """Receives a file, whose identifier then answers a field.

        A file object is read piece by piece, to its end, and stays open. Where the engine has a scanner, it is asked at once.

        Parameters
        ----------
        content : bytes | BinaryIO | os.PathLike[str]
            The content: bytes, a binary file object, or a path.
        name : str | None
            Its name, as the applicant's machine gives it: it is made safe. That of the path, if absent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        File
            What is known of it.

        Raises
        ------
        FileError
            It is too large, or cannot be read.
        """
        if isinstance(content, os.PathLike):
            with open(content, "rb") as opened:
                return self.attach(opened, name or os.path.basename(content), actor=actor, language=language)
        if name is None:
            raise TypeError("attach: a file that comes without a path needs a `name`")
        source = io.BytesIO(content) if isinstance(content, (bytes, bytearray, memoryview)) else content
        file: File = self._perform("attach", "File", {"name": name}, language, actor=actor, beside=("content", source))
        return self._scanned(file)

    @overload
    def read_file(
        self,
        id: UUID | str,
        *,
        offset: int | None = ...,
        length: int | None = ...,
        actor: Actor | Mapping[str, Any] | None = ...,
        language: LanguageLike | None = ...,
    ) -> bytes: ...

    @overload
    def read_file(
        self,
        id: UUID | str,
        into: BinaryIO | PathLike,
        *,
        offset: int | None = ...,
        length: int | None = ...,
        actor: Actor | Mapping[str, Any] | None = ...,
        language: LanguageLike | None = ...,
    ) -> int: ...

    def read_file(
        self,
        id: UUID | str,
        into: BinaryIO | PathLike | None = None,
        *,
        offset: int | None = None,
        length: int | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> bytes | int:
        """Gives the bytes of a file that the actor may read, or writes them.

        Parameters
        ----------
        id : UUID | str
            The file.
        into : BinaryIO | str | os.PathLike[str] | None
            Where the bytes are written, piece by piece: a binary file object, or a path. If absent, they are given.
        offset : int | None
            Place of the first byte wanted, from 0.
        length : int | None
            Bytes wanted; the whole file, if absent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        bytes | int
            The bytes; how many there are, if they were written.

        Raises
        ------
        NotFound
            There is no such file, or the actor may not know of it.
        """
        asked = {"id": id, "offset": offset, "length": length}
        if into is None:
            buffer = io.BytesIO()
            self._perform("read_file", "", asked, language, actor=actor, beside=("output", buffer))
            return buffer.getvalue()
        if isinstance(into, (str, os.PathLike)):
            # What cannot be read leaves what was there.
            self.file(id, actor=actor, language=language)
            with open(into, "wb") as opened:
                return self.read_file(id, opened, offset=offset, length=length, actor=actor, language=language)
        count: int = self._perform("read_file", ".length:", asked, language, actor=actor, beside=("output", into))
        return count

    if TYPE_CHECKING:

        def file(
            self,
            id: UUID | str,
            *,
            actor: Actor | Mapping[str, Any] | None = None,
            language: LanguageLike | None = None,
        ) -> File:
            """Tells what is known of a file that the actor may read."""

    def _scanned(self, file: File) -> File:
        """What is known of a file once the host's scanner has looked at it."""
        scanner = self._hooks.scanner
        if scanner is None or file.verdict != "pending":
            return file
        system = Actor.system()
        try:
            is_clean = scanner(io.BytesIO(self.read_file(file.id, actor=system)))
        except Exception as error:
            # It is asked again by `run_due`; until then the file cannot be filed.
            self._hooks.failed("scanner", error)
            return file
        verdict = "clean" if is_clean else "infected"
        scanned: File = self._perform("scanned", "File", {"id": file.id, "verdict": verdict}, actor=system)
        return scanned
