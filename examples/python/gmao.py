"""The application of the technical services.

It keeps tickets, refuses those whose street it does not know, and calls the town hall when one moves.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from datetime import datetime

SECRET = "whsec_c2VjcmV0LWRlcy1zZXJ2aWNlcy10ZWNobmlxdWVz"
# The only street that it has to do with today, as it calls it.
STREET = "Rue du Vieux-Moulin"

Answer = Callable[[str, str, "list[tuple[str, str]]", bytes], "tuple[int, Any]"]


def serve(answer: Answer) -> str:
    """Serves on a free port of this machine until the program ends; gives the address, as `127.0.0.1:8080`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, told = answer(self.command, self.path, list(self.headers.items()), body)
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"127.0.0.1:{server.server_port}"


def sign(secret: str, identifier: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers by which a call is trusted (https://www.standardwebhooks.com)."""
    key = base64.b64decode(secret[len("whsec_") :])
    moment = str(int(now.timestamp()))
    signed = hmac.new(key, f"{identifier}.{moment}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(signed).decode()}"
    return {"webhook-id": identifier, "webhook-timestamp": moment, "webhook-signature": signature}


def post(address: str, body: bytes, headers: dict[str, str]) -> int:
    """Posts a body, and gives the status of the answer."""
    request = urllib.request.Request(address, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answered:
            return int(answered.status)
    except urllib.error.HTTPError as error:
        return error.code


class Gmao:
    """The application, listening."""

    def __init__(self) -> None:
        self.tickets: dict[str, dict[str, Any]] = {}
        self._known: dict[str, str] = {}
        self.address = serve(self._answer)

    def _answer(self, method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> tuple[int, Any]:
        if method == "POST":
            asked = json.loads(body)
            if asked["lieu"]["voie"] != STREET:
                return 422, {"erreur": f"voie inconnue du plan, vouliez-vous dire « {STREET} » ?"}
            key = next((value for name, value in headers if name.lower() == "idempotency-key"), "")
            # The same call made twice opens one ticket.
            identifier = self._known.setdefault(key, f"GT-{1041 + len(self.tickets)}")
            self.tickets.setdefault(identifier, {"ref": asked["ref"], "statut": "ouvert", "date_prevue": None})
            return 201, {"id": identifier}
        ticket = self.tickets.get(path.rpartition("/")[2])
        return (200, ticket) if ticket else (404, {})

    def plan(self, day: str) -> str:
        """A team plans the work. The town hall will see it when it asks."""
        identifier, ticket = next(iter(self.tickets.items()))
        ticket.update(statut="planifie", date_prevue=day)
        return identifier

    def close(self, town_hall: str, now: datetime) -> int:
        """The work is done: the application calls the town hall, and signs."""
        ticket = next(iter(self.tickets.values()))
        body = json.dumps({"ref": ticket["ref"], "statut": "clos"}).encode()
        return post(f"http://{town_hall}/webhooks/gmao", body, sign(SECRET, "msg_0001", body, now))
