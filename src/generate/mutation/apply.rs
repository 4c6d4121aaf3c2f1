//! What each mutation does to a scenario.

use crate::scenario::Scenario;
use crate::scenario::challenge::{
    Bearer, ChallengePart, ErrorCode, Form, MetadataUrl, ScopeParameter,
};
use crate::scenario::client::{Metadata, Redirects};
use crate::scenario::compose::Scopes;
use crate::scenario::deployment::DeploymentName;
use crate::scenario::document::{Breakage, Listed};
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::servers::{
    AuthMethods, CodeChallengeMethods, Endpoint, GrantTypes, Identity, List, MetadataDocuments,
    ResponseTypes, Servers,
};
use crate::scenario::user::{CommandOption, ConfigValue, Placed, Position, Setting, WrongType};
use crate::vocabulary::Revision;

use super::Mutation;
use crate::generate::tokens::with_comma;

impl Mutation {
    /// Puts the mutation into a scenario. `variant` chooses where there are several ways.
    pub fn apply(self, mut scenario: Scenario, variant: u8) -> Scenario {
        // A step-up could be refused for another reason, which would hide this one.
        scenario.client.previous = None;
        let even = variant.is_multiple_of(2);
        let illegal = Token::illegal(one_of(&["l\u{e9}s", "a\"b", "a\\b"], variant));
        let illegal = Spelled::plain([Token::legal("read"), illegal]);
        match self {
            Mutation::IllegalFlagToken => scenario.flag(illegal),
            Mutation::EmptyFlag => scenario.flag(Spelled::default()),
            Mutation::BlankFlag => scenario.flag(Spelled::default().untidy()),
            Mutation::IllegalOverrideToken => {
                let scenario = scenario.without_options();
                scenario.config_override(vec![illegal])
            }
            Mutation::OverrideWrongType => {
                let value = ConfigValue::WrongType(one_of(WrongType::ALL, variant));
                scenario.without_options().config_override(value)
            }
            Mutation::OverrideBroken => scenario.sets(Setting::Broken),
            Mutation::IllegalFileToken => scenario.without_options().config_file(vec![illegal]),
            Mutation::FileWrongType => {
                let value = ConfigValue::WrongType(one_of(WrongType::ALL, variant));
                scenario.without_options().config_file(value)
            }
            Mutation::FileBroken => scenario.without_options().file(|file| file.broken = true),
            Mutation::CommandServer => scenario.without_options().file(|file| file.command = true),
            Mutation::IllegalCallToken => scenario.call(illegal),
            Mutation::IssuerOther => issuer(scenario, Identity::Other),
            // At a deployment whose issuer has no path, where only the root slash differs.
            Mutation::IssuerSlash => issuer(scenario.at(DeploymentName::Plain), Identity::Slash),
            Mutation::IssuerMissing => issuer(
                scenario,
                one_of(&[Identity::Missing, Identity::Null], variant),
            ),
            Mutation::IssuerOdd => {
                let ways = [Identity::LetterCase, Identity::WrongType];
                issuer(scenario, one_of(&ways, variant))
            }
            // At a deployment whose server has a path.
            Mutation::ResourceOrigin => {
                identity(scenario.at(DeploymentName::Plain), Identity::Origin)
            }
            Mutation::ResourceOther => identity(scenario, Identity::Other),
            Mutation::ResourceOdd => identity(scenario, one_of(Identity::WRONG, variant)),
            Mutation::EndpointInsecure => endpoint(scenario, Endpoint::Insecure),
            Mutation::EndpointUnusable => endpoint(scenario, one_of(Endpoint::UNUSABLE, variant)),
            Mutation::EndpointMissing => endpoint(
                scenario,
                one_of(&[Endpoint::Missing, Endpoint::Null], variant),
            ),
            Mutation::DuplicateMember => {
                scenario.server(|server| server.breakage = Some(Breakage::Duplicate))
            }
            Mutation::ServerBroken => {
                scenario.server(|server| server.breakage = Some(one_of(Breakage::ALL, variant)))
            }
            Mutation::ResourceBroken => scenario
                .resource(|resource| resource.breakage = Some(one_of(Breakage::ALL, variant))),
            Mutation::NoServers => {
                let ways = [Servers::Missing, Servers::Empty, Servers::NoneUsable];
                scenario.resource(|resource| resource.servers = one_of(&ways, variant))
            }
            Mutation::ServersWrongType => {
                scenario.resource(|resource| resource.servers = Servers::WrongType)
            }
            Mutation::PkceAbsent => {
                scenario.client.revision = Revision::V2026_07_28;
                let ways = [List::Absent, List::Null, List::Empty, List::WrongType];
                scenario.server(|server| server.code_challenge_methods = one_of(&ways, variant))
            }
            Mutation::PkcePlain => {
                scenario.client.revision = Revision::V2025_11_25;
                let plain = List::Of(CodeChallengeMethods::Plain);
                scenario.server(|server| server.code_challenge_methods = plain)
            }
            Mutation::MethodsForeign => {
                scenario.server(|server| server.auth_methods = List::Of(AuthMethods::Foreign))
            }
            Mutation::ResponseTypesForeign => {
                let foreign = List::Of(ResponseTypes::WithoutCode);
                scenario.server(|server| server.response_types = foreign)
            }
            Mutation::GrantTypesForeign => {
                scenario.server(|server| server.grant_types = List::Of(GrantTypes::WithoutCode))
            }
            Mutation::RedirectFragment => {
                scenario.client(|client| client.redirects = Redirects::Fragment)
            }
            Mutation::BadRedirect => {
                let bad = bad(Redirects::ALL, |one| one.application_type().is_none());
                scenario.client(|client| client.redirects = one_of(&bad, variant))
            }
            Mutation::BothKeySets => metadata(scenario, Metadata::BothKeySets),
            Mutation::BadMetadata | Mutation::BadMetadataAgain => {
                let mut bad = bad(Metadata::ALL, |one| !one.is_allowed());
                if self == Mutation::BadMetadataAgain {
                    let half = bad.len() / 2;
                    bad.rotate_left(half);
                }
                metadata(scenario, one_of(&bad, variant))
            }
            Mutation::NoProgress => no_progress(scenario),
            Mutation::StepUp => no_progress(scenario).previous(["before"]),
            Mutation::EmptyChallengeScope => {
                listed(scenario, ["read"].listed()).challenge(Spelled::default())
            }
            Mutation::RepeatedChallengeScope => {
                let mut scope = ScopeParameter::from(["read"].text());
                scope.repeated = true;
                scenario.without_user_scopes().bearers([scope.into()])
            }
            Mutation::TwoBearers => two_bearers(scenario),
            Mutation::UnquotedColon => {
                let mut scope = ScopeParameter::from(["mcp:read"].text());
                scope.form = Form::Token;
                scenario.without_user_scopes().bearers([scope.into()])
            }
            Mutation::Merge => {
                let scenario = scenario.flag(["read"]).challenge(["write"]);
                scenario.client(|client| client.merges = true)
            }
            Mutation::NumberInList => listed(scenario, Listed::WithNumber(["read"].texts())),
            Mutation::StringForList => listed(scenario, Listed::OneString(["read"].text())),
            Mutation::NullForList => listed(scenario, Listed::Null),
            Mutation::IllegalListedToken => listed(scenario, illegal.listed()),
            Mutation::OfflineAccessAlone => {
                scenario.client.wants_refresh = true;
                listed(scenario, Listed::Absent)
                    .catalogue(Listed::Absent)
                    .server(|server| server.lists_offline_access = true)
            }
            Mutation::TwoOverrides => {
                let scenario = scenario.without_options();
                scenario
                    .config_override(["read"])
                    .config_override(["write"])
            }
            Mutation::SplitOverrides => {
                let mut first =
                    Placed::from(CommandOption::from(Setting::Scopes(["read"].value())));
                first.position = Position::BeforeMcp;
                let scenario = scenario.without_options().option(first);
                scenario.sets(Setting::Unrelated)
            }
            Mutation::ClearedFile => {
                let scenario = scenario.without_options().config_file(["read"]);
                scenario.config_override([])
            }
            Mutation::UntidyFlag => {
                let mut untidy = ["read", "write"].text().untidy();
                untidy.trailing = even;
                scenario.flag(untidy)
            }
            Mutation::OtherCase => {
                let alike = ["read", "Read"].text();
                match even {
                    true => scenario.flag(alike),
                    false => scenario
                        .without_options()
                        .config_file(ConfigValue::Text(alike)),
                }
            }
            Mutation::ForeignScopes => {
                let scenario = scenario.without_options().config_file(["read"]);
                scenario.file(|file| file.other_server = Some(["foreign"].value()))
            }
            Mutation::CommaInToken => {
                let comma = Spelled::one(with_comma());
                scenario.without_options().config_file(comma)
            }
            Mutation::PreRegistered => scenario.client(|client| client.pre_registered = true),
            Mutation::MetadataDocument => scenario
                .server(|server| server.metadata_documents = MetadataDocuments::True)
                .client(|client| client.metadata_document = true),
        }
    }
}

fn one_of<T: Copy>(ways: &[T], variant: u8) -> T {
    ways[usize::from(variant) % ways.len()]
}

fn bad<T: Copy>(all: &[T], is_bad: impl Fn(&T) -> bool) -> Vec<T> {
    all.iter().copied().filter(is_bad).collect()
}

fn issuer(scenario: Scenario, identity: Identity) -> Scenario {
    scenario.server(|server| server.identity = identity)
}

fn identity(scenario: Scenario, identity: Identity) -> Scenario {
    scenario.resource(|resource| resource.identity = identity)
}

fn endpoint(scenario: Scenario, endpoint: Endpoint) -> Scenario {
    scenario.server(|server| server.endpoint = endpoint)
}

fn metadata(scenario: Scenario, metadata: Metadata) -> Scenario {
    scenario.client(|client| client.metadata = metadata)
}

/// The resource metadata lists these, and nothing else supplies scopes.
fn listed(scenario: Scenario, scopes: Listed) -> Scenario {
    let scenario = scenario.without_user_scopes().resource_metadata(scopes);
    scenario.challenges(ChallengePart::default())
}

/// The first names a scope, the second the metadata and another scope: the second counts (AMB-10).
fn two_bearers(scenario: Scenario) -> Scenario {
    let scope = |token| Bearer::from(ScopeParameter::from([token].text()));
    let mut second = scope("read");
    second.resource_metadata = Some(MetadataUrl::Usable);
    scenario
        .without_user_scopes()
        .bearers([scope("first"), second])
}

fn no_progress(mut scenario: Scenario) -> Scenario {
    if let Some(resource) = &mut scenario.resource {
        resource.scopes = Listed::Absent;
    }
    let mut insufficient = Bearer::from(ScopeParameter::from(["read"].text()));
    insufficient.error = Some(ErrorCode::InsufficientScope);
    let scenario = scenario.without_user_scopes().previous(["read"]);
    scenario.bearers([insufficient])
}
