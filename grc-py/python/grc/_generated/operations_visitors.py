"""The operations on visitors. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller, some

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from grc._generated.enumerations import AudienceLike, LanguageLike, VisibilityLike, ZoneLike
    from grc._generated.records_definitions import Actor
    from grc._generated.records_visitors import (
        Availability,
        Form,
        Holiday,
        Identifier,
        ListedProcedure,
        Option,
        Report,
        Routing,
        Sector,
        Visitor,
    )


class Visitors(Caller):
    """The operations on visitors."""

    __slots__ = ()

    def catalogue(
        self,
        *,
        audience: AudienceLike | None = None,
        limit: int | None = None,
        on: date | None = None,
        text: str | None = None,
        theme: str | None = None,
        visibility: VisibilityLike | None = None,
        visitor: Visitor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[ListedProcedure]:
        """Lists the procedures that a visitor is shown, or searches among them.

        Parameters
        ----------
        audience : AudienceLike | None
            For this audience.
        limit : int | None
            Most procedures; 100, if absent.
        on : date | None
            Shown on this day; today, if absent.
        text : str | None
            Beginnings of words of the title, keywords, summary or texts.
        theme : str | None
            Under this theme.
        visibility : VisibilityLike | None
            Shown to applicants, or to agents only.
        visitor : Visitor | Mapping[str, Any] | None
            Who asks what they are offered. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[ListedProcedure]
            The procedures.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[ListedProcedure] = self._perform(
            "catalogue",
            ".procedures:[ListedProcedure]",
            {
                "filter": some(
                    {
                        "audience": audience,
                        "limit": limit,
                        "on": on,
                        "text": text,
                        "theme": theme,
                        "visibility": visibility,
                    }
                )
            },
            language,
            visitor=visitor,
        )
        return told

    def route(
        self,
        procedure: str,
        *,
        visitor: Visitor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Routing:
        """Tells the scenarios of a procedure that a visitor is offered, and why not the others.

        Parameters
        ----------
        procedure : str
            The procedure.
        visitor : Visitor | Mapping[str, Any] | None
            Who asks what they are offered. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Routing
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Routing = self._perform("route", "Routing", {"procedure": procedure}, language, visitor=visitor)
        return told

    def form(
        self,
        procedure: str,
        scenario: str,
        *,
        answers: Mapping[str, Any] | None = None,
        visitor: Visitor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Form:
        """Gives the form of a scenario: its schema, its layout, and what to show of each field for
        the answers given so far.

        Parameters
        ----------
        procedure : str
            The procedure.
        scenario : str
            The scenario.
        answers : Mapping[str, Any] | None
            What is answered so far.
        visitor : Visitor | Mapping[str, Any] | None
            Who asks what they are offered. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Form
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Form = self._perform(
            "form",
            "Form",
            {"procedure": procedure, "scenario": scenario, "answers": answers},
            language,
            visitor=visitor,
        )
        return told

    def options(
        self,
        procedure: str,
        scenario: str,
        field: str,
        *,
        answers: Mapping[str, Any] | None = None,
        limit: int | None = None,
        text: str | None = None,
        visitor: Visitor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Option]:
        """Gives the options of a choice that are offered, searched as someone types.

        Parameters
        ----------
        procedure : str
            The procedure.
        scenario : str
            The scenario.
        field : str
            JSON Pointer of the answer, as in faults: `/rue`, `/enfants/1/ecole`.
        answers : Mapping[str, Any] | None
            What is answered so far: other answers may decide what is offered.
        limit : int | None
            Most options, up to 1,000; 20, if absent.
        text : str | None
            What is typed so far: the beginning of a label, of one of its words, or of a value. All
            options, if absent.
        visitor : Visitor | Mapping[str, Any] | None
            Who asks what they are offered. The engine's own, if absent.
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
            "options",
            ".options:[Option]",
            {
                "procedure": procedure,
                "scenario": scenario,
                "field": field,
                "answers": answers,
                "limit": limit,
                "text": text,
            },
            language,
            visitor=visitor,
        )
        return told

    def validate(
        self,
        procedure: str,
        scenario: str,
        answers: Mapping[str, Any],
        *,
        draft: bool | None = None,
        section: str | None = None,
        visitor: Visitor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Report:
        """Checks answers without filing them: every fault, in the form's order.

        Parameters
        ----------
        procedure : str
            The procedure.
        scenario : str
            The scenario.
        answers : Mapping[str, Any]
            What is answered to the form.
        draft : bool | None
            Whether someone is still typing: no answer is required yet.
        section : str | None
            One section alone; the whole form, if absent.
        visitor : Visitor | Mapping[str, Any] | None
            Who asks what they are offered. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Report
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Report = self._perform(
            "validate",
            "Report",
            {
                "procedure": procedure,
                "scenario": scenario,
                "answers": answers,
                "part": some({"draft": draft, "section": section}),
            },
            language,
            visitor=visitor,
        )
        return told

    def availability(
        self,
        key: str,
        from_: date,
        to: date,
        *,
        capacity: int | None = None,
        procedure: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Availability:
        """Tells how much of something scarce is taken and left, day after day.

        Parameters
        ----------
        key : str
            What is claimed: the key of a claim.
        from_ : date
            First day.
        to : date
            Last day.
        capacity : int | None
            How many there are, when the caller knows better than the definitions.
        procedure : str | None
            The procedure whose definitions say how many there are; all that claim it, if absent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Availability
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Availability = self._perform(
            "availability",
            "Availability",
            {"key": key, "from": from_, "to": to, "capacity": capacity, "procedure": procedure},
            language,
            actor=actor,
        )
        return told

    def sector(
        self,
        procedure: str,
        division: str,
        place: Mapping[str, Any],
        *,
        visitor: Visitor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Sector | None:
        """Tells in which sector of the town a place is.

        Parameters
        ----------
        procedure : str
            The procedure, which says what the division is.
        division : str
            The division.
        place : Mapping[str, Any]
            The place, as an answer of type `location` or `address` is: `latitude` and `longitude`,
            or `street` and `number`.
        visitor : Visitor | Mapping[str, Any] | None
            Who asks what they are offered. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Sector | None
            The sector; `null` when the place is in none.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Sector | None = self._perform(
            "sector",
            ".sector:Sector",
            {"procedure": procedure, "division": division, "place": place},
            language,
            visitor=visitor,
        )
        return told

    def identifier(
        self,
        kind: str,
        value: str,
        *,
        region: str | None = None,
        language: LanguageLike | None = None,
    ) -> Identifier:
        """Checks an identifier, and gives the form to store and the form to show.

        Parameters
        ----------
        kind : str
            What it is: `siren`, `siret`, `rna`, `nir`, `spi`, `tva`, `iban`, `bic`, `phone`,
            `email`, `url`, `plate`, `postal_code`, `commune`, `departement`, `country`.
        value : str
            The identifier, as it was written.
        region : str | None
            Where it was written: a telephone number without a country code is one of the region of
            this commune (its INSEE code), department or territory (`NC`); of mainland France and
            the overseas departments, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Identifier
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Identifier = self._perform(
            "identifier", "Identifier", {"kind": kind, "value": value, "region": region}, language
        )
        return told

    def public_holidays(
        self,
        year: int,
        *,
        zone: ZoneLike | None = None,
        language: LanguageLike | None = None,
    ) -> list[Holiday]:
        """Gives the public holidays of a year, in a part of France.

        Parameters
        ----------
        year : int
            The year, from 1983 to 2999.
        zone : ZoneLike | None
            Where; mainland France, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[Holiday]
            The holidays, in the order of the days.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Holiday] = self._perform(
            "public_holidays", ".holidays:[Holiday]", {"year": year, "zone": zone}, language
        )
        return told
