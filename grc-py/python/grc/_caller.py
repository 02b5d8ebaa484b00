"""What every operation goes through."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from ._pages import Page
from .errors import GrcError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._generated import Actor
    from ._generated.enumerations import LanguageLike
    from ._grc import Engine as Native
    from ._hooks import Hooks

LOG = logging.getLogger("grc")


def given(members: dict[str, Any]) -> dict[str, Any]:
    """The members that were given."""
    return {key: value for key, value in members.items() if value is not None}


def some(members: dict[str, Any]) -> dict[str, Any] | None:
    """The members that were given, if there are any."""
    return given(members) or None


class Caller:
    """An engine, who uses it, and in which language: what the operations stand on."""

    __slots__ = ("_actor", "_hooks", "_language", "_native")

    _native: Native
    _hooks: Hooks
    _actor: Actor | Mapping[str, Any] | None
    _language: LanguageLike | None

    def _perform(
        self,
        operation: str,
        shape: str,
        members: dict[str, Any],
        language: LanguageLike | None = None,
        *,
        actor: object = ...,
        visitor: object = ...,
        beside: tuple[str, Any] | None = None,
    ) -> Any:
        """Performs an operation, whose members that are ``None`` are not given."""
        request = given(members)
        if actor is not ...:
            request["actor"] = actor or self._who(operation)
        elif visitor is not ...:
            request["visitor"] = visitor or {"actor": self._who(operation)}
        language = language or self._language
        if language is not None:
            request["language"] = language
        is_told = LOG.isEnabledFor(logging.DEBUG)
        began = time.perf_counter() if is_told else 0.0
        call = self._hooks.begin(operation)
        try:
            result = self._native.call(operation, request, shape, beside)
        except GrcError as error:
            LOG.info("%s: %s", operation, error.code)
            raise
        finally:
            if call is not None:
                self._hooks.end(call)
        if is_told:
            LOG.debug("%s: done in %.1f ms", operation, (time.perf_counter() - began) * 1000)
        return result

    def _pages(
        self,
        operation: str,
        shape: str,
        members: dict[str, Any],
        language: LanguageLike | None = None,
        *,
        actor: object = ...,
    ) -> Page[Any]:
        """A page, which knows how to ask for the next one."""
        limit = (members.get("page") or {}).get("limit")

        def page(after: str | None) -> Page[Any]:
            asked = members if after is None else {**members, "page": given({"limit": limit, "after": after})}
            rows, following = self._perform(operation, shape, asked, language, actor=actor)
            return Page(rows, following, page)

        return page(None)

    def _who(self, operation: str) -> Actor | Mapping[str, Any]:
        """The engine's own actor."""
        if self._actor is None:
            raise TypeError(f"{operation}: who acts is not told: give an `actor`, or use the engine of `acting_as`")
        return self._actor
