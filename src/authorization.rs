//! Checks of a session's roles, permissions, features, plans and factors, by the data of the
//! session itself.
//!
//! The rules are those of `createCheckAuthorization` of the npm package `@clerk/shared`, which
//! Clerk's own kits use.

use crate::models::{OrganizationMembership, Session, VerificationLevel};
use crate::token::DecodedToken;
use crate::util::compact::{WordList, split_once};
use crate::util::text::Text;

models! {
    /// The claims of a session token about subscriptions.
    struct Claims {
        /// Features: `o:widgets,u:gadgets`.
        fea: Option<Text>,
        /// Plans, in the same form.
        pla: Option<Text>,
    }
}

/// Requirements for a session. All fields that are not `None` must be met.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Authorization {
    /// The user's role in the active organization: `org:admin`, or `admin` for short.
    pub role: Option<String>,
    /// A permission that the user has in the active organization: `org:invoices:create`, or
    /// `invoices:create` for short.
    pub permission: Option<String>,
    /// A feature that the organization or the user has: `widgets`. `org:widgets` is the
    /// organization's, `user:widgets` the user's.
    pub feature: Option<String>,
    /// A plan that the organization or the user has, in the same form.
    pub plan: Option<String>,
    /// Factors that must have been verified recently.
    pub reverification: Option<Reverification>,
}

/// The factors that must have been verified, and the maximum age of their verification.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reverification {
    /// The factors: [`FirstFactor`](VerificationLevel::FirstFactor) requires the first.
    /// [`SecondFactor`](VerificationLevel::SecondFactor) requires the second, or the first if there
    /// is no second. [`MultiFactor`](VerificationLevel::MultiFactor) requires both, or the first if
    /// there is no second. [`Unknown`](VerificationLevel::Unknown) is never met.
    pub level: VerificationLevel,
    /// The age in minutes at which a verification is too old. Zero, a negative number and NaN are
    /// never met.
    pub after_minutes: f64,
}

impl Reverification {
    /// Returns one of Clerk's named requirements: `strict_mfa` (both factors, 10 minutes), `strict`
    /// (the second, 10 minutes), `moderate` (the second, an hour) or `lax` (the second, a day). Any
    /// other name is never met.
    pub fn named(name: &str) -> Self {
        let (level, after_minutes) = match name {
            "strict_mfa" => (VerificationLevel::MultiFactor, 10.0),
            "strict" => (VerificationLevel::SecondFactor, 10.0),
            "moderate" => (VerificationLevel::SecondFactor, 60.0),
            "lax" => (VerificationLevel::SecondFactor, 1440.0),
            _ => (VerificationLevel::Unknown, 0.0),
        };
        Reverification { level, after_minutes }
    }

    /// Returns whether factors with these verification ages meet the requirement. The ages are
    /// those of [`Session::factor_verification_age`].
    fn is_met(self, [first, second]: [i64; 2]) -> bool {
        const NO_FACTOR: i64 = -1;
        let is_fresh = |age: i64| age > NO_FACTOR && (age as f64) < self.after_minutes;
        let is_second_fresh = is_fresh(if second == NO_FACTOR { first } else { second });
        first.min(second) >= NO_FACTOR
            && match self.level {
                VerificationLevel::FirstFactor => is_fresh(first),
                VerificationLevel::SecondFactor => is_second_fresh,
                VerificationLevel::MultiFactor => is_fresh(first) && is_second_fresh,
                VerificationLevel::Unknown => false,
            }
    }
}

impl Session {
    /// Returns whether the session meets all requirements, as far as the session itself says.
    /// Without any requirement, returns false.
    ///
    /// Use it to decide what to show. The server must decide what is allowed: nothing here is
    /// verified, and all of it is as old as the response that the session was read from.
    ///
    /// Role and permissions are those of the user's membership of the active organization. Features
    /// and plans are in the last session token, if that is of version 2; version 1 has none. If the
    /// session does not say that it has something, it does not have it. It never has anything with
    /// an empty name. The status of the session does not matter.
    ///
    /// ```
    /// use clerk_session::model::{Model, Session};
    /// use clerk_session::{Authorization, Reverification};
    ///
    /// # fn main() -> Result<(), Box<dyn core::error::Error>> {
    /// let session = Session::parse(
    ///     r#"{
    ///         "id": "sess_1", "status": "active", "expire_at": 1790000000000,
    ///         "last_active_at": 1780000000000,
    ///         "last_active_organization_id": "org_1", "factor_verification_age": [5, -1],
    ///         "user": {"id": "user_1", "organization_memberships": [
    ///             {"id": "orgmem_1", "role": "org:admin", "organization": {"id": "org_1"}}
    ///         ]}
    ///     }"#,
    /// )?;
    /// let admin = Authorization { role: Some("admin".into()), ..Authorization::default() };
    /// assert!(session.check_authorization(&admin));
    ///
    /// let reverification = Some(Reverification::named("strict"));
    /// let verified = Authorization { reverification, ..admin };
    /// assert!(session.check_authorization(&verified));
    ///
    /// let subscribed = Authorization { plan: Some("org:gold".into()), ..verified };
    /// assert!(!session.check_authorization(&subscribed)); // no token says so
    /// # Ok(())
    /// # }
    /// ```
    pub fn check_authorization(&self, required: &Authorization) -> bool {
        let mut checks = Checks::default();
        for (grant, name) in [
            (Grant::Role, &required.role),
            (Grant::Permission, &required.permission),
            (Grant::Feature, &required.feature),
            (Grant::Plan, &required.plan),
        ] {
            if let Some(name) = name {
                checks.add(self.has(grant, name));
            }
        }
        if let Some(reverification) = required.reverification {
            checks.add(self.is_verified(reverification));
        }
        checks.is_authorized()
    }

    /// Returns whether the factors were verified recently enough. `None` if the session has no such
    /// data.
    pub(crate) fn is_verified(&self, required: Reverification) -> Option<bool> {
        self.user()?;
        self.factor_verification_age().map(|ages| required.is_met(ages))
    }

    /// Returns whether a factor has been verified since the session was `before`, `minutes` ago.
    pub(crate) fn is_verified_since(&self, before: &Session, minutes: u32) -> bool {
        // As unsigned numbers, so that the age of a factor that has never been verified (-1) is the
        // greatest.
        let ages = |session: &Session| {
            session.factor_verification_age().map(|ages| ages.map(|age| age as u64))
        };
        let is_younger = |(now, then): (u64, u64)| now < then.saturating_add(minutes.into());
        ages(self)
            .zip(ages(before))
            .is_some_and(|(now, then)| now.into_iter().zip(then).any(is_younger))
    }

    /// Returns whether the session's user has the grant of this name. `None` if the session has no
    /// such data.
    pub(crate) fn has(&self, grant: Grant, name: &str) -> Option<bool> {
        let user = self.user()?;
        if name.is_empty() {
            return None;
        }
        if let Grant::Feature | Grant::Plan = grant {
            let token = DecodedToken::decode(self.last_active_token()?.jwt()).ok()?;
            let claims: Claims = token.claims()?.read()?;
            let claim = if let Grant::Feature = grant { claims.fea() } else { claims.pla() };
            return Some(claim_contains(claim?, name));
        }
        let active = self.last_active_organization_id()?;
        let is_active = |membership: &OrganizationMembership| {
            membership.organization().is_some_and(|organization| *organization.id() == *active)
        };
        let membership = user.organization_memberships().find(is_active)?;
        Some(if let Grant::Role = grant {
            let own = membership.role()?;
            !own.is_empty() && *without_prefix(own) == *without_prefix(name)
        } else {
            membership
                .permissions()
                .any(|own| own.strip_prefix(PREFIX) == Some(without_prefix(name)))
        })
    }
}

/// A kind of named grant to a user.
#[derive(Clone, Copy)]
pub(crate) enum Grant {
    Role,
    Permission,
    Feature,
    Plan,
}

/// The collected results of one session's checks.
#[derive(Default)]
pub(crate) struct Checks {
    is_required: bool,
    is_failed: bool,
}

impl Checks {
    pub fn add(&mut self, has: Option<bool>) {
        self.is_required = true;
        self.is_failed |= has != Some(true);
    }

    pub fn is_authorized(&self) -> bool {
        self.is_required && !self.is_failed
    }
}

/// The prefix of the keys of roles and permissions. Requirements may leave it out.
const PREFIX: &str = "org:";

/// Returns a key without its prefix, even if the prefix is repeated.
fn without_prefix(mut key: &str) -> &str {
    while let Some(rest) = key.strip_prefix(PREFIX) {
        key = rest;
    }
    key
}

/// Returns whether a claim (`o:widgets,u:gadgets`) lists the name (`widgets`, `org:widgets`). A
/// claim of another form lists nothing.
fn claim_contains(claim: &str, required: &str) -> bool {
    let (scope, name) = split_at_separator(required, b':');
    let (scopes, name) = match name {
        None => ("o u ou uo ", scope),
        Some(name) => {
            let scopes = if WordList("o org organization ").index_of(scope).is_some() {
                "o ou uo "
            } else if WordList("u user ").index_of(scope).is_some() {
                "u ou uo "
            } else {
                return false;
            };
            // As in Clerk's code: another colon ends the name, and a scope without a name is the
            // name.
            let (name, _) = split_at_separator(name, b':');
            (scopes, if name.is_empty() { scope } else { name })
        }
    };
    let mut is_found = false;
    let mut rest = Some(claim);
    while let Some(elements) = rest {
        let (element, after) = split_at_separator(elements, b',');
        let (scope, Some(listed)) = split_at_separator(element.trim_ascii(), b':') else {
            return false;
        };
        is_found |= *listed == *name && WordList(scopes).index_of(scope).is_some();
        rest = after;
    }
    is_found
}

/// Returns the text before a separator, and the text after it if there is one.
fn split_at_separator(text: &str, separator: u8) -> (&str, Option<&str>) {
    split_once(text, separator).map_or((text, None), |(before, after)| (before, Some(after)))
}
