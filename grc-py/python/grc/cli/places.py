"""Where a JSON Pointer leads in the text of a file: what editors and code reviews need."""

from __future__ import annotations

import json
from json.decoder import scanstring  # type: ignore[attr-defined]

DECODER = json.JSONDecoder()
BLANK = " \t\r\n"


def place(text: str, pointer: str) -> tuple[int, int]:
    r"""The line and the column of a part of a JSON text, both from 1.

    Of a member, the place is that of its name. What the pointer does not reach is placed where the last part that is there begins;
    what cannot be read, where reading stops.

    >>> place('{\n  "forms": [{"id": 1}]\n}', "/forms/0/id")
    (2, 14)
    >>> place('{"a": nope}', "/a")
    (1, 7)
    """
    try:
        offset = _offset(text, [_plain(part) for part in pointer.split("/")[1:]])
    except json.JSONDecodeError as error:
        offset = error.pos
    except (StopIteration, IndexError):
        offset = 0
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _plain(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")


def _offset(text: str, parts: list[str]) -> int:
    at = _skip(text, 0)
    # The whole is read first: a fault of syntax is told at its own place.
    DECODER.decode(text)
    told = at
    for part in parts:
        found = _member(text, at, part) if text[at] == "{" else _element(text, at, part) if text[at] == "[" else None
        if found is None:
            return told
        told, at = found
    return told


def _member(text: str, at: int, name: str) -> tuple[int, int] | None:
    """Where a member of the object that begins there has its name, and its value."""
    at = _skip(text, at + 1)
    while text[at] != "}":
        name_at = at
        known, at = scanstring(text, at + 1)
        at = _skip(text, _skip(text, at) + 1)
        if known == name:
            return name_at, at
        at = _next(text, at)
    return None


def _element(text: str, at: int, rank: str) -> tuple[int, int] | None:
    """Where an element of the list that begins there stands."""
    left = int(rank) if rank.isdecimal() else -1
    at = _skip(text, at + 1)
    while text[at] != "]":
        if left == 0:
            return at, at
        left -= 1
        at = _next(text, at)
    return None


def _next(text: str, at: int) -> int:
    """Where what follows the value that begins there stands."""
    _, at = DECODER.raw_decode(text, at)
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    while text[at] in BLANK:
        at += 1
    return at
