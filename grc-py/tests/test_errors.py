"""What is raised, and what it tells."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import pytest
from conftest import CAMILLE, EXAMPLES, HALL, ROOT, WEDDING, file_wedding

import grc
from grc import _grc, errors

if TYPE_CHECKING:
    import pathlib


def test_every_code_of_the_engine_has_one_class() -> None:
    codes = {code: number for code, number, _ in _grc.error_codes()}
    assert set(errors.CLASSES) == set(codes)
    page = (ROOT / "docs/errors.md").read_text(encoding="utf-8")
    header = (ROOT / "include/grc.h").read_text(encoding="utf-8")
    for code, number in codes.items():
        assert f"| {number} | `{code}` |" in page
        assert re.search(rf"GRC_{code.upper()} = {number}\b|GRC_{code.upper()} {number}\b", header), code
        raised = errors.of_engine(code, number, "m", "/p", {"expected": 1}, "en")
        assert isinstance(raised, grc.GrcError) and str(raised) == "/p: m"
        again = pickle.loads(pickle.dumps(raised))
        assert type(again) is type(raised)
        assert vars(again) == vars(raised)


def test_classes_have_a_second_base_where_python_has_a_word() -> None:
    pairs = [
        (grc.ValidationError, ValueError),
        (grc.DefinitionError, ValueError),
        (grc.IdentifierError, ValueError),
        (grc.UnsupportedValue, TypeError),
        (grc.NotFound, LookupError),
        (grc.Forbidden, PermissionError),
        (grc.FileError, OSError),
    ]
    for raised, base in pairs:
        assert issubclass(raised, base) and issubclass(raised, grc.GrcError)


def test_answers_at_fault_are_reported_in_the_language_asked(town: grc.Engine) -> None:
    camille = town.acting_as(CAMILLE, language="en")
    with pytest.raises(grc.ValidationError) as refused:
        camille.submit(*HALL, WEDDING["applicant"], {**WEDDING["answers"], "participants": 4000})
    error = refused.value
    assert (error.code, error.number, len(error.report.faults)) == ("invalid_answers", 112, 1)
    fault = error.report.faults[0]
    assert (fault.path, fault.code) == ("/participants", "field.too_great")
    lines = str(error).splitlines()
    assert lines[0] == "1 fault(s) in the answers; nothing was recorded"
    assert lines[1].startswith("  /participants: ") and "4000" not in str(error)
    with pytest.raises(grc.ValidationError, match="faute") as french:
        camille.submit(*HALL, WEDDING["applicant"], {}, language="fr")
    assert "réponse obligatoire" in french.value.report.faults[0].message


def test_definitions_at_fault_are_all_told(town: grc.Engine, tmp_path: pathlib.Path) -> None:
    with pytest.raises(grc.DefinitionError) as refused:
        town.publish({"services": [{"id": "Accueil", "titre": "Accueil"}]}, language="en")
    report = refused.value.report
    assert len(report.diagnostics) >= 2 and report.diagnostics[0].severity is grc.Severity.FAULT
    assert report.diagnostics[0].pointer.startswith("/services/0") and not report
    assert report.diagnostics[0].message in str(refused.value)
    with pytest.raises(grc.DefinitionError) as unreadable:
        town.publish(tmp_path / "nowhere")
    assert unreadable.value.code == "unreadable_definition"


def test_what_is_not_shown_is_not_found_and_what_is_shown_may_be_forbidden(town: grc.Engine) -> None:
    receipt = file_wedding(town)
    with pytest.raises(LookupError) as unknown:
        town.acting_as(grc.Actor.applicant("autre")).request(id=receipt.id)
    assert isinstance(unknown.value, grc.NotFound)
    with pytest.raises(PermissionError) as forbidden:
        town.acting_as(CAMILLE).publish(EXAMPLES / "catalogue")
    assert isinstance(forbidden.value, grc.Forbidden) and forbidden.value.args == ("forbidden", forbidden.value.message)


def test_a_stale_revision_tells_both(town: grc.Engine) -> None:
    receipt = file_wedding(town)
    paul = town.acting_as(grc.Actor.agent("paul"))
    with pytest.raises(grc.Conflict) as stale:
        paul.comment(receipt.id, "Vu.", revision=1)
    assert stale.value.code == "stale_revision"
    assert stale.value.details == {"expected": 1, "actual": receipt.revision}


def test_a_request_that_is_not_well_formed_is_refused_with_its_place(town: grc.Engine) -> None:
    with pytest.raises(grc.InvalidInput) as refused:
        town.requests(state="nouveau")  # type: ignore[arg-type]
    assert refused.value.code == "invalid_input" and "/query/state" in str(refused.value)
    with pytest.raises(TypeError, match="who acts"):
        grc.Engine.open(":memory:").requests()


def test_a_closed_engine_says_so() -> None:
    engine = grc.Engine.open(":memory:", actor=grc.Actor.system())
    assert repr(engine) == "<grc.Engine open>"
    with engine as same:
        assert same is engine
    engine.close()
    assert repr(engine) == "<grc.Engine closed>"
    assert engine.closed
    with pytest.raises(grc.EngineClosed):
        engine.counts()


def test_a_file_that_is_no_store_is_refused(tmp_path: pathlib.Path) -> None:
    other = tmp_path / "notes.db"
    other.write_bytes(b"des notes" * 1000)
    with pytest.raises(grc.StoreError) as refused:
        grc.Engine.open(other)
    assert refused.value.code == "store_not_grc"
    assert other.read_bytes() == b"des notes" * 1000
