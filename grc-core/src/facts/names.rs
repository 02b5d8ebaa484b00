//! The types of the names that exist, place by place.

use crate::definition::Name;
use crate::expr::{Record, Root, Scope, Type};
use crate::form::Form;

use super::Town;

/// Names of every place: `settings`, `origin`, `applicant`, `procedure`, `today`, `now`.
pub fn everywhere(town: &Town) -> Scope {
    Scope::new()
        .with(Root::Settings, town.settings_record().into())
        .with(Root::Origin, Type::Text)
        .with(Root::Applicant, applicant().into())
        .with(Root::Procedure, procedure().into())
        .with_divisions(town.divisions.names())
}

/// Names of the form of a scenario: those of every place, and what comes with the page.
pub fn of_a_form(everywhere: &Scope) -> Scope {
    everywhere.clone().with(Root::Prefill, Type::Document).with(Root::Query, Type::Document)
}

/// Names of a circuit: those of every place, and the request, its answers, its data, the options chosen in them, the
/// circuit's parameters. `divisions` are those in which the request is located.
pub fn of_a_circuit<'a>(
    everywhere: &Scope,
    answers: &Form,
    data: &Form,
    parameters: Record,
    divisions: impl IntoIterator<Item = &'a Name>,
) -> Scope {
    // As values are found: what the applicant chose hides the processing data of the same name.
    let chosen = [data, answers].into_iter().flat_map(|form| form.option_record().iter());
    let options: Record = chosen.map(|(name, ty)| (name, ty.clone())).collect();
    everywhere
        .clone()
        .with(Root::Request, request(divisions).into())
        .with(Root::Answers, answers.record().into())
        .with(Root::Data, data.record().into())
        .with(Root::Options, options.into())
        .with(Root::Parameters, parameters.into())
}

/// What `request` has in a message to its other people, and nowhere else.
pub const CONFIRMATION_CODE: &str = "confirmation_code";

/// Names of a message whose reader may confirm something: those of the circuit, and `request.confirmation_code`.
pub fn with_confirmation_code(circuit: &Scope) -> Scope {
    let Some(Type::Object(request)) = circuit.get(Root::Request) else { return circuit.clone() };
    let request = Record::clone(request).with(CONFIRMATION_CODE, Type::Text);
    circuit.clone().with(Root::Request, request.into())
}

/// Names of what stands around e-mails: those of every place, and of the request what its reader may always know.
pub fn of_a_layout(everywhere: &Scope) -> Scope {
    let known = [
        ("reference", Type::Text),
        ("tracking_code", Type::Text),
        ("received_on", Type::Date),
        ("service", service().into()),
    ];
    everywhere.clone().with(Root::Request, known.into_iter().collect::<Record>().into())
}

/// Names of a form that someone else than the applicant and the town hall is shown: nothing of the request.
pub fn of_a_confirmation(town: &Town) -> Scope {
    Scope::new()
        .with(Root::Settings, town.settings_record().into())
        .with(Root::Procedure, procedure().into())
        .with_divisions(town.divisions.names())
}

pub(super) const APPLICANT: [&str; 10] = [
    "audience",
    "identity",
    "name",
    "last_name",
    "first_name",
    "organisation",
    "email",
    "phone",
    "address",
    "language",
];

fn applicant() -> Record {
    APPLICANT.into_iter().map(|name| (name, Type::Text)).collect()
}

fn procedure() -> Record {
    [("id", Type::Text), ("title", Type::Text), ("service", Type::Text)].into_iter().collect()
}

/// What is known of a service: `id`, `title`, `email`, `phone`, `address`.
fn service() -> Record {
    SERVICE.into_iter().map(|name| (name, Type::Text)).collect()
}

/// What was last asked to correct: `deadline`, `items` (the questions), `message`.
fn correction() -> Record {
    [("deadline", Type::Date), ("items", Type::list(Type::Text)), ("message", Type::Text)]
        .into_iter()
        .collect()
}

/// What is known of the last call to the business application that was given up: `operation`, `class` (`refused`,
/// `unavailable`, `unreadable`), `code`, `status` (the HTTP status), `said` (the application's own text, from outside).
fn failed_push() -> Record {
    let text = ["operation", "class", "code", "said"].into_iter().map(|name| (name, Type::Text));
    text.chain([("status", Type::Integer)]).collect()
}

/// What is known of a sector: `id`, `title`, `service`.
const SECTOR: [&str; 3] = ["id", "title", "service"];

pub(super) const SERVICE: [&str; 5] = ["id", "title", "email", "phone", "address"];

fn request<'a>(divisions: impl IntoIterator<Item = &'a Name>) -> Record {
    let sector: Record = SECTOR.into_iter().map(|member| (member, Type::Text)).collect();
    let sectors: Record =
        divisions.into_iter().map(|division| (division.as_str(), sector.clone().into())).collect();
    [
        ("id", Type::Text),
        ("reference", Type::Text),
        ("tracking_code", Type::Text),
        ("status", Type::Text),
        ("status_label", Type::Text),
        ("state", Type::Text),
        ("outcome", Type::Text),
        ("origin", Type::Text),
        ("received_at", Type::DateTime),
        ("received_on", Type::Date),
        ("submitted_at", Type::DateTime),
        ("closed_at", Type::DateTime),
        ("service", service().into()),
        ("agent", Type::Text),
        ("agent_signature", Type::Text),
        ("external_id", Type::Text),
        ("failed_push", failed_push().into()),
        ("tags", Type::list(Type::Text)),
        ("parent", Type::Text),
        ("child_outcomes", Type::list(Type::Text)),
        ("main_outcome", Type::Text),
        ("correction", correction().into()),
        ("sectors", sectors.into()),
        ("summary", Type::Text),
    ]
    .into_iter()
    .collect()
}
