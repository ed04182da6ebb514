//! Random histories of several tabs, a network and a server, played on the real engine with the
//! double of `browser`.
//!
//! `SIMULATE=n cargo test simulation` plays n histories instead of 2,000, and `SEED=n` plays one
//! and prints its steps. A failing history is shrunk to its shortest failing form.

mod call;
mod config;
mod external_changes;
mod final_checks;
mod invariants;
mod player;
mod prng;
mod regressions;
mod running;
mod server;
mod shared;
mod shown;
mod shrink;
mod snippets;
mod step;
mod tab;
mod theme;

use core::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use config::Config;
use invariants::Violation;
use player::Player;
use step::{Step, history};

/// The number of histories, unless the variable `SIMULATE` sets another.
const HISTORIES: u64 = 2_000;

/// The size of a history.
#[derive(Default)]
struct Figures {
    steps: usize,
    requests: usize,
}

thread_local! {
    /// Whether a panic of this thread is a finding, which is reported separately.
    static IS_PLAYING: Cell<bool> = const { Cell::new(false) };
}

/// Plays a history to its end. A panic counts as a violation.
fn play(config: &Config, steps: &[Step], is_traced: bool) -> Result<Figures, Violation> {
    quieten();
    IS_PLAYING.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(|| {
        let mut player = Player::new(config);
        player.is_traced = is_traced;
        for step in steps {
            player.take(*step)?;
        }
        player.end()?;
        Ok(Figures { steps: steps.len(), requests: player.world.sent_requests() })
    }));
    IS_PLAYING.set(false);
    result.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).into()));
        Err(Violation { invariant: "nothing panics", details: text.unwrap_or_default() })
    })
}

/// Suppresses the printing of panics in histories.
fn quieten() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_PLAYING.get() {
                print(info);
            }
        }));
    });
}

/// Shrinks a failing history and describes it with everything that its analysis needs.
fn report(config: &Config, steps: Vec<Step>, violation: &Violation) -> String {
    let fails = |steps: &[Step]| {
        play(config, steps, false).is_err_and(|other| other.invariant == violation.invariant)
    };
    let shortest = shrink::shrink(steps, fails);
    let violation = play(config, &shortest, number("SEED").is_some())
        .err()
        .unwrap_or_else(|| violation.clone());
    let steps: Vec<String> = shortest.iter().map(|step| format!("    {step:?}")).collect();
    let Violation { invariant, details } = violation;
    format!("SEED={}: {invariant}\n  {details}\n  {config:?}\n{}", config.seed, steps.join("\n"))
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn every_history_keeps_the_invariants() {
    let seeds = match number("SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("SIMULATE").unwrap_or(HISTORIES),
    };
    let (histories, mut figures) = (seeds.end - seeds.start, Figures::default());
    // The seeds of failing histories, by invariant. The first history of each invariant is
    // reported.
    let mut failing: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    let mut reports = Vec::new();
    for seed in seeds {
        let config = Config::new(seed);
        let steps = history(&config);
        match play(&config, &steps, false) {
            Ok(played) => {
                figures.steps += played.steps;
                figures.requests += played.requests;
            }
            Err(violation) => {
                let seeds = failing.entry(violation.invariant).or_default();
                seeds.push(seed);
                if seeds.len() == 1 {
                    reports.push(report(&config, steps, &violation));
                }
            }
        }
    }
    let Figures { steps, requests } = figures;
    println!("{histories} histories, {steps} steps, {requests} requests");
    assert!(failing.is_empty(), "{}\n{failing:?}", reports.join("\n"));
}
