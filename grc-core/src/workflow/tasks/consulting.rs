//! Consulting another service: a question, which opens a task of opinion there.

use serde_json::json;

use super::super::course::Course;
use super::super::rights::Access;
use super::super::transitions::Given;
use crate::definition::{Bilingual, Id, Name, Reader, TaskKind};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{EventContent, FileId, Instant, Question, Task, Values};

/// Characters of the question that the title of its task shows.
const SHOWN: usize = 120;

/// What a service is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// The service.
    pub service: Id,
    /// The question.
    pub question: String,
    /// A file that comes with it.
    pub attachment: Option<FileId>,
    /// By when an answer is awaited.
    pub due: Option<Instant>,
}

impl Course<'_, '_> {
    /// Asks a service for its opinion.
    pub(in super::super) fn consult(&mut self, wanted: Consultation) -> Result<()> {
        self.require(Access::Agent)?;
        self.require_open()?;
        let Consultation { service, question, attachment, due } = wanted;
        self.require_service(&service)?;
        if service == self.request.service {
            let message = Bilingual::new(
                "c'est le service chargé de la demande : consultez-en un autre",
                "this service is in charge of the request: consult another",
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/service"));
        }
        self.require_future(due)?;
        let process = self.process;
        let form = &process.consultation.question;
        let mut asked = Values::new();
        asked.insert("question".to_owned(), question.into());
        asked.extend(attachment.map(|file| ("attachment".to_owned(), json!(file))));
        let Given { values, files } = self.answered(form, &asked, Reader::Agent)?;
        let text = values.get("question").and_then(|text| text.as_str()).unwrap_or_default().to_owned();
        let shown = shortened(&text);
        let title = Bilingual::new(format!("Avis demandé : {shown}"), format!("Opinion asked for: {shown}"));
        let asked_by = self.context.actor.as_agent().map(str::to_owned);
        let task = self.new_task(Name::default(), title.get(process.town.language).to_owned(), service);
        let question = Some(Box::new(Question { asked_by, files, text }));
        self.emit(EventContent::TaskOpened(Task { kind: TaskKind::Opinion, question, due, ..task }));
        Ok(())
    }
}

/// A text on one line, cut where it is long.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
    }
}
