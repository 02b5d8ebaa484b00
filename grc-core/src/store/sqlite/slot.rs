//! A place where one thread leaves a value for others that wait for it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

pub(super) struct Slot<T> {
    value: Mutex<Option<T>>,
    filled: Condvar,
}

impl<T> Slot<T> {
    pub(super) fn new() -> Self {
        Self { value: Mutex::new(None), filled: Condvar::new() }
    }

    pub(super) fn put(&self, value: T) {
        *lock(&self.value) = Some(value);
        self.filled.notify_all();
    }

    /// Waits for the value and takes it away: for one waiter.
    pub(super) fn take(&self) -> T {
        let mut value = lock(&self.value);
        loop {
            if let Some(value) = value.take() {
                return value;
            }
            value = self.filled.wait(value).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits for the value and leaves it there: for any number of waiters.
    pub(super) fn read(&self) -> T
    where
        T: Clone,
    {
        let mut value = lock(&self.value);
        loop {
            if let Some(value) = value.as_ref() {
                return value.clone();
            }
            value = self.filled.wait(value).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Locks. What the mutexes of this store protect is whole at any moment, so that a panic elsewhere spoils nothing.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
