//! The law as algorithms: what days count.

mod calendar;
#[cfg(test)]
mod tests;

pub use calendar::{add_working_days, easter_sunday, is_public_holiday, is_working_day};
