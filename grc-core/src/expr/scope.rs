//! The names that an expression may use, and where their values come from.

use std::collections::BTreeMap;

use super::{Record, Type, Value};
use crate::law::{Calendar, MAINLAND};

/// A first name: where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// `answers`: what the applicant answered.
    Answers,
    /// `data`: what agents and connectors filled in.
    Data,
    /// `input`: the form of the transition being made.
    Input,
    /// `item`: the current element of a repeated group.
    Item,
    /// `options`: the options chosen, with their labels and columns, under the names of their fields.
    Options,
    /// `request`: the request itself.
    Request,
    /// `applicant`: the person who asks.
    Applicant,
    /// `procedure`: the procedure asked for.
    Procedure,
    /// `parameters`: what a procedure gives to a shared workflow.
    Parameters,
    /// `settings`: the town's own values.
    Settings,
    /// `response`: what a business application answered.
    Response,
    /// `response_status`: the HTTP status with which it did.
    ResponseStatus,
    /// `signal`: what a business application sent.
    Signal,
    /// `origin`: how the request came.
    Origin,
    /// `prefill`: what the host knows and a form may propose.
    Prefill,
    /// `query`: what the address of the page says.
    Query,
    /// `today`: the current day, local.
    Today,
    /// `now`: the current instant.
    Now,
}

impl Root {
    /// All roots.
    pub const ALL: [Root; 18] = [
        Root::Answers,
        Root::Data,
        Root::Input,
        Root::Item,
        Root::Options,
        Root::Request,
        Root::Applicant,
        Root::Procedure,
        Root::Parameters,
        Root::Settings,
        Root::Response,
        Root::ResponseStatus,
        Root::Signal,
        Root::Origin,
        Root::Prefill,
        Root::Query,
        Root::Today,
        Root::Now,
    ];

    /// The name, as written in expressions.
    pub fn name(self) -> &'static str {
        match self {
            Root::Answers => "answers",
            Root::Data => "data",
            Root::Input => "input",
            Root::Item => "item",
            Root::Options => "options",
            Root::Request => "request",
            Root::Applicant => "applicant",
            Root::Procedure => "procedure",
            Root::Parameters => "parameters",
            Root::Settings => "settings",
            Root::Response => "response",
            Root::ResponseStatus => "response_status",
            Root::Signal => "signal",
            Root::Origin => "origin",
            Root::Prefill => "prefill",
            Root::Query => "query",
            Root::Today => "today",
            Root::Now => "now",
        }
    }

    /// The root of that name.
    pub fn from_name(name: &str) -> Option<Root> {
        Root::ALL.into_iter().find(|root| root.name() == name)
    }
}

/// The names that exist in some place of a definition, with their types.
///
/// `today` and `now` exist everywhere.
#[derive(Clone, Debug)]
pub struct Scope {
    roots: BTreeMap<Root, Type>,
    bare: Vec<Root>,
    divisions: Vec<String>,
}

impl Default for Scope {
    fn default() -> Scope {
        Scope::new()
    }
}

impl Scope {
    /// `today` and `now` alone.
    pub fn new() -> Scope {
        Scope {
            roots: [(Root::Today, Type::Date), (Root::Now, Type::DateTime)].into(),
            bare: Vec::new(),
            divisions: Vec::new(),
        }
    }

    /// Adds a root.
    #[must_use]
    pub fn with(mut self, root: Root, ty: Type) -> Scope {
        self.roots.insert(root, ty);
        self
    }

    /// Lets the members of a root be named without it, as a form's own conditions name its fields.
    /// Of several such roots, the first that has the name gives it; the name of a root is always that root.
    #[must_use]
    pub fn with_bare(mut self, root: Root) -> Scope {
        self.bare.push(root);
        self
    }

    /// Tells which divisions of the town exist, for `sector`.
    #[must_use]
    pub fn with_divisions<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Scope {
        self.divisions = names.into_iter().map(str::to_owned).collect();
        self
    }

    /// The divisions of the town.
    pub(super) fn divisions(&self) -> impl Iterator<Item = &str> {
        self.divisions.iter().map(String::as_str)
    }

    /// The type of a root, if it exists here.
    pub fn get(&self, root: Root) -> Option<&Type> {
        self.roots.get(&root)
    }

    /// The rank of a member among those of its root; 0 when they are not known.
    pub(super) fn rank(&self, root: Root, member: &str) -> usize {
        match self.roots.get(&root) {
            Some(Type::Object(record)) => record.rank(member),
            _ => 0,
        }
    }

    /// The root that gives the bare name, and its type.
    pub(super) fn bare_member(&self, name: &str) -> Option<(Root, &Type)> {
        self.bare_records().find_map(|(root, record)| Some((root, record.get(name)?)))
    }

    /// All names that may come first.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let bare = self.bare_records().flat_map(|(_, record)| record.iter().map(|(name, _)| name));
        self.roots.keys().map(|root| root.name()).chain(bare)
    }

    fn bare_records(&self) -> impl Iterator<Item = (Root, &Record)> {
        self.bare.iter().filter_map(|root| match self.roots.get(root)? {
            Type::Object(record) => Some((*root, record.as_ref())),
            _ => None,
        })
    }
}

/// Where an expression finds its values. They are fetched one member at a time, only when needed.
pub trait Environment {
    /// The member of a root, or the root's whole value. Null for what is unknown, hidden or unanswered.
    fn lookup(&self, root: Root, member: Option<&str>) -> Value;

    /// The same, for an environment that keeps members in the alphabetical order of their names and need not search
    /// for them: `rank` is the one that `member` has among the members of `root` that the scope declared.
    fn lookup_ranked(&self, root: Root, member: &str, _rank: usize) -> Value {
        self.lookup(root, Some(member))
    }

    /// The zone in which days begin.
    fn zone(&self) -> chrono_tz::Tz;

    /// The days that are worked; those of mainland France, where nothing is known of the town.
    fn calendar(&self) -> &Calendar {
        &MAINLAND
    }

    /// The id of the sector of a division in which a place is; null when it is in none, or when nothing is known of
    /// the town.
    fn sector(&self, _division: &str, _place: &Value) -> Value {
        Value::Null
    }
}
