//! What an operation is: its name, its request, its result, and how it is performed.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};

use super::caller::{Beside, Caller, Context};
use super::fault;
use super::told::Told;
use crate::check::{Format, refusal};
use crate::definition::{Language, schema_settings};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::json::{Limits, parse};

type Object = Map<String, Json>;

/// An operation, as every door offers it.
pub struct Operation {
    /// Its name, which is that of the method of [`Engine`].
    pub name: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Whether its request must name who acts.
    pub acts: bool,
    limits: Limits,
    request_schema: fn() -> Json,
    result_schema: fn() -> Json,
    result_type: fn() -> Cow<'static, str>,
    perform: for<'a> fn(&'a Engine, Object, Beside<'a>) -> Result<Told, Refusal>,
    /// Whether something may come beside its request, or leave beside its result.
    takes_beside: fn(&Beside<'_>) -> bool,
    /// The format of requests, once one of them needed to be told what is wrong with it.
    format: OnceLock<Format>,
}

/// What an operation is asked: the members of its request, but for the caller and the language.
pub(super) trait Request: DeserializeOwned + JsonSchema {
    /// Name of the operation.
    const NAME: &'static str;
    /// What the operation does, in one line.
    const SUMMARY: &'static str;
    /// What its request may weigh.
    const LIMITS: Limits = Limits::COMMAND;
    /// What it must be told of who calls.
    type Caller: Caller;
    /// What it gives: an object.
    type Response: Serialize + JsonSchema;

    /// Whether it can do something with what comes beside its request.
    fn takes(beside: &Beside<'_>) -> bool {
        matches!(beside, Beside::Nothing)
    }

    /// Does it.
    fn perform(self, context: Context<'_, Self::Caller>) -> Result<Self::Response>;
}

/// Why a request came to nothing.
enum Refusal {
    /// It could not be read. What serde says of it may quote a value: it is looked at again with the schema.
    Shape,
    /// The engine refused it.
    Engine(Error),
}

impl Operation {
    /// The operation that answers requests of this type.
    pub(super) const fn of<R: Request>() -> Self {
        Self {
            name: R::NAME,
            summary: R::SUMMARY,
            acts: matches!(<R::Caller as Caller>::MEMBER, Some((_, _))),
            limits: R::LIMITS,
            request_schema: request_schema::<R>,
            result_schema: result_schema::<R>,
            result_type: R::Response::schema_name,
            perform: perform::<R>,
            takes_beside: R::takes,
            format: OnceLock::new(),
        }
    }

    /// JSON Schema (2020-12) of the request.
    pub fn request_schema(&self) -> Json {
        (self.request_schema)()
    }

    /// JSON Schema (2020-12) of the result. Later versions may add keys to it.
    pub fn result_schema(&self) -> Json {
        (self.result_schema)()
    }

    /// The name of the type that its result is of.
    pub fn result_type(&self) -> Cow<'static, str> {
        (self.result_type)()
    }

    /// Performs it.
    pub(super) fn call<'a>(&self, engine: &'a Engine, input: &[u8], beside: Beside<'a>) -> Result<Told> {
        if !(self.takes_beside)(&beside) {
            return Err(fault::nothing_beside(self.name));
        }
        let performed = match parse(input, self.limits)? {
            Json::Object(request) => (self.perform)(engine, request, beside),
            _ => Err(Refusal::Shape),
        };
        performed.map_err(|refused| match refused {
            Refusal::Engine(error) => error,
            // The request was consumed in reading it: it is read again, on this rare path alone.
            Refusal::Shape => match parse(input, self.limits) {
                Ok(request) => refusal(&request, self.format()),
                Err(fault) => fault.into(),
            },
        })
    }

    fn format(&self) -> &Format {
        self.format.get_or_init(|| Format::of_commands(self.request_schema()))
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Operation").field(&self.name).finish()
    }
}

fn perform<'a, R: Request>(
    engine: &'a Engine,
    mut request: Object,
    beside: Beside<'a>,
) -> Result<Told, Refusal> {
    let language = request.remove("language").unwrap_or_default();
    let language = read::<Option<Language>>(language)?;
    let caller = <R::Caller as Caller>::MEMBER.and_then(|(key, _)| request.remove(key)).unwrap_or_default();
    let caller = read(caller)?;
    let request: R = read(Json::Object(request))?;
    let response = request.perform(Context { engine, caller, language, beside }).map_err(Refusal::Engine)?;
    Told::of(&response).ok_or_else(|| Refusal::Engine(Error::internal("a result cannot be written")))
}

fn read<T: DeserializeOwned>(value: Json) -> Result<T, Refusal> {
    serde_json::from_value(value).map_err(|_| Refusal::Shape)
}

fn request_schema<R: Request>() -> Json {
    let mut generator = schema_settings().into_generator();
    let mut members = Object::new();
    if let Some((key, description)) = <R::Caller as Caller>::MEMBER {
        members.insert(key.to_owned(), described::<R::Caller>(&mut generator, description));
    }
    let told = "In which language texts are wanted; if absent, French, or the catalogue's for what visitors are shown.";
    members.insert("language".to_owned(), described::<Option<Language>>(&mut generator, told));
    let mut schema = generator.into_root_schema_for::<R>().to_value();
    if let Json::Object(root) = &mut schema {
        root.insert("title".to_owned(), format!("Request of {}", R::NAME).into());
        root.insert("description".to_owned(), R::SUMMARY.into());
        if let Some(properties) = root.entry("properties").or_insert_with(|| json!({})).as_object_mut() {
            properties.append(&mut members);
        }
        if let Some((key, _)) = <R::Caller as Caller>::MEMBER
            && let Some(required) = root.entry("required").or_insert_with(|| json!([])).as_array_mut()
        {
            required.insert(0, key.into());
        }
    }
    schema
}

fn described<T: JsonSchema>(generator: &mut SchemaGenerator, description: &str) -> Json {
    let mut schema = generator.subschema_for::<T>();
    schema.insert("description".to_owned(), description.into());
    schema.to_value()
}

fn result_schema<R: Request>() -> Json {
    let generator = schema_settings().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<R::Response>();
    schema.insert("title".to_owned(), format!("Result of {}", R::NAME).into());
    schema.remove("description");
    schema.to_value()
}
