//! What the standards demand and what a client declares are two measures, told apart.

use dcr_check::clients::login::handpicked::covering_set;
use dcr_check::clients::profile::Profile;
use dcr_check::clients::session::result::Counterexample;
use dcr_check::clients::session::session;
use dcr_check::vocabulary::Basis;

use crate::Test;
use crate::sessions::budget;
use crate::tools::{profile, profile_declaring, settings};

/// The tests of this file.
pub const TESTS: &[Test] = &[
    (
        "a_client_that_does_what_it_may_declare_fails_nothing",
        allowed_and_declared,
    ),
    (
        "a_client_that_does_otherwise_than_it_declares_fails_its_declaration_only",
        allowed_and_not_declared,
    ),
    (
        "a_client_that_declares_what_no_standard_allows_fails_the_standards_only",
        declared_and_not_allowed,
    ),
    (
        "a_client_that_does_what_is_neither_allowed_nor_declared_fails_both",
        neither,
    ),
    ("wrong_policies_are_told_what_is_wrong", wrong),
];

const SERVERS_FIRST: &str = r#"precedence = ["challenge", "resource-metadata", "call"]"#;
const PERSON_FIRST: &str = r#"precedence = ["call", "challenge", "resource-metadata"]"#;

fn failures(profile: &Profile) -> Vec<Counterexample> {
    let cases = u32::try_from(covering_set(profile).len()).unwrap() + 40;
    let findings = session(profile, &settings(profile), &budget(cases), &|_, _| {});
    assert!(findings.broken.is_empty() && findings.not_run.is_none());
    findings.failures
}

fn told(failures: &[Counterexample]) -> String {
    let lines = failures.iter().map(|one| {
        format!(
            "{} ({}): {} {:?}",
            one.property.id,
            one.basis.name(),
            one.reason,
            one.login
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// All failures are by that basis, and this property is among them.
fn fails(profile: &Profile, basis: Basis, property: &str) {
    let failures = failures(profile);
    assert!(
        failures.iter().any(|one| one.property.id == property),
        "{property} is not among {}",
        told(&failures)
    );
    assert!(
        failures.iter().all(|one| one.basis == basis),
        "{}",
        told(&failures)
    );
}

fn allowed_and_declared() {
    let uniting = format!("{PERSON_FIRST}\nunites = [\"challenge\"]");
    for (kind, policy) in [("servers-first", SERVERS_FIRST), ("uniting", &uniting)] {
        let failures = failures(&profile_declaring(kind, policy));
        assert!(failures.is_empty(), "{kind}: {}", told(&failures));
    }
}

fn allowed_and_not_declared() {
    for kind in ["servers-first", "uniting"] {
        fails(
            &profile(kind, ""),
            Basis::Declaration,
            "a-person-beats-the-servers",
        );
    }
    let good = profile_declaring("good", SERVERS_FIRST);
    fails(&good, Basis::Declaration, "the-challenge-supplies");
}

fn declared_and_not_allowed() {
    let inventing = format!("{PERSON_FIRST}\ndefault_scopes = [\"openid\", \"email\"]");
    fails(
        &profile_declaring("inventing", &inventing),
        Basis::Standard,
        "nothing-is-invented",
    );
    let catalogue = format!("{PERSON_FIRST}\nserver_catalogue = true");
    fails(
        &profile_declaring("catalogue", &catalogue),
        Basis::Standard,
        "the-server-catalogue-is-no-source",
    );
}

fn neither() {
    let inventing = profile("inventing", "");
    for (profile, property) in [
        (inventing, "nothing-is-invented"),
        (profile("scopeless", ""), "scope-is-present"),
    ] {
        let failures = failures(&profile);
        let mut of_property = failures.iter().filter(|one| one.property.id == property);
        assert!(of_property.clone().count() > 0, "{}", told(&failures));
        assert!(of_property.all(|one| one.basis == Basis::Both));
    }
}

fn wrong() {
    let text = crate::tools::profile_text("good", "");
    for (more, message) in [
        ("unites = [\"call\"]", "name challenge or resource-metadata"),
        ("default_scopes = [\"a b\"]", "\"a b\" is no scope token"),
        ("default_scopes = [\"a\", \"a\"]", "stands there twice"),
        ("default_scopes = \"a\"", "sequence"),
    ] {
        let error = Profile::parse(&format!("{text}{more}\n")).unwrap_err();
        assert!(error.to_string().contains(message), "{more}: {error}");
    }
}
