//! How the engine proves who it is: what its shape does not say.

use super::operation::{is_reserved, reserved};
use crate::address::Address;
use crate::definition::{Authentication, Bilingual, CallSignature, Diagnostics, Pointer, SignedPart};
use crate::expr::Scope;

/// Tells what is wrong with it.
pub(super) fn check(auth: Option<&Authentication>, at: &Pointer, faults: &mut Diagnostics) {
    match auth {
        None | Some(Authentication::Bearer(_) | Authentication::Header(_) | Authentication::Basic(_)) => {}
        Some(Authentication::Hmac(signature)) => check_signature(signature, &at.key("hmac"), faults),
        Some(Authentication::Oauth2(client)) => {
            let at = at.key("oauth2").key("token_url");
            // Nothing is known where a token is asked for: the same token serves all requests.
            if client.token_url.contains("{{") {
                let message = Bilingual::new(
                    "l'adresse du serveur d'autorisation est écrite en entier, sans `{{ … }}`",
                    "the address of the authorisation server is written in full, without `{{ … }}`",
                );
                faults.fault(&at, "definition.address", message);
            } else {
                Address::compile(&client.token_url, &Scope::new(), &at, faults);
            }
        }
    }
}

/// The headers that it writes.
pub(super) fn headers(auth: Option<&Authentication>) -> Vec<&str> {
    match auth {
        Some(Authentication::Header(header)) => vec![header.name.as_str()],
        Some(Authentication::Hmac(signature)) => {
            std::iter::once(signature.header.as_str()).chain(signature.timestamp_header.as_deref()).collect()
        }
        None | Some(Authentication::Bearer(_) | Authentication::Basic(_) | Authentication::Oauth2(_)) => {
            Vec::new()
        }
    }
}

fn check_signature(signature: &CallSignature, at: &Pointer, faults: &mut Diagnostics) {
    // Some applications read the signature in `Authorization`, which nothing else writes then.
    let own = |name: &str| is_reserved(name) && !name.eq_ignore_ascii_case("authorization");
    if own(&signature.header) {
        reserved(&at.key("header"), faults);
    }
    if let Some(name) = &signature.timestamp_header
        && (is_reserved(name) || name.eq_ignore_ascii_case(&signature.header))
    {
        reserved(&at.key("timestamp_header"), faults);
    }
    for (index, part) in signature.covers.iter().enumerate() {
        if signature.covers.iter().take(index).any(|before| before == part) {
            let message = Bilingual::new("cette partie est signée deux fois", "this part is signed twice");
            faults.fault(&at.key("covers").index(index), "definition.signed_part", message);
        }
    }
    if signature.covers.contains(&SignedPart::Timestamp) != signature.timestamp_header.is_some() {
        let message = Bilingual::new(
            "la date de l'appel est signée (`timestamp`) et dite (`timestamp_header`), ou ni l'un ni l'autre",
            "the date of the call is signed (`timestamp`) and told (`timestamp_header`), or neither",
        );
        faults.fault(&at.key("timestamp_header"), "definition.signed_part", message);
    }
}
