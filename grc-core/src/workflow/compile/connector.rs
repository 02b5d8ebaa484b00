//! A business application, compiled.

mod changes;

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{authentication, bad_duration, document_files, operation, retry, unknown};
use crate::address::Address;
use crate::definition::{
    self, Bilingual, Catalogue, Computed, Diagnostics, Name, Pointer, Reference, SignalRule,
};
use crate::expr::{Expression, Root, Scope, Type, publication};
use crate::form::Form;
use crate::workflow::process::{Body, Connector, Operation, Poll, Webhook};

pub(super) fn compile(
    reference: &Reference,
    catalogue: &Catalogue,
    scope: &Scope,
    data: &Form,
    scenario: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Connector> {
    let found = catalogue
        .connectors
        .iter()
        .enumerate()
        .find(|(_, connector)| connector.id.as_str() == reference.id());
    let Some((index, definition)) = found else {
        let known = catalogue.connectors.iter().map(|connector| connector.id.as_str());
        unknown(("connecteur", "connector"), reference.id(), known, &scenario.key("connector"), faults);
        return None;
    };
    let at = Pointer::root().key("connectors").index(index);
    let compiler = Compiler {
        scope: scope.clone(),
        answered: answered(scope.clone()),
        signalled: scope.clone().with(Root::Signal, Type::Document),
        data,
        base_url: definition.base_url.trim_end_matches('/'),
        own_headers: authentication::headers(definition.auth.as_ref()),
    };
    authentication::check(definition.auth.as_ref(), &at.key("auth"), faults);
    // What is asked about all requests reads none of them.
    let mut of_requests = definition.operations.clone();
    let changes = definition.changes.as_ref().and_then(|changes| {
        let asked = of_requests.remove(&changes.operation);
        compiler.changes(changes, asked.as_ref(), &at, faults)
    });
    let operations = of_requests
        .iter()
        .filter_map(|(name, operation)| {
            let at = at.key("operations").key(name.as_str());
            Some((name.clone(), compiler.operation(operation, &at, faults)?))
        })
        .collect();
    let webhook =
        definition.webhook.as_ref().and_then(|webhook| compiler.webhook(webhook, &at.key("webhook"), faults));
    let poll =
        definition.poll.as_ref().and_then(|poll| compiler.poll(poll, &of_requests, &at.key("poll"), faults));
    Some(Connector {
        id: definition.id.clone(),
        auth: definition.auth.clone(),
        operations,
        webhook,
        poll,
        changes,
    })
}

struct Compiler<'a> {
    scope: Scope,
    answered: Scope,
    signalled: Scope,
    data: &'a Form,
    base_url: &'a str,
    /// The headers that tell who calls.
    own_headers: Vec<&'a str>,
}

impl Compiler<'_> {
    fn operation(
        &self,
        definition: &definition::Operation,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Option<Operation> {
        let url = format!("{}{}", self.base_url, definition.path);
        let url = Address::compile(&url, &self.scope, &at.key("path"), faults);
        let query = operation::query(&definition.query, &self.scope, &at.key("query"), faults);
        let headers = operation::headers(
            &definition.headers,
            &self.own_headers,
            &self.scope,
            &at.key("headers"),
            faults,
        );
        let timeout = match &definition.timeout {
            Some(timeout) => Some(operation::timeout(timeout, &at.key("timeout"), faults)?),
            None => None,
        };
        let body = definition.body.as_ref().map(|body| body_of(body, &self.scope, &at.key("body"), faults));
        let refused_if = publication::condition(
            definition.refused_if.as_deref(),
            &self.answered,
            &at.key("refused_if"),
            faults,
        );
        let error = definition
            .error
            .as_ref()
            .and_then(|text| computed(text, &self.answered, &Type::Document, &at.key("error"), faults));
        let result = at.key("result");
        let external_id = definition.result.external_id.as_ref().and_then(|text| {
            computed(text, &self.answered, &Type::Document, &result.key("external_id"), faults)
        });
        let data = self.data(&definition.result.data, &self.answered, &result.key("data"), faults);
        let files = document_files::compile(
            &definition.result.files,
            false,
            self.data,
            &self.answered,
            &result.key("files"),
            faults,
        );
        let delays = match &definition.retry {
            Some(retry) => Some(retry::compile(retry, &at.key("retry"), faults)?),
            None => None,
        };
        Some(Operation {
            method: definition.method,
            url: url?,
            query,
            headers,
            timeout,
            body,
            refused_if,
            error,
            external_id,
            data,
            files,
            delays,
        })
    }

    fn webhook(
        &self,
        definition: &definition::Webhook,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Option<Webhook> {
        // The request is not known yet: only the body and the town are.
        let before = Scope::new().with(Root::Signal, Type::Document);
        let secrets = match (&definition.secret, definition.secrets.as_slice()) {
            (Some(secret), []) => Some(vec![secret.clone()]),
            (None, secrets @ [_, ..]) => Some(secrets.to_vec()),
            _ => {
                let message = Bilingual::new(
                    "un secret est attendu, par `secret`, ou plusieurs, par `secrets`",
                    "a secret is expected, as `secret`, or several, as `secrets`",
                );
                faults.fault(at, "definition.webhook_secret", message);
                None
            }
        };
        let request = computed(&definition.request, &before, &Type::Document, &at.key("request"), faults);
        let data = self.data(&definition.data, &self.signalled, &at.key("data"), faults);
        let message = definition.message.as_ref();
        let message =
            message.and_then(|text| computed(text, &self.signalled, &Type::Text, &at.key("message"), faults));
        let rules = rules(&definition.rules, &self.signalled, &at.key("rules"), faults);
        let files = document_files::compile(
            &definition.files,
            definition.message.is_some(),
            self.data,
            &before,
            &at.key("files"),
            faults,
        );
        Some(Webhook {
            scheme: definition.scheme.clone(),
            secrets: secrets?,
            request: request?,
            data,
            rules,
            message,
            files,
        })
    }

    fn poll(
        &self,
        definition: &definition::Poll,
        operations: &BTreeMap<Name, definition::Operation>,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Option<Poll> {
        if !operations.contains_key(&definition.operation) {
            let known = operations.keys().map(Name::as_str);
            let name = definition.operation.as_str();
            unknown(("opération", "operation"), name, known, &at.key("operation"), faults);
        }
        if operations.values().all(|operation| operation.result.external_id.is_none()) {
            let message = Bilingual::new(
                "l'application est interrogée dès qu'elle a donné un identifiant : aucune opération n'en lit (`result.external_id`)",
                "the application is asked regularly once it has given an identifier: no operation reads one (`result.external_id`)",
            );
            faults.fault(at, "definition.poll_without_id", message);
        }
        let rules = rules(&definition.rules, &self.answered, &at.key("rules"), faults);
        match definition.every.parse() {
            Ok(every) => Some(Poll { every, operation: definition.operation.clone(), rules }),
            Err(_) => {
                bad_duration(&at.key("every"), faults);
                None
            }
        }
    }

    fn data(
        &self,
        definitions: &BTreeMap<Name, Computed>,
        scope: &Scope,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Vec<(Name, Expression)> {
        let record = self.data.record();
        let compiled = definitions.iter().filter_map(|(name, text)| {
            let at = at.key(name.as_str());
            match record.get(name.as_str()) {
                Some(ty) => Some((name.clone(), computed(text, scope, ty, &at, faults)?)),
                None => {
                    let known = record.iter().map(|(name, _)| name);
                    unknown(("donnée de traitement", "processing data"), name.as_str(), known, &at, faults);
                    None
                }
            }
        });
        compiled.collect()
    }
}

/// What is known once the application has answered.
fn answered(scope: Scope) -> Scope {
    scope.with(Root::Response, Type::Document).with(Root::ResponseStatus, Type::Integer)
}

fn rules(
    definitions: &[SignalRule],
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Vec<(Expression, Name)> {
    let compiled = definitions.iter().enumerate().filter_map(|(index, rule)| {
        let at = at.index(index).key("when");
        let when = publication::condition(Some(&rule.when), scope, &at, faults)?;
        Some((when, rule.emit.clone()))
    });
    compiled.collect()
}

fn computed(
    text: &Computed,
    scope: &Scope,
    expected: &Type,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Expression> {
    match text.expression() {
        Some(source) => publication::computed(source, scope, Some(expected), at, faults),
        None => {
            let message = Bilingual::new(
                "une expression est attendue, précédée de `=`",
                "an expression is expected, after `=`",
            );
            faults.fault(at, "definition.not_computed", message);
            None
        }
    }
}

fn body_of(json: &Json, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Body {
    match json {
        Json::String(text) => match text.strip_prefix('=') {
            Some(source) => match publication::computed(source, scope, None, at, faults) {
                Some(expression) => Body::Computed(expression),
                None => Body::Fixed(Json::Null),
            },
            None => Body::Fixed(json.clone()),
        },
        Json::Array(items) => Body::List(
            items
                .iter()
                .enumerate()
                .map(|(index, item)| body_of(item, scope, &at.index(index), faults))
                .collect(),
        ),
        Json::Object(members) => Body::Object(
            members
                .iter()
                .map(|(key, member)| (key.clone(), body_of(member, scope, &at.key(key), faults)))
                .collect(),
        ),
        _ => Body::Fixed(json.clone()),
    }
}
