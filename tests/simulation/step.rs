//! The steps of a history, which is a list of steps. The effect of a step depends on the steps
//! before it, but any step can be removed.

use super::call::Call;
use super::config::{Config, FailingClock};
use super::prng::Random;
use super::server::{MALFORMED_FIELDS, Mode, ORGANIZATIONS, ResponseOptions, USERS};
use super::shared::Reaction;
use super::snippets::snippet;
use super::theme::{StepKind, Theme};
use crate::browser::PageEvent;

/// The response of an intermediary between the tab and the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub status: u16,
    /// `None` for an HTML page.
    pub code: Option<&'static str>,
    pub retry_after: RetryAfter,
    /// Whether the server has handled the request nevertheless.
    pub is_handled: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Missing,
    Seconds(u32),
    /// A date this many seconds ahead.
    Date(u32),
}

/// A change by another application of this browser or on another device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    SignIn(u8),
    SignInOnOtherDevice(u8),
    /// Ends the session of this number among the live ones.
    Revoke(u8),
    /// Chooses the session of this number among the live ones, and an organization.
    Choose(u8, Option<Option<u8>>),
    Rename(u8),
    /// Removes the client with its sessions.
    RemoveClient,
    /// Replaces the client with another one, on which a user is signed in.
    ReplaceClient(u8),
    /// Other code of the page obtains another development browser or replaces its token.
    ReplaceDevBrowser,
}

/// A step. Numbers of tabs, requests and messages count those that exist at that time, and wrap
/// around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    OpenTab,
    CloseTab(u8),
    /// The page closes abruptly.
    KillTab(u8),
    /// Makes a call. With `is_together`, nothing runs before the next step.
    Call {
        tab: u8,
        call: Call,
        is_together: bool,
    },
    /// Drops the future of a call.
    Abort {
        tab: u8,
        call: u8,
    },
    Subscribe {
        tab: u8,
        reaction: Reaction,
    },
    Unsubscribe(u8),
    /// A request arrives, and the server responds correctly.
    Arrive(u8, ResponseOptions),
    /// A request arrives at an intermediary.
    Refuse(u8, Refusal),
    /// A response reaches its tab.
    Deliver(u8),
    /// A request arrives, and its response reaches its tab before anything else happens.
    Exchange(u8, ResponseOptions),
    /// A request is lost before it arrives.
    LoseRequest(u8),
    /// A response is lost.
    LoseAnswer(u8),
    /// A message reaches its tab.
    Message(u8),
    Pass(u32),
    Sleep(u32),
    SetWallClock(i32),
    Show {
        tab: u8,
        is_visible: bool,
    },
    Page {
        tab: u8,
        event: PageEvent,
    },
    ExternalChange(Change),
}

const REFUSALS: [Refusal; 12] = [
    refusal(503, None),
    Refusal { is_handled: true, ..refusal(502, None) },
    Refusal { retry_after: RetryAfter::Seconds(1), ..refusal(429, Some("too_many_requests")) },
    Refusal { retry_after: RetryAfter::Date(2), ..refusal(429, Some("too_many_requests")) },
    Refusal { retry_after: RetryAfter::Seconds(60), ..refusal(503, None) },
    refusal(500, Some("internal_clerk_error")),
    refusal(401, Some("requires_captcha")),
    refusal(401, Some("authentication_invalid")),
    refusal(404, Some("resource_not_found")),
    refusal(404, None),
    refusal(200, None),
    Refusal { is_handled: true, ..refusal(200, None) },
];

const fn refusal(status: u16, code: Option<&'static str>) -> Refusal {
    Refusal { status, code, retry_after: RetryAfter::Missing, is_handled: false }
}

const TIMES_MS: [(u32, u32); 11] = [
    (6, 0),
    (6, 1),
    (6, 30),
    (6, 120),
    (8, 260),
    (6, 700),
    (4, 1_600),
    (3, 6_000),
    (2, 16_000),
    (2, 46_000),
    (2, 61_000),
];

/// Makes a history.
pub(crate) fn history(config: &Config) -> Vec<Step> {
    let random = &mut Random::new(config.seed ^ 0x5eed);
    let length = 16 + random.below(70);
    let mut steps = vec![Step::OpenTab];
    if random.is_in(70) {
        // Most faults need a loaded client.
        steps.extend([0, 1, 2].map(|tab| Step::Call {
            tab,
            call: Call::GetClient,
            is_together: true,
        }));
        steps.extend([Step::Exchange(0, ResponseOptions::default()); 2]);
    }
    while steps.len() < length as usize {
        if random.is_in(8) {
            steps.extend(snippet(config, random));
        } else {
            steps.push(step(config, random));
        }
    }
    steps
}

fn step(config: &Config, random: &mut Random) -> Step {
    let tab = random.below(3) as u8;
    // The oldest and the newest items are the most relevant.
    let which = *random.pick(&[0, 0, 0, 1, 2, u8::MAX]);
    match config.theme.step(random) {
        StepKind::Open => Step::OpenTab,
        StepKind::Close => *random.pick(&[Step::CloseTab(tab), Step::KillTab(tab)]),
        StepKind::Call => {
            let call = Call::random(config.theme, random);
            Step::Call { tab, call, is_together: random.is_in(20) }
        }
        StepKind::Abort => Step::Abort { tab, call: which },
        StepKind::Listen if random.is_in(30) => Step::Unsubscribe(tab),
        StepKind::Listen => Step::Subscribe { tab, reaction: reaction(config, random) },
        StepKind::Arrive => Step::Arrive(which, response_options(config, random)),
        StepKind::Deliver => Step::Deliver(which),
        StepKind::Exchange => Step::Exchange(which, response_options(config, random)),
        StepKind::Fault => {
            let refusal = *random.pick(&REFUSALS);
            let losses = [Step::LoseRequest(which), Step::LoseAnswer(which)];
            *random.pick(&[Step::Refuse(which, refusal), losses[0], losses[1]])
        }
        StepKind::Message => Step::Message(which),
        StepKind::Pass if config.theme == Theme::Clocks && random.is_in(50) => {
            Step::Pass(*random.pick(&[20_000, 30_000, 44_000, 50_000]))
        }
        StepKind::Pass => Step::Pass(*random.weighted(&TIMES_MS)),
        StepKind::Clock => match config.failing_clock {
            FailingClock::Monotonic => Step::Sleep(*random.pick(&[1_000, 30_000, 50_000, 70_000])),
            FailingClock::Wall => {
                Step::SetWallClock(*random.pick(&[-3_600_000, -40_000, 40_000, 3_600_000]))
            }
        },
        StepKind::Page if random.is_in(50) => Step::Show { tab, is_visible: random.is_in(50) },
        StepKind::Page => {
            let events =
                [PageEvent::Visible, PageEvent::Online, PageEvent::Restored, PageEvent::Focused];
            Step::Page { tab, event: *random.pick(&events) }
        }
        StepKind::ExternalChange => Step::ExternalChange(change(config, random)),
    }
}

pub(crate) fn response_options(config: &Config, random: &mut Random) -> ResponseOptions {
    let has_tokens = config.mode != Mode::Cookie;
    ResponseOptions {
        without_client: random.is_in(35),
        with_tokens: random.is_in(30),
        rotates: has_tokens && random.is_in(5),
        wants_expired_token: random.is_in(10),
        malformed_field: if random.is_in(10) {
            random.below(MALFORMED_FIELDS.into()) as u8
        } else {
            0
        },
    }
}

fn reaction(config: &Config, random: &mut Random) -> Reaction {
    match random.below(10) {
        0 => Reaction::Close,
        1 => Reaction::Subscribe,
        2 => Reaction::Unsubscribe,
        _ => Reaction::Call(Call::random(config.theme, random)),
    }
}

fn change(config: &Config, random: &mut Random) -> Change {
    let (user, session) = (random.below(USERS.into()) as u8, random.below(4) as u8);
    match random.below(20) {
        0..4 => Change::SignIn(user),
        4 => Change::SignInOnOtherDevice(user),
        5..8 => Change::Revoke(session),
        8..15 => {
            let organization = random.below(ORGANIZATIONS.into()) as u8;
            Change::Choose(session, random.is_in(30).then_some(Some(organization)))
        }
        15 => Change::Rename(user),
        16 => Change::RemoveClient,
        17 => Change::ReplaceClient(user),
        _ if config.mode == Mode::DevBrowser => Change::ReplaceDevBrowser,
        _ => Change::SignIn(user),
    }
}
