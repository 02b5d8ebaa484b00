"""The programs of `examples/python`, run for real."""

from __future__ import annotations

import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from typing import Any, Iterator

import pytest
from conftest import EXAMPLES, filled

import grc

PROGRAMS = EXAMPLES / "python"
sys.path.insert(0, str(PROGRAMS))


def program(name: str, *arguments: object, code: int = 0) -> str:
    """What an example prints."""
    command = [sys.executable, str(PROGRAMS / f"{name}.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_the_day_at_the_town_hall_has_the_timeline_of_the_demo_in_rust(tmp_path: pathlib.Path) -> None:
    told = program("mairie", tmp_path)
    _, _, after = told.partition("── L'histoire de 2026-000001 ──\n")
    timeline, _, _ = after.partition("\n\n")
    # `tests/demo.rs` holds the demo in Rust to the same file.
    assert timeline + "\n" == (EXAMPLES / "mairie/history.txt").read_text(encoding="utf-8")
    for shown in (
        "13 démarches publiées",
        "Dépôt refusé (invalid_answers), rien n'est enregistré.",
        "Hugo la demande aussi : Cette salle est déjà réservée à cette date.",
        "La GMAO refuse (http_422) : voie inconnue du plan, vouliez-vous dire « Rue du Vieux-Moulin » ?",
        "Interrogée, la GMAO répond que le ticket GT-1041 est « planifie »",
        "Le même appel, rejoué, est sans effet : HTTP 200",
        "02/03/2026 09:00  connector:gmao create         refusé http_422",
        "2026-000003 : Résolu (Terminé)",
        "Dossier lié 2026-000010 : Lina",
        "EN RETARD",
        " 0 anomalie(s)",
    ):
        assert shown in told


class Caller:
    """Someone at their browser: it keeps cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def ask(self, path: str, told: object = None, **headers: str) -> tuple[int, Any]:
        body = None if told is None else told if isinstance(told, bytes) else json.dumps(told).encode()
        request = urllib.request.Request(self.address + path, body, {"content-type": "application/json", **headers})
        try:
            with self.opener.open(request, timeout=30) as answered:
                return answered.status, read(answered)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, read(error)


def read(answered: Any) -> Any:
    content = answered.read().decode()
    return json.loads(content) if "json" in answered.headers["content-type"] else content


@pytest.fixture
def gmao() -> Any:
    """The business application, which knows every street."""
    import gmao

    gmao.STREET = "Rue du Moulin"
    return gmao


@pytest.fixture
def town(published: pathlib.Path, tmp_path: pathlib.Path, gmao: Any) -> Iterator[tuple[grc.Engine, Any]]:
    """A store of today, whose business application listens on this machine."""
    catalogue = shutil.copytree(EXAMPLES / "catalogue", tmp_path / "catalogue")
    application = gmao.Gmao()
    connector = catalogue / "connectors/gmao.json"
    known = json.loads(connector.read_text(encoding="utf-8"))
    connector.write_text(json.dumps({**known, "base_url": f"http://{application.address}/api"}), encoding="utf-8")
    secrets = {"gmao_jeton": "jeton", "gmao_webhook": gmao.SECRET}
    path = shutil.copy(published, tmp_path / "portal.db")
    with grc.Engine.open(
        path, language="fr", secrets=secrets, allow=(application.address,), mail_directory=tmp_path
    ) as engine:
        engine.publish(catalogue, actor=grc.Actor.system())
        yield engine, application


def test_the_portal_takes_a_request_and_the_call_of_an_application(town: tuple[grc.Engine, Any], gmao: Any) -> None:
    import portal
    from werkzeug.serving import make_server

    engine, application = town
    server = make_server("127.0.0.1", 0, portal.create_app(engine), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        walk(engine, application, gmao, address)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def walk(engine: grc.Engine, application: Any, gmao: Any, address: str) -> None:
    someone = Caller(address)
    assert "Signaler un problème" in someone.ask("/")[1]
    assert "/demarches/signalement-voirie/signaler" in someone.ask("/demarches/signalement-voirie")[1]
    assert someone.ask("/demarches/signalement-voirie/signaler")[1]["schema"]["type"] == "object"
    assert someone.ask("/demarches/rien/signaler")[0] == 404
    hole = filled("04-signalement-voirie-anonyme")
    day = datetime.now(timezone.utc) - timedelta(days=1)
    told = {"applicant": hole["applicant"], "answers": {**hole["answers"], "date_constat": f"{day:%Y-%m-%d}"}}
    path = "/demarches/signalement-voirie/signaler"
    status, refused = someone.ask(path, {**told, "answers": {}})
    assert (status, refused["code"]) == (422, "invalid_answers") and refused["faults"]
    status, filed = someone.ask(path, told, **{"idempotency-key": "une fois"})
    assert status == 201
    assert someone.ask(path, told, **{"idempotency-key": "une fois"})[1] == filed
    system = grc.Actor.system()
    while engine.run_due().done:
        pass
    seen = engine.request(reference=filed["reference"], actor=system)
    assert seen.external_id == "GT-1041"
    body = json.dumps({"ref": filed["reference"], "statut": "clos"}).encode()
    host = address[len("http://") :]
    forged = gmao.sign("whsec_" + "AAAA" * 8, "msg_1", body, datetime.now(timezone.utc))
    assert gmao.post(f"{address}/webhooks/gmao", body, forged) == 401
    assert application.close(host, datetime.now(timezone.utc)) == 200
    status, followed = Caller(address).ask(f"/suivi/{filed['tracking_code']}")
    assert (status, followed["state"], followed["reference"]) == (200, "done", filed["reference"])
    assert Caller(address).ask("/suivi/AAAA-BBBB-CCCC-DDDD")[0] == 404


def test_a_csv_file_is_taken_over_once(store: pathlib.Path) -> None:
    arguments = (store, PROGRAMS / "reservations.csv", "reservation-salle", "--source", "ancien")
    told = program("import_csv", *arguments, "--dry-run", code=1)
    assert told.startswith("ligne 4 : /status ") and told.endswith("2 reprises, 0 déjà reprises, 1 refusées\n")
    assert program("import_csv", *arguments, code=1).endswith("2 reprises, 0 déjà reprises, 1 refusées\n")
    assert program("import_csv", *arguments, code=1).endswith("0 reprises, 2 déjà reprises, 1 refusées\n")
    with grc.Engine.open(store, actor=grc.Actor.system()) as town:
        (row,) = town.requests(former_reference="SAL-2023-041")
        request = town.request(id=row.id)
        assert (request.answers["participants"], request.answers["materiel"]) == (80, ["tables_chaises"])
        assert request.tags == ["ete", "mariage"]


def test_delays_are_drawn(store: pathlib.Path, tmp_path: pathlib.Path) -> None:
    if importlib.util.find_spec("matplotlib") is None:
        pytest.skip("NOT CHECKED: examples/python/delays.py needs matplotlib")
    program("import_csv", store, PROGRAMS / "reservations.csv", "reservation-salle", "--source", "ancien", code=1)
    program("delays", store, tmp_path / "delays.png")
    assert (tmp_path / "delays.png").read_bytes().startswith(b"\x89PNG")
