"""What some records can do besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from typing_extensions import Self


class ActorWays:
    """Ways to say who acts."""

    __slots__ = ()

    if TYPE_CHECKING:

        def __init__(self, **members: Any) -> None:
            """As of any record."""

    @classmethod
    def applicant(cls, identifier: str) -> Self:
        """A person outside the town hall: the host's identifier of their account, or of their session."""
        return cls(kind="applicant", id=identifier)

    @classmethod
    def agent(cls, identifier: str) -> Self:
        """A person of the town hall, registered in the store."""
        return cls(kind="agent", id=identifier)

    @classmethod
    def connector(cls, identifier: str) -> Self:
        """A business application, by its connector's id."""
        return cls(kind="connector", id=identifier)

    @classmethod
    def system(cls) -> Self:
        """The host itself: its operators, its scheduled jobs."""
        return cls(kind="system")


def listed(faults: list[Any], place: str) -> str:
    """Faults, one a line, as a person reads them."""
    return "\n".join(f"  {getattr(one, place) or '/'}: {one.message} ({one.code})" for one in faults)


class ReportWays:
    """How a report is read."""

    __slots__ = ()

    if TYPE_CHECKING:
        accepted: bool
        faults: list[Any]

    def __bool__(self) -> bool:
        """Whether nothing is wrong."""
        return self.accepted

    def __str__(self) -> str:
        """The faults, one a line."""
        if not self.faults:
            return "accepted"
        return f"{len(self.faults)} fault{'s' if len(self.faults) > 1 else ''}:\n{listed(self.faults, 'path')}"


def _place(diagnostic: Any) -> str:
    """Where a diagnostic stands, in its file if it has one."""
    return f"{diagnostic.file}#{diagnostic.pointer}" if diagnostic.file else diagnostic.pointer or "/"


class DefinitionCheckWays:
    """How what is wrong with definitions is read."""

    __slots__ = ()

    if TYPE_CHECKING:
        accepted: bool
        diagnostics: list[Any]

    def __bool__(self) -> bool:
        """Whether the set could be published."""
        return self.accepted

    def __str__(self) -> str:
        """The diagnostics, one a line."""
        if not self.diagnostics:
            return "accepted"
        lines = (f"  {one.severity} {_place(one)}: {one.message} ({one.code})" for one in self.diagnostics)
        return "\n".join([f"{'accepted' if self.accepted else 'refused'}:", *lines])


class DueReportWays:
    """How what was due is added up."""

    __slots__ = ()

    if TYPE_CHECKING:
        _members: ClassVar[dict[str, tuple[str, str]]]

    @property
    def done(self) -> int:
        """How many things were done or attempted, of whatever kind."""
        return sum(getattr(self, name) for name in self._members if name != "next")

    def plus(self, later: Self) -> Self:
        """What this turn and a later one did together."""
        added = {name: getattr(self, name) + getattr(later, name) for name in self._members if name != "next"}
        return type(self)(**added, next=later.next)  # type: ignore[call-arg,attr-defined]
