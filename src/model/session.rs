use super::{Time, User};
use crate::json::{Json, Secret, Text};

words! {
    /// What state a session is in. It is alive while it is active, pending or [`SessionStatus::Unknown`].
    pub enum SessionStatus {
        /// The user was away for too long.
        Abandoned = "abandoned",
        Active = "active",
        /// Ended by the user: the client remembers it.
        Ended = "ended",
        /// Its time was up.
        Expired = "expired",
        /// Signed in, with a task still to do.
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
    /// Whether the session may still be used. A status that is not known counts as alive: it confirms no sign-out.
    pub fn is_alive(self) -> bool {
        matches!(self, SessionStatus::Active | SessionStatus::Pending | SessionStatus::Unknown)
    }

    /// Whether the user is signed in by it.
    pub fn is_signed_in(self) -> bool {
        matches!(self, SessionStatus::Active | SessionStatus::Pending)
    }
}

models! {
    /// A session: the period in which a user and the server exchange information.
    pub struct Session {
        id: Text,
        status: SessionStatus,
        /// When it expires.
        expire_at: Time,
        /// When it is abandoned if the user stays away.
        abandon_at: Option<Time>,
        /// When it was last used.
        last_active_at: Time,
        /// Where it was last used. Only in answers that list the user's active sessions.
        latest_activity: Option<SessionActivity>,
        /// The organization that was last active in it.
        last_active_organization_id: Option<Text>,
        /// Who impersonates the user, as the server sent it.
        actor: Option<Json>,
        user: Option<User>,
        public_user_data: Option<PublicUserData>,
        /// Minutes since the first and the second factor were last verified; -1: there is no such factor.
        factor_verification_age: Option<[i64; 2]>,
        /// What the user has still to do before the session is active.
        tasks: Vec<SessionTask>,
        /// `None` in answers that list the user's active sessions.
        created_at: Option<Time>,
        /// `None` in answers that list the user's active sessions.
        updated_at: Option<Time>,
        last_active_token: Option<TokenResource>,
    }

    /// Where a session was last used: device, browser and place.
    pub struct SessionActivity {
        id: Text,
        browser_name: Option<Text>,
        browser_version: Option<Text>,
        device_type: Option<Text>,
        /// IPv4 or IPv6.
        ip_address: Option<Text>,
        city: Option<Text>,
        country: Option<Text>,
        is_mobile: Option<bool>,
    }

    /// Something that the user has to do before a pending session is active.
    pub struct SessionTask {
        key: Text,
    }

    /// A session token.
    pub struct TokenResource {
        /// The JSON Web Token, encoded.
        jwt: Secret,
    }

    /// What others may see of a user.
    pub struct PublicUserData {
        user_id: Option<Text>,
        /// An e-mail address, phone number or user name.
        identifier: Option<Text>,
        first_name: Option<Text>,
        last_name: Option<Text>,
        username: Option<Text>,
        image_url: Option<Text>,
        /// Whether the image is the user's own.
        has_image: bool,
        banned: bool,
        deprovisioned: bool,
    }
}
