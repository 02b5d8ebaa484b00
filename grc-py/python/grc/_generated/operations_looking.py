"""The operations on looking. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller, given, some

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import LanguageLike, StateLike, StatisticsKindLike
    from grc._generated.records_definitions import Actor
    from grc._generated.records_looking import (
        Count,
        InboxCounts,
        InboxEntry,
        Request,
        RequestSummary,
        Statistics,
        TaskSummary,
    )
    from grc._generated.records_processing import SectorOf
    from grc._pages import Page


class Looking(Caller):
    """The operations on looking."""

    __slots__ = ()

    def request(
        self,
        *,
        id: UUID | str | None = None,
        reference: str | None = None,
        tracking_code: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Request:
        """Gives a request as the actor may see it, by one of `id`, `reference`, `tracking_code`.

        Parameters
        ----------
        id : UUID | str | None
            Its identifier.
        reference : str | None
            Or what people call it: `2026-000042`.
        tracking_code : str | None
            Or what a person without an account follows it with: whoever holds it sees what the
            applicant does.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Request
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Request = self._perform(
            "request",
            "Request",
            {"id": id, "reference": reference, "tracking_code": tracking_code},
            language,
            actor=actor,
        )
        return told

    def requests(
        self,
        *,
        after: str | None = None,
        agent: str | None = None,
        applicant: str | None = None,
        due_before: datetime | None = None,
        former_reference: str | None = None,
        limit: int | None = None,
        procedure: str | None = None,
        received_before: datetime | None = None,
        received_from: datetime | None = None,
        sector: SectorOf | Mapping[str, Any] | None = None,
        service: str | None = None,
        state: StateLike | None = None,
        status: str | None = None,
        tag: str | None = None,
        text: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Page[RequestSummary]:
        """Lists the requests that the actor may see, newest first.

        Parameters
        ----------
        after : str | None
            The `next` of the page before; the first page, if absent.
        agent : str | None
            In charge of this agent. Asked by that agent, whatever the service, and with those for
            whom they stand in.
        applicant : str | None
            Of this applicant, by the host's identifier.
        due_before : datetime | None
            With an open task due before this instant.
        former_reference : str | None
            Called exactly so in the former system from which it was taken over.
        limit : int | None
            Most rows, up to 500; 50, if absent.
        procedure : str | None
            Of this procedure.
        received_before : datetime | None
            Received before this instant.
        received_from : datetime | None
            Received from this instant on.
        sector : SectorOf | Mapping[str, Any] | None
            In this sector. Agents and the host may ask it.
        service : str | None
            Of this service.
        state : StateLike | None
            In this state.
        status : str | None
            In this status.
        tag : str | None
            With this tag.
        text : str | None
            Beginnings of words of the reference, present or former, or of the applicant's name,
            organisation or e-mail address.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Page[RequestSummary]
            The rows; iteration goes on through the pages.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        return self._pages(
            "requests",
            "<RequestSummary>",
            {
                "page": some({"after": after, "limit": limit}),
                "query": some(
                    {
                        "agent": agent,
                        "applicant": applicant,
                        "due_before": due_before,
                        "former_reference": former_reference,
                        "procedure": procedure,
                        "received_before": received_before,
                        "received_from": received_from,
                        "sector": sector,
                        "service": service,
                        "state": state,
                        "status": status,
                        "tag": tag,
                        "text": text,
                    }
                ),
            },
            language,
            actor=actor,
        )

    def tasks(
        self,
        *,
        after: str | None = None,
        due_before: datetime | None = None,
        limit: int | None = None,
        mine: bool | None = None,
        procedure: str | None = None,
        sector: SectorOf | Mapping[str, Any] | None = None,
        service: str | None = None,
        tag: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Page[TaskSummary]:
        """Lists the open tasks of an agent's services, the earliest due first.

        Parameters
        ----------
        after : str | None
            The `next` of the page before; the first page, if absent.
        due_before : datetime | None
            Due before this instant.
        limit : int | None
            Most rows, up to 500; 50, if absent.
        mine : bool | None
            In the actor's own hands only.
        procedure : str | None
            Of this procedure.
        sector : SectorOf | Mapping[str, Any] | None
            Of a request in this sector.
        service : str | None
            Awaited from this service.
        tag : str | None
            Of a request with this tag.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Page[TaskSummary]
            The rows; iteration goes on through the pages.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        return self._pages(
            "tasks",
            "<TaskSummary>",
            {
                "page": some({"after": after, "limit": limit}),
                "query": some(
                    {
                        "due_before": due_before,
                        "mine": mine,
                        "procedure": procedure,
                        "sector": sector,
                        "service": service,
                        "tag": tag,
                    }
                ),
            },
            language,
            actor=actor,
        )

    def inbox(
        self,
        *,
        after: str | None = None,
        due_before: datetime | None = None,
        limit: int | None = None,
        mine: bool | None = None,
        overdue: bool | None = None,
        procedure: str | None = None,
        sector: SectorOf | Mapping[str, Any] | None = None,
        service: str | None = None,
        tag: str | None = None,
        text: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Page[InboxEntry]:
        """Lists what an agent has to do: tasks, and requests in their charge, the earliest due
        first.

        Parameters
        ----------
        after : str | None
            The `next` of the page before; the first page, if absent.
        due_before : datetime | None
            Due before this instant.
        limit : int | None
            Most rows, up to 500; 50, if absent.
        mine : bool | None
            What is the agent's own alone: the tasks in their hands, the requests in their charge,
            and those of the absent colleagues for whom they stand in.
        overdue : bool | None
            What is late.
        procedure : str | None
            Of this procedure.
        sector : SectorOf | Mapping[str, Any] | None
            Of a request in this sector.
        service : str | None
            The tasks awaited from this service, one of the agent's; with `mine`, the agent's own of
            that service.
        tag : str | None
            Of a request with this tag.
        text : str | None
            Beginnings of words of the reference, or of the applicant's name, organisation or e-mail
            address.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Page[InboxEntry]
            The rows; iteration goes on through the pages.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        return self._pages(
            "inbox",
            "<InboxEntry>",
            {
                "page": some({"after": after, "limit": limit}),
                "query": some(
                    {
                        "due_before": due_before,
                        "mine": mine,
                        "overdue": overdue,
                        "procedure": procedure,
                        "sector": sector,
                        "service": service,
                        "tag": tag,
                        "text": text,
                    }
                ),
            },
            language,
            actor=actor,
        )

    def inbox_counts(
        self,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> InboxCounts:
        """Tells how much an agent has to do: their own, their services', late, by procedure.

        Parameters
        ----------
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        InboxCounts
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: InboxCounts = self._perform("inbox_counts", "InboxCounts", {}, language, actor=actor)
        return told

    def counts(
        self,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Count]:
        """Tells how many requests each procedure has, by status.

        Parameters
        ----------
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[Count]
            How many requests each procedure has, by status.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Count] = self._perform("counts", ".counts:[Count]", {}, language, actor=actor)
        return told

    def statistics(
        self,
        kind: StatisticsKindLike,
        *,
        csv: bool | None = None,
        field: str | None = None,
        from_: date | None = None,
        procedure: str | None = None,
        service: str | None = None,
        to: date | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Statistics:
        """Gives figures about requests, as columns and rows, and as CSV: to the host, and to
        managers about their services.

        Parameters
        ----------
        kind : StatisticsKindLike
            What is counted.
        csv : bool | None
            Whether the figures are given as CSV too.
        field : str | None
            Apart by the value of this field, `answers.…` or `data.…`: one that is chosen among few
            (a choice, yes or no, a commune, a department, a country); or by the sector of a
            division that the procedure uses, `sectors.…`.
        from_ : date | None
            Received from this day on; for delays, closed from the month of this day on.
        procedure : str | None
            Of this procedure. To be given with a field.
        service : str | None
            In charge of this service.
        to : date | None
            Received until this day, included; for delays, closed until the month of this day.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Statistics
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Statistics = self._perform(
            "statistics",
            "Statistics",
            {
                "query": given(
                    {
                        "kind": kind,
                        "csv": csv,
                        "field": field,
                        "from": from_,
                        "procedure": procedure,
                        "service": service,
                        "to": to,
                    }
                )
            },
            language,
            actor=actor,
        )
        return told
