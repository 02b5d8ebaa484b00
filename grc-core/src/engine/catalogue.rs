//! The catalogue as visitors see it: listed, searched, routed.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Engine;
use super::definitions::{Current, may_know};
use super::queries::searched;
use crate::definition::{Audience, Id, Language, Visibility};
use crate::error::Result;
use crate::facts::Facts;
use crate::request::Applicant;
use crate::routing::{Criteria, Routing, Visitor, list};
use crate::store::read;

/// Which procedures. Every criterion given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CatalogueFilter {
    /// Under this theme.
    pub theme: Option<Id>,
    /// For this audience.
    pub audience: Option<Audience>,
    /// Shown to applicants, or to agents only.
    pub visibility: Option<Visibility>,
    /// Shown on this day; today, if absent.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub on: Option<NaiveDate>,
    /// Beginnings of words of the title, keywords, summary or texts.
    pub text: Option<String>,
    /// Most procedures; 100, if absent.
    pub limit: Option<usize>,
}

/// A procedure in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListedProcedure {
    /// The procedure.
    pub id: Id,
    /// Its current version.
    pub version: u32,
    /// What the portal shows.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its theme.
    pub theme: Option<Id>,
    /// Whom it concerns.
    pub audiences: Vec<Audience>,
    /// Who is shown it.
    pub visibility: Visibility,
    /// What applicants are told, when it takes no new request.
    pub closed: Option<String>,
}

impl Engine {
    /// The procedures that a visitor is shown: by theme, order and title; by relevance when a text is searched.
    ///
    /// # Errors
    /// `invalid_input` for a text of too many words; those of the store.
    pub fn catalogue(&self, visitor: &Visitor, filter: &CatalogueFilter) -> Result<Vec<ListedProcedure>> {
        let current = self.current()?;
        let now = self.now();
        let agent = self.is_of_the_town_hall(&visitor.actor)?;
        let limit = filter.limit.unwrap_or(100);
        let found = match &filter.text {
            None => None,
            Some(text) => {
                let words = searched(text)?;
                Some(read(self.store(), |store| store.search_procedures(&words, usize::MAX))?)
            }
        };
        let shown = |one: &&Current| {
            let procedure = &*one.compiled;
            let criteria = Criteria {
                theme: filter.theme.as_ref(),
                audience: filter.audience,
                visibility: filter.visibility,
                agent,
                day: filter.on.unwrap_or_else(|| procedure.town.day(now)),
            };
            list::is_shown(&procedure.definition, &criteria)
                && may_know(&procedure.definition, &visitor.actor)
        };
        let mut procedures: Vec<&Current> = current.iter().filter(shown).collect();
        match found {
            None => procedures
                .sort_by_cached_key(|one| list::sort_key(&one.compiled.definition, &one.compiled.themes)),
            Some(found) => {
                let rank = |one: &Current| found.iter().position(|id| *id == one.compiled.definition.id);
                procedures.retain(|one| rank(one).is_some());
                procedures.sort_by_key(|one| rank(one));
            }
        }
        Ok(procedures.into_iter().take(limit).map(|one| listed(one, visitor)).collect())
    }

    /// The scenarios of a procedure that a visitor is offered, and why not the others.
    ///
    /// # Errors
    /// `not_found`.
    pub fn route(&self, procedure: &str, visitor: &Visitor) -> Result<Routing> {
        let current = self.current_procedure(procedure)?;
        self.require_visible(&current, &visitor.actor)?;
        self.route_current(&current, visitor)
    }

    pub(super) fn route_current(&self, current: &Current, visitor: &Visitor) -> Result<Routing> {
        let compiled = &current.compiled;
        let now = self.now();
        let applicant = Applicant::anonymous(visitor.audience);
        let facts = Facts {
            origin: visitor.origin,
            applicant: Some(&applicant),
            ..Facts::new(&compiled.town, &compiled.facts, now)
        };
        Ok(compiled.routes.route(visitor, compiled.town.day(now), &facts))
    }
}

fn listed(current: &Current, visitor: &Visitor) -> ListedProcedure {
    let definition = &current.compiled.definition;
    let language: Language = visitor.language.unwrap_or(current.compiled.town.language);
    ListedProcedure {
        id: definition.id.clone(),
        version: current.version,
        title: definition.title.get(language).to_owned(),
        summary: definition.summary.as_ref().map(|text| text.get(language).to_owned()),
        theme: definition.theme.clone(),
        audiences: definition.audiences.clone(),
        visibility: definition.visibility,
        closed: definition.closed.as_ref().map(|closed| closed.message.get(language).to_owned()),
    }
}
