//! Whole sessions: a client that follows the reference passes, one with a fault is caught by it.

use std::time::Duration;

use dcr_check::clients::login::handpicked::covering_set;
use dcr_check::clients::login::shrink::{size, smaller};
use dcr_check::clients::profile::Profile;
use dcr_check::clients::session::plan::Budget;
use dcr_check::clients::session::result::SessionResult;
use dcr_check::clients::session::session;
use dcr_check::declaration::Layer;

use crate::Test;
use crate::tools::{flag_last_text, profile, settings};

/// The tests of this file.
pub const TESTS: &[Test] = &[
    (
        "a_client_that_follows_the_reference_fails_nothing",
        good_passes,
    ),
    (
        "the_seed_bug_is_shrunk_to_one_scope_in_every_layer",
        scopeless_is_caught,
    ),
    ("a_second_registration_is_a_finding", twice_is_caught),
    (
        "an_option_that_has_to_stand_last_is_a_finding_of_its_own",
        flag_last_is_caught,
    ),
    (
        "a_client_that_is_silent_fails_what_should_be_sent",
        silent_is_caught,
    ),
    ("a_crash_is_a_finding_of_its_own", crash_is_caught),
    (
        "a_client_that_cannot_be_started_is_no_finding",
        missing_is_told,
    ),
    (
        "an_interrupted_session_says_so_and_leaves_the_rest_out",
        interrupted,
    ),
    (
        "the_covering_set_is_the_same_every_time_and_small",
        covering,
    ),
    ("smaller_logins_are_never_the_same", shrinking),
    ("runs_that_are_the_same_are_made_once", memory),
];

/// A budget of so many cases.
pub fn budget(cases: u32) -> Budget {
    Budget {
        time: Duration::from_secs(120),
        cases: Some(cases),
        jobs: 2,
        seed: 7591,
        revision: None,
        properties: Vec::new(),
    }
}

fn result(kind: &str, cases: u32) -> SessionResult {
    let profile = profile(kind, "");
    session(&profile, &settings(&profile), &budget(cases), &|_, _| {})
}

fn failing(result: &SessionResult) -> Vec<&'static str> {
    let mut ids: Vec<&str> = result.failures.iter().map(|one| one.property.id).collect();
    ids.dedup();
    ids
}

fn good_passes() {
    let profile = profile("good", "");
    let all = u32::try_from(covering_set(&profile).len()).unwrap() + 30;
    let result = result("good", all);
    let told: Vec<String> = result
        .failures
        .iter()
        .map(|one| format!("{}: {} {:?}", one.property.id, one.breach.reason, one.login))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert_eq!(result.covered, result.covering);
    assert_eq!(result.cases, all);
    assert!(result.broken.is_empty() && result.not_run.is_none());
    // A run without verdicts would prove nothing.
    assert!(
        result.judged.len() > 40,
        "{} properties judged",
        result.judged.len()
    );
}

fn scopeless_is_caught() {
    let result = result("scopeless", 20);
    let of = |layer: Layer| {
        let mut failures = result.failures.iter();
        let found =
            failures.find(|one| one.property.id == "scope-is-present" && one.layer == Some(layer));
        found.unwrap_or_else(|| panic!("not caught in {layer:?}: {:?}", failing(&result)))
    };
    let call = of(Layer::Call);
    assert_eq!(
        call.run.invocation.arguments[3..],
        ["a"],
        "not the smallest"
    );
    assert!(call.run.responses.challenge.is_empty());
    assert_eq!(
        of(Layer::Challenge).run.responses.challenge[0].0,
        br#"Bearer scope="a""#
    );
    assert!(
        of(Layer::ResourceMetadata)
            .run
            .responses
            .challenge
            .is_empty()
    );
}

fn twice_is_caught() {
    assert!(failing(&result("twice", 2)).contains(&"one-registration"));
}

fn flag_last_is_caught() {
    let text = flag_last_text();
    let profile = Profile::parse(&text).unwrap();
    let result = session(&profile, &settings(&profile), &budget(1), &|_, _| {});
    // The variation is a run as well: in it nothing is registered.
    let expected = ["what-is-right-is-sent", "argument-order-is-irrelevant"];
    assert_eq!(failing(&result), expected);
}

fn silent_is_caught() {
    assert_eq!(failing(&result("silent", 3)), ["what-is-right-is-sent"]);
}

fn crash_is_caught() {
    let result = result("crashing", 2);
    assert!(
        failing(&result).contains(&"no-input-makes-it-panic"),
        "{:?}",
        failing(&result)
    );
}

fn missing_is_told() {
    let profile = profile("good", "");
    let mut settings = settings(&profile);
    settings.program = "/no/such/program".into();
    let result = session(&profile, &settings, &budget(10), &|_, _| {});
    assert!(result.not_run.is_some());
    assert!(result.failures.is_empty() && result.cases == 0);
}

fn interrupted() {
    let profile = profile("slow", "");
    let settings = settings(&profile);
    let stop = settings.stop.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    let result = session(&profile, &settings, &budget(10), &|_, _| {});
    assert!(result.interrupted);
    assert_eq!(result.cases, 0, "a run that was broken off is not judged");
    assert!(result.took < Duration::from_secs(5));
}

fn covering() {
    let profile = profile("good", "");
    let set = covering_set(&profile);
    assert_eq!(set, covering_set(&profile));
    assert!((80..120).contains(&set.len()), "{} logins", set.len());
}

fn shrinking() {
    for login in covering_set(&profile("good", "")) {
        let all = smaller(&login);
        assert!(all.iter().all(|one| *one != login));
        assert!(
            all.iter().any(|one| size(one) < size(&login)) || size(&login) <= (2, 1),
            "{login:?}"
        );
    }
}

fn memory() {
    let profile = profile("good", "");
    let mut once = budget(5);
    once.properties = vec![
        dcr_check::properties::catalogue::find("the-same-input-gives-the-same-bytes").unwrap(),
    ];
    let result = session(&profile, &settings(&profile), &once, &|_, _| {});
    assert!(result.cache_hits > 0, "the same case was run again");
}
