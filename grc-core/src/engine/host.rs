//! What the host provides: time, randomness, secrets, ways to send.

#[cfg(feature = "mail")]
use std::path::Path;
use std::sync::Arc;

use crate::definition::Channel;
use crate::delivery::breaker::FAILURES_BEFORE_PAUSE;
use crate::delivery::{AddressGuard, Environment, Http, Schedule, Secrets, Transport};
use crate::error::{Error, Result};
use crate::request::Instant;

/// The source of every instant of the engine.
pub trait Clock: Send + Sync {
    /// The present instant. A clock that cannot tell it gives any, and says so by [`failure`](Self::failure).
    fn now(&self) -> Instant;

    /// Why an instant that this thread was given lately is worth nothing: told once. It is asked before each COMMIT, by the thread
    /// that took the instant: what rests on it is undone, and the operation fails so. For clocks that can fail.
    fn failure(&self) -> Option<Error> {
        None
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Instant::from_milliseconds(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The source of every random byte of the engine: identifiers, tracking codes, salts, leases.
pub trait Randomness: Send + Sync {
    /// Fills `bytes`.
    ///
    /// # Errors
    /// `internal` when the source fails.
    fn fill(&self, bytes: &mut [u8]) -> Result<()>;
}

/// The operating system's random source.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(|_| Error::internal("the system's random source failed"))
    }
}

/// Most bytes of a file, and of the files of a request, when the host does not say.
const FILES: u64 = 50 << 20;

/// What the engine is given by its host. Every part has a default; see [`Engine::open_with`](super::Engine::open_with).
#[derive(Clone)]
pub struct Host {
    pub(super) clock: Arc<dyn Clock>,
    pub(super) randomness: Arc<dyn Randomness>,
    pub(super) secrets: Arc<dyn Secrets>,
    pub(super) guard: AddressGuard,
    pub(super) http: Option<Arc<dyn Http>>,
    pub(super) transports: Vec<(Channel, Arc<dyn Transport>)>,
    pub(super) messages: Schedule,
    pub(super) failures_before_pause: u32,
    pub(super) leaves_calls: bool,
    pub(super) scans_files: bool,
    pub(super) most_file_bytes: u64,
    pub(super) most_request_bytes: u64,
}

impl Default for Host {
    /// The machine's clock and randomness, secrets from environment variables, calls to public
    /// addresses only, no way to send messages: they wait in the outbox; no virus scanner, and 50 MiB of files.
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            randomness: Arc::new(SystemRandomness),
            secrets: Arc::new(Environment),
            guard: AddressGuard::default(),
            http: None,
            transports: Vec::new(),
            messages: Schedule::STANDARD,
            failures_before_pause: FAILURES_BEFORE_PAUSE,
            leaves_calls: false,
            scans_files: false,
            most_file_bytes: FILES,
            most_request_bytes: FILES,
        }
    }
}

impl Host {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes time from `clock`.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Takes randomness from `randomness`.
    #[must_use]
    pub fn randomness(mut self, randomness: impl Randomness + 'static) -> Self {
        self.randomness = Arc::new(randomness);
        self
    }

    /// Takes secrets from `secrets`.
    #[must_use]
    pub fn secrets(mut self, secrets: impl Secrets + 'static) -> Self {
        self.secrets = Arc::new(secrets);
        self
    }

    /// Calls the addresses that `guard` lets pass.
    #[must_use]
    pub fn guard(mut self, guard: AddressGuard) -> Self {
        self.guard = guard;
        self
    }

    /// Calls business applications with `http`.
    #[must_use]
    pub fn http(mut self, http: impl Http + 'static) -> Self {
        self.http = Some(Arc::new(http));
        self
    }

    /// Sends the messages of `channel` with `transport`.
    #[must_use]
    pub fn transport(mut self, channel: Channel, transport: impl Transport + 'static) -> Self {
        self.transports.retain(|(known, _)| *known != channel);
        self.transports.push((channel, Arc::new(transport)));
        self
    }

    /// Sends a message that did not leave again as `schedule` says, instead of ten times over four days.
    #[must_use]
    pub fn retries_messages(mut self, schedule: Schedule) -> Self {
        self.messages = schedule;
        self
    }

    /// Sets an endpoint aside after so many failures in a row, instead of five: nothing is sent there for a while, then one
    /// thing tries.
    #[must_use]
    pub fn failures_before_pause(mut self, failures: u32) -> Self {
        self.failures_before_pause = failures;
        self
    }

    /// Makes no call to business applications: the host claims them and makes them itself, see
    /// [`Engine::claim_messages`](super::Engine::claim_messages). Regular questions about one request are claimed too. What a
    /// connector asks for all its requests (`changes`) is asked by nobody then: a `webhook` or a `poll` tells the same.
    /// Subscribers are told by the engine all the same.
    #[must_use]
    pub fn leaves_calls(mut self) -> Self {
        self.leaves_calls = true;
        self
    }

    /// Holds back each file until the host's virus scanner has said that it is clean: see
    /// [`Engine::scanned`](super::Engine::scanned).
    #[must_use]
    pub fn scans_files(mut self) -> Self {
        self.scans_files = true;
        self
    }

    /// Takes files of at most so many bytes, whatever their field says.
    #[must_use]
    pub fn most_file_bytes(mut self, most: u64) -> Self {
        self.most_file_bytes = most;
        self
    }

    /// Takes requests whose files have at most so many bytes together.
    #[must_use]
    pub fn most_request_bytes(mut self, most: u64) -> Self {
        self.most_request_bytes = most;
        self
    }

    /// Writes e-mails and letters as files: `directory/emails/*.eml`, `directory/letters/*.txt`.
    /// The directories are made when the first message is written.
    #[cfg(feature = "mail")]
    #[must_use]
    pub fn mail_directory(self, directory: impl AsRef<Path>) -> Self {
        use crate::delivery::{LetterDirectory, MailDirectory};
        let directory = directory.as_ref();
        let emails = MailDirectory::new(directory.join("emails"));
        let letters = LetterDirectory::new(directory.join("letters"));
        self.transport(Channel::Email, emails).transport(Channel::Letter, letters)
    }

    /// Sends e-mails by the relay that `settings` describe. The secret is asked of the host's source each time that a connection
    /// is opened.
    ///
    /// # Errors
    /// `invalid_input` with the setting at fault.
    #[cfg(feature = "smtp")]
    pub fn smtp(self, settings: crate::delivery::SmtpSettings) -> Result<Self> {
        Ok(self.transport(Channel::Email, crate::delivery::SmtpTransport::new(settings)?))
    }

    /// What calls business applications: the host's own, or the engine's behind the guard.
    pub(super) fn caller(&self) -> Option<Arc<dyn Http>> {
        #[cfg(feature = "http")]
        return self
            .http
            .clone()
            .or_else(|| Some(Arc::new(crate::delivery::Client::new(self.guard.clone()))));
        #[cfg(not(feature = "http"))]
        self.http.clone()
    }

    pub(super) fn transport_of(&self, channel: Channel) -> Option<&dyn Transport> {
        self.transports.iter().find(|(known, _)| *known == channel).map(|(_, transport)| transport.as_ref())
    }

    pub(super) fn has_transport(&self, channel: &str) -> bool {
        self.transports.iter().any(|(known, _)| known.name() == channel)
    }

    /// A fresh tracking code, or code of confirmation: 80 random bits, in four groups of letters and digits that are not mistaken
    /// for one another when read aloud.
    pub(super) fn tracking_code(&self) -> Result<String> {
        let mut random = [0; 16];
        self.randomness.fill(&mut random)?;
        let letters = random.iter().filter_map(|byte| ALPHABET.get(usize::from(byte % 32)).copied());
        Ok(in_groups(letters.map(char::from)))
    }
}

/// The letters and digits of a tracking code (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A tracking code as it was given, from what someone typed: its case, its spaces and hyphens do not count, and the
/// letters that it never holds are the digits that they look like.
pub(super) fn typed_tracking_code(typed: &str) -> String {
    let letters = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    in_groups(letters.map(|letter| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    }))
}

/// Letters in groups of four, with a hyphen between groups.
fn in_groups(letters: impl Iterator<Item = char>) -> String {
    let hyphen = |rank: usize| (rank > 0 && rank.is_multiple_of(4)).then_some('-');
    letters.enumerate().flat_map(|(rank, letter)| hyphen(rank).into_iter().chain([letter])).collect()
}
