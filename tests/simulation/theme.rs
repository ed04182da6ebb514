//! Themes: the kinds of calls and steps that a history has more of.

use super::prng::Random;

/// The kinds of calls, in the order of [`Theme::calls`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallKind {
    GetClient,
    Read,
    Touch,
    Delete,
    DeleteAll,
    End,
    Revoke,
    Token,
    Verify,
}

/// The kinds of steps, in the order of [`Theme::steps`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StepKind {
    Open,
    Close,
    Call,
    Abort,
    Listen,
    Arrive,
    Deliver,
    Exchange,
    Fault,
    Message,
    Pass,
    Clock,
    Page,
    ExternalChange,
}

const CALLS: [CallKind; 9] = [
    CallKind::GetClient,
    CallKind::Read,
    CallKind::Touch,
    CallKind::Delete,
    CallKind::DeleteAll,
    CallKind::End,
    CallKind::Revoke,
    CallKind::Token,
    CallKind::Verify,
];

const STEPS: [StepKind; 14] = [
    StepKind::Open,
    StepKind::Close,
    StepKind::Call,
    StepKind::Abort,
    StepKind::Listen,
    StepKind::Arrive,
    StepKind::Deliver,
    StepKind::Exchange,
    StepKind::Fault,
    StepKind::Message,
    StepKind::Pass,
    StepKind::Clock,
    StepKind::Page,
    StepKind::ExternalChange,
];

/// The theme of a history, which sets the frequency of each kind of call and step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    Everything,
    /// Few sessions, and responses in any order.
    Order,
    /// Tokens, and changes that invalidate them.
    Tokens,
    /// Tokens while clocks fail.
    Clocks,
    /// Lost requests and responses, error responses, timeouts and aborts.
    Faults,
    /// Several tabs that announce changes.
    Tabs,
    /// Touches, of which the last must win.
    Choices,
}

impl Theme {
    pub fn random(random: &mut Random) -> Self {
        *random.pick(&[
            Theme::Everything,
            Theme::Order,
            Theme::Tokens,
            Theme::Clocks,
            Theme::Faults,
            Theme::Tabs,
            Theme::Choices,
        ])
    }

    /// The weights of get, read, touch, delete, delete all, end, revoke, token and verify.
    fn calls(self) -> [u32; 9] {
        match self {
            Theme::Everything => [14, 10, 16, 12, 3, 6, 4, 23, 12],
            Theme::Order => [30, 2, 12, 16, 4, 10, 6, 6, 0],
            Theme::Tokens => [4, 0, 16, 2, 1, 5, 2, 55, 15],
            Theme::Clocks => [4, 0, 2, 1, 0, 1, 0, 90, 2],
            Theme::Faults => [10, 4, 25, 20, 6, 8, 6, 15, 6],
            Theme::Tabs => [10, 0, 20, 12, 3, 6, 4, 40, 5],
            Theme::Choices => [10, 2, 65, 4, 0, 3, 0, 16, 0],
        }
    }

    /// The weights of open, close, call, abort, listen, arrive, deliver, exchange, fault, message,
    /// pass, clock, page and external change.
    fn steps(self) -> [u32; 14] {
        match self {
            Theme::Everything => [3, 2, 30, 3, 4, 14, 16, 9, 5, 4, 6, 1, 3, 4],
            Theme::Order => [1, 0, 28, 1, 1, 24, 24, 4, 1, 3, 2, 0, 0, 11],
            Theme::Tokens => [1, 0, 34, 1, 2, 8, 10, 30, 1, 4, 5, 0, 1, 1],
            Theme::Clocks => [1, 0, 34, 0, 0, 2, 4, 30, 1, 3, 18, 8, 1, 0],
            Theme::Faults => [2, 1, 26, 8, 1, 10, 10, 10, 18, 4, 10, 0, 3, 2],
            Theme::Tabs => [8, 2, 28, 1, 1, 6, 8, 26, 2, 16, 4, 0, 3, 3],
            Theme::Choices => [2, 0, 28, 2, 1, 8, 10, 20, 14, 4, 12, 0, 2, 3],
        }
    }

    pub fn call(self, random: &mut Random) -> CallKind {
        pick(random, &self.calls(), &CALLS)
    }

    pub fn step(self, random: &mut Random) -> StepKind {
        pick(random, &self.steps(), &STEPS)
    }
}

fn pick<T: Copy>(random: &mut Random, weights: &[u32], items: &[T]) -> T {
    let weighted: Vec<_> = weights.iter().copied().zip(items.iter().copied()).collect();
    *random.weighted(&weighted)
}
