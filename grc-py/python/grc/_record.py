"""What results are made of: records and enumerations, light enough for lists of thousands."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Iterator

from . import _grc

if TYPE_CHECKING:
    from typing_extensions import Self, dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Any:
        """Tells type checkers, and them alone, how records are made."""
        return lambda made: made


class Choice(str, Enum):
    """A text among a few. It is equal to that text, and goes wherever one may."""

    def __str__(self) -> str:
        """The text itself."""
        return str(self.value)

    def __format__(self, specification: str) -> str:
        """The text itself, formatted."""
        return format(str(self.value), specification)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class RecordType(type):
    """Makes an attribute of each member of a record."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> RecordType:
        """Makes the class."""
        members = namespace.get("_members", {})
        namespace["__slots__"] = ()
        namespace.update({member: _grc.Member(rank) for rank, member in enumerate(members)})
        return super().__new__(mcs, name, bases, namespace)


class Record(_grc.Members, metaclass=RecordType):
    """Something that the engine tells, or is given: attributes that do not change.

    Two records are equal when they are of one class and their attributes are equal. ``repr`` tells what helps to find a defect,
    and nothing of a person.
    """

    _members: ClassVar[dict[str, tuple[str, str]]] = {}
    _shown: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(self, **members: Any) -> None:
            """Members by their names. What is not given is ``None``."""

    def __setattr__(self, name: str, value: object) -> None:
        """Refuses: a record does not change."""
        raise AttributeError(f"a {type(self).__name__} does not change: see `replace`")

    def __delattr__(self, name: str) -> None:
        """Refuses: a record does not change."""
        raise AttributeError(f"a {type(self).__name__} does not change: see `replace`")

    def replace(self, **members: Any) -> Self:
        """The same record, but for these members."""
        known = {name: getattr(self, name) for name in self._members}
        return type(self)(**{**known, **members})

    def __eq__(self, other: object) -> bool:
        """Whether the other record is of the same class, and has the same members."""
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._members)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """What helps to find a defect, and nothing of a person."""
        known = ((name, getattr(self, name)) for name in self._shown)
        told = [
            f"{name}={str(value)!r}" if not isinstance(value, (int, str)) else f"{name}={_plain(value)!r}"
            for name, value in known
            if value is not None
        ]
        more = ["..."] if len(self._shown) < len(self._members) else []
        return f"{type(self).__name__}({', '.join(told + more)})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the record as its class and its members."""
        return (_made, (type(self), tuple(getattr(self, name) for name in self._members)))

    def __copy__(self) -> Self:
        """The record itself: it does not change."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A record whose lists and dictionaries are its own."""
        import copy

        return type(self)(**{name: copy.deepcopy(getattr(self, name), memo) for name in self._members})

    def to_dict(self) -> dict[str, Any]:
        """The record as a dictionary of Python's own values, those inside it too.

        Dates, instants and identifiers stay `date`, `datetime` and `UUID`; enumerations become texts. Keys are those of the
        operations: `from` where the attribute is `from_`.
        """
        return {key: _dictionary(getattr(self, name)) for name, (key, _) in self._members.items()}

    def to_json(self) -> str:
        """The record as JSON text, as the operations have it."""
        return _grc.to_json(self)

    def __iter__(self) -> Iterator[Any]:
        """Refuses: see `to_dict`."""
        raise TypeError(f"a {type(self).__name__} is not iterable: see `to_dict`")


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Choice) else value


def _dictionary(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, Choice):
        return str(value)
    if isinstance(value, list):
        return [_dictionary(one) for one in value]
    if isinstance(value, dict):
        return {key: _dictionary(one) for key, one in value.items()}
    return value


def _made(made: type[Record], values: tuple[Any, ...]) -> Record:
    return made(**dict(zip(made._members, values)))
