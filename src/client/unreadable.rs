//! Reports of decorative fields that could not be read.

use core::cell::RefCell;
use std::rc::Rc;

use crate::browser;
use crate::error::Error;
use crate::json::ReadError;
use crate::util::compact::concat;

/// The number of paths that are reported at most for each loaded module.
const MAX_REPORTS: usize = 20;

/// A function that is called with the error of each field that cannot be read.
pub type ErrorListener = Rc<dyn Fn(&Error)>;

thread_local! {
    /// The paths that have been reported.
    static REPORTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Reports each path once: to the client's listener, or to the console if there is no listener.
#[derive(Default)]
pub(crate) struct UnreadableReports {
    pub listener: Option<ErrorListener>,
}

impl UnreadableReports {
    pub fn report(&self, unreadable: &[Box<ReadError>]) {
        for error in unreadable {
            let error = error.clone().without_indices();
            if !is_new(&error.path) {
                continue;
            }
            let error = Error::unreadable(*error);
            match &self.listener {
                Some(listener) => listener(&error),
                None => browser::warn(&concat(&["clerk-session left out ", &error.message])),
            }
        }
    }
}

/// Records a path. Returns whether it must be reported.
fn is_new(path: &str) -> bool {
    REPORTED.with_borrow_mut(|reported| {
        let is_new = reported.len() < MAX_REPORTS && !reported.iter().any(|known| **known == *path);
        if is_new {
            reported.push(path.into());
        }
        is_new
    })
}
