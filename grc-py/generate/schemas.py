"""The documents that the generator reads, and what a schema is in Python."""

from __future__ import annotations

import json
import pathlib
import re
from typing import Any, Dict, List, NamedTuple

import names

ROOT = pathlib.Path(__file__).parents[2]
Schema = Dict[str, Any]


def read(name: str) -> Schema:
    """A document of docs/schema."""
    document: Schema = json.loads((ROOT / "docs/schema" / name).read_text(encoding="utf-8"))
    return document


OPERATIONS = read("operations.json")
REQUESTS: Schema = OPERATIONS["request_types"]
RESULTS: Schema = OPERATIONS["result_types"]


def referred(schema: Schema) -> str | None:
    """The name of the type to which a schema refers."""
    reference = schema.get("$ref")
    return str(reference).rsplit("/", 1)[-1] if reference else None


def definition(name: str, side: Schema) -> Schema:
    """A type, as one side has it."""
    found: Schema = side[name] if name in side else (REQUESTS.get(name) or RESULTS[name])
    return found


def is_enumeration(schema: Schema) -> bool:
    """Whether it is one of a few texts."""
    return bool(schema.get("oneOf")) and all("const" in one for one in schema["oneOf"])


def is_record(name: str, schema: Schema) -> bool:
    """Whether a class with attributes is made of it."""
    variants = schema.get("oneOf", [])
    return name not in names.PLAIN and ("properties" in schema or any("properties" in one for one in variants))


def members(schema: Schema) -> Dict[str, Schema]:
    """The members of an object, those that it must have first; of all its variants, if it has some."""
    found: Dict[str, Schema] = {}
    for one in [schema, *schema.get("oneOf", [])]:
        known = one.get("properties", {})
        for name in [*one.get("required", []), *known]:
            if name in known and name not in found:
                found[name] = known[name]
    return found


def always(schema: Schema) -> List[str]:
    """The members that an object has whatever its variant."""
    everywhere = set(schema.get("required", []))
    variants = [set(one.get("required", [])) for one in schema.get("oneOf", [])]
    if variants:
        everywhere |= set.intersection(*variants)
    return [name for name in members(schema) if name in everywhere]


class Python(NamedTuple):
    """What a schema is in Python."""

    annotation: str
    shape: str
    is_nullable: bool


def is_null(schema: Schema) -> bool:
    """Whether it is `null` alone."""
    return schema.get("type") == "null"


def python(schema: Schema, side: Schema, given: bool = False) -> Python:
    """What a schema is in Python: as something given to the engine, or told by it."""
    name = referred(schema)
    if name is not None:
        return of_type(name, side, given)
    choice = schema.get("anyOf") or schema.get("oneOf")
    if choice:
        kinds = [python(one, side, given) for one in choice if not is_null(one)]
        annotation = " | ".join(dict.fromkeys(kind.annotation for kind in kinds))
        shape = kinds[0].shape if len(kinds) == 1 else ""
        return Python(annotation, shape, any(is_null(one) for one in choice))
    kind = schema.get("type")
    kinds_told = kind if isinstance(kind, list) else [kind]
    is_nullable = "null" in kinds_told
    told = next((one for one in kinds_told if one not in (None, "null")), None)
    if told is None:
        return Python("Any", "", False)
    annotation, shape = simple(told, schema, side, given)
    return Python(annotation, shape, is_nullable)


def simple(kind: str, schema: Schema, side: Schema, given: bool) -> tuple[str, str]:
    """The annotation and the shape of a value of one type."""
    if kind == "string":
        form = {"date-time": ("datetime", "instant"), "date": ("date", "date")}
        if schema.get("format") == "uuid":
            return ("UUID | str" if given else "UUID", "uuid")
        return form.get(str(schema.get("format")), ("str", ""))
    if kind == "array":
        if "prefixItems" in schema:
            inside = ", ".join(python(one, side, given).annotation for one in schema["prefixItems"])
            return (f"Sequence[tuple[{inside}]]" if given else f"list[{inside}]", "")
        inner = python(schema.get("items", {}), side, given)
        shape = f"[{inner.shape}]" if inner.shape else ""
        return (f"{'Sequence' if given else 'list'}[{inner.annotation}]", shape)
    if kind == "object":
        inside_schema = schema.get("additionalProperties")
        outer = "Mapping" if given else "dict"
        if isinstance(inside_schema, dict) and not given:
            inner = python(inside_schema, side, given)
            shape = f"{{{inner.shape}}}" if inner.shape else ""
            return (f"{outer}[str, {inner.annotation}]", shape)
        return (f"{outer}[str, Any]", "")
    return ({"integer": "int", "boolean": "bool", "number": "float"}.get(kind, "Any"), "")


def of_type(name: str, side: Schema, given: bool) -> Python:
    """What a type that has a name is in Python."""
    schema = definition(name, side)
    if is_enumeration(schema):
        known = names.type_name(name)
        return Python(f"{known}Like" if given else known, known, False)
    if is_record(name, schema):
        known = names.type_name(name)
        return Python(f"{known} | Mapping[str, Any]" if given else known, known, False)
    if name in names.PLAIN:
        return Python("Mapping[str, Any]" if given else "Any", "", False)
    return python(schema, side, given)


def said(text: str | None) -> str:
    """A description, as Python says it: no link of Rust's."""
    text = re.sub(r"\[(`[^`]*`)\](\([^)]*\))?", r"\1", text or "")
    return text.replace("Engine::", "Engine.").replace("\\", "\\\\").strip()
