//! Eight threads that file requests at once, beside one, on a disk that is synced at each COMMIT.

use std::thread;
use std::time::Duration;

use grc::Engine;
use grc::store::sqlite::Durability;

use crate::measure::{Probe, alternate, median, quantile, short, time};
use crate::town;

const ROUNDS: usize = 24;
const THREADS: usize = 8;
/// Requests filed by either side in a round.
const REQUESTS: usize = 160;
/// Latencies are told apart on rounds whose sync is quicker.
const QUICK_DISK: Duration = Duration::from_millis(1);

pub(crate) fn run() {
    let directory = town::directory();
    let open = |name: &str| town::open(&directory.path().join(name), Durability::Full);
    let ((_alone, alone), (_crowd, crowd)) = (open("alone.db"), open("crowd.db"));
    let mut probe = Probe::beside(&directory.path().join("crowd.db"));
    let (mut gains, mut syncs) = (Vec::new(), Vec::new());
    let (mut times_alone, mut times_quick, mut times_slow) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let sync = probe.sync();
        let ((one, alone_each), (eight, each)) =
            alternate(round, || file(&alone, 1), || file(&crowd, THREADS));
        gains.push(one.as_secs_f64() / eight.as_secs_f64());
        syncs.push(sync);
        times_alone.extend(alone_each);
        if sync < QUICK_DISK { &mut times_quick } else { &mut times_slow }.extend(each);
    }
    println!("\n8 threads that submit, synchronous=FULL");
    let gain = median(&gains);
    println!("requests per second, 8 threads beside one: {gain:.2}x, target 2x{}", missed(gain < 2.0));
    println!(
        "one sync: {} (from {} to {})",
        short(median(&syncs)),
        short(quantile(&syncs, 0.0)),
        short(quantile(&syncs, 1.0))
    );
    let tell = |name: &str, times: &[Duration]| {
        if !times.is_empty() {
            let [half, most, all] = [0.5, 0.99, 1.0].map(|share| short(quantile(times, share)));
            println!("{name:<44} median {half:>9}  p99 {most:>9}  worst {all:>9}");
        }
    };
    tell("one thread", &times_alone);
    tell("8 threads, rounds with a sync under 1 ms", &times_quick);
    tell("8 threads, other rounds", &times_slow);
    if !times_quick.is_empty() {
        let too_slow = quantile(&times_quick, 0.99) > Duration::from_millis(25);
        println!("p99 on a quick disk, target 25 ms{}", missed(too_slow));
    }
}

fn missed(is_missed: bool) -> &'static str {
    if is_missed { "  MISSED" } else { "" }
}

/// Files requests with some threads: the time of all, and of each.
fn file(engine: &Engine, threads: usize) -> (Duration, Vec<Duration>) {
    let one = |first: usize| -> Vec<Duration> {
        (first..first + REQUESTS / threads).map(|rank| time(|| town::submit(engine, rank)).0).collect()
    };
    time(|| {
        thread::scope(|scope| {
            let running: Vec<_> =
                (0..threads).map(|thread| scope.spawn(move || one(thread * REQUESTS))).collect();
            running.into_iter().flat_map(|thread| thread.join().expect("a thread that ends")).collect()
        })
    })
}
