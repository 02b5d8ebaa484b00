//! Which addresses the engine may call.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use url::{Host, Url};

use super::Failure;
use super::network::{Network, is_public};
use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};

/// Refuses every address that is not of the public internet, but those that the host allows.
///
/// An address in a definition may be wrong, or name what should stay inside: without a guard, whoever
/// writes one (or whoever owns the name in it) could make the engine call the town hall's own network.
///
/// ```
/// use grc_core::delivery::AddressGuard;
///
/// let guard = AddressGuard::default().allow("gmao.mairie.lan")?.allow("10.20.0.0/16")?;
/// assert!(guard.check_url("http://10.20.4.7/api").is_ok());
/// assert!(guard.check_url("http://0x7f.1/api").is_err());
/// # Ok::<(), grc_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct AddressGuard {
    allowed: Vec<Allowed>,
}

/// An exception: a place, at one port or at any.
#[derive(Clone, Debug)]
struct Allowed {
    place: Place,
    port: Option<u16>,
}

#[derive(Clone, Debug)]
enum Place {
    /// Any address to which the name leads, today or tomorrow.
    Name(String),
    Network(Network),
}

impl AddressGuard {
    /// Allows one more place: an address or a name, with a port or at any port, or a network:
    /// `127.0.0.1:8099`, `gmao.mairie.lan`, `[fd00::1]:443`, `10.20.0.0/16`.
    ///
    /// # Errors
    /// `invalid_input` for anything else.
    pub fn allow(mut self, place: &str) -> Result<Self> {
        let allowed = Allowed::parse(place).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidInput,
                Bilingual::new(
                    "une adresse permise s'écrit `hôte`, `hôte:port` ou `réseau/préfixe`",
                    "an allowed address is written `host`, `host:port` or `network/prefix`",
                ),
            )
        })?;
        self.allowed.push(allowed);
        Ok(self)
    }

    /// Reads an address that may be called, normalised: what is checked is what will be called.
    ///
    /// A name is not resolved here: the addresses to which it leads are for
    /// [`check_address`](Self::check_address) when the connection is made.
    ///
    /// # Errors
    /// [`Failure::AddressRefused`] for other schemes than `http` and `https`, user names and
    /// passwords, white space, control characters and backslashes, and hosts written as addresses, in
    /// whatever form, that are refused.
    pub fn check_url(&self, text: &str) -> std::result::Result<Url, Failure> {
        // `Url` would quietly drop or turn these; an honest address has none.
        let odd = |character: char| character.is_control() || character.is_whitespace() || character == '\\';
        if text.contains(odd) {
            return Err(Failure::AddressRefused);
        }
        let url = Url::parse(text).map_err(|_| Failure::AddressRefused)?;
        let (scheme, rest) = text.split_once("://").ok_or(Failure::AddressRefused)?;
        // `http:host` and `http:///host` are read as `http://host` by some, not by others.
        if scheme.contains(':') || rest.starts_with('/') {
            return Err(Failure::AddressRefused);
        }
        let bare = url.username().is_empty() && url.password().is_none();
        let port = url.port_or_known_default();
        match (url.scheme(), url.host(), port) {
            ("http" | "https", Some(host), Some(port)) if bare && self.allows_host(&host, port) => Ok(url),
            _ => Err(Failure::AddressRefused),
        }
    }

    /// Whether a connection to `address` may be made, for a URL with this host and port.
    pub fn check_address(&self, address: IpAddr, host: &str, port: u16) -> bool {
        is_public(address) || self.allowed.iter().any(|allowed| allowed.covers(address, host, port))
    }

    fn allows_host(&self, host: &Host<&str>, port: u16) -> bool {
        match host {
            Host::Ipv4(address) => self.check_address(IpAddr::V4(*address), "", port),
            Host::Ipv6(address) => self.check_address(IpAddr::V6(*address), "", port),
            Host::Domain(name) => match bare_name(name) {
                "" => false,
                // Always the machine itself (RFC 6761): no need to ask.
                name if name == "localhost" || name.ends_with(".localhost") => {
                    self.check_address(IpAddr::V4(Ipv4Addr::LOCALHOST), name, port)
                }
                _ => true,
            },
        }
    }
}

impl Allowed {
    fn parse(text: &str) -> Option<Self> {
        if text.contains('/') {
            return Network::parse(text).map(|network| Self { place: Place::Network(network), port: None });
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Some(Self { place: Place::Network(Network::single(address)), port: None });
        }
        if let Ok(socket) = text.parse::<SocketAddr>() {
            let place = Place::Network(Network::single(socket.ip()));
            return Some(Self { place, port: Some(socket.port()) });
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().ok()?)),
            None => (text, None),
        };
        let place = match Host::parse(host).ok()? {
            Host::Domain(name) => Place::Name(bare_name(&name).to_owned()),
            Host::Ipv4(address) => Place::Network(Network::single(IpAddr::V4(address))),
            Host::Ipv6(address) => Place::Network(Network::single(IpAddr::V6(address))),
        };
        Some(Self { place, port })
    }

    fn covers(&self, address: IpAddr, host: &str, port: u16) -> bool {
        let here = match &self.place {
            Place::Name(name) => name.eq_ignore_ascii_case(bare_name(host)),
            Place::Network(network) => network.contains(address),
        };
        here && self.port.is_none_or(|allowed| allowed == port)
    }
}

/// The name without the dot that may end it.
fn bare_name(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}
