//! Reminders of tasks.

use super::super::course::Course;
use super::super::rights::{Access, TaskAccess};
use crate::definition::{Bilingual, Channel, CommunicationKind};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{EventContent, Message, MessageId, OutgoingContent, Task, TaskId};

impl Course<'_, '_> {
    /// Writes to the agent who has a task or, while they are away, to who stands in; else to its service.
    pub(super) fn remind_of_task(&mut self, id: TaskId) -> Result<()> {
        let task = self.open_task_for(id, TaskAccess::See)?;
        self.require(Access::Agent)?;
        let (recipient, email) = self.reminded(&task)?;
        let from = self.process.town.sender(self.request.service.as_str()).ok_or_else(no_sender)?;
        let (subject, body) = self.reminder(&task);
        let message = MessageId(self.fresh_id());
        let recipient = recipient.to_owned();
        self.emit(EventContent::TaskReminded { message, recipient, task: id });
        let content = OutgoingContent::Message(Message {
            communication: CommunicationKind::FollowUp,
            channel: Channel::Email,
            to: self.process.diverted_to.clone().unwrap_or_else(|| vec![email]),
            from,
            subject,
            body,
            html: None,
            attachments: Vec::new(),
            gives_code: false,
        });
        self.send(message, self.context.now, content);
        Ok(())
    }

    fn reminded(&self, task: &Task) -> Result<(&'static str, String)> {
        let agent = match &task.agent {
            Some(holder) => self.at_work(holder)?,
            None => None,
        };
        let of_agent = agent.and_then(|agent| agent.email).map(|email| ("agent", email));
        let of_service = || {
            let service = self.process.town.service(task.service.as_str())?;
            service.email.clone().map(|email| ("service", email))
        };
        let is_address = |(_, email): &(&str, String)| crate::identifier::is_email(email);
        of_agent.filter(is_address).or_else(|| of_service().filter(is_address)).ok_or_else(nobody)
    }

    fn reminder(&self, task: &Task) -> (String, String) {
        let town = &self.process.town;
        let reference = &self.request.reference;
        let day = task.due.map(|due| town.day(due));
        let late = task.is_overdue(self.context.now);
        let by = match day {
            None => Bilingual::new("", ""),
            Some(day) if late => Bilingual::new(
                format!("En retard : elle était attendue pour le {}.\n", day.format("%d/%m/%Y")),
                format!("Late: it was expected by {}.\n", day.format("%Y-%m-%d")),
            ),
            Some(day) => Bilingual::new(
                format!("Elle est attendue pour le {}.\n", day.format("%d/%m/%Y")),
                format!("It is expected by {}.\n", day.format("%Y-%m-%d")),
            ),
        };
        // A subject is one line, whatever the title holds.
        let title = task.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let trial = self.process.diverted_to.as_ref().map(|_| "[Essai] ").unwrap_or_default();
        let subject = Bilingual::new(
            format!("{trial}Rappel : {title} ({reference})"),
            format!("{trial}Reminder: {title} ({reference})"),
        );
        let body = Bilingual::new(
            format!("Bonjour,\n\nCette tâche de la demande {reference} attend :\n{title}\n{}", by.french),
            format!("Hello,\n\nThis task of the request {reference} is waiting:\n{title}\n{}", by.english),
        );
        (subject.get(town.language).to_owned(), body.get(town.language).to_owned())
    }
}

fn no_sender() -> Error {
    let message = Bilingual::new(
        "ni le service en charge ni la commune n'ont d'adresse électronique d'où écrire",
        "neither the service in charge nor the town has an e-mail address to write from",
    );
    Error::new(ErrorCode::NobodyToRemind, message)
}

fn nobody() -> Error {
    let message = Bilingual::new(
        "ni l'agent ni le service n'ont d'adresse électronique",
        "neither the agent nor the service has an e-mail address",
    );
    Error::new(ErrorCode::NobodyToRemind, message)
}
