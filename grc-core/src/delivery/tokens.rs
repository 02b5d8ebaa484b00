//! Tokens that authorisation servers give, kept while they last: the client credentials grant of OAuth 2.0
//! ([RFC 6749, section 4.4](https://www.rfc-editor.org/rfc/rfc6749#section-4.4)).

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::authentication::{basic, is_printable, secret_bytes};
use super::call::{Caller, accepted, document};
use super::{Failure, HttpRequest, HttpResponse, Unsendable};
use crate::definition::{ClientCredentials, ClientSecretPlace, Method};
use crate::request::Instant;

/// How long a server may take to give a token.
const TOKEN_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a token is kept whose server does not say, and the longest, in seconds.
const USUAL_LIFE: i64 = 5 * 60;
const LONGEST_LIFE: i64 = 24 * 60 * 60;

/// A token is no longer used so many seconds before it is over: what bears it has some way to go.
const MARGIN: i64 = 30;

/// A token. [`Debug`](fmt::Debug) does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The header `Authorization` that bears it.
    pub(super) fn header(&self) -> String {
        format!("Bearer {}", self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// The tokens that are still good, for all the threads of an engine. They are nowhere else: another engine asks for its own.
#[derive(Debug, Default)]
pub struct Tokens(Mutex<Vec<Kept>>);

#[derive(Debug)]
struct Kept {
    client: ClientCredentials,
    token: Token,
    until: Instant,
}

impl Tokens {
    /// The token of a client: the one that is kept, or a new one. Says whether it was kept.
    ///
    /// # Errors
    /// [`Failure::NoToken`] when the server refuses, or gives nothing that can be used; how the exchange ended otherwise.
    pub(super) fn token(
        &self,
        caller: &Caller<'_>,
        client: &ClientCredentials,
    ) -> Result<(Token, bool), Failure> {
        if let Some(kept) = self.kept().iter().find(|kept| kept.client == *client && caller.now < kept.until)
        {
            return Ok((kept.token.clone(), true));
        }
        // Nobody waits for a server with the lock: two threads may both ask, and both tokens are good.
        let (token, until) = ask(caller, client)?;
        let mut kept = self.kept();
        kept.retain(|kept| kept.client != *client && caller.now < kept.until);
        kept.push(Kept { client: client.clone(), token: token.clone(), until });
        Ok((token, false))
    }

    /// Drops a token that was not accepted; the one that another thread has got since stays.
    pub(super) fn forget(&self, token: &Token) {
        self.kept().retain(|kept| kept.token != *token);
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks the server for a token; gives it with the instant from which it is no longer used.
fn ask(caller: &Caller<'_>, client: &ClientCredentials) -> Result<(Token, Instant), Failure> {
    let mut url = caller.guard.check_url(&client.token_url)?;
    url.set_fragment(None);
    let secret = secret_bytes(caller.secrets, &client.secret)?;
    let mut headers = vec![
        ("User-Agent".to_owned(), concat!("grc/", env!("CARGO_PKG_VERSION")).to_owned()),
        ("Accept".to_owned(), "application/json".to_owned()),
        ("Content-Type".to_owned(), "application/x-www-form-urlencoded".to_owned()),
    ];
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "client_credentials");
    if let Some(scope) = &client.scope {
        form.append_pair("scope", scope);
    }
    match client.sent_in {
        // Both are encoded as in a form first: section 2.3.1.
        ClientSecretPlace::Header => {
            let encoded = |bytes| byte_serialize(bytes).collect::<String>();
            let (user, password) = (encoded(client.client_id.as_bytes()), encoded(secret.expose()));
            headers.push(("Authorization".to_owned(), basic(user.as_bytes(), password.as_bytes())?));
        }
        ClientSecretPlace::Body => {
            let text = std::str::from_utf8(secret.expose());
            let text = text.map_err(|_| Failure::Unsendable(Unsendable::Header))?;
            form.append_pair("client_id", &client.client_id).append_pair("client_secret", text);
        }
    }
    let request = HttpRequest {
        method: Method::Post,
        url: url.into(),
        headers,
        body: Some(form.finish().into_bytes()),
        timeout: TOKEN_TIMEOUT,
    };
    given(&caller.http.exchange(&request)?, caller.now)
}

/// The token of an answer: section 5.1.
fn given(response: &HttpResponse, now: Instant) -> Result<(Token, Instant), Failure> {
    let refused = Failure::NoToken { status: response.status };
    accepted(response).map_err(|failure| match failure {
        Failure::Refused { .. } => refused,
        unavailable => unavailable,
    })?;
    let answer = document(&response.body).map_err(|_| refused)?;
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    let is_bearer = text("token_type").is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
    let token = text("access_token").filter(|token| is_bearer && is_printable(token)).ok_or(refused)?;
    // Some servers write the number as a text.
    let told =
        answer.get("expires_in").and_then(|life| life.as_i64().or_else(|| life.as_str()?.parse().ok()));
    let life = told.unwrap_or(USUAL_LIFE).clamp(0, LONGEST_LIFE);
    let used = life - MARGIN.min(life / 2);
    Ok((Token(token.to_owned()), now.plus_milliseconds(used * 1_000)))
}
