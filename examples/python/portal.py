"""A small portal, with Flask: procedures, forms, requests, their progress, and the calls of business applications.

    GRC_STORE=town.db GRC_SECRET_GMAO_WEBHOOK=whsec_... SECRET_KEY=... flask --app examples/python/portal.py run

Beside it, `grc run` does what time brings: messages, delays, calls.
"""

from __future__ import annotations

import os
import uuid
from typing import Any, BinaryIO, cast

from flask import Flask, jsonify, render_template_string, request, session
from werkzeug.exceptions import HTTPException

import grc

PAGE = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>{{ title }}</title><h1>{{ title }}</h1>
<ul>{% for link, text in rows %}<li><a href="{{ link }}">{{ text }}</a></li>{% else %}<li>Rien ici.</li>{% endfor %}</ul></html>"""
# Unknown and forbidden are told apart by the engine already: who may not see gets "not found".
STATUSES = {
    grc.ValidationError: 422,
    grc.NotFound: 404,
    grc.Forbidden: 403,
    grc.Conflict: 409,
    grc.NotOffered: 409,
    grc.InvalidInput: 400,
    grc.DeliveryError: 401,
}


def create_app(town: grc.Engine | None = None) -> Flask:
    """The portal, on a store: threads share the engine."""
    app = Flask(__name__)
    app.secret_key = os.environ.get("SECRET_KEY") or os.urandom(32)
    app.config.update(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_HTTPONLY=True, MAX_CONTENT_LENGTH=50 * 2**20)
    engine = town or grc.Engine.open(os.environ["GRC_STORE"], language="fr")

    def visitor() -> grc.Engine:
        """The engine, as whoever asks uses it: someone without an account is known by their session."""
        identifier = session.setdefault("visitor", str(uuid.uuid4()))
        language = request.accept_languages.best_match(["fr", "en"]) or "fr"
        return engine.acting_as(grc.Actor.applicant(identifier), language=grc.Language(language))

    @app.errorhandler(grc.GrcError)
    def refused(error: grc.GrcError) -> tuple[Any, int]:
        """What the engine refuses, told without what was typed."""
        status = next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 500)
        told: dict[str, Any] = {"code": error.code, "message": error.message, "path": error.path}
        if isinstance(error, grc.InvalidInput):
            told["faults"] = [fault.to_dict() for fault in error.report.faults]
        return jsonify(told), status

    @app.get("/")
    def procedures() -> str:
        listed = visitor().catalogue(text=request.args.get("q") or None)
        rows = [(f"/demarches/{one.id}", one.title) for one in listed]
        return render_template_string(PAGE, title="Démarches", rows=rows)

    @app.get("/demarches/<procedure>")
    def scenarios(procedure: str) -> str:
        offers = visitor().route(procedure).offers
        rows = [(one.url or f"/demarches/{procedure}/{one.scenario}", one.title) for one in offers]
        return render_template_string(PAGE, title=procedure, rows=rows)

    @app.get("/demarches/<procedure>/<scenario>")
    def form(procedure: str, scenario: str) -> Any:
        """The form as JSON Schema and layout: any form library draws it."""
        return jsonify(visitor().form(procedure, scenario).to_dict())

    @app.post("/fichiers")
    def attach() -> tuple[Any, int]:
        sent = request.files["fichier"]
        # Read piece by piece; its type is told by its bytes.
        return jsonify(visitor().attach(cast("BinaryIO", sent.stream), sent.filename or "fichier").to_dict()), 201

    @app.post("/demarches/<procedure>/<scenario>")
    def submit(procedure: str, scenario: str) -> tuple[Any, int]:
        """Files a request: JSON alone, which no other site's page may send. The same key makes it once."""
        told = request.get_json()
        key = request.headers.get("idempotency-key")
        filed = visitor().submit(procedure, scenario, told["applicant"], told["answers"], idempotency_key=key)
        return jsonify({"reference": filed.reference, "tracking_code": filed.tracking_code}), 201

    @app.get("/suivi/<code>")
    def follow(code: str) -> Any:
        """Where a request is: whoever holds its tracking code may know."""
        seen = visitor().request(tracking_code=code)
        return jsonify({"reference": seen.reference, "status": seen.status_label, "state": str(seen.state)})

    @app.post("/webhooks/<connector>")
    def webhook(connector: str) -> Any:
        """A business application calls: its signature vouches for it, on the bytes as they came."""
        engine.receive(connector, list(request.headers.items()), request.get_data())
        return jsonify({})

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> tuple[Any, int]:
        return jsonify({"code": error.name}), error.code or 500

    return app
