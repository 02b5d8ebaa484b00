//! One operation of the engine, in each of the manners in which C asks it.

use std::ffi::c_char;

use grc_core::wire::{call_beside, language_of};

use crate::boundary::enter;
use crate::failure::{Failure, Outcome};
use crate::handle::{Handle, grc_engine};
use crate::input::{bytes, place};
use crate::output::give;
use crate::stream::Held;

/// Where a result goes.
pub(crate) enum Give {
    /// Into memory that the caller will free.
    Away(*mut *mut c_char, *mut usize),
    /// Into the engine, to be read from there.
    Kept,
}

/// A request, as C gives it: where it begins and how long it is.
pub(crate) type Asked = (*const c_char, usize);

/// Performs an operation and gives its result away.
///
/// # Safety
/// The contract of pointers, at the top of the header.
pub(crate) unsafe fn allocated(
    engine: *mut grc_engine,
    operation: &str,
    asked: Asked,
    (result, length): (*mut *mut c_char, *mut usize),
) -> i32 {
    // SAFETY: by the contract of this function.
    unsafe { operate(engine, operation, asked, Give::Away(result, length), || Ok(Held::Nothing)) }
}

/// Performs an operation and keeps its result in the engine.
///
/// # Safety
/// The contract of pointers, at the top of the header.
pub(crate) unsafe fn kept(engine: *mut grc_engine, operation: &str, asked: Asked) -> i32 {
    // SAFETY: by the contract of this function.
    unsafe { operate(engine, operation, asked, Give::Kept, || Ok(Held::Nothing)) }
}

/// Performs an operation; `held` opens what comes beside its request.
///
/// # Safety
/// The contract of pointers, at the top of the header.
pub(crate) unsafe fn operate<'a>(
    engine: *mut grc_engine,
    operation: &str,
    asked: Asked,
    give_to: Give,
    held: impl FnOnce() -> Outcome<Held<'a>>,
) -> i32 {
    enter(engine, |handle| {
        handle.forget();
        // SAFETY: by the contract of this function.
        let outcome = unsafe { performed(handle, operation, asked, give_to, held) };
        handle.tell(operation, outcome.as_ref().err());
        outcome
    })
}

/// # Safety
/// The contract of pointers, at the top of the header.
unsafe fn performed<'a>(
    handle: &mut Handle,
    operation: &str,
    (request, length): Asked,
    give_to: Give,
    held: impl FnOnce() -> Outcome<Held<'a>>,
) -> Outcome {
    // SAFETY: by the contract of this function.
    let request = unsafe { bytes(request, length)? };
    if let Give::Away(result, length) = &give_to {
        // Before anything is done: the result of what was done must not be lost.
        // SAFETY: by the contract of this function.
        unsafe { (place(*result)?, place(*length)?) };
    }
    let opened = handle.opened()?;
    let encoding = opened.encoding;
    let request = encoding.request(request);
    let mut held = held()?;
    let document = call_beside(&opened.engine, operation, &request, held.beside())
        .map_err(|error| Failure::Engine(error, language_of(&request)))?;
    match give_to {
        // SAFETY: by the contract of this function.
        Give::Away(result, length) => unsafe { give(encoding.json(&document), result, length) },
        Give::Kept => {
            handle.keep(document);
            Ok(())
        }
    }
}
