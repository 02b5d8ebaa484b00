//! Which shared parts of a catalogue a procedure uses, directly or through one another.

use std::collections::BTreeSet;

use crate::definition::{
    Action, Block, Catalogue, Field, FieldKind, Form, FormItem, Handling, MessageContent, Options, Procedure,
    Reference, ScenarioKind, Workflow, WorkflowChoice,
};

/// Ids of the shared parts used. Of divisions, those that scenarios name; expressions may name others.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub(super) workflows: BTreeSet<String>,
    pub(super) blocks: BTreeSet<String>,
    pub(super) templates: BTreeSet<String>,
    pub(super) lists: BTreeSet<String>,
    pub(super) connectors: BTreeSet<String>,
    pub(super) divisions: BTreeSet<String>,
}

impl Uses {
    /// Adds what a procedure uses. References to nothing are added as well: whoever compiles tells them.
    pub(super) fn add(&mut self, procedure: &Procedure, catalogue: &Catalogue) {
        self.fields(&procedure.questions);
        for scenario in &procedure.scenarios {
            match &scenario.kind {
                ScenarioKind::Information(_) | ScenarioKind::Redirect(_) => {}
                ScenarioKind::Online(handling) => self.handling(handling, catalogue),
                ScenarioKind::Api(api) => {
                    note(&mut self.connectors, &api.connector);
                    self.handling(&api.handling, catalogue);
                }
            }
        }
    }

    fn handling(&mut self, handling: &Handling, catalogue: &Catalogue) {
        self.form(&handling.form, &catalogue.blocks);
        self.divisions.extend(handling.sectors.keys().map(ToString::to_string));
        match &handling.workflow {
            WorkflowChoice::Own(workflow) => self.workflow(workflow, catalogue),
            WorkflowChoice::Shared(shared) => {
                note(&mut self.workflows, &shared.workflow);
                let id = shared.workflow.id();
                let found = catalogue.workflows.iter().find(|workflow| workflow.id.as_str() == id);
                found.into_iter().for_each(|workflow| self.workflow(workflow, catalogue));
            }
        }
        let messages = handling.communications.iter().map(|communication| &communication.message);
        self.templates.extend(messages.filter_map(template));
    }

    fn workflow(&mut self, workflow: &Workflow, catalogue: &Catalogue) {
        self.fields(&workflow.data.fields);
        let from_statuses = workflow.statuses.values().flat_map(|status| &status.transitions);
        let anywhere = workflow.anywhere.iter().map(|anywhere| &anywhere.transition);
        for transition in from_statuses.chain(anywhere) {
            self.actions(&transition.actions);
            if let Some(form) = &transition.form {
                self.form(form, &catalogue.blocks);
            }
        }
        workflow.statuses.values().for_each(|status| self.actions(&status.on_enter));
        for task in workflow.tasks() {
            self.actions(&task.on_done);
            self.actions(&task.overdue);
            task.form.iter().for_each(|form| self.form(form, &catalogue.blocks));
        }
    }

    fn actions(&mut self, actions: &[Action]) {
        let messages = actions.iter().filter_map(|action| match action {
            Action::Notify(notification) => Some(&notification.message),
            _ => None,
        });
        self.templates.extend(messages.filter_map(template));
    }

    fn form(&mut self, form: &Form, blocks: &[Block]) {
        for item in form.sections.iter().flat_map(|section| &section.fields).chain(&form.fields) {
            match item {
                FormItem::Field(field) => self.field(field),
                FormItem::Block(part) => {
                    note(&mut self.blocks, &part.block);
                    let found = blocks.iter().find(|block| block.id.as_str() == part.block.id());
                    found.into_iter().for_each(|block| self.fields(&block.fields));
                }
            }
        }
    }

    fn fields(&mut self, fields: &[Field]) {
        fields.iter().for_each(|field| self.field(field));
    }

    fn field(&mut self, field: &Field) {
        let options = match &field.kind {
            FieldKind::Choice(choice) => &choice.options,
            FieldKind::Choices(choices) => &choices.options,
            FieldKind::Group(group) => return self.fields(&group.fields),
            FieldKind::Repeat(repeat) => return self.fields(&repeat.fields),
            _ => return,
        };
        if let Options::List(list) = options {
            note(&mut self.lists, list);
        }
    }
}

fn template(message: &MessageContent) -> Option<String> {
    message.template.as_ref().map(|reference| reference.id().to_owned())
}

fn note(ids: &mut BTreeSet<String>, reference: &Reference) {
    ids.insert(reference.id().to_owned());
}
