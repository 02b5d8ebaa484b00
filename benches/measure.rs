//! Times, medians, the probe of the disk, the table.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long something takes.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let value = work();
    (start.elapsed(), value)
}

/// The value below which a share of all stands: a half, for the median.
pub(crate) fn quantile<T: PartialOrd + Copy>(values: &[T], share: f64) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_by(|left, right| left.partial_cmp(right).expect("values that compare"));
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}

pub(crate) fn median<T: PartialOrd + Copy>(values: &[T]) -> T {
    quantile(values, 0.5)
}

/// Two sides that take turns, so that what disturbs one disturbs the other.
#[derive(Default)]
pub(crate) struct Duel {
    floor: Vec<Duration>,
    engine: Vec<Duration>,
    ratios: Vec<f64>,
}

impl Duel {
    /// Notes a round, by the time of each operation of either side.
    pub(crate) fn round(&mut self, floor: &[Duration], engine: &[Duration]) {
        self.ratios.push(median(engine).as_secs_f64() / median(floor).as_secs_f64());
        self.floor.extend(floor);
        self.engine.extend(engine);
    }

    /// Prints the medians of both sides, and the median of the ratios of the rounds.
    pub(crate) fn print(&self, name: &str, target: f64, note: &str) {
        let ratio = median(&self.ratios);
        let verdict = if ratio <= target { "" } else { "  MISSED" };
        println!(
            "{name:<44}{:>11}{:>11}  {ratio:>5.2}x  <= {target}x{verdict}  {note}",
            short(median(&self.floor)),
            short(median(&self.engine)),
        );
    }
}

/// Runs two sides in turns, each first in every other round.
pub(crate) fn alternate<A, B>(
    round: usize,
    mut first: impl FnMut() -> A,
    mut second: impl FnMut() -> B,
) -> (A, B) {
    if round.is_multiple_of(2) {
        let first = first();
        (first, second())
    } else {
        let second = second();
        (first(), second)
    }
}

pub(crate) fn title(name: &str, floor: &str, engine: &str) {
    println!("\n{name:<44}{floor:>11}{engine:>11}   ratio  target");
}

/// A duration, short enough for a column.
pub(crate) fn short(duration: Duration) -> String {
    let micros = duration.as_secs_f64() * 1e6;
    if micros < 1000.0 { format!("{micros:.1} us") } else { format!("{:.2} ms", micros / 1000.0) }
}

/// What one sync of the disk takes just now: the median of a few, each after a write of 4 KiB.
pub(crate) struct Probe(File);

impl Probe {
    pub(crate) fn beside(path: &Path) -> Self {
        Self(File::create(path.with_extension("probe")).expect("a file beside the store"))
    }

    pub(crate) fn sync(&mut self) -> Duration {
        let syncs: [Duration; 5] = std::array::from_fn(|_| {
            time(|| {
                self.0.seek(SeekFrom::Start(0)).expect("a file that seeks");
                self.0.write_all(&[7; 4096]).expect("a write");
                self.0.sync_all().expect("a sync");
            })
            .0
        });
        median(&syncs)
    }
}
