use super::{EnterpriseAccount, ExternalAccount, JsonObject, OrganizationMembership, Time, Verification};
use crate::json::Text;

models! {
    /// A user of the application, as that user may see it.
    pub struct User {
        id: Text,
        /// The id that the application gave it.
        external_id: Option<Text>,
        username: Option<Text>,
        first_name: Option<Text>,
        last_name: Option<Text>,
        image_url: Option<Text>,
        /// Whether the image is the user's own.
        has_image: bool,
        primary_email_address_id: Option<Text>,
        primary_phone_number_id: Option<Text>,
        primary_web3_wallet_id: Option<Text>,
        email_addresses: Vec<EmailAddress>,
        phone_numbers: Vec<PhoneNumber>,
        web3_wallets: Vec<Web3Wallet>,
        passkeys: Vec<Passkey>,
        external_accounts: Vec<ExternalAccount>,
        /// `enterprise_accounts` under the older versions' name; each is read from its own key.
        saml_accounts: Vec<EnterpriseAccount>,
        enterprise_accounts: Vec<EnterpriseAccount>,
        organization_memberships: Vec<OrganizationMembership>,
        password_enabled: bool,
        two_factor_enabled: bool,
        totp_enabled: bool,
        backup_code_enabled: bool,
        /// Written by the application's server only.
        public_metadata: Option<JsonObject>,
        /// Written by the frontend too.
        unsafe_metadata: Option<JsonObject>,
        banned: bool,
        /// Whether too many failed attempts have locked it.
        locked: bool,
        deprovisioned: bool,
        /// In seconds.
        lockout_expires_in_seconds: Option<i64>,
        verification_attempts_remaining: Option<i64>,
        delete_self_enabled: bool,
        create_organization_enabled: bool,
        create_organizations_limit: Option<i64>,
        password_last_updated_at: Option<Time>,
        last_sign_in_at: Option<Time>,
        last_active_at: Option<Time>,
        mfa_enabled_at: Option<Time>,
        mfa_disabled_at: Option<Time>,
        legal_accepted_at: Option<Time>,
        created_at: Option<Time>,
        updated_at: Option<Time>,
    }

    /// An e-mail address of a user.
    pub struct EmailAddress {
        id: Text,
        email_address: Option<Text>,
        reserved: bool,
        verification: Option<Verification>,
        /// What else the same address identifies.
        linked_to: Vec<IdentificationLink>,
        matches_sso_connection: bool,
        created_at: Option<Time>,
        updated_at: Option<Time>,
    }

    /// A phone number of a user.
    pub struct PhoneNumber {
        id: Text,
        /// In E.164 form.
        phone_number: Option<Text>,
        reserved: bool,
        reserved_for_second_factor: bool,
        default_second_factor: bool,
        verification: Option<Verification>,
        linked_to: Vec<IdentificationLink>,
        backup_codes: Vec<Text>,
        created_at: Option<Time>,
        updated_at: Option<Time>,
    }

    /// A web3 wallet of a user.
    pub struct Web3Wallet {
        id: Text,
        /// Its address.
        web3_wallet: Option<Text>,
        verification: Option<Verification>,
        created_at: Option<Time>,
        updated_at: Option<Time>,
    }

    /// A passkey of a user.
    pub struct Passkey {
        id: Text,
        name: Option<Text>,
        last_used_at: Option<Time>,
        verification: Option<Verification>,
        created_at: Option<Time>,
        updated_at: Option<Time>,
    }

    /// Another identification that an address is linked to.
    pub struct IdentificationLink {
        id: Text,
        /// What it is: `oauth_google`, `saml`, …
        r#type: Option<Text>,
    }
}
