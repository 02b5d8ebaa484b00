"""Lists that come by pages."""

from __future__ import annotations

from typing import Callable, Generic, Iterator, TypeVar

Row = TypeVar("Row")


class Page(Generic[Row]):
    """A part of a list, and what leads to the next one.

    Iteration goes through this page and all that follow, each asked for when it is needed.

    Attributes
    ----------
    rows : list
        The rows of this page.
    next : str or None
        What leads to the next page, if there is one: `after` of the same operation takes it.
    """

    __slots__ = ("_ask", "next", "rows")

    def __init__(self, rows: list[Row], following: str | None, ask: Callable[[str | None], Page[Row]]) -> None:
        """Holds the rows."""
        self.rows = rows
        self.next = following
        self._ask = ask

    def following(self) -> Page[Row] | None:
        """The next page, if there is one."""
        return None if self.next is None else self._ask(self.next)

    def pages(self) -> Iterator[Page[Row]]:
        """This page, and those that follow."""
        page: Page[Row] | None = self
        while page is not None:
            yield page
            page = page.following()

    def __iter__(self) -> Iterator[Row]:
        """The rows of this page, then those of the pages that follow."""
        for page in self.pages():
            yield from page.rows

    def __repr__(self) -> str:
        """How many rows there are, and whether there are more."""
        return f"Page({len(self.rows)} rows{', and more' if self.next else ''})"
