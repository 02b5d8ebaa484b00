//! The law as algorithms: what days count.

mod calendar;
mod holidays;
#[cfg(test)]
mod tests;
mod window;

pub use calendar::{Calendar, MAINLAND, MAX_WORKING_DAYS, Week};
pub use holidays::{Holiday, easter_sunday, is_public_holiday, public_holidays};
pub use window::Window;
