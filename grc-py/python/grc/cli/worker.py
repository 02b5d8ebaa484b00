"""`run`: what time brings, done as it comes."""

from __future__ import annotations

import signal
import sys
import time
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from .arguments import UsageError, command, count, opened
from .output import print_json_line

if TYPE_CHECKING:
    import argparse
    from types import FrameType
    from typing import Any

    import grc

    from .arguments import Commands

# Between two looks at whether someone asked to stop.
BLINK = 0.1
MOST_OF_A_TURN = 200


def add(commands: Commands) -> None:
    """Declares the command."""
    running = command(
        commands,
        "run",
        run,
        "Does what time brings: fires timers, sends messages, calls business applications, removes old drafts.",
        "It goes on until Ctrl-C or SIGTERM, which let it end what it has begun: exit code 0. Several may run on one store. "
        "Without a relay or a directory for messages, they wait.",
        actor=False,
    )
    running.add_argument("--once", action="store_true", help="do what is due now, then stop")
    running.add_argument("--every", type=count, default=5, metavar="SECONDS", help="look again at least so often; 5")
    running.add_argument(
        "--threads", type=count, default=1, metavar="N", help="threads that send and call, up to 64; 1"
    )
    running.add_argument("--mail-directory", metavar="DIRECTORY", help="write e-mails and letters there, as files")
    running.add_argument("--smtp", metavar="HOST[:PORT]", help="give e-mails to this relay")
    running.add_argument("--smtp-security", choices=("starttls", "tls", "none"), help="how; starttls, by default")
    running.add_argument("--smtp-user", metavar="NAME", help="who the relay is told that we are")
    running.add_argument("--smtp-secret", metavar="NAME", help="the secret that proves it: GRC_SECRET_NAME")
    running.add_argument("--smtp-sender", metavar="ADDRESS", help="the address from which e-mails come")
    running.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="an address inside the network that may be called (10.1.2.3:8080); may be repeated",
    )


class Stop:
    """Whether someone asked to stop: the first time is heard here, the second ends the program at once."""

    def __init__(self) -> None:
        """Listens to Ctrl-C and SIGTERM."""
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._heard)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        signal.signal(number, signal.SIG_DFL)

    def wait(self, seconds: float) -> None:
        """Waits, unless someone asks to stop."""
        end = time.monotonic() + seconds
        while not self.asked and time.monotonic() < end:
            time.sleep(min(BLINK, max(end - time.monotonic(), 0)))


def run(asked: argparse.Namespace) -> int:
    """Does what is due until someone asks to stop."""
    stop = Stop()
    lent: dict[str, Any] = {"mail_directory": asked.mail_directory, "allow": tuple(asked.allow), "smtp": relay(asked)}
    progress = Progress(asked.json)
    with opened(asked, **lent) as engine:
        while not stop.asked:
            done = engine.run_due(limit=MOST_OF_A_TURN, threads=asked.threads)
            progress.tell(done)
            left = 0.0 if done.next is None else (done.next - datetime.now(timezone.utc)).total_seconds()
            is_over = done.done == 0 or done.next is None or left > 0
            if asked.once and is_over:
                break
            if is_over:
                stop.wait(asked.every if done.next is None else min(max(left, BLINK), asked.every))
    progress.end()
    return 0


def relay(asked: argparse.Namespace) -> dict[str, Any] | None:
    """The mail relay, as `grc.Engine.open` takes it."""
    if asked.smtp is None:
        if asked.smtp_security or asked.smtp_user or asked.smtp_secret or asked.smtp_sender:
            raise UsageError("--smtp-… are of a relay: give --smtp HOST")
        return None
    host, _, port = asked.smtp.partition(":")
    if port and not (port.isascii() and port.isdecimal()):
        raise UsageError("--smtp: expected HOST or HOST:PORT")
    known = {
        "host": host,
        "port": int(port) if port else None,
        "security": asked.smtp_security,
        "user": asked.smtp_user,
        "secret": asked.smtp_secret,
        "sender": asked.smtp_sender,
    }
    return {name: value for name, value in known.items() if value is not None}


class Progress:
    """What was done so far: a line that changes on a terminal; elsewhere a line for each turn that did something."""

    def __init__(self, is_json: bool) -> None:
        """Nothing is done yet."""
        self._is_json = is_json
        self._is_terminal = sys.stderr.isatty() and not is_json
        self._whole: grc.DueReport | None = None

    def tell(self, done: grc.DueReport) -> None:
        """Tells what a turn did."""
        self._whole = done if self._whole is None else self._whole.plus(done)
        if self._is_terminal:
            print(f"\r\x1b[K{sentence(self._whole)}", end="", file=sys.stderr, flush=True)
        elif done.done and self._is_json:
            print_json_line(done)
        elif done.done:
            print(f"{datetime.now():%Y-%m-%d %H:%M:%S}  {sentence(done)}", flush=True)

    def end(self) -> None:
        """Tells what all turns did."""
        if self._is_terminal:
            print(file=sys.stderr)
        if self._whole is not None and not self._is_json:
            print(f"stopped: {sentence(self._whole)}", flush=True)


def sentence(done: grc.DueReport) -> str:
    """What was done, in words: what happened, and when there will be more.

    >>> import grc
    >>> sentence(grc.DueReport(**{**dict.fromkeys(grc.DueReport._members, 0), "timers": 2, "next": None}))
    'timers 2, messages 0, calls 0, failures 0'
    """
    always = ("timers", "messages", "calls", "failures")
    others = [name for name in done._members if name not in (*always, "next") and getattr(done, name)]
    told = ", ".join(f"{name} {getattr(done, name)}" for name in (*always, *others))
    return told if done.next is None else f"{told}; next {done.next:%Y-%m-%d %H:%M:%S} UTC"
