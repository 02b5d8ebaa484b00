//! What a host says when it opens a store.

use std::collections::BTreeMap;

use grc_core::definition::{Bilingual, did_you_mean};
#[cfg(feature = "smtp")]
use grc_core::delivery::SmtpSettings;
use grc_core::delivery::{Environment, Secret, Secrets};
use grc_core::json::{Limits, parse};
use grc_core::{AddressGuard, Error, ErrorCode, Host, Instant};
use serde_json::{Map, Value as Json};

use crate::encoding::Encoding;
use crate::handle::HostClock;

type Result<T> = std::result::Result<T, Error>;

/// The keys of the options, in the order in which they are best learnt.
const KEYS: [&str; 9] = [
    "mail_directory",
    "smtp",
    "secrets",
    "allow",
    "encoding",
    "scans_files",
    "most_file_bytes",
    "most_request_bytes",
    "now",
];

/// What a host says when it opens a store.
pub(crate) struct Settings {
    pub(crate) host: Host,
    pub(crate) encoding: Encoding,
    pub(crate) clock: HostClock,
}

impl Settings {
    /// Reads the options: a JSON object, or nothing.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let options = match bytes.trim_ascii() {
            [] => Map::new(),
            bytes => match parse(bytes, Limits::COMMAND)? {
                Json::Object(options) => options,
                _ => return Err(wrong("", "un objet", "an object")),
            },
        };
        let clock = HostClock::default();
        clock.set(HostClock::MACHINE);
        let mut settings =
            Self { host: Host::new().clock(clock.clone()), encoding: Encoding::default(), clock };
        for (key, value) in options {
            settings = settings.with(&key, value)?;
        }
        Ok(settings)
    }

    fn with(mut self, key: &str, value: Json) -> Result<Self> {
        let host = self.host;
        self.host = match (key, value) {
            #[cfg(feature = "mail")]
            ("mail_directory", Json::String(directory)) => host.mail_directory(directory),
            #[cfg(feature = "smtp")]
            ("smtp", settings @ Json::Object(_)) => {
                let read = SmtpSettings::read(&settings).and_then(|settings| host.smtp(settings));
                read.map_err(|error| inside(key, error))?
            }
            ("secrets", Json::Object(secrets)) => host.secrets(Given::read(secrets)?),
            ("allow", Json::Array(places)) => host.guard(allowed(&places)?),
            ("encoding", Json::String(name)) => {
                let wrong = || {
                    wrong(key, "`utf-8`, `latin-1` ou `windows-1252`", "`utf-8`, `latin-1` or `windows-1252`")
                };
                self.encoding = Encoding::named(&name).ok_or_else(wrong)?;
                host
            }
            ("scans_files", Json::Bool(scans)) => {
                if scans {
                    host.scans_files()
                } else {
                    host
                }
            }
            ("most_file_bytes", Json::Number(most)) => host.most_file_bytes(bytes(key, &most)?),
            ("most_request_bytes", Json::Number(most)) => host.most_request_bytes(bytes(key, &most)?),
            ("now", Json::String(instant)) => {
                let instant =
                    Instant::parse(&instant).ok_or_else(|| wrong(key, "un instant", "an instant"))?;
                self.clock.set(instant.milliseconds());
                host
            }
            (known, _) if KEYS.contains(&known) => {
                return Err(wrong(known, "une valeur de son type", "a value of its type"));
            }
            (unknown, _) => {
                let meant = did_you_mean(unknown, KEYS);
                let message = Bilingual::new(
                    format!("option inconnue{}", meant.french),
                    format!("unknown option{}", meant.english),
                );
                return Err(Error::new(ErrorCode::InvalidInput, message).at("/options"));
            }
        };
        Ok(self)
    }
}

fn allowed(places: &[Json]) -> Result<AddressGuard> {
    places.iter().enumerate().try_fold(AddressGuard::default(), |guard, (rank, place)| {
        let place = place.as_str().ok_or_else(|| wrong(&format!("allow/{rank}"), "un texte", "a text"))?;
        guard.allow(place)
    })
}

fn bytes(key: &str, number: &serde_json::Number) -> Result<u64> {
    number.as_u64().ok_or_else(|| wrong(key, "un nombre d'octets", "a number of bytes"))
}

/// A fault of a part of an option, at its place.
#[cfg(feature = "smtp")]
fn inside(key: &str, error: Error) -> Error {
    let path = format!("/options/{key}{}", error.path().unwrap_or_default());
    error.at(path)
}

/// An option at fault, what is wanted in French and in English.
fn wrong(key: &str, french: &str, english: &str) -> Error {
    let message = Bilingual::new(format!("il faut {french}"), format!("this must be {english}"));
    let path = if key.is_empty() { "/options".to_owned() } else { format!("/options/{key}") };
    Error::new(ErrorCode::InvalidInput, message).at(path)
}

/// Secrets that the host gives; those that it does not come from the environment.
struct Given(BTreeMap<String, Secret>);

impl Given {
    fn read(secrets: Map<String, Json>) -> Result<Self> {
        let given = secrets.into_iter().map(|(name, content)| match content {
            Json::String(content) => Ok((name, Secret::new(content))),
            _ => Err(wrong("secrets", "des textes", "texts")),
        });
        Ok(Self(given.collect::<Result<_>>()?))
    }
}

impl Secrets for Given {
    fn secret(&self, name: &str) -> Option<Secret> {
        self.0.get(name).cloned().or_else(|| Environment.secret(name))
    }
}

#[cfg(test)]
mod tests;
