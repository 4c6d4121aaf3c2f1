//! What the standards demand and what a client declares are two measures, told apart.

use dcr_check::clients::login::handpicked::covering_set;
use dcr_check::clients::profile::Profile;
use dcr_check::clients::session::result::Counterexample;
use dcr_check::clients::session::session;
use dcr_check::vocabulary::{Basis, Consequence};

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
        "a_client_that_declares_what_mcp_advises_against_is_warned",
        declared_and_not_allowed,
    ),
    (
        "a_client_that_does_what_is_neither_allowed_nor_declared_breaks_the_rule_that_is_seen",
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
            one.breach.rule.name(),
            one.breach.reason,
            one.login
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The property fails by that basis, and nothing fails a run by another one.
fn fails(profile: &Profile, basis: Basis, property: &str) {
    let failures = failures(profile);
    assert!(
        failures
            .iter()
            .any(|one| one.property.id == property && one.breach.rule.basis() == basis),
        "{property} is not among {}",
        told(&failures)
    );
    assert!(
        failures.iter().all(|one| one.breach.rule.basis() == basis),
        "{}",
        told(&failures)
    );
}

fn told_by_the_bar(failures: &[Counterexample], consequence: Consequence) -> Vec<Counterexample> {
    let heavy = failures
        .iter()
        .filter(|one| one.breach.rule.consequence() >= consequence);
    heavy.cloned().collect()
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

/// A declaration is kept and MCP's order of scope selection is not: a warning, because it is a SHOULD.
fn declared_and_not_allowed() {
    for (kind, policy) in [
        ("inventing", "default_scopes = [\"openid\", \"email\"]"),
        ("catalogue", "server_catalogue = true"),
    ] {
        let policy = format!("{PERSON_FIRST}\n{policy}");
        let failures = failures(&profile_declaring(kind, &policy));
        let failing = told_by_the_bar(&failures, Consequence::Failure);
        assert!(failing.is_empty(), "{kind}: {}", told(&failing));
        let warned = told_by_the_bar(&failures, Consequence::Warning);
        assert!(
            warned.iter().all(|one| one.breach.rule.name() == "MCP-12") && !warned.is_empty(),
            "{kind}: {}",
            told(&warned)
        );
    }
}

/// What is neither declared nor allowed breaks the declaration in the registration, and a SHOULD in the
/// authorization request.
fn neither() {
    let inventing = failures(&profile("inventing", ""));
    let invented = inventing
        .iter()
        .filter(|one| one.property.id == "nothing-is-invented");
    let rules: Vec<&str> = invented.map(|one| one.breach.rule.name()).collect();
    assert_eq!(rules, ["declaration"], "{}", told(&inventing));
    assert!(
        inventing
            .iter()
            .any(|one| one.breach.rule.name() == "MCP-12")
    );
    let scopeless = failures(&profile("scopeless", ""));
    let mut lost = scopeless
        .iter()
        .filter(|one| one.property.id == "scope-is-present");
    assert!(lost.clone().count() > 0, "{}", told(&scopeless));
    assert!(lost.all(|one| one.breach.rule.basis() == Basis::Declaration));
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
