//! What events make of the ties of a request.

use crate::definition::LinkKind;
use crate::request::{AwaitedRequest, EventContent, Link, Links, Parent};

/// The ties of a request that was created from another.
pub(super) fn begin(parent: &Parent) -> Links {
    let Parent { generation, reference, request } = parent.clone();
    let link = Link { closed: false, kind: LinkKind::Parent, outcome: None, reference, request };
    Links { all: vec![link], awaited: Vec::new(), generation }
}

/// Changes the ties as an event says. One that is about something else changes nothing.
pub(super) fn apply(links: &mut Links, content: &EventContent) {
    match content {
        EventContent::Linked(link) => tie(links, link.clone()),
        EventContent::Unlinked(untied) => {
            links.all.retain(|link| (link.kind, link.request) != (untied.kind, untied.request));
        }
        EventContent::LinkedChanged(change) => {
            let mut all = links.all.iter_mut();
            if let Some(link) = all.find(|link| (link.kind, link.request) == (change.kind, change.request)) {
                link.closed = change.state.is_closed();
                link.outcome = change.outcome;
            }
        }
        EventContent::CreationQueued(queued) => {
            let (message, procedure) = (queued.message, queued.procedure.clone());
            links.awaited.push(AwaitedRequest { message, procedure, task: None });
        }
        EventContent::RequestCreated(created) => {
            links.awaited.retain(|awaited| awaited.message != created.message);
            let (reference, request) = (created.reference.clone(), created.request);
            tie(links, Link { closed: false, kind: LinkKind::Child, outcome: None, reference, request });
        }
        EventContent::CreationFailed(failed) => {
            if let Some(awaited) = links.awaited.iter_mut().find(|one| one.message == failed.message) {
                awaited.task = Some(failed.task);
            }
        }
        _ => {}
    }
}

fn tie(links: &mut Links, link: Link) {
    if links.get(link.kind, link.request).is_none() {
        links.all.push(link);
    }
}
