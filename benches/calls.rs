//! Calls to business applications: one worker beside a bare loop, and what a dead application costs the others.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use grc::{Actor, Budget, Engine};
use serde_json::{Value as Json, json};

use crate::application::Application;
use crate::measure::{Duel, alternate, median, quantile, short, time, title};
use crate::reports::{open, submit};
use crate::town;

/// Rounds, and calls in each.
const ROUNDS: usize = 12;
const CALLS: usize = 200;

/// Rounds of what a dead application costs, and calls in each.
const SHARED: (usize, usize) = (12, 60);
/// What waits for the dead one.
const QUEUED: usize = 1_000;
const WORKERS: usize = 4;

pub(crate) fn run() {
    title("one worker that calls, synchronous=OFF", "bare ureq", "engine");
    for (delay, name) in [(0, "answered at once"), (2, "answered after 2 ms"), (10, "answered after 10 ms")] {
        throughput(Duration::from_millis(delay), name);
    }
    beside_a_dead_one();
}

fn throughput(delay: Duration, name: &str) {
    let directory = town::directory();
    let application = Application::start(delay);
    let engine = open(&directory.path().join("calls.db"), &[application.address.to_string()]);
    let agent = ureq::Agent::new_with_defaults();
    let url = format!("http://{}/api/tickets", application.address);
    let mut duel = Duel::default();
    for round in 0..ROUNDS {
        for _ in 0..CALLS {
            submit(&engine, 0);
        }
        let bare = || time(|| (0..CALLS).for_each(|rank| call(&agent, &url, rank))).0;
        let worker = || {
            let (elapsed, report) = time(|| engine.run_due(&Budget::default()).expect("work is done"));
            assert_eq!((report.calls, report.failures), (CALLS, 0));
            elapsed
        };
        let (bare, worker) = alternate(round, bare, worker);
        let of_one = |total: Duration| [total / u32::try_from(CALLS).expect("few calls")];
        duel.round(&of_one(bare), &of_one(worker));
    }
    // 0.8 times as many calls take 1.25 times as long.
    duel.print(name, 1.25, "");
}

/// The same call, by the same client, and nothing else.
fn call(agent: &ureq::Agent, url: &str, rank: usize) {
    let body = json!({"ref": format!("2026-{rank:06}"), "quoi": "Un trou"}).to_string();
    let answered = agent
        .post(url)
        .header("Accept", "application/json")
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", uuid::Uuid::from_u128(rank as u128).to_string())
        .send(body.as_bytes());
    let answer = answered.expect("an answer").body_mut().read_to_vec().expect("a body");
    let _: Json = serde_json::from_slice(&answer).expect("JSON");
}

fn beside_a_dead_one() {
    let directory = town::directory();
    let delay = Duration::from_millis(2);
    let (alone, beside) = (Application::start(delay), Application::start(delay));
    let dead = Application::dead().to_string();
    let open = |name: &str, live: &Application| {
        open(&directory.path().join(name), &[live.address.to_string(), dead.clone()])
    };
    let (well, troubled) = (open("well.db", &alone), open("troubled.db", &beside));
    for _ in 0..QUEUED {
        submit(&troubled, 1);
    }
    // The dead one is found to be so once, and set aside.
    latencies(&troubled, &beside, 1);
    latencies(&well, &alone, 1);
    let (mut ratios, mut all) = (Vec::new(), Vec::new());
    for round in 0..SHARED.0 {
        let (before, after) = alternate(
            round,
            || latencies(&well, &alone, SHARED.1),
            || latencies(&troubled, &beside, SHARED.1),
        );
        ratios.push(median(&after).as_secs_f64() / median(&before).as_secs_f64());
        all.extend(after);
    }
    let queued = troubled.endpoints(&Actor::System).expect("endpoints");
    let queued = queued.iter().map(|endpoint| endpoint.queued).max().unwrap_or_default();
    let ratio = median(&ratios);
    println!("\n{WORKERS} threads that call, a dead application with {queued} calls that wait");
    println!(
        "from the submission to the call: median {}, p99 {}; beside none: {ratio:.2}x, target 1.1x{}",
        short(median(&all)),
        short(quantile(&all, 0.99)),
        if ratio > 1.1 { "  MISSED" } else { "" }
    );
}

/// The time from each submission to its call, while some threads work.
fn latencies(engine: &Engine, application: &Application, calls: usize) -> Vec<Duration> {
    let is_over = Arc::new(AtomicBool::new(false));
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (engine, is_over) = (engine.clone(), Arc::clone(&is_over));
            thread::spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    engine.run_due(&Budget::default()).expect("work is done");
                    thread::sleep(Duration::from_millis(1));
                }
            })
        })
        .collect();
    let measured = (0..calls)
        .map(|_| {
            let begun = Instant::now();
            submit(engine, 0);
            application.arrivals.recv().expect("a call") - begun
        })
        .collect();
    is_over.store(true, Ordering::Relaxed);
    workers.into_iter().for_each(|worker| worker.join().expect("a worker that ends"));
    measured
}
