"""Records and enumerations: what results are made of."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any
from uuid import UUID

import pytest
from conftest import CAMILLE, WEDDING, file_wedding

import grc
from grc._generated import MODULES
from grc._record import Record


def test_a_record_is_equal_to_another_of_its_class_with_the_same_members() -> None:
    one = grc.Membership(service="accueil", role="agent")
    assert one == grc.Membership(service="accueil", role=grc.Role.AGENT)
    assert one != grc.Membership(service="accueil", role="reader")
    assert one != {"service": "accueil", "role": "agent"}


def test_a_record_does_not_change_but_gives_another() -> None:
    one = grc.Membership(service="accueil", role="agent")
    with pytest.raises(AttributeError, match="replace"):
        one.role = "reader"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="replace"):
        del one.role
    assert one.replace(role="reader") == grc.Membership(service="accueil", role="reader")
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_a_member_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError, match="Membership has no member `rôle`"):
        grc.Membership(service="accueil", role="agent", rôle="agent")  # type: ignore[call-arg]


def test_a_request_survives_pickling_and_copying(town: grc.Engine) -> None:
    request = town.acting_as(CAMILLE).request(id=file_wedding(town).id)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(request, protocol)) == request
    assert copy.copy(request) is request
    deep = copy.deepcopy(request)
    assert deep == request and deep.answers is not request.answers


def test_a_record_becomes_a_dictionary_and_json(town: grc.Engine) -> None:
    request = town.acting_as(CAMILLE).request(id=file_wedding(town).id)
    told = request.to_dict()
    assert (told["id"], type(told["state"]), told["received_at"]) == (request.id, str, request.received_at)
    assert told["applicant"]["last_name"] == WEDDING["applicant"]["last_name"]
    again = json.loads(request.to_json())
    assert again["received_at"] == "2026-03-02T08:00:00.000Z" and UUID(again["id"]) == request.id
    absence = grc.Absence(
        from_=datetime(2026, 1, 1, tzinfo=timezone.utc), until=datetime(2026, 2, 1, tzinfo=timezone.utc)
    )
    assert set(absence.to_dict()) == {"delegate", "from", "until"}


def test_repr_tells_what_helps_and_nothing_of_a_person(town: grc.Engine) -> None:
    paul = town.acting_as(grc.Actor.agent("paul"))
    receipt = file_wedding(town)
    request = paul.request(id=receipt.id)
    told = [request, request.applicant, request.summary, *request.tasks, *paul.requests(), *paul.inbox(), receipt]
    told += [*town.agents(), *town.claim_messages(endpoints=["email"]), CAMILLE, *paul.history(receipt.id)]
    assert receipt.reference in repr(request) and "state='new'" in repr(request)
    values = {str(value) for value in WEDDING["applicant"].values() if isinstance(value, str) and len(value) > 3}
    values |= {"camille", "Paul", "paul@", receipt.tracking_code} - {"citizen"}
    for one in told:
        assert not [value for value in values - {"citizen", "contact"} if value in repr(one)], repr(one)


def test_every_record_shows_only_members_that_it_has() -> None:
    known = [getattr(grc, name) for name in MODULES]
    records: list[Any] = [made for made in known if issubclass(made, Record)]
    assert len(records) > 80
    for made in records:
        assert set(made._shown) <= set(made._members), made
        assert made.__doc__ and repr(made()).startswith(made.__name__)


def test_a_member_is_the_same_each_time_that_it_is_looked_at(town: grc.Engine) -> None:
    request = town.acting_as(CAMILLE).request(id=file_wedding(town).id)
    assert request.answers is request.answers and request.tasks is request.tasks
    assert request.id is request.id and request.applicant is request.applicant
    request.answers["participants"] = 3
    assert request.answers["participants"] == 3 and request.to_dict()["answers"]["participants"] == 3


def test_threads_look_at_the_same_record(town: grc.Engine) -> None:
    file_wedding(town)
    for _ in range(50):
        (row,) = town.requests().rows
        begin = threading.Barrier(4)

        def look(row: grc.RequestSummary = row, begin: threading.Barrier = begin) -> tuple[int, int]:
            begin.wait()
            return id(row.id), id(row.received_at)

        with ThreadPoolExecutor(4) as pool:
            seen = [looking.result(10) for looking in [pool.submit(look) for _ in range(4)]]
        # What one of them has made first is what all have.
        assert set(seen) == {(id(row.id), id(row.received_at))}


def test_records_take_no_members_by_position() -> None:
    with pytest.raises(TypeError, match="by their names"):
        grc.Membership("accueil", "agent")  # type: ignore[call-arg]


def test_an_enumeration_is_a_text() -> None:
    told: str = grc.State.ON_HOLD
    assert told == "on_hold"
    assert f"{grc.State.ON_HOLD}" == str(grc.State.ON_HOLD) == "on_hold"
    assert json.dumps(grc.State.ON_HOLD) == '"on_hold"'
    assert grc.State("done") is grc.State.DONE
    assert pickle.loads(pickle.dumps(grc.State.DONE)) is grc.State.DONE


def test_lists_go_on_through_their_pages(town: grc.Engine) -> None:
    camille = town.acting_as(CAMILLE)
    filed = [
        file_wedding(town, answers={**WEDDING["answers"], "date_souhaitee": f"2026-07-{day:02}"}).id
        for day in range(1, 29, 4)
    ]
    page = camille.requests(limit=3)
    assert (len(page.rows), repr(page)) == (3, "Page(3 rows, and more)")
    assert [len(one.rows) for one in page.pages()] == [3, 3, 1]
    assert [row.id for row in page] == filed[::-1]
    following = page.following()
    assert following is not None and following.rows[0].id == filed[3]
    assert camille.requests(limit=3, after=page.next).rows == following.rows
    assert [row["id"] for row in camille.export(limit=2)] == filed[::-1]


def test_an_engine_can_be_neither_pickled_nor_copied(town: grc.Engine) -> None:
    with pytest.raises(TypeError, match="open the same path"):
        pickle.dumps(town)
    with pytest.raises(TypeError, match="acting_as"):
        copy.copy(town)
    with pytest.raises(TypeError, match="acting_as"):
        copy.deepcopy(town)
    with pytest.raises(TypeError, match=r"Engine\.open"):
        grc.Engine()
