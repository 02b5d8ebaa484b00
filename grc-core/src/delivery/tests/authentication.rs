//! Who calls: passwords and signatures. What is expected was computed with Python's `hmac` and `base64`.

use serde_json::{Value, json};

use super::super::authentication::{basic, prove};
use super::super::{AddressGuard, Caller, Failure, Http, HttpRequest, HttpResponse, Tokens, Unsendable};
use super::calls::Vault;
use super::now;
use crate::definition::{Authentication, Method};

/// Nothing is to be exchanged to prove who calls.
struct Silent;

impl Http for Silent {
    fn exchange(&self, _: &HttpRequest) -> Result<HttpResponse, Failure> {
        panic!("nothing is to be asked")
    }
}

fn request() -> HttpRequest {
    HttpRequest {
        method: Method::Post,
        url: "https://gmao.exemple.fr/api/tickets?ref=2026-000042".to_owned(),
        headers: vec![],
        body: Some(br#"{"ref":"2026-000042"}"#.to_vec()),
        timeout: super::super::CALL_TIMEOUT,
    }
}

fn proof_of(auth: Value, request: &HttpRequest) -> Result<Vec<(String, String)>, Failure> {
    let auth: Authentication = serde_json::from_value(auth).unwrap();
    let (secrets, guard, tokens) = (Vault::new(), AddressGuard::default(), Tokens::default());
    let caller = Caller { http: &Silent, secrets: &secrets, guard: &guard, tokens: &tokens, now: now() };
    prove(&caller, Some(&auth), request).map(|proof| proof.headers)
}

fn headers<const N: usize>(expected: [(&str, &str); N]) -> Vec<(String, String)> {
    expected.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

#[test]
fn a_user_name_and_a_password_are_base64_in_one_header() {
    let auth = json!({"basic": {"user": "mairie", "secret": "gmao_jeton"}});
    let expected = headers([("Authorization", "Basic bWFpcmllOmpldG9uLXNlY3JldA==")]);
    assert_eq!(proof_of(auth, &request()), Ok(expected));
    let unsendable = Failure::Unsendable(Unsendable::Header);
    let of = |user: &str, secret: &str| {
        proof_of(json!({"basic": {"user": user, "secret": secret}}), &request()).unwrap_err()
    };
    assert_eq!(of("mairie", "absent"), Failure::SecretMissing);
    for (user, secret) in [("a:b", "gmao_jeton"), ("a\r\nb", "gmao_jeton"), ("a", "casse"), ("a", "vide")] {
        assert_eq!(of(user, secret), unsendable, "{user} {secret}");
    }
    // A password may hold a colon, and any letter.
    assert_eq!(basic(b"a", "é:b".as_bytes()).unwrap(), "Basic YTrDqTpi");
}

#[test]
fn a_signature_is_of_the_body_alone_unless_more_is_named() {
    let auth =
        json!({"hmac": {"secret": "gmao_jeton", "header": "X-Hub-Signature-256", "prefix": "sha256="}});
    let code = "sha256=9cca458349d7e02e540b371c2b40e3212edd67c1067fc7b6a450d3c877c8108f";
    assert_eq!(proof_of(auth.clone(), &request()), Ok(headers([("X-Hub-Signature-256", code)])));
    let altered = HttpRequest { body: Some(br#"{"ref":"2026-000043"}"#.to_vec()), ..request() };
    assert_ne!(proof_of(auth, &altered), Ok(headers([("X-Hub-Signature-256", code)])));
}

#[test]
fn a_signature_may_cover_the_method_the_path_and_the_date() {
    let auth = json!({"hmac": {"secret": "gmao_jeton", "header": "X-Signature", "encoding": "base64",
        "covers": ["method", "path", "timestamp", "body"], "separator": "\n", "timestamp_header": "X-Date"}});
    let expected =
        headers([("X-Signature", "Bbfj+8ExmixPYOLvSvdSwuSU9QqVmTGNQwSPicoaFMI="), ("X-Date", "1772443800")]);
    assert_eq!(proof_of(auth.clone(), &request()), Ok(expected));
    let elsewhere = HttpRequest { url: "https://gmao.exemple.fr/api/tickets".to_owned(), ..request() };
    assert_ne!(proof_of(auth.clone(), &elsewhere), proof_of(auth, &request()));
    // A question has no body: a full stop still separates.
    let auth = json!({"hmac": {"secret": "gmao_jeton", "header": "X-Signature", "encoding": "base64",
        "covers": ["timestamp", "body"], "timestamp_header": "X-Date"}});
    let question = HttpRequest { method: Method::Get, body: None, ..request() };
    let expected =
        headers([("X-Signature", "yj4Z7eZgQ++xmpFM4rHiz9rcdgX3VKyZwfAsY5J+lRA="), ("X-Date", "1772443800")]);
    assert_eq!(proof_of(auth, &question), Ok(expected));
}

#[test]
fn nothing_is_signed_under_an_empty_secret() {
    let auth = |secret: &str| json!({"hmac": {"secret": secret, "header": "X-Signature"}});
    assert_eq!(proof_of(auth("vide"), &request()), Err(Failure::Unsendable(Unsendable::Header)));
    assert_eq!(proof_of(auth("absent"), &request()), Err(Failure::SecretMissing));
}
