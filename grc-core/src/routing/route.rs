//! The scenarios of one procedure, and to whom each is offered.

use chrono::NaiveDate;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::reason::Question;
use super::{Reason, Visitor, markdown};
use crate::address::Address;
use crate::definition::{
    Audience, Bilingual, ContactDetail, Diagnostics, GivenLists, Handling, Id, Identity, Language, Origin,
    Pointer, Procedure, Reader, Scenario, ScenarioKind, Text, Visibility,
};
use crate::expr::{Environment, Expression, Root, Scope, Value, publication};
use crate::form::{AnswerFault, Form, Mode, Surroundings};
use crate::law::{Calendar, Window};

/// The ways in which a procedure is served, compiled.
#[derive(Debug)]
pub struct Routes {
    visibility: Visibility,
    publication: Option<Window>,
    closed: Option<Text>,
    language: Language,
    questions: Form,
    routes: Vec<Route>,
}

/// One scenario.
#[derive(Debug)]
struct Route {
    scenario: Id,
    title: Text,
    audiences: Vec<Audience>,
    origins: Option<Vec<Origin>>,
    condition: Option<Expression>,
    destination: Destination,
}

#[derive(Debug)]
enum Destination {
    Information { content: Text, documents: Vec<Text> },
    Redirect { address: Address, content: Option<Text> },
    Request { api: bool, identity: Identity, ask: Vec<ContactDetail> },
}

/// What a procedure offers to a visitor.
#[derive(Clone, Debug, PartialEq)]
pub struct Routing {
    /// The scenarios offered, in order.
    pub offers: Vec<Offer>,
    /// The others, in order.
    pub not_offered: Vec<NotOffered>,
    /// What applicants are told, when the procedure takes no new request.
    pub closed: Option<Text>,
    /// What is wrong with the answers to the questions; if anything is, all of them count for nothing.
    pub faults: Vec<AnswerFault>,
}

/// A scenario that is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Offer {
    /// The scenario.
    pub scenario: Id,
    /// What the portal shows.
    pub title: String,
    /// What it consists in.
    #[serde(flatten)]
    pub kind: OfferKind,
}

/// What an offered scenario consists in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OfferKind {
    /// Something to read.
    Information {
        /// The text, in Markdown.
        markdown: String,
        /// The same, in HTML that is safe in a page.
        html: String,
        /// Documents to prepare.
        documents: Vec<String>,
    },
    /// Another site.
    Redirect {
        /// Its address, filled.
        url: String,
        /// What to know before leaving, in Markdown.
        markdown: Option<String>,
        /// The same, in HTML that is safe in a page.
        html: Option<String>,
    },
    /// A form to fill in.
    Online {
        /// Least level of identification.
        identity: Identity,
        /// Contact details that must be given.
        ask: Vec<ContactDetail>,
    },
    /// The same, with a business application behind.
    Api {
        /// Least level of identification.
        identity: Identity,
        /// Contact details that must be given.
        ask: Vec<ContactDetail>,
    },
}

/// A scenario that is not offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOffered {
    /// The scenario.
    pub scenario: Id,
    /// What the portal would show.
    pub title: String,
    /// Why.
    pub reason: Reason,
}

impl Routes {
    /// Compiles the questions, conditions and addresses of a procedure, which stands at `at`.
    ///
    /// Conditions and addresses know the names of `surroundings`, and the answers to the questions: `answers.x`, or `x`.
    pub fn compile(
        procedure: &Procedure,
        surroundings: &Surroundings<'_>,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Self {
        let questions = Form::from_fields(
            &procedure.questions,
            Root::Answers,
            surroundings,
            &at.key("questions"),
            faults,
        );
        let scope = surroundings
            .scope
            .clone()
            .with(Root::Answers, questions.record().into())
            .with(Root::Options, questions.option_record().clone().into())
            .with_bare(Root::Answers);
        let routes = procedure.scenarios.iter().enumerate().filter_map(|(index, scenario)| {
            Route::compile(scenario, procedure, &scope, &at.key("scenarios").index(index), faults)
        });
        Self {
            visibility: procedure.visibility,
            publication: procedure.publication.as_ref().and_then(Window::of),
            closed: procedure.closed.as_ref().map(|closed| closed.message.clone()),
            language: surroundings.language,
            routes: routes.collect(),
            questions,
        }
    }

    /// The questions whose answers choose among the scenarios.
    pub fn questions(&self) -> &Form {
        &self.questions
    }

    /// The scenarios offered to a visitor on `day`, local; for each other one, the first reason against it.
    ///
    /// `facts` gives everything but the answers to the questions.
    pub fn route(&self, visitor: &Visitor, day: NaiveDate, facts: &dyn Environment) -> Routing {
        let report = self.questions.check(&visitor.answers, facts, Reader::Applicant, Mode::Draft);
        let answers = if report.is_accepted() { report.answers } else { Map::new() };
        let language = visitor.language.unwrap_or(self.language);
        let facts = Asked { questions: &self.questions, answers: &answers, language, facts };
        let mut routing = Routing {
            offers: Vec::new(),
            not_offered: Vec::new(),
            closed: self.closed.clone(),
            faults: report.faults,
        };
        for route in &self.routes {
            let scenario = route.scenario.clone();
            let title = route.title.get(language).to_owned();
            let offered = self
                .refuse(route, visitor, day)
                .map_or(Ok(()), Err)
                .and_then(|()| route.require_condition(&facts))
                .and_then(|()| route.destination.offer(language, &facts));
            match offered {
                Ok(kind) => routing.offers.push(Offer { scenario, title, kind }),
                Err(reason) => routing.not_offered.push(NotOffered { scenario, title, reason }),
            }
        }
        routing
    }

    /// Why a route is refused whatever the answers.
    fn refuse(&self, route: &Route, visitor: &Visitor, day: NaiveDate) -> Option<Reason> {
        if self.visibility == Visibility::Agents && !visitor.is_internal() {
            return Some(Reason::AgentsOnly);
        }
        if self.publication.is_some_and(|window| !window.contains(day)) {
            return Some(Reason::NotPublished);
        }
        if let (Some(message), Destination::Request { .. }) = (&self.closed, &route.destination) {
            return Some(Reason::Closed(message.clone()));
        }
        if !route.audiences.contains(&visitor.audience) {
            return Some(Reason::Audience);
        }
        let comes_otherwise =
            route.origins.as_ref().is_some_and(|origins| !origins.contains(&visitor.origin));
        comes_otherwise.then_some(Reason::Origin)
    }
}

impl Route {
    fn compile(
        scenario: &Scenario,
        procedure: &Procedure,
        scope: &Scope,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Option<Self> {
        let condition = scenario.available_if.as_deref();
        let condition = publication::condition(condition, scope, &at.key("available_if"), faults);
        let request = |handling: &Handling, api| Destination::Request {
            api,
            identity: handling.applicant.identity,
            ask: handling.applicant.ask.clone(),
        };
        let destination = match &scenario.kind {
            ScenarioKind::Information(information) => Destination::Information {
                content: information.content.clone(),
                documents: information.documents.clone(),
            },
            ScenarioKind::Redirect(redirect) => Destination::Redirect {
                address: address(&redirect.url, scope, &at.key("url"), faults)?,
                content: redirect.content.clone(),
            },
            ScenarioKind::Online(handling) => request(handling, false),
            ScenarioKind::Api(api) => request(&api.handling, true),
        };
        Some(Self {
            scenario: scenario.id.clone(),
            title: scenario.title.clone(),
            audiences: scenario.audiences.as_ref().unwrap_or(&procedure.audiences).clone(),
            origins: scenario.origins.clone(),
            condition,
            destination,
        })
    }

    fn require_condition(&self, facts: &Asked<'_>) -> Result<(), Reason> {
        let Some(condition) = &self.condition else { return Ok(()) };
        let value = condition
            .evaluate(facts)
            .map_err(|error| Reason::Failed(bilingual(|language| error.message(language))))?;
        if value == Value::Bool(true) {
            return Ok(());
        }
        let unanswered = facts.unanswered(condition);
        // A condition that is false is so whatever the missing answers.
        if value == Value::Null && !unanswered.is_empty() {
            return Err(Reason::Unanswered(unanswered));
        }
        let explanation = condition.explain(facts);
        Err(Reason::Condition(bilingual(|language| explanation.text(language))))
    }
}

impl Destination {
    fn offer(&self, language: Language, facts: &dyn Environment) -> Result<OfferKind, Reason> {
        Ok(match self {
            Self::Information { content, documents } => {
                let markdown = content.get(language).to_owned();
                OfferKind::Information {
                    html: markdown::html(&markdown),
                    markdown,
                    documents: documents.iter().map(|text| text.get(language).to_owned()).collect(),
                }
            }
            Self::Redirect { address, content } => {
                let markdown = content.as_ref().map(|text| text.get(language).to_owned());
                OfferKind::Redirect {
                    url: address
                        .fill(facts)
                        .map_err(|error| Reason::Failed(bilingual(|language| error.message(language))))?,
                    html: markdown.as_deref().map(markdown::html),
                    markdown,
                }
            }
            Self::Request { api: false, identity, ask } => {
                OfferKind::Online { identity: *identity, ask: ask.clone() }
            }
            Self::Request { api: true, identity, ask } => {
                OfferKind::Api { identity: *identity, ask: ask.clone() }
            }
        })
    }
}

/// An address, with a warning when what is sent there can be read on the way.
fn address(source: &str, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<Address> {
    let address = Address::compile(source, scope, at, faults)?;
    if !address.is_secure() {
        let message = Bilingual::new(
            "préférez une adresse en `https://` : celle-ci n'est pas protégée",
            "prefer an `https://` address: this one is not protected",
        );
        faults.warning(at, "definition.not_secure", message);
    }
    Some(address)
}

fn bilingual<T: Into<String>>(text: impl Fn(Language) -> T) -> Bilingual {
    Bilingual::new(text(Language::French), text(Language::English))
}

/// The answers to the questions, and all the rest.
struct Asked<'a> {
    questions: &'a Form,
    answers: &'a Map<String, Json>,
    /// That of labels.
    language: Language,
    facts: &'a dyn Environment,
}

impl Asked<'_> {
    /// The questions that an expression reads and that have no answer.
    fn unanswered(&self, expression: &Expression) -> Vec<Question> {
        let read = expression.references();
        let reads = |id: &str| {
            read.iter().any(|(root, member)| {
                matches!(root, Root::Answers | Root::Options)
                    && member.as_deref().is_none_or(|member| member == id)
            })
        };
        let fields = self.questions.fields().iter();
        let unanswered = fields.filter(|field| reads(field.id()) && !self.answers.contains_key(field.id()));
        unanswered
            .map(|field| Question {
                id: field.id().to_owned(),
                label: bilingual(|language| field.label(language)),
            })
            .collect()
    }
}

impl Environment for Asked<'_> {
    fn lookup(&self, root: Root, member: Option<&str>) -> Value {
        match (root, member) {
            (Root::Answers, Some(name)) => self.questions.value(self.answers, name),
            (Root::Answers, None) => self.questions.values(self.answers),
            (Root::Options, Some(name)) => {
                let option = self.questions.option(self.answers, &GivenLists::new(), name, self.language);
                option.unwrap_or(Value::Null)
            }
            (Root::Options, None) => self.questions.options(self.answers, &GivenLists::new(), self.language),
            _ => self.facts.lookup(root, member),
        }
    }

    fn zone(&self) -> Tz {
        self.facts.zone()
    }

    fn calendar(&self) -> &Calendar {
        self.facts.calendar()
    }

    fn sector(&self, division: &str, place: &Value) -> Value {
        self.facts.sector(division, place)
    }
}
