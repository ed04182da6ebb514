//! Decides whether and when a request is sent again.

/// The longest wait that a server may ask for, in seconds. If it asks for more, the call fails at
/// once, and its error has the number.
const MAX_WAIT_SECONDS: u32 = 30;
/// The longest wait before the first repetition, in milliseconds. It doubles with each further one.
const FIRST_WAIT_MS: f64 = 500.0;

/// The result of an attempt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Failure {
    /// There was no response. With `keepalive`, the browser may have refused to send the request.
    Network { keepalive: bool },
    /// A response, with the seconds in `Retry-After`.
    Status { status: u16, retry_after_seconds: Option<u32> },
    /// The server did not accept the credentials, so it did nothing. Other credentials are present
    /// now.
    Credentials,
}

/// The step that follows an attempt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Next {
    /// The response, or its absence, is final.
    Settle,
    /// The request is sent again after this number of milliseconds.
    Repeat(f64),
}

/// The attempts of one request so far.
#[derive(Default)]
pub(crate) struct Attempts {
    repetitions: u32,
    has_changed_credentials: bool,
}

impl Attempts {
    /// Decides what follows an attempt.
    ///
    /// A request that failed with `keepalive`, or whose credentials were not accepted, has had no
    /// effect. It is sent again without counting against `max_retries`, but once only after new
    /// credentials. `random`, from 0 to 1, spreads the repetitions of browsers that failed
    /// together.
    pub fn after(&mut self, failure: Failure, max_retries: u32, random: f64) -> Next {
        match failure {
            Failure::Network { keepalive: true } => return Next::Repeat(0.0),
            Failure::Credentials => {
                let is_second = core::mem::replace(&mut self.has_changed_credentials, true);
                return if is_second { Next::Settle } else { Next::Repeat(0.0) };
            }
            Failure::Network { .. } | Failure::Status { status: 429 | 502 | 503 | 504, .. } => {}
            Failure::Status { .. } => return Next::Settle,
        }
        if self.repetitions >= max_retries {
            return Next::Settle;
        }
        self.repetitions += 1;
        match failure {
            Failure::Status { retry_after_seconds: Some(seconds), .. }
                if seconds > MAX_WAIT_SECONDS =>
            {
                Next::Settle
            }
            Failure::Status { retry_after_seconds: Some(seconds), .. } => {
                Next::Repeat(f64::from(seconds) * 1000.0)
            }
            _ => {
                let max_wait_ms = FIRST_WAIT_MS * f64::from(1_u32 << (self.repetitions - 1).min(6));
                Next::Repeat(max_wait_ms / 2.0 * (1.0 + random))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NETWORK: Failure = Failure::Network { keepalive: false };

    fn status(status: u16, retry_after_seconds: Option<u32>) -> Failure {
        Failure::Status { status, retry_after_seconds }
    }

    /// Counts the attempts of a request that always fails in the same way.
    fn count(failure: Failure, max_retries: u32) -> u32 {
        let mut attempts = Attempts::default();
        (1..).find(|_| attempts.after(failure, max_retries, 0.0) == Next::Settle).unwrap()
    }

    #[test]
    fn waits_double_and_vary() {
        let waits = |random| {
            let mut attempts = Attempts::default();
            [(); 4].map(|()| attempts.after(NETWORK, 3, random))
        };
        let expected = |waits: [f64; 3]| {
            let [first, second, third] = waits.map(Next::Repeat);
            [first, second, third, Next::Settle]
        };
        assert_eq!(waits(0.0), expected([250.0, 500.0, 1000.0]));
        assert_eq!(waits(1.0), expected([500.0, 1000.0, 2000.0]));
        let mut attempts = Attempts { repetitions: 1_000, ..Attempts::default() };
        assert_eq!(attempts.after(NETWORK, 2_000, 0.0), Next::Repeat(16_000.0));
    }

    #[test]
    fn only_requests_with_these_statuses_are_repeated() {
        for code in 200..600 {
            let expected = if matches!(code, 429 | 502 | 503 | 504) { 4 } else { 1 };
            assert_eq!(count(status(code, None), 3), expected, "{code}");
        }
        assert_eq!(count(status(503, None), 0), 1);
    }

    #[test]
    fn the_wait_is_that_of_the_server_up_to_a_limit() {
        let wait = |seconds| Attempts::default().after(status(429, Some(seconds)), 3, 0.5);
        assert_eq!(wait(0), Next::Repeat(0.0));
        assert_eq!(wait(30), Next::Repeat(30_000.0));
        assert_eq!(wait(31), Next::Settle);
        assert_eq!(Attempts::default().after(status(500, Some(1)), 3, 0.5), Next::Settle);
    }

    #[test]
    fn a_repetition_without_keepalive_does_not_count() {
        for max_retries in 0..4 {
            let mut attempts = Attempts::default();
            assert_eq!(
                attempts.after(Failure::Network { keepalive: true }, max_retries, 0.5),
                Next::Repeat(0.0)
            );
            let others = (1..).find(|_| attempts.after(NETWORK, max_retries, 0.0) == Next::Settle);
            assert_eq!(others, Some(max_retries + 1));
        }
    }

    #[test]
    fn a_request_is_repeated_with_new_credentials_once() {
        let mut attempts = Attempts::default();
        assert_eq!(attempts.after(Failure::Credentials, 0, 0.5), Next::Repeat(0.0));
        assert_eq!(attempts.after(Failure::Credentials, 5, 0.5), Next::Settle);
        assert_eq!(
            attempts.after(NETWORK, 1, 0.0),
            Next::Repeat(250.0),
            "network failures are counted separately"
        );
    }
}
