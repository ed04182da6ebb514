//! Random histories of several tabs, a network and a server, played on the real engine over the
//! double of `browser`.

mod prng;
mod server;
