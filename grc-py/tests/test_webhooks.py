"""Calls signed as Standard Webhooks, beside the official library: each takes what the other signs, a thousand times."""

from __future__ import annotations

import json
import random
import string
from base64 import b64encode
from datetime import datetime, timedelta, timezone
from typing import Any, Callable

import pytest
from conftest import WEDDING, file_wedding
from standardwebhooks import Webhook, WebhookVerificationError

import grc

Open = Callable[..., grc.Engine]
MESSAGES = 1_000
# Both read the clock of the machine: the official library knows no other.
CHANCE = random.Random(20_261_125)


def secret() -> str:
    return "whsec_" + b64encode(CHANCE.randbytes(CHANCE.randint(24, 64))).decode()


def text(longest: int) -> str:
    letters = string.printable + "éàçœŒ\u2019«\u00a0»€🏛"
    return "".join(CHANCE.choices(letters, k=CHANCE.randint(0, longest)))


def signed(by: Webhook, body: str) -> dict[str, str]:
    """The headers of a call that the official library signs, from a clock that is some minutes away."""
    sent = datetime.now(timezone.utc) + timedelta(seconds=CHANCE.randint(-280, 280))
    identifier = "msg_" + "".join(CHANCE.choices(string.ascii_letters + string.digits, k=CHANCE.randint(1, 40)))
    seconds = str(int(sent.timestamp()))
    return {
        "webhook-id": identifier,
        "webhook-timestamp": seconds,
        "webhook-signature": by.sign(identifier, sent, body),
    }


def test_what_the_official_library_signs_is_taken_and_nothing_else(open_town: Open) -> None:
    known = secret()
    town = open_town(secrets={"gmao_webhook": known}, clock=None)
    for rank in range(MESSAGES):
        # It names no request: whoever gets as far as to say so has taken the signature.
        body = json.dumps({"texte": text(200), "rang": rank}, ensure_ascii=CHANCE.random() < 0.5)
        with pytest.raises(grc.NotFound) as taken:
            town.receive("gmao", signed(Webhook(known), body), body.encode())
        assert taken.value.code == "not_found", body
        if rank % 10 == 0:
            for stranger, told in ((Webhook(secret()), body), (Webhook(known), body + " ")):
                with pytest.raises(grc.GrcError) as refused:
                    town.receive("gmao", signed(stranger, body), told.encode())
                assert refused.value.code == "invalid_signature"


def test_the_official_library_takes_what_is_signed_for_subscribers(open_town: Open) -> None:
    calls: list[tuple[str, dict[str, str], bytes]] = []

    def exchange(method: str, url: str, headers: list[tuple[str, str]], body: bytes | None, seconds: int) -> Any:
        assert method == "POST" and body is not None
        calls.append((url, dict(headers), body))
        return (204, {}, b"")

    # Each subscriber has a secret of its own.
    names = [f"abonne-{rank}" for rank in range(10)]
    secrets = {name: secret() for name in names}
    town = open_town(secrets=secrets, http=exchange, clock=None)
    for name in names:
        town.subscribe(name, f"https://{name}.exemple.fr/grc", name)
    wedding = (datetime.now(timezone.utc) + timedelta(days=100)).date().isoformat()
    request = file_wedding(town, answers={**WEDDING["answers"], "date_souhaitee": wedding}).id
    while len(town.events(limit=500).events) < MESSAGES // len(names):
        town.comment(request, text(80).strip() or "Vu.", visible=False)
    assert town.run_due(kinds=[grc.DueKind.SUBSCRIBERS]).events == len(calls) >= MESSAGES
    for url, headers, body in calls:
        own = url.removeprefix("https://").removesuffix(".exemple.fr/grc")
        news = Webhook(secrets[own]).verify(body, headers)
        assert news["type"].startswith("request.")
    url, headers, body = calls[0]
    for stranger in (Webhook(secret()), Webhook(secrets[names[-1]])):
        with pytest.raises(WebhookVerificationError):
            stranger.verify(body, headers)
