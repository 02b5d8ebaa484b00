//! What is written from the sources and committed is what the sources say.

mod docs;
mod doors;
mod schema;
