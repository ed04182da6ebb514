//! The tables of a user and of the identifications of a user.

use super::account::{EnterpriseAccount, ExternalAccount};
use super::organization::OrganizationMembership;
use super::verification::Verification;
use crate::document::{JsonObject, Time};
use crate::util::text::Text;

models! {
    /// A user of the application, with what the user may see
    /// (<https://clerk.com/docs/reference/objects/user>).
    pub struct User {
        /// `user_…`
        id: Text,
        /// The name that the user has chosen to sign in with.
        username: Option<Text>,
        /// The given name.
        first_name: Option<Text>,
        /// The family name.
        last_name: Option<Text>,
        /// The user's image, or one that Clerk has drawn
        /// (<https://clerk.com/docs/guides/development/image-optimization>).
        image_url: Option<Text>,
        /// Whether the image is the user's own.
        has_image: bool,
        /// The id of the primary one of [`email_addresses`](Self::email_addresses).
        primary_email_address_id: Option<Text>,
        /// The id of the primary one of [`phone_numbers`](Self::phone_numbers).
        primary_phone_number_id: Option<Text>,
        /// The id of the primary one of [`web3_wallets`](Self::web3_wallets).
        primary_web3_wallet_id: Option<Text>,
        /// Whether there is a password.
        password_enabled: bool,
        /// Whether there is any second factor.
        two_factor_enabled: bool,
        /// Whether an authenticator app is a second factor (TOTP, RFC 6238).
        totp_enabled: bool,
        /// Whether there are backup codes for a lost second factor.
        backup_code_enabled: bool,
        /// All, verified or not.
        email_addresses: Vec<EmailAddress>,
        /// All, verified or not.
        phone_numbers: Vec<PhoneNumber>,
        /// All, verified or not.
        web3_wallets: Vec<Web3Wallet>,
        /// All, on any device.
        passkeys: Vec<Passkey>,
        /// The organizations that the user belongs to.
        organization_memberships: Vec<OrganizationMembership>,
        /// Accounts at other services that the user signs in with (OAuth).
        external_accounts: Vec<ExternalAccount>,
        /// [`enterprise_accounts`](Self::enterprise_accounts) under the older versions' name, each
        /// from its own key.
        saml_accounts: Vec<EnterpriseAccount>,
        /// Accounts at an enterprise's identity provider.
        enterprise_accounts: Vec<EnterpriseAccount>,
        /// When the password was last set.
        password_last_updated_at: Option<Time>,
        /// Only the application's server writes it.
        public_metadata: Option<JsonObject>,
        /// The frontend, and so the user, may write it too: do not trust it.
        unsafe_metadata: Option<JsonObject>,
        /// The id that the application itself has given to this user.
        external_id: Option<Text>,
        /// When the user last signed in, anywhere.
        last_sign_in_at: Option<Time>,
        /// Whether the application has banned the user.
        banned: bool essential,
        /// Whether the user cannot sign in for now, after too many failed attempts.
        locked: bool essential,
        /// Whether the user's enterprise has withdrawn the account (SCIM, RFC 7644).
        deprovisioned: bool essential,
        /// Seconds until a locked user may try again. `None` for a `locked` user means never.
        lockout_expires_in_seconds: Option<i64>,
        /// The number of failed attempts left before the user is locked. `None` if the instance
        /// locks no users.
        verification_attempts_remaining: Option<i64>,
        /// When it was created.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
        /// Whether users may delete their own account.
        delete_self_enabled: bool,
        /// Whether the user may create organizations.
        create_organization_enabled: bool,
        /// The number of organizations that the user may create. 0 means any number.
        create_organizations_limit: Option<i64>,
        /// Exact to a day only.
        last_active_at: Option<Time>,
        /// When a second factor was set up.
        mfa_enabled_at: Option<Time>,
        /// When the last second factor was removed.
        mfa_disabled_at: Option<Time>,
        /// When the user agreed to the application's terms
        /// (<https://clerk.com/docs/guides/secure/legal-compliance>).
        legal_accepted_at: Option<Time>,
    }

    /// An email address of a user.
    pub struct EmailAddress {
        /// `idn_…`
        id: Text,
        /// The address itself.
        email_address: Option<Text>,
        /// Whether it is reserved for this user before it is verified.
        reserved: bool,
        /// The state of its verification. `None` if it has not begun.
        verification: Option<Verification>,
        /// Other identifications with the same address.
        linked_to: Vec<IdentificationLink>,
        /// Whether its domain belongs to an active enterprise connection.
        matches_sso_connection: bool,
        /// When it was created.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }

    /// A phone number of a user.
    pub struct PhoneNumber {
        /// `idn_…`
        id: Text,
        /// The number in E.164 format: `+15555550100`.
        phone_number: Option<Text>,
        /// Whether it is a second factor.
        reserved_for_second_factor: bool,
        /// Whether it is the second factor that is offered first.
        default_second_factor: bool,
        /// Whether it is reserved for this user before it is verified.
        reserved: bool,
        /// The state of its verification. `None` if it has not begun.
        verification: Option<Verification>,
        /// Other identifications with the same number.
        linked_to: Vec<IdentificationLink>,
        /// Codes for a lost phone. The server sends them only once, when they are created;
        /// otherwise the list is empty.
        backup_codes: Vec<Text>,
        /// When it was created.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }

    /// A web3 wallet of a user.
    pub struct Web3Wallet {
        /// `idn_…`
        id: Text,
        /// Its address: `0x…`
        web3_wallet: Option<Text>,
        /// The state of its verification; the wallet signs its `nonce` or `message`.
        verification: Option<Verification>,
        /// When it was created.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }

    /// A passkey of a user (<https://www.w3.org/TR/webauthn-3/>).
    pub struct Passkey {
        /// The id of this passkey at Clerk, not the credential's own.
        id: Text,
        /// The name that the user gave it.
        name: Option<Text>,
        /// When it was last used to sign in.
        last_used_at: Option<Time>,
        /// The state of its registration.
        verification: Option<Verification>,
        /// When it was created.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }

    /// A link from an email address or a phone number to another identification of the user, which
    /// has brought the same.
    pub struct IdentificationLink {
        /// `oauth_google`, `saml`, … as the server sends it.
        r#type: Option<Text>,
        /// `idn_…`
        id: Text,
    }
}
