//! The table of a user's public data.

use crate::util::text::Text;

models! {
    /// The part of a user that other users may see.
    pub struct PublicUserData {
        /// The given name.
        first_name: Option<Text>,
        /// The family name.
        last_name: Option<Text>,
        /// The user's image, or one that Clerk has drawn
        /// (<https://clerk.com/docs/guides/development/image-optimization>).
        image_url: Option<Text>,
        /// Whether the image is the user's own.
        has_image: bool,
        /// An email address, a phone number or a user name.
        identifier: Option<Text>,
        /// `user_…`
        user_id: Option<Text>,
        /// The name that the user has chosen to sign in with.
        username: Option<Text>,
        /// Whether the application has banned the user.
        banned: bool essential,
        /// Whether the user's enterprise has withdrawn the account (SCIM, RFC 7644).
        deprovisioned: bool essential,
    }
}
