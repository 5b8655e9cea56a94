//! Times and what is said of them: medians and 99th percentiles, and ratios of interleaved rounds.

use std::time::{Duration, Instant};

/// The time `work` takes, with its result.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let value = work();
    (began.elapsed(), value)
}

/// Times of the same thing, in nanoseconds, round by round.
#[derive(Default, Clone)]
pub(crate) struct Samples {
    rounds: Vec<Vec<f64>>,
}

impl Samples {
    pub(crate) fn round(&mut self, times: Vec<f64>) {
        self.rounds.push(times);
    }

    /// The median of the rounds' medians.
    pub(crate) fn median(&self) -> f64 {
        median(self.rounds.iter().map(|round| median(round.clone())).collect())
    }

    /// The 99th percentile of everything.
    pub(crate) fn p99(&self) -> f64 {
        let mut all: Vec<f64> = self.rounds.concat();
        all.sort_by(f64::total_cmp);
        all.get(all.len().saturating_sub(1) * 99 / 100).copied().unwrap_or(f64::NAN)
    }

    /// The median over the rounds of this round's median against the same round's of `floor`.
    pub(crate) fn over(&self, floor: &Samples) -> f64 {
        let pairs = self.rounds.iter().zip(&floor.rounds);
        median(pairs.map(|(a, b)| median(a.clone()) / median(b.clone())).collect())
    }

    /// The same times with `part` taken away from each.
    pub(crate) fn without(&self, part: f64) -> Samples {
        let less = |round: &Vec<f64>| round.iter().map(|time| time - part).collect();
        Samples { rounds: self.rounds.iter().map(less).collect() }
    }
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match (values.get(half), values.len() % 2) {
        (None, _) => f64::NAN,
        (Some(middle), 1) => *middle,
        (Some(middle), _) => (values[half - 1] + middle) / 2.0,
    }
}

pub(crate) fn nanos(time: Duration) -> f64 {
    time.as_nanos() as f64
}

/// A time as people read it.
pub(crate) fn human(nanos: f64) -> String {
    match nanos {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e4 => format!("{:.2} µs", n / 1e3),
        n if n < 1e6 => format!("{:.0} µs", n / 1e3),
        n if n < 1e8 => format!("{:.2} ms", n / 1e6),
        n => format!("{:.2} s", n / 1e9),
    }
}
