//! What a browser offers besides `fetch`. A worker or a server has less of it: everything here is looked for when it is needed.

mod alarm;
mod clock;
mod event;
pub(crate) mod fetch;
mod page;
mod passkey;
mod tabs;
mod timer;

pub(crate) use alarm::Alarm;
pub(crate) use clock::monotonic_ms;
pub(crate) use event::Event;
pub(crate) use page::{Cookies, read_cookies, take_query_parameter, write_cookie};
pub(crate) use passkey::{PasskeyRequest, has_passkeys, text_of};
pub(crate) use tabs::{Tabs, Turn};
pub(crate) use timer::Timer;
