//! Reads a session, as a program on any target does.

use clerk_session::model::{Model, Session};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let session = Session::parse(include_str!("session.json"))?;
    let user = session.user().ok_or("no user")?;
    let (id, expire_at) = (session.id(), session.expire_at());
    let first_name = user.first_name().unwrap_or_default();
    println!(r#"{{"id":{id:?},"expireAt":{expire_at},"firstName":{first_name:?}}}"#);
    Ok(())
}
