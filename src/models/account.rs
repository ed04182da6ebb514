//! The tables of a user's accounts at other services and at enterprises.

use super::verification::Verification;
use crate::document::{JsonObject, Time};
use crate::util::text::Text;

models! {
    /// An account at another service that a user signs in with (OAuth,
    /// <https://clerk.com/docs/reference/types/external-account>).
    pub struct ExternalAccount {
        /// The id of this account at Clerk.
        id: Text,
        /// `oauth_google`, `oauth_github`, … as the server sends it.
        provider: Option<Text>,
        /// The identification that this account is for the user: `idn_…`
        identification_id: Option<Text>,
        /// The user's id at the provider.
        provider_user_id: Option<Text>,
        /// The OAuth scopes that the user has granted, separated by spaces (RFC 6749, 3.3).
        approved_scopes: Option<Text>,
        /// The user's email address there.
        email_address: Option<Text>,
        /// Whether the provider said that it had verified the address. False also if it did not
        /// say.
        email_address_verified: bool,
        /// The given name, as it is there.
        first_name: Option<Text>,
        /// The family name, as it is there.
        last_name: Option<Text>,
        /// The user's image there.
        image_url: Option<Text>,
        /// The user's name there.
        username: Option<Text>,
        /// The user's phone number there.
        phone_number: Option<Text>,
        /// Only the application's server writes it.
        public_metadata: Option<JsonObject>,
        /// A label that distinguishes it from other accounts at the same provider.
        label: Option<Text>,
        /// When it was created.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
        /// The state of its verification, which connects it to the user.
        verification: Option<Verification>,
    }

    /// An account at an enterprise's identity provider (SAML, OIDC;
    /// <https://clerk.com/docs/guides/configure/auth-strategies/enterprise-connections/overview>).
    pub struct EnterpriseAccount {
        /// The id of this account at Clerk.
        id: Text,
        /// `saml_okta`, `oauth_microsoft`, … as the server sends it.
        provider: Option<Text>,
        /// `saml` or `oauth`, as the server sends it.
        protocol: Option<Text>,
        /// Whether the user may sign in with it.
        active: bool,
        /// The user's email address there.
        email_address: Option<Text>,
        /// The given name, as it is there.
        first_name: Option<Text>,
        /// The family name, as it is there.
        last_name: Option<Text>,
        /// The user's id at the provider.
        provider_user_id: Option<Text>,
        /// The id of [`enterprise_connection`](Self::enterprise_connection), which may be known
        /// alone.
        enterprise_connection_id: Option<Text>,
        /// When the user last signed in with it.
        last_authenticated_at: Option<Time>,
        /// Only the application's server writes it.
        public_metadata: Option<JsonObject>,
        /// The state of the last sign-in with it.
        verification: Option<Verification>,
        /// The connection that it belongs to.
        enterprise_connection: Option<EnterpriseConnection>,
        /// [`enterprise_connection`](Self::enterprise_connection) under the older versions' name,
        /// each from its own key.
        saml_connection: Option<EnterpriseConnection>,
    }

    /// The connection of an application to an enterprise's identity provider.
    pub struct EnterpriseConnection {
        /// The id of this connection at Clerk.
        id: Text,
        /// A name for display.
        name: Option<Text>,
        /// The domain of the email addresses that sign in with it, in the older versions.
        domain: Option<Text>,
        /// The domains of the email addresses that sign in with it.
        domains: Vec<Text>,
        /// `saml` or `oauth`, as the server sends it.
        protocol: Option<Text>,
        /// Whether users may sign in with it.
        active: bool,
        /// The provider's image.
        logo_public_url: Option<Text>,
        /// `saml_okta`, `oauth_microsoft`, … as the server sends it.
        provider: Option<Text>,
        /// Whether each sign-in copies the user's attributes, such as the name, from the provider.
        sync_user_attributes: bool,
        /// Whether it includes the subdomains of its domains.
        allow_subdomains: bool,
        /// Whether a sign-in may begin at the provider.
        allow_idp_initiated: bool,
        /// Whether its users must not add other identifications.
        disable_additional_identifications: bool,
        /// Whether an account may be linked to it by membership of its organization.
        allow_organization_account_linking: bool,
        /// When it was created.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }
}
