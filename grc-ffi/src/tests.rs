//! What C programs cannot provoke: a defect of the library.

use std::ffi::c_char;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use grc_core::engine::Clock;
use grc_core::{Engine, Host, Instant};

use crate::boundary::admit;
use crate::encoding::Encoding;
use crate::engine::grc_close;
use crate::handle::{Handle, HostClock, Opened, grc_engine};
use crate::operation::{allocated, kept};
use crate::result::grc_errmsg;
use crate::status::{GRC_INVALID_HANDLE, GRC_OK, GRC_PANIC, GRC_POISONED};

static STOPS: AtomicBool = AtomicBool::new(false);

/// A clock that breaks.
struct Broken;

impl Clock for Broken {
    fn now(&self) -> Instant {
        assert!(!STOPS.load(Ordering::Relaxed), "the clock is broken");
        Instant::from_milliseconds(0)
    }
}

fn engine() -> *mut grc_engine {
    let mut handle = Handle::default();
    let engine = Engine::open_with(":memory:", Host::new().clock(Broken)).unwrap();
    handle.open(Opened { engine, encoding: Encoding::Utf8, clock: HostClock::default() });
    admit(handle).unwrap_or(ptr::null_mut())
}

fn run_due(engine: *mut grc_engine) -> i32 {
    // SAFETY: the request is two bytes of a text that lives as long as the program.
    unsafe { kept(engine, "run_due", (c"{}".as_ptr(), 2)) }
}

#[test]
fn a_defect_comes_back_as_a_status_and_the_engine_can_only_be_closed() {
    let (broken, sound) = (engine(), engine());
    assert_eq!(run_due(broken), GRC_OK);
    STOPS.store(true, Ordering::Relaxed);
    assert_eq!(run_due(broken), GRC_PANIC);
    STOPS.store(false, Ordering::Relaxed);
    let (mut result, mut length) = (ptr::null_mut::<c_char>(), 0_usize);
    // SAFETY: each pointer leads to what it must.
    unsafe {
        let asked = (c"{}".as_ptr(), 2);
        assert_eq!(allocated(broken, "version", asked, (&raw mut result, &raw mut length)), GRC_POISONED);
        assert_eq!(grc_errmsg(broken, ptr::null_mut(), 0, &raw mut length), GRC_POISONED);
    }
    assert!(result.is_null());
    // Others go on.
    assert_eq!(run_due(sound), GRC_OK);
    assert_eq!(grc_close(broken), GRC_OK);
    assert_eq!(grc_close(broken), GRC_INVALID_HANDLE);
    assert_eq!(grc_close(sound), GRC_OK);
}
