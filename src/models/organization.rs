//! The tables of an organization and of a user's membership.

use super::public_user_data::PublicUserData;
use crate::document::{JsonObject, Time};
use crate::util::text::Text;

models! {
    /// A user's membership of an organization
    /// (<https://clerk.com/docs/reference/types/organization-membership>).
    pub struct OrganizationMembership {
        /// `orgmem_…`
        id: Text,
        /// Only the application's server writes it.
        public_metadata: Option<JsonObject>,
        /// The role's key: `org:admin`
        /// (<https://clerk.com/docs/guides/organizations/control-access/roles-and-permissions>).
        role: Option<Text>,
        /// The role's name for display.
        role_name: Option<Text>,
        /// The permissions of the role: `org:sys_memberships:read`, …
        permissions: Vec<Text>,
        /// When it was created.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
        /// The organization.
        organization: Option<Organization>,
        /// The part of the member that other users may see.
        public_user_data: Option<PublicUserData>,
    }

    /// An organization (<https://clerk.com/docs/reference/objects/organization>).
    pub struct Organization {
        /// `org_…`
        id: Text,
        /// Its name for display.
        name: Option<Text>,
        /// Its name for URLs.
        slug: Option<Text>,
        /// Its logo, or one that Clerk has drawn
        /// (<https://clerk.com/docs/guides/development/image-optimization>).
        image_url: Option<Text>,
        /// Whether the image is the organization's own.
        has_image: bool,
        /// The number of members.
        members_count: Option<i64>,
        /// The number of invitations without an answer.
        pending_invitations_count: Option<i64>,
        /// The number of members and invitations that it may have. 0 means any number.
        max_allowed_memberships: Option<i64>,
        /// Whether its admins may delete it.
        admin_delete_enabled: bool,
        /// Whether it may set up its own enterprise connection.
        self_serve_sso_enabled: bool,
        /// Only the application's server writes it.
        public_metadata: Option<JsonObject>,
        /// When it was created.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }
}
