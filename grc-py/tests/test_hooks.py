"""What the host lends: called when it should be, and never the end of anything when it fails."""

from __future__ import annotations

import logging
import pathlib
from datetime import datetime, timedelta, timezone
from typing import Any, BinaryIO, Callable
from uuid import UUID

import pytest
from conftest import CAMILLE, HALL, MORNING, PAUL, WEDDING, file_wedding

import grc

Open = Callable[..., grc.Engine]
LATER = {**WEDDING["answers"], "date_souhaitee": "2026-07-04"}


def test_the_clock_of_the_host_tells_every_instant(open_town: Open) -> None:
    now = [MORNING]
    town = open_town(clock=lambda: now[0])
    receipt = file_wedding(town)
    now[0] = datetime(2026, 3, 5, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    town.acting_as(PAUL).comment(receipt.id, "Vu.", visible=True)
    at = [entry.at for entry in town.history(receipt.id)]
    assert (at[0], at[-1]) == (MORNING, datetime(2026, 3, 5, 9, 30, tzinfo=timezone.utc))


@pytest.mark.parametrize("clock", [lambda: 1 // 0, lambda: datetime(2026, 3, 2), lambda: "demain"])
def test_a_clock_that_fails_fails_before_anything_is_done(open_town: Open, clock: Callable[[], Any]) -> None:
    clocks: list[Callable[[], Any]] = [lambda: MORNING]
    town = open_town(clock=lambda: clocks[-1]())
    clocks.append(clock)
    with pytest.raises(grc.HookError, match="the clock of the host raised"):
        file_wedding(town)
    clocks.pop()
    assert town.counts() == []


def test_messages_are_sent_by_the_host(open_town: Open) -> None:
    sent: list[tuple[UUID, grc.OutgoingMessage]] = []
    town = open_town(transports={"email": lambda message, identifier: sent.append((identifier, message))})
    receipt = file_wedding(town)
    report = town.run_due()
    assert report.messages == len(sent) >= 1
    identifier, message = sent[0]
    assert isinstance(identifier, UUID) and receipt.reference in message.subject
    assert message.channel is grc.Channel.EMAIL and message.to


def test_what_a_transport_raises_is_recorded_by_its_type_and_tried_again(
    open_town: Open, caplog: pytest.LogCaptureFixture
) -> None:
    now = [MORNING]
    sent: list[UUID] = []

    def send(message: grc.OutgoingMessage, identifier: UUID) -> None:
        if now[0] == MORNING:
            raise ConnectionResetError(f"cannot write to {message.to[0]}")
        sent.append(identifier)

    town = open_town(clock=lambda: now[0], transports={"email": send})
    receipt = file_wedding(town)
    with caplog.at_level(logging.ERROR, logger="grc"):
        assert town.run_due().failures >= 1
    assert "transport: the host's code raised ConnectionResetError" in caplog.messages
    deliveries = town.deliveries(receipt.id)
    failed = [delivery for delivery in deliveries if delivery.last_failure]
    assert {delivery.last_failure for delivery in failed} == {"raised_ConnectionResetError"}
    assert failed[0].attempts[0].reason == "raised_ConnectionResetError"
    told = caplog.text + str([one.to_dict() for one in deliveries])
    assert "cannot write" not in told and "@" not in told
    now[0] += timedelta(days=1)
    assert town.run_due().failures == 0
    assert {delivery.id for delivery in failed} <= set(sent)


def test_a_transport_may_say_that_it_is_refused_or_not_now(open_town: Open) -> None:
    outcomes: list[Exception] = [grc.Refused("no"), grc.Unavailable(retry_after=7200)]

    def send(message: grc.OutgoingMessage, identifier: UUID) -> None:
        if outcomes:
            raise outcomes.pop(0)

    town = open_town(transports={grc.Channel.EMAIL: send})
    filed = [file_wedding(town).id, town.acting_as(CAMILLE).submit(*HALL, WEDDING["applicant"], LATER).id]
    town.run_due()
    first, second = [one for request in filed for one in town.deliveries(request) if one.last_failure]
    assert (first.standing, first.last_failure) == (grc.DeliveryStanding.DEAD, "refused")
    assert (second.standing, second.last_failure) == (grc.DeliveryStanding.PENDING, "unavailable")
    assert second.due is not None and second.due >= MORNING + timedelta(hours=2)


def test_what_interrupts_a_hook_interrupts_the_program_once_all_is_recorded(open_town: Open) -> None:
    def send(message: grc.OutgoingMessage, identifier: UUID) -> None:
        raise KeyboardInterrupt

    town = open_town(transports={"email": send})
    receipt = file_wedding(town)
    with pytest.raises(KeyboardInterrupt):
        town.run_due()
    assert "raised_KeyboardInterrupt" in [one.last_failure for one in town.deliveries(receipt.id)]


def test_a_hook_may_use_the_engine(open_town: Open) -> None:
    seen: list[str] = []
    towns: list[grc.Engine] = []

    def send(message: grc.OutgoingMessage, identifier: UUID) -> None:
        seen.extend(row.reference for row in towns[0].requests())

    towns.append(open_town(transports={"email": send}))
    receipt = file_wedding(towns[0])
    towns[0].run_due()
    assert receipt.reference in seen


def test_secrets_may_be_a_mapping_or_a_function(open_town: Open) -> None:
    for secrets in ({"compta": "whsec_c2VjcmV0"}, lambda name: b"whsec_c2VjcmV0" if name == "compta" else None):
        town = open_town(secrets=secrets)
        assert town.subscribe("compta", "https://compta.exemple.fr/grc", "compta").secret == "compta"
        with pytest.raises(grc.DeliveryError) as missing:
            town.subscribe("autre", "https://compta.exemple.fr/grc", "autre")
        assert missing.value.code == "secret_missing"
    failing = open_town(secrets=lambda name: {}[name])
    with pytest.raises(grc.DeliveryError) as failed:
        failing.subscribe("compta", "https://compta.exemple.fr/grc", "compta")
    assert failed.value.code == "secret_missing"


def test_calls_are_made_by_the_host(open_town: Open) -> None:
    calls: list[tuple[str, str, bytes | None]] = []
    answers: list[Any] = [OSError("no route"), (204, {}, b"")]

    def exchange(method: str, url: str, headers: list[tuple[str, str]], body: bytes | None, seconds: int) -> Any:
        calls.append((method, url, body))
        assert ("webhook-id" in dict(headers)) and seconds > 0
        answer = answers.pop(0) if answers else (204, {}, b"")
        if isinstance(answer, Exception):
            raise answer
        return answer

    now = [MORNING]
    town = open_town(clock=lambda: now[0], secrets={"compta": "whsec_c2VjcmV0"}, http=exchange)
    town.subscribe("compta", "https://compta.exemple.fr/grc", "compta")
    file_wedding(town)
    town.run_due(kinds=["subscribers"])
    assert town.subscribers()[0].last_failure == "raised_OSError"
    now[0] += timedelta(days=1)
    assert town.run_due(kinds=[grc.DueKind.SUBSCRIBERS]).events >= 1
    assert calls[0][:2] == ("POST", "https://compta.exemple.fr/grc")
    assert calls[0][2] is not None and b"request.submitted" in calls[0][2]


def test_files_wait_for_the_scanner_of_the_host(open_town: Open, caplog: pytest.LogCaptureFixture) -> None:
    verdicts: list[Any] = [True, False, OSError("antivirus"), True]

    def scan(content: BinaryIO) -> bool:
        assert content.read().startswith(b"%PDF")
        verdict = verdicts.pop(0)
        if isinstance(verdict, Exception):
            raise verdict
        return bool(verdict)

    town = open_town(scanner=scan)
    camille = town.acting_as(CAMILLE)
    assert camille.attach(b"%PDF-1.7\n", "plan.pdf").verdict is grc.Verdict.CLEAN
    infected = camille.attach(b"%PDF-1.7\n", "plan.pdf")
    assert infected.verdict is grc.Verdict.INFECTED
    with pytest.raises(grc.FileError):
        camille.read_file(infected.id)
    waiting = camille.attach(b"%PDF-1.7\n", "plan.pdf")
    assert waiting.verdict is grc.Verdict.PENDING and "scanner: the host's code raised OSError" in caplog.messages
    town.run_due()
    assert camille.file(waiting.id).verdict is grc.Verdict.CLEAN


def test_messages_may_be_written_as_files(open_town: Open, tmp_path: Any) -> None:
    town = open_town(mail_directory=tmp_path / "courrier")
    file_wedding(town)
    assert town.run_due().messages >= 1
    assert list((tmp_path / "courrier/emails").glob("*.eml"))


def test_a_relay_at_fault_is_told_by_its_place(store: pathlib.Path) -> None:
    with pytest.raises(grc.InvalidInput) as refused:
        grc.Engine.open(store, smtp={"host": "smtp.exemple.fr", "port": "x"})
    assert refused.value.path == "/smtp/port"
    with grc.Engine.open(store, smtp={"host": "smtp.exemple.fr", "security": "tls"}, actor=PAUL) as engine:
        assert engine.inbox_counts().mine == 0


def test_logs_name_operations_and_codes_alone(town: grc.Engine, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="grc")
    receipt = file_wedding(town)
    with pytest.raises(grc.NotFound):
        town.acting_as(grc.Actor.applicant("autre")).request(id=receipt.id)
    assert "request: not_found" in caplog.messages
    assert any(line.startswith("submit: done in ") for line in caplog.messages)
    assert "autre" not in caplog.text and receipt.reference not in caplog.text
