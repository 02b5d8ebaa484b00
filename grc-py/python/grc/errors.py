"""What is raised: one tree, under `GrcError`.

`code` is the rule, by a name that never changes (docs/errors.md lists them); the class says what kind of thing went wrong, and has
a second base where Python has a word for it: `except LookupError` catches `NotFound`.

No error repeats what a person typed: all may be logged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grc._generated import DefinitionCheck, Report

__all__ = [
    "Conflict",
    "DefinitionError",
    "DeliveryError",
    "EngineClosed",
    "FileError",
    "Forbidden",
    "GrcError",
    "HookError",
    "IdentifierError",
    "InvalidInput",
    "NotFound",
    "NotOffered",
    "Refused",
    "StoreError",
    "Unavailable",
    "UnsupportedValue",
    "ValidationError",
]


class GrcError(Exception):
    """A failure of the engine.

    Attributes
    ----------
    code : str
        The rule: a name that never changes.
    message : str
        The rule in words, in the language that was asked.
    path : str or None
        The place, where one can be told: a JSON Pointer into the request, or a file's.
    details : dict
        What a program may want to know.
    number : int
        The number of the code, which the C interface returns.
    language : str
        The language of the message: ``fr`` or ``en``.
    """

    def __init__(
        self,
        code: str,
        message: str = "",
        *,
        path: str | None = None,
        details: dict[str, Any] | None = None,
        number: int = 0,
        language: str = "en",
    ) -> None:
        """Tells a failure."""
        # Not the constructor of another base: that of `OSError` would take the code for an error's number.
        Exception.__init__(self, code, message)
        self.code = code
        self.message = message
        self.path = path
        self.details = details or {}
        self.number = number
        self.language = language

    def __str__(self) -> str:
        """The rule in words, after its place."""
        place = f"{self.path}: " if self.path else ""
        return f"{place}{self.message or self.code}"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the failure whole."""
        told = (self.code, self.number, self.message, self.path, self.details, self.language)
        return (_again, (type(self), *told))

    def _in_words(self, fault: dict[str, Any]) -> str:
        """A fault in the language of the error; it stands there in both."""
        message = fault["message"]
        return message if isinstance(message, str) else str(message[self.language])


class InvalidInput(GrcError, ValueError):
    """What was asked is not well formed: a member is missing, unknown, or of another type."""

    @property
    def report(self) -> Report:
        """The faults, in order. `str()` tells them one a line."""
        from grc._generated import Fault, Report

        faults = [
            Fault(path=one["path"], code=one["code"], message=self._in_words(one), related=one.get("related", []))
            for one in self.details.get("faults", [])
        ]
        return Report(accepted=False, answers={}, dropped=[], faults=faults)

    def __str__(self) -> str:
        """The rule, then every fault on a line of its own."""
        from grc._ways import listed

        return "\n".join(part for part in [super().__str__(), listed(self.report.faults, "path")] if part)


class UnsupportedValue(InvalidInput, TypeError):
    """A value of Python has no form that the engine takes: a float, a `datetime` without a time zone, a set."""


class ValidationError(InvalidInput):
    """Answers have faults; nothing was done. `report` tells them."""


class IdentifierError(GrcError, ValueError):
    """A text is not an identifier of its kind, or there is no such kind.

    `rule` says why: `identifier.wrong_shape`, `identifier.wrong_key`, `identifier.unknown_country`,
    `identifier.unknown_department`, or `identifier.unknown_kind`.
    """

    @property
    def rule(self) -> str:
        """Why, by a name that never changes."""
        faults = self.details.get("faults", [])
        return str(faults[0]["code"]) if faults else self.code


class DefinitionError(GrcError, ValueError):
    """Definitions have faults, or cannot be read; nothing of them was published."""

    @property
    def report(self) -> DefinitionCheck:
        """All that is wrong, or to be looked at. `str()` tells them one a line."""
        from grc._generated import DefinitionCheck, Diagnostic, Severity

        told = [
            Diagnostic(
                code=one["code"],
                file=one.get("file"),
                message=self._in_words(one),
                pointer=one["pointer"],
                severity=Severity(one["severity"]),
            )
            for one in self.details.get("diagnostics", [])
        ]
        return DefinitionCheck(accepted=False, diagnostics=told)

    def __str__(self) -> str:
        """The rule, then every fault on a line of its own."""
        report = self.report
        return f"{super().__str__()}\n{report}" if report.diagnostics else super().__str__()


class NotFound(GrcError, LookupError):
    """There is no such thing, or the actor may not know of it."""


class Forbidden(GrcError, PermissionError):
    """The actor sees it, but may not do this."""


class NotOffered(GrcError):
    """The procedure, or its scenario, takes no such request now."""


class Conflict(GrcError):
    """What was asked no longer agrees with what is: a request that has changed, a task that ended, a room that is taken."""


class DeliveryError(GrcError):
    """Something that goes out or comes in: a signature, a secret, an address, a lease that is over."""


class FileError(GrcError, OSError):
    """A file is too large, infected, or cannot be read or written."""


class StoreError(GrcError):
    """The store itself failed. Not `store_shared`, `store_replaced` nor `store_io`, nothing was written."""


class EngineClosed(GrcError, ValueError):
    """The engine was closed."""


class HookError(GrcError):
    """What the host provides failed before anything was done."""


class Refused(Exception):
    """Raised by a transport of the host's: the other side says no, and would say no again. The message is given up."""


class Unavailable(Exception):
    """Raised by a transport of the host's: not now. The message is tried again, not before `retry_after` seconds."""

    def __init__(self, message: str = "", *, retry_after: int | None = None) -> None:
        """Tells when the other side wants to be asked again."""
        super().__init__(message)
        self.retry_after = retry_after


_OF_CODES: dict[type[GrcError], str] = {
    InvalidInput: "invalid_json invalid_input unknown_operation evaluation_failed missing_list due_in_past dates_disagree "
    "unknown_status not_asked missing_correction",
    UnsupportedValue: "unsupported_value",
    ValidationError: "invalid_answers",
    IdentifierError: "invalid_identifier",
    DefinitionError: "invalid_definition unreadable_definition",
    NotFound: "not_found linked_request_unknown",
    Forbidden: "forbidden identity_required agent_of_another_service",
    NotOffered: "procedure_closed scenario_not_offered scenario_without_request",
    Conflict: "stale_revision idempotency_mismatch transition_not_offered task_not_available draft_expired circuit_loop "
    "request_closed external_id_taken claim_conflict delegation_refused link_refused too_many_generations too_many_created "
    "trial_mismatch applicant_merged applicant_key_taken nobody_to_remind too_many_waiting_calls",
    DeliveryError: "invalid_signature secret_missing address_refused lease_lost",
    FileError: "file_too_large file_infected unreadable_file unwritable_file",
    StoreError: "store_not_grc store_newer store_read_only store_full store_corrupt store_busy store_forked store_shared store_io "
    "store_replaced store_sqlite_too_old store_no_write_ahead_log store_rolled_back store_unexpected",
    EngineClosed: "engine_closed",
    HookError: "hook_failed",
    GrcError: "internal",
}

CLASSES: dict[str, type[GrcError]] = {code: one for one, codes in _OF_CODES.items() for code in codes.split()}
"""The class of each code."""


def of_engine(
    code: str, number: int, message: str, path: str | None, details: dict[str, Any], language: str
) -> GrcError:
    """The exception of a failure of the engine: the native module raises it."""
    return _again(CLASSES.get(code, GrcError), code, number, message, path, details, language)


def _again(
    made: type[GrcError],
    code: str,
    number: int,
    message: str,
    path: str | None,
    details: dict[str, Any],
    language: str,
) -> GrcError:
    return made(code, message, path=path, details=details, number=number, language=language)
