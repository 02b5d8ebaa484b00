//! Lines about linked requests.

use super::Words;
use crate::definition::{LinkKind, State};
use crate::request::{CreatedRequest, EventContent, FailedCreation, LinkedChange, QueuedCreation, Untied};

impl Words<'_> {
    /// What becomes of the main request, in words that do not tell which it is: it may be someone else's.
    pub(super) fn main(&self, state: State) -> String {
        if state.is_closed() {
            self.say(
                "La demande dont celle-ci est le doublon est close",
                "The request of which this one is a duplicate is closed",
            )
        } else {
            self.say(
                "La demande dont celle-ci est le doublon est rouverte",
                "The request of which this one is a duplicate is open again",
            )
        }
    }

    /// The line of an event about links; `None` for another event.
    pub(super) fn link(&self, content: &EventContent) -> Option<String> {
        Some(match content {
            EventContent::Linked(link) => {
                let (what, reference) = (self.tie(link.kind), &link.reference);
                self.say(format!("Liée : {what} {reference}"), format!("Linked: {what} {reference}"))
            }
            EventContent::Unlinked(Untied { kind, reference, .. }) => {
                let what = self.tie(*kind);
                self.say(format!("Déliée : {what} {reference}"), format!("Unlinked: {what} {reference}"))
            }
            EventContent::LinkedChanged(LinkedChange { reference, state, .. }) if state.is_closed() => self
                .say(format!("Demande liée {reference} close"), format!("Linked request {reference} closed")),
            EventContent::LinkedChanged(LinkedChange { reference, .. }) => self.say(
                format!("Demande liée {reference} rouverte"),
                format!("Linked request {reference} open again"),
            ),
            EventContent::CreationQueued(QueuedCreation { procedure, .. }) => self.say(
                format!("Demande liée à créer : {procedure}"),
                format!("Linked request to be created: {procedure}"),
            ),
            EventContent::RequestCreated(CreatedRequest { procedure, reference, .. }) => self.say(
                format!("Demande liée {reference} créée : {procedure}"),
                format!("Linked request {reference} created: {procedure}"),
            ),
            EventContent::CreationFailed(FailedCreation { procedure, reason, .. }) => self.say(
                format!("Demande liée impossible à créer : {procedure} ({reason})"),
                format!("Linked request could not be created: {procedure} ({reason})"),
            ),
            _ => return None,
        })
    }

    fn tie(&self, kind: LinkKind) -> String {
        match kind {
            LinkKind::Parent => self.say("issue de", "comes from"),
            LinkKind::Child => self.say("donne", "gives"),
            LinkKind::DuplicateOf => self.say("doublon de", "duplicate of"),
            LinkKind::HasDuplicate => self.say("a pour doublon", "has as duplicate"),
            LinkKind::Related => self.say("voir aussi", "see also"),
        }
    }
}
