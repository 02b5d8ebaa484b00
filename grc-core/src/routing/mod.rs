//! Who is offered what: which procedures a visitor is shown, which scenarios of one they may follow, and why not
//! the others.

pub mod list;
pub mod markdown;
mod reason;
mod route;
#[cfg(test)]
mod tests;
mod visitor;

pub use list::Criteria;
pub use reason::{Question, Reason};
pub use route::{NotOffered, Offer, OfferKind, Routes, Routing};
pub use visitor::Visitor;
