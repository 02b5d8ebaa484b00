//! Communications, compiled: their texts checked against the names of the moment at which they leave.

use std::collections::{BTreeMap, BTreeSet};

use super::parties::PARTY;
use super::{Setting, parties, timing, unknown, values, with_input};
use crate::definition::{
    self, Bilingual, CommunicationKind, Computed, Diagnostics, Language, MessageContent, Name, Pointer,
    State, Text, did_you_mean,
};
use crate::expr::{Record, Root, Scope, Template, publication};
use crate::facts::names;
use crate::workflow::process::{
    Communication, Destination, MessageModel, Occasion, Recipient, Status, Texts, Timing, Transition,
};

pub(super) fn compile(
    definitions: &[definition::Communication],
    setting: Setting<'_>,
    scope: &Scope,
    statuses: &BTreeMap<Name, Status>,
    scenario: &Pointer,
    faults: &mut Diagnostics,
) -> Vec<Communication> {
    let compiled = definitions.iter().enumerate().filter_map(|(index, definition)| {
        let at = scenario.key("communications").index(index);
        let on = occasion(&definition.on, statuses, &at.key("on"), faults);
        // What was asked at the occasion is no longer known some time after.
        let inputs = match definition.after {
            Some(_) => Vec::new(),
            None => inputs(on.as_ref(), statuses),
        };
        let later = definition.after.as_ref().map(|after| later(definition, after, scope, &at, faults));
        let scope = with_input(scope, inputs);
        let message = message(definition.kind, &definition.message, setting, &scope, &at, faults);
        // One whose moment is at fault is not one that leaves at once.
        let later = later.map_or(Some(None), |later| later.map(Some));
        Some(Communication { on: on?, later: later?, message: message? })
    });
    let compiled: Vec<_> = compiled.collect();
    check_names(definitions, scenario, faults);
    compiled
}

/// When a message leaves some time after its occasion.
fn later(
    definition: &definition::Communication,
    after: &definition::Timing,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<(Name, Timing)> {
    let timing = timing::compile(after, scope, &at.key("after"), faults);
    if definition.id.is_none() {
        let message = Bilingual::new(
            "un message que le temps envoie (`after`) a un identifiant : `id`",
            "a message that time sends (`after`) has an identifier: `id`",
        );
        faults.fault(at, "definition.unnamed_message", message);
    }
    Some((definition.id.clone()?, timing?))
}

fn check_names(definitions: &[definition::Communication], scenario: &Pointer, faults: &mut Diagnostics) {
    let mut known = BTreeSet::new();
    for (index, definition) in definitions.iter().enumerate() {
        if let Some(id) = &definition.id
            && !known.insert(id)
        {
            let message = Bilingual::new(
                format!("l'identifiant `{id}` est déjà pris"),
                format!("the identifier `{id}` is already taken"),
            );
            let at = scenario.key("communications").index(index).key("id");
            faults.fault(&at, "definition.duplicate_id", message);
        }
    }
}

/// A message, checked against the names of the moment at which it is written.
pub(super) fn message(
    kind: CommunicationKind,
    content: &MessageContent,
    setting: Setting<'_>,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<MessageModel> {
    let when = publication::condition(content.when.as_deref(), scope, &at.key("when"), faults);
    let to = content
        .to
        .iter()
        .enumerate()
        .filter_map(|(index, to)| recipient(to, setting, scope, &at.key("to").index(index), faults))
        .collect();
    let to_others = content.to.iter().all(|to| to.0.starts_with(PARTY));
    let of_body = if to_others { names::with_confirmation_code(scope) } else { scope.clone() };
    let texts = texts(content, setting, (scope, &of_body), at, faults)?;
    let gives_code = texts.bodies().any(|body| {
        let mut read = body.references().into_iter();
        read.any(|(root, name)| root == Root::Request && name.as_deref() == Some(names::CONFIRMATION_CODE))
    });
    Some(MessageModel { kind, when, to, channels: content.channels.clone(), texts, gives_code })
}

fn occasion(
    text: &str,
    statuses: &BTreeMap<Name, Status>,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Occasion> {
    let transitions =
        || statuses.values().flat_map(|status| status.transitions.iter().map(|transition| &transition.id));
    match text.split_once(':') {
        None if text == "submitted" => return Some(Occasion::Submitted),
        None if text == "closed" => return Some(Occasion::Closed),
        Some(("status", name)) => match statuses.keys().find(|known| known.as_str() == name) {
            Some(name) => return Some(Occasion::Status(name.clone())),
            None => unknown(("statut", "status"), name, statuses.keys().map(Name::as_str), at, faults),
        },
        Some(("state", name)) => match State::ALL.into_iter().find(|state| state.name() == name) {
            Some(state) => return Some(Occasion::State(state)),
            None => unknown(("état", "state"), name, State::ALL.map(State::name), at, faults),
        },
        Some(("transition", name)) => match transitions().find(|known| known.as_str() == name) {
            Some(name) => return Some(Occasion::Transition(name.clone())),
            None => unknown(("transition", "transition"), name, transitions().map(Name::as_str), at, faults),
        },
        _ => {
            let hint = did_you_mean(text, ["submitted", "closed"]);
            let message = Bilingual::new(
                format!(
                    "le moment d'un envoi s'écrit `submitted`, `closed`, `status:nom`, `state:nom` ou `transition:nom`{}",
                    hint.french
                ),
                format!(
                    "the moment of a message is written `submitted`, `closed`, `status:name`, `state:name` or `transition:name`{}",
                    hint.english
                ),
            );
            faults.fault(at, "definition.occasion", message);
        }
    }
    None
}

/// The forms of the transitions that may lead to the occasion: what `input` may hold then. Those of all
/// transitions for an occasion at fault, whose names cannot be told wrong.
fn inputs(on: Option<&Occasion>, statuses: &BTreeMap<Name, Status>) -> Vec<Record> {
    // One that goes back may lead anywhere.
    let leads = |transition: &Transition, wanted: &dyn Fn(&Name, State) -> bool| match &transition.to {
        Destination::Previous => true,
        Destination::Status(name) => statuses.get(name).is_some_and(|status| wanted(name, status.state)),
    };
    let transitions = statuses.values().flat_map(|status| &status.transitions);
    transitions
        .filter(|transition| match on {
            None => true,
            Some(Occasion::Submitted) => false,
            Some(Occasion::Closed) => leads(transition, &|_, state| state.is_closed()),
            Some(Occasion::Status(wanted)) => leads(transition, &|name, _| name == wanted),
            Some(Occasion::State(wanted)) => leads(transition, &|_, state| state == *wanted),
            Some(Occasion::Transition(name)) => transition.id == *name,
        })
        .map(|transition| transition.form.record())
        .collect()
}

fn recipient(
    to: &Computed,
    setting: Setting<'_>,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Recipient> {
    if let Some(role) = to.0.strip_prefix(PARTY) {
        return parties::named(role, setting.parties, at, faults).map(Recipient::Party);
    }
    match to.0.as_str() {
        "applicant" => Some(Recipient::Applicant),
        "service" => Some(Recipient::Service),
        "assignee" => Some(Recipient::Assignee),
        text if text.starts_with('=') || crate::identifier::is_email(text) => {
            values::text(to, scope, at, faults).map(Recipient::Address)
        }
        text => {
            let hint = did_you_mean(text, ["applicant", "service", "assignee"]);
            let message = Bilingual::new(
                format!(
                    "un destinataire est `applicant`, `service`, `assignee`, `party:` suivi d'un rôle, une adresse électronique ou une expression après `=`{}",
                    hint.french
                ),
                format!(
                    "a recipient is `applicant`, `service`, `assignee`, `party:` and a role, an e-mail address or an expression after `=`{}",
                    hint.english
                ),
            );
            faults.fault(at, "definition.recipient", message);
            None
        }
    }
}

fn texts(
    definition: &MessageContent,
    setting: Setting<'_>,
    (of_subject, of_body): (&Scope, &Scope),
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Texts> {
    let (subject, body, at) = match (&definition.template, &definition.subject, &definition.body) {
        (Some(reference), None, None) => {
            let templates = &setting.catalogue.templates;
            let found =
                templates.iter().enumerate().find(|(_, template)| template.id.as_str() == reference.id());
            let Some((index, template)) = found else {
                let known = templates.iter().map(|template| template.id.as_str());
                unknown(("modèle", "template"), reference.id(), known, &at.key("template"), faults);
                return None;
            };
            (&template.subject, &template.body, Pointer::root().key("templates").index(index))
        }
        (None, Some(subject), Some(body)) => (subject, body, at.clone()),
        _ => {
            let message = Bilingual::new(
                "un message a soit un modèle (`template`), soit un objet et un corps (`subject`, `body`)",
                "a message has either a template (`template`), or a subject and a body (`subject`, `body`)",
            );
            faults.fault(at, "definition.message_text", message);
            return None;
        }
    };
    let mut compile = |text: &Text, key: &str, language: Language| -> Option<Template> {
        // A subject is shown in lists: a code has no place there.
        let scope = if key == "body" { of_body } else { of_subject };
        let suffix = match text {
            Text::ByLanguage(_) => format!("/{}", language.code()),
            _ => String::new(),
        };
        publication::template(text.get(language), scope, &at.key(key).join(&suffix), faults)
    };
    let language = setting.town.language;
    let default = (compile(subject, "subject", language), compile(body, "body", language));
    let other = language.pick(Language::English, Language::French);
    let written = |text: &Text| matches!(text, Text::ByLanguage(texts) if texts.contains_key(&other));
    let other = if written(subject) && written(body) {
        Some((other, compile(subject, "subject", other)?, compile(body, "body", other)?))
    } else {
        None
    };
    Some(Texts { default: (default.0?, default.1?), other })
}
