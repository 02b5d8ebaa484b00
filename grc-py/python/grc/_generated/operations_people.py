"""The operations on people. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller, some

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from grc._generated.enumerations import LanguageLike
    from grc._generated.records_definitions import Actor
    from grc._generated.records_people import Absence, Agent, PeopleEvent
    from grc._pages import Page


class People(Caller):
    """The operations on people."""

    __slots__ = ()

    def put_agent(
        self,
        agent: Agent | Mapping[str, Any],
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Agent:
        """Registers an agent and their roles, or replaces what was registered.

        Parameters
        ----------
        agent : Agent | Mapping[str, Any]
            The agent, with all of their roles.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Agent
            The agent, as registered.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Agent = self._perform("put_agent", ".agent:Agent", {"agent": agent}, language, actor=actor)
        return told

    def disable_agent(
        self,
        agent: str,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> int:
        """Takes from an agent the right to act, and gives back to the services what they had in
        hand.

        Parameters
        ----------
        agent : str
            The agent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        int
            Requests of which they had something in hand: it was given back to its service.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: int = self._perform("disable_agent", ".requests:", {"agent": agent}, language, actor=actor)
        return told

    def set_absence(
        self,
        agent: str,
        *,
        absence: Absence | Mapping[str, Any] | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Absence | None:
        """Tells when an agent is away and who stands in.

        Parameters
        ----------
        agent : str
            The agent.
        absence : Absence | Mapping[str, Any] | None
            When they are away and who stands in; they are there, if absent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Absence | None
            When they are away.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Absence | None = self._perform(
            "set_absence", ".absence:Absence", {"agent": agent, "absence": absence}, language, actor=actor
        )
        return told

    def people_history(
        self,
        *,
        after: str | None = None,
        agent: str | None = None,
        limit: int | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Page[PeopleEvent]:
        """Tells what was done to the agents' registrations, by whom and when, the last first.

        Parameters
        ----------
        after : str | None
            The `next` of the page before; the first page, if absent.
        agent : str | None
            Of this agent; of all, if absent.
        limit : int | None
            Most rows, up to 500; 50, if absent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Page[PeopleEvent]
            The rows; iteration goes on through the pages.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        return self._pages(
            "people_history",
            "<PeopleEvent>",
            {"page": some({"after": after, "limit": limit}), "query": some({"agent": agent})},
            language,
            actor=actor,
        )

    def agents(
        self,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Agent]:
        """Lists the agents registered.

        Parameters
        ----------
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[Agent]
            The agents, by id.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Agent] = self._perform("agents", ".agents:[Agent]", {}, language, actor=actor)
        return told
