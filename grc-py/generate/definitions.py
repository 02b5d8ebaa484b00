"""Writes the types of definitions, for editors and type checkers."""

from __future__ import annotations

import keyword
from typing import Dict, List

import schemas
from pages import Page, docstring
from schemas import Schema, said

# What bears the name of something of Python's.
NAMES = {"Literal": "LiteralValue"}


def annotation(schema: Schema) -> str:
    """What a member of a definition is."""
    name = schemas.referred(schema)
    if name is not None:
        return NAMES.get(name, name)
    choice = schema.get("anyOf") or (schema.get("oneOf") if "properties" not in schema else None)
    if choice:
        return " | ".join(dict.fromkeys("None" if schemas.is_null(one) else annotation(one) for one in choice))
    if "const" in schema:
        return f"Literal[{schema['const']!r}]"
    if "enum" in schema:
        return f"Literal[{', '.join(repr(one) for one in schema['enum'])}]"
    kind = schema.get("type")
    kinds: List[str] = kind if isinstance(kind, list) else [str(kind)]
    simple = {"string": "str", "integer": "int", "boolean": "bool", "null": "None", "number": "Any"}
    told: List[str] = []
    for one in kinds:
        if one == "array":
            told.append(f"Sequence[{annotation(schema.get('items', {}))}]")
        elif one == "object":
            inside = schema.get("additionalProperties")
            told.append(f"Mapping[str, {annotation(inside) if isinstance(inside, dict) else 'Any'}]")
        else:
            told.append(simple.get(one, "Any"))
    return " | ".join(told)


def typed_dict(name: str, schema: Schema, base: Dict[str, Schema], told: str) -> str:
    """A dictionary of some keys."""
    required = set(schema.get("required", []))
    known = {**base, **schema.get("properties", {})}
    members = {key: annotation(one) for key, one in known.items()}
    members = {key: f"Required[{kind}]" if key in required else kind for key, kind in members.items()}
    if all(key.isidentifier() and not keyword.iskeyword(key) for key in known):
        lines = "".join(
            f"    {key}: {kind}\n{docstring(said(known[key].get('description')), '    ') if known[key].get('description') else ''}"
            for key, kind in members.items()
        )
        return f"class {name}(TypedDict, total=False):\n{docstring(told, '    ')}\n{lines}\n\n"
    keys = "".join(f'        "{key}": "{kind}",\n' for key, kind in members.items())
    return f'{name} = TypedDict(\n    "{name}",\n    {{\n{keys}    }},\n    total=False,\n)\n{docstring(told, "")}\n\n'


def variant_name(name: str, one: Schema, rank: int) -> str:
    """What a variant of a type is called: by its kind, or by its only key."""
    for member in one.get("properties", {}).values():
        if "const" in member:
            return "".join(word.capitalize() for word in str(member["const"]).replace("-", "_").split("_")) + name
    required = one.get("required", [])
    word = required[0] if required else str(rank)
    return name + "".join(part.capitalize() for part in str(word).split("_"))


def written(name: str, schema: Schema) -> str:
    """A type of definitions."""
    told = said(schema.get("description")) or name
    variants = schema.get("oneOf", [])
    objects = [one for one in variants if "properties" in one]
    if objects:
        base = schema.get("properties", {})
        required = schema.get("required", [])
        text, kinds = "", []
        for rank, one in enumerate(variants):
            if "properties" not in one:
                kinds.append(annotation(one))
                continue
            known = variant_name(name, one, rank)
            whole = {**one, "required": [*required, *one.get("required", [])]}
            text += typed_dict(known, whole, base, said(one.get("description")) or told)
            kinds.append(known)
        return f"{text}{alias(name, ' | '.join(dict.fromkeys(kinds)))}{docstring(told, '')}\n\n"
    if "properties" in schema:
        return typed_dict(name, schema, {}, told)
    return f"{alias(name, annotation(schema))}{docstring(told, '')}\n\n"


def alias(name: str, kind: str) -> str:
    """Another name of a type. Quoted: it may be of types that come after it."""
    return f'{name}: TypeAlias = "{kind}"\n'


def page() -> Page:
    """The file of definitions."""
    schema = schemas.read("catalogue.schema.json")
    made = Page("definitions.py", "Types of definitions: what a catalogue may hold, for editors and type checkers.")
    made.add("from typing import TYPE_CHECKING, Any, Literal, Mapping, Sequence, TypedDict\n\n")
    made.add("if TYPE_CHECKING:\n    from typing_extensions import Required, TypeAlias\n\n\n")
    body = "".join(written(NAMES.get(name, name), one) for name, one in sorted(schema["$defs"].items()))
    body += typed_dict("Catalogue", schema, {}, said(schema.get("description")) or "A catalogue.")
    made.add(body)
    return made
