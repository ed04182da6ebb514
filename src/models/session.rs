//! The tables of a session and of its parts.

use super::public_user_data::PublicUserData;
use super::user::User;
use crate::document::{AnyJson, Time};
use crate::util::text::{Secret, Text};

string_enum! {
    /// The state of a session (<https://clerk.com/docs/guides/secure/session-options>). If it is
    /// `active` or `pending`, the user is signed in. An unknown one counts as signed in wherever
    /// that is the cautious reading.
    pub enum SessionStatus {
        /// The user was away for too long.
        Abandoned = "abandoned",
        /// Signed in, with nothing left to do.
        Active = "active",
        /// Ended on its client, which remembers it.
        Ended = "ended",
        /// Its time was up.
        Expired = "expired",
        /// Signed in, with [`tasks`](Session::tasks) still to do.
        Pending = "pending",
        /// Deleted.
        Removed = "removed",
        /// Another session has taken its place.
        Replaced = "replaced",
        /// Signed out from another device, or by the application.
        Revoked = "revoked",
    }
}

impl SessionStatus {
    /// Returns whether the session may still be used. An unknown status counts as alive: it
    /// confirms no sign-out.
    pub fn is_alive(self) -> bool {
        matches!(self, SessionStatus::Active | SessionStatus::Pending | SessionStatus::Unknown)
    }

    /// Returns whether the user is signed in.
    pub fn is_signed_in(self) -> bool {
        matches!(self, SessionStatus::Active | SessionStatus::Pending)
    }
}

models! {
    /// A session: the period in which one user, signed in on one client, exchanges information with
    /// the server (<https://clerk.com/docs/reference/objects/session>).
    pub struct Session {
        /// `sess_…`
        id: Text,
        /// Its status. The session is alive if it is active, pending or unknown.
        status: SessionStatus,
        /// When it expires, used or not.
        expire_at: Time,
        /// When it is abandoned, if the user stays away until then.
        abandon_at: Option<Time>,
        /// When it was last used: at sign-in, or at the last touch.
        last_active_at: Time,
        /// The device and place of its last use. Only the response to `list_active_sessions()` has
        /// it.
        latest_activity: Option<SessionActivity>,
        /// The session token that came with this response. It may have expired since.
        last_active_token: Option<TokenResource>,
        /// The user who impersonates this one, as the server sent it: mostly `{"sub": "user_…"}`,
        /// after the `act` claim of RFC 8693. `None` without impersonation
        /// (<https://clerk.com/docs/guides/users/impersonation>).
        actor: Option<AnyJson>,
        /// The tasks that keep a `pending` session from being `active`.
        tasks: Vec<SessionTask>,
        /// The organization (`org_…`) that is active in it. `None` for the personal account.
        last_active_organization_id: Option<Text> essential,
        /// The user. `None` only in the response to `list_active_sessions()` and in
        /// [`SessionVerification::session`](crate::model::SessionVerification::session), which
        /// leave it out.
        user: Option<User>,
        /// The part of the user that other users may see.
        public_user_data: Option<PublicUserData>,
        /// The minutes since the first and the second factor were last verified. -1 if there is no
        /// such factor, or it was never verified.
        factor_verification_age: Option<[i64; 2]>,
        /// When it was created. `None` only in the response to `list_active_sessions()` and in
        /// [`SessionVerification::session`](crate::model::SessionVerification::session), which
        /// leave it out.
        created_at: Option<Time>,
        /// When it last changed. `None` only in the response to `list_active_sessions()` and in
        /// [`SessionVerification::session`](crate::model::SessionVerification::session), which
        /// leave it out.
        updated_at: Option<Time>,
    }

    /// The last use of a session: device, browser and place, as far as the server could tell.
    pub struct SessionActivity {
        /// The id of this record, not of the session.
        id: Text,
        /// The kind of device, or its system: `iPhone`, `Macintosh`, …
        device_type: Option<Text>,
        /// Whether the device is a phone or the like.
        is_mobile: Option<bool>,
        /// `Chrome`, `Mobile Safari`, …
        browser_name: Option<Text>,
        /// `126.0.0.0`
        browser_version: Option<Text>,
        /// IPv4 or IPv6.
        ip_address: Option<Text>,
        /// Guessed from the address, as is `country`.
        city: Option<Text>,
        /// Its name or its code, as the server sends it.
        country: Option<Text>,
    }

    /// A task that the user must complete before a pending session is active
    /// (<https://clerk.com/docs/guides/configure/session-tasks>).
    pub struct SessionTask {
        /// `choose-organization`, … as the server sends it.
        key: Text,
    }

    /// A session token (<https://clerk.com/docs/guides/sessions/session-tokens>).
    pub struct TokenResource {
        /// A JSON Web Token (RFC 7519), encoded. It authenticates its bearer as the user until it
        /// expires.
        jwt: Secret,
    }
}
