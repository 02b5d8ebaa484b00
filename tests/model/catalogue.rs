//! A circuit as a town would write it.

use serde_json::{Value, json};

use super::definitions::{
    Circuit, Ending, Letter, Occasion, Performer, Place, Service, Status, TASK_HOURS, Task, Trigger, Way,
    status_name, way_name,
};

impl Performer {
    fn name(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Agent => "agent",
            Self::Manager => "manager",
            Self::Assignee => "assignee",
            Self::AgentOfRoads => "agent@voirie",
        }
    }
}

impl Circuit {
    /// The definition of a town that has this circuit alone, and one for the requests that it creates.
    pub(crate) fn catalogue(&self) -> Value {
        json!({
            "language": "fr", "time_zone": "Europe/Paris", "themes": [{"id": "rue", "title": "Rue"}],
            "services": [
                {"id": "urbanisme", "title": "Urbanisme", "email": "urbanisme@mairie.exemple.fr"},
                {"id": "voirie", "title": "Voirie", "email": "voirie@mairie.exemple.fr"}],
            "procedures": [self.procedure(), created()]
        })
    }

    fn procedure(&self) -> Value {
        let letters: Vec<Value> =
            self.letters().map(|(number, letter)| letter_json(number, letter)).collect();
        let on_conflict = if self.refuses { "refuse" } else { "warn" };
        json!({
            "id": "tiree", "title": "Tirée au sort", "theme": "rue", "service": "urbanisme",
            "scenarios": [{
                "id": "en-ligne", "kind": "online", "title": "En ligne",
                "form": {"fields": [
                    {"id": "jour", "type": "date", "label": "Jour", "required": true},
                    {"id": "presse", "type": "boolean", "label": "Pressé", "required": true}]},
                "claims": [{"key": "salle", "from": "=answers.jour", "capacity": self.places,
                    "on_conflict": on_conflict}],
                "workflow": {"id": "tire", "initial": status_name(0), "statuses": self.statuses()},
                "communications": letters
            }]
        })
    }

    fn statuses(&self) -> Value {
        let open = self.open.iter().enumerate().map(|(number, status)| status_json(number, status));
        let granted = json!({"label": "Accordée", "state": "done", "outcome": "granted"});
        let last = match self.last {
            Ending::Refused => json!({"label": "Refusée", "state": "done", "outcome": "refused"}),
            Ending::Cancelled => json!({"label": "Annulée", "state": "cancelled", "outcome": "none"}),
        };
        let mut all: Vec<Value> = open.chain([granted, last]).collect();
        for (number, status) in all.iter_mut().enumerate() {
            let ways = self.ways(number).iter().enumerate().map(|(rank, way)| way_json(number, rank, way));
            let mut ways: Vec<Value> = ways.collect();
            if self.is_closed(number) {
                ways.iter_mut().for_each(|way| way["reopens"] = json!(true));
            }
            status["transitions"] = json!(ways);
        }
        all.into_iter().enumerate().map(|(number, status)| (status_name(number), status)).collect()
    }
}

fn status_json(number: usize, status: &Status) -> Value {
    let state = if number == 0 { "new" } else { "in_progress" };
    let mut json = json!({"label": status_name(number), "state": state, "hidden": status.hidden});
    if let Some(task) = status.task {
        json["tasks"] = json!([task_json(number, task)]);
    }
    if status.creates {
        json["on_enter"] = json!([{"create_request": {"procedure": "suite", "scenario": "en-ligne"}}]);
    }
    json
}

fn task_json(number: usize, task: Task) -> Value {
    let service = if task.service == Service::Roads { "voirie" } else { "urbanisme" };
    let kind = if task.opinion { "opinion" } else { "work" };
    let mut json = json!({"id": format!("w{number}"), "kind": kind, "title": "Faire", "service": service,
        "due": format!("PT{TASK_HOURS}H")});
    if task.tags_when_late {
        json["overdue"] = json!([{"tag": ["retard"]}]);
    }
    json
}

fn way_json(status: usize, rank: usize, way: &Way) -> Value {
    let name = way_name(status, rank);
    let to = match way.to {
        Place::Status(to) => status_name(to),
        Place::Previous => "@previous".to_owned(),
    };
    let mut json = json!({"id": name, "label": name, "to": to});
    match way.trigger {
        Trigger::By(performer) => json["by"] = json!([performer.name()]),
        Trigger::AfterDays(_) => json["after"] = json!(way.hours().map(|hours| format!("PT{hours}H"))),
        Trigger::Auto => {
            json["auto"] = json!(true);
            json["when"] = json!("answers.presse");
        }
        Trigger::Signal => json["on"] = json!("signal:paiement"),
        Trigger::TasksDone => json["on"] = json!("tasks:done"),
        Trigger::TasksOverdue => json["on"] = json!("tasks:overdue"),
    }
    json
}

fn letter_json(number: usize, letter: &Letter) -> Value {
    let on = match letter.on {
        Occasion::Submitted => "submitted".to_owned(),
        Occasion::Closed => "closed".to_owned(),
        Occasion::Status(status) => format!("status:{}", status_name(status)),
        Occasion::Way(status, rank) => format!("transition:{}", way_name(status, rank)),
    };
    let to: &[&str] = if letter.also_to_service { &["applicant", "service"] } else { &["applicant"] };
    let mut json = json!({"id": format!("l{number}"), "kind": "follow_up", "on": on, "to": to, "subject": "S", "body": "B"});
    if let Some(hours) = letter.hours() {
        json["after"] = json!(format!("PT{hours}H"));
    }
    json
}

/// The procedure of the requests that others create.
fn created() -> Value {
    json!({
        "id": "suite", "title": "Suite", "theme": "rue", "service": "urbanisme",
        "scenarios": [{
            "id": "en-ligne", "kind": "online", "title": "En ligne",
            "form": {"fields": [{"id": "note", "type": "text", "label": "Note"}]},
            "workflow": {"id": "suite", "initial": "a", "statuses": {
                "a": {"label": "A", "state": "new", "transitions": [{"id": "finir", "label": "Finir", "to": "z", "by": ["agent"]}]},
                "z": {"label": "Z", "state": "done", "outcome": "granted"}}}
        }]
    })
}
