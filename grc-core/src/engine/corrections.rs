//! Corrections: answers that agents ask for again, and what became of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::{Acted, Engine, Input};
use crate::definition::{Language, Name, Reader};
use crate::error::Result;
use crate::form::Form;
use crate::request::{Actor, Correction, CorrectionAsked, CorrectionReason, Instant, Request, RequestId};
use crate::workflow::{Command, Process, asked_of};

/// Answers that were asked again, as someone may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CorrectionView {
    /// When it was asked.
    pub asked_at: Instant,
    /// Last day to answer, as the town counts days.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub deadline: Option<NaiveDate>,
    /// Whether that day has passed without an answer.
    pub late: bool,
    /// What is said to the applicant.
    pub message: Option<String>,
    /// The answers asked again, in order.
    pub items: Vec<AskedView>,
    /// When the applicant answered, if they have.
    pub answered_at: Option<Instant>,
    /// What changed then, in the form's order.
    pub changes: Vec<ChangeView>,
}

/// An answer that is asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AskedView {
    /// Its field.
    pub field: Name,
    /// The question.
    pub label: String,
    /// What is wrong with it.
    pub reason: CorrectionReason,
    /// Whether the request cannot be processed without it.
    pub indispensable: bool,
}

/// An answer that changed, in its stored form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeView {
    /// Its field.
    pub field: String,
    /// The question.
    pub label: String,
    /// The old answer; `null` when there was none.
    pub before: Json,
    /// The new one; `null` when there is none.
    pub after: Json,
}

impl Engine {
    /// Asks the applicant for some of their answers again. They may amend those, and no others, by a transition that
    /// `amends` what is requested. With a transition, performs it in the same breath: `input` has the answers to its form.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `stale_revision`, `request_closed`, `invalid_input` for an answer that applicants cannot
    /// amend, a deadline in the past or an empty message; those of `act` for the transition.
    pub fn request_correction(
        &self,
        actor: &Actor,
        request: RequestId,
        asked: &CorrectionAsked,
        transition: Option<&str>,
        input: Input,
    ) -> Result<Acted> {
        let transition = transition.map(|name| Name(name.to_owned()));
        let values = input.values.clone();
        let content = json!({"asked": asked, "transition": transition, "values": values});
        self.command(actor, request, "request_correction", &input, content, || Command::RequestCorrection {
            asked: asked.clone(),
            transition: transition.clone(),
            input: values.clone(),
        })
    }
}

/// The corrections of a request, as `reader` may see them on a day of the town.
pub(super) fn views(
    request: &Request,
    process: &Process,
    reader: Reader,
    language: Language,
    now: Instant,
) -> Vec<CorrectionView> {
    let today = process.town.day(now);
    request.corrections.iter().map(|one| view(one, &process.form, reader, language, today)).collect()
}

fn view(
    correction: &Correction,
    form: &Form,
    reader: Reader,
    language: Language,
    today: NaiveDate,
) -> CorrectionView {
    let Correction { asked_at, asked: CorrectionAsked { deadline, items, message }, answered_at, changes } =
        correction;
    let items = items.iter().map(|item| AskedView {
        field: item.field.clone(),
        label: form.label(item.field.as_str(), language).unwrap_or_default().to_owned(),
        reason: item.reason,
        indispensable: item.indispensable,
    });
    let fields = form.fields().iter().filter(|field| field.is_readable_by(reader));
    let changes = fields.filter_map(|field| {
        let change = changes.get(field.id())?;
        Some(ChangeView {
            field: field.id().to_owned(),
            label: field.label(language).to_owned(),
            before: change.before.clone(),
            after: change.after.clone(),
        })
    });
    CorrectionView {
        asked_at: *asked_at,
        deadline: *deadline,
        late: correction.is_late(today),
        message: message.clone(),
        items: items.collect(),
        answered_at: *answered_at,
        changes: changes.collect(),
    }
}

/// The schema of the answers that may be amended now: that of the form, cut to those.
pub(super) fn schema(request: &Request, form: &Form, language: Language, reader: Reader) -> Json {
    let asked: BTreeMap<&str, bool> = asked_of(request);
    let mut schema = form.schema_in(language, reader);
    if let Some(properties) = schema.get_mut("properties").and_then(Json::as_object_mut) {
        properties.retain(|name, _| asked.contains_key(name.as_str()));
    }
    let indispensable: Vec<&str> =
        asked.iter().filter(|(_, indispensable)| **indispensable).map(|(name, _)| *name).collect();
    if let Some(keywords) = schema.as_object_mut() {
        keywords.remove("required");
        if !indispensable.is_empty() {
            keywords.insert("required".to_owned(), json!(indispensable));
        }
    }
    schema
}
