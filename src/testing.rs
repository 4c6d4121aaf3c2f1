//! For the test suites of others: one `#[test]` for each property of an implementation.

use std::path::Path;

use crate::harness::{self, Plan, Status};
use crate::implementation::Implementation;
use crate::protocol::error::escaped;
use crate::regressions::{self, Regression};
use crate::report::command_line::command_line;
use crate::suite;

/// Judges one property and panics with the counterexample if it fails. Regressions are kept in
/// `directory` and replayed first; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` are heeded.
///
/// # Panics
/// If the property fails, if it was judged too rarely although the implementation declares
/// everything, or if regressions cannot be read or kept.
pub fn assert_property(id: &str, implementation: &dyn Implementation, directory: &Path) {
    let Some(property) = suite::find(id) else {
        panic!("no property is called {id:?}");
    };
    let regressions = match regressions::load(directory, id) {
        Ok(regressions) => regressions,
        Err(error) => panic!("{error}"),
    };
    let plan = Plan {
        properties: vec![property],
        regressions: regressions
            .into_iter()
            .map(|find| (property, find))
            .collect(),
        ..Plan::default()
    };
    let run = harness::run(implementation, &plan, &mut |_| {});
    match &run.results[0].status {
        Status::Passed | Status::NotApplicable => {}
        Status::TooFew => panic!("{id} was judged in {} cases only", run.results[0].judged),
        Status::Failed(failure) => {
            let find = Regression {
                seed: run.seed,
                case_number: failure.number,
                note: failure.reason.chars().take(200).collect(),
                case: failure.case.clone(),
            };
            let kept = match regressions::keep(directory, id, find) {
                Ok(()) => format!("kept in {}", directory.display()),
                Err(error) => format!("not kept: {error}"),
            };
            panic!(
                "{id}: {}\n  requirements: {}\n  because: {}\n  smallest case: {}\n  try: {}\n  \
                 seed {}, case {}; {kept}",
                property.statement,
                property.requirements.join(", "),
                escaped(&failure.reason),
                escaped(&failure.case.to_string()),
                escaped(&command_line(&failure.case)),
                run.seed,
                failure.number,
            );
        }
    }
}

/// One `#[test]` for each property, for the implementation that the expression makes.
///
/// ```no_run
/// # struct MyClient;
/// # impl dcr_check::implementation::Implementation for MyClient {
/// #     fn name(&self) -> &str { "mine" }
/// #     fn build(&self, _: &dcr_check::case::Case) -> dcr_check::outcome::Outcome {
/// #         dcr_check::outcome::Outcome::Unsupported("hand the case to your builder".to_owned())
/// #     }
/// # }
/// dcr_check::property_tests!(MyClient);
/// ```
#[macro_export]
macro_rules! property_tests {
    ($implementation:expr) => {
        $crate::property_tests! { @each $implementation;
            scope_is_present
            scope_is_what_the_winning_layer_supplies
            scope_is_well_formed
            scope_is_never_empty
            scope_is_a_string
            scope_has_no_repeats
            tokens_keep_first_seen_order
            case_different_tokens_stay_apart
            every_token_has_a_source
            nothing_is_invented
            registered_scope_covers_authorized
            a_person_beats_the_servers
            the_challenge_supplies
            the_challenge_beats_resource_metadata
            resource_metadata_supplies
            the_server_catalogue_is_no_source
            offline_access_is_added_by_rule
            step_up_is_the_union
            illegal_server_tokens_are_dropped
            what_is_right_is_sent
            argument_order_is_irrelevant
            flag_spelling_is_irrelevant
            override_spelling_is_irrelevant
            other_overrides_change_nothing
            a_token_prints_the_same_from_every_layer
            sending_the_scope_back_changes_nothing
            losing_layers_change_nothing
            a_token_makes_the_scope_appear
            scopes_change_only_the_scope_member
            challenge_spelling_is_irrelevant
            other_challenges_change_nothing
            other_parameters_change_nothing
            member_order_is_irrelevant
            unknown_members_change_nothing
            json_spelling_is_irrelevant
            null_empty_and_ill_typed_hints_are_absent
            optional_members_are_optional
            the_catalogue_adds_at_most_offline_access
            an_extension_leaves_the_other_members_alone
            the_same_input_gives_the_same_bytes
            illegal_tokens_of_a_person_are_refused
            an_empty_flag_is_refused
            unreadable_configuration_is_refused
            foreign_resource_metadata_is_refused
            foreign_server_metadata_is_refused
            missing_capabilities_stop_registration
            bad_redirect_uris_are_refused
            bad_client_metadata_is_refused
            a_step_up_without_progress_stops
            refusals_name_their_reason
            messages_are_safe_to_show
            no_input_makes_it_panic
            nothing_is_cut_off
            auth_method_is_negotiated
            refresh_token_is_negotiated
            response_type_is_code
            nothing_is_registered_without_pkce
            mechanisms_are_tried_in_order
            metadata_is_looked_for_in_order
            resource_is_the_canonical_server
            redirect_uris_are_verbatim
            asked_metadata_is_sent
            redirect_uris_are_registered
            redirect_uris_are_acceptable
            authorized_redirect_is_registered
            application_type_is_stated
            application_type_fits_the_redirects
            auth_method_is_stated
            grants_and_responses_correspond
            removed_grants_are_not_asked_for
            client_name_is_stated
            never_two_key_sets
            no_member_is_empty
            only_client_metadata_is_sent
            members_have_their_types
            body_is_one_json_object
            method_is_post
            content_type_is_json
            accept_is_json
            endpoint_is_secure
            endpoint_is_the_advertised_one
            access_token_stays_in_its_field
            one_registration
        }
    };
    (@each $implementation:expr; $($property:ident)*) => {
        $(
            #[test]
            fn $property() {
                let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions");
                $crate::testing::assert_property(
                    &stringify!($property).replace('_', "-"),
                    &$implementation,
                    ::std::path::Path::new(directory),
                );
            }
        )*
    };
}
