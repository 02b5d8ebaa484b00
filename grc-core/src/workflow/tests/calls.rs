//! What a call adds to its address and its headers.

use super::connector::{api_catalogue, the_call};
use super::*;
use crate::request::Call;

fn call_of(operation: Json) -> Call {
    let mut catalogue = api_catalogue();
    let create = catalogue["connectors"][0]["operations"]["create"].as_object_mut().unwrap();
    create.extend(operation.as_object().unwrap().clone());
    let (process, faults) = compile(&catalogue);
    assert!(!faults.has_faults(), "{faults:?}");
    let process = process.unwrap();
    the_call(&Desk::new(&process).submit_for(martin(), json!({"montant": 12}))).1.clone()
}

#[test]
fn a_query_holds_texts_and_computed_values_percent_encoded() {
    let call = call_of(json!({"path": "/tickets?v=2", "query": {
        "a": "un & deux", "b": "=none", "c": "=['é', 'b=1']", "d": "n° {{ request.reference }}",
        "e": "=answers.montant", "f[]": "=true"}}));
    assert_eq!(
        call.url,
        "https://gmao.exemple.fr/api/tickets?v=2&a=un%20%26%20deux&c=%C3%A9&c=b%3D1&d=n%C2%B0%202026-000001&e=12&f%5B%5D=true"
    );
}

#[test]
fn a_header_holds_printable_ascii_whatever_is_computed() {
    let call = call_of(json!({"headers": {
        "X-Nom": "=applicant.last_name", "X-Piege": "a\r\nX-Injected: 1", "X-Vide": "=none", "X-Texte": "Réf. {{ request.reference }}"},
        "timeout": "PT45S"}));
    let expected =
        [("X-Nom", "Martin"), ("X-Piege", "a%0D%0AX-Injected: 1"), ("X-Texte", "R%C3%A9f. 2026-000001")];
    assert_eq!(call.headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(call.timeout, Some(45));
}

#[test]
fn what_a_call_may_not_hold_does_not_publish() {
    let at = "/connectors/0/operations/create";
    for (operation, expected) in [
        (json!({"headers": {"Host": "ailleurs"}}), "/headers/Host definition.reserved_header"),
        (json!({"headers": {"content-length": "0"}}), "/headers/content-length definition.reserved_header"),
        (json!({"headers": {"AUTHORIZATION": "x"}}), "/headers/AUTHORIZATION definition.reserved_header"),
        (json!({"headers": {"Idempotency-Key": "x"}}), "/headers/Idempotency-Key definition.reserved_header"),
        (json!({"headers": {"X-A": "1", "x-a": "2"}}), "/headers/x-a definition.duplicate_id"),
        (json!({"headers": {"X-A": "=inconnu"}}), "/headers/X-A expression.unknown_name"),
        (json!({"query": {"a": "{{ inconnu }}"}}), "/query/a expression.unknown_name"),
        (json!({"timeout": "PT0S"}), "/timeout definition.call_timeout"),
        (json!({"timeout": "PT46S"}), "/timeout definition.call_timeout"),
        (json!({"timeout": "P1M"}), "/timeout definition.call_timeout"),
        (json!({"timeout": "vite"}), "/timeout definition.duration"),
    ] {
        let mut catalogue = api_catalogue();
        let create = catalogue["connectors"][0]["operations"]["create"].as_object_mut().unwrap();
        create.extend(operation.as_object().unwrap().clone());
        let codes = codes(&catalogue);
        assert!(codes.contains(&format!("{at}{expected}")), "{operation}: {codes:?}");
    }
}

#[test]
fn faults_of_a_proof_are_told_where_they_stand() {
    let at = "/connectors/0/auth";
    let signature = |extra: Json| {
        let mut hmac = json!({"secret": "cle", "header": "X-Signature"});
        hmac.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        json!({ "hmac": hmac })
    };
    let oauth2 = |url: &str| json!({"oauth2": {"token_url": url, "client_id": "grc", "secret": "cle"}});
    for (auth, expected) in [
        (signature(json!({"header": "Host"})), "/hmac/header definition.reserved_header"),
        (signature(json!({"covers": ["body", "body"]})), "/hmac/covers/1 definition.signed_part"),
        (signature(json!({"covers": ["timestamp"]})), "/hmac/timestamp_header definition.signed_part"),
        (signature(json!({"timestamp_header": "X-Date"})), "/hmac/timestamp_header definition.signed_part"),
        (
            signature(json!({"covers": ["timestamp"], "timestamp_header": "x-signature"})),
            "/hmac/timestamp_header definition.reserved_header",
        ),
        (oauth2("/token"), "/oauth2/token_url definition.address"),
        (oauth2("ftp://exemple.fr"), "/oauth2/token_url definition.address"),
        (oauth2("https://{{ 'a' }}/token"), "/oauth2/token_url definition.address"),
    ] {
        let mut catalogue = api_catalogue();
        catalogue["connectors"][0]["auth"] = auth.clone();
        let codes = codes(&catalogue);
        assert!(codes.contains(&format!("{at}{expected}")), "{auth}: {codes:?}");
    }
    let mut catalogue = api_catalogue();
    catalogue["connectors"][0]["auth"] = json!({"header": {"name": "X-Api-Key", "secret": "cle"}});
    catalogue["connectors"][0]["operations"]["create"]["headers"] = json!({"x-api-key": "autre"});
    let codes = codes(&catalogue);
    let place = "/connectors/0/operations/create/headers/x-api-key definition.reserved_header";
    assert!(codes.contains(&place.to_owned()), "{codes:?}");
}
