//! The one list of properties, and what is made of it.

use crate::generate::InputClass;

use super::{Property, layers, members, metamorphic, negotiation, refusals, scope, transport};

/// Hands every property to the macro `callback`, after `before`: the constant and the name of its
/// test, which is its id with underscores. The order is that of listings and reports.
#[doc(hidden)]
#[macro_export]
macro_rules! for_each_property {
    ([$($callback:tt)+] $($before:tt)*) => {
        $($callback)+! {
            $($before)*
            scope::SCOPE_IS_PRESENT = scope_is_present;
            scope::SCOPE_IS_WHAT_THE_WINNING_LAYER_SUPPLIES = scope_is_what_the_winning_layer_supplies;
            scope::SCOPE_IS_WELL_FORMED = scope_is_well_formed;
            scope::SCOPE_IS_NEVER_EMPTY = scope_is_never_empty;
            scope::SCOPE_IS_A_STRING = scope_is_a_string;
            scope::SCOPE_HAS_NO_REPEATS = scope_has_no_repeats;
            scope::TOKENS_KEEP_FIRST_SEEN_ORDER = tokens_keep_first_seen_order;
            scope::CASE_DIFFERENT_TOKENS_STAY_APART = case_different_tokens_stay_apart;
            scope::EVERY_TOKEN_HAS_A_SOURCE = every_token_has_a_source;
            scope::NOTHING_IS_INVENTED = nothing_is_invented;
            scope::REGISTERED_SCOPE_COVERS_AUTHORIZED = registered_scope_covers_authorized;
            layers::A_PERSON_BEATS_THE_SERVERS = a_person_beats_the_servers;
            layers::THE_CHALLENGE_SUPPLIES = the_challenge_supplies;
            layers::THE_CHALLENGE_BEATS_RESOURCE_METADATA = the_challenge_beats_resource_metadata;
            layers::RESOURCE_METADATA_SUPPLIES = resource_metadata_supplies;
            layers::THE_AUTHORIZATION_REQUEST_FOLLOWS_THE_SERVERS = the_authorization_request_follows_the_servers;
            layers::THE_SERVER_CATALOGUE_IS_NO_SOURCE = the_server_catalogue_is_no_source;
            layers::OFFLINE_ACCESS_IS_ADDED_BY_RULE = offline_access_is_added_by_rule;
            layers::STEP_UP_IS_THE_UNION = step_up_is_the_union;
            layers::ILLEGAL_SERVER_TOKENS_ARE_DROPPED = illegal_server_tokens_are_dropped;
            layers::WHAT_IS_RIGHT_IS_SENT = what_is_right_is_sent;
            metamorphic::arguments::ARGUMENT_ORDER_IS_IRRELEVANT = argument_order_is_irrelevant;
            metamorphic::arguments::FLAG_SPELLING_IS_IRRELEVANT = flag_spelling_is_irrelevant;
            metamorphic::arguments::OVERRIDE_SPELLING_IS_IRRELEVANT = override_spelling_is_irrelevant;
            metamorphic::arguments::OTHER_OVERRIDES_CHANGE_NOTHING = other_overrides_change_nothing;
            metamorphic::layers::A_TOKEN_PRINTS_THE_SAME_FROM_EVERY_LAYER = a_token_prints_the_same_from_every_layer;
            metamorphic::layers::SENDING_THE_SCOPE_BACK_CHANGES_NOTHING = sending_the_scope_back_changes_nothing;
            metamorphic::layers::LOSING_LAYERS_CHANGE_NOTHING = losing_layers_change_nothing;
            metamorphic::layers::A_TOKEN_MAKES_THE_SCOPE_APPEAR = a_token_makes_the_scope_appear;
            metamorphic::layers::SCOPES_CHANGE_ONLY_THE_SCOPE_MEMBER = scopes_change_only_the_scope_member;
            metamorphic::challenge::CHALLENGE_SPELLING_IS_IRRELEVANT = challenge_spelling_is_irrelevant;
            metamorphic::challenge::OTHER_CHALLENGES_CHANGE_NOTHING = other_challenges_change_nothing;
            metamorphic::challenge::OTHER_PARAMETERS_CHANGE_NOTHING = other_parameters_change_nothing;
            metamorphic::documents::MEMBER_ORDER_IS_IRRELEVANT = member_order_is_irrelevant;
            metamorphic::documents::UNKNOWN_MEMBERS_CHANGE_NOTHING = unknown_members_change_nothing;
            metamorphic::documents::JSON_SPELLING_IS_IRRELEVANT = json_spelling_is_irrelevant;
            metamorphic::documents::NULL_EMPTY_AND_ILL_TYPED_HINTS_ARE_ABSENT = null_empty_and_ill_typed_hints_are_absent;
            metamorphic::documents::OPTIONAL_MEMBERS_ARE_OPTIONAL = optional_members_are_optional;
            metamorphic::layers::THE_CATALOGUE_ADDS_AT_MOST_OFFLINE_ACCESS = the_catalogue_adds_at_most_offline_access;
            metamorphic::client::AN_EXTENSION_LEAVES_THE_OTHER_MEMBERS_ALONE = an_extension_leaves_the_other_members_alone;
            metamorphic::client::THE_SAME_INPUT_GIVES_THE_SAME_BYTES = the_same_input_gives_the_same_bytes;
            refusals::ILLEGAL_TOKENS_OF_A_PERSON_ARE_REFUSED = illegal_tokens_of_a_person_are_refused;
            refusals::AN_EMPTY_FLAG_IS_REFUSED = an_empty_flag_is_refused;
            refusals::UNREADABLE_CONFIGURATION_IS_REFUSED = unreadable_configuration_is_refused;
            refusals::FOREIGN_RESOURCE_METADATA_IS_REFUSED = foreign_resource_metadata_is_refused;
            refusals::FOREIGN_SERVER_METADATA_IS_REFUSED = foreign_server_metadata_is_refused;
            refusals::MISSING_CAPABILITIES_STOP_REGISTRATION = missing_capabilities_stop_registration;
            refusals::BAD_REDIRECT_URIS_ARE_REFUSED = bad_redirect_uris_are_refused;
            refusals::BAD_CLIENT_METADATA_IS_REFUSED = bad_client_metadata_is_refused;
            refusals::A_STEP_UP_WITHOUT_PROGRESS_STOPS = a_step_up_without_progress_stops;
            refusals::REFUSALS_NAME_THEIR_REASON = refusals_name_their_reason;
            refusals::MESSAGES_ARE_SAFE_TO_SHOW = messages_are_safe_to_show;
            refusals::NO_INPUT_MAKES_IT_PANIC = no_input_makes_it_panic;
            refusals::NOTHING_IS_CUT_OFF = nothing_is_cut_off;
            negotiation::AUTH_METHOD_IS_NEGOTIATED = auth_method_is_negotiated;
            negotiation::REFRESH_TOKEN_IS_NEGOTIATED = refresh_token_is_negotiated;
            negotiation::RESPONSE_TYPE_IS_CODE = response_type_is_code;
            negotiation::NOTHING_IS_REGISTERED_WITHOUT_PKCE = nothing_is_registered_without_pkce;
            negotiation::MECHANISMS_ARE_TRIED_IN_ORDER = mechanisms_are_tried_in_order;
            negotiation::METADATA_IS_LOOKED_FOR_IN_ORDER = metadata_is_looked_for_in_order;
            negotiation::RESOURCE_IS_THE_CANONICAL_SERVER = resource_is_the_canonical_server;
            negotiation::REDIRECT_URIS_ARE_VERBATIM = redirect_uris_are_verbatim;
            negotiation::ASKED_METADATA_IS_SENT = asked_metadata_is_sent;
            members::REDIRECT_URIS_ARE_REGISTERED = redirect_uris_are_registered;
            members::REDIRECT_URIS_ARE_ACCEPTABLE = redirect_uris_are_acceptable;
            scope::AUTHORIZED_REDIRECT_IS_REGISTERED = authorized_redirect_is_registered;
            members::APPLICATION_TYPE_IS_STATED = application_type_is_stated;
            members::APPLICATION_TYPE_FITS_THE_REDIRECTS = application_type_fits_the_redirects;
            members::AUTH_METHOD_IS_STATED = auth_method_is_stated;
            members::GRANTS_AND_RESPONSES_CORRESPOND = grants_and_responses_correspond;
            members::REMOVED_GRANTS_ARE_NOT_ASKED_FOR = removed_grants_are_not_asked_for;
            members::CLIENT_NAME_IS_STATED = client_name_is_stated;
            members::NEVER_TWO_KEY_SETS = never_two_key_sets;
            members::NO_MEMBER_IS_EMPTY = no_member_is_empty;
            members::ONLY_CLIENT_METADATA_IS_SENT = only_client_metadata_is_sent;
            members::MEMBERS_HAVE_THEIR_TYPES = members_have_their_types;
            transport::BODY_IS_ONE_JSON_OBJECT = body_is_one_json_object;
            transport::METHOD_IS_POST = method_is_post;
            transport::CONTENT_TYPE_IS_JSON = content_type_is_json;
            transport::ACCEPT_IS_JSON = accept_is_json;
            transport::ENDPOINT_IS_SECURE = endpoint_is_secure;
            transport::ENDPOINT_IS_THE_ADVERTISED_ONE = endpoint_is_the_advertised_one;
            transport::ACCESS_TOKEN_STAYS_IN_ITS_FIELD = access_token_stays_in_its_field;
            transport::ONE_REGISTRATION = one_registration;
        }
    };
}

macro_rules! table {
    ($($property:path = $test:ident;)*) => {
        &[$(named($property, stringify!($test))),*]
    };
}

/// Every property, in the order of listings and reports.
pub const PROPERTIES: &[Property] = for_each_property!([table]);

/// The property, whose id has to be that of its test.
const fn named(property: Property, test: &str) -> Property {
    let (id, test) = (property.id.as_bytes(), test.as_bytes());
    assert!(
        id.len() == test.len(),
        "the test is called otherwise than the property"
    );
    let mut at = 0;
    while at < id.len() {
        let same = id[at] == test[at] || (id[at] == b'-' && test[at] == b'_');
        assert!(same, "the test is called otherwise than the property");
        at += 1;
    }
    property
}

/// The property of that id.
pub fn find(id: &str) -> Option<&'static Property> {
    PROPERTIES.iter().find(|property| property.id == id)
}

impl Property {
    /// Whether it is judged for scenarios of `class`. After damage nobody knows what was meant,
    /// so only what holds for every case is judged.
    pub fn is_judged_in(&self, class: InputClass) -> bool {
        self.judge.is_universal() || class != InputClass::Hostile
    }
}
