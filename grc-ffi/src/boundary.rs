//! The way in: which engine, whether it may be used now, and nothing that unwinds into the caller.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, TryLockError};

use crate::failure::{Failure, Outcome};
use crate::handle::{Handle, grc_engine};
use crate::status::{
    GRC_BUSY, GRC_FORKED, GRC_INVALID_HANDLE, GRC_NULL_POINTER, GRC_OK, GRC_PANIC, GRC_POISONED,
};

type Slot = Arc<Mutex<Handle>>;

/// Every engine that is not closed, by its number, which is never given again.
static ENGINES: RwLock<BTreeMap<usize, Slot>> = RwLock::new(BTreeMap::new());
static NEXT: AtomicUsize = AtomicUsize::new(1);
/// The process that first used the library.
static PROCESS: OnceLock<u32> = OnceLock::new();

/// The last bits of a handle. A true address is even: it is no handle.
const MARK: usize = 0b1011;
const MARK_BITS: u32 = 4;

/// Whether this process is a child of the one that first used the library. Its locks may then be held by threads that
/// it does not have.
pub(crate) fn is_forked() -> bool {
    PROCESS.get().is_some_and(|process| *process != process::id())
}

/// Keeps a new engine, and gives its handle.
pub(crate) fn admit(handle: Handle) -> Outcome<*mut grc_engine> {
    let used_by = *PROCESS.get_or_init(process::id);
    if used_by != process::id() {
        return Err(Failure::Misuse(GRC_FORKED));
    }
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    ENGINES.write().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::new(Mutex::new(handle)));
    Ok(std::ptr::without_provenance_mut((number << MARK_BITS) | MARK))
}

/// Does something that needs no engine.
pub(crate) fn guarded(work: impl FnOnce() -> Outcome) -> i32 {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => GRC_OK,
        Ok(Err(failure)) => failure.status(),
        Err(_) => GRC_PANIC,
    }
}

/// Does something with an engine, alone. A failure of an operation is kept in it, for `grc_errmsg`.
pub(crate) fn enter(engine: *mut grc_engine, work: impl FnOnce(&mut Handle) -> Outcome) -> i32 {
    within(engine, |handle| {
        let outcome = work(handle);
        if let Err(failure) = &outcome {
            handle.note(failure);
        }
        outcome
    })
}

/// Reads what an engine holds, alone. A failure leaves what the last operation left.
pub(crate) fn look(engine: *mut grc_engine, work: impl FnOnce(&Handle) -> Outcome) -> i32 {
    within(engine, |handle| work(handle))
}

fn within(engine: *mut grc_engine, work: impl FnOnce(&mut Handle) -> Outcome) -> i32 {
    guarded(|| {
        let (_, slot) = find(engine)?;
        // Released while a panic passes, which poisons it.
        let mut handle = match slot.try_lock() {
            Ok(handle) => handle,
            Err(TryLockError::WouldBlock) => return Err(Failure::Misuse(GRC_BUSY)),
            Err(TryLockError::Poisoned(_)) => return Err(Failure::Misuse(GRC_POISONED)),
        };
        work(&mut handle)
    })
}

/// Closes an engine.
pub(crate) fn dismiss(engine: *mut grc_engine) -> i32 {
    guarded(|| {
        let (number, slot) = find(engine)?;
        if matches!(slot.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(Failure::Misuse(GRC_BUSY));
        }
        let closed = ENGINES.write().unwrap_or_else(PoisonError::into_inner).remove(&number);
        // Outside the table's lock: closing a store waits for the disk.
        drop((closed, slot));
        Ok(())
    })
}

fn find(engine: *mut grc_engine) -> Outcome<(usize, Slot)> {
    if engine.is_null() {
        return Err(Failure::Misuse(GRC_NULL_POINTER));
    }
    if is_forked() {
        return Err(Failure::Misuse(GRC_FORKED));
    }
    let address = engine.addr();
    let number = address >> MARK_BITS;
    let known = (address == ((number << MARK_BITS) | MARK))
        .then(|| ENGINES.read().unwrap_or_else(PoisonError::into_inner).get(&number).cloned());
    let slot = known.flatten().ok_or(Failure::Misuse(GRC_INVALID_HANDLE))?;
    Ok((number, slot))
}
