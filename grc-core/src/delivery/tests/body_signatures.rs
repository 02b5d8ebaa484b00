use super::super::Secret;
use super::super::webhook::{SignatureFault, verify_body};
use crate::definition::{HmacScheme, SignatureEncoding};

const SECRET: &str = "It's a Secret to Everybody";
const BODY: &[u8] = b"Hello, World!";
/// The example that GitHub publishes.
const SIGNATURE: &str = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

fn scheme() -> HmacScheme {
    HmacScheme {
        header: "X-Hub-Signature-256".to_owned(),
        encoding: SignatureEncoding::Hex,
        prefix: "sha256=".to_owned(),
        id: None,
    }
}

fn headers(value: &str) -> Vec<(String, String)> {
    vec![("x-hub-signature-256".to_owned(), value.to_owned())]
}

fn verified(scheme: &HmacScheme, value: &str, body: &[u8]) -> Result<String, SignatureFault> {
    verify_body(scheme, &Secret::new(SECRET), &headers(value), body).map(|id| id.as_str().to_owned())
}

#[test]
fn the_published_example_holds_in_either_case() {
    let scheme = scheme();
    let digest = "dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f";
    assert_eq!(verified(&scheme, &format!("sha256={SIGNATURE}"), BODY).as_deref(), Ok(digest));
    assert!(verified(&scheme, &format!("sha256={}", SIGNATURE.to_uppercase()), BODY).is_ok());
}

#[test]
fn base64_is_read_where_the_definition_says_so() {
    let scheme = HmacScheme { encoding: SignatureEncoding::Base64, prefix: String::new(), ..scheme() };
    let signature = "dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc=";
    assert!(verified(&scheme, signature, BODY).is_ok());
    assert_eq!(verified(&scheme, SIGNATURE, BODY), Err(SignatureFault::Mismatch));
}

#[test]
fn whatever_is_not_signed_is_refused() {
    let scheme = scheme();
    let prefixed = format!("sha256={SIGNATURE}");
    for (value, body) in [
        (prefixed.as_str(), b"Hello, World?".as_slice()),
        (SIGNATURE, BODY),
        ("sha256=", BODY),
        ("", BODY),
        (&prefixed[..prefixed.len() - 2], BODY),
        ("sha1=757107ea", BODY),
    ] {
        assert_eq!(verified(&scheme, value, body), Err(SignatureFault::Mismatch), "{value}");
    }
    let secret = Secret::new(SECRET);
    assert_eq!(verify_body(&scheme, &secret, &[], BODY), Err(SignatureFault::NoSignature));
    let twice = [headers(&prefixed), headers(&prefixed)].concat();
    assert_eq!(verify_body(&scheme, &secret, &twice, BODY), Err(SignatureFault::NoSignature));
    let empty = verify_body(&scheme, &Secret::new(""), &headers(&prefixed), BODY);
    assert_eq!(empty, Err(SignatureFault::UnusableSecret));
}

#[test]
fn a_call_is_known_by_what_its_body_tells() {
    use base64::Engine as _;
    use hmac::{Hmac, KeyInit, Mac};
    let scheme = HmacScheme {
        encoding: SignatureEncoding::Base64,
        prefix: String::new(),
        id: Some("/appel/id".to_owned()),
        ..scheme()
    };
    let known = |body: &str| {
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(body.as_bytes());
        let signature = base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes());
        verified(&scheme, &signature, body.as_bytes())
    };
    assert_eq!(known(r#"{"appel": {"id": "m-1"}}"#).as_deref(), Ok("m-1"));
    assert_eq!(known(r#"{"appel": {"id": 12}}"#).as_deref(), Ok("12"));
    for body in [r#"{"appel": {"id": null}}"#, r#"{"appel": {"id": ""}}"#, "{}", "{"] {
        assert_eq!(known(body), Err(SignatureFault::NoIdentifier), "{body}");
    }
}
