//! A small town: a circuit with every trigger, a business application, something for agents only.

use grc::request::Role;
use grc::{Agent, Submission};
use serde_json::{Value, json};

use super::{agent, citizen, values};

/// Alice decides, Bruno processes, Chloé reads, all at the town planning service; David is of another service;
/// Élise no longer works here.
pub(crate) fn agents() -> Vec<Agent> {
    let mut agents = vec![
        agent("alice", "urbanisme", Role::Manager),
        agent("bruno", "urbanisme", Role::Agent),
        agent("chloe", "urbanisme", Role::Reader),
        agent("david", "voirie", Role::Agent),
        agent("elise", "urbanisme", Role::Manager),
    ];
    agents[4].active = false;
    agents
}

/// A correct request to prune a tree.
pub(crate) fn submission() -> Submission {
    Submission::new("elagage", "en-ligne", citizen(), answers())
}

pub(crate) fn answers() -> grc::Values {
    values(json!({"objet": "Un tilleul"}))
}

/// A correct report to the business application.
pub(crate) fn report() -> Submission {
    Submission::new("signalement", "signaler", citizen(), values(json!({"quoi": "Un trou"})))
}

pub(crate) fn catalogue() -> Value {
    json!({
        "language": "fr",
        "time_zone": "Europe/Paris",
        "settings": {"nom_commune": "Petiteville"},
        "themes": [{"id": "nature", "title": "Nature"}, {"id": "rue", "title": "Rue"}],
        "services": [
            {"id": "urbanisme", "title": "Urbanisme", "email": "urbanisme@mairie.exemple.fr"},
            {"id": "voirie", "title": "Voirie", "email": "voirie@mairie.exemple.fr"},
            {"id": "sports", "title": "Sports"}
        ],
        "workflows": [workflow()],
        "connectors": [connector("gmao", "https://gmao.exemple.fr/api")],
        "procedures": [pruning(), reporting(), internal()]
    })
}

fn workflow() -> Value {
    json!({
        "id": "instruction",
        "data": {"fields": [
            {"id": "note", "type": "text", "label": "Note interne"},
            {"id": "reponse", "type": "text", "label": "Réponse", "visible_to": ["applicant", "reader"]},
            {"id": "paye", "type": "boolean", "label": "Payé"}
        ]},
        "initial": "a_traiter",
        "statuses": {
            "a_traiter": {"label": "À traiter", "state": "new",
                "tasks": [{"id": "instruire", "title": "Instruire {{ answers.objet }}", "due": {"working_days": 5}}],
                "transitions": [
                    {"id": "prendre", "label": "Prendre en charge", "to": "en_cours", "by": ["agent"]},
                    {"id": "payer", "to": "paye", "on": "signal:paiement"}]},
            "en_cours": {"label": "En cours", "state": "in_progress", "transitions": [
                {"id": "attendre", "label": "Attendre", "to": "en_attente", "by": ["agent"],
                    "form": {"fields": [{"id": "pieces", "type": "text", "label": "Pièces", "required": true}]},
                    "actions": [{"set": {"note": "=input.pieces"}}]},
                {"id": "accepter", "label": "Accepter", "to": "acceptee", "by": ["manager"],
                    "form": {"fields": [{"id": "reponse", "type": "text", "label": "Réponse"}]},
                    "actions": [{"set": {"reponse": "=input.reponse"}}]}]},
            "en_attente": {"label": "En attente", "state": "on_hold", "transitions": [
                {"id": "completer", "label": "Compléter", "to": "en_cours", "by": ["applicant"]},
                {"id": "relancer", "to": "sans_reponse", "after": "P1M"}]},
            "sans_reponse": {"label": "Sans réponse", "state": "on_hold", "transitions": [
                {"id": "classer", "label": "Classer", "to": "classee", "by": ["agent"]}]},
            "paye": {"label": "Payé", "state": "in_progress",
                "on_enter": [{"set": {"paye": true}}],
                "transitions": [{"id": "conclure", "to": "acceptee", "auto": true, "when": "data.paye"}]},
            "acceptee": {"label": "Acceptée", "state": "done", "outcome": "granted"},
            "classee": {"label": "Classée", "state": "cancelled", "outcome": "none"}
        },
        "anywhere": [{"id": "annuler", "label": "Annuler", "to": "classee", "by": ["applicant"],
            "from": ["a_traiter", "en_cours", "en_attente"]}]
    })
}

fn pruning() -> Value {
    json!({
        "id": "elagage", "title": "Élagage d'un arbre", "theme": "nature", "keywords": ["branche"],
        "audiences": ["citizen"], "service": "urbanisme",
        "scenarios": [{
            "id": "en-ligne", "kind": "online", "title": "En ligne",
            "applicant": {"identity": "contact", "ask": ["last_name", "email"]},
            "draft_lifetime": "P7D",
            "form": {"fields": [
                {"id": "objet", "type": "text", "label": "Objet", "required": true, "max_length": 200},
                {"id": "jour", "type": "date", "label": "Jour", "min": "=today"},
                {"id": "prix", "type": "decimal", "label": "Prix", "scale": 2},
                {"id": "cadre_mairie", "type": "text", "label": "Cadre réservé à la mairie", "visible_to": ["agent"]}
            ]},
            "workflow": {"use": "@instruction"},
            "communications": [
                {"kind": "acknowledgement", "on": "submitted", "to": ["applicant"],
                    "subject": "Reçu {{ request.reference }}", "body": "Bonjour,\n\nNous avons reçu votre demande."},
                {"kind": "closure", "on": "closed", "to": ["applicant"],
                    "subject": "Fin de {{ request.reference }}", "body": "Votre demande est close."}
            ]
        }]
    })
}

fn reporting() -> Value {
    json!({
        "id": "signalement", "title": "Signaler un trou", "theme": "rue", "service": "voirie",
        "scenarios": [{
            "id": "signaler", "kind": "api", "title": "Signaler", "connector": "@gmao",
            "applicant": {"identity": "none"},
            "form": {"fields": [{"id": "quoi", "type": "text", "label": "Quoi", "required": true}]},
            "workflow": {
                "id": "reparation",
                "data": {"fields": [{"id": "avancement", "type": "text", "label": "Avancement", "visible_to": ["applicant", "reader"]}]},
                "initial": "transmise",
                "statuses": {
                    "transmise": {"label": "Transmise", "state": "new", "on_enter": [{"push": "creer"}], "transitions": [
                        {"id": "accuser", "to": "prise", "on": "push:creer:done"},
                        {"id": "echouer", "to": "a_la_main", "on": "push:creer:failed"}]},
                    "prise": {"label": "Prise en charge", "state": "in_progress", "transitions": [
                        {"id": "finir", "to": "resolue", "on": "signal:fini"}]},
                    "a_la_main": {"label": "À transmettre", "state": "on_hold", "transitions": [
                        {"id": "finir", "to": "resolue", "on": "signal:fini"},
                        {"id": "retransmettre", "label": "Retransmettre", "to": "transmise", "by": ["agent"]}]},
                    "resolue": {"label": "Résolue", "state": "done", "outcome": "granted"}
                }
            }
        }]
    })
}

fn internal() -> Value {
    json!({
        "id": "courrier", "title": "Courrier entrant", "visibility": "agents", "service": "urbanisme",
        "scenarios": [{
            "id": "enregistrer", "kind": "online", "title": "Enregistrer", "applicant": {"identity": "none"},
            "form": {"fields": [{"id": "objet", "type": "text", "label": "Objet", "required": true}]},
            "workflow": {"use": "@instruction"}
        }]
    })
}

pub(crate) fn connector(id: &str, base_url: &str) -> Value {
    json!({
        "id": id, "base_url": base_url, "auth": {"bearer": {"secret": "gmao_jeton"}},
        "operations": {
            "creer": {"method": "POST", "path": "/tickets", "body": {"ref": "=request.reference", "quoi": "=answers.quoi"},
                "result": {"external_id": "=response.id"}},
            "lire": {"method": "GET", "path": "/tickets/{{ request.external_id }}",
                "result": {"data": {"avancement": "=text(response.statut)"}}}
        },
        "webhook": {"scheme": "standard-webhooks", "secret": format!("{id}_webhook"), "request": "=signal.ref",
            "data": {"avancement": "=text(signal.statut)"},
            "rules": [{"when": "signal.statut == 'clos'", "emit": "fini"}]},
        "poll": {"every": "PT15M", "operation": "lire", "rules": [{"when": "response.statut == 'clos'", "emit": "fini"}]}
    })
}

/// The small catalogue, its application listening at `base_url`: a report that it refuses is corrected by an agent, and sent
/// again.
pub(crate) fn catalogue_correcting(base_url: &str) -> Value {
    let mut catalogue = catalogue_calling(base_url);
    catalogue["connectors"][0].as_object_mut().unwrap().remove("poll");
    catalogue["connectors"][0]["operations"]["creer"]["body"] =
        json!({"ref": "=request.reference", "quoi": "=coalesce(data.precision, answers.quoi)"});
    let workflow = &mut catalogue["procedures"][1]["scenarios"][0]["workflow"];
    let precision = json!({"id": "precision", "type": "text", "label": "Précision"});
    workflow["data"]["fields"].as_array_mut().unwrap().push(precision);
    let refused = json!({"id": "refuser", "to": "a_corriger", "on": "push:creer:refused"});
    workflow["statuses"]["transmise"]["transitions"].as_array_mut().unwrap().push(refused);
    workflow["statuses"]["a_corriger"] = json!({"label": "À corriger", "state": "on_hold",
        "tasks": [{"id": "corriger", "title": "Corriger : {{ request.failed_push.said }}"}],
        "transitions": [{"id": "corriger", "label": "Corriger", "to": "transmise", "by": ["agent"],
            "form": {"fields": [{"id": "precision", "type": "text", "label": "Précision", "required": true}]},
            "actions": [{"set": {"precision": "=input.precision"}}]}]});
    catalogue
}

/// The small catalogue, its business application listening at `base_url`.
pub(crate) fn catalogue_calling(base_url: &str) -> Value {
    let mut catalogue = catalogue();
    catalogue["connectors"] = json!([connector("gmao", base_url)]);
    catalogue
}
