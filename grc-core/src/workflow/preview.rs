//! Messages as they would be written, of a request that exists or of one made up.

use super::apply::begin;
use super::course::{Moment, evaluation_failed};
use super::notices::{Place, PlacedNotice};
use super::process::{Communication, MessageModel, Occasion, Process, Recipient, Status, Transition};
use crate::definition::{Audience, Channel, GivenLists, Identity, Language, Name, Origin};
use crate::error::Result;
use crate::facts::Fields;
use crate::form::Form;
use crate::request::{
    Agent, Applicant, Event, EventContent, Instant, MessageFile, Party, Provenance, Request, RequestId,
    Submitted, Values,
};

/// A code as it looks, which confirms nothing.
const SAMPLE_CODE: &str = "ABCD-EFGH-JKMN-PQRS";

/// A message as one recipient would be written it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// To whom, as the catalogue says.
    pub recipient: String,
    /// By the way that is preferred.
    pub channel: Channel,
    /// In which language.
    pub language: Language,
    /// Subject.
    pub subject: String,
    /// Body, plain text.
    pub body: String,
    /// The same body, HTML.
    pub html: Option<String>,
    /// The files of the request that go with it.
    pub attachments: Vec<MessageFile>,
}

/// Of what a message is previewed.
#[derive(Clone, Copy)]
pub struct Previewed<'a> {
    /// The request.
    pub request: &'a Request,
    /// What was asked of the person who brought the occasion about.
    pub input: &'a Values,
    /// When.
    pub now: Instant,
    /// Who signs.
    pub signer: Option<&'a Agent>,
    /// In which language; the one in which each recipient is written to, if `None`.
    pub language: Option<Language>,
}

/// What is made up where nothing was given.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Answers.
    pub answers: Values,
    /// Processing data.
    pub data: Values,
}

impl Process {
    /// What each recipient of a message would be written, whatever its condition says. Nothing is sent.
    ///
    /// # Errors
    /// `evaluation_failed`.
    pub fn preview(&self, communication: &Communication, of: Previewed<'_>) -> Result<Vec<Preview>> {
        let form = self.led_by(&communication.on).map(|(transition, _)| &transition.form);
        self.preview_message(&communication.message, form, of)
    }

    /// The same of a message that an action writes.
    ///
    /// # Errors
    /// `evaluation_failed`.
    pub fn preview_notice(&self, placed: PlacedNotice<'_>, of: Previewed<'_>) -> Result<Vec<Preview>> {
        let form = match placed.place {
            Place::Status(_) => self.led_by(&placed.place.occasion()).map(|(transition, _)| &transition.form),
            Place::Transition(transition) => Some(&transition.form),
            Place::Task(task) => Some(&task.form),
        };
        self.preview_message(&placed.notice.message, form, of)
    }

    fn preview_message(
        &self,
        message: &MessageModel,
        form: Option<&Form>,
        of: Previewed<'_>,
    ) -> Result<Vec<Preview>> {
        let made_up =
            form.map(|form| form.sample(of.now.date_time(), of.language.unwrap_or(self.town.language)));
        let input = match (of.input.is_empty(), made_up) {
            (true, Some(made_up)) => made_up,
            _ => of.input.clone(),
        };
        let input = form.map(|form| Fields { form, values: &input });
        message.to.iter().map(|recipient| self.preview_to(recipient, message, input, of)).collect()
    }

    fn preview_to(
        &self,
        recipient: &Recipient,
        message: &MessageModel,
        input: Option<Fields<'_>>,
        of: Previewed<'_>,
    ) -> Result<Preview> {
        let usual = match recipient {
            Recipient::Applicant | Recipient::Party(_) => of.request.language,
            _ => self.town.language,
        };
        let language = of.language.unwrap_or(usual);
        let channel = message.channels.first().copied().unwrap_or(Channel::Email);
        let facts = self.facts_at(
            of.request,
            of.now,
            Moment {
                input,
                is_told_outside: recipient.is_outside(),
                signer: of.signer,
                confirmation_code: message.gives_code.then_some(SAMPLE_CODE),
                ..Moment::default()
            },
        );
        let words = message.texts.get(language).written(&self.layout, channel, &facts, language);
        let words = words.map_err(|error| evaluation_failed(&error))?;
        Ok(Preview {
            recipient: recipient.name(),
            channel,
            language,
            subject: words.subject,
            body: words.body,
            html: words.html,
            attachments: self.attachments(of.request, &message.attachments, recipient),
        })
    }

    /// A request made up, as it is when an action writes a message.
    pub fn sample_at(&self, place: Place<'_>, given: Sample, now: Instant, language: Language) -> Request {
        self.sample(&place.occasion(), given, now, language)
    }

    /// A request made up, as it is when a message leaves: sample answers, and what was given instead.
    pub fn sample(&self, on: &Occasion, given: Sample, now: Instant, language: Language) -> Request {
        let filled = |form: &Form, given: Values| {
            let mut values = form.sample(now.date_time(), language);
            values.extend(given);
            values
        };
        let submitted = Submitted {
            answers: filled(&self.form, given.answers),
            applicant: sample_applicant(language),
            applicant_id: None,
            files: Vec::new(),
            language,
            lists: GivenLists::new(),
            origin: Origin::Portal,
            parent: None,
            procedure: self.procedure.id.clone(),
            profile: None,
            provenance: Provenance::new(),
            received_at: now,
            reference: format!("{}-000000", self.town.day(now).format("%Y")),
            request: RequestId(uuid::Uuid::nil()),
            scenario: self.scenario.clone(),
            sectors: std::collections::BTreeMap::new(),
            service: self.procedure.service.clone(),
            tracking_code: SAMPLE_CODE.to_owned(),
            trial: self.diverted_to.is_some(),
            version: 0,
        };
        let event = Event {
            sequence: 1,
            at: now,
            actor: crate::request::Actor::System,
            on_behalf_of: None,
            content: EventContent::Submitted(Box::new(submitted.clone())),
        };
        let mut request = begin(&submitted, &event);
        request.data = filled(&self.data, given.data);
        request.parties = self
            .parties
            .iter()
            .map(|model| sample_party(model.role.clone(), model.label.get(language)))
            .collect();
        if let Some((name, status)) = self.entered_on(on) {
            request.status = name.clone();
            request.state = status.state;
            request.outcome = status.outcome;
            request.closed_at = status.state.is_closed().then_some(now);
        }
        request
    }

    /// The status in which a request is when a message leaves: the first that is one.
    fn entered_on(&self, on: &Occasion) -> Option<(&Name, &Status)> {
        let first = |wanted: &dyn Fn(&Name, &Status) -> bool| {
            self.statuses.iter().find(|(name, status)| wanted(name, status))
        };
        match on {
            Occasion::Submitted => first(&|name, _| *name == self.initial),
            Occasion::Closed => first(&|_, status| status.state.is_closed()),
            Occasion::Status(wanted) => first(&|name, _| name == wanted),
            Occasion::State(wanted) => first(&|_, status| status.state == *wanted),
            Occasion::Transition(_) => {
                let (_, from) = self.led_by(on)?;
                from
            }
        }
    }

    /// The transition that brings an occasion about, of those that ask something before the others; and where it leads.
    fn led_by(&self, on: &Occasion) -> Option<(&Transition, Option<(&Name, &Status)>)> {
        use super::process::Destination;
        let all = self.statuses.values().flat_map(|status| &status.transitions);
        let to = |transition: &Transition| match &transition.to {
            Destination::Status(name) => self.statuses.get_key_value(name),
            Destination::Previous => None,
        };
        let leads = |transition: &Transition| match on {
            Occasion::Submitted => false,
            Occasion::Transition(name) => transition.id == *name,
            Occasion::Closed => to(transition).is_some_and(|(_, status)| status.state.is_closed()),
            Occasion::Status(wanted) => to(transition).is_some_and(|(name, _)| name == wanted),
            Occasion::State(wanted) => to(transition).is_some_and(|(_, status)| status.state == *wanted),
        };
        let leading = all.map(AsRef::as_ref).filter(|transition| leads(transition));
        let found = leading.min_by_key(|transition| transition.form.is_empty())?;
        Some((found, to(found)))
    }
}

fn sample_applicant(language: Language) -> Applicant {
    Applicant {
        identity: Identity::Contact,
        last_name: Some("Martin".to_owned()),
        first_name: Some("Camille".to_owned()),
        email: Some("camille.martin@exemple.fr".to_owned()),
        phone: Some("+33612345678".to_owned()),
        address: vec!["1 rue de la Mairie".to_owned(), "14000 Caen".to_owned()],
        language: Some(language),
        ..Applicant::anonymous(Audience::Citizen)
    }
}

fn sample_party(role: Name, label: &str) -> Party {
    Party {
        address: Vec::new(),
        awaiting: None,
        email: Some("dominique.martin@exemple.fr".to_owned()),
        name: format!("[{label}]"),
        role,
    }
}
