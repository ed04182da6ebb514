//! Short sequences of steps in which faults have occurred or are likely. Their sessions, tabs and
//! responses are random, and so are the steps around them.

use super::call::{Call, SessionRef, Template, TokenRequest};
use super::config::{Config, FailingClock};
use super::prng::Random;
use super::server::ResponseOptions;
use super::step::{Change, Step, response_options};
use super::theme::Theme;

/// The newest request, message or call.
const NEWEST: u8 = u8::MAX;

/// Makes a sequence.
pub(crate) fn snippet(config: &Config, random: &mut Random) -> Vec<Step> {
    let kinds: &[fn(&Config, &mut Random) -> Vec<Step>] = match config.theme {
        Theme::Tokens => &[verification, token_then_change, token_meets_change, token_elsewhere],
        Theme::Clocks => &[token_ages, token_ages, token_elsewhere],
        Theme::Tabs => &[token_elsewhere, token_then_change, change_comes_back],
        Theme::Choices | Theme::Faults => &[choice_is_repeated, choice_is_repeated, change_is_lost],
        Theme::Order => &[change_comes_back, end_meets_read, token_meets_change],
        Theme::Everything => &[
            verification,
            token_then_change,
            token_meets_change,
            token_elsewhere,
            token_ages,
            change_comes_back,
            end_meets_read,
            choice_is_repeated,
            change_is_lost,
        ],
    };
    random.pick(kinds)(config, random)
}

fn tab(random: &mut Random) -> u8 {
    random.below(3) as u8
}

fn call(tab: u8, call: Call) -> Step {
    Step::Call { tab, call, is_together: false }
}

fn exchange(config: &Config, random: &mut Random) -> Step {
    Step::Exchange(NEWEST, response_options(config, random))
}

/// Returns a change of a session after which its old tokens are not given out.
fn change(named: SessionRef, random: &mut Random) -> Call {
    *random.pick(&[
        Call::Touch(named, None),
        Call::Touch(named, Some(Some(0))),
        Call::AttemptFirstFactor { is_right: true },
        Call::End(named),
        Call::Delete(named),
    ])
}

fn token(session: SessionRef) -> Call {
    Call::GetToken(TokenRequest {
        session,
        template: Template::None,
        organization: None,
        skip_cache: false,
        leeway_seconds: 0,
    })
}

fn verification(config: &Config, random: &mut Random) -> Vec<Step> {
    let (tab, named) = (tab(random), SessionRef::random(random));
    vec![
        call(tab, Call::StartVerification(named)),
        exchange(config, random),
        call(tab, token(named)),
        exchange(config, random),
        call(tab, Call::AttemptFirstFactor { is_right: random.is_in(90) }),
        exchange(config, random),
        call(tab, token(named)),
    ]
}

/// A change invalidates a cached token.
fn token_then_change(config: &Config, random: &mut Random) -> Vec<Step> {
    let (tab, named) = (tab(random), SessionRef::random(random));
    vec![
        call(tab, token(named)),
        exchange(config, random),
        call(tab, change(named, random)),
        exchange(config, random),
        call(tab, token(named)),
        exchange(config, random),
    ]
}

/// A change invalidates a token in flight.
fn token_meets_change(config: &Config, random: &mut Random) -> Vec<Step> {
    let (tab, named) = (tab(random), SessionRef::random(random));
    vec![
        call(tab, token(named)),
        Step::Arrive(NEWEST, response_options(config, random)),
        call(tab, change(named, random)),
        exchange(config, random),
        call(tab, token(named)),
        Step::Deliver(NEWEST),
    ]
}

/// A change invalidates another tab's token.
fn token_elsewhere(config: &Config, random: &mut Random) -> Vec<Step> {
    let (one, other, named) = (tab(random), tab(random), SessionRef::random(random));
    vec![
        Step::OpenTab,
        call(one, token(named)),
        exchange(config, random),
        exchange(config, random),
        call(other, Call::GetClient),
        exchange(config, random),
        call(other, change(named, random)),
        exchange(config, random),
        call(other, token(named)),
        Step::Message(NEWEST),
        Step::Message(NEWEST),
    ]
}

/// A token ages while a clock fails.
fn token_ages(config: &Config, random: &mut Random) -> Vec<Step> {
    let (tab, named) = (tab(random), SessionRef::random(random));
    let fault = match config.failing_clock {
        FailingClock::Monotonic => Step::Sleep(*random.pick(&[30_000, 58_500, 59_900, 70_000])),
        FailingClock::Wall => Step::SetWallClock(*random.pick(&[-3_600_000, -30_000, 30_000])),
    };
    vec![
        call(tab, token(named)),
        exchange(config, random),
        fault,
        Step::Pass(*random.pick(&[1_000, 30_000, 44_000, 58_500, 59_500])),
        call(tab, token(named)),
        exchange(config, random),
    ]
}

/// The client is requested twice while a choice is made and undone. The later response, which
/// equals the known state, arrives first.
fn change_comes_back(config: &Config, random: &mut Random) -> Vec<Step> {
    let tab = tab(random);
    let (one, other) = (random.below(3) as u8, random.below(3) as u8);
    vec![
        Step::ExternalChange(Change::Choose(one, None)),
        call(tab, Call::GetClient),
        exchange(config, random),
        call(tab, Call::GetClient),
        call(tab, Call::GetClient),
        Step::ExternalChange(Change::Choose(other, None)),
        Step::Arrive(0, ResponseOptions::default()),
        Step::ExternalChange(Change::Choose(one, None)),
        exchange(config, random),
        Step::Deliver(0),
    ]
}

/// The client is requested before a session ends that the tab may not know, and the response
/// arrives after its end.
fn end_meets_read(config: &Config, random: &mut Random) -> Vec<Step> {
    let (tab, named) = (tab(random), SessionRef::random(random));
    let end = *random.pick(&[Call::Delete(named), Call::End(named), Call::DeleteAll]);
    vec![
        Step::ExternalChange(Change::SignIn(random.below(3) as u8)),
        call(tab, Call::GetClient),
        Step::Arrive(NEWEST, response_options(config, random)),
        call(tab, end),
        exchange(config, random),
        Step::Deliver(0),
    ]
}

/// A touch is lost, and its retry comes after another choice.
fn choice_is_repeated(config: &Config, random: &mut Random) -> Vec<Step> {
    let (one, other) = (tab(random), tab(random));
    let (first, second) = (SessionRef::random(random), SessionRef::random(random));
    vec![
        call(one, Call::Touch(first, None)),
        *random.pick(&[Step::LoseRequest(NEWEST), Step::LoseAnswer(NEWEST)]),
        call(other, Call::Touch(second, None)),
        exchange(config, random),
        Step::Message(0),
        exchange(config, random),
        Step::Pass(*random.pick(&[500, 1_000])),
        exchange(config, random),
    ]
}

/// The response to a change is lost.
fn change_is_lost(config: &Config, random: &mut Random) -> Vec<Step> {
    let (tab, named) = (tab(random), SessionRef::random(random));
    let mut steps =
        vec![call(tab, token(named)), exchange(config, random), call(tab, change(named, random))];
    for _ in 0..=config.max_retries {
        let arrival = Step::Arrive(NEWEST, response_options(config, random));
        steps.extend([arrival, Step::LoseAnswer(NEWEST), Step::Pass(2_000)]);
    }
    steps.push(call(tab, token(SessionRef::Current)));
    steps
}
