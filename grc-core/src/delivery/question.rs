//! One question that changes nothing, and whose answer may be known already.

use super::call::{sent, understood};
use super::{Answer, Caller, FailedCall, HttpResponse};
use crate::request::{Call, MessageId, Validators};

/// The longest validator that is kept.
const LONGEST: usize = 512;

/// What came back from a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// An answer, and by what the application knows it, if it says.
    Answer(Answer, Option<Validators>),
    /// The answer that is known already: 304.
    Unchanged,
}

/// Asks a question as [`call`](super::call) makes a call, and says which answer is known already.
///
/// # Errors
/// How the attempt ended: see [`Failure`](super::Failure).
pub fn ask(
    caller: &Caller<'_>,
    (id, question): (MessageId, &Call),
    known: Option<&Validators>,
) -> Result<Told, FailedCall> {
    let response = sent(caller, id, question, &conditions(known))?;
    // Without a condition, it is no answer to this question.
    if response.status == NOT_MODIFIED && known.is_some() {
        return Ok(Told::Unchanged);
    }
    Ok(Told::Answer(understood(&response)?, validators(&response)))
}

const NOT_MODIFIED: u16 = 304;

fn conditions(known: Option<&Validators>) -> Vec<(String, String)> {
    let etag = known.and_then(|known| known.etag.clone()).map(|etag| ("If-None-Match".to_owned(), etag));
    let date = known.and_then(|known| known.last_modified.clone());
    etag.into_iter().chain(date.map(|date| ("If-Modified-Since".to_owned(), date))).collect()
}

/// What a header can hold alone is kept: it will be sent back as it is.
fn validators(response: &HttpResponse) -> Option<Validators> {
    let told = |name| {
        let value = response.header(name)?.trim();
        let fit = !value.is_empty()
            && value.len() <= LONGEST
            && value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
        fit.then(|| value.to_owned())
    };
    let validators = Validators { etag: told("ETag"), last_modified: told("Last-Modified") };
    (validators != Validators::default()).then_some(validators)
}
