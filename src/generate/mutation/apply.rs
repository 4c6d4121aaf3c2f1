//! What each mutation does to a scenario.

use crate::scenario::challenge::{
    Bearer, ChallengePart, ErrorCode, Form, Item, MetadataUrl, ScopeParameter,
};
use crate::scenario::client::{Metadata, Redirects};
use crate::scenario::document::{Breakage, Listed};
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::servers::{
    AuthMethods, CodeChallengeMethods, Endpoint, GrantTypes, Identity, List, MetadataDocuments,
    ResourceDocument, ResponseTypes, ServerDocument, Servers,
};
use crate::scenario::user::{CommandLine, CommandOption, ConfigFile, ConfigValue, Placed, Setting};
use crate::scenario::{Entry, Scenario};
use crate::vocabulary::Revision;

use super::Mutation;

impl Mutation {
    /// Puts the mutation into a scenario. `variant` chooses where there are several ways.
    pub fn apply(self, scenario: &mut Scenario, variant: u8) {
        // A step-up could be refused for another reason, which would hide this one.
        scenario.client.previous = None;
        let one_of = |count: usize| usize::from(variant) % count;
        let illegal = Token::illegal(["l\u{e9}s", "a\"b", "a\\b"][one_of(3)]);
        let texts = Spelled::plain([Token::legal("read"), illegal]);
        match self {
            Mutation::IllegalFlagToken => flag(scenario, texts),
            Mutation::EmptyFlag => flag(scenario, Spelled::default()),
            Mutation::BlankFlag => flag(
                scenario,
                Spelled {
                    leading: true,
                    trailing: true,
                    ..Spelled::default()
                },
            ),
            Mutation::IllegalOverrideToken => overriding(scenario, ConfigValue::List(vec![texts])),
            Mutation::OverrideWrongType => overriding(scenario, ConfigValue::WrongType(variant)),
            Mutation::OverrideBroken => option(scenario, Setting::Broken),
            Mutation::IllegalFileToken => file(scenario, |file| {
                file.scopes = Some(ConfigValue::List(vec![texts]));
            }),
            Mutation::FileWrongType => file(scenario, |file| {
                file.scopes = Some(ConfigValue::WrongType(variant));
            }),
            Mutation::FileBroken => file(scenario, |file| file.broken = true),
            Mutation::CommandServer => file(scenario, |file| file.command = true),
            Mutation::IllegalCallToken => scenario.entry = Entry::Call(Some(vec![texts])),
            Mutation::IssuerOther => server(scenario).identity = Identity::Other,
            Mutation::IssuerSlash => {
                // A deployment whose issuer has no path, where only the root slash differs.
                scenario.deployment = 0;
                server(scenario).identity = Identity::Slash;
            }
            Mutation::ResourceOrigin => {
                // A deployment whose server has a path.
                scenario.deployment = 0;
                resource(scenario).identity = Identity::Origin;
            }
            Mutation::BothKeySets => scenario.client.metadata = Metadata::BothKeySets,
            Mutation::IssuerMissing => {
                server(scenario).identity = [Identity::Missing, Identity::Null][one_of(2)];
            }
            Mutation::IssuerOdd => {
                server(scenario).identity = [Identity::LetterCase, Identity::WrongType][one_of(2)];
            }
            Mutation::EndpointInsecure => server(scenario).endpoint = Endpoint::Insecure,
            Mutation::EndpointUnusable => {
                server(scenario).endpoint = Endpoint::UNUSABLE[one_of(Endpoint::UNUSABLE.len())];
            }
            Mutation::EndpointMissing => {
                server(scenario).endpoint = [Endpoint::Missing, Endpoint::Null][one_of(2)];
            }
            Mutation::DuplicateMember => server(scenario).breakage = Some(Breakage::Duplicate),
            Mutation::ServerBroken => {
                server(scenario).breakage = Some(Breakage::ALL[one_of(Breakage::ALL.len())]);
            }
            Mutation::ResourceOther => resource(scenario).identity = Identity::Other,
            Mutation::ResourceOdd => {
                resource(scenario).identity = Identity::WRONG[one_of(Identity::WRONG.len())];
            }
            Mutation::ResourceBroken => {
                resource(scenario).breakage = Some(Breakage::ALL[one_of(Breakage::ALL.len())]);
            }
            Mutation::NoServers => {
                let ways = [Servers::Missing, Servers::Empty, Servers::NoneUsable];
                resource(scenario).servers = ways[one_of(3)];
            }
            Mutation::ServersWrongType => resource(scenario).servers = Servers::WrongType,
            Mutation::PkceAbsent => {
                scenario.client.revision = Revision::V2026_07_28;
                let ways = [List::Absent, List::Null, List::Empty, List::WrongType];
                server(scenario).code_challenge_methods = ways[one_of(4)];
            }
            Mutation::PkcePlain => {
                scenario.client.revision = Revision::V2025_11_25;
                server(scenario).code_challenge_methods = List::Of(CodeChallengeMethods::Plain);
            }
            Mutation::MethodsForeign => {
                server(scenario).auth_methods = List::Of(AuthMethods::Foreign)
            }
            Mutation::ResponseTypesForeign => {
                server(scenario).response_types = List::Of(ResponseTypes::WithoutCode);
            }
            Mutation::GrantTypesForeign => {
                server(scenario).grant_types = List::Of(GrantTypes::WithoutCode);
            }
            Mutation::RedirectFragment => scenario.client.redirects = Redirects::Fragment,
            Mutation::BadRedirect => {
                let bad = bad(Redirects::ALL, |one| one.application_type().is_none());
                scenario.client.redirects = bad[one_of(bad.len())];
            }
            Mutation::BadMetadata | Mutation::BadMetadataAgain => {
                let bad = bad(Metadata::ALL, |one| !one.is_allowed());
                let offset = usize::from(self == Mutation::BadMetadataAgain) * bad.len() / 2;
                scenario.client.metadata = bad[(one_of(bad.len()) + offset) % bad.len()];
            }
            Mutation::NoProgress => no_progress(scenario),
            Mutation::EmptyChallengeScope => {
                listed(scenario, Listed::Texts(vec![plain(&["read"])]));
                scenario.challenge = one_bearer(Spelled::default());
            }
            Mutation::RepeatedChallengeScope => {
                let mut scope = ScopeParameter {
                    value: plain(&["read"]),
                    ..ScopeParameter::default()
                };
                scope.repeated = true;
                nobody(scenario);
                scenario.challenge = challenge(vec![bearer(Some(scope))]);
            }
            Mutation::TwoBearers => two_bearers(scenario),
            Mutation::UnquotedColon => {
                let value = plain(&["mcp:read"]);
                let scope = ScopeParameter {
                    value,
                    form: Form::Token,
                    ..ScopeParameter::default()
                };
                nobody(scenario);
                scenario.challenge = challenge(vec![bearer(Some(scope))]);
            }
            Mutation::Merge => {
                flag(scenario, plain(&["read"]));
                scenario.client.merges = true;
                scenario.challenge = one_bearer(plain(&["write"]));
            }
            Mutation::NumberInList => listed(scenario, Listed::WithNumber(vec![plain(&["read"])])),
            Mutation::StringForList => listed(scenario, Listed::OneString(plain(&["read"]))),
            Mutation::NullForList => listed(scenario, Listed::Null),
            Mutation::IllegalListedToken => listed(scenario, Listed::Texts(vec![texts])),
            Mutation::OfflineAccessAlone => {
                listed(scenario, Listed::Absent);
                scenario.client.wants_refresh = true;
                server(scenario).scopes = Listed::Absent;
                server(scenario).lists_offline_access = true;
            }
            Mutation::TwoOverrides => {
                overriding(scenario, ConfigValue::List(vec![plain(&["read"])]));
                option(
                    scenario,
                    Setting::Scopes(ConfigValue::List(vec![plain(&["write"])])),
                );
            }
            Mutation::SplitOverrides => {
                overriding(scenario, ConfigValue::List(vec![plain(&["read"])]));
                let (line, _) = line(scenario);
                line.options.iter_mut().for_each(|placed| placed.slot = 0);
                option(scenario, Setting::Unrelated);
            }
            Mutation::ClearedFile => {
                file(scenario, |file| {
                    file.scopes = Some(ConfigValue::List(vec![plain(&["read"])]))
                });
                option(scenario, Setting::Scopes(ConfigValue::List(Vec::new())));
            }
            Mutation::UntidyFlag => {
                let mut untidy = plain(&["read", "write"]);
                (untidy.leading, untidy.trailing) = (true, variant.is_multiple_of(2));
                untidy.tokens[1].0 = 3;
                flag(scenario, untidy);
            }
            Mutation::StepUp => {
                no_progress(scenario);
                let asked = Some(vec![plain(&["before"])]);
                scenario.client.previous = asked;
            }
            Mutation::OtherCase => {
                let alike = plain(&["read", "Read"]);
                if variant.is_multiple_of(2) {
                    flag(scenario, alike);
                } else {
                    file(scenario, |file| {
                        file.scopes = Some(ConfigValue::Text(alike));
                    });
                }
            }
            Mutation::ForeignScopes => file(scenario, |file| {
                file.scopes = Some(ConfigValue::List(vec![plain(&["read"])]));
                file.other_server = Some(ConfigValue::List(vec![plain(&["foreign"])]));
            }),
            Mutation::CommaInToken => {
                let comma = Spelled::one(super::super::tokens::with_comma());
                file(scenario, |file| {
                    file.scopes = Some(ConfigValue::List(vec![comma]))
                });
            }
            Mutation::PreRegistered => scenario.client.pre_registered = true,
            Mutation::MetadataDocument => {
                server(scenario).metadata_documents = MetadataDocuments::True;
                scenario.client.metadata_document = true;
            }
        }
    }
}

fn bad<T: Copy>(all: &[T], is_bad: impl Fn(&T) -> bool) -> Vec<T> {
    all.iter().copied().filter(is_bad).collect()
}

fn server(scenario: &mut Scenario) -> &mut ServerDocument {
    scenario.server.get_or_insert_default()
}

fn resource(scenario: &mut Scenario) -> &mut ResourceDocument {
    scenario.resource.get_or_insert_default()
}

/// The command line, after the login was made one of a user.
fn line(scenario: &mut Scenario) -> (&mut CommandLine, &mut Option<ConfigFile>) {
    if matches!(scenario.entry, Entry::Call(_)) {
        scenario.entry = Entry::default();
    }
    match &mut scenario.entry {
        Entry::CommandLine(line, file) => (line, file),
        Entry::Call(_) => unreachable!("replaced above"),
    }
}

fn flag(scenario: &mut Scenario, value: Spelled) {
    let (line, _) = line(scenario);
    line.options
        .retain(|placed| !matches!(placed.option, CommandOption::Scopes { .. }));
    line.options.push(Placed {
        slot: 3,
        option: CommandOption::Scopes {
            joined: false,
            value,
        },
    });
}

fn option(scenario: &mut Scenario, sets: Setting) {
    let (line, _) = line(scenario);
    line.options.push(Placed {
        slot: 3,
        option: CommandOption::Override {
            spelling: 0,
            quotes: 0,
            sets,
        },
    });
}

fn overriding(scenario: &mut Scenario, value: ConfigValue) {
    let (line, _) = line(scenario);
    line.options.clear();
    option(scenario, Setting::Scopes(value));
}

fn file(scenario: &mut Scenario, change: impl FnOnce(&mut ConfigFile)) {
    let (line, file) = line(scenario);
    line.options.clear();
    change(file.get_or_insert_default());
}

fn plain(tokens: &[&str]) -> Spelled {
    Spelled::plain(tokens.iter().map(|token| Token::legal(token)))
}

/// No user supplies scopes.
fn nobody(scenario: &mut Scenario) {
    let (line, file) = line(scenario);
    line.options.clear();
    *file = None;
}

/// The resource metadata lists these, and nothing else supplies scopes.
fn listed(scenario: &mut Scenario, scopes: Listed) {
    nobody(scenario);
    scenario.challenge = ChallengePart::default();
    resource(scenario).scopes = scopes;
}

fn bearer(scope: Option<ScopeParameter>) -> Bearer {
    Bearer {
        scope,
        ..Bearer::default()
    }
}

fn challenge(bearers: Vec<Bearer>) -> ChallengePart {
    let items = bearers
        .into_iter()
        .map(|bearer| (true, Item::Bearer(bearer)))
        .collect();
    ChallengePart {
        items,
        ..ChallengePart::default()
    }
}

fn one_bearer(value: Spelled) -> ChallengePart {
    challenge(vec![bearer(Some(ScopeParameter {
        value,
        ..ScopeParameter::default()
    }))])
}

/// The first names a scope, the second the metadata and another scope: the second counts (AMB-10).
fn two_bearers(scenario: &mut Scenario) {
    nobody(scenario);
    let scope = |token| ScopeParameter {
        value: plain(&[token]),
        ..ScopeParameter::default()
    };
    let mut second = bearer(Some(scope("read")));
    second.resource_metadata = Some(MetadataUrl::Usable);
    scenario.challenge = challenge(vec![bearer(Some(scope("first"))), second]);
}

fn no_progress(scenario: &mut Scenario) {
    let asked = Spelled::plain([Token::legal("read")]);
    scenario.client.previous = Some(vec![asked.clone()]);
    nobody(scenario);
    if let Some(resource) = &mut scenario.resource {
        resource.scopes = Listed::Absent;
    }
    let scope = ScopeParameter {
        value: asked,
        ..ScopeParameter::default()
    };
    let mut insufficient = bearer(Some(scope));
    insufficient.error = Some(ErrorCode::InsufficientScope);
    scenario.challenge = challenge(vec![insufficient]);
}
