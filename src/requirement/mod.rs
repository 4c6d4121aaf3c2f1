//! The table of requirements: what a registration request has to be, and who says so.
//!
//! Properties and vectors cite these rows by id. A row that bears on the request is cited by at
//! least one of them; every other row says in its [`Reach`] why it need not be.

/// One rule of a standard, of the MCP specification, or of this project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// Area and number, such as `SCOPE-01`. Never reused for another rule.
    pub id: &'static str,
    /// How binding it is.
    pub level: Level,
    /// Whom it binds.
    pub binds: Party,
    /// The document and the place in it; `this project` where the standards are silent.
    pub source: &'static str,
    /// The rule in one sentence. In case of doubt the source decides.
    pub statement: &'static str,
    /// How far this release can check it.
    pub reach: Reach,
}

/// How binding a requirement is: the words of BCP 14, and three for texts that use none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// MUST.
    Must,
    /// MUST NOT.
    MustNot,
    /// SHOULD.
    Should,
    /// SHOULD NOT.
    ShouldNot,
    /// RECOMMENDED.
    Recommended,
    /// NOT RECOMMENDED.
    NotRecommended,
    /// MAY.
    May,
    /// OPTIONAL.
    Optional,
    /// The source advises it in lower case.
    Advised,
    /// It follows from the source, which has no keyword for it.
    Derived,
    /// The source says nothing, which is worth knowing.
    Silent,
}

impl Level {
    /// The word in reports; lower case where the source uses no keyword.
    pub fn name(self) -> &'static str {
        match self {
            Level::Must => "MUST",
            Level::MustNot => "MUST NOT",
            Level::Should => "SHOULD",
            Level::ShouldNot => "SHOULD NOT",
            Level::Recommended => "RECOMMENDED",
            Level::NotRecommended => "NOT RECOMMENDED",
            Level::May => "MAY",
            Level::Optional => "OPTIONAL",
            Level::Advised => "advised",
            Level::Derived => "derived",
            Level::Silent => "silent",
        }
    }
}

/// Whom a requirement binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// The client, or what it reads and writes.
    Client,
    /// The authorization server.
    AuthorizationServer,
    /// The resource server, which is the MCP server here.
    ResourceServer,
    /// An authorization server that speaks OpenID Connect.
    OpenIdProvider,
}

impl Party {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Party::Client => "client",
            Party::AuthorizationServer => "authorization server",
            Party::ResourceServer => "resource server",
            Party::OpenIdProvider => "OpenID provider",
        }
    }
}

/// How far this release can check a requirement, with the reason where it cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The request, or the refusal to build one, shows whether it is kept. This includes what a
    /// client makes of a rule that binds the server.
    Request,
    /// Only the server can keep or break it.
    BindsServer,
    /// It shows only in traffic: other requests, answers, redirects, TLS.
    NeedsWire(&'static str),
    /// A later release looks at it.
    Later(&'static str),
    /// Whether it is kept makes no difference to a registration request.
    NoEffect(&'static str),
}

impl Reach {
    /// Why no property or vector has to cite it, where that needs saying.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Reach::Request | Reach::BindsServer => None,
            Reach::NeedsWire(why) | Reach::Later(why) | Reach::NoEffect(why) => Some(why),
        }
    }
}

const REGISTRATION_ANSWERS: &str = "answers to a registration are read in a later release";
const AUTHORIZATION_ANSWERS: &str = "authorization responses are read in a later release";
const STORED_CREDENTIALS: &str =
    "what a client keeps between logins is looked at in a later release";
const METADATA_TRAFFIC: &str =
    "a case holds the bodies of metadata, not the exchange that fetched them";
const TLS_HANDSHAKE: &str = "certificates are checked in a TLS handshake";
const UNREAD_MEMBER: &str = "a registration reads nothing from this member";

/// Rows of one area: id, level and party, source, reach, statement.
macro_rules! area {
    ($(#[$doc:meta])* $area:ident: $(
        $id:literal $level:ident $party:ident, $source:literal, $reach:ident $(($why:expr))?,
        $statement:literal;
    )*) => {
        $(#[$doc])*
        pub(super) const $area: &[super::Requirement] = &[$(super::Requirement {
            id: $id,
            level: super::Level::$level,
            binds: super::Party::$party,
            source: $source,
            statement: $statement,
            reach: super::Reach::$reach $(($why))?,
        },)*];
    };
}

mod challenge;
mod client;
mod mcp;
mod project;
mod registration;
mod resource;
mod scope;
mod server;
mod syntax;
#[cfg(test)]
mod tests;

const AREAS: &[&[Requirement]] = &[
    scope::SCOPE,
    registration::DCR,
    registration::DCRM,
    resource::RES,
    resource::PRM,
    server::ASM,
    server::OIDCD,
    challenge::BEAR,
    challenge::HTTP,
    client::OIDCR,
    client::NAT,
    client::O21,
    client::ISS,
    syntax::JSON,
    syntax::URI,
    mcp::MCP,
    project::CFG,
    project::SEC,
];

/// Every requirement, area by area.
pub fn all() -> impl Iterator<Item = &'static Requirement> {
    AREAS.iter().copied().flatten()
}

/// The requirement of that id.
pub fn find(id: &str) -> Option<&'static Requirement> {
    all().find(|requirement| requirement.id == id)
}
