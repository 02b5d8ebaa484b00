"""A clock that fails at any moment, an interruption in any thread: nothing is half done, and whoever is concerned is told."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Callable

import pytest
from conftest import CAMILLE, HALL, MORNING, WEDDING, file_wedding

import grc

Open = Callable[..., grc.Engine]


class Failing:
    """A clock that works so many times, then no more until it is repaired."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.now = MORNING

    def __call__(self) -> datetime:
        if self.left is not None:
            if self.left == 0:
                raise OSError("no time")
            self.left -= 1
        return self.now


def test_a_clock_that_fails_on_the_way_undoes_the_operation(open_town: Open) -> None:
    clock = Failing()
    town = open_town(clock=clock)
    for looks in range(1, 100):
        clock.left = looks
        try:
            file_wedding(town)
        except grc.HookError as error:
            clock.left = None
            assert (error.code, error.number) == ("hook_failed", 332) and "OSError" in str(error)
            assert error.details == {"hook": "clock"} and "no time" not in str(error)
            assert town.counts() == [] and len(town.requests().rows) == 0
        else:
            break
    clock.left = None
    # Several looks, each of which was made to fail; then it is filed once.
    assert looks > 2 and [count.requests for count in town.counts()] == [1]


def test_a_clock_that_fails_on_the_way_fails_what_only_looks(open_town: Open) -> None:
    clock = Failing()
    town = open_town(clock=clock)
    receipt = file_wedding(town)
    failed = 0
    for ask in (
        lambda: town.catalogue(),
        lambda: town.request(id=receipt.id),
        lambda: town.validate(*HALL, {}),
        lambda: town.tasks(),
    ):
        clock.left = 1
        try:
            ask()
        except grc.HookError:
            failed += 1
        # What failed then says nothing of what is asked now.
        clock.left = None
        ask()
    assert failed == 4


def test_a_worker_whose_clock_fails_is_told_and_nothing_is_lost(open_town: Open) -> None:
    clock = Failing()
    sent: list[str] = []
    town = open_town(clock=clock, transports={"email": lambda message, identifier: sent.append(str(identifier))})
    file_wedding(town)
    failed = 0
    for looks in range(1, 100):
        clock.left = looks
        try:
            town.run_due()
        except grc.HookError:
            failed += 1
        else:
            break
        # What was leased comes back after its lease.
        clock.left = None
        clock.now += timedelta(minutes=3)
    clock.left = None
    assert failed > 5 and len(set(sent)) >= 1
    town.run_due()
    deliveries = town.deliveries(next(iter(town.requests())).id)
    # None was given up for want of a clock.
    assert {one.standing for one in deliveries if one.endpoint == "email"} == {"sent"}
    assert town.dead_letters().rows == []


def test_an_interruption_is_told_to_the_call_whose_hook_it_interrupted(open_town: Open) -> None:
    """Two threads share an engine: one is interrupted in a hook while the other goes on in its own."""
    waiting, interrupted = threading.Event(), threading.Event()
    quiet = threading.local()

    def clock() -> datetime:
        if getattr(quiet, "interrupts", False):
            assert waiting.wait(10)
            raise KeyboardInterrupt
        if getattr(quiet, "waits", False):
            waiting.set()
            assert interrupted.wait(10)
        return MORNING

    town = open_town(clock=clock)
    camille = town.acting_as(CAMILLE)

    def waits() -> grc.Receipt:
        quiet.waits = True
        return camille.submit(*HALL, WEDDING["applicant"], WEDDING["answers"])

    def interrupts() -> None:
        quiet.interrupts = True
        try:
            with pytest.raises(KeyboardInterrupt):
                town.counts()
        finally:
            interrupted.set()

    with ThreadPoolExecutor(2) as pool:
        filed, told = pool.submit(waits), pool.submit(interrupts)
        told.result(20)
        assert filed.result(20).reference


@pytest.mark.parametrize("threads", [1, 4])
def test_a_hook_that_ends_the_program_is_heard_by_the_worker_alone(open_town: Open, threads: int) -> None:
    begun, others = threading.Event(), threading.Event()

    def send(message: grc.OutgoingMessage, identifier: object) -> None:
        begun.set()
        assert others.wait(10)
        raise SystemExit(3)

    town = open_town(transports={"email": send})
    receipt = file_wedding(town)
    with ThreadPoolExecutor(1) as pool:
        worker = pool.submit(town.run_due, threads=threads)
        assert begun.wait(10)
        # Another call, begun and ended meanwhile, hears nothing of it.
        town.request(id=receipt.id)
        others.set()
        with pytest.raises(SystemExit):
            worker.result(20)
    assert "raised_SystemExit" in [one.last_failure for one in town.deliveries(receipt.id)]
    # It is heard once.
    assert town.request(id=receipt.id).id == receipt.id
