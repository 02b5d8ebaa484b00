use std::net::IpAddr;

use super::super::{AddressGuard, Failure};
use crate::ErrorCode;

/// Every form in which an address that is not of the public internet may be written.
const REFUSED: &[&str] = &[
    // Loopback.
    "http://127.0.0.1/",
    "http://127.0.0.1:8080/",
    "http://127.255.255.254/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://0177.0.0.1/",
    "http://0177.0.0.01/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://%31%32%37.0.0.1/",
    "http://１２７.０.０.１/",
    "http://①②⑦.0.0.1/",
    "http://127。0。0。1/",
    "http://localhost/",
    "http://LOCALHOST:3000/",
    "http://localhost./",
    "http://intranet.localhost/",
    "http://ⓛocalhost/",
    // This network, private, shared, link-local.
    "http://0.0.0.0/",
    "http://0/",
    "http://0.1.2.3/",
    "http://10.0.0.1/",
    "http://10.255.255.255/",
    "http://012.0.0.1/",
    "http://167772161/",
    "http://172.16.0.1/",
    "http://172.31.255.254/",
    "http://0xac100001/",
    "http://192.168.1.1/",
    "http://192.168.257/",
    "http://0300.0250.1.1/",
    "http://3232235777/",
    "http://100.64.0.1/",
    "http://100.127.255.254/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    // Reserved, documentation, measurements, multicast, broadcast.
    "http://192.0.0.1/",
    "http://192.0.2.10/",
    "http://192.88.99.1/",
    "http://198.18.0.1/",
    "http://198.19.255.254/",
    "http://198.51.100.7/",
    "http://203.0.113.7/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    // IPv6: unspecified, loopback, and IPv4 wrapped in it.
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[0000::0001]:8080/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:8.8.8.8]/",
    "http://[::127.0.0.1]/",
    "http://[::8.8.8.8]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[64:ff9b:1::1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:c0a8:101::1]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    // IPv6: unique local, link-local, site-local, multicast, documentation, discard, ORCHID, unassigned.
    "http://[fc00::1]/",
    "http://[fd12:3456:789a::1]/",
    "http://[fe80::1]/",
    "http://[febf::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[ff0e::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[100::1]/",
    "http://[2001:2::1]/",
    "http://[2001:10::1]/",
    "http://[2001:20::1]/",
    "http://[5f00::1]/",
    "http://[4000::1]/",
    "http://[fe80::1%25eth0]/",
    // Other schemes, and none.
    "ftp://gmao.exemple.fr/",
    "file:///etc/passwd",
    "gopher://gmao.exemple.fr/",
    "javascript:alert(1)",
    "data:application/json,{}",
    "ws://gmao.exemple.fr/",
    "gmao.exemple.fr/tickets",
    "//gmao.exemple.fr/",
    "/tickets",
    "",
    // User names and passwords.
    "https://gmao.exemple.fr@127.0.0.1/",
    "https://agent@gmao.exemple.fr/",
    "https://agent:motdepasse@gmao.exemple.fr/",
    "https://:motdepasse@gmao.exemple.fr/",
    "https://gmao.exemple.fr:443@autre.fr/",
    // What parsers read differently.
    "https://gmao.exemple.fr\\@autre.fr/",
    "http:\\\\gmao.exemple.fr/",
    "https://gmao.exemple.fr/\r\nX-Injected: 1",
    "ht\ntps://gmao.exemple.fr/",
    " https://gmao.exemple.fr/",
    "https://gmao.exemple.fr/a b",
    "https://gmao.exemple.fr/\t",
    "https://gmao.exemple.fr/\0",
    // Hosts that are none.
    "http://",
    "http://./",
    "http:///tickets",
    "http:gmao.exemple.fr/",
    "http:/gmao.exemple.fr/",
    "http:gmao.exemple.fr/?retour=https://autre.fr/",
    "http://256.1.1.1/",
    "http://1.2.3.4.5/",
    "http://[::1/",
    "http://gmao.exemple.fr:99999/",
    "http://exem ple.fr/",
    "http://exem%00ple.fr/",
];

const HONEST: &[&str] = &[
    "https://gmao.exemple.fr/api/tickets",
    "http://gmao.exemple.fr/",
    "https://gmao.exemple.fr:8443/api?since=2026-03-01T00:00:00Z&page=2",
    "HTTPS://GMAO.EXEMPLE.FR/",
    "https://gmao.exemple.fr./",
    "https://mairie-évry.fr/api",
    "https://xn--mairie-vry-h7a.fr/api",
    "https://api.exemple.fr/demandes/2026-000042/pi%C3%A8ces",
    "https://api.exemple.fr/chemin@sans-compte",
    "https://localhost.exemple.fr/",
    "https://8.8.8.8/",
    "https://1.1.1.1:8443/",
    "https://172.15.255.255/",
    "https://172.32.0.1/",
    "https://100.63.255.255/",
    "https://100.128.0.1/",
    "https://192.167.255.255/",
    "https://198.17.255.255/",
    "https://223.255.255.255/",
    "https://[2001:4860:4860::8888]/",
    "https://[2a01:cb00::1]:8443/api",
    "https://[2606:4700:4700::1111]/",
];

#[test]
fn addresses_of_any_other_network_are_refused_in_every_form() {
    let guard = AddressGuard::default();
    for url in REFUSED {
        assert_eq!(guard.check_url(url), Err(Failure::AddressRefused), "{url:?}");
    }
    assert!(REFUSED.len() >= 60);
}

#[test]
fn honest_addresses_pass() {
    let guard = AddressGuard::default();
    for url in HONEST {
        assert!(guard.check_url(url).is_ok(), "{url}");
    }
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
