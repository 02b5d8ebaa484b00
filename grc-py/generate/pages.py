"""Lines of Python."""

from __future__ import annotations

import pathlib
import textwrap

PACKAGE = pathlib.Path(__file__).parents[1] / "python/grc"
MADE = "Made by `make functions`: do not edit."
WIDTH = 100


def wrapped(text: str, indent: str) -> str:
    """A text in lines, its paragraphs kept apart."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    lines = [textwrap.fill(one, WIDTH, initial_indent=indent, subsequent_indent=indent) for one in paragraphs]
    return "\n\n".join(lines)


def docstring(text: str, indent: str) -> str:
    """A docstring of a sentence or of several."""
    whole = f'{indent}"""{" ".join(text.split())}"""'
    if len(whole) <= WIDTH and "\n\n" not in text:
        return whole + "\n"
    first, _, rest = text.partition("\n\n")
    head, dot, more = first.replace("\n", " ").partition(". ")
    body = "\n\n".join(part for part in [more, rest] if part)
    opening = wrapped(f'"""{head}{dot.strip()}', indent)
    if not body:
        return f'{opening}\n{indent}"""\n'
    return f'{opening}\n\n{wrapped(body, indent)}\n{indent}"""\n'


class Page:
    """A file of the package that the generator writes."""

    def __init__(self, name: str, told: str) -> None:
        """Begins the file of this name."""
        self.name = name
        self.text = f'"""{told} {MADE}"""\n\nfrom __future__ import annotations\n\n'

    def add(self, text: str) -> None:
        """Adds lines."""
        self.text += text

    @property
    def path(self) -> pathlib.Path:
        """Where the file is."""
        return PACKAGE / self.name
