//! What calls to the business application leave on a request.

use crate::request::{EventContent, FailedPush, Request};

pub(super) fn apply(request: &mut Request, content: &EventContent) {
    match content {
        EventContent::PushDone { operation, external_id, .. } => {
            if let Some(id) = external_id {
                request.external_id = Some(id.clone());
            }
            request.failed_push = request.failed_push.take().filter(|failed| failed.operation != *operation);
        }
        // An older history does not tell the class, and its request does not keep the failure.
        EventContent::PushFailed { operation, class: Some(class), reason, said, status, .. } => {
            request.failed_push = Some(FailedPush {
                operation: operation.clone(),
                class: *class,
                code: reason.clone(),
                status: *status,
                said: said.clone(),
            });
        }
        _ => {}
    }
}
