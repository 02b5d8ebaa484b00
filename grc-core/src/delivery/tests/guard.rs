use std::net::IpAddr;

use super::super::{AddressGuard, Failure};
use crate::ErrorCode;

/// Every form in which an address that is not of the public internet may be written.
const REFUSED: &str = include_str!("refused_addresses.txt");
const HONEST: &str = include_str!("honest_addresses.txt");

/// The addresses of a table.
fn addresses(table: &str) -> Vec<String> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn addresses_of_any_other_network_are_refused_in_every_form() {
    let guard = AddressGuard::default();
    let refused = addresses(REFUSED);
    let passing: Vec<_> =
        refused.iter().filter(|url| guard.check_url(url) != Err(Failure::AddressRefused)).collect();
    assert!(passing.is_empty(), "{passing:?}");
    assert!(refused.len() >= 200);
}

#[test]
fn honest_addresses_pass() {
    let guard = AddressGuard::default();
    let honest = addresses(HONEST);
    let refused: Vec<_> = honest.iter().filter(|url| guard.check_url(url).is_err()).collect();
    assert!(refused.is_empty(), "{refused:?}");
    assert!(honest.len() >= 50);
}

#[test]
fn what_is_checked_is_what_will_be_called() {
    let guard = AddressGuard::default().allow("127.0.0.1").unwrap();
    assert_eq!(guard.check_url("http://0x7f.1/api").unwrap().as_str(), "http://127.0.0.1/api");
    assert_eq!(guard.check_url("http://%31%32%37.1/").unwrap().as_str(), "http://127.0.0.1/");
    assert_eq!(guard.check_url("HTTP://GMAO.exemple.FR/A").unwrap().as_str(), "http://gmao.exemple.fr/A");
}

#[test]
fn the_host_allows_an_address_at_one_port() {
    let guard = AddressGuard::default().allow("127.0.0.1:8099").unwrap();
    assert!(guard.check_url("http://127.0.0.1:8099/tickets").is_ok());
    assert!(guard.check_url("http://localhost:8099/tickets").is_ok());
    for url in ["http://127.0.0.1:8098/", "http://127.0.0.1/", "http://127.0.0.2:8099/", "http://[::1]:8099/"]
    {
        assert!(guard.check_url(url).is_err(), "{url}");
    }
}

#[test]
fn the_host_allows_networks_and_names() {
    let guard = AddressGuard::default();
    let guard =
        guard.allow("10.20.0.0/15").unwrap().allow("fd00::/8").unwrap().allow("GMAO.mairie.lan.").unwrap();
    let address = |text: &str| text.parse::<IpAddr>().unwrap();
    assert!(guard.check_address(address("10.21.255.255"), "autre.fr", 80));
    assert!(!guard.check_address(address("10.22.0.0"), "autre.fr", 80));
    assert!(guard.check_address(address("fdff::1"), "autre.fr", 443));
    assert!(!guard.check_address(address("fe00::1"), "autre.fr", 443));
    // A mapped address is not the one it wraps.
    assert!(!guard.check_address(address("::ffff:10.20.0.1"), "autre.fr", 80));
    assert!(guard.check_address(address("192.168.0.9"), "gmao.mairie.lan", 8080));
    assert!(guard.check_address(address("192.168.0.9"), "Gmao.Mairie.Lan.", 8080));
    assert!(!guard.check_address(address("192.168.0.9"), "mairie.lan", 8080));
    let everything = AddressGuard::default().allow("0.0.0.0/0").unwrap();
    assert!(everything.check_address(address("127.0.0.1"), "", 80));
    assert!(!everything.check_address(address("::1"), "", 80));
}

#[test]
fn a_name_that_leads_inside_is_refused_when_it_is_resolved() {
    let guard = AddressGuard::default();
    assert!(!guard.check_address("10.0.0.1".parse().unwrap(), "gmao.exemple.fr", 443));
    assert!(guard.check_address("8.8.8.8".parse().unwrap(), "gmao.exemple.fr", 443));
}

#[test]
fn an_allowed_place_that_is_none_is_refused() {
    for place in [
        "",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/+8",
        "fd00::/129",
        "gmao/8",
        "gmao:port",
        "[::1",
        "a b",
        "gmao:99999",
    ] {
        let error = AddressGuard::default().allow(place).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidInput, "{place}");
    }
}
