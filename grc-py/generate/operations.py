"""Writes the methods: one for each operation."""

from __future__ import annotations

from typing import Dict, Iterator, List, NamedTuple

import names
import records
import schemas
from pages import Page, docstring, wrapped
from schemas import REQUESTS, RESULTS, Schema

# Arguments that come last, in this order.
LAST = ["revision", "idempotency_key", "actor", "visitor", "language"]


class Argument(NamedTuple):
    """An argument of a method."""

    name: str
    annotation: str
    told: str
    is_required: bool
    holder: str
    key: str


def arguments(operation: Schema) -> List[Argument]:
    """The arguments of an operation, those that must be given first."""
    request = operation["request"]
    required = request.get("required", [])
    found: List[Argument] = []
    for name, member in schemas.members(request).items():
        if records.spread(name, member):
            inner = schemas.definition(schemas.referred(records.unwrapped(member)) or "", REQUESTS)
            always = schemas.always(inner) if name in required else []
            for key, schema in schemas.members(inner).items():
                found.append(argument(key, schema, key in always, name))
        else:
            found.append(argument(name, member, name in required and name not in ("actor", "visitor"), ""))
    first = [one for one in found if one.is_required]
    rest = sorted((one for one in found if not one.is_required), key=lambda one: (rank(one.key), one.name))
    return first + rest


def rank(key: str) -> int:
    """Where an argument stands among those that may be left out."""
    return LAST.index(key) + 1 if key in LAST else 0


def argument(key: str, schema: Schema, is_required: bool, holder: str) -> Argument:
    """The argument of a member of a request."""
    kind = schemas.python(schema, REQUESTS, given=True)
    annotation = kind.annotation if is_required or kind.annotation == "Any" else f"{kind.annotation} | None"
    told = schemas.said(schema.get("description"))
    if key in ("actor", "visitor") and not holder:
        told += " The engine's own, if absent."
    if key == "language" and not holder:
        annotation, told = "LanguageLike | None", "In which language texts are wanted; the engine's own, if absent."
    if not told:
        told = variant_told(key)
    return Argument(names.member_name(key), annotation, told, is_required, holder, key)


def variant_told(key: str) -> str:
    """What is said of a member that says nothing: the one of a variant."""
    for schema in REQUESTS.values():
        for one in schema.get("oneOf", []):
            if key in one.get("properties", {}) and one.get("description"):
                return schemas.said(one["description"])
    return "See docs/operations.md."


class Given(NamedTuple):
    """What a method gives: its annotation, its shape, what is said of it."""

    annotation: str
    shape: str
    told: str


def given(operation: Schema) -> Given:
    """What the method of an operation gives."""
    result = operation["result"]
    if records.is_paged(operation):
        rows = schemas.python(result["properties"]["rows"]["items"], RESULTS)
        return Given(f"Page[{rows.annotation}]", f"<{rows.shape}>", "The rows; iteration goes on through the pages.")
    if not records.is_whole(operation):
        ((key, member),) = result["properties"].items()
        kind = schemas.python(member, RESULTS)
        annotation = f"{kind.annotation} | None" if kind.is_nullable else kind.annotation
        return Given(annotation, f".{key}:{kind.shape}", schemas.said(member.get("description")))
    name = names.result_name(operation["name"], operation["result_type"])
    told = schemas.said(RESULTS.get(operation["result_type"], {}).get("description")) or "What the engine tells."
    return Given(name, name, told)


def method(operation: Schema) -> str:
    """The method of an operation."""
    asked, told = arguments(operation), given(operation)
    is_nothing = operation["name"] in names.NOTHING
    annotation = "None" if is_nothing else told.annotation
    signature = "".join(f"        {one.name}: {one.annotation},\n" for one in asked if one.is_required)
    optional = [one for one in asked if not one.is_required]
    signature += "        *,\n" if optional else ""
    signature += "".join(
        f"        {one.name}: {one.annotation}{'' if one.annotation == 'Any' and one.is_required else ' = None'},\n"
        for one in optional
    )
    name = names.member_name(operation["name"])
    text = f"    def {name}(\n        self,\n{signature}    ) -> {annotation}:\n{documented(operation, asked, told, is_nothing)}"
    caller = next((one.name for one in asked if one.name in ("actor", "visitor") and not one.holder), "")
    call = f'"{operation["name"]}", "{told.shape}", {members(operation, asked)}, language'
    call += f", {caller}={caller}" if caller else ""
    if records.is_paged(operation):
        return text + f"        return self._pages({call})\n\n"
    if is_nothing:
        return text + f"        self._perform({call})\n\n"
    return text + f"        told: {annotation} = self._perform({call})\n        return told\n\n"


def members(operation: Schema, asked: List[Argument]) -> str:
    """The members of the request, from the arguments."""
    plain = [one for one in asked if not one.holder and one.name not in ("actor", "visitor", "language")]
    parts = [f'"{one.key}": {one.name}' for one in plain]
    holders: Dict[str, List[Argument]] = {}
    for one in asked:
        if one.holder:
            holders.setdefault(one.holder, []).append(one)
    for holder, held in holders.items():
        inside = ", ".join(f'"{one.key}": {one.name}' for one in held)
        is_required = holder in operation["request"].get("required", [])
        parts.append(f'"{holder}": {"given" if is_required else "some"}({{{inside}}})')
    return "{" + ", ".join(parts) + "}"


def documented(operation: Schema, asked: List[Argument], told: Given, is_nothing: bool) -> str:
    """The docstring of a method, as numpy writes them."""
    indent = "        "
    text = docstring(schemas.said(operation["summary"]), indent).rstrip()
    text = text[: -len('"""')].rstrip() + "\n\n"
    text += f"{indent}Parameters\n{indent}----------\n"
    for one in asked:
        text += f"{indent}{one.name} : {one.annotation}\n{wrapped(one.told, indent + '    ')}\n"
    if not is_nothing:
        text += (
            f"\n{indent}Returns\n{indent}-------\n{indent}{told.annotation}\n{wrapped(told.told, indent + '    ')}\n"
        )
    text += f"\n{indent}Raises\n{indent}------\n{indent}GrcError\n{indent}    One of `grc.errors`, whose code tells the rule.\n"
    return text + f'{indent}"""\n'


def pages(gathered: records.Gathered) -> Iterator[Page]:
    """The files of methods, one for each room."""
    rooms: Dict[str, List[Schema]] = {}
    for room, operation in records.rooms():
        if operation["name"] not in names.BY_HAND:
            rooms.setdefault(room, []).append(operation)
    where = {name: room for room, known in gathered.records.items() for name in known}
    for room, known in rooms.items():
        body = "".join(method(operation) for operation in known)
        page = Page(f"_generated/operations_{room}.py", f"The operations on {room}.")
        page.add("from typing import TYPE_CHECKING\n\nfrom grc._caller import Caller, given, some\n\n")
        block = records.imports(body, where, "", gathered) or "if TYPE_CHECKING:\n"
        page.add(block + "    from grc._pages import Page\n")
        page.add(
            f'\n\nclass {room.capitalize()}(Caller):\n    """The operations on {room}."""\n\n    __slots__ = ()\n\n{body}'
        )
        yield page
