//! File objects of Python, read and written piece by piece: the interpreter is held for each piece, and for no longer.

use std::io::{self, Read, Write};

use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// How many bytes a piece has.
const PIECE: usize = 256 << 10;

/// A binary file object to read from. What it raises is kept, to be raised again when the operation has ended.
pub(crate) struct Source {
    file: Py<PyAny>,
    piece: Vec<u8>,
    taken: usize,
    pub(crate) raised: Option<PyErr>,
}

impl Source {
    pub(crate) fn new(file: Py<PyAny>) -> Self {
        Self { file, piece: Vec::new(), taken: 0, raised: None }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.piece.len() {
            let read = Python::attach(|py| -> PyResult<Vec<u8>> {
                let piece = self.file.bind(py).call_method1("read", (PIECE,))?;
                Ok(piece.cast::<PyBytes>()?.as_bytes().to_vec())
            });
            self.piece = read.map_err(|error| failed(&mut self.raised, error))?;
            self.taken = 0;
        }
        let left = self.piece.get(self.taken..).unwrap_or_default();
        let length = left.len().min(buffer.len());
        for (place, byte) in buffer.iter_mut().zip(left) {
            *place = *byte;
        }
        self.taken += length;
        Ok(length)
    }
}

/// A binary file object to write to.
pub(crate) struct Target {
    file: Py<PyAny>,
    pub(crate) raised: Option<PyErr>,
}

impl Target {
    pub(crate) fn new(file: Py<PyAny>) -> Self {
        Self { file, raised: None }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = Python::attach(|py| -> PyResult<usize> {
            let written = self.file.bind(py).call_method1("write", (PyBytes::new(py, bytes),))?;
            // A file without a buffer may take less; others may say nothing.
            Ok(written.extract::<usize>().unwrap_or(bytes.len()).min(bytes.len()))
        });
        written.map_err(|error| failed(&mut self.raised, error))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn failed(raised: &mut Option<PyErr>, error: PyErr) -> io::Error {
    *raised = Some(error);
    io::Error::other("the file object raised an exception")
}
