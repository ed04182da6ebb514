//! Reverification: a session's user verifies their factors again.

use serde_json::{Value, json};

use super::accounts::Session;
use super::wire::Wire;

/// The correct code and password.
pub(crate) const RIGHT_CODE: &str = "424242";

/// A reverification that has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reverification {
    level: Level,
    status: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    First,
    Second,
    Multi,
}

impl Level {
    fn as_str(self) -> &'static str {
        match self {
            Level::First => "first_factor",
            Level::Second => "second_factor",
            Level::Multi => "multi_factor",
        }
    }
}

/// An error: the step is not possible.
pub(super) struct Refused(pub u16, pub &'static str);

/// Takes a step of a session's reverification, which the last segments of the path name. Returns
/// whether a factor was verified.
pub(super) fn step(
    session: &mut Session,
    step: &[&str],
    wire: &Wire,
    now_ms: f64,
) -> Result<bool, Refused> {
    if step.is_empty() {
        let level = match wire.form("level") {
            Some("first_factor") => Level::First,
            Some("second_factor") => Level::Second,
            Some("multi_factor") => Level::Multi,
            _ => return Err(Refused(422, "form_param_value_invalid")),
        };
        let status = match level {
            Level::Second => "needs_second_factor",
            _ => "needs_first_factor",
        };
        session.reverification = Some(Reverification { level, status });
        return Ok(false);
    }
    let Some(reverification) = &mut session.reverification else {
        return Err(Refused(404, "resource_not_found"));
    };
    let secret = wire.form("code").or(wire.form("password"));
    match step {
        ["prepare_first_factor" | "prepare_second_factor"] => Ok(false),
        ["attempt_first_factor" | "attempt_second_factor"] if secret != Some(RIGHT_CODE) => {
            Err(Refused(422, "form_code_incorrect"))
        }
        ["attempt_first_factor"] => {
            reverification.status = match reverification.level {
                Level::Multi => "needs_second_factor",
                _ => "complete",
            };
            session.verified[0] = Some(now_ms);
            Ok(true)
        }
        ["attempt_second_factor"] => {
            reverification.status = "complete";
            session.verified[1] = Some(now_ms);
            Ok(true)
        }
        _ => Err(Refused(404, "resource_not_found")),
    }
}

/// Renders the reverification of a session.
pub(super) fn render(reverification: Option<Reverification>, session: Value) -> Value {
    json!({
        "object": "session_verification",
        "level": reverification.map(|one| one.level.as_str()),
        "status": reverification.map(|one| one.status),
        "supported_first_factors": [{"strategy": "password"}],
        "supported_second_factors": [{"strategy": "totp"}],
        "session": session,
    })
}
