//! One thing wrong that a right client refuses, or that sends it another way.
//!
//! Faults are dealt like cards, not drawn: each comes up once in every round, so that a run of a
//! hundred cases has met them all.

use crate::scenario::challenge::{Bearer, ChallengePart, ErrorCode, Item, ScopeParameter};
use crate::scenario::client::{Metadata, Redirects, Revision};
use crate::scenario::document::{Breakage, Listed};
use crate::scenario::person::{
    CommandLine, CommandOption, ConfigFile, ConfigValue, Placed, Setting,
};
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::servers::{
    AuthMethods, CodeChallengeMethods, Endpoint, GrantTypes, Identity, List, MetadataDocuments,
    ResourceDocument, ResponseTypes, ServerDocument, Servers,
};
use crate::scenario::{Entry, Scenario};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// One thing that is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Fault { $($(#[$doc])* $name,)* }

        impl Fault {
            /// Every fault, in the order in which they are dealt.
            pub const ALL: &[Fault] = &[$(Fault::$name,)*];
        }
    };
}

faults! {
    /// A flag with an illegal token.
    IllegalFlagToken,
    /// The document names another issuer.
    IssuerOther,
    /// The registration endpoint is plain http.
    EndpointInsecure,
    /// A required PKCE list is absent.
    PkceAbsent,
    /// A redirect URI with a fragment.
    RedirectFragment,
    /// `--scopes ""`.
    EmptyFlag,
    /// A config list with an illegal token.
    IllegalFileToken,
    /// A member occurs twice.
    DuplicateMember,
    /// The document names another resource.
    ResourceOther,
    /// No registration endpoint.
    EndpointMissing,
    /// A step-up that asks for the same again.
    NoProgress,
    /// An override with an illegal token.
    IllegalOverrideToken,
    /// `--scopes ,`.
    BlankFlag,
    /// The issuer differs in a slash.
    IssuerSlash,
    /// Client metadata that may not be registered.
    BadMetadata,
    /// Only `plain` PKCE.
    PkcePlain,
    /// Only foreign authentication methods.
    MethodsForeign,
    /// An override of a wrong type.
    OverrideWrongType,
    /// The document names no issuer.
    IssuerMissing,
    /// The server document is broken.
    ServerBroken,
    /// A redirect URI that may not be registered.
    BadRedirect,
    /// A config value of a wrong type.
    FileWrongType,
    /// The registration endpoint is no URL to post to.
    EndpointUnusable,
    /// The resource differs in a slash or a letter, or is missing.
    ResourceOdd,
    /// The client is registered already.
    PreRegistered,
    /// An override without `=`.
    OverrideBroken,
    /// The resource document is broken.
    ResourceBroken,
    /// No usable authorization server.
    NoServers,
    /// `authorization_servers` is a string.
    ServersWrongType,
    /// The response type is not offered.
    ResponseTypesForeign,
    /// The grant is not offered.
    GrantTypesForeign,
    /// A config file that is not TOML.
    FileBroken,
    /// The issuer differs in a letter or is a list.
    IssuerOdd,
    /// The server is started as a command.
    CommandServer,
    /// A metadata document of the client is preferred.
    MetadataDocument,
    /// A caller's illegal token.
    IllegalCallToken,
    /// Further client metadata that may not be registered, another time.
    BadMetadataAgain,
    /// The document names the origin instead of the resource.
    ResourceOrigin,
    /// Both key sets.
    BothKeySets,
}

impl Fault {
    /// Puts the fault into a scenario. `variant` chooses where there are several ways.
    pub fn apply(self, scenario: &mut Scenario, variant: u8) {
        let one_of = |count: usize| usize::from(variant) % count;
        let illegal = Token::illegal(["l\u{e9}s", "a\"b", "a\\b"][one_of(3)]);
        let texts = Spelled::plain([Token::legal("read"), illegal]);
        match self {
            Fault::IllegalFlagToken => flag(scenario, texts),
            Fault::EmptyFlag => flag(scenario, Spelled::default()),
            Fault::BlankFlag => flag(scenario, Spelled { leading: true, trailing: true, ..Spelled::default() }),
            Fault::IllegalOverrideToken => overriding(scenario, ConfigValue::List(vec![texts])),
            Fault::OverrideWrongType => overriding(scenario, ConfigValue::WrongType(variant)),
            Fault::OverrideBroken => option(scenario, Setting::Broken),
            Fault::IllegalFileToken => file(scenario, |file| {
                file.scopes = Some(ConfigValue::List(vec![texts]));
            }),
            Fault::FileWrongType => file(scenario, |file| {
                file.scopes = Some(ConfigValue::WrongType(variant));
            }),
            Fault::FileBroken => file(scenario, |file| file.broken = true),
            Fault::CommandServer => file(scenario, |file| file.command = true),
            Fault::IllegalCallToken => scenario.entry = Entry::Call(Some(vec![texts])),
            Fault::IssuerOther => server(scenario).identity = Identity::Other,
            Fault::IssuerSlash => {
                // A site whose issuer has no path, where only the root slash differs.
                scenario.site = 0;
                server(scenario).identity = Identity::Slash;
            }
            Fault::ResourceOrigin => {
                // A site whose server has a path.
                scenario.site = 0;
                resource(scenario).identity = Identity::Origin;
            }
            Fault::BothKeySets => scenario.client.metadata = Metadata::BothKeySets,
            Fault::IssuerMissing => {
                server(scenario).identity = [Identity::Missing, Identity::Null][one_of(2)];
            }
            Fault::IssuerOdd => {
                server(scenario).identity = [Identity::LetterCase, Identity::WrongType][one_of(2)];
            }
            Fault::EndpointInsecure => server(scenario).endpoint = Endpoint::Insecure,
            Fault::EndpointUnusable => {
                server(scenario).endpoint = Endpoint::UNUSABLE[one_of(Endpoint::UNUSABLE.len())];
            }
            Fault::EndpointMissing => {
                server(scenario).endpoint = [Endpoint::Missing, Endpoint::Null][one_of(2)];
            }
            Fault::DuplicateMember => server(scenario).breakage = Some(Breakage::Duplicate),
            Fault::ServerBroken => {
                server(scenario).breakage = Some(Breakage::ALL[one_of(Breakage::ALL.len())]);
            }
            Fault::ResourceOther => resource(scenario).identity = Identity::Other,
            Fault::ResourceOdd => {
                resource(scenario).identity = Identity::WRONG[one_of(Identity::WRONG.len())];
            }
            Fault::ResourceBroken => {
                resource(scenario).breakage = Some(Breakage::ALL[one_of(Breakage::ALL.len())]);
            }
            Fault::NoServers => {
                let ways = [Servers::Missing, Servers::Empty, Servers::NoneUsable];
                resource(scenario).servers = ways[one_of(3)];
            }
            Fault::ServersWrongType => resource(scenario).servers = Servers::WrongType,
            Fault::PkceAbsent => {
                scenario.client.revision = Revision::Newest;
                let ways = [List::Absent, List::Null, List::Empty, List::WrongType];
                server(scenario).code_challenge_methods = ways[one_of(4)];
            }
            Fault::PkcePlain => {
                scenario.client.revision = Revision::November;
                server(scenario).code_challenge_methods = List::Of(CodeChallengeMethods::Plain);
            }
            Fault::MethodsForeign => server(scenario).auth_methods = List::Of(AuthMethods::Foreign),
            Fault::ResponseTypesForeign => {
                server(scenario).response_types = List::Of(ResponseTypes::WithoutCode);
            }
            Fault::GrantTypesForeign => {
                server(scenario).grant_types = List::Of(GrantTypes::WithoutCode);
            }
            Fault::RedirectFragment => scenario.client.redirects = Redirects::Fragment,
            Fault::BadRedirect => {
                let bad = bad(Redirects::ALL, |one| one.application_type().is_none());
                scenario.client.redirects = bad[one_of(bad.len())];
            }
            Fault::BadMetadata | Fault::BadMetadataAgain => {
                let bad = bad(Metadata::ALL, |one| !one.is_allowed());
                let offset = usize::from(self == Fault::BadMetadataAgain) * bad.len() / 2;
                scenario.client.metadata = bad[(one_of(bad.len()) + offset) % bad.len()];
            }
            Fault::NoProgress => no_progress(scenario),
            Fault::PreRegistered => scenario.client.preregistered = true,
            Fault::MetadataDocument => {
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

/// The command line, after the login was made one of a person.
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
    line.options.retain(|placed| !matches!(placed.option, CommandOption::Scopes { .. }));
    line.options.push(Placed {
        slot: 3,
        option: CommandOption::Scopes { joined: false, value },
    });
}

fn option(scenario: &mut Scenario, sets: Setting) {
    let (line, _) = line(scenario);
    line.options.push(Placed {
        slot: 3,
        option: CommandOption::Override { spelling: 0, quotes: 0, sets },
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

fn no_progress(scenario: &mut Scenario) {
    let asked = Spelled::plain([Token::legal("read")]);
    scenario.client.previous = Some(vec![asked.clone()]);
    let (line, file) = line(scenario);
    line.options.clear();
    *file = None;
    if let Some(resource) = &mut scenario.resource {
        resource.scopes = Listed::Absent;
    }
    let bearer = Bearer {
        scope: Some(ScopeParameter { value: asked, ..ScopeParameter::default() }),
        error: Some(ErrorCode::InsufficientScope),
        ..Bearer::default()
    };
    scenario.challenge = ChallengePart {
        items: vec![(true, Item::Bearer(bearer))],
        ..ChallengePart::default()
    };
}
