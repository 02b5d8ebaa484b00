//! Requests created from another one. They are put in the outbox, and created one by one, each in its own transaction.

use super::course::{Course, Moment, evaluation_failed};
use super::process::{CreationAnswer, CreationModel};
use crate::definition::{Bilingual, Id};
use crate::error::{Error, ErrorCode, Result};
use crate::expr::Value;
use crate::request::{
    Creation, EventContent, FailedCreation, MessageId, OutgoingContent, QueuedCreation, Values,
};

/// How far requests may create one another.
pub const MOST_GENERATIONS: u32 = 8;

/// Requests that one action may create.
const MOST_CREATED: usize = 100;

impl Course<'_, '_> {
    /// Puts in the outbox the requests that an action creates.
    pub(super) fn create_requests(&mut self, model: &CreationModel, moment: Moment<'_>) -> Result<()> {
        let Some(list) = &model.for_each else { return self.create_request(model, moment) };
        let items = list.evaluate(&self.facts(moment)).map_err(|error| evaluation_failed(&error))?;
        let Value::List(items) = items else { return Ok(()) };
        if items.len() > MOST_CREATED {
            let message = Bilingual::new(
                format!("une action crée au plus {MOST_CREATED} demandes"),
                format!("an action creates at most {MOST_CREATED} requests"),
            );
            return Err(Error::new(ErrorCode::TooManyCreated, message));
        }
        for item in items.iter() {
            self.create_request(model, Moment { item: Some(item), ..moment })?;
        }
        Ok(())
    }

    fn create_request(&mut self, model: &CreationModel, moment: Moment<'_>) -> Result<()> {
        let facts = self.facts(moment);
        if let Some(when) = &model.when
            && !when.holds(&facts).map_err(|error| evaluation_failed(&error))?
        {
            return Ok(());
        }
        let mut answers = Values::new();
        for (name, answer) in &model.answers {
            let answer = match answer {
                CreationAnswer::Fixed(json) => json.clone(),
                CreationAnswer::Computed(expression) => {
                    expression.evaluate(&facts).map_err(|error| evaluation_failed(&error))?.to_json()
                }
            };
            if !answer.is_null() {
                answers.insert(name.0.clone(), answer);
            }
        }
        let message = MessageId(self.fresh_id());
        let (procedure, scenario) = (model.procedure.clone(), model.scenario.clone());
        self.emit(EventContent::CreationQueued(QueuedCreation {
            message,
            procedure: procedure.clone(),
            scenario: scenario.clone(),
        }));
        let creation = Creation { procedure, scenario, answers };
        self.send(message, self.context.now, OutgoingContent::CreateRequest(creation));
        Ok(())
    }

    /// A request could not be created: a person is called to do it.
    pub(super) fn fail_to_create(&mut self, message: MessageId, procedure: Id, reason: String) {
        let title = Bilingual::new(
            format!("Demande liée à créer à la main : {procedure}"),
            format!("Linked request to be created by hand: {procedure}"),
        );
        let task = self.call_for_help("demande_liee_a_creer", title);
        self.emit(EventContent::CreationFailed(FailedCreation { message, procedure, reason, task }));
    }
}

/// Requests created one from another go on for too long.
pub fn too_many_generations() -> Error {
    let message = Bilingual::new(
        format!(
            "des demandes créées l'une par l'autre se suivent sur au plus {MOST_GENERATIONS} générations"
        ),
        format!(
            "requests created one from another follow one another for at most {MOST_GENERATIONS} generations"
        ),
    );
    Error::new(ErrorCode::TooManyGenerations, message)
}
