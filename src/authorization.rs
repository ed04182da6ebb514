//! What a session may do, as far as it says so itself.
//!
//! The rules are those of `createCheckAuthorization` of the npm package `@clerk/shared`, which Clerk's own kits ask.

use crate::model::{OrganizationMembership, Session, VerificationLevel};
use crate::token::DecodedToken;
use crate::util::compact::{Words, split_once};
use crate::util::text::Text;

models! {
    /// What a session token says of what is paid for.
    struct Claims {
        /// Features: `o:widgets,u:gadgets`.
        fea: Option<Text>,
        /// Plans, likewise.
        pla: Option<Text>,
    }
}

/// What a session is asked for: everything that is not `None`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Authorization {
    /// The user's role in the active organization: `org:admin`, or `admin` for short.
    pub role: Option<String>,
    /// A permission that the user has there: `org:invoices:create`, or `invoices:create` for short.
    pub permission: Option<String>,
    /// A feature that the organization or the user has: `widgets`. `org:widgets` is the organization's, `user:widgets` the user's.
    pub feature: Option<String>,
    /// A plan that the organization or the user is on, named likewise.
    pub plan: Option<String>,
    /// How recently the user has proved who they are.
    pub reverification: Option<Reverification>,
}

/// Which factors the user has to have verified, and how recently.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reverification {
    /// [`FirstFactor`](VerificationLevel::FirstFactor): the first. [`SecondFactor`](VerificationLevel::SecondFactor): the second,
    /// or the only one that there is. [`MultiFactor`](VerificationLevel::MultiFactor): both, or the first if there is no second.
    /// [`Unknown`](VerificationLevel::Unknown): met by nobody.
    pub level: VerificationLevel,
    /// So many minutes ago is too long ago. Zero or less, and what is no number, is met by nobody.
    pub after_minutes: f64,
}

impl Reverification {
    /// One of Clerk's own: `strict_mfa` (both factors, 10 minutes), `strict` (the second, 10 minutes), `moderate` (the second, an
    /// hour) or `lax` (the second, a day). One of any other name is met by nobody.
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

    /// Whether factors of these ages meet it. The ages are those of [`Session::factor_verification_age`].
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
    /// Whether the session has all that is asked for, as far as it says so itself. Asked for nothing, it has nothing.
    ///
    /// This decides what to show. What may be done is for the server to decide: nothing here is verified, and all of it is as old
    /// as the answer that the session was read from.
    ///
    /// Role and permissions are those of the user's membership of the active organization. Features and plans are in the last
    /// session token, if that is of version 2; version 1 has none. What the session does not say it does not have, nor
    /// does it have what is asked for by an empty name. The status of the session does not matter.
    ///
    /// ```
    /// use clerk_session::model::{Model, Session};
    /// use clerk_session::{Authorization, Reverification};
    ///
    /// # fn main() -> Result<(), Box<dyn core::error::Error>> {
    /// let session = Session::parse(
    ///     r#"{
    ///         "id": "sess_1", "status": "active", "expire_at": 1790000000000, "last_active_at": 1780000000000,
    ///         "last_active_organization_id": "org_1", "factor_verification_age": [5, -1],
    ///         "user": {"id": "user_1", "organization_memberships": [
    ///             {"id": "orgmem_1", "role": "org:admin", "organization": {"id": "org_1"}}
    ///         ]}
    ///     }"#,
    /// )?;
    /// let admin = Authorization { role: Some("admin".into()), ..Authorization::default() };
    /// assert!(session.check_authorization(&admin));
    ///
    /// let verified = Authorization { reverification: Some(Reverification::named("strict")), ..admin };
    /// assert!(session.check_authorization(&verified));
    ///
    /// let subscribed = Authorization { plan: Some("org:gold".into()), ..verified };
    /// assert!(!session.check_authorization(&subscribed)); // no token says so
    /// # Ok(())
    /// # }
    /// ```
    pub fn check_authorization(&self, asked: &Authorization) -> bool {
        let mut verdict = Verdict::default();
        for (grant, name) in [
            (Grant::Role, &asked.role),
            (Grant::Permission, &asked.permission),
            (Grant::Feature, &asked.feature),
            (Grant::Plan, &asked.plan),
        ] {
            if let Some(name) = name {
                verdict.add(self.has(grant, name));
            }
        }
        if let Some(reverification) = asked.reverification {
            verdict.add(self.is_verified(reverification));
        }
        verdict.is_authorized()
    }

    /// Whether its user has proved so recently who they are. `None`: it says nothing about that.
    pub(crate) fn is_verified(&self, asked: Reverification) -> Option<bool> {
        self.user()?;
        self.factor_verification_age().map(|ages| asked.is_met(ages))
    }

    /// Whether a factor has been verified since the session was this, so many minutes ago.
    #[cfg_attr(
        not(any(test, target_arch = "wasm32")),
        expect(dead_code, reason = "sessions change where there is a client")
    )]
    pub(crate) fn is_verified_since(&self, before: &Session, minutes: u32) -> bool {
        // As unsigned numbers, so that a factor that has never been verified is the oldest.
        let ages =
            |session: &Session| session.factor_verification_age().map(|ages| ages.map(|age| age as u64));
        let is_younger = |(now, then): (u64, u64)| now < then.saturating_add(minutes.into());
        ages(self).zip(ages(before)).is_some_and(|(now, then)| now.into_iter().zip(then).any(is_younger))
    }

    /// Whether its user has been granted what has this name. `None`: it says nothing about that.
    pub(crate) fn has(&self, grant: Grant, name: &str) -> Option<bool> {
        let user = self.user()?;
        if name.is_empty() {
            return None;
        }
        if let Grant::Feature | Grant::Plan = grant {
            let token = DecodedToken::decode(self.last_active_token()?.jwt()).ok()?;
            let claims: Claims = token.claims()?.read()?;
            let claim = if let Grant::Feature = grant { claims.fea() } else { claims.pla() };
            return Some(lists(claim?, name));
        }
        let active = self.last_active_organization_id()?;
        let is_active = |membership: &OrganizationMembership| {
            membership.organization().is_some_and(|organization| *organization.id() == *active)
        };
        let membership = user.organization_memberships().find(is_active)?;
        Some(if let Grant::Role = grant {
            let own = membership.role()?;
            !own.is_empty() && *bare(own) == *bare(name)
        } else {
            membership.permissions().any(|own| own.strip_prefix(PREFIX) == Some(bare(name)))
        })
    }
}

/// What a user may have been granted, and is asked for by name.
#[derive(Clone, Copy)]
pub(crate) enum Grant {
    Role,
    Permission,
    Feature,
    Plan,
}

/// What comes of all that a session is asked for.
#[derive(Default)]
pub(crate) struct Verdict {
    is_asked: bool,
    is_refused: bool,
}

impl Verdict {
    pub fn add(&mut self, has: Option<bool>) {
        self.is_asked = true;
        self.is_refused |= has != Some(true);
    }

    pub fn is_authorized(&self) -> bool {
        self.is_asked && !self.is_refused
    }
}

/// What the keys of roles and permissions begin with, and may be named without.
const PREFIX: &str = "org:";

/// A key without its prefix, however often that is there.
fn bare(mut key: &str) -> &str {
    while let Some(rest) = key.strip_prefix(PREFIX) {
        key = rest;
    }
    key
}

/// Whether a claim (`o:widgets,u:gadgets`) lists what is asked for (`widgets`, `org:widgets`). One of another form lists nothing.
fn lists(claim: &str, asked: &str) -> bool {
    let (scope, name) = cut(asked, b':');
    let (scopes, name) = match name {
        None => ("o u ou uo ", scope),
        Some(name) => {
            let scopes = if Words("o org organization ").place_of(scope).is_some() {
                "o ou uo "
            } else if Words("u user ").place_of(scope).is_some() {
                "u ou uo "
            } else {
                return false;
            };
            // So Clerk reads it: another colon ends the name, and a scope without a name is the name.
            let (name, _) = cut(name, b':');
            (scopes, if name.is_empty() { scope } else { name })
        }
    };
    let mut is_listed = false;
    let mut rest = Some(claim);
    while let Some(elements) = rest {
        let (element, behind) = cut(elements, b',');
        let (scope, Some(listed)) = cut(element.trim_ascii(), b':') else { return false };
        is_listed |= *listed == *name && Words(scopes).place_of(scope).is_some();
        rest = behind;
    }
    is_listed
}

/// What is before a separator, and what is behind it if there is one.
fn cut(text: &str, separator: u8) -> (&str, Option<&str>) {
    split_once(text, separator).map_or((text, None), |(before, behind)| (before, Some(behind)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::util::encoding::encode_base64url;

    fn session(members: &str) -> Session {
        let required = r#""id":"sess_1","status":"active","expire_at":1,"last_active_at":1"#;
        Session::parse(["{", required, ",", members, "}"].concat()).unwrap()
    }

    /// A member of two organizations, one of them active, with factors of these ages and a token with these claims.
    fn member(ages: &str, claims: &str) -> Session {
        let jwt = [r#"{"alg":"RS256"}"#, claims, "signature"]
            .map(|part| encode_base64url(part.as_bytes()))
            .join(".");
        session(&format!(
            r#""last_active_organization_id":"org_1","factor_verification_age":{ages},"last_active_token":{{"jwt":"{jwt}"}},
            "user":{{"id":"user_1","organization_memberships":[
                {{"id":"orgmem_0","role":"org:owner","permissions":["org:all"],"organization":{{"id":"org_0"}}}},
                {{"id":"orgmem_1","role":"org:admin","permissions":["org:invoices:create","short"],"organization":{{"id":"org_1"}}}}
            ]}}"#
        ))
    }

    fn named(grant: Grant, name: &str) -> Authorization {
        let mut asked = Authorization::default();
        *match grant {
            Grant::Role => &mut asked.role,
            Grant::Permission => &mut asked.permission,
            Grant::Feature => &mut asked.feature,
            Grant::Plan => &mut asked.plan,
        } = Some(name.into());
        asked
    }

    fn reverification(level: VerificationLevel, after_minutes: f64) -> Authorization {
        Authorization {
            reverification: Some(Reverification { level, after_minutes }),
            ..Authorization::default()
        }
    }

    #[test]
    fn role_and_permissions_are_those_in_the_active_organization() {
        let session = member("null", "{}");
        for (grant, name, has) in [
            (Grant::Role, "org:admin", true),
            (Grant::Role, "admin", true),
            (Grant::Role, "org:org:admin", true),
            (Grant::Role, "org:owner", false),
            (Grant::Role, "Admin", false),
            (Grant::Role, "", false),
            (Grant::Role, "org:", false),
            (Grant::Permission, "org:invoices:create", true),
            (Grant::Permission, "invoices:create", true),
            (Grant::Permission, "invoices", false),
            (Grant::Permission, "org:all", false),
            // Only what is asked for may be short.
            (Grant::Permission, "short", false),
            (Grant::Permission, "org:short", false),
            (Grant::Permission, "", false),
        ] {
            assert_eq!(session.check_authorization(&named(grant, name)), has, "{name}");
        }
    }

    #[test]
    fn without_a_user_or_an_active_organization_there_is_no_role() {
        let membership =
            r#"{"id":"orgmem_1","role":"org:admin","permissions":["org:all"],"organization":{"id":"org_1"}}"#;
        let user = format!(r#""user":{{"id":"user_1","organization_memberships":[{membership}]}}"#);
        for members in [
            r#""last_active_organization_id":"org_1""#.to_owned(),
            user.clone(),
            format!(r#""last_active_organization_id":"org_2",{user}"#),
            format!(r#""last_active_organization_id":"org_1",{}"#, user.replace("org_1", "org_3")),
        ] {
            let session = session(&members);
            assert!(!session.check_authorization(&named(Grant::Role, "org:admin")), "{members}");
            assert!(!session.check_authorization(&named(Grant::Permission, "org:all")), "{members}");
        }
    }

    #[test]
    fn a_role_without_a_name_is_none() {
        let without = |role: &str| {
            let membership = format!(r#"{{"id":"orgmem_1","role":{role},"organization":{{"id":"org_1"}}}}"#);
            let user = format!(r#""user":{{"id":"user_1","organization_memberships":[{membership}]}}"#);
            session(&format!(r#""last_active_organization_id":"org_1",{user}"#))
        };
        for name in ["", "org:", "org:org:"] {
            assert!(!without("null").check_authorization(&named(Grant::Role, name)), "{name}");
            assert!(!without(r#""""#).check_authorization(&named(Grant::Role, name)), "{name}");
        }
    }

    #[test]
    fn features_and_plans_are_the_organizations_or_the_users() {
        let session = member(
            "null",
            r#"{"v":2,"fea":"o:team, u:own,ou:both\t,uo:either,x:other,org:team2,o:org","pla":"u:gold"}"#,
        );
        for (grant, name, has) in [
            (Grant::Feature, "team", true),
            (Grant::Feature, "o:team", true),
            (Grant::Feature, "org:team", true),
            (Grant::Feature, "organization:team", true),
            (Grant::Feature, "user:team", false),
            (Grant::Feature, "own", true),
            (Grant::Feature, "u:own", true),
            (Grant::Feature, "user:own", true),
            (Grant::Feature, "org:own", false),
            (Grant::Feature, "org:both", true),
            (Grant::Feature, "user:both", true),
            (Grant::Feature, "u:either", true),
            (Grant::Feature, "ou:both", false),
            (Grant::Feature, ":team", false),
            (Grant::Feature, "other", false),
            (Grant::Feature, "x:other", false),
            (Grant::Feature, "team2", false),
            (Grant::Feature, "gold", false),
            (Grant::Feature, "", false),
            (Grant::Feature, "org:team:more", true),
            (Grant::Feature, "org:", true),
            (Grant::Feature, "user:", false),
            (Grant::Plan, "gold", true),
            (Grant::Plan, "user:gold", true),
            (Grant::Plan, "org:gold", false),
            (Grant::Plan, "team", false),
        ] {
            assert_eq!(session.check_authorization(&named(grant, name)), has, "{name}");
        }
    }

    #[test]
    fn a_token_that_does_not_say_so_grants_no_feature() {
        let feature = named(Grant::Feature, "a");
        assert!(member("null", r#"{"fea":"o:a"}"#).check_authorization(&feature));
        for claims in [
            "{}",
            r#"{"fea":null}"#,
            r#"{"fea":""}"#,
            r#"{"fea":7}"#,
            r#"{"fea":["o:a"]}"#,
            r#"{"fea":"a"}"#,
            r#"{"fea":"o:a,b"}"#,
            r#"{"fea":"o:a,"}"#,
            r#"{"pla":"o:a"}"#,
            "[]",
        ] {
            assert!(!member("null", claims).check_authorization(&feature), "{claims}");
        }
        let without = session(r#""user":{"id":"user_1"}"#);
        assert!(!without.check_authorization(&feature));
        let broken = session(r#""user":{"id":"user_1"},"last_active_token":{"jwt":"e30.e30"}"#);
        assert!(!broken.check_authorization(&feature));
    }

    #[test]
    fn factors_are_fresh_until_they_are_too_old() {
        use VerificationLevel::{FirstFactor, MultiFactor, SecondFactor, Unknown};
        for (ages, first, second, multi) in [
            ("[0,0]", true, true, true),
            ("[9,9]", true, true, true),
            ("[10,9]", false, true, false),
            ("[9,10]", true, false, false),
            ("[10,10]", false, false, false),
            ("[9,-1]", true, true, true),
            ("[10,-1]", false, false, false),
            ("[-1,9]", false, true, false),
            ("[-1,10]", false, false, false),
            ("[-1,-1]", false, false, false),
            ("[-2,9]", false, false, false),
            ("[9,-2]", false, false, false),
            ("null", false, false, false),
        ] {
            let session = member(ages, "{}");
            for (level, has) in
                [(FirstFactor, first), (SecondFactor, second), (MultiFactor, multi), (Unknown, false)]
            {
                assert_eq!(
                    session.check_authorization(&reverification(level, 10.0)),
                    has,
                    "{ages} {level:?}"
                );
            }
        }
    }

    #[test]
    fn how_recently_is_any_number_above_zero() {
        let session = member("[0,-1]", "{}");
        for (after_minutes, has) in [
            (0.5, true),
            (f64::INFINITY, true),
            (0.0, false),
            (-0.0, false),
            (-1.0, false),
            (f64::NAN, false),
        ] {
            let asked = reverification(VerificationLevel::FirstFactor, after_minutes);
            assert_eq!(session.check_authorization(&asked), has, "{after_minutes}");
        }
    }

    #[test]
    fn reverifications_of_clerks_names_are_clerks() {
        for (name, level, after_minutes) in [
            ("strict_mfa", VerificationLevel::MultiFactor, 10.0),
            ("strict", VerificationLevel::SecondFactor, 10.0),
            ("moderate", VerificationLevel::SecondFactor, 60.0),
            ("lax", VerificationLevel::SecondFactor, 1440.0),
            ("Strict", VerificationLevel::Unknown, 0.0),
            ("", VerificationLevel::Unknown, 0.0),
        ] {
            assert_eq!(Reverification::named(name), Reverification { level, after_minutes }, "{name}");
        }
    }

    #[test]
    fn all_that_is_asked_for_has_to_hold_and_something_has_to_be_asked_for() {
        let session = member("[1,-1]", r#"{"fea":"o:a","pla":"o:b"}"#);
        let all = Authorization {
            role: Some("admin".into()),
            permission: Some("invoices:create".into()),
            feature: Some("a".into()),
            plan: Some("b".into()),
            reverification: Some(Reverification::named("strict")),
        };
        assert!(session.check_authorization(&all));
        assert!(!session.check_authorization(&Authorization::default()));
        let wrong = Some(String::from("wrong"));
        for asked in [
            Authorization { role: wrong.clone(), ..all.clone() },
            Authorization { permission: wrong.clone(), ..all.clone() },
            Authorization { feature: wrong.clone(), ..all.clone() },
            Authorization { plan: wrong, ..all.clone() },
            Authorization { reverification: Some(Reverification::named("wrong")), ..all.clone() },
        ] {
            assert!(!session.check_authorization(&asked), "{asked:?}");
        }
    }

    #[test]
    fn a_factor_is_newly_verified_if_its_age_is_less_than_before() {
        let aged = |ages: &str| session(&format!(r#""factor_verification_age":{ages}"#));
        let is_newly_verified = |before, now| aged(now).is_verified_since(&aged(before), 0);
        assert!(is_newly_verified("[5,5]", "[0,6]"));
        assert!(is_newly_verified("[5,5]", "[6,0]"));
        assert!(is_newly_verified("[5,-1]", "[6,0]"), "for the first time");
        assert!(!is_newly_verified("[5,5]", "[5,5]"));
        assert!(!is_newly_verified("[5,5]", "[6,6]"));
        assert!(!is_newly_verified("[5,5]", "[6,-1]"), "there is no second factor any more");
        assert!(!is_newly_verified("null", "[0,0]"), "nothing is known of before");

        let is_newly_verified = |now| aged(now).is_verified_since(&aged("[0,5]"), 30);
        assert!(!is_newly_verified("[30,35]"), "as much older as time has passed");
        assert!(!is_newly_verified("[31,36]"));
        assert!(is_newly_verified("[0,35]"));
        assert!(is_newly_verified("[30,34]"));
    }

    #[test]
    fn nobody_is_authorized_for_nothing() {
        let nobody = session(r#""factor_verification_age":[1,1]"#);
        assert!(!nobody.check_authorization(&reverification(VerificationLevel::FirstFactor, 10.0)));
    }
}
