"""The operations on definitions. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller, given

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import LanguageLike
    from grc._generated.records_definitions import (
        Actor,
        CorrectedText,
        CorrectedTexts,
        NewWords,
        Preview,
        TextPreview,
        TextReference,
    )


class Definitions(Caller):
    """The operations on definitions."""

    __slots__ = ()

    def withdraw(
        self,
        procedure: str,
        *,
        replacement: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> int:
        """Withdraws a procedure: it takes no new request; those filed go on.

        Parameters
        ----------
        procedure : str
            The procedure.
        replacement : str | None
            The procedure to use instead.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        int
            Number of the publication.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: int = self._perform(
            "withdraw", ".publication:", {"procedure": procedure, "replacement": replacement}, language, actor=actor
        )
        return told

    def preview_communications(
        self,
        procedure: str,
        scenario: str,
        *,
        answers: Mapping[str, Any] | None = None,
        communication: str | None = None,
        data: Mapping[str, Any] | None = None,
        input: Mapping[str, Any] | None = None,
        request: UUID | str | None = None,
        text: TextPreview | Mapping[str, Any] | None = None,
        written_in: LanguageLike | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[Preview]:
        """Shows what messages would say, of a request or of one made up, with a text corrected or
        not; nothing is sent.

        Parameters
        ----------
        procedure : str
            The procedure.
        scenario : str
            Its scenario.
        answers : Mapping[str, Any] | None
            Answers to show instead of those made up.
        communication : str | None
            The message of this identifier, of an occasion or of an action; every message of the
            scenario, if absent.
        data : Mapping[str, Any] | None
            Processing data to show instead of those made up.
        input : Mapping[str, Any] | None
            What is asked of the person who brings the occasion about; made up, if empty.
        request : UUID | str | None
            What is known of this request, by the version under which it was filed; made up, by the
            current one, if absent.
        text : TextPreview | Mapping[str, Any] | None
            A text that would say something else: it is seen before it is corrected.
        written_in : LanguageLike | None
            In which language; if absent, that in which each recipient is written to.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[Preview]
            The messages, each once for each of those who receive it, in the catalogue's order.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[Preview] = self._perform(
            "preview_communications",
            ".messages:[Preview]",
            {
                "query": given(
                    {
                        "procedure": procedure,
                        "scenario": scenario,
                        "answers": answers,
                        "communication": communication,
                        "data": data,
                        "input": input,
                        "request": request,
                        "text": text,
                        "written_in": written_in,
                    }
                )
            },
            language,
            actor=actor,
        )
        return told

    def correct_text(
        self,
        text: TextReference | Mapping[str, Any],
        *,
        procedure: str | None = None,
        words: NewWords | Mapping[str, Any] | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> CorrectedTexts:
        """Has a published text say something else from now on, about open requests too, without a
        new version.

        Parameters
        ----------
        text : TextReference | Mapping[str, Any]
            The text.
        procedure : str | None
            The procedure; if absent, every one that uses the template.
        words : NewWords | Mapping[str, Any] | None
            What it says from now on; what was published, if absent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        CorrectedTexts
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: CorrectedTexts = self._perform(
            "correct_text",
            "CorrectedTexts",
            {"text": text, "procedure": procedure, "words": words},
            language,
            actor=actor,
        )
        return told

    def corrected_texts(
        self,
        procedure: str,
        *,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> list[CorrectedText]:
        """Lists the texts of a procedure that were corrected: who, when, what they say.

        Parameters
        ----------
        procedure : str
            The procedure.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        list[CorrectedText]
            The corrections, in order.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: list[CorrectedText] = self._perform(
            "corrected_texts", ".corrections:[CorrectedText]", {"procedure": procedure}, language, actor=actor
        )
        return told
