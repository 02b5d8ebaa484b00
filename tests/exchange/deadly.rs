//! A worker whose process ends at a given step.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::common::{Letterbox, Seeded, TestSecrets, TownHall};
use grc::definition::Channel;
use grc::engine::Clock;
use grc::{AddressGuard, Budget, Engine, Host, Instant};

/// A clock that ends the process the given time that it is read.
struct Deadly {
    now: Instant,
    left: AtomicI64,
}

impl Clock for Deadly {
    fn now(&self) -> Instant {
        if self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            std::process::abort();
        }
        self.now
    }
}

fn opened(path: &Path, clock: impl Clock + 'static, address: &str) -> Engine {
    let guard = AddressGuard::default().allow(address).unwrap();
    let host = Host::new().clock(clock).randomness(Seeded::new(7)).secrets(TestSecrets).guard(guard);
    Engine::open_with(path, host.transport(Channel::Email, Letterbox::default())).unwrap()
}

const CHILD: &str = "GRC_TEST_DEADLY";

#[test]
#[ignore = "run by other tests, which it is to kill"]
fn a_worker_dies_while_it_works() {
    let told = std::env::var(CHILD).unwrap();
    let [path, address, now, left] = told.split(' ').collect::<Vec<_>>()[..] else { panic!("four words") };
    let clock = Deadly { now: Instant::parse(now).unwrap(), left: AtomicI64::new(left.parse().unwrap()) };
    let engine = opened(path.as_ref(), clock, address);
    engine.run_due(&Budget::default()).unwrap();
}

/// Has another process do what is due, and die at a step. Whether it came to the end before.
pub(crate) fn work_until(step: i64, town_hall: &TownHall, address: &str) -> bool {
    let told = format!("{} {address} {} {step}", town_hall.path().display(), town_hall.clock.now());
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "deadly::a_worker_dies_while_it_works"])
        .env(CHILD, told)
        .output()
        .unwrap();
    output.status.success()
}
