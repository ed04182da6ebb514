//! The steps of a reverification: their strategies, and the fields of each strategy.
//!
//! Each strategy is declared once, with its fields named as on the wire. The declaration generates
//! an enum for Rust, a table for reading JavaScript's arguments, and the declarations for
//! TypeScript.

#[cfg(doc)]
use crate::models::{SessionVerification, Verification};
use crate::util::text::Text;

/// The fields of a request's body, by their names on the wire.
pub(crate) type FormFields = Vec<(&'static str, Text)>;

/// The choices of a form.
#[cfg_attr(
    not(any(feature = "npm", test)),
    expect(dead_code, reason = "Rust has methods and enums")
)]
pub(crate) struct Form {
    /// The field that names the choice: `strategy` or `level`.
    pub key: &'static str,
    pub choices: &'static [Choice],
}

/// One choice of a form, with the fields that belong to it.
#[cfg_attr(
    not(any(feature = "npm", test)),
    expect(dead_code, reason = "Rust has methods and enums")
)]
pub(crate) struct Choice {
    pub name: &'static str,
    pub fields: &'static [Field],
}

/// A field of a choice, named as on the wire.
#[cfg_attr(
    not(any(feature = "npm", test)),
    expect(dead_code, reason = "Rust has methods and enums")
)]
pub(crate) struct Field {
    pub name: &'static str,
    pub is_required: bool,
}

/// The levels of a reverification.
pub(crate) static LEVEL: Form = Form {
    key: "level",
    choices: &[
        Choice { name: "first_factor", fields: &[] },
        Choice { name: "second_factor", fields: &[] },
        Choice { name: "multi_factor", fields: &[] },
    ],
};

/// Declares steps. A question mark precedes the optional fields of a strategy.
macro_rules! steps {
    ($(
        $(#[doc = $about:literal])*
        pub enum $Step:ident { $(
            $(#[doc = $strategy_about:literal])*
            $Strategy:ident = $name:literal $({
                $( $(#[doc = $field_about:literal])* $field:ident, )*
            } $(? {
                $( $(#[doc = $optional_about:literal])* $optional:ident, )*
            })?)?,
        )* }
    )*) => {$(
        $(#[doc = $about])*
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $Step { $(
            $(#[doc = $strategy_about])*
            $Strategy $({
                $( $(#[doc = $field_about])* $field: String, )*
                $( $( $(#[doc = $optional_about])* $optional: Option<String>, )* )?
            })?,
        )* }

        impl $Step {
            pub(crate) const FORM: Form = Form {
                key: "strategy",
                choices: &[$(
                    Choice {
                        name: $name,
                        fields: &[
                            $(
                                $(Field { name: stringify!($field), is_required: true },)*
                                $($(Field { name: stringify!($optional), is_required: false },)*)?
                            )?
                        ],
                    },
                )*],
            };

            pub(crate) fn into_fields(self) -> FormFields {
                match self { $(
                    Self::$Strategy $({ $($field,)* $($($optional,)*)? })? => {
                        let fields = [
                            ("strategy", Some(String::from($name))),
                            $(
                                $((stringify!($field), Some($field)),)*
                                $($((stringify!($optional), $optional),)*)?
                            )?
                        ];
                        fields
                            .into_iter()
                            .filter_map(|(name, value)| Some((name, value?.into())))
                            .collect()
                    }
                )* }
            }
        }

        #[cfg(all(test, not(target_arch = "wasm32")))]
        impl crate::tests::declarations::Declared for $Step {
            const DECLARATION: crate::tests::declarations::Declaration = declaration!(
                $Step [$($about)*]
                $({
                    $name, "", [$($strategy_about)*],
                    declaration!(
                        $Strategy []
                        $(
                            $({ stringify!($field), "Text", [$($field_about)*] })*
                            $($({ stringify!($optional), "?", [$($optional_about)*] })*)?
                        )?
                    ).members
                })*
            );
        }

        /// Shows only the strategy, because its fields may be secrets.
        impl core::fmt::Debug for $Step {
            fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                formatter.write_str(match self { $( Self::$Strategy { .. } => $name, )* })
            }
        }
    )*};
}

steps! {
    /// The strategy to prepare for a first factor, with one of the ids in
    /// [`SessionVerification::supported_first_factors`]. A password needs no preparation.
    pub enum PrepareFirstFactor {
        /// Sends a code to an email address.
        EmailCode = "email_code" {
            /// The id of the email address that gets the code.
            email_address_id,
        },
        /// Sends a code to a phone number.
        PhoneCode = "phone_code" {
            /// The id of the phone number that gets the code.
            phone_number_id,
        },
        /// Creates the challenge that a passkey signs: [`Verification::nonce`].
        Passkey = "passkey",
        /// Begins a sign-in at an enterprise's identity provider. The page must send the browser to
        /// the URL in [`Verification::external_verification_redirect_url`] of
        /// [`SessionVerification::first_factor_verification`].
        EnterpriseSso = "enterprise_sso" {
            /// The URL to which the browser comes back from the identity provider.
            redirect_url,
        } ? {
            /// The id of the email address by which the provider knows the user.
            email_address_id,
            /// The id of the connection to the provider.
            enterprise_connection_id,
        },
    }

    /// The strategy that verifies a first factor.
    pub enum AttemptFirstFactor {
        /// The code that was sent to an email address.
        EmailCode = "email_code" {
            /// The code.
            code,
        },
        /// The code that was sent to a phone number.
        PhoneCode = "phone_code" {
            /// The code.
            code,
        },
        /// The user's password, which needs no preparation.
        Password = "password" {
            /// The password.
            password,
        },
        /// A passkey's signature. `verify_with_passkey()` prepares, asks for and sends it.
        Passkey = "passkey" {
            /// The `PublicKeyCredential` as JSON (`AuthenticationResponseJSON` of WebAuthn).
            public_key_credential,
        },
    }

    /// The strategy to prepare for a second factor. An authenticator app and a backup code need no
    /// preparation.
    pub enum PrepareSecondFactor {
        /// Sends a code to a phone number.
        PhoneCode = "phone_code" {} ? {
            /// The id of the phone number that gets the code. Defaults to the user's default one.
            phone_number_id,
        },
    }

    /// The strategy that verifies a second factor.
    pub enum AttemptSecondFactor {
        /// The code that was sent to a phone number.
        PhoneCode = "phone_code" {
            /// The code.
            code,
        },
        /// The code that an authenticator app shows now (TOTP, RFC 6238).
        Totp = "totp" {
            /// The code.
            code,
        },
        /// A backup code, for a lost second factor. Each is good once.
        BackupCode = "backup_code" {
            /// The code.
            code,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::VerificationLevel;

    #[test]
    fn a_form_has_the_strategy_and_the_given_fields() {
        let sso = PrepareFirstFactor::EnterpriseSso {
            redirect_url: "https://example.com".into(),
            email_address_id: None,
            enterprise_connection_id: Some("ec_1".into()),
        };
        assert_eq!(
            sso.into_fields(),
            [
                ("strategy", "enterprise_sso".into()),
                ("redirect_url", "https://example.com".into()),
                ("enterprise_connection_id", "ec_1".into()),
            ]
        );
        assert_eq!(PrepareFirstFactor::Passkey.into_fields(), [("strategy", "passkey".into())]);
    }

    #[test]
    fn a_form_has_the_choices_with_their_fields() {
        let listed = |form: &Form| {
            let choices = form.choices.iter().map(|Choice { name, fields }| {
                let fields = fields
                    .iter()
                    .map(|field| [field.name, if field.is_required { "" } else { "?" }].concat());
                [name.to_string()].into_iter().chain(fields).collect::<Vec<_>>().join(" ")
            });
            choices.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(
            listed(&PrepareFirstFactor::FORM),
            "email_code email_address_id, phone_code phone_number_id, passkey, \
             enterprise_sso redirect_url email_address_id? enterprise_connection_id?"
        );
        assert_eq!(listed(&PrepareSecondFactor::FORM), "phone_code phone_number_id?");
        assert_eq!(
            listed(&AttemptSecondFactor::FORM),
            "phone_code code, totp code, backup_code code"
        );
        let levels = [
            VerificationLevel::FirstFactor,
            VerificationLevel::SecondFactor,
            VerificationLevel::MultiFactor,
        ];
        assert_eq!((LEVEL.key, PrepareFirstFactor::FORM.key), ("level", "strategy"));
        assert_eq!(listed(&LEVEL), levels.map(VerificationLevel::as_str).join(", "));
    }

    #[test]
    fn debug_shows_no_secret() {
        let attempts = [
            format!("{:?}", AttemptFirstFactor::Password { password: "hunter2".into() }),
            format!("{:?}", AttemptSecondFactor::Totp { code: "hunter2".into() }),
        ];
        assert_eq!(attempts, ["password", "totp"]);
    }
}
