use super::prng::Random;
use super::server::Mode;
use super::theme::Theme;
use crate::browser::TabKind;

/// The clock that may fail in a history. The package promises nothing if both fail at the same
/// time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailingClock {
    /// The wall clock may be set.
    Wall,
    /// The monotonic clock stands still while the machine sleeps.
    Monotonic,
}

/// The settings of a history, which do not change while it is played.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    pub seed: u64,
    pub theme: Theme,
    pub mode: Mode,
    pub tab_kind: TabKind,
    /// The number of tabs that may be open at a time.
    pub max_tabs: usize,
    /// Whether the caller of a replaced token counts as unknown, instead of being refused.
    pub replaced_are_unknown: bool,
    pub failing_clock: FailingClock,
    pub timeout_ms: u32,
    pub max_retries: u32,
    /// The number of sessions at the beginning.
    pub sessions: u8,
    pub dev_browser: DevBrowserCookie,
    /// Whether the server sends the times at which clients and sessions last changed. Without them,
    /// its responses before and after two changes may be equal.
    pub has_times: bool,
    /// Whether the network is silent for a while before the end.
    pub hangs_at_end: bool,
    pub session_cookie: bool,
    pub touch_on_focus: bool,
}

/// The development browser's cookie at the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DevBrowserCookie {
    Present,
    Missing,
    /// The token of another instance.
    Foreign,
}

impl Config {
    pub fn new(seed: u64) -> Self {
        let random = &mut Random::new(seed);
        let mode = *random.pick(&[Mode::Cookie, Mode::DevBrowser, Mode::ClientToken]);
        let max_tabs = match mode {
            // Each SessionClient has a client token of its own.
            Mode::ClientToken => 1,
            _ => 1 + random.below(3) as usize,
        };
        let tab_kind = match mode {
            Mode::ClientToken => *random.pick(&[TabKind::Worker, TabKind::Server]),
            Mode::Cookie if random.is_in(20) => TabKind::Worker,
            _ => TabKind::Page,
        };
        let cookies = [
            (6, DevBrowserCookie::Present),
            (2, DevBrowserCookie::Missing),
            (1, DevBrowserCookie::Foreign),
        ];
        Config {
            seed,
            theme: Theme::random(random),
            mode,
            tab_kind,
            max_tabs,
            // A tab cannot know of a replacement that another tab has received.
            replaced_are_unknown: mode == Mode::ClientToken || max_tabs == 1,
            failing_clock: *random.pick(&[FailingClock::Wall, FailingClock::Monotonic]),
            timeout_ms: *random.pick(&[1_500, 5_000, 15_000]),
            max_retries: *random.pick(&[0, 1, 3]),
            sessions: *random.weighted(&[(1, 0), (3, 1), (5, 2), (3, 3)]),
            dev_browser: *random.weighted(&cookies),
            has_times: random.is_in(50),
            hangs_at_end: random.is_in(30),
            session_cookie: mode != Mode::ClientToken && random.is_in(40),
            touch_on_focus: random.is_in(30),
        }
    }
}
