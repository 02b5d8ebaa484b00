//! Calls to the business application, in words.

use super::Words;
use crate::request::EventContent;

impl Words<'_> {
    pub(super) fn push(&self, content: &EventContent) -> Option<String> {
        Some(match content {
            EventContent::PushQueued { operation, .. } => self.say(
                format!("Appel `{operation}` préparé pour l'application métier"),
                format!("Call `{operation}` prepared for the business application"),
            ),
            EventContent::PushDone { operation, external_id, .. } => {
                let id = external_id.as_deref().map(|id| format!(" (n° {id})")).unwrap_or_default();
                self.say(
                    format!("L'application métier a répondu à `{operation}`{id}"),
                    format!("The business application answered `{operation}`{id}"),
                )
            }
            EventContent::PushFailed { operation, attempts, reason, said, .. } => {
                let (french, english) = match said {
                    Some(said) => (
                        format!(" ; l'application répond : « {said} »"),
                        format!("; the application answers: “{said}”"),
                    ),
                    None => Default::default(),
                };
                self.say(
                    format!("Appel `{operation}` abandonné après {attempts} essai(s) ({reason}){french}"),
                    format!("Call `{operation}` given up after {attempts} attempt(s) ({reason}){english}"),
                )
            }
            _ => return None,
        })
    }
}
