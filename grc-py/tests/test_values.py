"""Values of Python, as the engine is given them."""

from __future__ import annotations

import enum
import json
import uuid
from collections import OrderedDict
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import grc
from grc._grc import to_json

offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text()
values = st.recursive(
    scalars, lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4), max_leaves=20
)


@given(values)
def test_what_json_has_is_written_as_json_has_it(value: Any) -> None:
    assert json.loads(to_json(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_decimal_is_written_digit_for_digit(value: Decimal) -> None:
    told = json.loads(to_json(value))
    assert "E" not in told.upper() and Decimal(told) == value


@given(st.datetimes(datetime(1800, 1, 2), datetime(9000, 1, 1), timezones=offsets))
def test_an_instant_is_written_in_utc_to_the_millisecond(value: datetime) -> None:
    told = json.loads(to_json(value))
    read = datetime.strptime(told, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
    assert timedelta(0) <= value - read < timedelta(milliseconds=1)


@given(st.integers())
def test_a_whole_number_of_any_size_keeps_its_digits(value: int) -> None:
    assert int(json.loads(to_json(value))) == value


class Number(enum.IntEnum):
    TWO = 2


class Indexed:
    def __index__(self) -> int:
        return 7


IDENTIFIER = uuid.UUID("01932c07-1f2b-7a3c-9a7e-3f0c6d1b2a34")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 3, 2), '"2026-03-02"'),
        (time(14, 30), '"14:30:00"'),
        (IDENTIFIER, f'"{IDENTIFIER}"'),
        (grc.State.DONE, '"done"'),
        (Number.TWO, "2"),
        (Indexed(), "7"),
        (2**64, '"18446744073709551616"'),
        ((1, [True, None]), "[1,[true,null]]"),
        (OrderedDict(a=1), '{"a":1}'),
        (MappingProxyType({"a": "é\n\x01\\"}), '{"a":"é\\n\\u0001\\\\"}'),
        (Decimal("1E+3"), '"1000"'),
        (Decimal("-0.10"), '"-0.10"'),
        (grc.Actor.system(), '{"kind":"system"}'),
        (grc.ExternalIdentity(provider="franceconnect", sub="x"), '{"provider":"franceconnect","sub":"x"}'),
    ],
)
def test_values_of_python_have_one_form(value: Any, written: str) -> None:
    assert to_json(value) == written


def nested(depth: int) -> list[Any]:
    return [] if depth == 0 else [nested(depth - 1)]


circle: list[Any] = []
circle.append(circle)


class Unreadable:
    def __index__(self) -> int:
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("value", "path", "rule"),
    [
        (1.5, "/a/0", "float is not exact"),
        (datetime(2026, 3, 2), "/a/0", "time zone"),
        (b"octets", "/a/0", "attach"),
        (bytearray(b"octets"), "/a/0", "attach"),
        ({1, 2}, "/a/0", "type `set`"),
        ({1: "x"}, "/a/0", "a key must be a text"),
        ({"b/c": {"~": 0.1}}, "/a/0/b~1c/~0", "float"),
        (Decimal("NaN"), "/a/0", "not finite"),
        (Decimal("1E+9999999"), "/a/0", "too large"),
        ("\ud800canari", "/a/0", "Unicode"),
        (object(), "/a/0", "type `object`"),
    ],
)
def test_what_has_no_form_is_refused_with_its_place(value: Any, path: str, rule: str) -> None:
    with pytest.raises(grc.UnsupportedValue, match=rule) as refused:
        to_json({"a": [value]})
    error = refused.value
    assert (error.path, error.code, error.number) == (path, "unsupported_value", 330)
    assert isinstance(error, (TypeError, ValueError)) and "canari" not in repr(error) + str(error)


def test_values_that_are_nested_too_deep_or_in_themselves_are_refused() -> None:
    assert to_json(nested(60))
    for value in (nested(65), circle):
        with pytest.raises(grc.UnsupportedValue, match="too deep"):
            to_json(value)


def test_what_a_value_raises_itself_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        to_json([Unreadable()])


def test_answers_are_given_as_values_of_python(town: grc.Engine) -> None:
    answers = {"date_souhaitee": date(2026, 6, 6), "participants": 120, "salle": "salle_du_verger", "habitant": True}
    report = town.validate("reservation-salle", "en-ligne", answers, draft=True)
    assert report.answers["date_souhaitee"] == "2026-06-06"
    assert report.answers["participants"] == 120


def test_a_float_is_refused_in_answers_with_their_place(town: grc.Engine) -> None:
    with pytest.raises(grc.UnsupportedValue) as refused:
        town.validate("reservation-salle", "en-ligne", {"participants": 120.0})
    assert refused.value.path == "/answers/participants"
