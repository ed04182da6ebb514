//! Instants on two clocks, and the time between them.

/// A moment on two clocks, in milliseconds. Neither clock alone is reliable: the wall clock may be
/// set, and the monotonic clock may stop while the machine sleeps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Instant {
    pub monotonic_ms: f64,
    /// Unix time.
    pub wall_ms: f64,
}

impl Instant {
    pub fn at(monotonic_ms: f64, wall_ms: f64) -> Self {
        Instant { monotonic_ms, wall_ms }
    }

    /// Returns the time since `earlier` in milliseconds, by the clock that has advanced further.
    pub fn since_ms(self, earlier: Self) -> f64 {
        (self.monotonic_ms - earlier.monotonic_ms).max(self.wall_ms - earlier.wall_ms)
    }

    /// Returns the moment `ms` milliseconds before this one.
    pub fn before_ms(self, ms: f64) -> Self {
        Instant { monotonic_ms: self.monotonic_ms - ms, wall_ms: self.wall_ms - ms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_is_that_of_the_clock_that_has_advanced_further() {
        let earlier = Instant { monotonic_ms: 1_000.0, wall_ms: 5_000.0 };
        for (monotonic_ms, wall_ms, age_ms) in
            [(1_500.0, 5_400.0, 500.0), (1_000.0, 6_000.0, 1_000.0), (1_200.0, 100.0, 200.0)]
        {
            assert_eq!(Instant { monotonic_ms, wall_ms }.since_ms(earlier), age_ms);
        }
        assert_eq!(earlier.before_ms(300.0).since_ms(earlier), -300.0);
    }
}
