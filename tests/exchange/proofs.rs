//! Who calls, as a real application checks it: passwords, signatures, tokens.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::common::server::{Application, Asked};
use crate::common::{TownHall, town};
use grc::definition::HmacScheme;
use grc::delivery::{Secret, webhook};
use grc::{Actor, AddressGuard, Budget};
use serde_json::{Value, json};

/// A town hall whose application is called with `auth`, and which lets in whom `admits` says.
fn exchange(
    auth: impl FnOnce(&str) -> Value,
    answer: impl Fn(&Asked) -> (u16, String) + Send + Sync + 'static,
) -> (TownHall, Application) {
    let application = Application::start(answer);
    let mut catalogue = town::catalogue_calling(&application.base_url());
    catalogue["connectors"][0]["auth"] = auth(&application.base_url());
    let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
    (TownHall::with(catalogue, |host| host.guard(guard)), application)
}

fn admitted(is_admitted: bool) -> (u16, String) {
    if is_admitted { (201, json!({"id": "T-1"}).to_string()) } else { (401, "{}".to_owned()) }
}

/// The status of a report, once it was sent.
fn status_of_a_report(town_hall: &TownHall) -> String {
    let id = town_hall.engine.submit(&Actor::applicant("camille"), town::report()).unwrap().id;
    town_hall.engine.run_due(&Budget::default()).unwrap();
    town_hall.seen(id).status.to_string()
}

#[test]
fn an_application_lets_in_a_user_name_and_a_password() {
    for (password, expected) in [("jeton", "prise"), ("autre", "a_la_main")] {
        let header = format!("Basic {}", STANDARD.encode(format!("mairie:{password}")));
        let (town_hall, _application) = exchange(
            |_| json!({"basic": {"user": "mairie", "secret": "gmao_jeton"}}),
            move |asked| admitted(asked.header("authorization") == Some(header.as_str())),
        );
        assert_eq!(status_of_a_report(&town_hall), expected);
    }
}

#[test]
fn an_application_lets_in_a_signed_body_and_no_other() {
    for (secret, expected) in [("jeton", "prise"), ("autre", "a_la_main")] {
        let scheme: HmacScheme =
            serde_json::from_value(json!({"header": "x-signature", "encoding": "base64", "prefix": "v1="}))
                .unwrap();
        let (town_hall, _application) = exchange(
            |_| json!({"hmac": {"secret": "gmao_jeton", "header": "X-Signature", "encoding": "base64", "prefix": "v1="}}),
            move |asked| {
                let verified =
                    webhook::verify_body(&scheme, &Secret::new(secret), &asked.headers, &asked.body);
                admitted(verified.is_ok())
            },
        );
        assert_eq!(status_of_a_report(&town_hall), expected);
    }
}

/// An authorisation server and an application that lets in the last token given.
#[derive(Clone, Default)]
struct Desk(Arc<Mutex<Vec<String>>>);

impl Desk {
    fn answer(&self, asked: &Asked) -> (u16, String) {
        let mut given = self.0.lock().unwrap();
        if asked.path == "/api/token" {
            let form = String::from_utf8(asked.body.clone()).unwrap();
            let header = format!("Basic {}", STANDARD.encode("grc:jeton"));
            if form != "grant_type=client_credentials"
                || asked.header("authorization") != Some(header.as_str())
            {
                return (401, json!({"error": "invalid_client"}).to_string());
            }
            let token = format!("jeton-{}", given.len());
            given.push(token);
            return (
                200,
                json!({"access_token": given.last(), "token_type": "bearer", "expires_in": 600}).to_string(),
            );
        }
        let expected = given.last().map(|token| format!("Bearer {token}"));
        admitted(expected.is_some() && asked.header("authorization") == expected.as_deref())
    }
}

#[test]
fn a_token_is_asked_for_once_and_anew_when_it_is_over_or_refused() {
    let desk = Desk::default();
    let asked_for = {
        let desk = desk.clone();
        move || desk.0.lock().unwrap().len()
    };
    let server = desk.clone();
    let (town_hall, _application) = exchange(
        |base_url| json!({"oauth2": {"token_url": format!("{base_url}/token"), "client_id": "grc", "secret": "gmao_jeton"}}),
        move |asked| {
            let (status, body) = server.answer(asked);
            // Each ticket has its own number.
            let number = server.0.lock().unwrap().len() * 100 + asked.body.len();
            (
                status,
                body.replace(
                    "T-1",
                    &format!("T-{number}-{}", asked.header("idempotency-key").unwrap_or_default()),
                ),
            )
        },
    );
    for _ in 0..3 {
        assert_eq!(status_of_a_report(&town_hall), "prise");
    }
    assert_eq!(asked_for(), 1);
    town_hall.clock.forward_seconds(570);
    assert_eq!(status_of_a_report(&town_hall), "prise");
    assert_eq!(asked_for(), 2, "over soon: another");
    desk.0.lock().unwrap().push("revoque".to_owned());
    assert_eq!(status_of_a_report(&town_hall), "prise");
    assert_eq!(asked_for(), 4, "refused: another");
    let engine = &town_hall.engine;
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn without_a_token_the_application_is_not_called_and_the_call_waits() {
    let (town_hall, application) = exchange(
        |base_url| json!({"oauth2": {"token_url": format!("{base_url}/token"), "client_id": "inconnu", "secret": "gmao_jeton"}}),
        {
            let desk = Desk::default();
            move |asked| desk.answer(asked)
        },
    );
    assert_eq!(status_of_a_report(&town_hall), "transmise");
    let paths: Vec<_> = application.asked().into_iter().map(|asked| asked.path).collect();
    assert_eq!(paths, ["/api/token"]);
    assert!(town_hall.engine.run_due(&Budget::default()).unwrap().next.is_some());
}

#[test]
fn neither_tokens_nor_secrets_are_in_the_store() {
    let desk = Desk::default();
    let (town_hall, _application) = exchange(
        |base_url| json!({"oauth2": {"token_url": format!("{base_url}/token"), "client_id": "grc", "secret": "gmao_jeton"}}),
        move |asked| desk.answer(asked),
    );
    assert_eq!(status_of_a_report(&town_hall), "prise");
    let mut kept = std::fs::read(town_hall.path()).unwrap();
    kept.extend(std::fs::read(town_hall.path().with_extension("db-wal")).unwrap_or_default());
    let holds = |text: &[u8]| kept.windows(text.len()).any(|window| window == text);
    assert!(holds(b"gmao_jeton"), "the name of the secret is");
    assert!(!holds(b"jeton-0"));
}
