//! Networks, and which addresses belong to the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network {
    base: IpAddr,
    prefix: u32,
}

impl Network {
    const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u32) -> Self {
        Self { base: IpAddr::V4(Ipv4Addr::new(a, b, c, d)), prefix }
    }

    const fn v6(a: u16, b: u16, prefix: u32) -> Self {
        Self { base: IpAddr::V6(Ipv6Addr::new(a, b, 0, 0, 0, 0, 0, 0)), prefix }
    }

    /// The block of one address.
    pub(super) fn single(address: IpAddr) -> Self {
        Self { base: address, prefix: if address.is_ipv4() { 32 } else { 128 } }
    }

    /// Reads `10.1.0.0/16` or `fd00::/8`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (base, prefix) = text.split_once('/')?;
        let base: IpAddr = base.parse().ok()?;
        if prefix.is_empty() || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let prefix: u32 = prefix.parse().ok()?;
        (prefix <= Self::single(base).prefix).then_some(Self { base, prefix })
    }

    pub(super) fn contains(&self, address: IpAddr) -> bool {
        // What remains of the difference once the host's bits are shifted out; all of them, for `/0`.
        match (self.base, address) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                let difference = base.to_bits() ^ address.to_bits();
                difference.checked_shr(32 - self.prefix).unwrap_or(0) == 0
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => {
                let difference = base.to_bits() ^ address.to_bits();
                difference.checked_shr(128 - self.prefix).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// Whether the address is one of the public internet, which belongs to one host and no other.
///
/// Source: IANA's registries of special-purpose addresses, IPv4 and IPv6.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(_) => !SPECIAL_V4.iter().any(|network| network.contains(address)),
        IpAddr::V6(_) => {
            GLOBAL_V6.contains(address) && !SPECIAL_V6.iter().any(|network| network.contains(address))
        }
    }
}

const SPECIAL_V4: [Network; 15] = [
    // This network; "unspecified".
    Network::v4(0, 0, 0, 0, 8),
    // Private.
    Network::v4(10, 0, 0, 0, 8),
    // Shared by a provider's customers (CGNAT).
    Network::v4(100, 64, 0, 0, 10),
    // Loopback.
    Network::v4(127, 0, 0, 0, 8),
    // Link-local; the metadata of cloud machines.
    Network::v4(169, 254, 0, 0, 16),
    // Private.
    Network::v4(172, 16, 0, 0, 12),
    // Protocol assignments.
    Network::v4(192, 0, 0, 0, 24),
    // Documentation.
    Network::v4(192, 0, 2, 0, 24),
    // Relays of 6to4, withdrawn.
    Network::v4(192, 88, 99, 0, 24),
    // Private.
    Network::v4(192, 168, 0, 0, 16),
    // Measurements.
    Network::v4(198, 18, 0, 0, 15),
    // Documentation.
    Network::v4(198, 51, 100, 0, 24),
    Network::v4(203, 0, 113, 0, 24),
    // Multicast.
    Network::v4(224, 0, 0, 0, 4),
    // Reserved; broadcast.
    Network::v4(240, 0, 0, 0, 4),
];

/// Outside of it: unspecified, loopback, mapped and compatible IPv4, NAT64, unique local, link-local,
/// site-local, multicast, and whatever is not assigned yet.
const GLOBAL_V6: Network = Network::v6(0x2000, 0, 3);

const SPECIAL_V6: [Network; 4] = [
    // Protocol assignments: Teredo, benchmarking, ORCHID.
    Network::v6(0x2001, 0, 23),
    // Documentation.
    Network::v6(0x2001, 0xdb8, 32),
    Network::v6(0x3fff, 0, 20),
    // 6to4, which wraps an IPv4 address.
    Network::v6(0x2002, 0, 16),
];
