//! The steps of a reverification: the strategies that each takes, and the fields of each strategy.
//!
//! Each strategy is declared once, its fields named as on the wire. From that follow an enum for Rust
//! and a table for reading the arguments of JavaScript.

use crate::util::text::Text;

/// The fields of a request's body, by their names on the wire.
pub(crate) type FormFields = Vec<(&'static str, Text)>;

/// The choices of a form.
#[cfg_attr(not(any(feature = "npm", test)), expect(dead_code, reason = "Rust has methods and enums"))]
pub(crate) struct Form {
    /// The field that names the choice: `strategy` or `level`.
    pub key: &'static str,
    pub choices: &'static [Choice],
}

/// One choice of a form, with the fields that belong to it.
#[cfg_attr(not(any(feature = "npm", test)), expect(dead_code, reason = "Rust has methods and enums"))]
pub(crate) struct Choice {
    pub name: &'static str,
    pub fields: &'static [Field],
}

/// A field of a choice, named as on the wire.
#[cfg_attr(not(any(feature = "npm", test)), expect(dead_code, reason = "Rust has methods and enums"))]
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

/// Declares steps. The optional fields of a strategy stand after a question mark.
macro_rules! steps {
    ($(
        $(#[$about:meta])*
        pub enum $Step:ident { $(
            $(#[$strategy_about:meta])*
            $Strategy:ident = $name:literal $({
                $( $(#[$field_about:meta])* $field:ident, )*
            } $(? {
                $( $(#[$optional_about:meta])* $optional:ident, )*
            })?)?,
        )* }
    )*) => {$(
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $Step { $(
            $(#[$strategy_about])*
            $Strategy $({
                $( $(#[$field_about])* $field: String, )*
                $( $( $(#[$optional_about])* $optional: Option<String>, )* )?
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
                        fields.into_iter().filter_map(|(name, value)| Some((name, value?.into()))).collect()
                    }
                )* }
            }
        }

        /// Shows the strategy alone: its fields may be secrets.
        impl core::fmt::Debug for $Step {
            fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                formatter.write_str(match self { $( Self::$Strategy { .. } => $name, )* })
            }
        }
    )*};
}

steps! {
    /// How a first factor is to be verified; this gets it ready.
    pub enum PrepareFirstFactor {
        /// Sends a code to an email address.
        EmailCode = "email_code" {
            /// The address that the code goes to.
            email_address_id,
        },
        /// Sends a code to a phone number.
        PhoneCode = "phone_code" {
            /// The number that the code goes to.
            phone_number_id,
        },
        /// Makes what a passkey is to sign: [`Verification::nonce`](crate::model::Verification::nonce).
        Passkey = "passkey",
        /// Begins a sign-in at an enterprise's identity provider, to which the browser has to be sent:
        /// [`Verification::external_verification_redirect_url`](crate::model::Verification::external_verification_redirect_url).
        EnterpriseSso = "enterprise_sso" {
            /// Where the browser comes back to.
            redirect_url,
        } ? {
            /// The address by which the provider knows the user.
            email_address_id,
            /// The connection to the provider.
            enterprise_connection_id,
        },
    }

    /// The strategy that is to verify a first factor.
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
        /// A passkey's signature.
        Passkey = "passkey" {
            /// The `PublicKeyCredential` as JSON (`AuthenticationResponseJSON` of WebAuthn).
            public_key_credential,
        },
    }

    /// How a second factor is to be verified; this gets it ready. An authenticator app and a backup code need no preparation.
    pub enum PrepareSecondFactor {
        /// Sends a code to a phone number; `None`: the default one.
        PhoneCode = "phone_code" {} ? {
            /// The number that the code goes to.
            phone_number_id,
        },
    }

    /// The strategy that is to verify a second factor.
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
        /// One of the codes for when the second factor is lost; each is good once.
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
    fn a_form_has_the_strategy_and_what_is_given_of_its_fields() {
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
        assert_eq!(listed(&AttemptSecondFactor::FORM), "phone_code code, totp code, backup_code code");
        let levels =
            [VerificationLevel::FirstFactor, VerificationLevel::SecondFactor, VerificationLevel::MultiFactor];
        assert_eq!((LEVEL.key, PrepareFirstFactor::FORM.key), ("level", "strategy"));
        assert_eq!(listed(&LEVEL), levels.map(VerificationLevel::as_str).join(", "));
    }

    #[test]
    fn no_secret_shows() {
        let attempts = [
            format!("{:?}", AttemptFirstFactor::Password { password: "hunter2".into() }),
            format!("{:?}", AttemptSecondFactor::Totp { code: "hunter2".into() }),
        ];
        assert_eq!(attempts, ["password", "totp"]);
    }
}
