"""The operations on tasks. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import LanguageLike
    from grc._generated.records_definitions import Actor
    from grc._generated.records_processing import Acted


class Tasks(Caller):
    """The operations on tasks."""

    __slots__ = ()

    def open_task(
        self,
        request: UUID | str,
        title: str,
        *,
        agent: str | None = None,
        due: datetime | None = None,
        service: str | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Opens a task of a request by hand, for a service or for one of its agents.

        Parameters
        ----------
        request : UUID | str
            The request.
        title : str
            What is to be done.
        agent : str | None
            The agent; nobody yet, if absent.
        due : datetime | None
            By when: not in the past.
        service : str | None
            The service; the one in charge of the request, if absent.
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
            "open_task",
            "Acted",
            {
                "request": request,
                "title": title,
                "agent": agent,
                "due": due,
                "service": service,
                "revision": revision,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told

    def consult(
        self,
        request: UUID | str,
        service: str,
        question: str,
        *,
        attachment: UUID | str | None = None,
        due: datetime | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Asks another service for its opinion on a request, which it sees from then on.

        Parameters
        ----------
        request : UUID | str
            The request.
        service : str
            The service.
        question : str
            The question.
        attachment : UUID | str | None
            A file that comes with it.
        due : datetime | None
            By when an answer is awaited: not in the past.
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
            "consult",
            "Acted",
            {
                "request": request,
                "service": service,
                "question": question,
                "attachment": attachment,
                "due": due,
                "revision": revision,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told

    def take_task(
        self,
        task: UUID | str,
        *,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Takes a task on.

        Parameters
        ----------
        task : UUID | str
            The task.
        revision : int | None
            The revision of the request that the caller read: one that has changed since is not
            touched.
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
            "take_task",
            "Acted",
            {"task": task, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def release_task(
        self,
        task: UUID | str,
        *,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Gives a task back to its service.

        Parameters
        ----------
        task : UUID | str
            The task.
        revision : int | None
            The revision of the request that the caller read: one that has changed since is not
            touched.
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
            "release_task",
            "Acted",
            {"task": task, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def complete_task(
        self,
        task: UUID | str,
        *,
        values: Mapping[str, Any] | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Ends a task: its work is done.

        Parameters
        ----------
        task : UUID | str
            The task.
        values : Mapping[str, Any] | None
            Answers to the task's form. To that of an opinion: `opinion`, `answer`, `attachment`.
        revision : int | None
            The revision of the request that the caller read: one that has changed since is not
            touched.
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
            "complete_task",
            "Acted",
            {"task": task, "values": values, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def transfer_task(
        self,
        task: UUID | str,
        reason: str,
        *,
        agent: str | None = None,
        service: str | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Hands a task to a service, or to an agent, and says why.

        Parameters
        ----------
        task : UUID | str
            The task.
        reason : str
            Why: it stays in the history.
        agent : str | None
            The agent; nobody yet, if absent.
        service : str | None
            The service; the same, if absent.
        revision : int | None
            The revision of the request that the caller read: one that has changed since is not
            touched.
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
            "transfer_task",
            "Acted",
            {
                "task": task,
                "reason": reason,
                "agent": agent,
                "service": service,
                "revision": revision,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told

    def set_task_due(
        self,
        task: UUID | str,
        *,
        due: datetime | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Changes the due date of a task.

        Parameters
        ----------
        task : UUID | str
            The task.
        due : datetime | None
            By when: not in the past. No date any more, if absent.
        revision : int | None
            The revision of the request that the caller read: one that has changed since is not
            touched.
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
            "set_task_due",
            "Acted",
            {"task": task, "due": due, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def remind_task(
        self,
        task: UUID | str,
        *,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Reminds by e-mail the agent who has a task, or its service.

        Parameters
        ----------
        task : UUID | str
            The task.
        revision : int | None
            The revision of the request that the caller read: one that has changed since is not
            touched.
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
            "remind_task",
            "Acted",
            {"task": task, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told
