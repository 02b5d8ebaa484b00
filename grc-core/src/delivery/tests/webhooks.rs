use proptest::prelude::*;

use super::super::Secret;
use super::super::webhook::{SignatureFault, sign, verify};
use super::python;
use crate::request::Instant;
use crate::{Error, ErrorCode};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const BODY: &[u8] = br#"{"test": 2432232314}"#;
const SENT: i64 = 1_614_265_330;

fn at(seconds: i64) -> Instant {
    Instant::from_milliseconds(seconds * 1_000)
}

fn headers(signature: &str) -> Vec<(String, String)> {
    vec![
        ("Webhook-Id".to_owned(), ID.to_owned()),
        ("WEBHOOK-TIMESTAMP".to_owned(), SENT.to_string()),
        ("webhook-signature".to_owned(), signature.to_owned()),
    ]
}

/// The published example's signature.
const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

#[test]
fn the_published_example_holds() {
    let secret = Secret::new(SECRET);
    assert_eq!(verify(&secret, &headers(SIGNATURE), BODY, at(SENT)).unwrap().as_str(), ID);
    let signed = sign(&secret, ID, BODY, Instant::from_milliseconds(SENT * 1_000 + 999)).unwrap();
    assert_eq!(signed[1], ("webhook-timestamp".to_owned(), SENT.to_string()));
    assert_eq!(signed[2], ("webhook-signature".to_owned(), SIGNATURE.to_owned()));
}

#[test]
fn python_computes_the_same_signatures() {
    let script = r#"
import base64, hashlib, hmac, json, sys
cases = json.loads(sys.argv[1])
def key(secret): return base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()
print(json.dumps([
    "v1," + base64.b64encode(hmac.new(key(c["secret"]), f'{c["id"]}.{c["at"]}.{c["body"]}'.encode(),
    hashlib.sha256).digest()).decode() for c in cases]))"#;
    let cases = [
        (SECRET, ID, SENT, std::str::from_utf8(BODY).unwrap()),
        (SECRET, "m1", 0, ""),
        ("secret tout simple", "m-2", 1_772_440_200, "{\"é\": \"œ\"}\n"),
        ("whsec_c2VjcmV0", "a.b.c", 4_102_444_800, "corps\r\nbrut\u{0}"),
    ];
    let described: Vec<_> = cases
        .iter()
        .map(|(secret, id, at, body)| serde_json::json!({"secret": secret, "id": id, "at": at, "body": body}))
        .collect();
    let described = serde_json::to_string(&described).unwrap();
    let expected = python(script, &[described.as_ref()]);
    for ((secret, id, sent, body), expected) in cases.iter().zip(expected.as_array().unwrap()) {
        let signed = sign(&Secret::new(*secret), id, body.as_bytes(), at(*sent)).unwrap();
        assert_eq!(signed[2].1, expected.as_str().unwrap());
    }
    assert_eq!(expected[0], SIGNATURE);
}

#[test]
fn one_good_signature_among_several_is_enough() {
    let secret = Secret::new(SECRET);
    let other = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    for signatures in [
        format!("{other} {SIGNATURE}"),
        format!("{SIGNATURE} {other}"),
        format!("v1a,xyz v2,abc junk {SIGNATURE}"),
        format!("v1,not-base64! {SIGNATURE}"),
    ] {
        assert!(verify(&secret, &headers(&signatures), BODY, at(SENT)).is_ok(), "{signatures}");
    }
}

#[test]
fn whatever_is_not_signed_is_refused() {
    let secret = Secret::new(SECRET);
    let bare = SIGNATURE.strip_prefix("v1,").unwrap();
    for signatures in [
        String::new(),
        "v1,".to_owned(),
        bare.to_owned(),
        format!("v2,{bare}"),
        format!("v1a,{bare}"),
        format!("V1,{bare}"),
        SIGNATURE[..SIGNATURE.len() - 4].to_owned(),
        SIGNATURE.replace("g0h", "h0h"),
        SIGNATURE.replace(',', ", "),
    ] {
        let verified = verify(&secret, &headers(&signatures), BODY, at(SENT));
        assert_eq!(verified, Err(SignatureFault::Mismatch), "{signatures}");
    }
    let signed = headers(SIGNATURE);
    let mismatch = Err(SignatureFault::Mismatch);
    assert_eq!(verify(&secret, &signed, br#"{"test": 2432232315}"#, at(SENT)), mismatch);
    assert_eq!(verify(&secret, &signed, br#"{"test":2432232314}"#, at(SENT)), mismatch);
    assert_eq!(verify(&Secret::new("whsec_c2VjcmV0"), &signed, BODY, at(SENT)), mismatch);
    for (header, value) in [(0, "msg_autre"), (1, "1614265331"), (1, "01614265330")] {
        let mut changed = signed.clone();
        changed[header].1 = value.to_owned();
        assert_eq!(verify(&secret, &changed, BODY, at(SENT)), mismatch, "{value}");
    }
}

#[test]
fn a_call_is_taken_within_five_minutes_of_its_date() {
    let secret = Secret::new(SECRET);
    let verified = |seconds| verify(&secret, &headers(SIGNATURE), BODY, at(seconds)).map(|_| ());
    assert_eq!(verified(SENT + 300), Ok(()));
    assert_eq!(verified(SENT - 300), Ok(()));
    assert_eq!(verified(SENT + 301), Err(SignatureFault::Expired));
    assert_eq!(verified(SENT - 301), Err(SignatureFault::Expired));
    assert_eq!(verified(i64::MAX / 1_000), Err(SignatureFault::Expired));
}

#[test]
fn headers_that_are_missing_doubled_or_badly_written_are_named() {
    let secret = Secret::new(SECRET);
    for (position, name) in ["webhook-id", "webhook-timestamp", "webhook-signature"].into_iter().enumerate() {
        let mut missing = headers(SIGNATURE);
        missing.remove(position);
        assert_eq!(verify(&secret, &missing, BODY, at(SENT)), Err(SignatureFault::Header(name)));
        let mut doubled = headers(SIGNATURE);
        doubled.push(doubled[position].clone());
        assert_eq!(verify(&secret, &doubled, BODY, at(SENT)), Err(SignatureFault::Header(name)));
    }
    let long = "x".repeat(257);
    for (position, value) in [
        (0, ""),
        (0, "deux mots"),
        (0, "é"),
        (0, long.as_str()),
        (1, ""),
        (1, "-1614265330"),
        (1, "+1614265330"),
        (1, "1614265330.0"),
        (1, "99999999999999999999"),
    ] {
        let mut wrong = headers(SIGNATURE);
        wrong[position].1 = value.to_owned();
        let verified = verify(&secret, &wrong, BODY, at(SENT));
        assert!(matches!(verified, Err(SignatureFault::Header(_))), "{value}");
    }
}

#[test]
fn a_secret_under_which_anyone_could_sign_is_not_used() {
    for secret in ["", "whsec_", "whsec_pas du base64"] {
        let secret = Secret::new(secret);
        let verified = verify(&secret, &headers(SIGNATURE), BODY, at(SENT));
        assert_eq!(verified, Err(SignatureFault::UnusableSecret));
        assert_eq!(sign(&secret, ID, BODY, at(SENT)), Err(SignatureFault::UnusableSecret));
    }
}

#[test]
fn faults_become_errors_of_the_registry() {
    for (fault, code) in [
        (SignatureFault::Header("webhook-id"), ErrorCode::InvalidSignature),
        (SignatureFault::Expired, ErrorCode::InvalidSignature),
        (SignatureFault::Mismatch, ErrorCode::InvalidSignature),
        (SignatureFault::UnusableSecret, ErrorCode::SecretMissing),
    ] {
        assert_eq!(Error::from(fault).code(), code);
    }
}

proptest! {
    #[test]
    fn what_is_signed_is_verified_and_what_is_changed_is_not(
        key in proptest::collection::vec(any::<u8>(), 1..64),
        id in "[!-~]{1,64}",
        body in proptest::collection::vec(any::<u8>(), 1..256),
        sent in 0_i64..4_000_000_000,
        flipped in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!key.starts_with(b"whsec_"));
        let secret = Secret::new(key);
        let signed = sign(&secret, &id, &body, at(sent)).unwrap();
        let received = verify(&secret, &signed, &body, at(sent)).unwrap();
        prop_assert_eq!(received.as_str(), id.as_str());
        let mut changed = body.clone();
        changed[flipped.index(body.len())] ^= 1;
        prop_assert_eq!(verify(&secret, &signed, &changed, at(sent)), Err(SignatureFault::Mismatch));
    }

    #[test]
    fn no_headers_make_the_check_panic(
        values in proptest::collection::vec("\\PC{0,80}", 3),
        now in any::<i64>(),
    ) {
        let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        let headers: Vec<_> = names.into_iter().map(str::to_owned).zip(values).collect();
        let verified = verify(&Secret::new(SECRET), &headers, b"", Instant::from_milliseconds(now));
        prop_assert!(verified.is_err());
    }
}
