//! What can go wrong, under one registry of codes shared by every door.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::definition::{Bilingual, Diagnostic, Language, Severity};
use crate::json::JsonFault;

/// The result of an operation of the engine.
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! error_codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $text:literal;)+) => {
        /// A kind of failure. Its name and number never change and are never given to another.
        ///
        /// Numbers 1 to 99 belong to the C interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(i32)]
        pub enum ErrorCode {
            $($(#[doc = $doc])+ $name = $number,)+
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code's name, in snake_case.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            /// What the code means, in English.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii(),)+
                }
            }
        }
    };
}

error_codes! {
    /// The text is not JSON, or not as strict as the engine wants it.
    InvalidJson = 100, "invalid_json";
    /// A command has an unknown key, lacks one, or has one of the wrong type.
    InvalidInput = 101, "invalid_input";
    /// There is no such operation.
    UnknownOperation = 102, "unknown_operation";
    /// Definitions have faults; nothing of them was published.
    InvalidDefinition = 110, "invalid_definition";
    /// A file or directory of definitions could not be read.
    UnreadableDefinition = 111, "unreadable_definition";
    /// Answers have faults; nothing was filed.
    InvalidAnswers = 112, "invalid_answers";
    /// A condition or a computed value could not be evaluated.
    EvaluationFailed = 113, "evaluation_failed";
    /// The text is not an identifier of that kind.
    InvalidIdentifier = 114, "invalid_identifier";
    /// The host did not give a list of options that the form expects from it.
    MissingList = 115, "missing_list";
    /// There is no such thing, or the actor may not know of it.
    NotFound = 120, "not_found";
    /// The actor sees it but may not do this.
    Forbidden = 121, "forbidden";
    /// The applicant must identify themselves better.
    IdentityRequired = 122, "identity_required";
    /// The procedure takes no new request.
    ProcedureClosed = 130, "procedure_closed";
    /// The scenario is not offered to this visitor.
    ScenarioNotOffered = 131, "scenario_not_offered";
    /// The scenario takes no request: it informs or redirects.
    ScenarioWithoutRequest = 132, "scenario_without_request";
    /// The request has changed since the caller read it.
    StaleRevision = 140, "stale_revision";
    /// The idempotency key was used for another input.
    IdempotencyMismatch = 141, "idempotency_mismatch";
    /// The request's status does not offer this transition, or its condition does not hold.
    TransitionNotOffered = 142, "transition_not_offered";
    /// The task has already ended, or another agent has it.
    TaskNotAvailable = 143, "task_not_available";
    /// The draft has expired.
    DraftExpired = 144, "draft_expired";
    /// Automatic transitions went round in a circle.
    CircuitLoop = 145, "circuit_loop";
    /// The request is closed.
    RequestClosed = 146, "request_closed";
    /// The business application's identifier is that of another request.
    ExternalIdTaken = 147, "external_id_taken";
    /// The due date has already passed.
    DueInPast = 220, "due_in_past";
    /// The agent does not process the tasks of that service.
    AgentOfAnotherService = 221, "agent_of_another_service";
    /// Neither the agent who has the task nor its service can be written to.
    NobodyToRemind = 222, "nobody_to_remind";
    /// Too little is left of what the request claims: the room is taken that day, the workshop is full.
    ClaimConflict = 230, "claim_conflict";
    /// This agent cannot stand in, or someone who stands in would be away.
    DelegationRefused = 240, "delegation_refused";
    /// The signature of a call received is wrong, or too old.
    InvalidSignature = 150, "invalid_signature";
    /// The host provides no such secret.
    SecretMissing = 151, "secret_missing";
    /// The address is not one that the engine may call.
    AddressRefused = 152, "address_refused";
    /// The message's lease is over: another worker has it.
    LeaseLost = 153, "lease_lost";
    /// The file has more bytes than the host takes.
    FileTooLarge = 154, "file_too_large";
    /// The virus scanner found something in the file.
    FileInfected = 155, "file_infected";
    /// The content of a file could not be read to its end.
    UnreadableFile = 156, "unreadable_file";
    /// A file could not be written where the caller wants it.
    UnwritableFile = 157, "unwritable_file";
    /// The file is not a store of this library.
    StoreNotGrc = 160, "store_not_grc";
    /// The store was written by a newer version of the library.
    StoreNewer = 161, "store_newer";
    /// The store cannot be written.
    StoreReadOnly = 162, "store_read_only";
    /// The disk is full.
    StoreFull = 163, "store_full";
    /// The store is damaged.
    StoreCorrupt = 164, "store_corrupt";
    /// Others kept the store too long.
    StoreBusy = 165, "store_busy";
    /// The store was opened before a `fork`, in another process.
    StoreForked = 166, "store_forked";
    /// Another SQLite library in this process has opened the store.
    StoreShared = 167, "store_shared";
    /// The disk failed, or a path is wrong.
    StoreIo = 168, "store_io";
    /// A file of the store was deleted, moved or replaced while open.
    StoreReplaced = 169, "store_replaced";
    /// SQLite is of a version that may corrupt the store.
    StoreSqliteTooOld = 170, "store_sqlite_too_old";
    /// The file system does not support what the store needs.
    StoreNoWriteAheadLog = 171, "store_no_write_ahead_log";
    /// The database gave up the operation.
    StoreRolledBack = 172, "store_rolled_back";
    /// Something that should not happen, in the store.
    StoreUnexpected = 173, "store_unexpected";
    /// An answer is amended that was not asked again.
    NotAsked = 250, "not_asked";
    /// An answer that was asked again and is indispensable is missing.
    MissingCorrection = 251, "missing_correction";
    /// The circuit has no status of that name.
    UnknownStatus = 290, "unknown_status";
    /// The dates of a request that is taken over do not follow each other, or are still to come.
    DatesDisagree = 291, "dates_disagree";
    /// Too many calls of a business application wait for requests that have not come.
    TooManyWaitingCalls = 300, "too_many_waiting_calls";
    /// Something that should not happen.
    Internal = 199, "internal";
    /// The two requests cannot be tied in this way.
    LinkRefused = 210, "link_refused";
    /// The circuit ties the request to a reference that no request has.
    LinkedRequestUnknown = 211, "linked_request_unknown";
    /// Requests that create one another went too far.
    TooManyGenerations = 212, "too_many_generations";
    /// An action would create too many requests.
    TooManyCreated = 213, "too_many_created";
    /// One of the two requests was only tried, the other is real.
    TrialMismatch = 214, "trial_mismatch";
    /// The record of the directory was merged into another, which answers for it: `details.kept`.
    ApplicantMerged = 260, "applicant_merged";
    /// The account or the identity is that of another record of the directory.
    ApplicantKeyTaken = 261, "applicant_key_taken";
    /// A value of the host's language has no form that the engine takes.
    UnsupportedValue = 330, "unsupported_value";
    /// The engine was closed.
    EngineClosed = 331, "engine_closed";
    /// What the host provides failed: its clock.
    HookFailed = 332, "hook_failed";
}

impl ErrorCode {
    /// Whether the store itself failed: everything else may be tried again, this may not.
    pub fn is_of_the_store(self) -> bool {
        self.name().starts_with("store_")
    }

    /// Whether nothing at all can be done for now, rather than one thing: the store failed, or the host's clock.
    pub fn stops_everything(self) -> bool {
        self.is_of_the_store() || self == Self::HookFailed
    }

    /// The code's number.
    pub fn number(self) -> i32 {
        self as i32
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A failure: a code, the place, the rule in French and English. Never what a person typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    code: ErrorCode,
    message: Bilingual,
    path: Option<String>,
    details: Option<Value>,
}

impl Error {
    /// A failure with its rule in words.
    pub fn new(code: ErrorCode, message: Bilingual) -> Self {
        Self(Box::new(Inner { code, message, path: None, details: None }))
    }

    /// There is no such `what` (French, English), or the actor may not know of it.
    pub fn not_found(french: &str, english: &str) -> Self {
        Self::new(
            ErrorCode::NotFound,
            Bilingual::new(format!("{french} introuvable"), format!("{english} not found")),
        )
    }

    /// The actor sees it but may not do this.
    pub fn forbidden() -> Self {
        Self::new(
            ErrorCode::Forbidden,
            Bilingual::new("cette opération ne vous est pas permise", "you may not do this"),
        )
    }

    /// Something that should not happen: a defect of the engine, or a damaged store.
    pub fn internal(what: &'static str) -> Self {
        Self::new(
            ErrorCode::Internal,
            Bilingual::new(format!("défaut interne : {what}"), format!("internal defect: {what}")),
        )
    }

    /// The definitions have these faults.
    pub fn definitions(diagnostics: &[Diagnostic]) -> Self {
        let faults = diagnostics.iter().filter(|one| one.severity == Severity::Fault).count();
        Self::new(
            ErrorCode::InvalidDefinition,
            Bilingual::new(
                format!("{faults} faute(s) dans les définitions ; rien n'a été publié"),
                format!("{faults} fault(s) in the definitions; nothing was published"),
            ),
        )
        .with_details(json!({ "diagnostics": diagnostics.iter().map(diagnostic_json).collect::<Vec<_>>() }))
    }

    /// Names the place.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// Adds what a program may want to know.
    #[must_use]
    pub fn with_details(mut self, details: Value) -> Self {
        self.0.details = Some(details);
        self
    }

    /// The kind of failure.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// The rule, in `language`.
    pub fn message(&self, language: Language) -> &str {
        self.0.message.get(language)
    }

    /// The place: a JSON Pointer, or a file's.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// What a program may want to know: `faults`, `diagnostics`, `expected` and `actual` revisions.
    pub fn details(&self) -> Option<&Value> {
        self.0.details.as_ref()
    }

    /// The failure as every door gives it: `{"code", "number", "message", "path"?, "details"?}`.
    pub fn to_json(&self, language: Language) -> Value {
        let mut object = Map::new();
        object.insert("code".to_owned(), self.code().name().into());
        object.insert("number".to_owned(), self.code().number().into());
        object.insert("message".to_owned(), self.message(language).into());
        object.extend(self.path().map(|path| ("path".to_owned(), path.into())));
        object.extend(self.details().map(|details| ("details".to_owned(), details.clone())));
        Value::Object(object)
    }
}

fn diagnostic_json(diagnostic: &Diagnostic) -> Value {
    json!({
        "severity": diagnostic.severity,
        "file": diagnostic.file,
        "pointer": diagnostic.pointer,
        "code": diagnostic.code,
        "message": {"fr": diagnostic.message.french, "en": diagnostic.message.english},
    })
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.code())?;
        if let Some(path) = self.path() {
            write!(formatter, "`{path}`: ")?;
        }
        formatter.write_str(&self.0.message.english)
    }
}

impl std::error::Error for Error {}

impl From<JsonFault> for Error {
    fn from(fault: JsonFault) -> Self {
        let error = Self::new(ErrorCode::InvalidJson, fault.message());
        if fault.pointer.is_empty() { error } else { error.at(fault.pointer.clone()) }
    }
}
