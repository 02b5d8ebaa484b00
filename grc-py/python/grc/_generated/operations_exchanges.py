"""The operations on exchanges. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller, given, some

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import FailureClassLike, LanguageLike
    from grc._generated.records_definitions import Actor
    from grc._generated.records_exchanges import (
        AskedChanges,
        Claimed,
        Communication,
        Delivery,
        Endpoint,
        EventsPage,
        Subscriber,
        WaitingCall,
    )
    from grc._pages import Page


class Exchanges(Caller):
    """The operations on exchanges."""

    __slots__ = ()

    def waiting_calls(
        self,
        *,
        after: str | None = None,
        connector: str | None = None,
        limit: int | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Page[WaitingCall]:
        """Lists the calls of business applications that came before the request that they are
        about.

        Parameters
        ----------
        after : str | None
            The `next` of the page before; the first page, if absent.
        connector : str | None
            Those of this connector; of all, if absent.
        limit : int | None
            Most rows, up to 500; 50, if absent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Page[WaitingCall]
            The rows; iteration goes on through the pages.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        return self._pages(
            "waiting_calls",
            "<WaitingCall>",
            {"page": some({"after": after, "limit": limit}), "query": some({"connector": connector})},
            language,
            actor=actor,
        )

    def claim_messages(
        self,
        *,
        endpoints: Sequence[str] | None = None,
        lease_seconds: int | None = None,
        limit: int | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Claimed]:
        """Leases to the host what waits to be sent, for it to send its own way and report.

        Parameters
        ----------
        endpoints : Sequence[str] | None
            Where to: channels (`email`, `letter`, `sms`, `portal`), business applications
            (`connector:gmao`).
        lease_seconds : int | None
            Seconds in which they are to be reported, up to a day; 120, if absent. After that they
            may be claimed again.
        limit : int | None
            Most things, up to 500; 50, if absent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[Claimed]
            What it has claimed, in the order in which it is to be sent.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Claimed] = self._perform(
            "claim_messages",
            ".messages:[Claimed]",
            {"query": given({"endpoints": endpoints, "lease_seconds": lease_seconds, "limit": limit})},
            language,
            actor=actor,
        )
        return told

    def report_sent(
        self,
        id: UUID | str,
        token: str,
        *,
        answer: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> None:
        """Ends a claim: the host has sent the message, or made the call.

        Parameters
        ----------
        id : UUID | str
            The message.
        token : str
            What proves the claim.
        answer : str | None
            The body that a business application answered, as text.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        self._perform("report_sent", ".id:uuid", {"id": id, "token": token, "answer": answer}, language, actor=actor)

    def report_failed(
        self,
        id: UUID | str,
        token: str,
        class_: FailureClassLike,
        *,
        answer: str | None = None,
        retry_after: int | None = None,
        status: int | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> None:
        """Ends a claim: the host could not send the message, or the call failed.

        Parameters
        ----------
        id : UUID | str
            The message.
        token : str
            What proves the claim.
        class_ : FailureClassLike
            `refused`: no, and no again if asked again. `unavailable`: not now, it is tried again.
            `unreadable`: the answer says nothing that can be understood.
        answer : str | None
            The body that a business application answered, if it answered one: what it says is shown
            to agents.
        retry_after : int | None
            Seconds after which the other side wants to be asked again: its `Retry-After`.
        status : int | None
            HTTP status that was answered, if one was.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        self._perform(
            "report_failed",
            ".id:uuid",
            {
                "id": id,
                "token": token,
                "failure": given({"class": class_, "answer": answer, "retry_after": retry_after, "status": status}),
            },
            language,
            actor=actor,
        )

    def deliveries(
        self,
        request: UUID | str,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Delivery]:
        """Shows what left about a request, or is to leave, with each attempt.

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
        list[Delivery]
            What left, or is to leave, in order.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Delivery] = self._perform(
            "deliveries", ".deliveries:[Delivery]", {"request": request}, language, actor=actor
        )
        return told

    def communications(
        self,
        *,
        request: UUID | str | None = None,
        tracking_code: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Communication]:
        """Shows what people were written about a request, as it was sent; to the applicant, what
        was sent to them, by `request` or `tracking_code`.

        Parameters
        ----------
        request : UUID | str | None
            The request.
        tracking_code : str | None
            Or what a person without an account follows it with: whoever holds it reads what was
            sent to the applicant.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[Communication]
            What was written, the oldest first.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Communication] = self._perform(
            "communications",
            ".communications:[Communication]",
            {"request": request, "tracking_code": tracking_code},
            language,
            actor=actor,
        )
        return told

    def endpoints(
        self,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Endpoint]:
        """Shows where things are sent: what waits, what was given up, what does not work.

        Parameters
        ----------
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[Endpoint]
            The endpoints, by name.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Endpoint] = self._perform("endpoints", ".endpoints:[Endpoint]", {}, language, actor=actor)
        return told

    def asked_changes(
        self,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[AskedChanges]:
        """Shows the business applications that are asked what has changed: since when, with what
        result.

        Parameters
        ----------
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[AskedChanges]
            The business applications, by name.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[AskedChanges] = self._perform(
            "asked_changes", ".connectors:[AskedChanges]", {}, language, actor=actor
        )
        return told

    def dead_letters(
        self,
        *,
        after: str | None = None,
        endpoint: str | None = None,
        limit: int | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Page[Delivery]:
        """Lists what was given up, with each attempt, until someone decides of it.

        Parameters
        ----------
        after : str | None
            The `next` of the page before; the first page, if absent.
        endpoint : str | None
            Of this endpoint; of all, if absent.
        limit : int | None
            Most rows, up to 500; 50, if absent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Page[Delivery]
            The rows; iteration goes on through the pages.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        return self._pages(
            "dead_letters",
            "<Delivery>",
            {"page": some({"after": after, "limit": limit}), "query": some({"endpoint": endpoint})},
            language,
            actor=actor,
        )

    def requeue_dead_letters(
        self,
        *,
        endpoint: str | None = None,
        message: UUID | str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> int:
        """Sends again what was given up.

        Parameters
        ----------
        endpoint : str | None
            All of an endpoint.
        message : UUID | str | None
            This one.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        int
            How many messages and calls.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: int = self._perform(
            "requeue_dead_letters",
            ".done:",
            {"which": given({"endpoint": endpoint, "message": message})},
            language,
            actor=actor,
        )
        return told

    def abandon_dead_letters(
        self,
        *,
        endpoint: str | None = None,
        message: UUID | str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> int:
        """Gives up for good what was given up: it is no longer listed.

        Parameters
        ----------
        endpoint : str | None
            All of an endpoint.
        message : UUID | str | None
            This one.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        int
            How many messages and calls.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: int = self._perform(
            "abandon_dead_letters",
            ".done:",
            {"which": given({"endpoint": endpoint, "message": message})},
            language,
            actor=actor,
        )
        return told

    def subscribe(
        self,
        name: str,
        url: str,
        secret: str,
        *,
        since: str | None = None,
        types: Sequence[str] | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Subscriber:
        """Tells a system of events as they happen, by signed calls; or changes how it is told.

        Parameters
        ----------
        name : str
            Name: small letters, digits, `-` and `_`.
        url : str
            Where events are sent, by `POST`.
        secret : str
            Name of the host's secret with which they are signed (Standard Webhooks).
        since : str | None
            Only what comes after this cursor; if absent, what comes from now on, or goes on where
            the subscriber of that name was.
        types : Sequence[str] | None
            Types of events, such as `request.status_entered`; all, if empty.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Subscriber
            A subscriber, as operators see it.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Subscriber = self._perform(
            "subscribe",
            "Subscriber",
            {"name": name, "url": url, "secret": secret, "since": since, "types": types},
            language,
            actor=actor,
        )
        return told

    def unsubscribe(
        self,
        name: str,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> None:
        """Tells a system of nothing more.

        Parameters
        ----------
        name : str
            The subscriber.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        self._perform("unsubscribe", ".name:", {"name": name}, language, actor=actor)

    def subscribers(
        self,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Subscriber]:
        """Lists the systems that are told of events, how far each is, and what is wrong with it.

        Parameters
        ----------
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[Subscriber]
            The subscribers, by name.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Subscriber] = self._perform("subscribers", ".subscribers:[Subscriber]", {}, language, actor=actor)
        return told

    def events(
        self,
        *,
        limit: int | None = None,
        since: str | None = None,
        types: Sequence[str] | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> EventsPage:
        """Gives the events that follow a cursor, as subscribers are told them.

        Parameters
        ----------
        limit : int | None
            Most events, up to 500; 50, if absent.
        since : str | None
            After this cursor; from the beginning, if absent.
        types : Sequence[str] | None
            Types of events; all, if empty.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        EventsPage
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: EventsPage = self._perform(
            "events",
            "EventsPage",
            {"query": some({"limit": limit, "since": since, "types": types})},
            language,
            actor=actor,
        )
        return told
