//! Public holidays: what `grc.calendar` offers.

use grc_core::definition::Zone;
use grc_core::law;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// The public holidays of a year: days written `YYYY-MM-DD`, and what each is called in French.
#[pyfunction]
pub(crate) fn public_holidays(zone: &str, year: i32) -> PyResult<Vec<(String, String)>> {
    let zone = Zone::from_name(zone).ok_or_else(|| PyValueError::new_err("unknown zone"))?;
    let holidays = law::public_holidays(zone, year);
    Ok(holidays.into_iter().map(|holiday| (holiday.day.to_string(), holiday.title.french)).collect())
}
