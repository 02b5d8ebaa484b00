"""The operations on processing. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller, given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import LanguageLike, LinkKindLike
    from grc._generated.records_definitions import Actor
    from grc._generated.records_processing import (
        Acted,
        BulkAssignment,
        BulkComment,
        BulkReport,
        BulkTags,
        BulkTransition,
        Confirmation,
        Confirmed,
        CorrectionItem,
        Correspondence,
        OfferCheck,
        RequestQuery,
    )
    from grc._generated.records_visitors import Option


class Processing(Caller):
    """The operations on processing."""

    __slots__ = ()

    def check_offer(
        self,
        request: UUID | str,
        transition: str,
        *,
        draft: bool | None = None,
        values: Mapping[str, Any] | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> OfferCheck:
        """Gives the form of a transition for the answers given so far, and checks them without
        performing it.

        Parameters
        ----------
        request : UUID | str
            The request.
        transition : str
            The transition.
        draft : bool | None
            Whether someone is still typing: no answer is required yet.
        values : Mapping[str, Any] | None
            What is answered to its form so far.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        OfferCheck
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: OfferCheck = self._perform(
            "check_offer",
            "OfferCheck",
            {"request": request, "transition": transition, "draft": draft, "values": values},
            language,
            actor=actor,
        )
        return told

    def offer_options(
        self,
        request: UUID | str,
        transition: str,
        field: str,
        *,
        limit: int | None = None,
        text: str | None = None,
        values: Mapping[str, Any] | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Option]:
        """Gives the options of a choice in the form of a transition, searched as someone types.

        Parameters
        ----------
        request : UUID | str
            The request.
        transition : str
            The transition.
        field : str
            JSON Pointer of the answer, as in faults.
        limit : int | None
            Most options, up to 1,000; 20, if absent.
        text : str | None
            What is typed so far. All options, if absent.
        values : Mapping[str, Any] | None
            What is answered so far: other answers may decide what is offered.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[Option]
            The options, the likeliest first.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Option] = self._perform(
            "offer_options",
            ".options:[Option]",
            {
                "request": request,
                "transition": transition,
                "field": field,
                "limit": limit,
                "text": text,
                "values": values,
            },
            language,
            actor=actor,
        )
        return told

    def act(
        self,
        request: UUID | str,
        transition: str,
        *,
        values: Mapping[str, Any] | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Performs a transition of a request.

        Parameters
        ----------
        request : UUID | str
            The request.
        transition : str
            The transition.
        values : Mapping[str, Any] | None
            Answers to the transition's form.
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "act",
            "Acted",
            {
                "request": request,
                "transition": transition,
                "values": values,
                "revision": revision,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told

    def assign(
        self,
        request: UUID | str,
        *,
        agent: str | None = None,
        service: str | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Puts a service or an agent in charge of a request.

        Parameters
        ----------
        request : UUID | str
            The request.
        agent : str | None
            The agent to put in charge.
        service : str | None
            The service to put in charge; the one that is, if absent.
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "assign",
            "Acted",
            {
                "request": request,
                "agent": agent,
                "service": service,
                "revision": revision,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told

    def comment(
        self,
        request: UUID | str,
        text: str,
        *,
        task: UUID | str | None = None,
        visible: bool | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Writes a comment, visible to the applicant or internal.

        Parameters
        ----------
        request : UUID | str
            The request.
        text : str
            What to write.
        task : UUID | str | None
            The task of the request that it is about.
        visible : bool | None
            Whether the applicant may read it; `false`, if absent.
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "comment",
            "Acted",
            {
                "request": request,
                "text": text,
                "task": task,
                "visible": visible,
                "revision": revision,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told

    def tag(
        self,
        request: UUID | str,
        tags: Sequence[str],
        *,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Puts tags on a request. Applicants do not see them.

        Parameters
        ----------
        request : UUID | str
            The request.
        tags : Sequence[str]
            The tags: identifiers, or texts whose words give one (`Très urgent`: `tres-urgent`).
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "tag",
            "Acted",
            {"request": request, "tags": tags, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def untag(
        self,
        request: UUID | str,
        tags: Sequence[str],
        *,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Takes tags off a request.

        Parameters
        ----------
        request : UUID | str
            The request.
        tags : Sequence[str]
            The tags: identifiers, or texts whose words give one (`Très urgent`: `tres-urgent`).
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "untag",
            "Acted",
            {"request": request, "tags": tags, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def request_correction(
        self,
        request: UUID | str,
        items: Sequence[CorrectionItem | Mapping[str, Any]],
        *,
        deadline: date | None = None,
        message: str | None = None,
        transition: str | None = None,
        values: Mapping[str, Any] | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Asks the applicant for some of their answers again.

        Parameters
        ----------
        request : UUID | str
            The request.
        items : Sequence[CorrectionItem | Mapping[str, Any]]
            The answers to correct.
        deadline : date | None
            Last day to answer, as the town counts days.
        message : str | None
            What is said to the applicant.
        transition : str | None
            A transition to perform in the same breath.
        values : Mapping[str, Any] | None
            Answers to the transition's form.
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "request_correction",
            "Acted",
            {
                "request": request,
                "items": items,
                "deadline": deadline,
                "message": message,
                "transition": transition,
                "values": values,
                "revision": revision,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told

    def send_message(
        self,
        request: UUID | str,
        text: str,
        *,
        answer_awaited: bool | None = None,
        files: Sequence[UUID | str] | None = None,
        to: str | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Writes to the applicant in the town hall's name, or to the town hall; files may come with
        it.

        Parameters
        ----------
        request : UUID | str
            The request.
        text : str
            What it says, in 20,000 characters at most.
        answer_awaited : bool | None
            Whether the town hall awaits an answer.
        files : Sequence[UUID | str] | None
            The files that come with it, twenty at most, attached before.
        to : str | None
            To whom; if absent, the applicant when the town hall writes, else the town hall.
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "send_message",
            "Acted",
            {
                "request": request,
                "text": text,
                "answer_awaited": answer_awaited,
                "files": files,
                "to": to,
                "revision": revision,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told

    def messages(
        self,
        *,
        request: UUID | str | None = None,
        tracking_code: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Correspondence:
        """Gives what was written about a request, and of whom an answer is awaited, by `request` or
        `tracking_code`.

        Parameters
        ----------
        request : UUID | str | None
            The request.
        tracking_code : str | None
            Or what a person without an account follows it with: whoever holds it reads what the
            applicant does.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Correspondence
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Correspondence = self._perform(
            "messages", "Correspondence", {"request": request, "tracking_code": tracking_code}, language, actor=actor
        )
        return told

    def confirmation(
        self,
        reference: str,
        code: str,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Confirmation:
        """Gives what another person of a request is asked to confirm, to whoever holds the code
        that they were written.

        Parameters
        ----------
        reference : str
            What people call the request.
        code : str
            The code that the person was written. Its case, its spaces and hyphens do not count.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Confirmation
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Confirmation = self._perform(
            "confirmation", "Confirmation", {"reference": reference, "code": code}, language, actor=actor
        )
        return told

    def confirm(
        self,
        reference: str,
        code: str,
        transition: str,
        *,
        values: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Confirmed:
        """Performs a transition as another person of a request, with the code that they were
        written.

        Parameters
        ----------
        reference : str
            What people call the request.
        code : str
            The code that the person was written, which serves once.
        transition : str
            The transition.
        values : Mapping[str, Any] | None
            Answers to the transition's form.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Confirmed
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Confirmed = self._perform(
            "confirm",
            "Confirmed",
            {
                "reference": reference,
                "code": code,
                "transition": transition,
                "values": values,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told

    def signal(
        self,
        request: UUID | str,
        name: str,
        *,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Gives a request a signal of the host: a payment made, an appointment taken.

        Parameters
        ----------
        request : UUID | str
            The request.
        name : str
            The signal's name, without `signal:`.
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "signal",
            "Acted",
            {"request": request, "name": name, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def release_claim(
        self,
        request: UUID | str,
        *,
        key: str | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Gives back what a request has of something scarce.

        Parameters
        ----------
        request : UUID | str
            The request.
        key : str | None
            Which of the scarce things that it has; all, if absent.
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "release_claim",
            "Acted",
            {"request": request, "key": key, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def link(
        self,
        request: UUID | str,
        kind: LinkKindLike,
        to: str,
        *,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Ties a request to another: its duplicate, its child, a related one.

        Parameters
        ----------
        request : UUID | str
            The request.
        kind : LinkKindLike
            What the other request is to it.
        to : str
            The other request: its reference, or its identifier.
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "link",
            "Acted",
            {"request": request, "kind": kind, "to": to, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def unlink(
        self,
        request: UUID | str,
        kind: LinkKindLike,
        to: str,
        *,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Unties two requests.

        Parameters
        ----------
        request : UUID | str
            The request.
        kind : LinkKindLike
            What the other request is to it.
        to : str
            The other request: its reference, or its identifier.
        revision : int | None
            The revision that the caller read: a request that has changed since is not touched.
        idempotency_key : str | None
            Key under which the command is done once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Acted
            What a command left.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Acted = self._perform(
            "unlink",
            "Acted",
            {"request": request, "kind": kind, "to": to, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def bulk(
        self,
        *,
        act: BulkTransition | Mapping[str, Any] | None = None,
        after: str | None = None,
        assign: BulkAssignment | Mapping[str, Any] | None = None,
        comment: BulkComment | Mapping[str, Any] | None = None,
        ids: Sequence[UUID | str] | None = None,
        limit: int | None = None,
        query: RequestQuery | Mapping[str, Any] | None = None,
        tag: BulkTags | Mapping[str, Any] | None = None,
        untag: BulkTags | Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> BulkReport:
        """Carries out a command on many requests, each with its own outcome.

        Parameters
        ----------
        act : BulkTransition | Mapping[str, Any] | None
            To perform a transition.
        after : str | None
            The `next` of the call before, for the requests of a list that come after; its
            beginning, if absent.
        assign : BulkAssignment | Mapping[str, Any] | None
            That a service or an agent is in charge.
        comment : BulkComment | Mapping[str, Any] | None
            A comment.
        ids : Sequence[UUID | str] | None
            These, in this order: at most 1,000.
        limit : int | None
            Most requests of a list, from 1 to 1,000; 1,000, if absent.
        query : RequestQuery | Mapping[str, Any] | None
            Those of a list, in its order.
        tag : BulkTags | Mapping[str, Any] | None
            Tags to put on.
        untag : BulkTags | Mapping[str, Any] | None
            Tags to take off.
        idempotency_key : str | None
            Key under which the command is carried out once on each request, however often it is
            asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        BulkReport
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: BulkReport = self._perform(
            "bulk",
            "BulkReport",
            {
                "after": after,
                "limit": limit,
                "idempotency_key": idempotency_key,
                "command": given({"act": act, "assign": assign, "comment": comment, "tag": tag, "untag": untag}),
                "requests": given({"ids": ids, "query": query}),
            },
            language,
            actor=actor,
        )
        return told
