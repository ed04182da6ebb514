use super::account::{EnterpriseAccount, ExternalAccount};
use super::organization::OrganizationMembership;
use super::verification::Verification;
use crate::document::{JsonObject, Time};
use crate::util::text::Text;

models! {
    /// A user of the application, as that user may see it.
    pub struct User {
        /// `user_…`
        id: Text,
        /// The name that the user has chosen to sign in with.
        username: Option<Text>,
        /// The given name.
        first_name: Option<Text>,
        /// The family name.
        last_name: Option<Text>,
        /// The user's image, or one that Clerk has drawn (<https://clerk.com/docs/guides/development/image-optimization>).
        image_url: Option<Text>,
        /// Whether the image is the user's own.
        has_image: bool,
        /// Which of [`email_addresses`](Self::email_addresses) is the first.
        primary_email_address_id: Option<Text>,
        /// Which of [`phone_numbers`](Self::phone_numbers) is the first.
        primary_phone_number_id: Option<Text>,
        /// Which of [`web3_wallets`](Self::web3_wallets) is the first.
        primary_web3_wallet_id: Option<Text>,
        /// Whether there is a password.
        password_enabled: bool,
        /// Whether there is any second factor.
        two_factor_enabled: bool,
        /// Whether an authenticator app is a second factor (TOTP, RFC 6238).
        totp_enabled: bool,
        /// Whether there are codes for when the second factor is lost.
        backup_code_enabled: bool,
        /// All of them, verified or not.
        email_addresses: Vec<EmailAddress>,
        /// All of them, verified or not.
        phone_numbers: Vec<PhoneNumber>,
        /// All of them, verified or not.
        web3_wallets: Vec<Web3Wallet>,
        /// All of them, on any device.
        passkeys: Vec<Passkey>,
        /// The organizations that the user belongs to.
        organization_memberships: Vec<OrganizationMembership>,
        /// Accounts elsewhere that the user signs in with (OAuth).
        external_accounts: Vec<ExternalAccount>,
        /// [`enterprise_accounts`](Self::enterprise_accounts) under the older versions' name, each from its own key.
        saml_accounts: Vec<EnterpriseAccount>,
        /// Accounts at an enterprise's identity provider.
        enterprise_accounts: Vec<EnterpriseAccount>,
        /// When the password was last set.
        password_last_updated_at: Option<Time>,
        /// Written by the application's server alone.
        public_metadata: Option<JsonObject>,
        /// Written by the frontend too, and so by the user: not to be trusted.
        unsafe_metadata: Option<JsonObject>,
        /// The id that the application itself has given to this user.
        external_id: Option<Text>,
        /// When the user last signed in, anywhere.
        last_sign_in_at: Option<Time>,
        /// Whether the application has shut the user out.
        banned: bool essential,
        /// Whether the user cannot sign in for now, after too many failed attempts.
        locked: bool essential,
        /// Whether the user's enterprise has withdrawn the account (SCIM, RFC 7644).
        deprovisioned: bool essential,
        /// Seconds until a locked user may try again. `None` while `locked`: never.
        lockout_expires_in_seconds: Option<i64>,
        /// How many failed attempts are left before the user is locked. `None`: the instance locks nobody.
        verification_attempts_remaining: Option<i64>,
        /// When it was made.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
        /// Whether users may delete their own account.
        delete_self_enabled: bool,
        /// Whether the user may create organizations.
        create_organization_enabled: bool,
        /// How many organizations the user may create; 0: any number.
        create_organizations_limit: Option<i64>,
        /// Exact to a day only.
        last_active_at: Option<Time>,
        /// When a second factor was set up.
        mfa_enabled_at: Option<Time>,
        /// When the last second factor was given up.
        mfa_disabled_at: Option<Time>,
        /// When the user agreed to the application's terms (<https://clerk.com/docs/guides/secure/legal-compliance>).
        legal_accepted_at: Option<Time>,
    }

    /// An e-mail address of a user.
    pub struct EmailAddress {
        /// `idn_…`
        id: Text,
        /// The address itself.
        email_address: Option<Text>,
        /// Whether it is held for this user before it is verified.
        reserved: bool,
        /// How far its verification has come. `None`: not begun.
        verification: Option<Verification>,
        /// What else has brought the same address.
        linked_to: Vec<IdentificationLink>,
        /// Whether its domain is one of an active enterprise connection.
        matches_sso_connection: bool,
        /// When it was made.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }

    /// A phone number of a user.
    pub struct PhoneNumber {
        /// `idn_…`
        id: Text,
        /// As E.164 writes it: `+15555550100`.
        phone_number: Option<Text>,
        /// Whether it is a second factor.
        reserved_for_second_factor: bool,
        /// Whether it is the second factor that is offered first.
        default_second_factor: bool,
        /// Whether it is held for this user before it is verified.
        reserved: bool,
        /// How far its verification has come. `None`: not begun.
        verification: Option<Verification>,
        /// What else has brought the same number.
        linked_to: Vec<IdentificationLink>,
        /// Codes for when the phone is lost. The server shows them once, when they are made; otherwise there are none here.
        backup_codes: Vec<Text>,
        /// When it was made.
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
        /// How far its verification has come; its `nonce` and `message` are what the wallet signs.
        verification: Option<Verification>,
        /// When it was made.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }

    /// A passkey of a user.
    pub struct Passkey {
        /// The id of this passkey at Clerk, not the credential's own.
        id: Text,
        /// What the user calls it.
        name: Option<Text>,
        /// When somebody last signed in by it.
        last_used_at: Option<Time>,
        /// How far its registration has come.
        verification: Option<Verification>,
        /// When it was made.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }

    /// Another identification that an address is linked to.
    pub struct IdentificationLink {
        /// `oauth_google`, `saml`, … as the server sends it.
        r#type: Option<Text>,
        /// `idn_…`
        id: Text,
    }
}
