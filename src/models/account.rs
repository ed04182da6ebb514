use super::verification::Verification;
use crate::document::{JsonObject, Time};
use crate::util::text::Text;

models! {
    /// An account elsewhere that a user signs in with (OAuth).
    pub struct ExternalAccount {
        /// The id of this account at Clerk.
        id: Text,
        /// `oauth_google`, `oauth_github`, … as the server sends it.
        provider: Option<Text>,
        /// The identification that this account is for the user: `idn_…`
        identification_id: Option<Text>,
        /// The user's id at the provider.
        provider_user_id: Option<Text>,
        /// What the user lets the application do there: OAuth scopes, separated by spaces (RFC 6749, 3.3).
        approved_scopes: Option<Text>,
        /// The address that the user has there.
        email_address: Option<Text>,
        /// Whether the provider said that it had verified the address. False also where it said nothing.
        email_address_verified: bool,
        /// The given name, as it is there.
        first_name: Option<Text>,
        /// The family name, as it is there.
        last_name: Option<Text>,
        /// The image that the user has there.
        image_url: Option<Text>,
        /// The name that the user has there.
        username: Option<Text>,
        /// The number that the user has there.
        phone_number: Option<Text>,
        /// Written by the application's server alone.
        public_metadata: Option<JsonObject>,
        /// What tells it from another account at the same provider.
        label: Option<Text>,
        /// When it was made.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
        /// How far the connection to it has come.
        verification: Option<Verification>,
    }

    /// An account at an enterprise's identity provider (SAML, OIDC).
    pub struct EnterpriseAccount {
        /// The id of this account at Clerk.
        id: Text,
        /// `saml_okta`, `oauth_microsoft`, … as the server sends it.
        provider: Option<Text>,
        /// `saml` or `oauth`, as the server sends it.
        protocol: Option<Text>,
        /// Whether the user may sign in by it.
        active: bool,
        /// The address that the user has there.
        email_address: Option<Text>,
        /// The given name, as it is there.
        first_name: Option<Text>,
        /// The family name, as it is there.
        last_name: Option<Text>,
        /// The user's id at the provider.
        provider_user_id: Option<Text>,
        /// The id of [`enterprise_connection`](Self::enterprise_connection), which may be known alone.
        enterprise_connection_id: Option<Text>,
        /// When the user last signed in by it.
        last_authenticated_at: Option<Time>,
        /// Written by the application's server alone.
        public_metadata: Option<JsonObject>,
        /// How far the last sign-in by it has come.
        verification: Option<Verification>,
        /// The connection that it belongs to.
        enterprise_connection: Option<EnterpriseConnection>,
        /// [`enterprise_connection`](Self::enterprise_connection) under the older versions' name, each from its own key.
        saml_connection: Option<EnterpriseConnection>,
    }

    /// The connection of an application to an enterprise's identity provider.
    pub struct EnterpriseConnection {
        /// The id of this connection at Clerk.
        id: Text,
        /// For people.
        name: Option<Text>,
        /// Whose email addresses sign in by it, in the older versions.
        domain: Option<Text>,
        /// Whose email addresses sign in by it.
        domains: Vec<Text>,
        /// `saml` or `oauth`, as the server sends it.
        protocol: Option<Text>,
        /// Whether anybody may sign in by it.
        active: bool,
        /// The provider's image.
        logo_public_url: Option<Text>,
        /// `saml_okta`, `oauth_microsoft`, … as the server sends it.
        provider: Option<Text>,
        /// Whether each sign-in takes the user's name and the like from the provider.
        sync_user_attributes: bool,
        /// Whether it is for the subdomains of its domains too.
        allow_subdomains: bool,
        /// Whether a sign-in may begin at the provider.
        allow_idp_initiated: bool,
        /// Whether its users may add no other way to identify themselves.
        disable_additional_identifications: bool,
        /// Whether an account may be linked to it by membership of its organization.
        allow_organization_account_linking: bool,
        /// When it was made.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }
}
