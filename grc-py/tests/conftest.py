"""A town, published once and copied for each test."""

from __future__ import annotations

import json
import pathlib
import shutil
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Callable, Iterator

import hypothesis
import pytest

import grc

if TYPE_CHECKING:
    Open = Callable[..., grc.Engine]

# A machine that is busy is no fault.
hypothesis.settings.register_profile("steady", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("steady")

ROOT = pathlib.Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
MORNING = datetime(2026, 3, 2, 8, tzinfo=timezone.utc)
PAUL = grc.Actor.agent("paul")
CAMILLE = grc.Actor.applicant("camille")
HALL = ("reservation-salle", "en-ligne")


def filled(name: str) -> dict[str, Any]:
    """A request of the examples."""
    told: dict[str, Any] = json.loads((EXAMPLES / "requests" / f"{name}.json").read_text(encoding="utf-8"))
    return told


WEDDING = filled("01-reservation-salle-mariage")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A store in which the catalogue of the examples is published."""
    path = tmp_path_factory.mktemp("town") / "town.db"
    with grc.Engine.open(path, actor=grc.Actor.system(), clock=MORNING) as engine:
        engine.publish(EXAMPLES / "catalogue")
        role = grc.Membership(service="vie-associative", role="manager")
        engine.put_agent(grc.Agent(id="paul", name="Paul", email="paul@exemple.fr", roles=[role]))
    return path


@pytest.fixture
def store(published: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    """A copy of that store."""
    return pathlib.Path(shutil.copy(published, tmp_path / "town.db"))


@pytest.fixture
def open_town(store: pathlib.Path) -> Iterator[Open]:
    """Opens the copy, with what the host lends."""
    opened: list[grc.Engine] = []

    def open_with(**lent: Any) -> grc.Engine:
        opened.append(grc.Engine.open(store, **{"actor": grc.Actor.system(), "clock": MORNING, **lent}))
        return opened[-1]

    yield open_with
    for engine in opened:
        engine.close()


@pytest.fixture
def town(open_town: Open) -> grc.Engine:
    """The copy, opened by the host."""
    return open_town()


def file_wedding(town: grc.Engine, **members: Any) -> grc.Receipt:
    """Files the request of a wedding."""
    camille = town.acting_as(CAMILLE)
    return camille.submit(*HALL, **{"applicant": WEDDING["applicant"], "answers": WEDDING["answers"], **members})
