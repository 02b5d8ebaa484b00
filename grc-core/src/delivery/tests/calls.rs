use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::{
    AddressGuard, Answer, CALL_TIMEOUT, Caller, FailedCall, Failure, Http, HttpRequest, HttpResponse,
    Illegible, Outage, RetryAfter, Secret, Secrets, Tokens, Unsendable, call,
};
use super::{id, now};
use crate::definition::{Authentication, HeaderSecret, Id, Method, Name, SecretName};
use crate::request::Call;

/// A host's secrets.
pub(super) struct Vault(pub(super) BTreeMap<&'static str, &'static str>);

impl Vault {
    pub(super) fn new() -> Self {
        Self(
            [
                ("gmao_jeton", "jeton-secret"),
                ("phrase", "mot de passe+1"),
                ("casse", "a\r\nX-Injected: 1"),
                ("vide", ""),
            ]
            .into(),
        )
    }
}

impl Secrets for Vault {
    fn secret(&self, name: &str) -> Option<Secret> {
        self.0.get(name).map(|content| Secret::new(*content))
    }
}

/// An HTTP stack of the host's, which answers always the same.
struct Stub {
    response: HttpResponse,
    requests: Mutex<Vec<HttpRequest>>,
}

impl Stub {
    fn new(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { response: HttpResponse { status, headers, body: body.into() }, requests: Mutex::default() }
    }

    fn request(&self) -> HttpRequest {
        self.requests.lock().unwrap().pop().unwrap()
    }
}

impl Http for Stub {
    fn exchange(&self, request: &HttpRequest) -> Result<HttpResponse, Failure> {
        self.requests.lock().unwrap().push(request.clone());
        Ok(self.response.clone())
    }
}

pub(super) fn push(url: &str, auth: Option<Authentication>) -> Call {
    Call {
        connector: Id("gmao".to_owned()),
        operation: Name("create".to_owned()),
        method: Method::Post,
        url: url.to_owned(),
        headers: vec![],
        auth,
        body: Some(json!({"ref": "2026-000042", "type": "Nid-de-poule à l'école"})),
        timeout: None,
        may_refuse: false,
        brings_files: false,
        delays: None,
    }
}

pub(super) fn bearer() -> Option<Authentication> {
    Some(Authentication::Bearer(SecretName { secret: Name("gmao_jeton".to_owned()) }))
}

/// Makes a call with the secrets of the [`Vault`], and no token.
pub(super) fn make(http: &dyn Http, guard: &AddressGuard, made: &Call) -> Result<Answer, FailedCall> {
    let (secrets, tokens) = (Vault::new(), Tokens::default());
    let caller = Caller { http, secrets: &secrets, guard, tokens: &tokens, now: now() };
    call(&caller, id(), made)
}

fn made(stub: &Stub, made: &Call) -> Result<Answer, Failure> {
    make(stub, &AddressGuard::default(), made).map_err(|failed| failed.failure)
}

const URL: &str = "https://gmao.exemple.fr/api/tickets";

#[test]
fn a_call_says_who_makes_it_what_it_is_and_which_one_it_is() {
    let stub = Stub::new(201, &[], r#"{"id": "T-7", "montant": 12.50}"#);
    let answer = made(&stub, &push("https://GMAO.exemple.fr/api/tickets#ici", bearer())).unwrap();
    assert_eq!(answer, Answer { status: 201, document: json!({"id": "T-7", "montant": "12.50"}) });
    let request = stub.request();
    assert_eq!((request.method, request.url.as_str(), request.timeout), (Method::Post, URL, CALL_TIMEOUT));
    let expected = [
        ("User-Agent", concat!("grc/", env!("CARGO_PKG_VERSION"))),
        ("Accept", "application/json"),
        ("Content-Type", "application/json"),
        ("Idempotency-Key", &id().to_string()),
        ("Authorization", "Bearer jeton-secret"),
    ];
    assert_eq!(request.headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let body: Value = serde_json::from_slice(&request.body.unwrap()).unwrap();
    assert_eq!(body, json!({"ref": "2026-000042", "type": "Nid-de-poule à l'école"}));
}

#[test]
fn a_question_may_be_answered_otherwise_the_next_time() {
    let stub = Stub::new(200, &[], "{}");
    made(&stub, &Call { method: Method::Get, body: None, ..push(URL, None) }).unwrap();
    let request = stub.request();
    assert_eq!(request.body, None);
    let names: Vec<_> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["User-Agent", "Accept"]);
}

#[test]
fn an_operation_has_headers_of_its_own_in_place_of_the_usual_ones_and_its_own_time() {
    let stub = Stub::new(201, &[], "");
    let headers = [("content-type", "application/vnd.api+json"), ("X-Source", "demarches")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    made(&stub, &Call { headers, timeout: Some(7), ..push(URL, bearer()) }).unwrap();
    let request = stub.request();
    assert_eq!(request.timeout, Duration::from_secs(7));
    let names: Vec<_> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
    let expected = ["User-Agent", "Accept", "Idempotency-Key", "content-type", "X-Source", "Authorization"];
    assert_eq!(names, expected);
}

#[test]
fn what_is_said_with_a_refusal_is_kept_beside_it_and_printed_nowhere() {
    let said = json!({"message": "Rue inconnue"});
    for status in [422, 503] {
        let stub = Stub::new(status, &[], &said.to_string());
        let failed = make(&stub, &AddressGuard::default(), &push(URL, None)).unwrap_err();
        assert_eq!((failed.failure.status(), failed.said.as_ref()), (Some(status), Some(&said)));
        assert!(!format!("{failed:?}").contains("inconnue"));
    }
    for body in ["", "<html>", "{", "null"] {
        let failed = make(&Stub::new(400, &[], body), &AddressGuard::default(), &push(URL, None));
        assert_eq!(failed, Err(Failure::Refused { status: 400 }.into()), "{body}");
    }
}

#[test]
fn a_secret_may_go_in_a_header_of_its_own() {
    let header = |name: &str, secret: &str| {
        let header = HeaderSecret { name: name.to_owned(), secret: Name(secret.to_owned()) };
        Some(Authentication::Header(header))
    };
    let stub = Stub::new(204, &[], "");
    assert_eq!(made(&stub, &push(URL, header("X-Api-Key", "gmao_jeton"))).unwrap().document, Value::Null);
    assert_eq!(stub.request().headers[4], ("X-Api-Key".to_owned(), "jeton-secret".to_owned()));

    assert_eq!(made(&stub, &push(URL, header("X-Api-Key", "absent"))), Err(Failure::SecretMissing));
    let unsendable = Err(Failure::Unsendable(Unsendable::Header));
    for (name, secret) in
        [("X-Api-Key", "casse"), ("X-Api-Key", "vide"), ("X Api", "gmao_jeton"), ("", "gmao_jeton")]
    {
        assert_eq!(made(&stub, &push(URL, header(name, secret))), unsendable, "{name} {secret}");
    }
    assert!(stub.requests.lock().unwrap().is_empty());
}

#[test]
fn a_refused_address_is_never_called() {
    let stub = Stub::new(200, &[], "{}");
    for url in ["http://127.0.0.1/", "file:///etc/passwd", "https://u:p@gmao.exemple.fr/"] {
        assert_eq!(made(&stub, &push(url, None)), Err(Failure::AddressRefused), "{url}");
    }
    assert!(stub.requests.lock().unwrap().is_empty());
}

#[test]
fn statuses_are_told_apart() {
    for status in [200, 201, 202, 204, 299] {
        assert_eq!(made(&Stub::new(status, &[], ""), &push(URL, None)).unwrap().status, status);
    }
    for status in [100, 301, 302, 304, 307, 400, 401, 403, 404, 409, 410, 422, 499] {
        assert_eq!(made(&Stub::new(status, &[], ""), &push(URL, None)), Err(Failure::Refused { status }));
    }
    for status in [408, 425, 429, 500, 502, 503, 504, 599] {
        let failed = made(&Stub::new(status, &[], ""), &push(URL, None));
        assert_eq!(failed, Err(Failure::unavailable(Outage::Status(status))));
    }
    let later = Stub::new(429, &[("retry-after", "7")], "");
    assert_eq!(
        made(&later, &push(URL, None)),
        Err(Failure::Unavailable { outage: Outage::Status(429), retry_after: Some(RetryAfter::Seconds(7)) })
    );
}

#[test]
fn an_answer_that_is_not_strict_json_is_unreadable() {
    for body in ["OK", "<html></html>", "{", r#"{"a": 1, "a": 2}"#, "{} {}"] {
        let failed = made(&Stub::new(200, &[], body), &push(URL, None));
        assert_eq!(failed, Err(Failure::Unreadable(Illegible::NotJson)), "{body}");
    }
    let long = format!("\"{}\"", "x".repeat(1 << 20));
    assert_eq!(
        made(&Stub::new(200, &[], &long), &push(URL, None)),
        Err(Failure::Unreadable(Illegible::TooLong))
    );
    assert_eq!(made(&Stub::new(200, &[], " \r\n"), &push(URL, None)).unwrap().document, Value::Null);
}

#[test]
fn nothing_that_is_sent_or_received_is_printed() {
    let stub = Stub::new(200, &[("X", "en-tête")], r#""réponse""#);
    let answer = made(&stub, &push(URL, bearer())).unwrap();
    let request = HttpRequest { timeout: Duration::from_secs(1), ..stub.request() };
    assert_eq!(
        format!("{request:?} {:?} {answer:?}", stub.response),
        "HttpRequest { method: Post, .. } HttpResponse { status: 200, .. } Answer { status: 200, .. }"
    );
}
