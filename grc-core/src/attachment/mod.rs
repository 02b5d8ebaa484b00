//! What a file is, told by its bytes alone, and the name under which it may be shown.
//!
//! A name and a type that come with a file are claims of whoever sends it. The type is found in the content, read once
//! from its beginning to its end; the name is made safe to show, to write in a header and to save on any machine.
//!
//! ```
//! use grc_core::attachment::{Detector, display_name};
//!
//! let mut detector = Detector::default();
//! detector.read(b"MZ\x90\x00");
//! let name = display_name("C:\\Documents\\photo.jpg");
//! assert_eq!(name, "photo.jpg");
//! assert_eq!(detector.media_type(&name), "application/vnd.microsoft.portable-executable");
//! ```

mod compound;
mod detector;
mod kinds;
mod name;
mod text;
mod zip;

#[cfg(test)]
mod tests;

pub use detector::Detector;
pub use kinds::{accepts, can_be_told, extension, media_types};
pub use name::display_name;
