//! Histories that once failed: the shortest one of each fault that has been fixed.

use super::call::{Call, SessionRef};
use super::config::{Config, DevBrowserCookie, FailingClock};
use super::server::{Mode, ResponseOptions};
use super::step::{Change, Step};
use super::theme::Theme;
use crate::browser::TabKind;

const CONFIG: Config = Config {
    seed: 0,
    theme: Theme::Everything,
    mode: Mode::Cookie,
    tab_kind: TabKind::Page,
    max_tabs: 2,
    replaced_are_unknown: false,
    failing_clock: FailingClock::Wall,
    timeout_ms: 1_500,
    max_retries: 0,
    sessions: 2,
    dev_browser: DevBrowserCookie::Missing,
    has_times: true,
    hangs_at_end: false,
    session_cookie: false,
    touch_on_focus: false,
};

fn call(call: Call) -> Step {
    Step::Call { tab: 0, call, is_together: false }
}

/// Plays steps in a tab that has loaded its client.
fn play(steps: &[Step]) {
    let known =
        [Step::OpenTab, call(Call::GetClient), Step::Exchange(0, ResponseOptions::default())];
    play_with(&CONFIG, &[&known, steps].concat());
}

fn play_with(config: &Config, steps: &[Step]) {
    if let Err(violation) = super::play(config, steps, false) {
        panic!("{violation:?}");
    }
}

/// The response to the first call is from before the sign-in of the session that the second call
/// must end.
#[test]
fn deleting_all_sessions_does_not_join_a_deletion_from_before_one_was_signed_in() {
    play(&[
        call(Call::DeleteAll),
        Step::Arrive(0, ResponseOptions::default()),
        Step::ExternalChange(Change::SignIn(2)),
        call(Call::GetClient),
        Step::Exchange(0, ResponseOptions::default()),
        call(Call::DeleteAll),
        Step::Deliver(0),
    ]);
}

/// The client lists the session as ended.
#[test]
fn a_session_that_is_listed_as_ended_stays_listed() {
    play(&[
        Step::ExternalChange(Change::Revoke(0)),
        call(Call::Delete(SessionRef::Number(1))),
        Step::Exchange(0, ResponseOptions::default()),
        Step::Exchange(0, ResponseOptions::default()),
    ]);
}

/// The touch is refused because of its development browser. While another one is created, the first
/// client is loaded.
#[test]
fn a_touch_is_not_repeated_with_other_credentials_after_another_choice() {
    let config = Config {
        mode: Mode::DevBrowser,
        sessions: 3,
        dev_browser: DevBrowserCookie::Foreign,
        timeout_ms: 5_000,
        ..CONFIG
    };
    play_with(
        &config,
        &[
            Step::OpenTab,
            call(Call::Touch(SessionRef::Number(1), Some(Some(0)))),
            Step::Exchange(0, ResponseOptions::default()),
            Step::ExternalChange(Change::ReplaceDevBrowser),
            call(Call::GetClient),
            Step::ExternalChange(Change::ReplaceClient(2)),
            Step::Exchange(255, ResponseOptions::default()),
            Step::Pass(0),
            Step::Exchange(0, ResponseOptions::default()),
        ],
    );
}
