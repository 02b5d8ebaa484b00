from os import PathLike
from typing import Any, BinaryIO, final

from typing_extensions import Self, disjoint_base

from grc._hooks import Hooks

__all__ = [
    "Engine",
    "Member",
    "Members",
    "error_codes",
    "identifier_canonical",
    "identifier_formatted",
    "operations",
    "public_holidays",
    "to_json",
    "version",
]

@final
class Engine:
    def __new__(cls, path: str | PathLike[str], lent: Hooks) -> Engine: ...
    def call(
        self,
        operation: str,
        request: object,
        shape: str,
        beside: tuple[str, BinaryIO | str | PathLike[str]] | None = None,
    ) -> Any: ...
    def close(self) -> None: ...
    @property
    def closed(self) -> bool: ...

@final
class Member:
    def __new__(cls, rank: int) -> Member: ...
    def __get__(self, instance: Any, owner: Any | None = None, /) -> Any: ...

@disjoint_base
class Members:
    def __new__(cls, *told: Any, **members: Any) -> Self: ...

def error_codes() -> list[tuple[str, int, str]]: ...
def identifier_canonical(kind: str, text: str) -> str: ...
def identifier_formatted(kind: str, text: str) -> str: ...
def operations() -> list[str]: ...
def public_holidays(zone: str, year: int) -> list[tuple[str, str]]: ...
def to_json(value: object) -> str: ...
def version() -> str: ...
