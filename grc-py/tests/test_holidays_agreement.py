"""Public holidays, beside the list that the State publishes: `jours-feries-france`."""

from __future__ import annotations

import doctest
from typing import Any

import pytest
from jours_feries_france import JoursFeries

from grc import calendar

YEARS = range(2006, 2032)

ZONES = {
    "metropole": "Métropole",
    "alsace-moselle": "Alsace-Moselle",
    "guadeloupe": "Guadeloupe",
    "guyane": "Guyane",
    "martinique": "Martinique",
    "mayotte": "Mayotte",
    "nouvelle-caledonie": "Nouvelle-Calédonie",
    "la-reunion": "La Réunion",
    "polynesie-francaise": "Polynésie Française",
    "saint-barthelemy": "Saint-Barthélémy",
    "saint-martin": "Saint-Martin",
    "wallis-et-futuna": "Wallis-et-Futuna",
    "saint-pierre-et-miquelon": "Saint-Pierre-et-Miquelon",
}


def test_every_zone_of_the_list_is_compared() -> None:
    assert sorted(ZONES.values()) == sorted(JoursFeries.ZONES)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_holidays_are_those_that_the_state_publishes(zone: Any, year: Any) -> None:
    expected = sorted(set(JoursFeries.for_year(year, ZONES[zone]).values()))
    assert list(calendar.public_holidays(year, zone)) == expected


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValueError):
        calendar.public_holidays(2026, "corse")


def test_the_examples_of_the_page_are_true() -> None:
    assert doctest.testmod(calendar).failed == 0
