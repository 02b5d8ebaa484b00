//! Tokens of an authorisation server: asked for when they are needed, kept while they last.

use std::collections::VecDeque;
use std::sync::Mutex;

use serde_json::{Value, json};

use super::super::{
    AddressGuard, Answer, Caller, Failure, Http, HttpRequest, HttpResponse, Outage, Tokens, call,
};
use super::calls::{Vault, push};
use super::{id, now};
use crate::definition::Authentication;
use crate::request::{Call, Instant};

const TOKEN_URL: &str = "https://connexion.exemple.fr/token";
const URL: &str = "https://gmao.exemple.fr/api/tickets";

/// An authorisation server and an application: each answers what it was told, in turn.
struct Stage {
    answers: Mutex<VecDeque<(u16, Value)>>,
    asked: Mutex<Vec<HttpRequest>>,
    tokens: Tokens,
}

impl Http for Stage {
    fn exchange(&self, request: &HttpRequest) -> Result<HttpResponse, Failure> {
        self.asked.lock().unwrap().push(request.clone());
        let (status, body) = self.answers.lock().unwrap().pop_front().expect("nothing more was to be asked");
        Ok(HttpResponse { status, headers: vec![], body: body.to_string().into_bytes() })
    }
}

impl Stage {
    fn answering(answers: impl IntoIterator<Item = (u16, Value)>) -> Self {
        let answers = Mutex::new(answers.into_iter().collect());
        Self { answers, asked: Mutex::default(), tokens: Tokens::default() }
    }

    fn call(&self, auth: Value, at: Instant) -> Result<Answer, Failure> {
        let auth: Authentication = serde_json::from_value(auth).unwrap();
        let (secrets, guard) = (Vault::new(), AddressGuard::default());
        let caller = Caller { http: self, secrets: &secrets, guard: &guard, tokens: &self.tokens, now: at };
        let made: Call = push(URL, Some(auth));
        call(&caller, id(), &made).map_err(|failed| failed.failure)
    }

    /// Each address asked, with its `Authorization`.
    fn asked(&self) -> Vec<(String, Option<String>)> {
        let asked = self.asked.lock().unwrap();
        let header = |request: &HttpRequest| {
            let found = request.headers.iter().find(|(name, _)| name == "Authorization");
            found.map(|(_, value)| value.clone())
        };
        asked.iter().map(|request| (request.url.clone(), header(request))).collect()
    }
}

fn oauth2() -> Value {
    json!({"oauth2": {"token_url": TOKEN_URL, "client_id": "grc:eau", "secret": "phrase", "scope": "tickets depot"}})
}

fn token(text: &str) -> (u16, Value) {
    (200, json!({"access_token": text, "token_type": "Bearer", "expires_in": 3_600}))
}

fn done() -> (u16, Value) {
    (201, json!({"id": "T-1"}))
}

fn bearing(token: &str) -> (String, Option<String>) {
    (URL.to_owned(), Some(format!("Bearer {token}")))
}

fn later(seconds: i64) -> Instant {
    now().plus_milliseconds(seconds * 1_000)
}

#[test]
fn a_token_is_asked_for_once_and_serves_while_it_lasts() {
    let stage = Stage::answering([token("un"), done(), done(), done(), token("deux"), done()]);
    for seconds in [0, 10, 3_569, 3_570] {
        stage.call(oauth2(), later(seconds)).unwrap();
    }
    // Encoded as in a form, then in base64: `grc%3Aeau:mot+de+passe%2B1`.
    let asking = (TOKEN_URL.to_owned(), Some("Basic Z3JjJTNBZWF1Om1vdCtkZStwYXNzZSUyQjE=".to_owned()));
    let expected = [asking.clone(), bearing("un"), bearing("un"), bearing("un"), asking, bearing("deux")];
    assert_eq!(stage.asked(), expected);
    let form = String::from_utf8(stage.asked.lock().unwrap()[0].body.clone().unwrap()).unwrap();
    assert_eq!(form, "grant_type=client_credentials&scope=tickets+depot");
}

#[test]
fn a_client_may_write_its_secret_in_the_body() {
    let stage = Stage::answering([token("un"), done()]);
    let mut auth = oauth2();
    auth["oauth2"]["sent_in"] = json!("body");
    stage.call(auth, now()).unwrap();
    assert_eq!(stage.asked(), [(TOKEN_URL.to_owned(), None), bearing("un")]);
    let form = String::from_utf8(stage.asked.lock().unwrap()[0].body.clone().unwrap()).unwrap();
    let expected = "grant_type=client_credentials&scope=tickets+depot&client_id=grc%3Aeau&client_secret=mot+de+passe%2B1";
    assert_eq!(form, expected);
}

#[test]
fn a_kept_token_that_is_refused_is_replaced_once() {
    let refused = || (401, json!({}));
    let stage = Stage::answering([token("un"), done(), refused(), token("deux"), done(), done()]);
    for _ in 0..3 {
        stage.call(oauth2(), now()).unwrap();
    }
    let calls: Vec<_> = stage.asked().into_iter().filter(|(url, _)| url == URL).collect();
    assert_eq!(calls, [bearing("un"), bearing("un"), bearing("deux"), bearing("deux")]);

    let stage = Stage::answering([token("un"), done(), refused(), token("deux"), refused()]);
    stage.call(oauth2(), now()).unwrap();
    assert_eq!(stage.call(oauth2(), now()), Err(Failure::Refused { status: 401 }), "and no more than once");
    // Nor is a token replaced that has just been given.
    let stage = Stage::answering([token("un"), refused()]);
    assert_eq!(stage.call(oauth2(), now()), Err(Failure::Refused { status: 401 }));
}

#[test]
fn a_server_that_gives_no_token_is_asked_again_later_and_the_application_is_not_called() {
    for (status, body) in [
        (400, json!({"error": "invalid_client"})),
        (401, json!({})),
        (302, json!({})),
        (200, json!({})),
        (200, json!([])),
        (200, json!({"access_token": ""})),
        (200, json!({"access_token": "a\r\nX: b"})),
        (200, json!({"access_token": "un", "token_type": "mac"})),
    ] {
        let stage = Stage::answering([(status, body.clone())]);
        let failed = stage.call(oauth2(), now()).unwrap_err();
        assert_eq!(failed, Failure::NoToken { status }, "{body}");
        assert!(!failed.is_final());
    }
    let stage = Stage::answering([(503, json!({}))]);
    assert_eq!(stage.call(oauth2(), now()), Err(Failure::unavailable(Outage::Status(503))));
    let mut missing = oauth2();
    missing["oauth2"]["secret"] = json!("absent");
    assert_eq!(Stage::answering([]).call(missing, now()), Err(Failure::SecretMissing));
}

#[test]
fn the_guard_holds_for_the_authorisation_server_too() {
    let mut auth = oauth2();
    auth["oauth2"]["token_url"] = json!("http://169.254.169.254/token");
    assert_eq!(Stage::answering([]).call(auth, now()), Err(Failure::AddressRefused));
}

#[test]
fn a_token_without_an_end_is_kept_a_few_minutes_and_a_short_one_for_half_its_life() {
    for (answer, last, over) in [
        (json!({"access_token": "un"}), 269, 270),
        (json!({"access_token": "un", "expires_in": "40"}), 19, 20),
        (json!({"access_token": "un", "expires_in": 0}), -1, 0),
    ] {
        let stage = Stage::answering([(200, answer.clone()), done(), done()]);
        stage.call(oauth2(), now()).unwrap();
        if last >= 0 {
            stage.call(oauth2(), later(last)).unwrap();
        }
        let stage = Stage { answers: Mutex::new([token("deux"), done()].into()), ..stage };
        stage.call(oauth2(), later(over)).unwrap();
        assert_eq!(stage.asked().last(), Some(&bearing("deux")), "{answer}");
    }
}

#[test]
fn a_token_is_printed_nowhere() {
    let stage = Stage::answering([token("jeton-tres-secret"), done()]);
    stage.call(oauth2(), now()).unwrap();
    assert!(!format!("{:?}", stage.tokens).contains("tres-secret"));
}
