"""The operations on applicants. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grc._caller import Caller, given, some

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any
    from uuid import UUID

    from grc._generated.enumerations import AudienceLike, LanguageLike
    from grc._generated.records_applicants import DirectoryEntry, Profile
    from grc._generated.records_definitions import Actor
    from grc._generated.records_processing import Acted
    from grc._generated.records_visitors import ExternalIdentity
    from grc._pages import Page


class Applicants(Caller):
    """The operations on applicants."""

    __slots__ = ()

    def put_applicant(
        self,
        audience: AudienceLike,
        *,
        accounts: Sequence[str] | None = None,
        address: Sequence[str] | None = None,
        emails: Sequence[str] | None = None,
        first_name: str | None = None,
        id: UUID | str | None = None,
        identities: Sequence[ExternalIdentity | Mapping[str, Any]] | None = None,
        last_name: str | None = None,
        organisation: str | None = None,
        phones: Sequence[str] | None = None,
        rna: str | None = None,
        siret: str | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Profile:
        """Opens a record in the directory of applicants, or replaces what one says: what is not
        given is emptied.

        Parameters
        ----------
        audience : AudienceLike
            What they are: it never changes.
        accounts : Sequence[str] | None
            Their accounts, by the host's identifiers: by the host alone. Left as they are, if
            absent.
        address : Sequence[str] | None
            Postal address, one line an element.
        emails : Sequence[str] | None
            E-mail addresses, the one to prefer first.
        first_name : str | None
            Given name.
        id : UUID | str | None
            The record; a new one, if absent.
        identities : Sequence[ExternalIdentity | Mapping[str, Any]] | None
            Who others say that they are: by the host alone. Left as they are, if absent.
        last_name : str | None
            Family name.
        organisation : str | None
            Name of the association or business.
        phones : Sequence[str] | None
            Telephones, the one to prefer first.
        rna : str | None
            Number of the association in the national register (RNA).
        siret : str | None
            SIRET of the association or business.
        revision : int | None
            The revision that the caller read: a record that has changed since is not touched.
        idempotency_key : str | None
            Key under which it is written once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Profile
            The record, as it is now.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Profile = self._perform(
            "put_applicant",
            ".applicant:Profile",
            {
                "audience": audience,
                "accounts": accounts,
                "address": address,
                "emails": emails,
                "first_name": first_name,
                "id": id,
                "identities": identities,
                "last_name": last_name,
                "organisation": organisation,
                "phones": phones,
                "rna": rna,
                "siret": siret,
                "revision": revision,
                "idempotency_key": idempotency_key,
            },
            language,
            actor=actor,
        )
        return told

    def find_applicants(
        self,
        *,
        account: str | None = None,
        after: str | None = None,
        email: str | None = None,
        identity: ExternalIdentity | Mapping[str, Any] | None = None,
        limit: int | None = None,
        phone: str | None = None,
        request: UUID | str | None = None,
        rna: str | None = None,
        siret: str | None = None,
        text: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Page[Profile]:
        """Finds records of the directory of applicants, the latest opened first: for those who
        process requests.

        Parameters
        ----------
        account : str | None
            With this account of the host.
        after : str | None
            The `next` of the page before; the first page, if absent.
        email : str | None
            With this e-mail address.
        identity : ExternalIdentity | Mapping[str, Any] | None
            With this identity.
        limit : int | None
            Most rows, up to 500; 50, if absent.
        phone : str | None
            With this telephone.
        request : UUID | str | None
            With an e-mail address, a telephone, a SIRET or an RNA number of this request's
            applicant: whoever it may be.
        rna : str | None
            With this number of the national register of associations.
        siret : str | None
            With this SIRET.
        text : str | None
            Beginnings of words of the name, the organisation, the e-mail addresses or the address.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Page[Profile]
            The rows; iteration goes on through the pages.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        return self._pages(
            "find_applicants",
            "<Profile>",
            {
                "query": given(
                    {
                        "account": account,
                        "email": email,
                        "identity": identity,
                        "phone": phone,
                        "request": request,
                        "rna": rna,
                        "siret": siret,
                        "text": text,
                    }
                ),
                "page": some({"after": after, "limit": limit}),
            },
            language,
            actor=actor,
        )

    def applicant(
        self,
        id: UUID | str,
        *,
        after: str | None = None,
        limit: int | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> DirectoryEntry:
        """Gives a record of the directory of applicants, with the requests of that applicant that
        the actor may see.

        Parameters
        ----------
        id : UUID | str
            The record.
        after : str | None
            The `next` of the page before; the first page, if absent.
        limit : int | None
            Most rows, up to 500; 50, if absent.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        DirectoryEntry
            What the engine tells.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: DirectoryEntry = self._perform(
            "applicant",
            "DirectoryEntry",
            {"id": id, "page": some({"after": after, "limit": limit})},
            language,
            actor=actor,
        )
        return told

    def merge_applicants(
        self,
        keep: UUID | str,
        absorb: UUID | str,
        *,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Profile:
        """Merges two records of the same person, on purpose.

        Parameters
        ----------
        keep : UUID | str
            The record that stays, and answers for both.
        absorb : UUID | str
            The record that it absorbs.
        revision : int | None
            The revision of `keep` that the caller read: a record that has changed since is not
            touched.
        idempotency_key : str | None
            Key under which they are merged once, however often it is asked.
        actor : Actor | Mapping[str, Any] | None
            Who acts. The engine's own, if absent.
        language : LanguageLike | None
            In which language texts are wanted; the engine's own, if absent.

        Returns
        -------
        Profile
            The record, as it is now.

        Raises
        ------
        GrcError
            One of `grc.errors`, whose code tells the rule.
        """
        told: Profile = self._perform(
            "merge_applicants",
            ".applicant:Profile",
            {"keep": keep, "absorb": absorb, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told

    def recognise_applicant(
        self,
        request: UUID | str,
        *,
        applicant: UUID | str | None = None,
        revision: int | None = None,
        idempotency_key: str | None = None,
        actor: Actor | Mapping[str, Any] | None = None,
        language: LanguageLike | None = None,
    ) -> Acted:
        """Says of which record of the directory a request's applicant is; of none, without
        `applicant`.

        Parameters
        ----------
        request : UUID | str
            The request.
        applicant : UUID | str | None
            The record of its applicant; none, if absent.
        revision : int | None
            The revision of the request that the caller read: one that has changed since is not
            touched.
        idempotency_key : str | None
            Key under which it is said once, however often it is asked.
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
            "recognise_applicant",
            "Acted",
            {"request": request, "applicant": applicant, "revision": revision, "idempotency_key": idempotency_key},
            language,
            actor=actor,
        )
        return told
