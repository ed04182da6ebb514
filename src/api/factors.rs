//! What the steps of a reverification take: a strategy, and what that needs.
//!
//! Each strategy is declared once, its fields named as on the wire. From that follow an enum for Rust and, for reading the
//! arguments of JavaScript, the choices as one text: each strategy, then what it needs (`+`) and what it takes besides (`?`).

use crate::util::text::Text;

/// The fields of a form, by their names on the wire.
pub(crate) type Form = Vec<(&'static str, Text)>;

/// Behind the fields that a strategy needs stand, after a question mark, those that it takes besides.
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
            pub(crate) const CHOICES: &'static str = concat!($(
                $name, " ",
                $( $("+", stringify!($field), " ",)* $($("?", stringify!($optional), " ",)*)? )?
            )*);

            pub(crate) fn form(self) -> Form {
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

        /// Says the strategy alone: what goes with it may be a secret.
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

    /// What is to verify a first factor.
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

    /// What is to verify a second factor.
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

    #[test]
    fn a_form_has_the_strategy_and_what_is_given_of_its_fields() {
        let sso = PrepareFirstFactor::EnterpriseSso {
            redirect_url: "https://example.com".into(),
            email_address_id: None,
            enterprise_connection_id: Some("ec_1".into()),
        };
        assert_eq!(
            sso.form(),
            [
                ("strategy", "enterprise_sso".into()),
                ("redirect_url", "https://example.com".into()),
                ("enterprise_connection_id", "ec_1".into()),
            ]
        );
        assert_eq!(PrepareFirstFactor::Passkey.form(), [("strategy", "passkey".into())]);
    }

    #[test]
    fn the_choices_are_strategies_with_their_fields() {
        assert_eq!(
            PrepareFirstFactor::CHOICES,
            "email_code +email_address_id phone_code +phone_number_id passkey \
             enterprise_sso +redirect_url ?email_address_id ?enterprise_connection_id "
        );
        assert_eq!(PrepareSecondFactor::CHOICES, "phone_code ?phone_number_id ");
        assert_eq!(AttemptSecondFactor::CHOICES, "phone_code +code totp +code backup_code +code ");
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
