"""The package, as installed: whole, typed, documented, and what the engine's tables make."""

from __future__ import annotations

import doctest
import importlib
import importlib.metadata
import inspect
import pathlib
import pkgutil
import subprocess
import sys
from typing import Any

import pytest
from conftest import ROOT

import grc
from grc import _grc

NAMES = {"import": "import_"}


def methods() -> dict[str, Any]:
    return {name: getattr(grc.Engine, NAMES.get(name, name)) for name in _grc.operations()}


def test_the_module_tells_the_version_of_the_wheel() -> None:
    assert grc.version() == importlib.metadata.version("grc")
    assert grc.__version__ == grc.version()


def test_the_wheel_holds_its_types_and_no_stub_beside_python() -> None:
    package = pathlib.Path(grc.__file__).parent
    assert (package / "py.typed").is_file()
    assert [path.name for path in package.rglob("*.pyi")] == ["_grc.pyi"]


def test_every_operation_has_its_method_with_annotations_and_a_docstring() -> None:
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    header = (ROOT / "include/grc.h").read_text(encoding="utf-8")
    for name, method in methods().items():
        assert f"\n## {name}\n" in page
        assert f"grc_{name}(" in header or name == "version"
        signature = inspect.signature(method)
        assert signature.return_annotation is not inspect.Signature.empty, name
        told = inspect.getdoc(method) or ""
        for argument in list(signature.parameters.values())[1:]:
            assert argument.annotation is not inspect.Parameter.empty, (name, argument.name)
            assert f"\n{argument.name} : " in told, (name, argument.name)


def test_the_generated_files_are_those_that_the_tables_make() -> None:
    command = [sys.executable, str(ROOT / "grc-py/generate"), "--check"]
    made = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert made.returncode == 0, made.stdout + made.stderr


def test_what_the_package_exports_is_there() -> None:
    assert len(set(grc.__all__)) == len(grc.__all__)
    for name in grc.__all__:
        assert getattr(grc, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Enginé'"):
        getattr(grc, "Enginé")  # noqa: B009


def test_the_types_of_definitions_are_loaded_when_they_are_asked_for() -> None:
    loaded = "import sys, grc; before = 'grc.definitions' in sys.modules; grc.definitions.Catalogue; print(before)"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout == "False\n"


def test_examples_in_docstrings_run() -> None:
    attempted = 0
    for found in pkgutil.walk_packages(grc.__path__, "grc."):
        if found.name == "grc.__main__":
            continue
        outcome = doctest.testmod(importlib.import_module(found.name))
        assert outcome.failed == 0, found.name
        attempted += outcome.attempted
    assert doctest.testfile(str(ROOT / "grc-py/README.md"), module_relative=False).failed == 0
    outcome = doctest.testmod(grc)
    assert outcome.failed == 0 and attempted + outcome.attempted > 10
