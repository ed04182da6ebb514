use crate::error::{Code, Error, Result};
use crate::util::compact::{concat, decimal};

/// What a number from outside may be.
pub(crate) struct Range {
    pub name: &'static str,
    pub least: u32,
    pub most: u32,
}

/// The most is the longest delay of a timer in JavaScript.
pub(crate) static TIMEOUT_MS_RANGE: Range = Range { name: "timeoutMs", least: 1, most: 2_147_483_647 };

impl Range {
    /// The number, if it may be that.
    pub fn check(&self, number: u32, code: Code) -> Result<u32> {
        if (self.least..=self.most).contains(&number) { Ok(number) } else { Err(self.refuse(code)) }
    }

    #[cold]
    pub fn refuse(&self, code: Code) -> Box<Error> {
        let (least, most) = (decimal(self.least), decimal(self.most));
        Error::new(code, &concat(&[self.name, " must be an integer from ", &least, " to ", &most]))
    }
}
