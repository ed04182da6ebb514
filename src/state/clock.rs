//! What time it is.

/// A moment on two clocks, in milliseconds: neither alone can be trusted. The one on the wall may be set, and the other,
/// which only goes forward, may stand still while the machine sleeps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Instant {
    monotonic_ms: f64,
    wall_ms: f64,
}

impl Instant {
    pub fn at(monotonic_ms: f64, wall_ms: f64) -> Self {
        Instant { monotonic_ms, wall_ms }
    }

    /// How long ago `earlier` is at least, in milliseconds: what the clock says that has gone further.
    pub fn since_ms(self, earlier: Self) -> f64 {
        (self.monotonic_ms - earlier.monotonic_ms).max(self.wall_ms - earlier.wall_ms)
    }

    /// So long before.
    pub fn before_ms(self, ms: f64) -> Self {
        Instant { monotonic_ms: self.monotonic_ms - ms, wall_ms: self.wall_ms - ms }
    }
}
