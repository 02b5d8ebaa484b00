"""The engine: opened, used, closed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Callable, Iterator

from . import _grc
from ._beside import Beside
from ._generated.operations_applicants import Applicants
from ._generated.operations_definitions import Definitions
from ._generated.operations_exchanges import Exchanges
from ._generated.operations_files import Files
from ._generated.operations_filing import Filing
from ._generated.operations_histories import Histories
from ._generated.operations_looking import Looking
from ._generated.operations_people import People
from ._generated.operations_processing import Processing
from ._generated.operations_tasks import Tasks
from ._generated.operations_visitors import Visitors
from ._hooks import Hooks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from types import TracebackType
    from typing import Literal
    from uuid import UUID

    from typing_extensions import Self

    from ._generated import Actor, OutgoingMessage
    from ._generated.enumerations import LanguageLike


class Engine(
    Beside,
    Definitions,
    Visitors,
    Files,
    Filing,
    Processing,
    Tasks,
    Looking,
    Histories,
    People,
    Applicants,
    Exchanges,
):
    """An engine on its store: a file, shared by the threads of this process and by other processes.

    Operations run without the interpreter: other threads of Python go on. From `asyncio`, call them with
    ``await asyncio.to_thread(engine.submit, ...)``.

    Who acts is told by each call (`actor`), or once: by `Engine.open(..., actor=...)`, or by `acting_as`. The host has made sure
    of who they are; the engine decides what they may do.

    Examples
    --------
    >>> import grc
    >>> with grc.Engine.open(":memory:", actor=grc.Actor.system()) as engine:
    ...     engine.check({"services": [{"id": "accueil", "title": "Accueil"}]}).accepted
    True
    """

    __slots__ = ()

    def __init__(self) -> None:
        """Refuses: see `open`."""
        raise TypeError("an engine is opened: `Engine.open(path)`")

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
        clock: datetime | Callable[[], datetime] | None = None,
        secrets: Mapping[str, str] | Callable[[str], str | bytes | None] | None = None,
        transports: Mapping[str, Callable[[OutgoingMessage, UUID], None]] | None = None,
        http: Callable[[str, str, list[tuple[str, str]], bytes | None, int], Any] | None = None,
        scanner: Callable[[Any], bool] | None = None,
        mail_directory: str | os.PathLike[str] | None = None,
        smtp: Mapping[str, Any] | None = None,
        allow: tuple[str, ...] = (),
        leaves_calls: bool = False,
        most_file_bytes: int | None = None,
        most_request_bytes: int | None = None,
        durability: Literal["full", "normal", "off"] = "full",
    ) -> Self:
        """Opens the store at a path, or makes one.

        What the host lends is called without the engine's locks, by any thread. What its code raises is recorded by the name of its
        type, never lost and never passed through the engine.

        Parameters
        ----------
        path : str | os.PathLike[str]
            The file; ``:memory:`` is a store that ends with its engine.
        actor : Actor | Mapping[str, Any] | None
            Who acts, where a call does not say.
        language : LanguageLike | None
            In which language texts are wanted, where a call does not say; French, if absent.
        clock : datetime | Callable[[], datetime] | None
            The source of time: an instant at which it stands, or a function that gives one. The machine's clock, if absent.
        secrets : Mapping[str, str] | Callable[[str], str | bytes | None] | None
            The secrets that connectors name. Environment variables (``GRC_SECRET_NAME``), if absent.
        transports : Mapping[str, Callable[[OutgoingMessage, UUID], None]] | None
            What sends the messages of a channel (``email``, ``letter``, ``sms``, ``portal``): called with a message and its
            identifier, the same at each attempt; `message.attachments` tells the files that go with it. It raises `Refused` when
            the message can be given up, `Unavailable` to be called again later; anything else that it raises is tried again too.
        http : Callable | None
            What calls business applications, behind no guard but its own: called with a method, an address, headers, a body and
            seconds, it gives a status, headers and a body. The engine's own, if absent.
        scanner : Callable[[BinaryIO], bool] | None
            The virus scanner: given a file object, tells whether nothing was found. A file that it has not seen cannot be filed.
        mail_directory : str | os.PathLike[str] | None
            Where e-mails and letters are written as files; without it, and without a transport, they wait for the host.
        smtp : Mapping[str, Any] | None
            The relay that takes e-mails: ``host``, and as needed ``port``, ``security`` (``starttls``, ``tls``, ``none``),
            ``user``, ``secret`` (the name of a secret), ``sender``, ``hello``, ``authorities`` (PEM), ``timeout_seconds``.
        allow : tuple[str, ...]
            Addresses inside the network that may be called, such as ``10.1.2.3:8080``.
        leaves_calls : bool
            Whether the host makes the calls to business applications itself: see `claim_messages`. What a connector asks for
            all its requests (``changes``) is asked by nobody then.
        most_file_bytes : int | None
            Most bytes of a file; 50 MiB, if absent.
        most_request_bytes : int | None
            Most bytes of the files of a request; 50 MiB, if absent.
        durability : Literal["full", "normal", "off"]
            What is sure once a call has returned. **Anything but** ``full`` **is dangerous**: after a loss of power, ``normal`` may
            have forgotten the last requests, and ``off`` may leave a file that nobody can read. For tests and measures. Where
            the file is open in this process already, the first opening holds.

        Returns
        -------
        Engine
            The engine, to be closed: it is a context manager.

        Raises
        ------
        StoreError
            The file is not a store, is of a newer version, or cannot be written.
        """
        hooks = Hooks(
            clock=clock,
            secrets=secrets,
            transports=transports,
            http=http,
            scanner=scanner,
            mail_directory=mail_directory,
            smtp=smtp,
            allow=allow,
            leaves_calls=leaves_calls,
            most_file_bytes=most_file_bytes,
            most_request_bytes=most_request_bytes,
            durability=durability,
        )
        return cls._of(_grc.Engine(os.fspath(path), hooks), hooks, actor, language)

    @classmethod
    def _of(
        cls,
        native: _grc.Engine,
        hooks: Hooks,
        actor: Actor | Mapping[str, Any] | None,
        language: LanguageLike | None,
    ) -> Self:
        engine = object.__new__(cls)
        engine._native = native
        engine._hooks = hooks
        engine._actor = actor
        engine._language = language
        return engine

    def acting_as(self, actor: Actor | Mapping[str, Any], *, language: LanguageLike | None = None) -> Self:
        """The same engine, used by someone else: they act where a call does not say who.

        Parameters
        ----------
        actor : Actor | Mapping[str, Any]
            Who acts.
        language : LanguageLike | None
            In which language they read texts; the engine's own, if absent.

        Returns
        -------
        Engine
            The same engine: closing one closes both.
        """
        return self._of(self._native, self._hooks, actor, language or self._language)

    def close(self) -> None:
        """Closes the engine, and its store once the operations of other threads have ended. Again, it does nothing."""
        self._native.close()

    @property
    def closed(self) -> bool:
        """Whether the engine is closed."""
        return self._native.closed

    def export(self, **criteria: Any) -> Iterator[dict[str, Any]]:
        """The rows of `requests`, as dictionaries: what `pandas.DataFrame` and `polars.DataFrame` take.

        Parameters
        ----------
        **criteria : Any
            As for `requests`.

        Yields
        ------
        dict
            A request each, read by pages.
        """
        for row in self.requests(**criteria):
            yield row.to_dict()

    def __enter__(self) -> Self:
        """The engine itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Closes the engine."""
        self.close()

    def __repr__(self) -> str:
        """Whether it is open."""
        return f"<grc.Engine {'closed' if self.closed else 'open'}>"

    def __reduce__(self) -> str:
        """Refuses: a store cannot be sent elsewhere."""
        raise TypeError("an Engine cannot be pickled: open the same path in the other process")

    def __copy__(self) -> Self:
        """Refuses: see `acting_as`."""
        raise TypeError("an Engine cannot be copied: it can be shared between threads, see also `acting_as`")

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Refuses: see `acting_as`."""
        return self.__copy__()
