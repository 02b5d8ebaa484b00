"""What the host lends, in the form that the native module calls.

Nothing that the host's code raises goes through the engine: an exception is recorded by the name of its type, logged without its
text, and what was attempted is attempted again. What interrupts a program (Ctrl-C) is raised again once the operation has ended.
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Callable, Optional, Tuple

from .errors import HookError, Refused, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from ._generated import OutgoingMessage

LOG = logging.getLogger("grc")
Failed = Tuple[str, str, Optional[int]]


def told_secrets(secrets: Mapping[str, str] | Callable[[str], str | bytes | None]) -> Callable[[str], Any]:
    """Secrets as something to call."""
    return secrets if callable(secrets) else secrets.get


class Call:
    """A call to the engine, by a thread: what interrupts a hook meanwhile is raised when it ends."""

    __slots__ = ("interruption", "outside")

    def __init__(self, outside: Call | None) -> None:
        """Begins within another, if a hook makes it."""
        self.outside = outside
        self.interruption: BaseException | None = None


class Hooks:
    """The callables of the host, dressed for the native module."""

    def __init__(
        self,
        *,
        clock: datetime | Callable[[], datetime] | None = None,
        secrets: Mapping[str, str] | Callable[[str], str | bytes | None] | None = None,
        transports: Mapping[str, Callable[[OutgoingMessage, UUID], None]] | None = None,
        http: Callable[[str, str, list[tuple[str, str]], bytes | None, int], Any] | None = None,
        scanner: Callable[[Any], bool] | None = None,
        mail_directory: Any = None,
        smtp: Mapping[str, Any] | None = None,
        allow: tuple[str, ...] = (),
        leaves_calls: bool = False,
        most_file_bytes: int | None = None,
        most_request_bytes: int | None = None,
        durability: str | None = None,
    ) -> None:
        """Dresses what the host lends."""
        self._clock = (lambda: clock) if isinstance(clock, datetime) else clock
        self._secrets = None if secrets is None else told_secrets(secrets)
        self._http = http
        # The scanner is asked between two calls.
        self._lends = any(one is not None for one in (clock, secrets, http)) or bool(transports)
        self.scanner = scanner
        # The call that each thread has begun; calls that also work in threads of the engine's own.
        self._begun = threading.local()
        self._working: list[Call] = []
        # What the native module reads.
        self.clock = None if self._clock is None else self._milliseconds
        self.secrets = None if self._secrets is None else self._secret
        self.transports = [(str(channel), self._sender(send)) for channel, send in (transports or {}).items()]
        self.http = None if http is None else self._exchange
        self.mail_directory = mail_directory
        self.smtp = smtp
        self.allow = list(allow)
        self.leaves_calls = leaves_calls
        self.scans_files = scanner is not None
        self.most_file_bytes = most_file_bytes
        self.most_request_bytes = most_request_bytes
        self.durability = durability

    def begin(self, operation: str) -> Call | None:
        """Begins a call, if the host's code may be asked something: a clock that fails then fails before anything is done."""
        if not self._lends:
            return None
        if self._clock is not None:
            self.now()
        # A hook may use the engine: a call within a call.
        call = Call(getattr(self._begun, "call", None))
        self._begun.call = call
        if operation == "run_due":
            self._working.append(call)
        return call

    def end(self, call: Call) -> None:
        """Ends a call: raises again what interrupted one of its hooks."""
        self._begun.call = call.outside
        if call in self._working:
            self._working.remove(call)
        if call.interruption is not None:
            raise call.interruption

    def now(self) -> datetime:
        """The present instant, by the engine's clock."""
        if self._clock is None:
            return datetime.now(timezone.utc)
        try:
            now = self._clock()
            _milliseconds_of(now)
        except Exception as error:
            told = f"the clock of the host raised {type(error).__name__}"
            raise HookError("hook_failed", told, details={"hook": "clock"}, number=332) from error
        return now

    def failed(self, hook: str, error: BaseException) -> str:
        """Notes that the host's code raised something; gives the name of its type."""
        name = type(error).__name__
        LOG.error("%s: the host's code raised %s", hook, name)
        if not isinstance(error, Exception):
            call = getattr(self._begun, "call", None)
            # A thread of the engine's own has begun none: those that have such threads are interrupted.
            for one in [call] if call else list(self._working):
                one.interruption = error
        return name

    def _milliseconds(self) -> int | str:
        try:
            return _milliseconds_of(self._clock())  # type: ignore[misc]
        except BaseException as error:
            return self.failed("clock", error)

    def _secret(self, name: str) -> bytes | None:
        try:
            secret = self._secrets(name) if self._secrets else None
            return secret.encode() if isinstance(secret, str) else secret
        except BaseException as error:
            self.failed("secrets", error)
            return None

    def _sender(
        self, send: Callable[[OutgoingMessage, UUID], None]
    ) -> Callable[[UUID, OutgoingMessage], Failed | None]:
        def attempt(identifier: UUID, message: OutgoingMessage) -> Failed | None:
            try:
                send(message, identifier)
            except BaseException as error:
                return self._failure("transport", error)
            return None

        return attempt

    def _exchange(self, method: str, url: str, headers: list[tuple[str, str]], body: bytes | None, seconds: int) -> Any:
        try:
            status, answered, content = self._http(method, url, headers, body, seconds)  # type: ignore[misc]
            pairs = answered.items() if hasattr(answered, "items") else answered
            return int(status), [(str(name), str(value)) for name, value in pairs], bytes(content)
        except BaseException as error:
            return self._failure("http", error)

    def _failure(self, hook: str, error: BaseException) -> Failed:
        if isinstance(error, Refused):
            return ("refused", "", None)
        if isinstance(error, Unavailable):
            return ("unavailable", "", error.retry_after)
        return ("unavailable", self.failed(hook, error), None)


def _milliseconds_of(instant: datetime) -> int:
    if instant.tzinfo is None:
        raise ValueError("a clock gives instants that have a time zone")
    return (instant - _EPOCH) // timedelta(milliseconds=1)


_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
