"""A day at the town hall: every operation is asked once."""

from __future__ import annotations

import logging
import pathlib
from datetime import date, datetime, timezone
from typing import Any

import pytest
from conftest import CAMILLE, EXAMPLES, HALL, MORNING, PAUL, WEDDING, file_wedding

import grc
from grc import _grc

PDF = b"%PDF-1.7\n"


@pytest.fixture
def asked(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What the engine logs."""
    caplog.set_level(logging.DEBUG, logger="grc")
    return caplog


def test_every_operation_is_asked_in_a_day(
    open_town: Any, asked: pytest.LogCaptureFixture, tmp_path: pathlib.Path
) -> None:
    town: grc.Engine = open_town(secrets=lambda name: "whsec_c2VjcmV0")
    camille, paul = town.acting_as(CAMILLE), town.acting_as(PAUL)
    definitions(town)
    visitors(camille)
    receipt = filing(town, camille)
    looking(receipt, town, camille, paul)
    tasks(receipt, paul)
    processing(receipt, camille, paul)
    applicants(receipt, paul)
    exchanges(receipt, town, paul)
    histories(receipt, town, camille, tmp_path)
    people(town, paul)
    town.withdraw("piscine", replacement="mediatheque")
    known = {record.message.split(":")[0] for record in asked.records}
    # `version` is the library's own.
    assert known >= set(_grc.operations()) - {"version"}


def definitions(town: grc.Engine) -> None:
    assert town.version() == grc.__version__
    assert town.check(EXAMPLES / "catalogue").accepted
    again = town.publish(EXAMPLES / "catalogue")
    assert (again.publication, again.versions) == (1, [])


def visitors(camille: grc.Engine) -> None:
    (listed,) = camille.catalogue(text="réserv sal")
    assert listed.id == "reservation-salle"
    routing = camille.route("reservation-salle", visitor=grc.Visitor(actor=CAMILLE, audience="association"))
    assert "en-ligne" in [offer.scenario for offer in routing.offers]
    form = camille.form(*HALL, answers={"salle": "salle_du_verger"})
    assert form.schema["type"] == "object" and form.privacy is not None
    (hall,) = camille.options(*HALL, "/salle", text="verg", language="en")
    assert (hall.value, hall.columns["tarif_habitant"]) == ("salle_du_verger", "130.00")
    report = camille.validate(*HALL, {}, language="en")
    assert not report and report.faults[0].code == "field.required"
    sector = camille.sector("signalement-voirie", "voirie", {"latitude": "49.29", "longitude": "-0.39"})
    assert sector is not None and sector.id == "bourg"
    assert camille.identifier("siret", "732 829 320 00074").canonical == "73282932000074"
    assert camille.public_holidays(2026)[1].day == date(2026, 4, 6)


def filing(town: grc.Engine, camille: grc.Engine) -> grc.Receipt:
    file = camille.attach(PDF, "../plan.pdf")
    assert (file.name, file.size) == ("plan.pdf", 9)
    assert camille.file(file.id).media_type == "application/pdf"
    assert camille.read_file(file.id, offset=1, length=3) == b"PDF"
    assert town.scanned(file.id, "clean").verdict is grc.Verdict.CLEAN
    assert town.pending_files() == []
    draft = camille.save_draft(*HALL, WEDDING["answers"])
    assert camille.draft(draft.id).answers == WEDDING["answers"]
    receipt = file_wedding(town, draft=draft.id, idempotency_key="mariage")
    assert receipt.reference == "2026-000001"
    other = camille.save_draft(*HALL, {})
    camille.discard_draft(other.id)
    with pytest.raises(grc.NotFound):
        camille.draft(other.id)
    line = {
        "reference": "A-12",
        "procedure": "reservation-salle",
        "scenario": "en-ligne",
        "status": "inconnu",
        "submitted_at": date(2019, 5, 2),
        "applicant": {"audience": "citizen", "last_name": "Dupont"},
    }
    report = town.import_("ancien", [line], dry_run=True)
    assert (report.refused, report.faults[0].error["path"]) == (1, "/status")
    return receipt


def looking(receipt: grc.Receipt, town: grc.Engine, camille: grc.Engine, paul: grc.Engine) -> None:
    for way in ({"id": receipt.id}, {"reference": receipt.reference}, {"tracking_code": receipt.tracking_code}):
        assert camille.request(**way).id == receipt.id
    request = camille.request(id=receipt.id)
    assert (request.state, request.received_at) == (grc.State.NEW, MORNING)
    assert isinstance(request.applicant, grc.Applicant) and request.applicant.audience is grc.Audience.CITIZEN
    assert [row.id for row in paul.requests(state="new")] == [receipt.id]
    assert paul.inbox_counts().services == 1
    assert [entry.reason for entry in paul.inbox()] == [grc.InboxReason.SERVICE]
    assert town.counts()[0].requests == 1
    figures = paul.statistics("by_agent", csv=True)
    assert figures.columns[0].id == "agent" and figures.csv is not None


def tasks(receipt: grc.Receipt, paul: grc.Engine) -> None:
    task = next(iter(paul.tasks(limit=10)))
    assert task.request == receipt.id
    paul.take_task(task.id)
    paul.set_task_due(task.id, due=datetime(2027, 1, 4, 8, tzinfo=timezone.utc))
    assert next(iter(paul.tasks())).due == datetime(2027, 1, 4, 8, tzinfo=timezone.utc)
    paul.remind_task(task.id)
    paul.release_task(task.id)
    paul.transfer_task(task.id, "Pour mémoire", agent="paul")
    paul.complete_task(task.id)
    paul.open_task(receipt.id, "Appeler")
    paul.consult(receipt.id, "services-techniques", "Possible ?")


def processing(receipt: grc.Receipt, camille: grc.Engine, paul: grc.Engine) -> None:
    request = receipt.id
    paul.assign(request, agent="paul")
    paul.comment(request, "Vu.")
    plan = paul.attach(PDF, "plan.pdf")
    paul.send_message(request, "Est-ce bien cela ?", files=[plan.id], answer_awaited=True)
    camille.send_message(request, "Oui.")
    written = camille.messages(request=request)
    assert (written.awaiting, written.messages[1].text) == ("town_hall", "Oui.")
    paul.tag(request, ["Mariage", "Été"])
    paul.untag(request, ["ete"])
    assert paul.request(id=request).tags == ["mariage"]
    assert paul.check_offer(request, "prendre_en_charge").validation
    with pytest.raises(grc.GrcError):
        paul.offer_options(request, "prendre_en_charge", "/rien")
    assert paul.act(request, "prendre_en_charge").state is grc.State.IN_PROGRESS
    june = ("salle:salle_des_fetes", date(2026, 6, 1), date(2026, 6, 30))
    assert [slot.left for slot in camille.availability(*june).slots] == [1, 0, 1]
    paul.release_claim(request)
    assert len(camille.availability(*june).slots) == 1
    answers = {**WEDDING["answers"], "date_souhaitee": date(2026, 7, 4)}
    second = camille.submit(*HALL, WEDDING["applicant"], answers)
    paul.link(second.id, "duplicate_of", receipt.reference)
    assert paul.request(id=request).links[0].kind is grc.LinkKind.HAS_DUPLICATE
    paul.unlink(second.id, grc.LinkKind.DUPLICATE_OF, receipt.reference)
    bulk = paul.bulk(ids=[request, second.id], comment={"text": "Vu aussi."})
    assert (bulk.done, bulk.outcomes[0].request) == (2, request)
    item = grc.CorrectionItem(field="participants", reason="incorrect")
    paul.request_correction(request, [item], deadline=date(2026, 3, 20))
    paul.signal(request, "paye", actor=grc.Actor.system())
    with pytest.raises(grc.NotFound):
        camille.confirmation(receipt.reference, "AAAA-BBBB-CCCC-DDDD")
    with pytest.raises(grc.GrcError):
        camille.confirm(receipt.reference, "AAAA-BBBB-CCCC-DDDD", "confirmer")


def applicants(receipt: grc.Receipt, paul: grc.Engine) -> None:
    lea = paul.put_applicant("citizen", last_name="Moreau", phones=["06 12 34 56 78"])
    other = paul.put_applicant(grc.Audience.CITIZEN, last_name="Moreaux")
    assert [found.id for found in paul.find_applicants(phone="+33612345678")] == [lea.id]
    paul.merge_applicants(lea.id, other.id)
    paul.recognise_applicant(receipt.id, applicant=other.id)
    entry = paul.applicant(other.id)
    assert (entry.applicant.id, entry.requests.rows[0].id) == (lea.id, receipt.id)


def exchanges(receipt: grc.Receipt, town: grc.Engine, paul: grc.Engine) -> None:
    with pytest.raises(grc.GrcError):
        town.receive("aucun", {"webhook-id": "1"}, b"{}")
    assert list(town.waiting_calls()) == []
    assert town.run_due().failures == 0
    first, second = town.claim_messages(endpoints=["email"])[:2]
    assert first.message is not None and first.message.channel is grc.Channel.EMAIL
    town.report_sent(first.id, first.token)
    town.report_failed(second.id, second.token, "refused")
    assert [dead.id for dead in town.dead_letters()] == [second.id]
    assert first.request in [delivery.request for delivery in paul.deliveries(first.request)]
    assert paul.communications(request=receipt.id)[0].recipient == "applicant"
    text = grc.TextReference(template="accuse-reception")
    words = grc.NewWords(
        subject={"fr": "Bien reçu : {{ request.reference }}", "en": "Received: {{ request.reference }}"}
    )
    seen = paul.preview_communications(*HALL, written_in="en", text={"which": text, "words": words})
    assert seen[0].subject == "Received: 2026-000000"
    assert paul.correct_text(text, procedure="reservation-salle", words=words).procedures[0].versions == [1]
    assert paul.corrected_texts("reservation-salle")[0].by == PAUL
    assert town.requeue_dead_letters(message=second.id) == 1
    assert town.endpoints()[0].endpoint == "email"
    assert town.asked_changes() == []
    town.subscribe("compta", "https://compta.exemple.fr/grc", "compta")
    assert town.subscribers()[0].behind == 0
    town.unsubscribe("compta")
    told = town.events(limit=1)
    assert (told.events[0].type, told.more) == ("request.submitted", True)
    assert told.events[0].data.request == receipt.id
    town.abandon_dead_letters(endpoint="email")


def histories(receipt: grc.Receipt, town: grc.Engine, camille: grc.Engine, folder: pathlib.Path) -> None:
    timeline = camille.history(receipt.id, language="en")
    assert timeline[0].text == "Request 2026-000001 filed"
    heads = town.heads()
    verified = town.verify(heads=heads)
    assert (verified.broken, verified.totals_agree) == ([], True)
    assert town.backup(folder / "copie.db") > 100_000


def people(town: grc.Engine, paul: grc.Engine) -> None:
    role = grc.Membership(service="vie-associative", role="agent")
    town.put_agent(grc.Agent(id="nina", name="Nina", roles=[role]))
    april = datetime(2026, 4, 1, tzinfo=timezone.utc)
    absence = paul.set_absence("nina", absence=grc.Absence(from_=MORNING, until=april))
    assert absence is not None and absence.until == april
    town.disable_agent("nina")
    assert [agent.id for agent in town.agents() if agent.active is False] == ["nina"]
    changes = [event.change for event in town.people_history(agent="nina")]
    assert changes[0].kind == "disabled"
    assert changes[-1].registered is not None and changes[-1].registered.name == "Nina"
