//! The values behind the names.

use chrono_tz::Tz;

use super::names::{APPLICANT, CONFIRMATION_CODE, SERVICE};
use super::{ProcedureFacts, Town};
use crate::definition::{GivenLists, LinkKind, Origin, Reader, Service};
use crate::expr::{Environment, Root, Type, Value};
use crate::form::{Form, Reading};
use crate::law::Calendar;
use crate::request::{Agent, Applicant, FailedPush, Instant, Request, Standing, Values};

/// Canonical values and the form that gives them their types.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    /// The form.
    pub form: &'a Form,
    /// The values, as stored.
    pub values: &'a Values,
}

/// All that is known at one point of a request's life, or before it is filed.
///
/// What does not exist yet is `None` and reads as null.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The town.
    pub town: &'a Town,
    /// The instant.
    pub now: Instant,
    /// The procedure.
    pub procedure: &'a ProcedureFacts,
    /// How the request or the visitor came.
    pub origin: Origin,
    /// The applicant.
    pub applicant: Option<&'a Applicant>,
    /// What the host knows and a form may propose.
    pub prefill: Option<&'a Values>,
    /// What the address of the page says.
    pub query: Option<&'a Values>,
    /// The request.
    pub request: Option<&'a Request>,
    /// What its status is called.
    pub status_label: &'a str,
    /// Whether what is said leaves the town hall: of a status hidden from the applicant, it tells the one before.
    pub is_told_outside: bool,
    /// The agent who signs what is written.
    pub signer: Option<&'a Agent>,
    /// The code with which whoever is written to may confirm something.
    pub confirmation_code: Option<&'a str>,
    /// The applicant's answers.
    pub answers: Option<Fields<'a>>,
    /// The processing data.
    pub data: Option<Fields<'a>>,
    /// What was asked of the person who performs the transition.
    pub input: Option<Fields<'a>>,
    /// The element for which something is done, of a list.
    pub item: Option<&'a Value>,
    /// The circuit's parameters.
    pub parameters: Option<&'a Value>,
    /// What a business application answered.
    pub response: Option<&'a serde_json::Value>,
    /// The HTTP status with which it did.
    pub response_status: Option<u16>,
    /// What a business application sent.
    pub signal: Option<&'a serde_json::Value>,
}

impl<'a> Facts<'a> {
    /// What is known before anyone has come.
    pub fn new(town: &'a Town, procedure: &'a ProcedureFacts, now: Instant) -> Self {
        Self {
            town,
            now,
            procedure,
            origin: Origin::default(),
            applicant: None,
            prefill: None,
            query: None,
            request: None,
            status_label: "",
            is_told_outside: false,
            signer: None,
            confirmation_code: None,
            answers: None,
            data: None,
            input: None,
            item: None,
            parameters: None,
            response: None,
            response_status: None,
            signal: None,
        }
    }

    fn request_member(&self, request: &Request, name: &str) -> Value {
        match name {
            "id" => Value::text(request.id.to_string()),
            "reference" => Value::text(request.reference.as_str()),
            "tracking_code" => Value::text(request.tracking_code.as_str()),
            "status" => Value::text(self.standing(request).status.as_str()),
            "status_label" => Value::text(self.status_label),
            "state" => Value::text(self.standing(request).state.name()),
            "outcome" => optional(self.standing(request).outcome.map(crate::definition::Outcome::name)),
            "origin" => Value::text(request.origin.name()),
            "received_at" => Value::DateTime(request.received_at.date_time()),
            "received_on" => Value::Date(self.town.day(request.received_at)),
            "submitted_at" => Value::DateTime(request.submitted_at.date_time()),
            "closed_at" => self
                .standing(request)
                .closed_at
                .map_or(Value::Null, |instant| Value::DateTime(instant.date_time())),
            "service" => self.town.service(request.service.as_str()).map_or(Value::Null, |service| {
                Value::object(SERVICE.map(|member| (member, self.service_member(service, member))))
            }),
            "agent" => optional(request.agent.as_deref()),
            "agent_signature" => {
                let language = self.town.language;
                let signed = |agent| self.town.signature(Some(agent), request.service.as_str(), language);
                self.signer.map_or(Value::Null, |agent| Value::text(signed(agent)))
            }
            CONFIRMATION_CODE => optional(self.confirmation_code),
            "external_id" => optional(request.external_id.as_deref()),
            "failed_push" => request.failed_push.as_ref().map_or(Value::Null, failed_push),
            "tags" => Value::list(request.tags.iter().map(|tag| Value::text(tag.as_str()))),
            "parent" => {
                let parent = request.links.of(LinkKind::Parent).next();
                optional(parent.map(|parent| parent.reference.as_str()))
            }
            "child_outcomes" => {
                let outcomes = request.links.of(LinkKind::Child).filter_map(|child| child.outcome);
                Value::list(outcomes.map(|outcome| Value::text(outcome.name())))
            }
            "main_outcome" => {
                let main = request.links.of(LinkKind::DuplicateOf).next();
                optional(main.and_then(|main| main.outcome).map(crate::definition::Outcome::name))
            }
            "correction" => self.correction(request),
            "sectors" => Value::object(request.sectors.iter().map(|(division, sector)| {
                (division.as_str(), self.town.sector_value(division.as_str(), sector.as_str()))
            })),
            "summary" => self.summary(),
            _ => Value::Null,
        }
    }

    fn standing(&self, request: &Request) -> Standing {
        if self.is_told_outside { request.shown_standing() } else { request.standing() }
    }

    /// What the applicant was last asked to correct.
    fn correction(&self, request: &Request) -> Value {
        let Some(correction) = request.corrections.last() else { return Value::Null };
        let asked = &correction.asked;
        let form = self.answers.map(|fields| fields.form);
        let label = |name: &str| form?.label(name, request.language).map(Value::text);
        Value::object([
            ("deadline", asked.deadline.map_or(Value::Null, Value::Date)),
            ("items", Value::list(asked.items.iter().filter_map(|item| label(item.field.as_str())))),
            ("message", optional(asked.message.as_deref())),
        ])
    }

    /// The answers as the applicant may read them, in their language: a text may leave the town hall.
    fn summary(&self) -> Value {
        let Some(Fields { form, values }) = self.answers else { return Value::Null };
        let language = self.applicant.and_then(|applicant| applicant.language).unwrap_or(self.town.language);
        let none = GivenLists::new();
        let reading = Reading {
            language,
            zone: self.town.zone,
            lists: self.request.map_or(&none, |request| &request.lists),
            files: self.request.map_or(&[], |request| &request.files),
        };
        Value::text(form.summary(values, Reader::Applicant, reading).text)
    }

    /// What was chosen: by the applicant, or else in the processing data. Labels are in the request's language.
    fn option(&self, member: Option<&str>) -> Value {
        let language = self.request.map_or(self.town.language, |request| request.language);
        let none = GivenLists::new();
        let lists = self.request.map_or(&none, |request| &request.lists);
        let Some(name) = member else {
            let all = self.answers.map(|fields| fields.form.options(fields.values, lists, language));
            return all.unwrap_or(Value::Null);
        };
        let of = |fields: Fields<'_>| fields.form.option(fields.values, lists, name, language);
        self.answers.and_then(of).or_else(|| self.data.and_then(of)).unwrap_or(Value::Null)
    }

    fn service_member(&self, service: &Service, name: &str) -> Value {
        match name {
            "id" => Value::text(service.id.as_str()),
            "title" => Value::text(service.title.get(self.town.language)),
            "email" => optional(service.email.as_deref()),
            "phone" => optional(service.phone.as_deref()),
            "address" => optional(service.address.as_ref().map(|address| address.get(self.town.language))),
            _ => Value::Null,
        }
    }

    fn procedure_member(&self, name: &str) -> Value {
        match name {
            "id" => Value::text(self.procedure.id.as_str()),
            "title" => Value::Text(self.procedure.title.clone()),
            "service" => Value::text(self.procedure.service.as_str()),
            _ => Value::Null,
        }
    }
}

impl Environment for Facts<'_> {
    fn lookup(&self, root: Root, member: Option<&str>) -> Value {
        match (root, member) {
            (Root::Today, _) => Value::Date(self.town.day(self.now)),
            (Root::Now, _) => Value::DateTime(self.now.date_time()),
            (Root::Origin, _) => Value::text(self.origin.name()),
            (Root::Settings, Some(name)) => self.town.setting(name),
            (Root::Settings, None) => self.town.settings_value(),
            (Root::Answers, member) => field(self.answers, member),
            (Root::Data, member) => field(self.data, member),
            (Root::Input, member) => field(self.input, member),
            (Root::Applicant, Some(name)) => {
                self.applicant.map_or(Value::Null, |applicant| applicant_member(applicant, name))
            }
            (Root::Applicant, None) => self.applicant.map_or(Value::Null, |applicant| {
                Value::object(APPLICANT.map(|name| (name, applicant_member(applicant, name))))
            }),
            (Root::Procedure, Some(name)) => self.procedure_member(name),
            (Root::Procedure, None) => {
                Value::object(["id", "title", "service"].map(|name| (name, self.procedure_member(name))))
            }
            (Root::Request, Some(name)) => {
                self.request.map_or(Value::Null, |request| self.request_member(request, name))
            }
            (Root::Parameters, member) => member_of(self.parameters, member),
            (Root::Item, member) => member_of(self.item, member),
            (Root::Prefill, member) => given(self.prefill, member),
            (Root::Query, member) => given(self.query, member),
            (Root::Response, member) => document(self.response, member),
            (Root::ResponseStatus, _) => status(self.response_status),
            (Root::Signal, member) => document(self.signal, member),
            (Root::Options, member) => self.option(member),
            (Root::Request, None) => Value::Null,
        }
    }

    fn zone(&self) -> Tz {
        self.town.zone
    }

    fn calendar(&self) -> &Calendar {
        &self.town.calendar
    }

    fn sector(&self, division: &str, place: &Value) -> Value {
        let sector = self.town.sector(division, place);
        sector.map_or(Value::Null, |sector| Value::text(sector.id.as_str()))
    }
}

fn applicant_member(applicant: &Applicant, name: &str) -> Value {
    match name {
        "audience" => Value::text(applicant.audience.name()),
        "identity" => Value::text(applicant.identity.name()),
        "name" => Value::text(applicant.display_name()),
        "last_name" => optional(applicant.last_name.as_deref()),
        "first_name" => optional(applicant.first_name.as_deref()),
        "organisation" => optional(applicant.organisation.as_deref()),
        "email" => optional(applicant.email.as_deref()),
        "phone" => optional(applicant.phone.as_deref()),
        "address" if !applicant.address.is_empty() => Value::text(applicant.address.join("\n")),
        "language" => optional(applicant.language.map(crate::definition::Language::code)),
        _ => Value::Null,
    }
}

fn field(fields: Option<Fields<'_>>, member: Option<&str>) -> Value {
    let Some(fields) = fields else { return Value::Null };
    match member {
        Some(name) => fields.form.value(fields.values, name),
        None => fields.form.values(fields.values),
    }
}

fn member_of(value: Option<&Value>, member: Option<&str>) -> Value {
    match (value, member) {
        (Some(Value::Object(members)), Some(name)) => members.get(name).cloned().unwrap_or(Value::Null),
        (Some(_), Some(_)) | (None, _) => Value::Null,
        (Some(value), None) => value.clone(),
    }
}

fn given(values: Option<&Values>, member: Option<&str>) -> Value {
    let read = |json: &serde_json::Value| Value::from_json(json, &Type::Document).unwrap_or(Value::Null);
    match (values, member) {
        (Some(values), Some(name)) => values.get(name).map_or(Value::Null, read),
        (Some(values), None) => {
            Value::object(values.iter().map(|(name, value)| (name.as_str(), read(value))))
        }
        (None, _) => Value::Null,
    }
}

fn document(document: Option<&serde_json::Value>, member: Option<&str>) -> Value {
    let read = |json: &serde_json::Value| Value::from_json(json, &Type::Document).unwrap_or(Value::Null);
    match (document, member) {
        (Some(document), Some(name)) => document.get(name).map_or(Value::Null, read),
        (Some(document), None) => read(document),
        (None, _) => Value::Null,
    }
}

/// What is known of a call that was given up.
fn failed_push(failed: &FailedPush) -> Value {
    let FailedPush { operation, class, code, status, said } = failed;
    Value::object([
        ("operation", Value::text(operation.as_str())),
        ("class", Value::text(class.name())),
        ("code", Value::text(code.as_str())),
        ("status", self::status(*status)),
        ("said", optional(said.as_deref())),
    ])
}

fn status(status: Option<u16>) -> Value {
    status.map_or(Value::Null, |status| Value::Integer(i64::from(status)))
}

fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::text)
}
