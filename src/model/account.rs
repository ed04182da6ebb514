use super::{JsonObject, Time, Verification};
use crate::json::Text;

models! {
    /// An account elsewhere that a user signs in with (OAuth).
    pub struct ExternalAccount {
        id: Text,
        /// `oauth_google`, `oauth_github`, …
        provider: Option<Text>,
        identification_id: Option<Text>,
        /// The user's id at the provider.
        provider_user_id: Option<Text>,
        /// Separated by spaces.
        approved_scopes: Option<Text>,
        email_address: Option<Text>,
        email_address_verified: bool,
        first_name: Option<Text>,
        last_name: Option<Text>,
        image_url: Option<Text>,
        username: Option<Text>,
        phone_number: Option<Text>,
        label: Option<Text>,
        public_metadata: Option<JsonObject>,
        verification: Option<Verification>,
        created_at: Option<Time>,
        updated_at: Option<Time>,
    }

    /// An account at an enterprise's identity provider (SAML, OIDC).
    pub struct EnterpriseAccount {
        id: Text,
        active: bool,
        /// `saml` or `oauth`.
        protocol: Option<Text>,
        provider: Option<Text>,
        email_address: Option<Text>,
        first_name: Option<Text>,
        last_name: Option<Text>,
        /// The user's id at the provider.
        provider_user_id: Option<Text>,
        enterprise_connection_id: Option<Text>,
        last_authenticated_at: Option<Time>,
        public_metadata: Option<JsonObject>,
        verification: Option<Verification>,
        enterprise_connection: Option<EnterpriseConnection>,
        /// `enterprise_connection` under the older versions' name; each is read from its own key.
        saml_connection: Option<EnterpriseConnection>,
    }

    /// The connection of an application to an enterprise's identity provider.
    pub struct EnterpriseConnection {
        id: Text,
        name: Option<Text>,
        domain: Option<Text>,
        domains: Vec<Text>,
        protocol: Option<Text>,
        provider: Option<Text>,
        active: bool,
        logo_public_url: Option<Text>,
        sync_user_attributes: bool,
        allow_subdomains: bool,
        allow_idp_initiated: bool,
        disable_additional_identifications: bool,
        allow_organization_account_linking: bool,
        created_at: Option<Time>,
        updated_at: Option<Time>,
    }
}
