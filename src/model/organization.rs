use super::{JsonObject, PublicUserData, Time};
use crate::json::Text;

models! {
    /// A user's membership of an organization.
    pub struct OrganizationMembership {
        id: Text,
        /// The role's key: `org:admin`.
        role: Option<Text>,
        /// The role's name, for people.
        role_name: Option<Text>,
        /// What the role allows: `org:sys_memberships:read`, …
        permissions: Vec<Text>,
        public_metadata: Option<JsonObject>,
        organization: Option<Organization>,
        public_user_data: Option<PublicUserData>,
        created_at: Option<Time>,
        updated_at: Option<Time>,
    }

    /// An organization.
    pub struct Organization {
        id: Text,
        name: Option<Text>,
        slug: Option<Text>,
        image_url: Option<Text>,
        /// Whether the image is the organization's own.
        has_image: bool,
        members_count: Option<i64>,
        pending_invitations_count: Option<i64>,
        /// 0: no limit.
        max_allowed_memberships: Option<i64>,
        admin_delete_enabled: bool,
        self_serve_sso_enabled: bool,
        public_metadata: Option<JsonObject>,
        created_at: Option<Time>,
        updated_at: Option<Time>,
    }
}
