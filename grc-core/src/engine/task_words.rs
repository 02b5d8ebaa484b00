//! What happened to tasks, in words.

use super::timeline::Words;
use crate::definition::{Reader, TaskKind};
use crate::error::Result;
use crate::form::Reading;
use crate::request::{EventContent, Request, Task, TaskId, Values};

impl Words<'_> {
    /// What agents and the host read of a task, once it is opened.
    pub(super) fn task(&self, content: &EventContent) -> Result<Option<String>> {
        Ok(Some(match content {
            EventContent::TaskTransferred { agent, reason, service, task } => {
                let (task, service) = (self.title(*task), self.service(service));
                let to = match agent {
                    Some(agent) => format!("{} ({service})", self.agent(agent)?),
                    None => service,
                };
                self.say(
                    format!("Tâche « {task} » transmise à {to} : {reason}"),
                    format!("Task \"{task}\" handed to {to}: {reason}"),
                )
            }
            EventContent::TaskDueSet { due, task } => {
                let task = self.title(*task);
                match due.map(|due| self.process.town.day(due)) {
                    Some(day) => self.say(
                        format!("Échéance de la tâche « {task} » : {}", day.format("%d/%m/%Y")),
                        format!("Due date of the task \"{task}\": {}", day.format("%Y-%m-%d")),
                    ),
                    None => self.say(
                        format!("Tâche « {task} » : plus d'échéance"),
                        format!("Task \"{task}\": no due date any more"),
                    ),
                }
            }
            EventContent::TaskReminded { recipient, task, .. } => {
                let task = self.title(*task);
                let who = match recipient.as_str() {
                    "agent" => self.say("à l'agent qui l'a", "to the agent who has it"),
                    _ => self.say("à son service", "to its service"),
                };
                self.say(
                    format!("Rappel de la tâche « {task} » envoyé {who}"),
                    format!("Reminder of the task \"{task}\" sent {who}"),
                )
            }
            EventContent::TaskOverdue { task, .. } => {
                let task = self.title(*task);
                self.say(format!("Tâche « {task} » en retard"), format!("Task \"{task}\" is late"))
            }
            EventContent::TaskEnded { done: false, .. } => {
                self.say("Tâche devenue sans objet", "Task without object")
            }
            EventContent::TaskEnded { input, task, .. } => match self.find(*task) {
                Some(task) if task.kind == TaskKind::Opinion => self.opinion(task, input),
                _ => self.say("Tâche terminée", "Task done"),
            },
            _ => return Ok(None),
        }))
    }

    fn find(&self, id: TaskId) -> Option<&Task> {
        self.request.tasks.iter().find(|task| task.id == id)
    }

    fn title(&self, id: TaskId) -> &str {
        self.find(id).map(|task| task.title.as_str()).unwrap_or_default()
    }

    fn opinion(&self, task: &Task, input: &Values) -> String {
        let Request { lists, files, .. } = self.request;
        let reading = Reading { language: self.language, zone: self.process.town.zone, lists, files };
        let summary = self.process.consultation.answer.summary(input, Reader::Agent, reading);
        let lines = summary.sections.iter().flat_map(|section| &section.lines);
        let told: Vec<&str> = lines.map(|line| line.value.as_str()).collect();
        let (service, told) = (self.service(&task.service), told.join(" ; "));
        self.say(format!("Avis ({service}) : {told}"), format!("Opinion ({service}): {told}"))
    }
}
