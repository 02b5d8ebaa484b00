//! Options of an earlier version of a form.

use super::Form;
use super::problem::Problem;
use super::report::{AnswerFault, Report};
use crate::definition::GivenLists;

impl Report {
    /// Whether an answer is told to be no option.
    pub fn has_unknown_options(&self) -> bool {
        self.faults.iter().any(AnswerFault::is_of_an_unknown_option)
    }
}

impl Form {
    /// Tells otherwise, in the report of a later version of this form, the answers that were an option here.
    pub fn tell_withdrawn(&self, report: &mut Report) {
        for fault in report.faults.iter_mut().filter(|fault| fault.is_of_an_unknown_option()) {
            let given =
                fault.path.split('/').skip(1).try_fold(None, |found: Option<&serde_json::Value>, part| {
                    let next = match found {
                        None => report.answers.get(part),
                        Some(list @ serde_json::Value::Array(_)) => list.get(part.parse::<usize>().ok()?),
                        Some(object) => object.get(part),
                    };
                    next.map(Some)
                });
            let value = given.flatten().and_then(serde_json::Value::as_str);
            if value.is_some_and(|value| self.has_option(&fault.path, value)) {
                fault.become_withdrawn();
            }
        }
    }

    /// Whether the choice at that path has such an option; what the host gives is not known here.
    fn has_option(&self, path: &str, value: &str) -> bool {
        let mut fields = Some(&self.fields);
        for part in path.split('/').skip(1).filter(|part| part.parse::<usize>().is_err()) {
            let field = fields.and_then(|fields| fields.get(fields.position(part)?));
            if let Some(offered) = field.and_then(|field| field.offered()) {
                return offered.find(value, &GivenLists::new()).is_some();
            }
            fields = field.and_then(|field| field.inner());
        }
        false
    }
}

impl AnswerFault {
    fn is_of_an_unknown_option(&self) -> bool {
        self.problem() == &Problem::NotAnOption
    }

    fn become_withdrawn(&mut self) {
        *self = Self::told(std::mem::take(&mut self.path), self.subject().clone(), Problem::OptionWithdrawn);
    }
}
