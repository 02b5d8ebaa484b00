//! The Python interface of grc: the module `grc._grc`, which the package `grc` dresses.
//!
//! Small on purpose: an engine that is opened, asked and closed; values that go in and out; what the host lends. What an
//! operation is called, what it takes and what it gives are written in Python, from the engine's own tables.

mod calendar;
mod engine;
mod failure;
mod given;
mod hooks;
mod identifier;
mod record;
mod shape;
mod stream;
mod told;

/// The engine, as Python sees it.
#[pyo3::pymodule(gil_used = false)]
mod _grc {
    use grc_core::ErrorCode;
    use pyo3::pyfunction;

    #[pymodule_export]
    use crate::calendar::public_holidays;
    #[pymodule_export]
    use crate::engine::Engine;
    #[pymodule_export]
    use crate::given::to_json;
    #[pymodule_export]
    use crate::identifier::{canonical, formatted};
    #[pymodule_export]
    use crate::record::{Member, Members};

    /// The version of the library, such as "0.1.0".
    #[pyfunction]
    fn version() -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// Every code of a failure: its name, its number, what it means.
    #[pyfunction]
    fn error_codes() -> Vec<(&'static str, i32, &'static str)> {
        ErrorCode::ALL.iter().map(|code| (code.name(), code.number(), code.meaning())).collect()
    }

    /// The names of the operations, in order.
    #[pyfunction]
    fn operations() -> Vec<&'static str> {
        grc_core::wire::operations().iter().map(|operation| operation.name).collect()
    }
}
