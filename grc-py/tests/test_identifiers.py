"""`grc.identifier`, as installed: what it gives, what it raises."""

from __future__ import annotations

import pickle

import pytest

import grc
from grc import identifiers


def refusal(kind: str, text: str) -> grc.IdentifierError:
    with pytest.raises(grc.IdentifierError) as refused:
        grc.identifier(kind, text)
    return refused.value


def test_an_identifier_has_a_form_to_store_and_a_form_to_show() -> None:
    assert grc.identifier("siret", "732 829 320 00074") == "73282932000074"
    assert identifiers.formatted("siret", "73282932000074") == "732 829 320 00074"
    assert identifiers.formatted("siret", "732.829.320.00074") == "732 829 320 00074"
    assert identifiers.formatted("phone", "+32470123456") == "+32 470 12 34 56"


def test_a_refusal_is_a_value_error_with_its_rule_and_its_message_in_two_languages() -> None:
    error = refusal("siret", "73282932000079")
    assert isinstance(error, ValueError)
    assert (error.code, error.rule) == ("invalid_identifier", "identifier.wrong_key")
    told = error.details["faults"][0]["message"]
    assert told["fr"] == "la clé de contrôle ne correspond pas ; vérifiez la saisie"
    assert str(error) == told["en"] == "the check digits do not match; check what was typed"
    with pytest.raises(grc.IdentifierError):
        identifiers.formatted("siret", "73282932000079")


def test_a_refusal_survives_pickling() -> None:
    error = refusal("country", "ZZ")
    again = pickle.loads(pickle.dumps(error))
    assert (again.rule, again.details, str(again)) == (error.rule, error.details, str(error))


def test_an_unknown_kind_is_told_with_the_one_that_may_be_meant() -> None:
    error = refusal("sirret", "73282932000074")
    assert error.rule == "identifier.unknown_kind"
    assert str(error).endswith("did you mean `siret`?")
    assert refusal("\ud800", "x").rule == "identifier.unknown_kind"


def test_a_text_that_is_not_unicode_is_refused_without_being_repeated() -> None:
    error = refusal("url", "https://exemple.fr/\ud800canari")
    assert error.rule == "identifier.wrong_shape"
    assert "canari" not in repr(error)
    assert error.__cause__ is None and error.__context__ is None


def test_what_is_not_text_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        grc.identifier("siren", 732829320)  # type: ignore[arg-type]
