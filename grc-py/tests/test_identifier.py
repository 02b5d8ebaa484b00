"""`grc.identifier`, as installed: what it gives, what it raises, what its stub says."""

import ast
import doctest
import pathlib
import pickle

import pytest

from grc import identifier


def refusal(kind, text):
    with pytest.raises(identifier.IdentifierError) as refused:
        identifier.canonical(kind, text)
    return refused.value


def test_an_identifier_has_a_form_to_store_and_a_form_to_show():
    assert identifier.canonical("siret", "732 829 320 00074") == "73282932000074"
    assert identifier.formatted("siret", "73282932000074") == "732 829 320 00074"
    assert identifier.formatted("siret", "732.829.320.00074") == "732 829 320 00074"
    assert identifier.formatted("phone", "+32470123456") == "+32 470 12 34 56"


def test_a_refusal_is_a_value_error_with_its_code_and_its_message_in_two_languages():
    error = refusal("siret", "73282932000079")
    assert isinstance(error, ValueError)
    assert error.code == "identifier.wrong_key"
    assert error.french == "la clé de contrôle ne correspond pas ; vérifiez la saisie"
    assert str(error) == error.english == "the check digits do not match; check what was typed"
    with pytest.raises(identifier.IdentifierError):
        identifier.formatted("siret", "73282932000079")


def test_a_refusal_survives_pickling():
    error = refusal("country", "ZZ")
    again = pickle.loads(pickle.dumps(error))
    assert (again.code, again.french, str(again)) == (error.code, error.french, str(error))


def test_an_unknown_kind_is_told_with_the_one_that_may_be_meant():
    error = refusal("sirret", "73282932000074")
    assert error.code == "identifier.unknown_kind"
    assert str(error).endswith("did you mean `siret`?")
    assert refusal("\ud800", "x").code == "identifier.unknown_kind"


def test_a_text_that_is_not_unicode_is_refused_without_being_repeated():
    error = refusal("url", "https://exemple.fr/\ud800canari")
    assert error.code == "identifier.wrong_shape"
    assert "canari" not in repr(error)
    assert error.__cause__ is None and error.__context__ is None


def test_what_is_not_text_is_a_type_error():
    with pytest.raises(TypeError):
        identifier.canonical("siren", 732829320)


def stub():
    return pathlib.Path(identifier.__file__).with_suffix(".pyi")


def test_the_stub_names_what_the_module_exports():
    body = ast.parse(stub().read_text(encoding="utf-8")).body
    names = {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    assert names == set(identifier.__all__)


def test_the_example_of_the_stub_runs():
    tests = doctest.DocTestParser().get_doctest(
        ast.get_docstring(ast.parse(stub().read_text(encoding="utf-8"))), {}, "identifier", None, 0
    )
    assert tests.examples
    assert doctest.DocTestRunner().run(tests).failed == 0
