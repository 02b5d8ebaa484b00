//! What an answer amounts to before it is told to the circuit: a refusal after all, files to keep.

use super::attempt::Attempt;
use crate::delivery::{Answer, FailedCall, Failure, Illegible};
use crate::engine::Engine;
use crate::error::Result;
use crate::facts::Facts;
use crate::request::{Call, Request};
use crate::store::read;
use crate::workflow::{BroughtFile, Process, Response};

impl Engine {
    /// What an answer amounts to. Some applications accept a call, and say no in their answer: the operation's own rule tells. The
    /// files that it holds are kept; they go after a day like any others, if the circuit does not take them.
    pub(super) fn accepted(
        &self,
        attempt: &Attempt<'_>,
        wanted: &Call,
        answered: Result<Answer, FailedCall>,
    ) -> Result<Result<Response, FailedCall>> {
        let Answer { status, document } = match answered {
            Ok(answer) => answer,
            Err(failed) => return Ok(Err(failed)),
        };
        let mut response = Response { status, document, files: Vec::new() };
        if !wanted.may_refuse && !wanted.brings_files {
            return Ok(Ok(response));
        }
        let found = read(self.store(), |store| self.request_and_process(store, attempt.entry.request))?;
        let Some((request, process)) = found else { return Ok(Ok(response)) };
        let told = (&response.document, status);
        let failure = match process.refuses(&request, &wanted.operation, told, self.now()) {
            Ok(false) => match self.files_of_answer(attempt, wanted, &response, (&request, &process)) {
                Ok(files) => {
                    response.files = files;
                    return Ok(Ok(response));
                }
                Err(error) if error.code().stops_everything() => return Err(error),
                Err(_) => Failure::Unreadable(Illegible::BadFile),
            },
            Ok(true) => Failure::RefusedAnswer { status },
            Err(error) if error.code().stops_everything() => return Err(error),
            Err(_) => Failure::Unreadable(Illegible::Unusable),
        };
        Ok(Err(FailedCall { failure, said: Some(response.document) }))
    }

    fn files_of_answer(
        &self,
        attempt: &Attempt<'_>,
        wanted: &Call,
        response: &Response,
        (request, process): (&Request, &Process),
    ) -> Result<Vec<BroughtFile>> {
        let operation = process.operation(&wanted.operation)?;
        let (document, response_status) = (Some(&response.document), Some(response.status));
        let facts = Facts { response: document, response_status, ..process.facts(request, self.now()) };
        self.keep_files_of(&operation.files, &attempt.actor(), &facts, Some(request))
    }
}
