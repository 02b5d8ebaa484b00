"""The operations on filing. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import LanguageLike, OriginLike
    from grc._generated.records_definitions import Actor
    from grc._generated.records_filing import Draft, Receipt
    from grc._generated.records_visitors import Applicant


class Filing(Caller):
    """The operations on filing."""

    __slots__ = ()

    def save_draft(
        self,
        procedure: str,
        scenario: str,
        answers: Mapping[str, Any],
        *,
        applicant: Applicant | Mapping[str, Any] | None = None,
        id: UUID | str | None = None,
        revision: int | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Draft:
        """Saves answers as they are, to be resumed later.

        Parameters
        ----------
        procedure : str
            The procedure.
        scenario : str
            The scenario.
        answers : Mapping[str, Any]
            What is answered so far. Nothing is checked.
        applicant : Applicant | Mapping[str, Any] | None
            The applicant, if already told.
        id : UUID | str | None
            The draft that is saved again; a new one, if absent.
        revision : int | None
            The revision that the caller read, when the draft is saved again.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Draft
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Draft = self._perform(
            "save_draft",
            "Draft",
            {
                "procedure": procedure,
                "scenario": scenario,
                "answers": answers,
                "applicant": applicant,
                "id": id,
                "revision": revision,
            },
            language,
            actor=actor,
        )
        return told

    def draft(
        self,
        id: UUID | str,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Draft:
        """Gives a draft of the actor's own.

        Parameters
        ----------
        id : UUID | str
            The draft.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Draft
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Draft = self._perform("draft", "Draft", {"id": id}, language, actor=actor)
        return told

    def discard_draft(
        self,
        id: UUID | str,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> None:
        """Throws a draft away.

        Parameters
        ----------
        id : UUID | str
            The draft.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        self._perform("discard_draft", ".id:uuid", {"id": id}, language, actor=actor)

    def submit(
        self,
        procedure: str,
        scenario: str,
        applicant: Applicant | Mapping[str, Any],
        answers: Mapping[str, Any],
        *,
        applicant_id: str | None = None,
        draft: UUID | str | None = None,
        lists: Mapping[str, Any] | None = None,
        origin: OriginLike | None = None,
        prefill: Mapping[str, Any] | None = None,
        profile: UUID | str | None = None,
        questions: Mapping[str, Any] | None = None,
        received_at: date | datetime | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Receipt:
        """Files a request.

        Parameters
        ----------
        procedure : str
            The procedure.
        scenario : str
            The scenario.
        applicant : Applicant | Mapping[str, Any]
            For whom it is filed.
        answers : Mapping[str, Any]
            What is answered.
        applicant_id : str | None
            The host's identifier of the applicant, when an agent or the host files for someone who
            has an account.
        draft : UUID | str | None
            The draft that it was, if it was one.
        lists : Mapping[str, Any] | None
            The lists that the form expects from the host (`host:…`), by name.
        origin : OriginLike | None
            How the request came.
        prefill : Mapping[str, Any] | None
            What the host knows that the form proposes, as when the form was shown.
        profile : UUID | str | None
            The applicant's record in the directory, when an agent or the host knows which it is.
        questions : Mapping[str, Any] | None
            Answers to the procedure's questions.
        received_at : date | datetime | None
            When the town hall got it, for paper or telephone; now, if absent.
        idempotency_key : str | None
            Key under which it is filed once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Receipt
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Receipt = self._perform(
            "submit",
            "Receipt",
            {
                "procedure": procedure,
                "scenario": scenario,
                "applicant": applicant,
                "answers": answers,
                "applicant_id": applicant_id,
                "draft": draft,
                "lists": lists,
                "origin": origin,
                "prefill": prefill,
                "profile": profile,
                "questions": questions,
                "received_at": received_at,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told
