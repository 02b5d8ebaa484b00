use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::super::client::GuardedResolver;
use super::super::{
    AddressGuard, Answer, Client, Failure, Http, HttpRequest, HttpResponse, Illegible, Outage, RetryAfter,
};
use super::calls::{bearer, make, push};
use super::id;
use super::server::Server;
use crate::definition::Method;

fn loopback() -> AddressGuard {
    AddressGuard::default().allow("127.0.0.1").unwrap()
}

/// Makes a call with the real client.
fn made(url: &str) -> Result<Answer, Failure> {
    make(&Client::new(loopback()), &loopback(), &push(url, bearer())).map_err(|failed| failed.failure)
}

fn exchanged(guard: AddressGuard, url: &str, timeout: Duration) -> Result<HttpResponse, Failure> {
    let url = url.to_owned();
    Client::new(guard).exchange(&HttpRequest {
        method: Method::Get,
        url,
        headers: vec![],
        body: None,
        timeout,
    })
}

const LONG: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_millis(200);

#[test]
fn a_call_reaches_the_application_whole() {
    let server =
        Server::response("201 Created", "Content-Type: application/json\r\n", r#"{"id": "T-7", "n": 1.50}"#);
    let answer = made(&server.url("/tickets?tri=date")).unwrap();
    assert_eq!(answer, Answer { status: 201, document: json!({"id": "T-7", "n": "1.50"}) });
    let request = server.received().pop().unwrap();
    assert_eq!(request.line, "POST /tickets?tri=date HTTP/1.1");
    assert_eq!(request.header("authorization"), Some("Bearer jeton-secret"));
    assert_eq!(request.header("idempotency-key"), Some(id().to_string().as_str()));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("user-agent"), Some(concat!("grc/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(request.header("accept-encoding"), None);
    assert_eq!(request.header("content-length"), Some(request.body.len().to_string().as_str()));
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(body["type"], "Nid-de-poule à l'école");
}

#[test]
fn every_method_is_sent_with_or_without_a_body() {
    let server = Server::response("200 OK", "", "{}");
    for (method, name) in
        [(Method::Get, "GET"), (Method::Post, "POST"), (Method::Put, "PUT"), (Method::Patch, "PATCH")]
    {
        for body in [None, Some(b"{}".to_vec())] {
            let sent = body.clone().unwrap_or_default();
            let request = HttpRequest { method, url: server.url("/"), headers: vec![], body, timeout: LONG };
            assert_eq!(Client::new(loopback()).exchange(&request).unwrap().status, 200);
            let received = server.received().pop().unwrap();
            assert_eq!(received.line, format!("{name} / HTTP/1.1"));
            assert_eq!(received.body, sent);
        }
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Server::response("200 OK", "", "{}");
    let location = format!("Location: {}\r\n", elsewhere.url("/"));
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let server = Server::response(status, &location, "");
        let expected = status[..3].parse().unwrap();
        assert_eq!(made(&server.url("/")), Err(Failure::Refused { status: expected }));
        assert_eq!(server.received().len(), 1);
    }
    assert_eq!(elsewhere.received().len(), 0);
}

#[test]
fn refusals_and_outages_are_told_apart() {
    let refused = Server::response("400 Bad Request", "", r#"{"erreur": "type inconnu"}"#);
    assert_eq!(made(&refused.url("/")), Err(Failure::Refused { status: 400 }));
    let busy = Server::response("503 Service Unavailable", "Retry-After: 120\r\n", "");
    assert_eq!(
        made(&busy.url("/")),
        Err(Failure::Unavailable {
            outage: Outage::Status(503),
            retry_after: Some(RetryAfter::Seconds(120))
        })
    );
}

#[test]
fn a_slow_application_is_left_when_the_time_is_over() {
    let silent = Server::with(|_| sleep(Duration::from_secs(2)));
    let dripping = Server::with(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        for _ in 0..20 {
            let _ = stream.write_all(b" ");
            sleep(Duration::from_millis(100));
        }
    });
    for server in [silent, dripping] {
        let start = Instant::now();
        let failed = exchanged(loopback(), &server.url("/"), SHORT);
        assert_eq!(failed, Err(Failure::unavailable(Outage::Timeout)));
        assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    }
}

#[test]
fn an_answer_cut_in_the_middle_is_an_outage() {
    for cut in [
        "",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n",
    ] {
        let failed = made(&Server::answering(cut).url("/"));
        assert_eq!(failed, Err(Failure::unavailable(Outage::Connection)), "{cut:?}");
    }
}

#[test]
fn a_status_that_says_enough_needs_no_body() {
    let cut = Server::answering("HTTP/1.1 422 Unprocessable\r\nContent-Length: 100\r\n\r\n{");
    assert_eq!(made(&cut.url("/")), Err(Failure::Refused { status: 422 }));
    let huge = Server::response("503 Busy", "", &"x".repeat(3 << 20));
    assert_eq!(made(&huge.url("/")), Err(Failure::unavailable(Outage::Status(503))));
}

#[test]
fn an_answer_that_is_too_long_or_not_what_was_agreed_is_unreadable() {
    let huge = Server::response("200 OK", "", &format!("\"{}\"", "x".repeat(3 << 20)));
    assert_eq!(made(&huge.url("/")), Err(Failure::Unreadable(Illegible::TooLong)));
    let endless = Server::with(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while stream.write_all(b"400\r\n").and_then(|()| stream.write_all(&[b'x'; 0x400])).is_ok() {
            if stream.write_all(b"\r\n").is_err() {
                return;
            }
        }
    });
    assert_eq!(made(&endless.url("/")), Err(Failure::Unreadable(Illegible::TooLong)));
    let wordy = Server::answering(format!("HTTP/1.1 200 OK\r\nX-Long: {}\r\n\r\n", "x".repeat(1 << 20)));
    assert_eq!(made(&wordy.url("/")), Err(Failure::Unreadable(Illegible::TooLong)));
    let page = Server::response("200 OK", "Content-Type: text/html\r\n", "<html>");
    assert_eq!(made(&page.url("/")), Err(Failure::Unreadable(Illegible::NotJson)));
    let other = Server::answering("SSH-2.0-OpenSSH_9.6\r\n\r\n");
    assert_eq!(made(&other.url("/")), Err(Failure::Unreadable(Illegible::NotHttp)));
}

#[test]
fn an_answer_of_one_mebibyte_is_read() {
    let body = format!("\"{}\"", "x".repeat((1 << 20) - 2));
    let answer = made(&Server::response("200 OK", "", &body).url("/")).unwrap();
    assert_eq!(answer.document.as_str().map(str::len), Some((1 << 20) - 2));
}

#[test]
fn nobody_listening_or_nobody_of_that_name_is_an_outage() {
    // Bound, then freed: nobody listens there any more.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let failed = exchanged(loopback(), &format!("http://{address}/"), LONG);
    assert_eq!(failed, Err(Failure::unavailable(Outage::Connection)));
    // A label that is too long for a name: refused without asking any server.
    let failed = exchanged(loopback(), &format!("http://{}.invalid/", "x".repeat(64)), LONG);
    assert_eq!(failed, Err(Failure::unavailable(Outage::UnknownHost)));
}

#[test]
fn a_server_that_does_not_speak_tls_is_an_outage() {
    let server = Server::answering("HTTP/1.1 400 Bad Request\r\n\r\n");
    let failed = exchanged(loopback(), &format!("https://{}/", server.address), Duration::from_secs(2));
    assert!(!failed.unwrap_err().is_final());
}

#[test]
fn a_name_that_leads_inside_is_not_connected_to() {
    let server = Server::response("200 OK", "", "{}");
    let url = format!("http://localhost:{}/", server.address.port());
    // The client checks the addresses by itself, whoever calls it.
    assert_eq!(exchanged(AddressGuard::default(), &url, LONG), Err(Failure::AddressRefused));
    assert_eq!(exchanged(AddressGuard::default(), &server.url("/"), LONG), Err(Failure::AddressRefused));
    assert_eq!(server.received().len(), 0);
    // Without the guard's refusal, the same call arrives.
    assert_eq!(exchanged(loopback(), &url, LONG).unwrap().status, 200);
    assert_eq!(server.received().len(), 1);
}

/// A name server that answers what it likes.
#[derive(Debug)]
struct Names(Vec<SocketAddr>);

impl Resolver for Names {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut found = self.empty();
        self.0.iter().for_each(|address| found.push(*address));
        Ok(found)
    }
}

#[test]
fn only_approved_addresses_of_a_name_are_kept() {
    let address = |text: &str| text.parse::<SocketAddr>().unwrap();
    let resolved = |guard: AddressGuard, found: &[&str]| {
        let names = Names(found.iter().map(|text| address(text)).collect());
        let resolver = GuardedResolver { guard, names };
        let uri = Uri::from_static("http://gmao.exemple.fr/");
        let timeout =
            NextTimeout { after: LONG.into(), reason: ureq::Timeout::Global, ..NextTimeout::default() };
        resolver.resolve(&uri, &Config::default(), timeout).map(|found| found.to_vec())
    };
    let mixed = ["10.0.0.1:80", "8.8.8.8:80", "[::1]:80", "[::ffff:127.0.0.1]:80", "[64:ff9b::7f00:1]:80"];
    assert_eq!(resolved(AddressGuard::default(), &mixed).unwrap(), [address("8.8.8.8:80")]);
    assert!(resolved(AddressGuard::default(), &["10.0.0.1:80", "[::1]:80"]).is_err());
    let named = AddressGuard::default().allow("gmao.exemple.fr:80").unwrap();
    assert_eq!(resolved(named, &["10.0.0.1:80"]).unwrap(), [address("10.0.0.1:80")]);
}
