"""The wheel, as installed: its version, and the stub that describes it."""

import ast
import importlib.metadata
import pathlib

import grc


def test_the_module_tells_the_version_of_the_wheel():
    assert grc.version() == importlib.metadata.version("grc")
    assert grc.__version__ == grc.version()


def test_the_wheel_holds_its_types():
    package = pathlib.Path(grc.__file__).parent
    assert (package / "py.typed").is_file()


def test_the_stub_names_what_the_module_exports():
    stub = ast.parse(pathlib.Path(grc.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    functions = {node.name for node in stub.body if isinstance(node, ast.FunctionDef)}
    constants = {node.target.id for node in stub.body if isinstance(node, ast.AnnAssign)}
    modules = {name.asname for node in stub.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert functions | constants | modules == set(grc.__all__)
