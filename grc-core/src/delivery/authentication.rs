//! What proves to a business application who calls.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::{Position, Url};

use super::call::Caller;
use super::webhook::{hmac, written};
use super::{Failure, HttpRequest, Secret, Secrets, Token, Unsendable};
use crate::definition::{Authentication, BasicSecret, CallSignature, Name, SignedPart};
use crate::request::Instant;

/// The headers that prove it.
#[derive(Default)]
pub(super) struct Proof {
    pub(super) headers: Vec<(String, String)>,
    /// The token among them, if it had been kept: it may be over.
    pub(super) token: Option<Token>,
}

impl Proof {
    fn header(name: impl Into<String>, value: String) -> Self {
        Self { headers: vec![(name.into(), value)], token: None }
    }
}

/// What proves who makes a request.
///
/// # Errors
/// A secret that is missing or that no header carries; those of an authorisation server.
pub(super) fn prove(
    caller: &Caller<'_>,
    auth: Option<&Authentication>,
    request: &HttpRequest,
) -> Result<Proof, Failure> {
    let secrets = caller.secrets;
    Ok(match auth {
        None => Proof::default(),
        Some(Authentication::Bearer(name)) => {
            let secret = secret_text(secrets, &name.secret)?;
            Proof::header("Authorization", format!("Bearer {secret}"))
        }
        Some(Authentication::Header(header)) => {
            Proof::header(header_name(&header.name)?, secret_text(secrets, &header.secret)?)
        }
        Some(Authentication::Basic(BasicSecret { user, secret })) => {
            let password = secret_bytes(secrets, secret)?;
            Proof::header("Authorization", basic(user.as_bytes(), password.expose())?)
        }
        Some(Authentication::Hmac(signature)) => signed(caller, signature, request)?,
        Some(Authentication::Oauth2(client)) => {
            let (token, was_kept) = caller.tokens.token(caller, client)?;
            let mut proof = Proof::header("Authorization", token.header());
            proof.token = was_kept.then_some(token);
            proof
        }
    })
}

/// The secret of a name.
///
/// # Errors
/// [`Failure::SecretMissing`]; [`Failure::Unsendable`] for an empty one, under which anyone could sign.
pub(super) fn secret_bytes(secrets: &dyn Secrets, name: &Name) -> Result<Secret, Failure> {
    let secret = secrets.secret(name.as_str()).ok_or(Failure::SecretMissing)?;
    if secret.expose().is_empty() { Err(Failure::Unsendable(Unsendable::Header)) } else { Ok(secret) }
}

/// `Basic` and the base64 of a user name and a password, as bytes (RFC 7617).
///
/// # Errors
/// [`Failure::Unsendable`] for a user name with a colon, or control characters.
pub(super) fn basic(user: &[u8], password: &[u8]) -> Result<String, Failure> {
    let unfit = |byte: &u8| byte.is_ascii_control();
    if user.contains(&b':') || user.iter().chain(password).any(unfit) {
        return Err(Failure::Unsendable(Unsendable::Header));
    }
    Ok(format!("Basic {}", STANDARD.encode([user, b":", password].concat())))
}

fn signed(caller: &Caller<'_>, signature: &CallSignature, request: &HttpRequest) -> Result<Proof, Failure> {
    let secret = secret_bytes(caller.secrets, &signature.secret)?;
    let unsendable = || Failure::Unsendable(Unsendable::Header);
    let url = Url::parse(&request.url).map_err(|_| Failure::AddressRefused)?;
    let timestamp = seconds(caller.now);
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in &signature.covers {
        if !parts.is_empty() {
            parts.push(signature.separator.as_bytes());
        }
        parts.push(match part {
            SignedPart::Method => request.method.name().as_bytes(),
            SignedPart::Path => url[Position::BeforePath..Position::AfterQuery].as_bytes(),
            SignedPart::Timestamp => timestamp.as_bytes(),
            SignedPart::Body => request.body.as_deref().unwrap_or_default(),
        });
    }
    let code = hmac(secret.expose(), &parts).map_err(|_| unsendable())?;
    let value = format!("{}{}", signature.prefix, written(signature.encoding, &code));
    let mut proof = Proof::header(header_name(&signature.header)?, value);
    if let Some(name) = &signature.timestamp_header {
        proof.headers.push((header_name(name)?, timestamp));
    }
    Ok(proof)
}

/// Whole seconds since 1970.
fn seconds(now: Instant) -> String {
    now.milliseconds().div_euclid(1_000).to_string()
}

fn secret_text(secrets: &dyn Secrets, name: &Name) -> Result<String, Failure> {
    let secret = secret_bytes(secrets, name)?;
    let text = std::str::from_utf8(secret.expose()).ok().filter(|text| is_printable(text));
    text.map(str::to_owned).ok_or(Failure::Unsendable(Unsendable::Header))
}

/// Whether a header carries a text as it is.
pub(super) fn is_printable(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
}

fn header_name(name: &str) -> Result<String, Failure> {
    let fit = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    fit.then(|| name.to_owned()).ok_or(Failure::Unsendable(Unsendable::Header))
}
