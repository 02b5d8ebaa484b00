"""The command line, as a system administrator runs it."""

from __future__ import annotations

import contextlib
import csv
import importlib.metadata
import io
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
from typing import Any
from unittest import mock

import pytest
from conftest import EXAMPLES, MORNING, file_wedding

import grc
from grc.cli import main

CATALOGUE = EXAMPLES / "catalogue"


def ran(*arguments: Any, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the real command does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "grc", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**known_environment(), **environment},
    )


def run(*arguments: Any, code: int = 0, **environment: str) -> str:
    """What a command prints, having checked its exit code. In this process: many are run."""
    out, errors = io.StringIO(), io.StringIO()
    found: object
    patch = mock.patch.dict(os.environ, {**known_environment(), **environment}, clear=True)
    with patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try:
            found = main([*map(str, arguments)])
        except SystemExit as exit:
            found = exit.code
    assert found == code, out.getvalue() + errors.getvalue()
    return out.getvalue()


def known_environment() -> dict[str, str]:
    left_out = ("GRC_STORE", "GRC_CATALOGUE", "NO_COLOR", "FORCE_COLOR")
    return {name: value for name, value in os.environ.items() if name not in left_out}


@pytest.fixture(scope="session")
def busy(published: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A store in which a request was filed."""
    path = pathlib.Path(shutil.copy(published, tmp_path_factory.mktemp("busy") / "town.db"))
    with grc.Engine.open(path, actor=grc.Actor.system(), clock=MORNING) as engine:
        file_wedding(engine)
    return path


@pytest.fixture
def faulty(tmp_path: pathlib.Path) -> pathlib.Path:
    """The catalogue of the examples, with a key that does not exist and a service that does not."""
    copy = tmp_path / "town"
    shutil.copytree(CATALOGUE, copy)
    file = copy / "procedures/piscine.json"
    procedure = json.loads(file.read_text(encoding="utf-8"))
    procedure["titel"] = "Piscine"
    file.write_text(json.dumps(procedure, indent=2, ensure_ascii=False), encoding="utf-8")
    return copy


def test_the_package_has_a_script() -> None:
    (script,) = (
        [one for one in importlib.metadata.entry_points()["console_scripts"] if one.name == "grc"]
        if (sys.version_info < (3, 10))
        else importlib.metadata.entry_points(group="console_scripts", name="grc")
    )
    assert script.value == "grc.cli:main"


def test_help_names_every_command_and_exit_code() -> None:
    told = ran("--help").stdout
    words = re.findall(r"^ {4}(\w+)\b", told, re.MULTILINE)
    assert {*words} >= {"check", "publish", "graph", "catalogue", "route", "requests", "tasks"}
    assert {*words} >= {"history", "stats", "export", "verify", "backup", "run"}
    assert "GRC_STORE" in told
    for code in (0, 1, 2, 3, 4, 130):
        assert re.search(rf"^  {code} ", told, re.MULTILINE)
    assert "exit code 1" in run("check", "--help")


def test_a_right_catalogue_is_told_right() -> None:
    assert run("check", CATALOGUE) == "0 faults, 0 warnings\n"
    assert json.loads(run("check", CATALOGUE, "--json")) == {"accepted": True, "diagnostics": []}


def test_a_fault_is_told_with_its_file_and_line(faulty: pathlib.Path) -> None:
    done = ran("check", faulty)
    assert (done.returncode, done.stderr) == (1, "")
    told = done.stdout
    lines = (faulty / "procedures/piscine.json").read_text(encoding="utf-8").splitlines()
    rank = next(rank for rank, line in enumerate(lines, 1) if '"titel"' in line)
    message = "unknown key `titel`; did you mean `title`? [definition.unknown_key]"
    assert told == f"procedures/piscine.json:{rank}:3: fault: {message}\n1 fault, 0 warnings\n"
    (diagnostic,) = json.loads(run("check", faulty, "--json", code=1))["diagnostics"]
    assert (diagnostic["line"], diagnostic["pointer"]) == (rank, "/titel")
    assert "clé inconnue" in run("check", faulty, "--language", "fr", code=1)


def test_a_warning_of_a_right_catalogue_is_told_with_its_file_and_line(tmp_path: pathlib.Path) -> None:
    copy = tmp_path / "town"
    shutil.copytree(CATALOGUE, copy)
    file = copy / "procedures/mediatheque.json"
    file.write_text(file.read_text(encoding="utf-8").replace("https://", "http://"), encoding="utf-8")
    (warning,) = json.loads(run("check", copy, "--json"))["diagnostics"]
    lines = file.read_text(encoding="utf-8").splitlines()
    assert (warning["severity"], warning["file"]) == ("warning", "procedures/mediatheque.json")
    assert "http://" in lines[warning["line"] - 1]


def test_colours_are_for_terminals_alone(faulty: pathlib.Path) -> None:
    assert "\x1b[" not in run("check", faulty, code=1)
    assert "\x1b[31mfault\x1b[0m" in run("check", faulty, code=1, FORCE_COLOR="1")
    assert "\x1b[" not in run("check", faulty, code=1, FORCE_COLOR="1", NO_COLOR="1")


def test_sarif_has_what_the_standard_requires(faulty: pathlib.Path) -> None:
    document = json.loads(run("check", faulty, "--sarif", code=1))
    (made,) = document["runs"]
    driver = made["tool"]["driver"]
    assert (document["version"], driver["name"]) == ("2.1.0", "grc")
    (result,) = made["results"]
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "definition.unknown_key"
    assert result["level"] == "error" and result["message"]["text"]
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == (faulty / "procedures/piscine.json").as_uri()
    assert physical["region"]["startLine"] > 1 and physical["region"]["startColumn"] == 3
    assert json.loads(run("check", CATALOGUE, "--sarif"))["runs"][0]["results"] == []


def test_a_catalogue_is_published_whole_or_not_at_all(faulty: pathlib.Path, tmp_path: pathlib.Path) -> None:
    store = tmp_path / "new.db"
    assert "nothing" not in run("publish", CATALOGUE, "--store", store)
    assert run("publish", CATALOGUE, "--store", store).startswith("publication 1: 0 procedures with a new version")
    assert "1 fault" in run("publish", faulty, "--store", store, code=1)
    assert json.loads(run("publish", CATALOGUE, "--store", store, "--json"))["publication"] == 1
    # The negative control: what is right is published.
    (faulty / "procedures/piscine.json").unlink()
    (faulty / "catalogue.json").write_text(
        (CATALOGUE / "catalogue.json").read_text(encoding="utf-8").replace("Saint-Aubin", "Saint-Albin"),
        encoding="utf-8",
    )
    assert run("publish", faulty, "--store", store).startswith("publication 2: ")


def test_what_visitors_are_shown_is_listed(busy: pathlib.Path) -> None:
    told = run("catalogue", "--store", busy, "--as", "applicant:x")
    assert "reservation-salle" in told and "courrier-entrant" not in told
    assert "courrier-entrant" in run("catalogue", GRC_STORE=str(busy))
    listed = json.loads(run("catalogue", "--store", busy, "--text", "réserv sal", "--json"))
    assert [one["id"] for one in listed] == ["reservation-salle"]
    routed = run("route", "subvention-association", "--store", busy, "--as", "applicant:x", "--audience", "citizen")
    assert re.search(r"^no +dossier ", routed, re.MULTILINE)
    routed = run("route", "acte-naissance", "--store", busy, "--answer", "lieu_naissance=autre_commune", "--json")
    assert json.loads(routed)["faults"] == []


def test_requests_are_listed_for_those_who_may_see_them(busy: pathlib.Path) -> None:
    (row,) = json.loads(run("requests", "--store", busy, "--json"))
    assert (row["reference"], row["received_at"]) == ("2026-000001", "2026-03-02T08:00:00.000Z")
    assert "2026-000001" in run("requests", "--store", busy, "--as", "agent:paul", "--state", "new")
    assert run("requests", "--store", busy, "--state", "done") == "no request\n"
    assert run("requests", "--store", busy, "--received-before", "2026-03-02") == "no request\n"
    assert "Instruire" in run("tasks", "--store", busy, "--as", "agent:paul")


def test_a_history_is_told_and_figures_are_given(busy: pathlib.Path) -> None:
    assert "Request 2026-000001 filed" in run("history", "2026-000001", "--store", busy)
    (row,) = json.loads(run("requests", "--store", busy, "--json"))
    lines = json.loads(run("history", row["id"], "--store", busy, "--json", "--language", "fr"))
    assert (lines[0]["sequence"], lines[0]["text"]) == (1, "Demande 2026-000001 déposée")
    assert "reservation-salle" in run("stats", "--store", busy)
    assert run("stats", "--store", busy, "--csv").count("\n") == 2


def test_an_export_is_whole_and_for_its_owner_alone(busy: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (row,) = map(json.loads, ran("export", "--store", busy).stdout.splitlines())
    assert row["reference"] == "2026-000001" and "answers" not in row
    (row,) = map(json.loads, run("export", "--answers", "--store", busy).splitlines())
    assert row["answers"]["salle"] == "salle_des_fetes"
    file = tmp_path / "requests.csv"
    assert run("export", "--store", busy, "--out", file) == ""
    (row,) = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    assert (row["reference"], row["outcome"]) == ("2026-000001", "")
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    types = [json.loads(line)["type"] for line in run("export", "events", "--store", busy).splitlines()]
    assert types[0] == "request.submitted" and len(types) > 1
    assert run("export", "tasks", "--store", busy, "--format", "csv").startswith("id,request,reference,")


def test_no_cell_is_read_as_a_formula() -> None:
    from grc.cli.export import cell

    assert [cell(text) for text in ("=A1", "+1", "-1", "@a", "a=b")] == ["'=A1", "'+1", "'-1", "'@a", "a=b"]
    assert cell(-1) == "-1"


def test_an_altered_store_is_told_as_such(busy: pathlib.Path, tmp_path: pathlib.Path) -> None:
    import sqlite3

    assert "all as recorded" in run("verify", "--store", busy)
    heads = tmp_path / "heads.json"
    run("verify", "--store", busy, "--save-heads", heads)
    assert json.loads(run("verify", "--store", busy, "--heads", heads, "--json"))["broken"] == []
    kept = json.loads(heads.read_text(encoding="utf-8"))
    kept[0]["link"] = "0" * 64
    heads.write_text(json.dumps(kept), encoding="utf-8")
    assert "head" in run("verify", "--store", busy, "--heads", heads, code=1)
    heads.write_text("[", encoding="utf-8")
    run("verify", "--store", busy, "--heads", heads, code=2)
    copy = tmp_path / "copy.db"
    assert run("backup", copy, "--store", busy).startswith(f"{copy}: ")
    assert "all as recorded" in run("verify", "--store", copy)
    run("backup", copy, "--store", busy, code=3)
    with sqlite3.connect(copy) as altered:
        altered.execute("UPDATE request SET status = 'acceptee'")
    altered.close()
    assert "not as recorded" in run("verify", "--store", copy, code=1)


def test_what_goes_wrong_has_its_exit_code_and_says_nothing_of_a_person(
    busy: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    missing = tmp_path / "nowhere.db"
    assert "there is no store" in ran("requests", "--store", missing).stderr
    run("requests", "--store", missing, code=3)
    assert not missing.exists()
    text = tmp_path / "notes.txt"
    text.write_text("some notes\n" * 100, encoding="utf-8")
    run("requests", "--store", text, code=3)
    run("requests", code=2)
    run("requests", "--store", busy, "--state", "nope", code=2)
    run("requests", "--store", busy, "--as", "nobody", code=2)
    run("check", tmp_path / "nothing", code=3)
    run("history", "2026-000099", "--store", busy, code=4)
    run("stats", "--store", busy, "--as", "agent:nobody", code=4)
    run("route", "nope", "--store", busy, code=4)
    run("graph", "nope", "--catalogue", CATALOGUE, code=2)
    told = ran("requests", "--store", busy, "--received-from", "Mme Dupont")
    assert "expected a day" in told.stderr and told.returncode == 2
    for command in (["history", "Dupont"], ["route", "Dupont"]):
        refused = ran(*command, "--store", busy)
        assert refused.returncode == 4 and "Dupont" not in refused.stdout + refused.stderr


def test_run_sends_what_is_due_once(store: pathlib.Path, tmp_path: pathlib.Path) -> None:
    with grc.Engine.open(store, actor=grc.Actor.system()) as engine:
        file_wedding(engine, answers={**wedding(), "date_souhaitee": future()})
    mail = tmp_path / "mail"
    told = run("run", "--once", "--store", store, "--mail-directory", mail)
    assert re.search(r"stopped: timers \d+, messages [1-9]", told)
    assert list((mail / "emails").iterdir())
    assert "messages 0" in run("run", "--once", "--store", store, "--mail-directory", mail)
    run("run", "--once", "--store", store, "--smtp-user", "grc", code=2)


def wedding() -> dict[str, Any]:
    from conftest import WEDDING

    answers: dict[str, Any] = WEDDING["answers"]
    return answers


def future() -> str:
    from datetime import date, timedelta

    day = date.today() + timedelta(days=60)
    return str(day + timedelta(days=(5 - day.weekday()) % 7))


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_stops_cleanly(store: pathlib.Path, tmp_path: pathlib.Path, number: signal.Signals) -> None:
    with grc.Engine.open(store, actor=grc.Actor.system()) as engine:
        file_wedding(engine, answers={**wedding(), "date_souhaitee": future()})
    mail = tmp_path / "mail"
    command = [sys.executable, "-m", "grc", "run", "--store", str(store), "--mail-directory", str(mail)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as worker:
        # It has told what it did: it waits for what comes next.
        assert worker.stdout is not None
        assert "messages" in worker.stdout.readline()
        worker.send_signal(number)
        began = time.monotonic()
        told, errors = worker.communicate(timeout=20)
    assert (worker.returncode, errors) == (0, "") and "stopped: " in told
    assert time.monotonic() - began < 5
    with grc.Engine.open(store, actor=grc.Actor.system()) as engine:
        assert engine.verify().broken == []


def test_whoever_reads_may_have_read_enough(busy: pathlib.Path) -> None:
    command = f"{sys.executable} -m grc catalogue --store {busy} --json | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("[\n", "")
