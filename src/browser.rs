//! What a browser offers besides `fetch`. A worker or a server has less of it: everything here is looked for when it is needed.

mod event;
mod page;
mod timer;

pub(crate) use event::Event;
pub(crate) use page::{read_cookies, take_query_parameter, write_cookie};
pub(crate) use timer::Timer;
