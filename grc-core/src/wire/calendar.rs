//! Public holidays, apart from any town. Nothing of the engine is asked.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::operation::Request;
use crate::definition::{Bilingual, Zone};
use crate::error::{Error, ErrorCode, Result};
use crate::law;

/// The years of which holidays are told: those in which they are what they are now.
const YEARS: std::ops::RangeInclusive<i32> = 1983..=2999;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicHolidays {
    /// Where; mainland France, if absent.
    #[serde(default)]
    zone: Zone,
    /// The year, from 1983 to 2999.
    year: i32,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Holidays {
    /// The holidays, in the order of the days.
    holidays: Vec<Holiday>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Holiday {
    /// The day.
    #[schemars(with = "String", extend("format" = "date"))]
    day: NaiveDate,
    /// What it is called.
    title: String,
}

impl Request for PublicHolidays {
    const NAME: &'static str = "public_holidays";
    const SUMMARY: &'static str = "Gives the public holidays of a year, in a part of France.";
    type Caller = ();
    type Response = Holidays;

    fn perform(self, context: Context<'_, ()>) -> Result<Holidays> {
        if !YEARS.contains(&self.year) {
            let message = Bilingual::new("l'année va de 1983 à 2999", "the year goes from 1983 to 2999");
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/year"));
        }
        let language = context.language.unwrap_or_default();
        let told = |holiday: law::Holiday| Holiday {
            day: holiday.day,
            title: holiday.title.get(language).to_owned(),
        };
        Ok(Holidays { holidays: law::public_holidays(self.zone, self.year).into_iter().map(told).collect() })
    }
}
