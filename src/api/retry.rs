//! Whether and when a request is repeated.

/// Longer than this nobody is kept waiting: the call rejects, and says how long the server asks for. In seconds.
const LONGEST_WAIT_SECONDS: u32 = 30;
/// The wait after the first failure, in milliseconds; it doubles with each further one.
const FIRST_WAIT_MS: f64 = 250.0;

/// How an attempt failed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Failure {
    /// There was no answer. With `keepalive` that may be the browser's refusal of it.
    Network { keepalive: bool },
    /// An answer that refuses, with the seconds that `Retry-After` asks for.
    Status { status: u16, retry_after_seconds: Option<u32> },
}

/// How long to wait before the next attempt, in milliseconds. `None`: there is none.
///
/// What may only have been too much keepalive at once is sent again in any case: it may never have left.
///
/// `attempts` is how many there were; `random`, from 0 to 1, keeps browsers that failed together from coming back together.
pub(crate) fn wait_ms(failure: Failure, attempts: u32, max_retries: u32, random: f64) -> Option<f64> {
    match failure {
        Failure::Network { keepalive: true } => Some(0.0),
        _ if attempts > max_retries => None,
        Failure::Status { status: 429 | 502 | 503 | 504, retry_after_seconds: Some(seconds) } => {
            (seconds <= LONGEST_WAIT_SECONDS).then(|| f64::from(seconds) * 1000.0)
        }
        Failure::Network { .. } | Failure::Status { status: 429 | 502 | 503 | 504, .. } => {
            let ceiling = FIRST_WAIT_MS * f64::from(1_u32 << attempts.min(7));
            Some(ceiling / 2.0 * (1.0 + random))
        }
        Failure::Status { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NETWORK: Failure = Failure::Network { keepalive: false };

    fn status(status: u16) -> Failure {
        Failure::Status { status, retry_after_seconds: None }
    }

    fn asks(seconds: u32) -> Failure {
        Failure::Status { status: 429, retry_after_seconds: Some(seconds) }
    }

    #[test]
    fn waits_double_and_vary() {
        let waits: Vec<_> = (1..=3).map(|attempts| wait_ms(NETWORK, attempts, 3, 0.0).unwrap()).collect();
        assert_eq!(waits, [250.0, 500.0, 1000.0]);
        let longest: Vec<_> = (1..=3).map(|attempts| wait_ms(NETWORK, attempts, 3, 1.0).unwrap()).collect();
        assert_eq!(longest, [500.0, 1000.0, 2000.0]);
        assert_eq!(wait_ms(NETWORK, 4, 3, 0.0), None);
        assert_eq!(wait_ms(NETWORK, 1, 0, 0.0), None);
        assert_eq!(wait_ms(NETWORK, 1_000, 1_000, 0.0), Some(16_000.0));
    }

    #[test]
    fn only_these_statuses_are_asked_again() {
        for code in 400..600 {
            let expected = matches!(code, 429 | 502 | 503 | 504);
            assert_eq!(wait_ms(status(code), 1, 3, 0.0).is_some(), expected, "{code}");
        }
    }

    #[test]
    fn the_server_says_how_long_up_to_a_limit() {
        assert_eq!(wait_ms(asks(0), 1, 3, 0.5), Some(0.0));
        assert_eq!(wait_ms(asks(30), 1, 3, 0.5), Some(30_000.0));
        assert_eq!(wait_ms(asks(31), 1, 3, 0.5), None);
        assert_eq!(wait_ms(Failure::Status { status: 500, retry_after_seconds: Some(1) }, 1, 3, 0.5), None);
    }

    #[test]
    fn what_keepalive_may_have_stopped_is_sent_again_at_once() {
        assert_eq!(wait_ms(Failure::Network { keepalive: true }, 1, 3, 0.5), Some(0.0));
        assert_eq!(wait_ms(Failure::Network { keepalive: true }, 1, 0, 0.5), Some(0.0));
    }
}
