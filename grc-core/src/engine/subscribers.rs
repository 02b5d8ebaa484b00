//! The host's other systems, told of what happens: they subscribe, they catch up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::news::{self, EventNews, cursor_text, read_cursor};
use super::outbox::endpoint_of_subscriber;
use super::{Engine, require_system};
use crate::definition::{Bilingual, Name};
use crate::delivery::webhook;
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, EndpointHealth, EventContent, Instant};
use crate::store::{Subscriber, read, write};

/// Longest name of a subscriber, in bytes.
const LONGEST_NAME: usize = 64;

/// How many events are given at once when the caller does not say, and the most that may be.
const USUAL: usize = 50;
const MOST: usize = 500;

/// Who wants to be told of what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// Name: small letters, digits, `-` and `_`.
    pub name: Name,
    /// Where events are sent, by `POST`.
    pub url: String,
    /// Name of the host's secret with which they are signed (Standard Webhooks).
    pub secret: Name,
    /// Types of events, such as `request.status_entered`; all, if empty.
    #[serde(default)]
    pub types: Vec<String>,
    /// Only what comes after this cursor; if absent, what comes from now on, or goes on where the subscriber of that name was.
    #[serde(default)]
    pub since: Option<String>,
}

/// A subscriber, as operators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubscriberView {
    /// Name.
    pub name: Name,
    /// Where events are sent.
    pub url: String,
    /// Name of the secret with which they are signed.
    pub secret: Name,
    /// Types of events; all, if empty.
    pub types: Vec<String>,
    /// The last event that is behind it: sent, or not for it. What is missing may be asked of `events`.
    pub cursor: String,
    /// Events of the store since then, of whatever type.
    pub behind: u64,
    /// Attempts that failed at the next one.
    pub attempts: u32,
    /// When it is tried again, after a failure.
    pub retry_at: Option<Instant>,
    /// Code of the last failure.
    pub last_failure: Option<String>,
    /// Why nothing is sent any more: `gone` when it said so (410), `exhausted` when it did not answer for too long. To
    /// subscribe anew starts it again where it was.
    pub disabled: Option<String>,
}

/// Which events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventsQuery {
    /// After this cursor; from the beginning, if absent.
    pub since: Option<String>,
    /// Most events, up to 500; 50, if absent.
    pub limit: Option<usize>,
    /// Types of events; all, if empty.
    pub types: Vec<String>,
}

/// Some events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventsPage {
    /// In the order in which they happened.
    pub events: Vec<EventNews>,
    /// What to ask for next: those that come after these.
    pub cursor: String,
    /// Whether there are more now.
    pub more: bool,
}

impl Engine {
    /// Tells a subscriber of events from now on, in order, one at a time, by [`Engine::run_due`]; or changes where, how and of
    /// what one is told, and starts again one that was given up, where it was. Nothing more is written when requests change.
    ///
    /// What is told is thin: the type, the instant, the request and its status, nothing of the applicant. Requests that were
    /// only tried are not told.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `address_refused`; `secret_missing`; `invalid_input` for a name, a type or a
    /// cursor that is none.
    pub fn subscribe(&self, actor: &Actor, subscription: &Subscription) -> Result<SubscriberView> {
        require_system(actor)?;
        require_name(&subscription.name)?;
        require_types(&subscription.types, "/types")?;
        self.host().guard.check_url(&subscription.url).map_err(|_| {
            let message = Bilingual::new(
                "cette adresse n'est pas de celles que le moteur peut appeler",
                "the address is not one that the engine may call",
            );
            Error::new(ErrorCode::AddressRefused, message).at("/url")
        })?;
        let now = self.now();
        let secret = self.host().secrets.secret(subscription.secret.as_str()).ok_or_else(|| {
            let message = Bilingual::new(
                "l'application hôte ne fournit pas ce secret",
                "the host provides no such secret",
            );
            Error::new(ErrorCode::SecretMissing, message).at("/secret")
        })?;
        webhook::sign(&secret, "essai", b"", now).map_err(|fault| Error::from(fault).at("/secret"))?;
        let since = subscription.since.as_deref().map(|since| read_cursor(since, "/since")).transpose()?;
        write(self.store(), |store| {
            let last = store.last_event()?;
            let name = subscription.name.as_str();
            let known = store.subscriber(name)?;
            let cursor = since.or(known.map(|known| known.cursor)).unwrap_or(last);
            let subscriber = Subscriber {
                name: subscription.name.clone(),
                url: subscription.url.clone(),
                secret: subscription.secret.clone(),
                types: subscription.types.clone(),
                cursor,
                attempts: 0,
                due: now,
                disabled: None,
                last_failure: None,
            };
            store.put_subscriber(&subscriber)?;
            // Its address may be another: what is known of the old one tells nothing.
            store.put_endpoint(&endpoint_of_subscriber(name), &EndpointHealth::default())?;
            Ok(view(subscriber, last))
        })
    }

    /// Tells a subscriber of nothing more.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `not_found`.
    pub fn unsubscribe(&self, actor: &Actor, name: &str) -> Result<()> {
        require_system(actor)?;
        let removed = write(self.store(), |store| {
            let removed = store.remove_subscriber(name)?;
            if removed {
                store.put_endpoint(&endpoint_of_subscriber(name), &EndpointHealth::default())?;
            }
            Ok(removed)
        });
        match removed? {
            true => Ok(()),
            false => Err(Error::not_found("abonné", "subscriber").at("/name")),
        }
    }

    /// Every subscriber, how far it is, and what is wrong with it.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host.
    pub fn subscribers(&self, actor: &Actor) -> Result<Vec<SubscriberView>> {
        require_system(actor)?;
        read(self.store(), |store| {
            let last = store.last_event()?;
            Ok(store.subscribers()?.into_iter().map(|subscriber| view(subscriber, last)).collect())
        })
    }

    /// The events that follow a cursor, as subscribers are told them: to catch up, or instead of being called.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `invalid_input` for a limit, a type or a cursor that is none.
    pub fn events(&self, actor: &Actor, query: &EventsQuery) -> Result<EventsPage> {
        require_system(actor)?;
        require_types(&query.types, "/query/types")?;
        let since = query.since.as_deref().map(|since| read_cursor(since, "/query/since")).transpose()?;
        let limit = query.limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            let message =
                Bilingual::new("un nombre de 1 à 500 est attendu", "a number from 1 to 500 is expected");
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/query/limit"));
        }
        read(self.store(), |store| {
            let found = news::after(store, since.unwrap_or_default(), &query.types, limit)?;
            let more = found.cursor < store.last_event()?;
            Ok(EventsPage { events: found.events, cursor: cursor_text(found.cursor), more })
        })
    }
}

fn view(subscriber: Subscriber, last: u64) -> SubscriberView {
    let Subscriber { name, url, secret, types, cursor, attempts, due, disabled, last_failure } = subscriber;
    let retry_at = (attempts > 0 && disabled.is_none()).then_some(due);
    let behind = last.saturating_sub(cursor);
    let cursor = cursor_text(cursor);
    SubscriberView { name, url, secret, types, cursor, behind, attempts, retry_at, last_failure, disabled }
}

fn require_name(name: &Name) -> Result<()> {
    let fit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    if (1..=LONGEST_NAME).contains(&name.as_str().len()) && name.as_str().bytes().all(fit) {
        return Ok(());
    }
    let message = Bilingual::new(
        "un nom a de 1 à 64 lettres minuscules, chiffres, `-` et `_`",
        "a name has from 1 to 64 small letters, digits, `-` and `_`",
    );
    Err(Error::new(ErrorCode::InvalidInput, message).at("/name"))
}

fn require_types(types: &[String], path: &str) -> Result<()> {
    let unknown =
        types.iter().position(|ty| !ty.strip_prefix(news::OF_REQUESTS).is_some_and(EventContent::is_type));
    match unknown {
        None => Ok(()),
        Some(index) => {
            let message = Bilingual::new(
                "un type d'événement s'écrit comme `request.status_entered`",
                "a type of event is written like `request.status_entered`",
            );
            Err(Error::new(ErrorCode::InvalidInput, message).at(format!("{path}/{index}")))
        }
    }
}
