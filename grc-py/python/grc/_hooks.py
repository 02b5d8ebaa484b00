"""What the host lends, in the form that the native module calls.

Nothing that the host's code raises goes through the engine: an exception is recorded by the name of its type, logged without its
text, and what was attempted is attempted again. What interrupts a program (Ctrl-C) is raised again once the operation has ended.
"""

from __future__ import annotations

import logging
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
    ) -> None:
        """Dresses what the host lends."""
        self._clock = (lambda: clock) if isinstance(clock, datetime) else clock
        self._secrets = None if secrets is None else told_secrets(secrets)
        self._http = http
        self.scanner = scanner
        self._interruption: BaseException | None = None
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

    def look(self) -> None:
        """Looks at the host's clock before an operation: one that fails then fails before anything is done."""
        if self._clock is None:
            return
        try:
            _milliseconds_of(self._clock())
        except Exception as error:
            told = f"the clock of the host raised {type(error).__name__}"
            raise HookError("hook_failed", told, details={"hook": "clock"}, number=332) from error

    def resume(self) -> None:
        """Raises again what interrupted a hook."""
        interruption, self._interruption = self._interruption, None
        if interruption is not None:
            raise interruption

    def now(self) -> datetime:
        """The present instant, by the engine's clock."""
        return datetime.now(timezone.utc) if self._clock is None else self._clock()

    def failed(self, hook: str, error: BaseException) -> str:
        """Notes that the host's code raised something; gives the name of its type."""
        name = type(error).__name__
        LOG.error("%s: the host's code raised %s", hook, name)
        if not isinstance(error, Exception):
            self._interruption = error
        return name

    def _milliseconds(self) -> int | None:
        try:
            return _milliseconds_of(self.now())
        except BaseException as error:
            self.failed("clock", error)
            return None

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
