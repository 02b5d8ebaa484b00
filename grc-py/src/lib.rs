//! The Python interface of grc: the module `grc._grc`, which the package `grc` dresses.

mod calendar;
mod identifier;

/// The engine, as Python sees it.
#[pyo3::pymodule]
mod _grc {
    use pyo3::pyfunction;

    #[pymodule_export]
    use crate::calendar::public_holidays;
    #[pymodule_export]
    use crate::identifier::{canonical, formatted};

    /// The version of the library, such as "0.1.0".
    #[pyfunction]
    fn version() -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}
