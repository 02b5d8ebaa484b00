//! Messages between the town hall and the people of a request. What the town hall writes also leaves by the first way by
//! which its reader can be reached; what comes from outside opens a task, which is the town hall's turn to answer.

use std::collections::BTreeSet;

use serde_json::json;

use super::communications::Written;
use super::course::{Course, Moment};
use super::layout::Words;
use super::process::Recipient;
use super::rights::Access;
use super::transitions::Given;
use crate::definition::{Bilingual, Channel, CommunicationKind, Language, Reader};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{
    Agent, Correspondent, EventContent, FileId, GivenFile, Request, Values, WrittenMessage,
};

/// A message to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMessage {
    /// To whom: the applicant when the town hall writes, the town hall otherwise, if `None`.
    pub to: Option<Correspondent>,
    /// What it says.
    pub text: String,
    /// The files that come with it, attached before.
    pub files: Vec<FileId>,
    /// Whether the town hall awaits an answer.
    pub answer_awaited: bool,
}

impl Course<'_, '_> {
    /// Someone writes. A closed request is no obstacle: whoever was answered may ask what the answer means.
    pub(super) fn send_message(&mut self, wanted: NewMessage) -> Result<()> {
        let from = self.writer()?;
        let NewMessage { to, text, files, answer_awaited } = wanted;
        let to = self.addressee(&from, to)?;
        let is_inside = from == Correspondent::TownHall;
        let reader = if is_inside { Reader::Agent } else { Reader::Applicant };
        let (text, mut files) = self.composed(text, &files, reader)?;
        let readers = readers(if is_inside { &to } else { &from });
        files.iter_mut().for_each(|file| file.readers.clone_from(&readers));
        let answer_awaited = answer_awaited && is_inside;
        let message = WrittenMessage { answer_awaited, files, from, text, to };
        self.emit(EventContent::MessageWritten(message.clone()));
        match is_inside {
            true => {
                self.end_answer_task(&message);
                self.deliver(&message)
            }
            false => {
                self.open_answer_task(&message);
                Ok(())
            }
        }
    }

    /// A business application writes to the applicant, in the town hall's name.
    pub(super) fn write_to_applicant(&mut self, text: String, files: &[FileId]) -> Result<()> {
        let (from, to) = (Correspondent::TownHall, Correspondent::Applicant);
        let (text, mut files) = self.composed(text, files, Reader::Agent)?;
        files.iter_mut().for_each(|file| file.readers = readers(&to));
        let message = WrittenMessage { answer_awaited: false, files, from, text, to };
        self.emit(EventContent::MessageWritten(message.clone()));
        self.deliver(&message)
    }

    /// A text and files, checked as a message.
    fn composed(&self, text: String, files: &[FileId], reader: Reader) -> Result<(String, Vec<GivenFile>)> {
        let process = self.process;
        let files: Vec<_> = files.iter().map(|file| json!({"file": file})).collect();
        let asked = Values::from_iter([("text".to_owned(), text.into()), ("files".to_owned(), files.into())]);
        let Given { values, files } = self.answered(&process.correspondence, &asked, reader)?;
        let text = values.get("text").and_then(|text| text.as_str()).unwrap_or_default().to_owned();
        Ok((text, files))
    }

    fn writer(&self) -> Result<Correspondent> {
        self.require(Access::Applicant)?;
        match self.access() {
            Access::Applicant => Ok(Correspondent::Applicant),
            Access::Reader | Access::Contributor => Err(Error::forbidden()),
            _ => Ok(Correspondent::TownHall),
        }
    }

    /// Whoever is outside writes to the town hall, which writes to them.
    fn addressee(&self, from: &Correspondent, to: Option<Correspondent>) -> Result<Correspondent> {
        let is_inside = *from == Correspondent::TownHall;
        let to = to.unwrap_or(if is_inside { Correspondent::Applicant } else { Correspondent::TownHall });
        match (is_inside, &to) {
            (false, Correspondent::TownHall) => Ok(to),
            (false, _) => Err(Error::forbidden().at("/to")),
            (true, Correspondent::TownHall) => {
                let message = Bilingual::new(
                    "la mairie écrit au demandeur ; un commentaire interne reste entre agents",
                    "the town hall writes to the applicant; an internal comment stays between agents",
                );
                Err(Error::new(ErrorCode::InvalidInput, message).at("/to"))
            }
            (true, _) if self.request.outsiders().contains(&to) => Ok(to),
            (true, _) => Err(Error::not_found("destinataire", "recipient").at("/to")),
        }
    }

    /// Opens the task of answering someone, unless one is open already.
    fn open_answer_task(&mut self, message: &WrittenMessage) {
        let title = Bilingual::new("Message reçu, à lire", "A message came, to be read");
        self.call_once_for_help(message.outsider().answer_task().as_str(), title);
    }

    /// Ends the task of answering someone: it is done.
    fn end_answer_task(&mut self, message: &WrittenMessage) {
        let name = message.outsider().answer_task();
        let open = self.request.open_tasks().filter(|task| task.name == name);
        for task in open.map(|task| task.id).collect::<Vec<_>>() {
            let agent = self.context.actor.as_agent().map(str::to_owned);
            let (files, input) = (Vec::new(), Values::new());
            self.emit(EventContent::TaskEnded { agent, done: true, files, input, task });
        }
    }

    /// Has a message of the town hall leave by the first way by which its reader can be reached.
    fn deliver(&mut self, message: &WrittenMessage) -> Result<()> {
        let (recipient, language) = match &message.to {
            Correspondent::Applicant => (Recipient::Applicant, self.request.language),
            Correspondent::Party(role) => (Recipient::Party(role.clone()), self.request.language),
            Correspondent::TownHall => return Ok(()),
        };
        let kind = CommunicationKind::FollowUp;
        let subject = subject(&self.request, message);
        let what = subject.get(self.process.town.language).to_owned();
        let channels = [Channel::Email, Channel::Letter];
        let Some(reached) = self.reach(&recipient, &channels, Moment::default())? else {
            self.withhold(kind, &what, &recipient, "unreachable");
            return Ok(());
        };
        let Some(from) = self.process.town.sender(self.request.service.as_str()) else {
            self.withhold(kind, &what, &recipient, "no_sender");
            return Ok(());
        };
        let signer = self.context.agent;
        let signature = self.process.town.signature(signer, self.request.service.as_str(), language);
        let body = body(message, &signature, language);
        let words = Words { subject: subject.get(language).to_owned(), body, html: None };
        match self.laid_out(words, reached.channel, language) {
            Ok(words) => {
                let written = Written { words, attachments: Vec::new(), gives_code: false };
                self.queue(kind, &recipient, reached, from, written);
            }
            Err(error) => self.withhold(kind, &what, &recipient, error.code()),
        }
        Ok(())
    }

    /// The agent who signs what the circuit writes: the one in charge or, when nobody is, the one who acts.
    pub(super) fn signer(&self) -> Result<Option<Agent>> {
        match &self.request.agent {
            Some(agent) => (self.context.people)(agent),
            None => Ok(self.context.agent.cloned()),
        }
    }
}

/// Who may read the files exchanged with someone outside: they, and the town hall.
fn readers(outsider: &Correspondent) -> BTreeSet<Reader> {
    match outsider {
        Correspondent::Applicant => BTreeSet::from([Reader::Applicant, Reader::Reader]),
        Correspondent::Party(_) | Correspondent::TownHall => BTreeSet::from([Reader::Reader]),
    }
}

fn subject(request: &Request, message: &WrittenMessage) -> Bilingual {
    let reference = &request.reference;
    match message.answer_awaited {
        true => Bilingual::new(
            format!("Demande {reference} : une réponse de votre part est attendue"),
            format!("Request {reference}: an answer is awaited from you"),
        ),
        false => Bilingual::new(
            format!("Demande {reference} : message de la mairie"),
            format!("Request {reference}: message from the town hall"),
        ),
    }
}

/// What the message says, how many files wait beside the request, who signs.
fn body(message: &WrittenMessage, signature: &str, language: Language) -> String {
    let files = match message.files.as_slice() {
        [] => String::new(),
        files => {
            let names = files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ");
            let told = Bilingual::new(
                format!("À consulter avec votre demande : {names}\n\n"),
                format!("To be read with your request: {names}\n\n"),
            );
            told.get(language).to_owned()
        }
    };
    format!("{}\n\n{files}{signature}\n", message.text.trim_end())
}
