"""Writes the files of the package that are made from docs/schema: `make functions`.

With `--check`, writes nothing and fails where a file is not what the schemas make.
"""

from __future__ import annotations

import pathlib
import subprocess
import sys
import tempfile
from typing import List

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import definitions
import operations
import records
from pages import MADE, PACKAGE, Page

LOADED = '''
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Loads a record or an enumeration: programs need few of them."""
        if name not in MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import importlib

        found = getattr(importlib.import_module(f"{__name__}.{MODULES[name]}"), name)
        globals()[name] = found
        return found

'''


def exports(gathered: records.Gathered) -> Page:
    """The file that gathers what is written."""
    page = Page("_generated/__init__.py", "What is made from the engine's tables.")
    modules = {"enumerations": sorted(gathered.enumerations)}
    modules.update({f"records_{room}": sorted(known) for room, known in gathered.records.items() if known})
    page.add("from typing import TYPE_CHECKING, Any\n\nif TYPE_CHECKING:\n")
    for module, told in modules.items():
        page.add(f"    from grc._generated.{module} import {', '.join(f'{name} as {name}' for name in told)}\n")
    page.add("\n# The module of each, which is loaded when it is asked for.\nMODULES = {\n")
    page.add("".join(f'    "{name}": "{module}",\n' for module, told in modules.items() for name in told))
    page.add(f"}}\n{LOADED}")
    exported = sorted(name for told in modules.values() for name in told)
    page.add("\n__all__ = [\n" + "".join(f'    "{name}",\n' for name in exported) + "]\n")
    return page


def all_pages() -> List[Page]:
    """Every file."""
    gathered = records.Gathered()
    known = [records.enumerations(gathered), *records.pages(gathered), *operations.pages(gathered)]
    return [*known, exports(gathered), definitions.page()]


def formatted(folder: pathlib.Path, known: List[Page]) -> None:
    """Writes the files in a folder, as Ruff would have them."""
    for page in known:
        path = folder / page.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")
    paths = [str(folder / page.name) for page in known]
    configuration = ["--config", str(PACKAGE.parents[1] / "pyproject.toml"), "--quiet"]
    ruff = [sys.executable, "-m", "ruff"]
    subprocess.run(
        [*ruff, "check", "--fix-only", "--unsafe-fixes", "--select", "F401,I,TC", *configuration, *paths], check=True
    )
    subprocess.run([*ruff, "format", *configuration, *paths], check=True)


def stale(known: List[Page]) -> List[str]:
    """The files that are not what the schemas make, those that should not be among them."""
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place) / "grc"
        formatted(folder, known)
        differ = [
            page.name
            for page in known
            if not page.path.exists()
            or page.path.read_text(encoding="utf-8") != (folder / page.name).read_text(encoding="utf-8")
        ]
    names = {page.name for page in known}
    extra = [path.name for path in (PACKAGE / "_generated").glob("*.py") if f"_generated/{path.name}" not in names]
    return differ + extra


def main() -> int:
    """Writes, or checks."""
    known = all_pages()
    if "--check" in sys.argv:
        told = stale(known)
        if told:
            print(f"not up to date, run `make functions`: {', '.join(told)}")
        return len(told)
    for path in (PACKAGE / "_generated").glob("*.py"):
        if MADE in path.read_text(encoding="utf-8"):
            path.unlink()
    formatted(PACKAGE, known)
    return 0


if __name__ == "__main__":
    sys.exit(main())
