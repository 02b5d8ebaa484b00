//! The question asked regularly about all requests of a business application.

use super::super::{bad_duration, document_files, unknown};
use super::{Compiler, answered, computed, rules};
use crate::definition::{self, Bilingual, Diagnostics, Pointer, ResultMapping};
use crate::expr::{Record, Root, Scope, Type, publication};
use crate::workflow::process::Changes;

impl Compiler<'_> {
    /// `operation` is the one that it names, if there is one; `connector`, where the application is described.
    pub(super) fn changes(
        &self,
        definition: &definition::Changes,
        operation: Option<&definition::Operation>,
        connector: &Pointer,
        faults: &mut Diagnostics,
    ) -> Option<Changes> {
        let at = connector.key("changes");
        let name = &definition.operation;
        let Some(operation) = operation else {
            unknown(("opération", "operation"), name.as_str(), [], &at.key("operation"), faults);
            return None;
        };
        let asked_at = connector.key("operations").key(name.as_str());
        if operation.result != ResultMapping::default() {
            let message = Bilingual::new(
                "la réponse porte sur toutes les demandes : `changes` dit ce qu'on en garde",
                "the answer is about all requests: `changes` tells what is kept of it",
            );
            faults.fault(&asked_at.key("result"), "definition.changes_result", message);
        }
        let settings = self.scope.get(Root::Settings).cloned().unwrap_or(Type::Null);
        let town = Scope::new().with(Root::Settings, settings);
        let cursor = Record::new().with("cursor", Type::Text);
        let answered = answered(town.clone());
        let asking = Compiler {
            scope: town.clone().with(Root::Parameters, cursor.into()),
            answered: answered.clone(),
            signalled: Scope::new(),
            data: self.data,
            base_url: self.base_url,
            own_headers: self.own_headers.clone(),
        };
        let operation = asking.operation(operation, &asked_at, faults);
        let items = computed(&definition.items, &answered, &Type::Document, &at.key("items"), faults);
        let cursor = computed(&definition.cursor, &answered, &Type::Document, &at.key("cursor"), faults);
        let of_item = town.with(Root::Item, Type::Document);
        let request = computed(&definition.request, &of_item, &Type::Document, &at.key("request"), faults);
        let more = definition.more.as_ref();
        let more =
            more.and_then(|more| publication::condition(Some(more), &answered, &at.key("more"), faults));
        let item = self.scope.clone().with(Root::Item, Type::Document);
        let data = self.data(&definition.data, &item, &at.key("data"), faults);
        let files =
            document_files::compile(&definition.files, false, self.data, &item, &at.key("files"), faults);
        let rules = rules(&definition.rules, &item, &at.key("rules"), faults);
        let Ok(every) = definition.every.parse() else {
            bad_duration(&at.key("every"), faults);
            return None;
        };
        Some(Changes {
            every,
            name: name.clone(),
            operation: operation?,
            items: items?,
            request: request?,
            cursor: cursor?,
            start: definition.start.clone(),
            more,
            data,
            files,
            rules,
        })
    }
}
