//! Calls to the business application, and what operators decide of what was given up, in words.

use super::Words;
use crate::request::{Delivery, EventContent};

impl Words<'_> {
    pub(super) fn delivery(&self, content: &EventContent) -> Option<String> {
        Some(match content {
            EventContent::DeliveryRequeued(delivery) => {
                let (french, english) = self.named(delivery);
                self.say(format!("{french} : envoi repris"), format!("{english}: sent again"))
            }
            EventContent::DeliveryAbandoned(delivery) => {
                let (french, english) = self.named(delivery);
                self.say(
                    format!("{french} : envoi définitivement abandonné"),
                    format!("{english}: given up for good"),
                )
            }
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

    /// What was given up, in French and in English.
    fn named(&self, delivery: &Delivery) -> (String, String) {
        match (&delivery.operation, delivery.channel) {
            (Some(operation), _) => (format!("Appel `{operation}`"), format!("Call `{operation}`")),
            (None, Some(channel)) => {
                let way = self.channel(channel);
                (format!("Message {way}"), format!("Message {way}"))
            }
            (None, None) => ("Question régulière".to_owned(), "Regular question".to_owned()),
        }
    }
}
