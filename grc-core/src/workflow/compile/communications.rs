//! Communications, compiled: their texts checked against the names of the moment at which they leave.

use std::collections::{BTreeMap, BTreeSet};

use super::parties::PARTY;
use super::{Setting, attachments, parties, texts, timing, unknown, values, with_input};
use crate::definition::{
    self, Bilingual, CommunicationKind, Computed, Diagnostics, MessageContent, Name, Pointer, State,
    did_you_mean,
};
use crate::expr::{Record, Root, Scope, publication};
use crate::facts::names;
use crate::workflow::PlacedNotice;
use crate::workflow::process::{
    Communication, Destination, MessageModel, Occasion, Recipient, Status, Timing, Transition,
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
        Some(Communication { at, on: on?, later: later?, message: message? })
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
            taken(id, &scenario.key("communications").index(index).key("id"), faults);
        }
    }
}

/// Refuses a message of an action whose identifier is another's. `circuit` is where the actions stand.
pub(super) fn check_notices(
    notices: &[PlacedNotice<'_>],
    definitions: &[definition::Communication],
    circuit: &Pointer,
    faults: &mut Diagnostics,
) {
    let mut known: BTreeSet<_> = definitions.iter().filter_map(|definition| definition.id.as_ref()).collect();
    for id in notices.iter().filter_map(|placed| placed.notice.id.as_ref()) {
        if !known.insert(id) {
            taken(id, circuit, faults);
        }
    }
}

fn taken(id: &Name, at: &Pointer, faults: &mut Diagnostics) {
    let message = Bilingual::new(
        format!("l'identifiant `{id}` est déjà pris"),
        format!("the identifier `{id}` is already taken"),
    );
    faults.fault(at, "definition.duplicate_id", message);
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
    let to: Vec<_> = content
        .to
        .iter()
        .enumerate()
        .filter_map(|(index, to)| recipient(to, setting, scope, &at.key("to").index(index), faults))
        .collect();
    let attachments =
        attachments::compile(&content.attachments, &to, setting, &at.key("attachments"), faults);
    let to_others = content.to.iter().all(|to| to.0.starts_with(PARTY));
    let of_body = if to_others { names::with_confirmation_code(scope) } else { scope.clone() };
    let texts = texts::compile(content, setting, (scope, &of_body), at, faults)?;
    let gives_code = texts.bodies().any(|body| {
        let mut read = body.references().into_iter();
        read.any(|(root, name)| root == Root::Request && name.as_deref() == Some(names::CONFIRMATION_CODE))
    });
    Some(MessageModel { kind, when, to, channels: content.channels.clone(), texts, attachments, gives_code })
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
