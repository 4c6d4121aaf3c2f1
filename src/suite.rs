//! The one table: every property, the profiles that it is judged in, its requirements.

use crate::generate::InputClass;
use crate::properties::{
    Judge, Property, layers, members, metamorphic, negotiation, refusals, scope, transport,
};

/// Every property, in the order of listings and reports.
pub const PROPERTIES: &[Property] = &[
    scope::SCOPE_IS_PRESENT,
    scope::SCOPE_IS_WHAT_THE_WINNING_LAYER_SUPPLIES,
    scope::SCOPE_IS_WELL_FORMED,
    scope::SCOPE_IS_NEVER_EMPTY,
    scope::SCOPE_IS_A_STRING,
    scope::SCOPE_HAS_NO_REPEATS,
    scope::TOKENS_KEEP_FIRST_SEEN_ORDER,
    scope::CASE_DIFFERENT_TOKENS_STAY_APART,
    scope::EVERY_TOKEN_HAS_A_SOURCE,
    scope::NOTHING_IS_INVENTED,
    scope::REGISTERED_SCOPE_COVERS_AUTHORIZED,
    layers::A_PERSON_BEATS_THE_SERVERS,
    layers::THE_CHALLENGE_SUPPLIES,
    layers::THE_CHALLENGE_BEATS_RESOURCE_METADATA,
    layers::RESOURCE_METADATA_SUPPLIES,
    layers::THE_SERVER_CATALOGUE_IS_NO_SOURCE,
    layers::OFFLINE_ACCESS_IS_ADDED_BY_RULE,
    layers::STEP_UP_IS_THE_UNION,
    layers::ILLEGAL_SERVER_TOKENS_ARE_DROPPED,
    layers::WHAT_IS_RIGHT_IS_SENT,
    metamorphic::arguments::ARGUMENT_ORDER_IS_IRRELEVANT,
    metamorphic::arguments::FLAG_SPELLING_IS_IRRELEVANT,
    metamorphic::arguments::OVERRIDE_SPELLING_IS_IRRELEVANT,
    metamorphic::arguments::OTHER_OVERRIDES_CHANGE_NOTHING,
    metamorphic::layers::A_TOKEN_PRINTS_THE_SAME_FROM_EVERY_LAYER,
    metamorphic::layers::SENDING_THE_SCOPE_BACK_CHANGES_NOTHING,
    metamorphic::layers::LOSING_LAYERS_CHANGE_NOTHING,
    metamorphic::layers::A_TOKEN_MAKES_THE_SCOPE_APPEAR,
    metamorphic::layers::SCOPES_CHANGE_ONLY_THE_SCOPE_MEMBER,
    metamorphic::challenge::CHALLENGE_SPELLING_IS_IRRELEVANT,
    metamorphic::challenge::OTHER_CHALLENGES_CHANGE_NOTHING,
    metamorphic::challenge::OTHER_PARAMETERS_CHANGE_NOTHING,
    metamorphic::documents::MEMBER_ORDER_IS_IRRELEVANT,
    metamorphic::documents::UNKNOWN_MEMBERS_CHANGE_NOTHING,
    metamorphic::documents::JSON_SPELLING_IS_IRRELEVANT,
    metamorphic::documents::NULL_EMPTY_AND_ILL_TYPED_HINTS_ARE_ABSENT,
    metamorphic::documents::OPTIONAL_MEMBERS_ARE_OPTIONAL,
    metamorphic::layers::THE_CATALOGUE_ADDS_AT_MOST_OFFLINE_ACCESS,
    metamorphic::client::AN_EXTENSION_LEAVES_THE_OTHER_MEMBERS_ALONE,
    metamorphic::client::THE_SAME_INPUT_GIVES_THE_SAME_BYTES,
    refusals::ILLEGAL_TOKENS_OF_A_PERSON_ARE_REFUSED,
    refusals::AN_EMPTY_FLAG_IS_REFUSED,
    refusals::UNREADABLE_CONFIGURATION_IS_REFUSED,
    refusals::FOREIGN_RESOURCE_METADATA_IS_REFUSED,
    refusals::FOREIGN_SERVER_METADATA_IS_REFUSED,
    refusals::MISSING_CAPABILITIES_STOP_REGISTRATION,
    refusals::BAD_REDIRECT_URIS_ARE_REFUSED,
    refusals::BAD_CLIENT_METADATA_IS_REFUSED,
    refusals::A_STEP_UP_WITHOUT_PROGRESS_STOPS,
    refusals::REFUSALS_NAME_THEIR_REASON,
    refusals::MESSAGES_ARE_SAFE_TO_SHOW,
    refusals::NO_INPUT_MAKES_IT_PANIC,
    refusals::NOTHING_IS_CUT_OFF,
    negotiation::AUTH_METHOD_IS_NEGOTIATED,
    negotiation::REFRESH_TOKEN_IS_NEGOTIATED,
    negotiation::RESPONSE_TYPE_IS_CODE,
    negotiation::NOTHING_IS_REGISTERED_WITHOUT_PKCE,
    negotiation::MECHANISMS_ARE_TRIED_IN_ORDER,
    negotiation::METADATA_IS_LOOKED_FOR_IN_ORDER,
    negotiation::RESOURCE_IS_THE_CANONICAL_SERVER,
    negotiation::REDIRECT_URIS_ARE_VERBATIM,
    negotiation::ASKED_METADATA_IS_SENT,
    members::REDIRECT_URIS_ARE_REGISTERED,
    members::REDIRECT_URIS_ARE_ACCEPTABLE,
    scope::AUTHORIZED_REDIRECT_IS_REGISTERED,
    members::APPLICATION_TYPE_IS_STATED,
    members::APPLICATION_TYPE_FITS_THE_REDIRECTS,
    members::AUTH_METHOD_IS_STATED,
    members::GRANTS_AND_RESPONSES_CORRESPOND,
    members::REMOVED_GRANTS_ARE_NOT_ASKED_FOR,
    members::CLIENT_NAME_IS_STATED,
    members::NEVER_TWO_KEY_SETS,
    members::NO_MEMBER_IS_EMPTY,
    members::ONLY_CLIENT_METADATA_IS_SENT,
    members::MEMBERS_HAVE_THEIR_TYPES,
    transport::BODY_IS_ONE_JSON_OBJECT,
    transport::METHOD_IS_POST,
    transport::CONTENT_TYPE_IS_JSON,
    transport::ACCEPT_IS_JSON,
    transport::ENDPOINT_IS_SECURE,
    transport::ENDPOINT_IS_THE_ADVERTISED_ONE,
    transport::ACCESS_TOKEN_STAYS_IN_ITS_FIELD,
    transport::ONE_REGISTRATION,
];

/// The property of that id.
pub fn find(id: &str) -> Option<&'static Property> {
    PROPERTIES.iter().find(|property| property.id == id)
}

impl Property {
    /// Whether it is judged for scenarios of `class`. After damage nobody knows what was meant,
    /// so only what holds for every case is judged.
    pub fn is_judged_in(&self, class: InputClass) -> bool {
        matches!(self.judge, Judge::Universal(_)) || class != InputClass::Hostile
    }
}
