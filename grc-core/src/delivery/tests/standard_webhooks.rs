//! The official crate and ours, beside each other.

use proptest::prelude::*;
use proptest::test_runner::Config;
use standardwebhooks::Webhook;
use ureq::http::{HeaderMap, HeaderName, HeaderValue};

use super::super::Secret;
use super::super::webhook::{SignatureFault, sign, verify};
use crate::request::Instant;

/// The official crate reads the clock of the system.
fn now() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Instant::from_milliseconds(since.as_millis().try_into().unwrap())
}

fn map(headers: &[(String, String)]) -> HeaderMap {
    let headers = headers
        .iter()
        .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap()));
    headers.collect()
}

proptest! {
    #![proptest_config(Config::with_cases(1_000))]

    #[test]
    fn the_official_crate_takes_what_we_sign_and_we_take_what_it_signs(
        key in proptest::collection::vec(any::<u8>(), 24..64),
        other in proptest::collection::vec(any::<u8>(), 24..64),
        id in "[!-~]{1,64}",
        body in "\\PC{0,200}",
        late in -290_i64..290,
    ) {
        prop_assume!(key != other && !key.starts_with(b"whsec_") && !other.starts_with(b"whsec_"));
        let official = Webhook::from_bytes(key.clone()).unwrap();
        let ours = Secret::new(key);
        let sent = now().plus_milliseconds(late * 1_000);
        let signed = sign(&ours, &id, body.as_bytes(), sent).unwrap();
        prop_assert!(official.verify(body.as_bytes(), &map(&signed)).is_ok());
        let seconds = sent.milliseconds().div_euclid(1_000);
        let signature = official.sign(&id, seconds, body.as_bytes()).unwrap();
        prop_assert_eq!(&signed[2].1, &signature);
        // Both secrets sign while one replaces the other: each receiver finds its own.
        let replaced = Webhook::from_bytes(other.clone()).unwrap().sign(&id, seconds, body.as_bytes()).unwrap();
        let mut both = signed.clone();
        both[2].1 = format!("{replaced} {signature}");
        prop_assert!(official.verify(body.as_bytes(), &map(&both)).is_ok());
        let (by_ours, by_other) = (
            verify(&ours, &both, body.as_bytes(), now()),
            verify(&Secret::new(other.clone()), &both, body.as_bytes(), now()),
        );
        prop_assert_eq!(by_ours.map(|known| known.to_string()), Ok(id.clone()));
        prop_assert!(by_other.is_ok());
        // And neither takes what the other one signed.
        let stranger = Webhook::from_bytes(other.clone()).unwrap();
        prop_assert!(stranger.verify(body.as_bytes(), &map(&signed)).is_err());
        let refused = verify(&Secret::new(other), &signed, body.as_bytes(), now());
        prop_assert_eq!(refused, Err(SignatureFault::Mismatch));
    }
}
