//! Lists of options around a check: those that the host gives, those that are searched, what was chosen.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::answers::{FormFacts, Kept};
use super::choices::{Offered, Suggestion};
use super::chosen::{chosen, option_value, option_values};
use super::field::Field;
use super::fields::Fields;
use super::{Form, Mode};
use crate::definition::{Bilingual, Diagnostics, GivenLists, Language, Name, Pointer, Reader, did_you_mean};
use crate::error::{Error, ErrorCode, Result};
use crate::expr::{Environment, Record, Value};
use crate::options::{Columns, check_given};

/// Where someone types, and what they have typed.
#[derive(Clone, Copy, Debug)]
pub struct Typing<'a> {
    /// JSON Pointer of the answer: `/rue`, `/enfants/1/ecole`.
    pub path: &'a str,
    /// What is typed so far; empty for all options.
    pub text: &'a str,
    /// Most options wanted.
    pub most: usize,
}

impl Form {
    /// The lists that the host gives with the answers, and what is expected of their options.
    pub fn host_lists(&self) -> &BTreeMap<Name, Columns> {
        &self.host_lists
    }

    /// Checks the lists that the host gives: all that the form expects, and no other.
    ///
    /// # Errors
    /// `missing_list`, which names it in `details`; `invalid_input`, at its place, for a list that the form does not
    /// expect, or that is not as it should be.
    pub fn accept_lists(&self, given: &GivenLists) -> Result<()> {
        let at = Pointer::root().key("lists");
        for (name, columns) in &self.host_lists {
            let Some(options) = given.get(name) else {
                let message = Bilingual::new(
                    format!("ce formulaire attend la liste `{name}`, que l'hôte donne avec l'appel"),
                    format!("this form expects the list `{name}`, which the host gives with the call"),
                );
                let details = serde_json::json!({"list": name});
                let error = Error::new(ErrorCode::MissingList, message);
                return Err(error.at(at.key(name.as_str()).as_str()).with_details(details));
            };
            check_given(name.as_str(), options, columns)?;
        }
        match given.keys().find(|name| !self.host_lists.contains_key(*name)) {
            None => Ok(()),
            Some(name) => {
                let hint = did_you_mean(name.as_str(), self.host_lists.keys().map(Name::as_str));
                let message = Bilingual::new(
                    format!("ce formulaire n'attend pas cette liste{}", hint.french),
                    format!("this form does not expect this list{}", hint.english),
                );
                Err(Error::new(ErrorCode::InvalidInput, message).at(at.key(name.as_str()).as_str()))
            }
        }
    }

    /// Of the lists that the host gave, the options that were chosen: what is kept of them.
    pub fn chosen_of(&self, answers: &Map<String, Json>, lists: &GivenLists) -> GivenLists {
        chosen(&self.fields, answers, lists)
    }

    /// The types of the options that may be chosen, for expressions elsewhere: the members of `options`.
    pub fn option_record(&self) -> &Record {
        &self.chosen
    }

    /// What is chosen in a field, with its columns; None when it is not a choice of the form.
    ///
    /// `lists` holds at least the options chosen of the host's lists.
    pub fn option(
        &self,
        answers: &Map<String, Json>,
        lists: &GivenLists,
        name: &str,
        language: Language,
    ) -> Option<Value> {
        self.chosen.get(name)?;
        let field = self.fields.position(name).and_then(|position| self.fields.get(position))?;
        option_value(field, answers.get(name).unwrap_or(&Json::Null), lists, language)
    }

    /// All that is chosen, as one object of expressions.
    pub fn options(&self, answers: &Map<String, Json>, lists: &GivenLists, language: Language) -> Value {
        option_values(&self.fields, answers, lists, language)
    }

    /// The options offered that someone who types may mean, the likeliest first. None when no choice stands at the path.
    pub fn suggest(
        &self,
        typing: Typing<'_>,
        answers: &Map<String, Json>,
        lists: &GivenLists,
        facts: &dyn Environment,
        reader: Reader,
    ) -> Option<Vec<Suggestion>> {
        let mut parts = typing.path.strip_prefix('/')?.split('/');
        let field = find(&self.fields, parts.next()?, reader)?;
        let rest: Vec<&str> = parts.collect();
        // Answers so far, as they would be stored: what is hidden does not count.
        let answers = self.check_among(answers, lists, facts, reader, Mode::Draft).answers;
        let (kept, _) = Kept::new(&self.fields, &answers);
        let nothing = Map::new();
        let (inner, field, element) = match (field.inner(), rest.as_slice()) {
            (None, []) => (None, field, None),
            (Some(inner), [name]) => (Some(inner), find(inner, name, reader)?, answers.get(field.id())),
            (Some(inner), [index, name]) => {
                let index: usize = index.parse().ok()?;
                (
                    Some(inner),
                    find(inner, name, reader)?,
                    answers.get(field.id()).and_then(|list| list.get(index)),
                )
            }
            _ => return None,
        };
        let element = element.and_then(Json::as_object).unwrap_or(&nothing);
        let item = inner.map(|inner| Kept::new(inner, element).0);
        let facts = FormFacts { form: self, answers: &kept, item: item.as_ref(), lists, around: facts };
        Some(field.offered()?.search(typing.text, typing.most, &facts, lists))
    }
}

/// The field of that name, if `reader` is asked for it.
fn find<'f>(fields: &'f Fields, name: &str, reader: Reader) -> Option<&'f Field> {
    let field = fields.position(name).and_then(|position| fields.get(position));
    field.filter(|field| field.is_readable_by(reader))
}

/// The lists that the fields of a form offer and that the host gives, by name; only the form of a scenario has some.
pub(super) fn expected(
    fields: &Fields,
    is_of_a_scenario: bool,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> BTreeMap<Name, Columns> {
    let mut known: BTreeMap<Name, Columns> = BTreeMap::new();
    for (name, columns) in offered(fields) {
        let message = if !is_of_a_scenario {
            Bilingual::new(
                format!("`host:{name}` : seul le formulaire d'un scénario peut proposer une liste de l'hôte"),
                format!("`host:{name}`: only the form of a scenario may offer a list of the host"),
            )
        } else if known.get(name).is_some_and(|known| known != columns) {
            Bilingual::new(
                format!("deux champs n'attendent pas les mêmes colonnes de `host:{name}`"),
                format!("two fields do not expect the same columns of `host:{name}`"),
            )
        } else {
            known.insert(name.clone(), columns.clone());
            continue;
        };
        faults.fault(at, "definition.host_list", message);
    }
    known
}

/// The lists of the host that some fields offer, and what is expected of them.
fn offered(fields: &Fields) -> Vec<(&Name, &Columns)> {
    let mut found = Vec::new();
    for field in fields.as_slice() {
        found.extend(field.offered().and_then(Offered::host_list));
        found.extend(field.inner().into_iter().flat_map(offered));
    }
    found
}
