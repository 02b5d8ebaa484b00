//! What the type of a field needs while it is compiled: expressions, patterns, lists, and a place for faults.

use std::sync::Arc;

use jsonschema::Validator;
use serde_json::json;

use super::compiler::{Surroundings, validator};
use crate::definition::{Bilingual, Diagnostics, Name, Pointer, Reference, did_you_mean};
use crate::expr::{Expression, Root, Scope, Type, publication};
use crate::options::OptionSet;

/// The field being compiled.
pub(super) struct FieldContext<'c, 's> {
    pub(super) surroundings: &'c Surroundings<'s>,
    pub(super) scope: &'c Scope,
    pub(super) at: Pointer,
    /// The answers that expressions may read, by their root: of the form, and of the element inside a repeat.
    pub(super) asked: &'c [Asked<'c>],
    pub(super) faults: &'c mut Diagnostics,
}

/// Fields by their root, and how many of them come before the one being compiled.
pub(super) struct Asked<'c> {
    pub(super) root: Root,
    pub(super) names: &'c [&'c str],
    pub(super) before: usize,
}

impl Asked<'_> {
    /// Whether an expression that reads `member` of `root` reads what is not answered yet.
    fn is_read_too_early(&self, root: Root, member: Option<&str>) -> bool {
        let is_earlier =
            member.is_some_and(|member| self.names.iter().take(self.before).any(|name| *name == member));
        root == self.root && !is_earlier
    }
}

impl FieldContext<'_, '_> {
    pub(super) fn fault(&mut self, key: &str, code: &'static str, message: Bilingual) {
        self.faults.fault(&self.at.key(key), code, message);
    }

    pub(super) fn empty_range(&mut self, least: &str, most: &str) {
        let message = Bilingual::new(
            format!("aucune réponse ne satisfait à la fois `{least}` et `{most}`"),
            format!("no answer satisfies both `{least}` and `{most}`"),
        );
        self.fault(most, "definition.empty_range", message);
    }

    pub(super) fn invalid_bound(&mut self, key: &str) {
        let message = Bilingual::new(
            format!("`{key}` n'est pas du type du champ"),
            format!("`{key}` is not of the field's type"),
        );
        self.fault(key, "definition.invalid_bound", message);
    }

    pub(super) fn nir_without_legal_basis(&mut self) {
        let message = Bilingual::new(
            "le numéro de sécurité sociale ne se demande que pour un motif prévu par le décret n° 2019-341 : dites \
             lequel dans `legal_basis`",
            "the social security number is asked only for a purpose listed by décret n° 2019-341: say which one in \
             `legal_basis`",
        );
        self.fault("type", "definition.nir_without_legal_basis", message);
    }

    /// Compiles the value of `key`, which begins with `=`.
    pub(super) fn computed(&mut self, key: &str, source: &str, expected: &Type) -> Option<Expression> {
        let at = self.at.key(key);
        let expression = publication::computed(source, self.scope, Some(expected), &at, self.faults);
        self.ordered(key, expression?)
    }

    /// Compiles the expression of `key`.
    pub(super) fn expression(&mut self, key: &str, source: &str, expected: &Type) -> Option<Expression> {
        let at = self.at.key(key);
        let expression = publication::expression(source, self.scope, Some(expected), &at, self.faults);
        self.ordered(key, expression?)
    }

    /// Compiles a condition.
    pub(super) fn condition(&mut self, key: &str, source: Option<&String>) -> Option<Expression> {
        let at = self.at.key(key);
        let expression = publication::condition(source.map(String::as_str), self.scope, &at, self.faults);
        self.ordered(key, expression?)
    }

    /// An expression, once told that it reads what is not answered yet, or what no longer exists at submission.
    fn ordered(&mut self, key: &str, expression: Expression) -> Option<Expression> {
        for (root, member) in expression.references() {
            if root == Root::Query && key != "default" {
                let message = Bilingual::new(
                    "`query` ne sert qu'à proposer une valeur (`default`) : l'adresse de la page n'est plus là au dépôt",
                    "`query` only serves to propose a value (`default`): the page's address is gone at submission",
                );
                self.fault(key, "definition.query_outside_default", message);
            }
            let too_early = match root {
                Root::Options => self.is_chosen_later(member.as_deref()),
                root => self.asked.iter().any(|asked| asked.is_read_too_early(root, member.as_deref())),
            };
            if too_early {
                self.reads_later_field(key, root, member.as_deref());
            }
        }
        Some(expression)
    }

    /// Whether an expression reads what is chosen in a field that does not come before: beside it, or in the form.
    fn is_chosen_later(&self, member: Option<&str>) -> bool {
        let Some(member) = member else { return true };
        let asked = self.asked.iter().find(|asked| asked.names.contains(&member));
        asked.is_some_and(|asked| asked.is_read_too_early(asked.root, Some(member)))
    }

    fn reads_later_field(&mut self, key: &str, root: Root, member: Option<&str>) {
        let message = match member {
            Some(name) => Bilingual::new(
                format!(
                    "`{name}` ne précède pas ce champ dans le formulaire : un champ ne lit que ceux qui le précèdent"
                ),
                format!(
                    "`{name}` does not come before this field in the form: a field reads only those before it"
                ),
            ),
            None => Bilingual::new(
                format!("`{}` entier n'est pas encore connu : nommez un champ qui précède", root.name()),
                format!("the whole of `{}` is not known yet: name a field that comes before", root.name()),
            ),
        };
        self.fault(key, "definition.reads_later_field", message);
    }

    /// The pattern as a schema writes it: the whole text matches.
    ///
    /// It is one that ECMA-262, hence every JSON Schema tool, reads in the same way, and that is matched in linear
    /// time.
    pub(super) fn pattern(&mut self, pattern: &str) -> Option<(String, Validator)> {
        let message = match foreign_construct(pattern) {
            Some(message) => message,
            None => {
                let whole = format!("^(?:{pattern})$");
                match validator(&json!({"pattern": whole})) {
                    Some(validator) => return Some((whole, validator)),
                    None => Bilingual::new(
                        "cette expression régulière est mal formée ou trop grande",
                        "this regular expression is malformed or too large",
                    ),
                }
            }
        };
        self.fault("pattern", "definition.invalid_pattern", message);
        None
    }

    /// A shared list; an empty one if there is none of that id.
    pub(super) fn list(&mut self, reference: &Reference) -> Arc<OptionSet> {
        let lists = self.surroundings.lists;
        if let Some(list) = lists.get(reference.id()) {
            return Arc::clone(list);
        }
        let hint = did_you_mean(reference.id(), lists.keys().map(String::as_str));
        let message = Bilingual::new(
            format!("la liste `{}` n'existe pas{}", reference.id(), hint.french),
            format!("there is no list `{}`{}", reference.id(), hint.english),
        );
        self.fault("options", "definition.unknown_list", message);
        Arc::default()
    }

    /// A field that comes before the one being compiled, beside it or in the form: under which root expressions read
    /// it, and as what.
    pub(super) fn earlier_field(&mut self, key: &str, field: &Name) -> Option<(Root, Type)> {
        let name = field.as_str();
        let Some(asked) = self.asked.iter().find(|asked| asked.names.contains(&name)) else {
            let known = self.asked.iter().flat_map(|asked| asked.names.iter().take(asked.before).copied());
            self.fault(key, "definition.unknown_field", unknown_field(name, known.collect::<Vec<_>>()));
            return None;
        };
        if asked.is_read_too_early(asked.root, Some(name)) {
            self.reads_later_field(key, asked.root, Some(name));
            return None;
        }
        let Some(Type::Object(record)) = self.scope.get(asked.root) else { return None };
        record.get(name).map(|given| (asked.root, given.clone()))
    }
}

/// What is said of a field that does not exist.
pub(super) fn unknown_field<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Bilingual {
    let hint = did_you_mean(name, known);
    Bilingual::new(
        format!("il n'y a pas de champ `{name}`{}", hint.french),
        format!("there is no field `{name}`{}", hint.english),
    )
}

/// What a pattern uses that is not in the common, linear-time part of regular expressions.
fn foreign_construct(pattern: &str) -> Option<Bilingual> {
    let mut in_class = false;
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => {
                let escaped = rest.next();
                if !in_class && escaped.is_some_and(|escaped| matches!(escaped, '1'..='9' | 'k')) {
                    return Some(Bilingual::new(
                        "une expression régulière n'a pas ici de référence arrière (`\\1`)",
                        "regular expressions have no back-reference (`\\1`) here",
                    ));
                }
            }
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class && rest.as_str().starts_with('?') && !rest.as_str().starts_with("?:") => {
                return Some(Bilingual::new(
                    "une expression régulière n'a pas ici de test avant ou arrière (`(?=`, `(?!`, `(?<=`) ni d'option \
                     (`(?i)`) : seul le groupe `(?:…)` existe",
                    "regular expressions have no look-around (`(?=`, `(?!`, `(?<=`) nor flag (`(?i)`) here: only the \
                     group `(?:…)` exists",
                ));
            }
            _ => {}
        }
    }
    None
}
