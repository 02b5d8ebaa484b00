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


def test_a_source_distribution_builds_by_itself_with_the_same_versions(tmp_path: pathlib.Path) -> None:
    """It is not compiled: cargo finds all that it needs there, in the versions of the lock file, without the network."""
    command = ["sdist", "--manifest-path", str(ROOT / "grc-py/Cargo.toml"), "--out", str(tmp_path)]
    maturin = [str(pathlib.Path(sys.executable).parent / "maturin"), *command]
    subprocess.run(maturin, capture_output=True, timeout=120, check=True)
    (made,) = tmp_path.glob("grc-*.tar.gz")
    subprocess.run(["tar", "xzf", str(made)], cwd=tmp_path, timeout=60, check=True)
    folder = tmp_path / made.name[: -len(".tar.gz")]
    before = packages(folder / "Cargo.lock")
    metadata = ["cargo", "metadata", "--offline", "--format-version", "1", "--manifest-path", "grc-py/Cargo.toml"]
    subprocess.run(metadata, cwd=folder, capture_output=True, timeout=120, check=True)
    after = packages(folder / "Cargo.lock")
    assert after <= before and any("grc-py" in one for one in after)
    assert (folder / "LICENSE-MIT").is_file() and (folder / "LICENSE-APACHE").is_file()


def packages(lock: pathlib.Path) -> set[str]:
    """The name and version of each package of a lock file."""
    entries = lock.read_text(encoding="utf-8").split("[[package]]")[1:]
    return {" ".join(entry.split("\n")[1:3]) for entry in entries}


def test_what_the_package_exports_is_there() -> None:
    assert len(set(grc.__all__)) == len(grc.__all__)
    for name in grc.__all__:
        assert getattr(grc, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Enginé'"):
        getattr(grc, "Enginé")  # noqa: B009


def test_what_a_program_may_do_without_is_loaded_when_it_is_asked_for() -> None:
    loaded = "import sys, grc; before = {*sys.modules}; grc.definitions.Catalogue, grc.Statistics; print(*{*sys.modules} - before)"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, timeout=60, check=True)
    assert {"grc.definitions", "grc._generated.records_looking"} <= set(told.stdout.split())
    assert {"Request", "State", "identifier", "definitions"} <= set(dir(grc))


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
