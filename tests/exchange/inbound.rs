//! Calls of business applications: how they are signed, which request they are about.

use crate::calls::Exchange;
use crate::common::{OTHER_WEBHOOK_SECRET, TownHall, WEBHOOK_SECRET, code, town};
use grc::engine::Received;
use grc::{Actor, ErrorCode, Result, Sources};
use serde_json::json;

impl Exchange {
    fn bare(&self, name: &str, value: &str, body: &str) -> Result<Received> {
        self.engine().receive("gmao", &[(name.to_owned(), value.to_owned())], body.as_bytes())
    }
}

#[test]
fn either_secret_signs_while_one_replaces_the_other() {
    let exchange = Exchange::with_webhook(|webhook| {
        webhook.as_object_mut().unwrap().remove("secret");
        // The host has not got the last one yet.
        webhook["secrets"] = json!(["gmao_webhook", "autre_webhook", "a_venir"]);
    });
    let id = exchange.file();
    exchange.run();
    for (message, secret) in [("m-1", WEBHOOK_SECRET), ("m-2", OTHER_WEBHOOK_SECRET)] {
        let body = json!({"ref": "T-1", "statut": message});
        assert_eq!(exchange.call_under(secret, message, &body).unwrap().request, Some(id));
    }
    assert_eq!(exchange.town_hall.seen(id).data["avancement"], "m-2");
    let refused = exchange.call_under("whsec_c2VjcmV0", "m-3", &json!({"ref": "T-1", "statut": "clos"}));
    assert_eq!(code(refused), ErrorCode::InvalidSignature);
}

#[test]
fn a_webhook_names_one_secret_or_several() {
    let town_hall = TownHall::open();
    for secrets in [json!({}), json!({"secret": "a", "secrets": ["b"]})] {
        let mut catalogue = town::catalogue_calling("https://gmao.exemple.fr");
        let webhook = catalogue["connectors"][0]["webhook"].as_object_mut().unwrap();
        webhook.remove("secret");
        webhook.extend(secrets.as_object().unwrap().clone());
        let sources = Sources::from_value(catalogue);
        let error = town_hall.engine.publish(&Actor::System, &sources).unwrap_err();
        let told = &error.details().unwrap()["diagnostics"];
        let mut faults = told.as_array().unwrap().iter().filter(|one| one["severity"] == "fault");
        let found = faults.any(|fault| {
            fault["pointer"] == "/connectors/0/webhook" && fault["code"] == "definition.webhook_secret"
        });
        assert!(found, "{told}");
    }
}

#[test]
fn a_signature_of_the_body_alone_is_taken_once_even_years_later() {
    let exchange = Exchange::with_webhook(|webhook| {
        webhook["secret"] = json!("gmao_jeton");
        webhook["scheme"] = json!({"hmac": {"header": "X-Signature", "prefix": "sha256="}});
    });
    let id = exchange.file();
    exchange.run();
    // HMAC-SHA-256 under `jeton`, by OpenSSL.
    let body = r#"{"ref":"T-1","statut":"planifie"}"#;
    let signature = "sha256=11e9b4c680370eb0fb59ada303ac9d00435f73abe749290c67fa1072ef5b604c";
    assert_eq!(
        code(exchange.bare("X-Signature", signature, r#"{"ref":"T-1"}"#)),
        ErrorCode::InvalidSignature
    );
    assert_eq!(code(exchange.bare("X-Autre", signature, body)), ErrorCode::InvalidSignature);
    assert_eq!(exchange.bare("x-signature", signature, body).unwrap().request, Some(id));
    assert_eq!(exchange.town_hall.seen(id).data["avancement"], "planifie");
    exchange.town_hall.clock.forward_days(400);
    assert!(exchange.bare("x-signature", signature, body).unwrap().replayed);
}

#[test]
fn a_call_names_its_request_by_identifier_too() {
    let exchange = Exchange::with_webhook(|_| {});
    let id = exchange.file();
    let received = exchange.call("m-1", &json!({"ref": id, "statut": "planifie"}));
    assert_eq!(received.unwrap().request, Some(id));
}
