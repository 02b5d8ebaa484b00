//! Ties to other requests: made and undone on both at once, and what follows when a linked one is closed.

use super::course::{Course, Moment};
use super::creations::MOST_GENERATIONS;
use super::process::{Awaited, ComputedText, Transition, Trigger};
use super::rights::{Access, access};
use crate::definition::{Bilingual, LinkKind, Outcome, State};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{
    EventContent, Link, LinkNews, LinkedChange, MessageId, OutgoingContent, Request, RequestId, Untied,
};

/// Ties of one request, at most: all of them are told when it is closed.
const MOST_LINKS: usize = 1000;

/// A way to name another request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherRequest<'a> {
    /// By its identifier.
    Id(RequestId),
    /// By what people call it.
    Reference(&'a str),
}

impl<'a> OtherRequest<'a> {
    /// The request of that identifier, or else of that reference.
    pub(super) fn named(text: &'a str) -> Self {
        let text = text.trim();
        match uuid::Uuid::parse_str(text) {
            Ok(id) => Self::Id(RequestId(id)),
            Err(_) => Self::Reference(text),
        }
    }
}

/// What a decision does to another request: it is recorded there, in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterpart {
    /// The other request.
    pub request: RequestId,
    /// What happens to it.
    pub content: EventContent,
}

/// What may let a transition that waits for linked requests happen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moves {
    /// What the request waits for may have changed.
    waiting: bool,
    /// A child was closed since the present status was entered.
    child_closed: bool,
}

impl Moves {
    pub(super) fn note(&mut self, content: &EventContent) {
        match content {
            EventContent::StatusEntered(_) => *self = Self { waiting: true, child_closed: false },
            EventContent::LinkedChanged(LinkedChange { kind, state, .. }) => {
                self.waiting = true;
                self.child_closed |= *kind == LinkKind::Child && state.is_closed();
            }
            EventContent::Linked(_)
            | EventContent::Unlinked(_)
            | EventContent::RequestCreated(_)
            | EventContent::TaskEnded { .. } => self.waiting = true,
            _ => {}
        }
    }

    /// What changed moves nothing.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

impl Course<'_, '_> {
    /// Whether a transition that waits for linked requests may happen. It is asked when what it waits for may have
    /// changed: a circuit that fails then is told then, and not at each command that follows.
    pub(super) fn linked_ones_allow(&self, transition: &Transition) -> bool {
        let Trigger::On(awaited) = &transition.trigger else { return false };
        self.moves.waiting
            && match awaited {
                Awaited::LinkedClosed => self.request.links.children_are_closed(),
                Awaited::LinkedAnyClosed => self.moves.child_closed,
                Awaited::MainClosed => self.request.links.main_is_closed(),
                _ => false,
            }
    }

    /// A person ties the request to another. Done already, it does nothing.
    pub(super) fn link_by_hand(&mut self, kind: LinkKind, other: OtherRequest<'_>) -> Result<()> {
        let other = self.other_to_process(other)?;
        self.link(kind, &other).map_err(|error| error.at("/to"))
    }

    /// A person unties the request from another. Done already, it does nothing.
    pub(super) fn unlink(&mut self, kind: LinkKind, other: OtherRequest<'_>) -> Result<()> {
        let other = self.other_to_process(other)?;
        if self.request.links.get(kind, other.id).is_none() {
            return Ok(());
        }
        let untied = |kind, of: &Request| {
            EventContent::Unlinked(Untied { kind, reference: of.reference.clone(), request: of.id })
        };
        let content = untied(kind.inverse(), &self.request);
        self.emit(untied(kind, &other));
        self.counterparts.push(Counterpart { request: other.id, content });
        Ok(())
    }

    /// The circuit ties the request to the one of that reference.
    pub(super) fn link_to(&mut self, to: &ComputedText, kind: LinkKind, moment: Moment<'_>) -> Result<()> {
        let reference = self.text(Some(to), moment)?;
        let Some(reference) = reference.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(());
        };
        let other = (self.context.requests)(OtherRequest::Reference(reference))?;
        let other = other.ok_or_else(|| {
            let message = Bilingual::new(
                "aucune demande n'a la référence à laquelle relier celle-ci",
                "no request has the reference to which this one is to be linked",
            );
            Error::new(ErrorCode::LinkedRequestUnknown, message).at("/link/to")
        })?;
        self.link(kind, &other).map_err(|error| error.at("/link/to"))
    }

    /// The other request, when the actor may process both.
    fn other_to_process(&self, other: OtherRequest<'_>) -> Result<Request> {
        self.require(Access::Agent)?;
        let other = (self.context.requests)(other)?;
        let unknown = || Error::not_found("demande", "request").at("/to");
        let other = other.ok_or_else(unknown)?;
        match access(&other, self.context.actor, self.context.agent) {
            Access::None => Err(unknown()),
            access if access < Access::Agent => Err(Error::forbidden().at("/to")),
            _ => Ok(other),
        }
    }

    pub(super) fn link(&mut self, kind: LinkKind, other: &Request) -> Result<()> {
        if self.request.links.get(kind, other.id).is_some() {
            return Ok(());
        }
        self.may_link(kind, other)?;
        let tied = |kind, of: &Request| {
            let told = matches!(kind, LinkKind::Child | LinkKind::DuplicateOf);
            EventContent::Linked(Link {
                closed: told && of.state.is_closed(),
                kind,
                outcome: of.outcome.filter(|_| told),
                reference: of.reference.clone(),
                request: of.id,
            })
        };
        let content = tied(kind.inverse(), &self.request);
        self.emit(tied(kind, other));
        self.counterparts.push(Counterpart { request: other.id, content });
        Ok(())
    }

    fn may_link(&self, kind: LinkKind, other: &Request) -> Result<()> {
        let this = &self.request;
        if this.id == other.id {
            return Err(refused(
                "une demande ne se relie pas à elle-même",
                "a request is not linked to itself",
            ));
        }
        if this.trial != other.trial {
            return Err(trial_mismatch());
        }
        if [this, other].iter().any(|request| request.links.all.len() >= MOST_LINKS) {
            let (french, english) = (
                format!("une demande a au plus {MOST_LINKS} liens"),
                format!("a request has at most {MOST_LINKS} links"),
            );
            return Err(refused(french, english));
        }
        match kind {
            LinkKind::Related => Ok(()),
            LinkKind::DuplicateOf => may_duplicate(this, other),
            LinkKind::HasDuplicate => may_duplicate(other, this),
            LinkKind::Parent => self.may_be_child(this, other),
            LinkKind::Child => self.may_be_child(other, this),
        }
    }

    /// A child has one parent, and is not above it.
    fn may_be_child(&self, child: &Request, parent: &Request) -> Result<()> {
        if child.links.of(LinkKind::Parent).next().is_some() {
            return Err(refused(
                "la demande est déjà issue d'une autre",
                "the request is already the child of another",
            ));
        }
        let mut above = parent.links.of(LinkKind::Parent).next().map(|link| link.request);
        for _ in 0..MOST_GENERATIONS {
            match above {
                None => return Ok(()),
                Some(id) if id == child.id => {
                    return Err(refused(
                        "une demande ne peut pas être issue de celles qui en sont issues",
                        "a request cannot be the child of those that come from it",
                    ));
                }
                Some(id) => {
                    let ancestor = (self.context.requests)(OtherRequest::Id(id))?;
                    above = ancestor
                        .and_then(|one| one.links.of(LinkKind::Parent).next().map(|link| link.request));
                }
            }
        }
        Err(super::creations::too_many_generations())
    }

    /// Tells linked requests that this one was closed, or reopened: those that may wait for it.
    pub(super) fn tell_linked(&mut self, left: Option<State>) {
        let was_closed = left.is_some_and(State::is_closed);
        let (state, outcome) = (self.request.state, self.request.outcome);
        if state.is_closed() == was_closed {
            return;
        }
        let waiting = [LinkKind::Parent, LinkKind::HasDuplicate];
        let links = self.request.links.all.iter();
        let told: Vec<_> =
            links.filter(|link| waiting.contains(&link.kind)).map(|link| link.request).collect();
        for to in told {
            let id = MessageId(self.fresh_id());
            self.send(id, self.context.now, OutgoingContent::TellLinked(LinkNews { to, state, outcome }));
        }
    }

    /// A linked request was closed, or reopened. When this one cannot follow, a person is called.
    pub(super) fn hear(&mut self, from: RequestId, state: State, outcome: Option<Outcome>, follow: bool) {
        let heard = [LinkKind::Child, LinkKind::DuplicateOf];
        let links = self.request.links.all.iter();
        let heard: Vec<_> = links
            .filter(|link| link.request == from && heard.contains(&link.kind))
            .filter(|link| link.closed != state.is_closed())
            .map(|link| (link.kind, link.reference.clone()))
            .collect();
        for (kind, reference) in heard {
            if !follow {
                let title = Bilingual::new(
                    format!("Suite de la demande liée {reference} à donner à la main"),
                    format!("The linked request {reference} is to be followed up by hand"),
                );
                self.call_for_help("demande_liee_sans_suite", title);
            }
            let change = LinkedChange { kind, outcome, reference, request: from, state };
            self.emit(EventContent::LinkedChanged(change));
        }
        if !follow {
            self.moves.forget();
        }
    }
}

/// Duplicates have one main request, which is not a duplicate itself: nothing goes round in a circle.
fn may_duplicate(duplicate: &Request, main: &Request) -> Result<()> {
    let has = |request: &Request, kind| request.links.of(kind).next().is_some();
    if has(duplicate, LinkKind::DuplicateOf) {
        return Err(refused(
            "la demande est déjà le doublon d'une autre",
            "the request is already the duplicate of another",
        ));
    }
    if has(main, LinkKind::DuplicateOf) {
        return Err(refused(
            "la demande principale est elle-même un doublon : reliez à sa principale",
            "the main request is a duplicate itself: link to its own main request",
        ));
    }
    if has(duplicate, LinkKind::HasDuplicate) {
        return Err(refused(
            "la demande a elle-même des doublons : reliez-les d'abord à la principale",
            "the request has duplicates itself: link them to the main request first",
        ));
    }
    Ok(())
}

fn refused(french: impl Into<String>, english: impl Into<String>) -> Error {
    Error::new(ErrorCode::LinkRefused, Bilingual::new(french, english))
}

/// A request that was only tried has nothing to do with real ones.
pub fn trial_mismatch() -> Error {
    let message = Bilingual::new(
        "une demande d'essai et une vraie demande ne se relient pas",
        "a request that was only tried and a real one are not linked",
    );
    Error::new(ErrorCode::TrialMismatch, message)
}
