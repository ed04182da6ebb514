use crate::api::parse::Model;
use crate::authorization::{Authorization, Grant, Reverification};
use crate::models::{Session, VerificationLevel};
use crate::util::encoding::encode_base64url;

fn session(members: &str) -> Session {
    let required = r#""id":"sess_1","status":"active","expire_at":1,"last_active_at":1"#;
    Session::parse(["{", required, ",", members, "}"].concat()).unwrap()
}

/// Returns the session of a member of two organizations, one of them active, with factors of these
/// ages and a token with these claims.
fn member(ages: &str, claims: &str) -> Session {
    let jwt = [r#"{"alg":"RS256"}"#, claims, "signature"]
        .map(|part| encode_base64url(part.as_bytes()))
        .join(".");
    session(&format!(
        r#""last_active_organization_id":"org_1","factor_verification_age":{ages},
        "last_active_token":{{"jwt":"{jwt}"}},
        "user":{{"id":"user_1","organization_memberships":[
            {{"id":"orgmem_0","role":"org:owner",
              "permissions":["org:all"],"organization":{{"id":"org_0"}}}},
            {{"id":"orgmem_1","role":"org:admin",
              "permissions":["org:invoices:create","short"],"organization":{{"id":"org_1"}}}}
        ]}}"#
    ))
}

fn named(grant: Grant, name: &str) -> Authorization {
    let mut required = Authorization::default();
    *match grant {
        Grant::Role => &mut required.role,
        Grant::Permission => &mut required.permission,
        Grant::Feature => &mut required.feature,
        Grant::Plan => &mut required.plan,
    } = Some(name.into());
    required
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
        // Only the required name may lack the prefix.
        (Grant::Permission, "short", false),
        (Grant::Permission, "org:short", false),
        (Grant::Permission, "", false),
    ] {
        assert_eq!(session.check_authorization(&named(grant, name)), has, "{name}");
    }
}

#[test]
fn without_a_user_or_an_active_organization_there_is_no_role() {
    let membership = r#"{"id":"orgmem_1","role":"org:admin","permissions":["org:all"],
        "organization":{"id":"org_1"}}"#;
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
fn an_empty_role_is_never_granted() {
    let without = |role: &str| {
        let membership =
            format!(r#"{{"id":"orgmem_1","role":{role},"organization":{{"id":"org_1"}}}}"#);
        let user = format!(r#""user":{{"id":"user_1","organization_memberships":[{membership}]}}"#);
        session(&format!(r#""last_active_organization_id":"org_1",{user}"#))
    };
    for name in ["", "org:", "org:org:"] {
        assert!(!without("null").check_authorization(&named(Grant::Role, name)), "{name}");
        assert!(!without(r#""""#).check_authorization(&named(Grant::Role, name)), "{name}");
    }
}

#[test]
fn features_and_plans_are_read_from_the_token_by_their_owner() {
    let session = member(
        "null",
        r#"{"v":2,"pla":"u:gold",
            "fea":"o:team, u:own,ou:both\t,uo:either,x:other,org:team2,o:org"}"#,
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
fn a_token_without_a_valid_claim_grants_no_feature() {
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
fn after_minutes_is_any_number_above_zero() {
    let session = member("[0,-1]", "{}");
    for (after_minutes, has) in [
        (0.5, true),
        (f64::INFINITY, true),
        (0.0, false),
        (-0.0, false),
        (-1.0, false),
        (f64::NAN, false),
    ] {
        let required = reverification(VerificationLevel::FirstFactor, after_minutes);
        assert_eq!(session.check_authorization(&required), has, "{after_minutes}");
    }
}

#[test]
fn the_names_of_reverifications_have_clerks_values() {
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
fn a_check_is_true_only_if_it_has_params_and_all_of_them_hold() {
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
    for required in [
        Authorization { role: wrong.clone(), ..all.clone() },
        Authorization { permission: wrong.clone(), ..all.clone() },
        Authorization { feature: wrong.clone(), ..all.clone() },
        Authorization { plan: wrong, ..all.clone() },
        Authorization { reverification: Some(Reverification::named("wrong")), ..all.clone() },
    ] {
        assert!(!session.check_authorization(&required), "{required:?}");
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
    assert!(!is_newly_verified("[5,5]", "[6,-1]"), "there is no longer a second factor");
    assert!(!is_newly_verified("null", "[0,0]"), "the earlier ages are unknown");

    let is_newly_verified = |now| aged(now).is_verified_since(&aged("[0,5]"), 30);
    assert!(!is_newly_verified("[30,35]"), "older by the time that has passed");
    assert!(!is_newly_verified("[31,36]"));
    assert!(is_newly_verified("[0,35]"));
    assert!(is_newly_verified("[30,34]"));
}

#[test]
fn a_session_without_a_user_is_not_authorized() {
    let without_user = session(r#""factor_verification_age":[1,1]"#);
    assert!(
        !without_user.check_authorization(&reverification(VerificationLevel::FirstFactor, 10.0))
    );
}
