use super::public_user_data::PublicUserData;
use crate::document::{JsonObject, Time};
use crate::util::text::Text;

models! {
    /// A user's membership of an organization.
    pub struct OrganizationMembership {
        /// `orgmem_…`
        id: Text,
        /// Written by the application's server alone.
        public_metadata: Option<JsonObject>,
        /// The role's key: `org:admin` (<https://clerk.com/docs/guides/organizations/control-access/roles-and-permissions>).
        role: Option<Text>,
        /// The role's name, for people.
        role_name: Option<Text>,
        /// What the role allows: `org:sys_memberships:read`, …
        permissions: Vec<Text>,
        /// When it was made.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
        /// Which organization it is.
        organization: Option<Organization>,
        /// What others may see of the member.
        public_user_data: Option<PublicUserData>,
    }

    /// An organization.
    pub struct Organization {
        /// `org_…`
        id: Text,
        /// Its name, for people.
        name: Option<Text>,
        /// Its name for URLs.
        slug: Option<Text>,
        /// Its logo, or one that Clerk has drawn (<https://clerk.com/docs/guides/development/image-optimization>).
        image_url: Option<Text>,
        /// Whether the image is the organization's own.
        has_image: bool,
        /// How many members it has.
        members_count: Option<i64>,
        /// How many invitations nobody has answered yet.
        pending_invitations_count: Option<i64>,
        /// How many members and invitations it may have; 0: any number.
        max_allowed_memberships: Option<i64>,
        /// Whether its admins may delete it.
        admin_delete_enabled: bool,
        /// Whether it may set up its own enterprise connection.
        self_serve_sso_enabled: bool,
        /// Written by the application's server alone.
        public_metadata: Option<JsonObject>,
        /// When it was made.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }
}
