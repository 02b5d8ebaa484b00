//! Files and directories, which come beside a request.

use std::ffi::{c_char, c_int};
use std::fs::File;
use std::mem::ManuallyDrop;
use std::path::Path;

use grc_core::definition::Bilingual;
use grc_core::wire::Beside;
use grc_core::{Error, ErrorCode};

use crate::engine::native_path;
use crate::failure::{Failure, Outcome};
use crate::handle::grc_engine;
use crate::input::{bytes, optional};
use crate::operation::{Asked, Give, operate};

/// What comes beside a request, as C gives it.
pub(crate) enum Side {
    /// The content of a file.
    Content(*const c_char, usize),
    /// The path of a file to read.
    Source(*const c_char, usize),
    /// The path of a file to write.
    Target(*const c_char, usize),
    /// The path of a directory.
    Directory(*const c_char, usize),
    /// An open file to read from.
    From(c_int),
    /// An open file to write to.
    Into(c_int),
}

/// What comes beside a request, open.
pub(crate) enum Held<'a> {
    /// Nothing.
    Nothing,
    /// Bytes of the caller's.
    Bytes(&'a [u8]),
    /// A file of the library's.
    File(File),
    /// A file of the caller's to read from, which stays open.
    From(ManuallyDrop<File>),
    /// A file of the caller's to write to, which stays open.
    Into(ManuallyDrop<File>),
    /// A file to write.
    Created(Created<'a>),
    /// A directory.
    Directory(&'a Path),
}

impl Held<'_> {
    /// As the engine takes it.
    pub(crate) fn beside(&mut self) -> Beside<'_> {
        match self {
            Self::Nothing => Beside::Nothing,
            Self::Bytes(bytes) => Beside::Content(bytes),
            Self::File(file) => Beside::Content(file),
            Self::From(file) => Beside::Content(&mut **file),
            Self::Into(file) => Beside::Output(&mut **file),
            Self::Created(created) => Beside::Output(created),
            Self::Directory(path) => Beside::Directory(path),
        }
    }
}

impl Side {
    /// Opens it.
    ///
    /// # Safety
    /// The contract of pointers, at the top of the header.
    unsafe fn held<'a>(self) -> Outcome<Held<'a>> {
        // SAFETY: by the contract of this function.
        unsafe {
            Ok(match self {
                Self::Content(content, length) => Held::Bytes(optional(content, length)?),
                Self::Source(path, length) => {
                    let path = native_path(bytes(path, length)?)?;
                    Held::File(File::open(path).map_err(|_| unreadable())?)
                }
                Self::Target(path, length) => Held::Created(Created::at(native_path(bytes(path, length)?)?)),
                Self::Directory(path, length) => Held::Directory(native_path(bytes(path, length)?)?),
                Self::From(descriptor) => Held::From(borrowed(descriptor, unreadable)?),
                Self::Into(descriptor) => Held::Into(borrowed(descriptor, unwritable)?),
            })
        }
    }
}

/// Performs an operation with what comes beside its request.
///
/// # Safety
/// The contract of pointers, at the top of the header.
pub(crate) unsafe fn beside(
    engine: *mut grc_engine,
    operation: &str,
    asked: Asked,
    side: Side,
    give_to: Give,
) -> i32 {
    // SAFETY: by the contract of this function.
    unsafe { operate(engine, operation, asked, give_to, || side.held()) }
}

/// A file that is made when the first bytes come: a refusal leaves what was there.
pub(crate) struct Created<'a> {
    path: &'a Path,
    file: Option<File>,
}

impl<'a> Created<'a> {
    fn at(path: &'a Path) -> Self {
        Self { path, file: None }
    }
}

impl std::io::Write for Created<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => self.file.insert(File::create(self.path)?).write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.as_mut().map_or(Ok(()), std::io::Write::flush)
    }
}

/// An open file of the caller's, which stays open.
///
/// # Safety
/// It stays open during the call.
#[cfg(unix)]
unsafe fn borrowed(descriptor: c_int, otherwise: fn() -> Failure) -> Outcome<ManuallyDrop<File>> {
    use std::os::fd::FromRawFd;
    if descriptor < 0 {
        return Err(otherwise());
    }
    // SAFETY: by the contract of this function; the file is not closed by what is given here.
    Ok(ManuallyDrop::new(unsafe { File::from_raw_fd(descriptor) }))
}

/// Where files have no such numbers.
///
/// # Safety
/// None is needed.
#[cfg(not(unix))]
unsafe fn borrowed(_: c_int, otherwise: fn() -> Failure) -> Outcome<ManuallyDrop<File>> {
    Err(otherwise())
}

fn unreadable() -> Failure {
    let message = Bilingual::new("le fichier ne peut pas être lu", "the file cannot be read");
    Failure::of(Error::new(ErrorCode::UnreadableFile, message))
}

fn unwritable() -> Failure {
    let message = Bilingual::new("le fichier ne peut pas être écrit", "the file cannot be written");
    Failure::of(Error::new(ErrorCode::UnwritableFile, message))
}
