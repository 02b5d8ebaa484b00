//! What the tests of the engine share: a clock that is told the time, seeded randomness, a small town.

#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod server;
pub(crate) mod town;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use grc::definition::Channel;
use grc::delivery::{Failure, Secret, Secrets, Transport};
use grc::engine::{Attachment, Clock, Randomness, Receipt, RequestView};
use grc::request::{Message, MessageId, RequestId, Role};
use grc::{
    Actor, Agent, Applicant, Engine, Error, ErrorCode, Host, Instant, Language, Result, Sources, Submission,
    Values,
};
use serde_json::Value;

pub(crate) const FR: Language = Language::French;

/// 2 March 2026, 9 o'clock in Paris.
pub(crate) const MORNING: &str = "2026-03-02T08:00:00Z";

/// A clock that goes where it is told.
#[derive(Clone)]
pub(crate) struct TestClock(Arc<AtomicI64>);

impl TestClock {
    pub(crate) fn at(instant: &str) -> Self {
        Self(Arc::new(AtomicI64::new(Instant::parse(instant).unwrap().milliseconds())))
    }

    pub(crate) fn set(&self, instant: &str) {
        self.0.store(Instant::parse(instant).unwrap().milliseconds(), Ordering::SeqCst);
    }

    pub(crate) fn forward_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    pub(crate) fn forward_days(&self, days: i64) {
        self.forward_seconds(days * 24 * 60 * 60);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        Instant::from_milliseconds(self.0.load(Ordering::SeqCst))
    }
}

/// The same bytes at each run (SplitMix64).
pub(crate) struct Seeded(AtomicU64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Randomness for Seeded {
    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        for chunk in bytes.chunks_mut(8) {
            let mut z = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// The secrets of the small town and of the example catalogue.
pub(crate) struct TestSecrets;

pub(crate) const WEBHOOK_SECRET: &str = "whsec_c2VjcmV0LWRlcy1zZXJ2aWNlcy10ZWNobmlxdWVz";
pub(crate) const OTHER_WEBHOOK_SECRET: &str = "whsec_dW4tYXV0cmUtc2VjcmV0LWRlLXdlYmhvb2s=";

impl Secrets for TestSecrets {
    fn secret(&self, name: &str) -> Option<Secret> {
        match name {
            "gmao_jeton" => Some(Secret::new("jeton")),
            "gmao_webhook" => Some(Secret::new(WEBHOOK_SECRET)),
            "autre_webhook" => Some(Secret::new(OTHER_WEBHOOK_SECRET)),
            _ => None,
        }
    }
}

/// Keeps what it is given, and fails as often as it is told to.
#[derive(Clone, Default)]
pub(crate) struct Letterbox {
    pub(crate) sent: Arc<Mutex<Vec<(MessageId, Message)>>>,
    failures: Arc<Mutex<Vec<Failure>>>,
}

impl Letterbox {
    pub(crate) fn fail_with(&self, failure: Failure, times: usize) {
        self.failures.lock().unwrap().extend(std::iter::repeat_n(failure, times));
    }

    pub(crate) fn subjects(&self) -> Vec<String> {
        self.sent.lock().unwrap().iter().map(|(_, message)| message.subject.clone()).collect()
    }
}

impl Transport for Letterbox {
    fn send(&self, id: MessageId, message: &Message) -> Result<(), Failure> {
        if let Some(failure) = self.failures.lock().unwrap().pop() {
            return Err(failure);
        }
        self.sent.lock().unwrap().push((id, message.clone()));
        Ok(())
    }
}

/// A town hall that has published the small catalogue, on a file of its own.
pub(crate) struct TownHall {
    pub(crate) engine: Engine,
    pub(crate) clock: TestClock,
    pub(crate) letters: Letterbox,
    pub(crate) directory: tempfile::TempDir,
}

impl TownHall {
    /// Opens on 2 March 2026 at 9 o'clock, with its agents.
    pub(crate) fn open() -> Self {
        Self::with(town::catalogue(), |host| host)
    }

    pub(crate) fn with(catalogue: Value, adjust: impl FnOnce(Host) -> Host) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let (clock, letters) = (TestClock::at(MORNING), Letterbox::default());
        let host = adjust(host(&clock, &letters, 1));
        let engine = Engine::open_with(directory.path().join("mairie.db"), host).unwrap();
        // Before anything is published, so that a catalogue without their services has them too.
        for agent in town::agents() {
            engine.put_agent(&Actor::System, &agent).unwrap();
        }
        engine
            .publish(&Actor::System, &Sources::from_value(catalogue))
            .unwrap_or_else(|error| panic!("{}", told(&error)));
        Self { engine, clock, letters, directory }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.directory.path().join("mairie.db")
    }

    /// Another engine on the same file, as another process would have.
    pub(crate) fn second(&self) -> Engine {
        Engine::open_with(self.path(), host(&self.clock, &self.letters, 2)).unwrap()
    }

    pub(crate) fn file(&self, actor: &Actor) -> Receipt {
        self.engine.submit(actor, town::submission()).unwrap()
    }

    pub(crate) fn seen(&self, request: RequestId) -> RequestView {
        self.engine.request(&Actor::System, request, FR).unwrap()
    }

    /// Closes the engine, runs `job` on the file as whoever has access to the disk could, and opens it again.
    pub(crate) fn tamper(self, job: impl FnOnce(&rusqlite::Connection)) -> Self {
        let path = self.path();
        let Self { engine, clock, letters, directory } = self;
        drop(engine);
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        job(&connection);
        connection.close().unwrap();
        let engine = Engine::open_with(&path, host(&clock, &letters, 3)).unwrap();
        Self { engine, clock, letters, directory }
    }
}

/// A host of the test's own making: nothing comes from the machine.
pub(crate) fn host(clock: &TestClock, letters: &Letterbox, seed: u64) -> Host {
    Host::new()
        .clock(clock.clone())
        .randomness(Seeded::new(seed))
        .secrets(TestSecrets)
        .transport(Channel::Email, letters.clone())
}

/// An agent of one service.
pub(crate) fn agent(id: &str, service: &str, role: Role) -> Agent {
    let email = Some(format!("{id}@mairie.exemple.fr"));
    Agent { email, ..Agent::new(id, &format!("Nom de {id}")).with_role(role, service) }
}

pub(crate) fn values(json: Value) -> Values {
    json.as_object().cloned().unwrap()
}

/// An error with all that it says.
pub(crate) fn told(error: &Error) -> String {
    serde_json::to_string_pretty(&error.to_json(FR)).unwrap()
}

/// The code of a failure. A success fails the test.
pub(crate) fn code<T>(result: Result<T>) -> ErrorCode {
    match result {
        Ok(_) => panic!("a failure was expected"),
        Err(error) => error.code(),
    }
}

pub(crate) fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// A request of `examples/requests`, and what it says to expect.
pub(crate) fn example(path: &Path) -> (Submission, Value) {
    let mut request: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let expected = request.as_object_mut().unwrap().remove("expect").unwrap();
    (serde_json::from_value(request).unwrap(), expected)
}

/// Attaches a file for each one that answers name, which the example made up, and names it instead.
pub(crate) fn attach_files(engine: &Engine, actor: &Actor, answer: &mut Value) {
    match answer {
        Value::String(text) if uuid::Uuid::parse_str(text).is_ok() => {
            let content = format!("%PDF-1.7\n{text}");
            let attachment = Attachment { name: "piece.pdf", content: &mut content.as_bytes() };
            *answer = serde_json::json!(engine.attach(actor, attachment).unwrap().id);
        }
        Value::Array(answers) => answers.iter_mut().for_each(|answer| attach_files(engine, actor, answer)),
        Value::Object(answers) => {
            answers.values_mut().for_each(|answer| attach_files(engine, actor, answer));
        }
        _ => {}
    }
}

pub(crate) fn citizen() -> Applicant {
    Applicant::citizen("Camille", "Lefèvre").with_email("camille@exemple.fr")
}
