//! The town: its settings, its zone, its services, as a sealed catalogue holds them.

use std::str::FromStr;
use std::sync::Arc;

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Tz;
use rust_decimal::Decimal;

use crate::definition::{
    Bilingual, Catalogue, Diagnostics, Id, Language, Pointer, Procedure, Service, Setting, ValueType,
};
use crate::expr::{Duration, Record, Type, Value};
use crate::identifier::Region;
use crate::law::Calendar;
use crate::request::{Agent, Instant, Sender};
use crate::sector::Divisions;

/// What every procedure of a catalogue shares.
#[derive(Clone, Debug)]
pub struct Town {
    /// Language of texts that do not name theirs.
    pub language: Language,
    /// Zone in which days are counted.
    pub zone: Tz,
    /// Days that it works.
    pub calendar: Calendar,
    /// Its divisions into sectors.
    pub divisions: Divisions,
    /// Services, in the catalogue's order.
    pub services: Vec<Service>,
    settings: Vec<(String, Value)>,
}

impl Town {
    /// Reads a catalogue's settings, zone, calendar and sectors. What cannot be read is a fault, and left out.
    pub fn compile(catalogue: &Catalogue, faults: &mut Diagnostics) -> Self {
        let at = Pointer::root();
        let zone = Tz::from_str(&catalogue.time_zone.0).unwrap_or_else(|_| {
            let message = Bilingual::new("fuseau horaire inconnu", "unknown time zone");
            faults.fault(&at.key("time_zone"), "definition.unknown_time_zone", message);
            Tz::Europe__Paris
        });
        let calendar = Calendar::compile(&catalogue.calendar, &at.key("calendar"), faults);
        let divisions = Divisions::compile(&catalogue.sectors, &at.key("sectors"), faults);
        let mut settings = Vec::new();
        for (name, setting) in &catalogue.settings {
            let value = match setting {
                Setting::Text(text) => Some(Value::text(text.as_str())),
                Setting::Integer(number) => Some(Value::Integer(*number)),
                Setting::Boolean(flag) => Some(Value::Bool(*flag)),
                Setting::Typed(typed) => typed_value(typed.kind, &typed.value),
            };
            match value {
                Some(value) => settings.push((name.clone(), value)),
                None => {
                    let message = Bilingual::new(
                        "cette valeur n'est pas du type annoncé",
                        "this value is not of the type that it announces",
                    );
                    let place = at.key("settings").key(name).key("value");
                    faults.fault(&place, "definition.wrong_type", message);
                }
            }
        }
        Self {
            language: catalogue.language,
            zone,
            calendar,
            divisions,
            services: catalogue.services.clone(),
            settings,
        }
    }

    /// A service, if the catalogue has it.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id.as_str() == id)
    }

    /// The local day of an instant.
    pub fn day(&self, instant: Instant) -> NaiveDate {
        instant.date_time().with_timezone(&self.zone).date_naive()
    }

    /// The first instant of a local day. Where midnight does not exist that day, the first hour that does.
    pub fn start_of(&self, day: NaiveDate) -> Instant {
        let instant = (0..24)
            .filter_map(|hour| day.and_hms_opt(hour, 0, 0))
            .find_map(|time| self.zone.from_local_datetime(&time).earliest());
        instant.map_or(Instant::from_milliseconds(0), |instant| Instant::from(instant.to_utc()))
    }

    /// The first instant after a local day.
    pub fn end_of(&self, day: NaiveDate) -> Instant {
        self.start_of(day.succ_opt().unwrap_or(day))
    }

    /// Who writes in the name of a service: the town (setting `nom_commune`) at the service's e-mail address, or at
    /// the town's (setting `courriel`). `None` if there is neither.
    pub fn sender(&self, service: &str) -> Option<Sender> {
        let text = |name: &str| match self.setting(name) {
            Value::Text(text) => Some(text.to_string()),
            _ => None,
        };
        let email =
            self.service(service).and_then(|service| service.email.clone()).or_else(|| text("courriel"))?;
        Some(Sender { name: text("nom_commune").unwrap_or_default(), email })
    }

    /// How the town hall signs a text, a line each: the agent and what they do, the service, and how to reach it.
    pub fn signature(&self, agent: Option<&Agent>, service: &str, language: Language) -> String {
        let who = agent.into_iter().flat_map(|agent| [Some(agent.name.as_str()), agent.title.as_deref()]);
        let contact = self.service(service).into_iter().flat_map(|service| {
            let address = service.address.as_ref().map(|address| address.get(language));
            [Some(service.title.get(language)), address, service.phone.as_deref(), service.email.as_deref()]
        });
        who.chain(contact).flatten().collect::<Vec<_>>().join("\n")
    }

    /// The region in which telephone numbers without a country code are read: that of the town (setting `code_insee`).
    pub fn region(&self) -> Region {
        match self.setting("code_insee") {
            Value::Text(code) => Region::of(&code).unwrap_or_default(),
            _ => Region::default(),
        }
    }

    pub(super) fn setting(&self, name: &str) -> Value {
        self.settings.iter().find(|(known, _)| known == name).map_or(Value::Null, |(_, value)| value.clone())
    }

    pub(super) fn settings_value(&self) -> Value {
        Value::object(self.settings.iter().map(|(name, value)| (name.as_str(), value.clone())))
    }

    /// Names and types of the settings.
    pub fn settings_record(&self) -> Record {
        self.settings.iter().map(|(name, value)| (name.clone(), type_of(value))).collect()
    }
}

fn type_of(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::Bool,
        Value::Integer(_) => Type::Integer,
        Value::Decimal(_) => Type::Decimal,
        Value::Date(_) => Type::Date,
        Value::Duration(_) => Type::Duration,
        _ => Type::Text,
    }
}

/// Reads a value written as text, as its type says; `None` when it is not of that type.
pub fn typed_value(kind: ValueType, text: &str) -> Option<Value> {
    match kind {
        ValueType::Text => Some(Value::text(text)),
        ValueType::Integer => text.parse().ok().map(Value::Integer),
        ValueType::Decimal => Decimal::from_str_exact(text).ok().map(Value::Decimal),
        ValueType::Boolean => text.parse().ok().map(Value::Bool),
        ValueType::Date => text.parse().ok().map(Value::Date),
        ValueType::Duration => text.parse::<Duration>().ok().map(Value::Duration),
    }
}

/// What is known of a procedure where its requests are processed.
#[derive(Clone, Debug)]
pub struct ProcedureFacts {
    /// Its id.
    pub id: Id,
    /// Its title, in the catalogue's language.
    pub title: Arc<str>,
    /// The service in charge.
    pub service: Id,
}

impl ProcedureFacts {
    /// Reads them from the definition.
    pub fn of(procedure: &Procedure, language: Language) -> Self {
        Self {
            id: procedure.id.clone(),
            title: procedure.title.get(language).into(),
            service: procedure.service.clone(),
        }
    }
}
