"""Threads, processes, signals: an engine among others."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Callable

import pytest
from conftest import CAMILLE, HALL, MORNING, WEDDING, file_wedding

import grc

if TYPE_CHECKING:
    import pathlib
    from uuid import UUID

Open = Callable[..., grc.Engine]


def test_threads_share_an_engine(town: grc.Engine) -> None:
    camille = town.acting_as(CAMILLE)

    def save(rank: int) -> UUID:
        return camille.save_draft(*HALL, {"participants": rank}).id

    with ThreadPoolExecutor(8) as pool:
        saved = list(pool.map(save, range(64)))
    assert len(set(saved)) == 64
    assert [camille.draft(one).answers["participants"] for one in saved] == list(range(64))


def test_python_goes_on_while_an_operation_waits(open_town: Open) -> None:
    """The transport waits for another thread of Python, which runs: the interpreter is not held by the engine."""
    begun, ended = threading.Event(), threading.Event()

    def send(message: grc.OutgoingMessage, identifier: UUID) -> None:
        begun.set()
        assert ended.wait(10)

    town = open_town(transports={"email": send})
    file_wedding(town)
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(town.run_due)
        assert begun.wait(10)
        # Another thread reads and writes meanwhile.
        town.acting_as(CAMILLE).save_draft(*HALL, {})
        ended.set()
        assert working.result(10).messages >= 1


def test_several_threads_of_the_engine_call_the_host(open_town: Open) -> None:
    threads: set[int] = set()

    def send(message: grc.OutgoingMessage, identifier: UUID) -> None:
        threads.add(threading.get_ident())
        time.sleep(0.05)

    town = open_town(transports={"email": send})
    for day in range(1, 20, 4):
        file_wedding(town, answers={**WEDDING["answers"], "date_souhaitee": f"2026-07-{day:02}"})
    assert town.run_due(threads=4).failures == 0
    assert len(threads) > 1


def test_an_engine_closes_while_others_work(open_town: Open) -> None:
    begun, ended = threading.Event(), threading.Event()

    def send(message: grc.OutgoingMessage, identifier: UUID) -> None:
        begun.set()
        ended.wait(10)

    town = open_town(transports={"email": send})
    receipt = file_wedding(town)
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(town.run_due)
        begun.wait(10)
        town.close()
        ended.set()
        # What was begun is recorded.
        assert working.result(10).messages >= 1
    with pytest.raises(grc.EngineClosed):
        town.counts()
    assert "sent" in [one.standing for one in open_town().deliveries(receipt.id)]


def test_asyncio_goes_on_in_threads(town: grc.Engine) -> None:
    async def many() -> list[grc.Draft]:
        camille = town.acting_as(CAMILLE)
        return await asyncio.gather(*(asyncio.to_thread(camille.save_draft, *HALL, {}) for _ in range(8)))

    assert len({draft.id for draft in asyncio.run(many())}) == 8


FORKED = """
import os, sys, warnings
import grc
warnings.simplefilter("ignore", DeprecationWarning)
engine = grc.Engine.open(sys.argv[1], actor=grc.Actor.system())
child = os.fork()
if child == 0:
    try:
        engine.counts()
    except grc.StoreError as error:
        print(error.code, error, flush=True)
        engine.close()
        with grc.Engine.open(sys.argv[1] + ".other", actor=grc.Actor.system()) as own:
            print(len(own.counts()), flush=True)
        del engine
        os._exit(0)
    os._exit(1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
print(len(engine.counts()))
engine.close()
"""


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="no fork on this system")
def test_a_child_is_told_that_the_engine_is_its_parents(store: pathlib.Path) -> None:
    told = subprocess.run([sys.executable, "-c", FORKED, store], capture_output=True, text=True, timeout=60, check=True)
    code, *counts = told.stdout.splitlines()
    assert code.startswith("store_forked ") and "fork" in code
    assert counts == ["0", "0"]


INTERRUPTED = """
import os, signal, sys, threading, time
import grc
# A program that is started in the background ignores it.
signal.signal(signal.SIGINT, signal.default_int_handler)
sent = []
def send(message, identifier):
    sent.append(identifier)
    if len(sent) == 1:
        os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.02)
engine = grc.Engine.open(sys.argv[1], actor=grc.Actor.system(), transports={"email": send})
try:
    engine.run_due(kinds=["outbox"])
    print("not interrupted")
except KeyboardInterrupt:
    print("interrupted after", len(sent))
print("left", len(engine.claim_messages(endpoints=["email"], limit=500)))
"""


def test_ctrl_c_is_heard_between_the_turns_of_run_due(open_town: Open, store: pathlib.Path) -> None:
    # In the past: all that it writes is due.
    town = open_town(clock=MORNING.replace(year=2025))
    for day in range(1, 29):
        file_wedding(
            town,
            answers={
                **WEDDING["answers"],
                "salle": "salle_du_verger",
                "date_souhaitee": f"2025-{day % 9 + 4:02}-{day:02}",
                "participants": 50,
            },
        )
    town.close()
    told = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, store], capture_output=True, text=True, timeout=60, check=True
    )
    heard, left = told.stdout.splitlines()
    assert heard.startswith("interrupted after ")
    sent = int(heard.rsplit(" ", 1)[-1])
    # What was begun is recorded, the rest waits: the message that was interrupted among it, for later.
    waiting = int(left.rsplit(" ", 1)[-1])
    assert 1 <= sent < 28 and waiting > 0 and waiting + sent >= 28
