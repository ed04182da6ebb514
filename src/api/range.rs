//! The ranges of integer options, and the error of a number outside its range.

use crate::error::{Code, Error, Result};
use crate::util::compact::{concat, decimal};

/// The range of integers that an option accepts.
pub(crate) struct Range {
    pub name: &'static str,
    pub min: u32,
    pub max: u32,
}

/// The maximum is the longest delay of a timer in JavaScript.
pub(crate) static TIMEOUT_MS_RANGE: Range = Range { name: "timeoutMs", min: 1, max: 2_147_483_647 };

impl Range {
    /// Returns the number if it is within the range.
    pub fn check(&self, number: u32, code: Code) -> Result<u32> {
        if (self.min..=self.max).contains(&number) {
            Ok(number)
        } else {
            Err(self.out_of_range(code))
        }
    }

    #[cold]
    pub fn out_of_range(&self, code: Code) -> Box<Error> {
        let (min, max) = (decimal(self.min), decimal(self.max));
        Error::new(code, &concat(&[self.name, " must be an integer from ", &min, " to ", &max]))
    }
}
