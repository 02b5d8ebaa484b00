//! What is checked of a line outside any transaction.

use super::Import;
use super::answers::{Checked, Strictness};
use super::line::{FormerNote, FormerRequest, read as read_line};
use crate::definition::{Bilingual, Id, did_you_mean};
use crate::engine::applicants::recognition::require_own_word;
use crate::engine::definitions::Current;
use crate::engine::{ReceivedAt, Submission};
use crate::error::{Error, ErrorCode, Result};
use crate::facts::Town;
use crate::request::{
    Actor, Agent, Applicant, AttachedFile, Former, FormerComment, Instant, RequestId, Submitted, TakenOver,
    Values,
};
use crate::store::read;
use crate::workflow::{Process, Takeover, require_comment, tags_of};

/// Bytes of a reference, at most.
const LONGEST_REFERENCE: usize = 200;

/// A line, once checked.
pub(super) enum Line {
    /// Its request was taken over before.
    Known,
    /// It is to be recorded.
    New(Box<Prepared>),
}

/// A line that is right, as far as it can be told outside a transaction.
pub(super) struct Prepared {
    pub(super) number: u64,
    pub(super) bytes: usize,
    pub(super) current: Current,
    /// What a submission of it would be: whom the directory recognises.
    pub(super) submission: Submission,
    /// Without what is given when it is recorded: identifier, references, record of the applicant.
    pub(super) takeover: Takeover,
    pub(super) files: Vec<(AttachedFile, Vec<u8>)>,
    /// What is wrong with it, and not enough to refuse it.
    pub(super) warning: Option<Error>,
}

/// When things happened to a request.
struct Dates {
    received: Instant,
    submitted: Instant,
    entered: Instant,
}

impl Import<'_> {
    pub(super) fn prepare(&self, number: u64, text: &[u8]) -> Result<Line> {
        let now = self.engine.now();
        let mut line = read_line(text)?;
        line.reference = named(&line.reference)?;
        if self.rehearsed.contains(&line.reference) || self.is_known(&line.reference)? {
            return Ok(Line::Known);
        }
        let current = self.engine.current_procedure(line.procedure.as_str())?;
        let scenario = scenario_of(&line, &current)?;
        let process = current.process(scenario.as_str()).map_err(|error| error.at("/scenario"))?;
        require_status(&line, process)?;
        let dates = dates(&line, process, now)?;
        let tags = tags_of(&line.tags)?;
        let comments = comments(&line.comments, &process.town, now)?;
        let service = self.service(&line, process, &current)?;
        let (files, loose) = self.engine.files_of_line(&mut line)?;
        let strictness = if self.options.lenient { Strictness::Lenient } else { Strictness::Strict };
        let checked = Checked::of(&line, process, dates.submitted, strictness)?;
        let submission = submission(&line, &scenario, &checked.applicant);
        require_own_word(&Actor::System, &submission)?;
        let agent = self.agent(&line, process)?;
        let Checked { applicant, answers, data, kept, warning } = checked;
        let submitted = Submitted {
            request: RequestId(uuid::Uuid::nil()),
            reference: String::new(),
            tracking_code: String::new(),
            procedure: line.procedure.clone(),
            version: current.version,
            scenario,
            origin: line.origin,
            received_at: dates.received,
            language: process.language_for(&applicant),
            applicant_id: line.applicant_id.clone(),
            profile: None,
            applicant: Applicant { identities: Vec::new(), ..applicant },
            lists: process.form.chosen_of(&answers, &line.lists),
            answers,
            provenance: crate::request::Provenance::new(),
            sectors: std::collections::BTreeMap::new(),
            files: Vec::new(),
            parent: None,
            trial: current.compiled.definition.trial.is_some(),
            service,
        };
        let taken = TakenOver {
            agent,
            called_upon: std::collections::BTreeSet::new(),
            data,
            entered_at: dates.entered,
            external_id: line.external_id,
            files: Vec::new(),
            former: Former { kept, reference: line.reference, source: self.source.to_owned() },
            outcome: None,
            shown: None,
            state: crate::definition::State::New,
            status: line.status,
            submitted,
            submitted_at: dates.submitted,
            tags,
            timers: Vec::new(),
        };
        let takeover =
            Takeover { taken, loose, comments, opens_tasks: self.options.tasks, timers: self.options.timers };
        let bytes = text.len();
        Ok(Line::New(Box::new(Prepared { number, bytes, current, submission, takeover, files, warning })))
    }

    fn is_known(&self, reference: &str) -> Result<bool> {
        let known = read(self.engine.store(), |store| store.taken_over(Some(self.source), reference, 1))?;
        Ok(!known.is_empty())
    }

    /// The service in charge.
    fn service(&self, line: &FormerRequest, process: &Process, current: &Current) -> Result<Id> {
        let Some(service) = &line.service else { return Ok(current.compiled.definition.service.clone()) };
        match process.town.service(service.as_str()) {
            Some(_) => Ok(service.clone()),
            None => Err(Error::not_found("service", "service").at("/service")),
        }
    }

    /// The agent in charge: of an open request, one who may act.
    fn agent(&self, line: &FormerRequest, process: &Process) -> Result<Option<String>> {
        let Some(id) = &line.agent else { return Ok(None) };
        let found = read(self.engine.store(), |store| store.agent(id))?;
        let is_closed = process.status(&line.status).is_some_and(|status| status.state.is_closed());
        match found.filter(|agent: &Agent| agent.active || is_closed) {
            Some(_) => Ok(Some(id.clone())),
            None => Err(Error::not_found("agent", "agent").at("/agent")),
        }
    }
}

fn named(reference: &str) -> Result<String> {
    let reference = reference.trim();
    if !reference.is_empty() && reference.len() <= LONGEST_REFERENCE {
        return Ok(reference.to_owned());
    }
    let message = Bilingual::new(
        format!("une référence a de 1 à {LONGEST_REFERENCE} octets"),
        format!("a reference has from 1 to {LONGEST_REFERENCE} bytes"),
    );
    Err(Error::new(ErrorCode::InvalidInput, message).at("/reference"))
}

/// The scenario named, or the only one that takes requests.
fn scenario_of(line: &FormerRequest, current: &Current) -> Result<Id> {
    if let Some(scenario) = &line.scenario {
        return Ok(scenario.clone());
    }
    let mut scenarios = current.compiled.processes.keys();
    match (scenarios.next(), scenarios.next()) {
        (Some(only), None) => Ok(only.clone()),
        _ => {
            let message = Bilingual::new(
                "la démarche n'a pas un seul scénario qui prend des demandes : nommez celui de la demande",
                "the procedure has not exactly one scenario that takes requests: name that of the request",
            );
            Err(Error::new(ErrorCode::InvalidInput, message).at("/scenario"))
        }
    }
}

fn require_status(line: &FormerRequest, process: &Process) -> Result<()> {
    if process.status(&line.status).is_some() {
        return Ok(());
    }
    let hint =
        did_you_mean(line.status.as_str(), process.statuses.keys().map(crate::definition::Name::as_str));
    let message = Bilingual::new(
        format!("le circuit n'a pas ce statut{}", hint.french),
        format!("the circuit has no such status{}", hint.english),
    );
    Err(Error::new(ErrorCode::UnknownStatus, message).at("/status"))
}

/// Dates follow one another: received, entered, in its status, now. A day that holds the date before begins with it.
fn dates(line: &FormerRequest, process: &Process, now: Instant) -> Result<Dates> {
    let town = &process.town;
    let after = |moment: ReceivedAt, before: Instant| match moment {
        ReceivedAt::Day(day) if day == town.day(before) => before.max(moment.instant(town)),
        _ => moment.instant(town),
    };
    let received = line.received_at.map(|moment| moment.instant(town));
    let submitted = after(line.submitted_at, received.unwrap_or(Instant::from_milliseconds(i64::MIN)));
    let received = received.unwrap_or(submitted);
    let entered = match line.entered_at {
        Some(moment) => after(moment, submitted),
        None if line.status == process.initial => submitted,
        None => {
            let message = Bilingual::new(
                "il manque la date d'entrée dans ce statut, qui n'est pas le premier du circuit",
                "the date of arrival in this status, which is not the circuit's first, is missing",
            );
            return Err(Error::new(ErrorCode::DatesDisagree, message).at("/entered_at"));
        }
    };
    for (path, moment) in [("/received_at", received), ("/submitted_at", submitted), ("/entered_at", entered)]
    {
        if moment > now {
            let message = Bilingual::new("cette date est à venir", "this date is still to come");
            return Err(Error::new(ErrorCode::DatesDisagree, message).at(path));
        }
    }
    let (path, french, english) = match (received <= submitted, submitted <= entered) {
        (true, true) => return Ok(Dates { received, submitted, entered }),
        (false, _) => (
            "/submitted_at",
            "la demande est saisie avant d'être reçue",
            "the request is entered before it is received",
        ),
        (_, false) => {
            ("/entered_at", "le statut est antérieur à la demande", "the status comes before the request")
        }
    };
    Err(Error::new(ErrorCode::DatesDisagree, Bilingual::new(french, english)).at(path))
}

fn comments(notes: &[FormerNote], town: &Town, now: Instant) -> Result<Vec<FormerComment>> {
    let read = notes.iter().enumerate().map(|(index, note)| {
        let FormerNote { author, text, written_at, visible } = note;
        require_comment(text).map_err(|error| error.at(format!("/comments/{index}/text")))?;
        let written_at = written_at.instant(town);
        if written_at > now {
            let message = Bilingual::new("cette date est à venir", "this date is still to come");
            let error = Error::new(ErrorCode::DatesDisagree, message);
            return Err(error.at(format!("/comments/{index}/written_at")));
        }
        Ok(FormerComment { author: author.clone(), text: text.clone(), visible: *visible, written_at })
    });
    read.collect()
}

fn submission(line: &FormerRequest, scenario: &Id, applicant: &Applicant) -> Submission {
    Submission {
        applicant_id: line.applicant_id.clone(),
        profile: line.profile,
        ..Submission::new(line.procedure.as_str(), scenario.as_str(), applicant.clone(), Values::new())
    }
}
