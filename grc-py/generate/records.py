"""Writes the classes of what the engine tells, and of what it is given."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, List, Set, Tuple

import names
import schemas
from pages import Page, docstring
from schemas import OPERATIONS, REQUESTS, RESULTS, Schema


def rooms() -> Iterator[Tuple[str, Schema]]:
    """Each operation, with its room."""
    room = ""
    for operation in OPERATIONS["operations"]:
        room = names.ROOMS.get(operation["name"], room)
        yield room, operation


def is_paged(operation: Schema) -> bool:
    """Whether its result is a part of a list."""
    return "page" in operation["request"]["properties"] and set(operation["result"]["properties"]) == {"rows", "next"}


def is_whole(operation: Schema) -> bool:
    """Whether its result has a class, rather than being a page, or the one thing that it holds."""
    return len(operation["result"].get("properties", {})) > 1 and not is_paged(operation)


def inside(schema: Any) -> Iterator[str]:
    """The names of the types to which a schema refers."""
    if isinstance(schema, dict):
        name = schemas.referred(schema)
        if name is not None:
            yield name
        for one in schema.values():
            yield from inside(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from inside(one)


def spread(member: str, schema: Schema) -> bool:
    """Whether the members of a member of a request become arguments."""
    return member in names.SPREAD and schemas.referred(unwrapped(schema)) is not None


def unwrapped(schema: Schema) -> Schema:
    """A schema without the `null` that it may be."""
    choice = [one for one in schema.get("anyOf", []) if not schemas.is_null(one)]
    return choice[0] if len(choice) == 1 else schema


class Gathered:
    """The types of the package, each in the room that first needs it."""

    def __init__(self) -> None:
        """Goes through the operations."""
        self.enumerations: Dict[str, Schema] = {}
        self.records: Dict[str, Dict[str, Schema]] = {room: {} for room in names.ROOMS.values()}
        self.placed: Set[str] = set()
        self.given: Set[str] = set()
        for room, operation in rooms():
            request, result = operation["request"], operation["result"]
            for name, member in request["properties"].items():
                if spread(name, member):
                    schema = schemas.definition(schemas.referred(unwrapped(member)) or "", REQUESTS)
                    for one in inside(list(schemas.members(schema).values())):
                        self.take(one, REQUESTS, room, True)
                else:
                    for one in inside(member):
                        self.take(one, REQUESTS, room, True)
            for one in inside(result):
                self.take(one, RESULTS, room, False)
            if is_whole(operation):
                name = names.result_name(operation["name"], operation["result_type"])
                if name not in self.placed:
                    self.placed.add(name)
                    self.records[room][name] = {**result, "description": result_told(operation)}
        self.take("Message", RESULTS, "exchanges", False)

    def take(self, name: str, side: Schema, room: str, given: bool) -> None:
        """Places a type and all that it refers to."""
        known, schema = names.type_name(name), schemas.definition(name, side)
        if given:
            self.given.add(known)
        if known in self.placed and not given:
            return
        first = known not in self.placed
        self.placed.add(known)
        for one in inside(schema):
            if one != name and (first or names.type_name(one) not in self.given):
                self.take(one, side, room, given)
        if not first:
            return
        if schemas.is_enumeration(schema):
            self.enumerations[known] = schema
        elif schemas.is_record(name, schema):
            self.records[room][known] = self.merged(name, schema)

    def merged(self, name: str, schema: Schema) -> Schema:
        """A type as both sides have it: a member that may be left out when it is given has a default."""
        if name in REQUESTS and name in RESULTS:
            told = RESULTS[name].get("properties", {})
            if told:
                return {**REQUESTS[name], "properties": {**REQUESTS[name].get("properties", {}), **told}}
        return schema


def result_told(operation: Schema) -> str:
    """What the class of a result is."""
    return f"What `{operation['name']}` gives. {operation['summary']}"


def enumerations(gathered: Gathered) -> Page:
    """The file of enumerations."""
    page = Page("_generated/enumerations.py", "Enumerations.")
    page.add("from typing import TYPE_CHECKING, Union\n\nfrom grc._record import Choice\n\n")
    likes: List[str] = []
    for name, schema in sorted(gathered.enumerations.items()):
        page.add(f"\nclass {name}(Choice):\n{docstring(schemas.said(schema.get('description')), '    ')}\n")
        for one in schema["oneOf"]:
            page.add(f'    {names.enumerated_name(one["const"])} = "{one["const"]}"\n')
            page.add(docstring(schemas.said(one.get("description")) or one["const"], "    "))
        values = ", ".join(f'"{one["const"]}"' for one in schema["oneOf"])
        likes.append(f"    {name}Like = Union[{name}, Literal[{values}]]\n")
    page.add("\nif TYPE_CHECKING:\n    from typing import Literal\n\n" + "".join(likes))
    exported = "".join(f'    "{name}",\n' for name in sorted(gathered.enumerations))
    page.add(f"\n__all__ = [\n{exported}]\n")
    return page


def is_shown(name: str, schema: Schema, kind: schemas.Python) -> bool:
    """Whether `repr` tells a member: nothing of a person may be in it."""
    schema = unwrapped(schema)
    if kind.shape in ("instant", "date"):
        return False
    if kind.shape == "uuid" or kind.annotation in ("int", "bool"):
        return True
    told = schemas.referred(schema)
    if told in ("Id", "Name"):
        return True
    if told is not None and schemas.is_enumeration(schemas.definition(told, RESULTS)):
        return True
    return name in names.SHOWN and kind.annotation == "str"


def record(name: str, schema: Schema, is_given: bool) -> str:
    """The class of a type."""
    required = schemas.always(schema)
    known = schemas.members(schema)
    ordered = sorted(known, key=lambda one: (one not in required, required.index(one) if one in required else 0, one))
    table, attributes, shown = "", "", []
    for member in ordered:
        told = schemas.python(known[member], RESULTS)
        wanted = schemas.python(known[member], REQUESTS, given=True) if is_given else told
        python_name = names.member_name(member)
        annotation = wanted.annotation
        is_nullable = told.is_nullable or member not in required
        if is_nullable and annotation != "Any":
            annotation += " | None"
        default = " = None" if member not in required or (is_given and told.is_nullable) else ""
        table += f'        "{python_name}": ("{member}", "{told.shape}"),\n'
        attributes += f"\n    {python_name}: {annotation}{default}\n"
        text = schemas.said(known[member].get("description"))
        attributes += docstring(text, "    ") if text else ""
        if is_shown(member, known[member], told):
            shown.append(python_name)
    bases = f"{names.WAYS[name]}, Record" if name in names.WAYS else "Record"
    description = schemas.said(schema.get("description")) or "What the engine tells."
    shown = sorted(shown, key=lambda one: ordered_rank(one, [*names.FIRST, *ordered]))[:6]
    told_shown = "".join(f'"{one}", ' for one in shown)
    return (
        f"\nclass {name}({bases}):\n{docstring(description, '    ')}\n"
        f"    _members = {{\n{table}    }}\n    _shown = ({told_shown})\n{attributes}\n"
    )


def ordered_rank(name: str, ordered: List[str]) -> int:
    """The rank of a member, by its name in Python."""
    return [names.member_name(one) for one in ordered].index(name)


def pages(gathered: Gathered) -> Iterator[Page]:
    """The files of records, one for each room that has some."""
    where = {name: room for room, known in gathered.records.items() for name in known}
    for room, known in gathered.records.items():
        if not known:
            continue
        body = "".join(record(name, schema, name in gathered.given) for name, schema in sorted(known.items()))
        page = Page(f"_generated/records_{room}.py", f"What operations on {room} tell, and are given.")
        page.add("from typing import TYPE_CHECKING\n\nfrom grc._record import Record\n")
        ways = sorted(way for name, way in names.WAYS.items() if name in known)
        if ways:
            page.add(f"from grc._ways import {', '.join(ways)}\n")
        page.add(f"\n{imports(body, where, room, gathered)}\n{body}")
        exported = "".join(f'    "{name}",\n' for name in sorted(known))
        page.add(f"\n__all__ = [\n{exported}]\n")
        yield page


def imports(body: str, where: Dict[str, str], room: str, gathered: Gathered) -> str:
    """What annotations may need, for type checkers alone: what is superfluous is removed with the formatting."""
    words = set(re.findall(r"\w+", body))
    lines = [
        "from collections.abc import Mapping, Sequence",
        "from datetime import date, datetime",
        "from typing import Any",
        "from uuid import UUID",
    ]
    kept = []
    for line in lines:
        module, _, wanted = line.partition(" import ")
        used = [one for one in wanted.split(", ") if one in words]
        if used:
            kept.append(f"{module} import {', '.join(used)}")
    enumerated = sorted(
        word for word in words if word in gathered.enumerations or re.sub(r"Like$", "", word) in gathered.enumerations
    )
    if enumerated:
        kept.append(f"from grc._generated.enumerations import {', '.join(enumerated)}")
    elsewhere: Dict[str, List[str]] = {}
    for word in sorted(words):
        if word in where and where[word] != room:
            elsewhere.setdefault(where[word], []).append(word)
    kept += [
        f"from grc._generated.records_{place} import {', '.join(used)}" for place, used in sorted(elsewhere.items())
    ]
    return "if TYPE_CHECKING:\n" + "".join(f"    {line}\n" for line in kept) if kept else ""
