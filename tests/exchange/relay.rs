//! A real mail relay, in a process of its own: see relay.py.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use grc::delivery::{SmtpSecurity, SmtpSettings};
use serde_json::{Value, json};

/// What the relay wants to know of who sends.
pub(crate) const USER: &str = "mairie";
pub(crate) const PASSWORD: &str = "un-mot-de-passe";

/// An e-mail that the relay has taken.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) event: Value,
    pub(crate) raw: String,
}

impl Taken {
    /// A header's lines, unfolded.
    pub(crate) fn header(&self, name: &str) -> Vec<String> {
        let (head, _) = self.raw.split_once("\r\n\r\n").unwrap();
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
            .collect()
    }

    pub(crate) fn id(&self) -> String {
        self.header("Message-ID").join("|")
    }
}

pub(crate) struct Relay {
    process: Child,
    port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
}

/// A file of the relay's certificate.
pub(crate) fn certificate(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exchange/tls").join(name)
}

/// The Python that has `aiosmtpd`; none says so.
fn python() -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/bin/python");
    let python = std::env::var_os("GRC_PYTHON").map_or(own, PathBuf::from);
    let found = Command::new(&python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
    let found = found.is_ok_and(|status| status.success());
    if !found {
        eprintln!("NOT CHECKED: .venv has no aiosmtpd; no e-mail was given to a relay (see `make python`)");
    }
    found.then_some(python)
}

impl Relay {
    /// Starts one; `None` on a machine that cannot.
    pub(crate) fn start(security: SmtpSecurity, wants_a_user: bool) -> Option<Self> {
        let mut options = json!({
            "security": security, "certificate": certificate("relay.pem"), "key": certificate("relay.key"),
        });
        if wants_a_user {
            (options["user"], options["password"]) = (json!(USER), json!(PASSWORD));
        }
        let mut process = Command::new(python()?)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exchange/relay.py"))
            .arg(options.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let told: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        let port = told["port"].as_u64().unwrap().try_into().unwrap();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&taken);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let event: Value = serde_json::from_str(&line).unwrap();
                let raw = STANDARD.decode(event["raw"].as_str().unwrap()).unwrap();
                kept.lock().unwrap().push(Taken { event, raw: String::from_utf8(raw).unwrap() });
            }
        });
        Some(Self { process, port, taken })
    }

    /// How to reach it: the tests' authority is trusted.
    pub(crate) fn settings(&self, security: SmtpSecurity) -> SmtpSettings {
        let authorities = std::fs::read_to_string(certificate("authority.pem")).unwrap();
        SmtpSettings {
            port: Some(self.port),
            security,
            authorities: Some(authorities),
            timeout_seconds: Some(1),
            ..SmtpSettings::new("localhost")
        }
    }

    /// What it has taken, once there are so many.
    pub(crate) fn taken(&self, wanted: usize) -> Vec<Taken> {
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            let taken = self.taken.lock().unwrap().clone();
            if taken.len() >= wanted || Instant::now() > end {
                assert_eq!(taken.len(), wanted, "{taken:?}");
                return taken;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        if let Some(mut input) = self.process.stdin.take() {
            let _ = input.flush();
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
