//! A small catalogue that uses every part of the format, for the tests of this module.

use serde_json::{Value, json};

/// The catalogue, without fault.
pub(crate) fn catalogue() -> Value {
    json!({
        "language": "fr",
        "time_zone": "Europe/Paris",
        "settings": {
            "nom_commune": "Saint-Aubin",
            "habitants": 8400,
            "ouvert": true,
            "caution": {"type": "decimal", "value": "150.00"}
        },
        "themes": [{"id": "vie-associative", "title": {"fr": "Vie associative", "en": "Associations"}, "order": 2}],
        "services": [
            {"id": "accueil", "title": "Accueil", "email": "accueil@saint-aubin.exemple.fr"},
            {"id": "technique", "title": "Services techniques", "phone": null}
        ],
        "procedures": [reservation(), voirie()],
        "workflows": [workflow()],
        "blocks": [{"id": "adresse", "fields": [
            {"id": "rue", "type": "text", "label": "Rue", "max_length": 100},
            {"id": "quartier", "type": "choice", "label": "Quartier", "options": "@quartiers"}
        ]}],
        "templates": [{"id": "recu", "subject": "Reçue", "body": {"fr": "Bonjour", "en": "Hello"}}],
        "lists": [
            {"id": "salles", "options": [{"value": "a", "label": "Salle A"}, {"value": "b", "label": "Salle B"}]},
            {"id": "quartiers", "options": [{"value": "nord", "label": "Nord"}]}
        ],
        "connectors": [connector()]
    })
}

fn reservation() -> Value {
    json!({
        "id": "reservation-salle",
        "title": "Réservation de salles",
        "summary": "Louer une salle.",
        "theme": "vie-associative",
        "keywords": ["location"],
        "audiences": ["citizen", "association"],
        "visibility": "portal",
        "service": "accueil",
        "publication": {"from": "11-15", "until": "01-31"},
        "closed": {"message": "Travaux."},
        "privacy": {"purpose": "Réservations", "legal_basis": "Intérêt public", "retention": "P2Y"},
        "questions": [{"id": "resident", "type": "boolean", "label": "Habitez-vous la commune ?"}],
        "scenarios": [
            {"id": "conditions", "kind": "information", "title": "Conditions", "content": "# Tarifs", "documents": ["Assurance"]},
            {"id": "ailleurs", "kind": "redirect", "title": "Ailleurs", "url": "https://exemple.fr/{{ answers.resident }}",
             "available_if": "answers.resident == false", "origins": ["portal"]},
            {"id": "en-ligne", "kind": "online", "title": "En ligne", "audiences": ["association"],
             "applicant": {"identity": "contact", "ask": ["last_name", "email"]},
             "form": {"sections": [{"id": "evenement", "title": "Événement", "fields": [
                {"id": "salle", "type": "choice", "label": "Salle", "options": "@salles", "required": true},
                {"id": "jour", "type": "date", "label": "Jour", "min": "=today + days(15)"},
                {"id": "prix", "type": "decimal", "label": "Prix", "min": 0, "scale": 2, "default": "12.50"},
                {"id": "options", "type": "choices", "label": "Options", "options": [{"value": "x", "label": "X"}], "max": 1},
                {"id": "enfants", "type": "repeat", "label": "Enfants", "max": 5, "fields": [
                    {"id": "prenom", "type": "text", "label": "Prénom", "pattern": "[A-Z].*", "pattern_message": "Une majuscule."},
                    {"id": "age", "type": "integer", "label": "Âge", "min": 0, "visible_if": "item.prenom != ''"}
                ]},
                {"id": "plan", "type": "file", "label": "Plan", "accept": ["application/pdf"], "max_size": 1000},
                {"use": "@adresse"}
             ]}]},
             "workflow": {"use": "@simple", "with": {"delai": "P1M", "relances": 2, "payant": false}},
             "communications": [
                {"kind": "acknowledgement", "on": "submitted", "to": ["applicant"], "channels": ["email", "letter"], "template": "@recu"},
                {"kind": "closure", "on": "closed", "to": ["applicant"], "subject": "Fin", "body": "Fin"}
             ],
             "draft_lifetime": "P10D"}
        ]
    })
}

fn voirie() -> Value {
    json!({
        "id": "signalement", "title": "Signaler", "service": "technique",
        "privacy": {"purpose": "Voirie", "legal_basis": "Intérêt public", "retention": "P1Y"},
        "scenarios": [{
            "id": "signaler", "kind": "api", "title": "Signaler", "connector": "@gmao",
            "applicant": {"identity": "none"},
            "form": {"fields": [{"id": "lieu", "type": "textarea", "label": "Lieu", "required": true}]},
            "workflow": {
                "id": "voirie", "initial": "transmise",
                "statuses": {
                    "transmise": {"label": "Transmise", "state": "in_progress", "on_enter": [{"push": "create"}],
                        "transitions": [{"id": "finir", "to": "finie", "on": "signal:fini"}]},
                    "finie": {"label": "Finie", "state": "done", "outcome": "granted"}
                }
            }
        }]
    })
}

fn workflow() -> Value {
    json!({
        "id": "simple",
        "parameters": {
            "delai": {"type": "duration", "default": "P1M"},
            "relances": {"type": "integer"},
            "payant": {"type": "boolean", "default": true}
        },
        "data": {"fields": [{"id": "montant", "type": "decimal", "label": "Montant", "visible_to": ["agent"]}]},
        "initial": "nouvelle",
        "statuses": {
            "nouvelle": {"label": "Nouvelle", "state": "new",
                "on_enter": [{"set": {"montant": "=settings.caution"}}, {"assign": {"service": "technique"}}],
                "tasks": [{"id": "voir", "title": "Voir", "service": "=procedure.service", "due": {"working_days": 5}}],
                "transitions": [
                    {"id": "accepter", "label": "Accepter", "to": "acceptee", "by": ["agent@technique", "manager"],
                     "form": {"fields": [{"id": "motif", "type": "textarea", "label": "Motif"}]},
                     "actions": [{"open_task": {"id": "dire", "title": "Dire", "due": "P3D"}}]},
                    {"id": "attendre", "to": "nouvelle", "after": "=parameters.delai", "when": "data.montant > 0"}
                ]},
            "acceptee": {"label": "Acceptée", "state": "done", "outcome": "granted"}
        },
        "anywhere": [{"id": "annuler", "label": "Annuler", "from": ["nouvelle"], "to": "acceptee", "by": ["applicant"]}]
    })
}

fn connector() -> Value {
    json!({
        "id": "gmao", "base_url": "https://gmao.exemple.fr/api", "auth": {"bearer": {"secret": "jeton"}},
        "operations": {"create": {"method": "POST", "path": "/tickets",
            "body": {"ref": "=request.reference", "n": [1, {"file": "=answers.lieu"}]}, "result": {"external_id": "=response.id"}}},
        "webhook": {"scheme": "standard-webhooks", "secret": "cle", "request": "=signal.ref",
            "rules": [{"when": "signal.statut == 'clos'", "emit": "fini"}]},
        "poll": {"every": "PT15M", "operation": "create"}
    })
}
