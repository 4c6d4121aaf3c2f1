//! The words of this crate: one spelling each for Rust, JSON, TOML, the command line and reports.
//!
//! Plain data, which every other module may use. What the words mean for a request or a verdict is
//! written where that is decided.

use std::fmt;

/// Defines enums by their words: names, parsing, JSON and TOML forms and values of options.
macro_rules! words {
    ($(
        $(#[$meta:meta])*
        $name:ident, $what:literal {
            $($(#[doc = $doc:literal])+ $member:ident $([$default:ident])? = $word:literal,)+
        }
    )+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[doc = $doc])+ $(#[$default])? $member,)+ }

        impl $name {
            /// Every member, in the order of their definition.
            pub const ALL: &[$name] = &[$($name::$member,)+];

            /// The words of all members, in the same order.
            pub const WORDS: &[&str] = &[$($word,)+];

            /// The word.
            pub const fn name(self) -> &'static str {
                match self { $($name::$member => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let mut all = $name::ALL.iter().copied();
                all.find(|member| member.name() == word)
                    .ok_or_else(|| $crate::vocabulary::UnknownWord::new($what, word, $name::WORDS))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "runner")]
        impl clap::ValueEnum for $name {
            fn value_variants<'a>() -> &'a [Self] {
                $name::ALL
            }

            fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
                let help = match self { $($name::$member => concat!($($doc),+),)+ };
                let help = help.trim().trim_end_matches('.');
                Some(clap::builder::PossibleValue::new(self.name()).help(help))
            }
        }
    )+};
}

pub(crate) use words;

/// A text that is none of the words of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    what: &'static str,
    given: String,
    words: &'static [&'static str],
}

impl UnknownWord {
    /// Most characters of the text that are repeated in the message.
    const SHOWN: usize = 60;

    pub(crate) fn new(what: &'static str, given: &str, words: &'static [&'static str]) -> Self {
        let given = given.chars().take(UnknownWord::SHOWN).collect();
        UnknownWord { what, given, words }
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let UnknownWord { what, given, words } = self;
        write!(f, "no {what} is called {given:?}; there are: ")?;
        f.write_str(&words.join(", "))
    }
}

impl std::error::Error for UnknownWord {}

words! {
    /// A place that scopes can come from, in the order of precedence that the requirements ask for.
    Layer, "layer" {
        /// Scopes that a calling program hands to a library.
        Call = "call",
        /// `--scopes`.
        Flag = "flag",
        /// `-c key=value`.
        Override = "override",
        /// The environment variable that is configured to hold scopes.
        Environment = "environment",
        /// The config file.
        ConfigFile = "config-file",
        /// The Bearer challenge of a WWW-Authenticate field.
        Challenge = "challenge",
        /// `scopes_supported` of the protected resource metadata.
        ResourceMetadata = "resource-metadata",
    }

    /// How a user's scopes meet those of a challenge (AMB-03).
    #[derive(Default)]
    ScopePolicy, "scope policy" {
        /// The user's scopes alone are asked for.
        Replace [default] = "replace",
        /// The user's scopes come first, then those of the challenge.
        Merge = "merge",
    }

    /// How a client comes by its identifier where it does not register (MCP-22).
    Mechanism, "mechanism" {
        /// It is registered already.
        PreRegistered = "pre-registered",
        /// Its identifier is the URL of its metadata document.
        MetadataDocument = "metadata-document",
        /// A user is asked.
        AskUser = "ask-user",
    }

    /// A revision of the MCP authorization specification, older before newer. Without a word from
    /// the case the newest applies (AMB-31).
    #[derive(Default)]
    Revision, "MCP revision" {
        /// Endpoints may be guessed from the server URL (MCP-02).
        V2025_03_26 = "2025-03-26",
        /// Protected resource metadata leads to the authorization server (MCP-06).
        V2025_06_18 = "2025-06-18",
        /// Rules for scopes, more metadata locations, PKCE is checked (MCP-09, MCP-31).
        V2025_11_25 = "2025-11-25",
        /// Step-up is the union, `application_type` is sent (MCP-16, MCP-25).
        V2026_07_28 [default] = "2026-07-28",
    }

    /// One thing that is refused by default and may be tolerated on request.
    Leniency, "switch" {
        /// Authorization server metadata may lack `issuer`.
        MissingIssuer = "missing-issuer",
        /// A lone root slash may be the difference between two issuers (AMB-28).
        IssuerRootSlash = "issuer-root-slash",
        /// The document's `resource` may be a parent path of the server URL (AMB-06).
        ResourcePrefix = "resource-prefix",
        /// `code_challenge_methods_supported` may be absent (AMB-18).
        PkceNotAdvertised = "pkce-not-advertised",
        /// http is allowed on loopback hosts, for development.
        LoopbackHttp = "loopback-http",
        /// Private, link-local and unique-local addresses are allowed.
        PrivateAddress = "private-address",
    }

    /// How a document puts a requirement: the words of BCP 14, and four for sentences without them.
    Level, "level" {
        /// The document demands it.
        Must = "MUST",
        /// The document forbids it.
        MustNot = "MUST NOT",
        /// The document demands it unless there is a good reason.
        Should = "SHOULD",
        /// The document forbids it unless there is a good reason.
        ShouldNot = "SHOULD NOT",
        /// The document permits it.
        May = "MAY",
        /// A grammar, a type or the definition of a message, which what is sent fits or does not.
        Syntax = "syntax",
        /// It follows from the document, which has no word of its own for it.
        Derived = "derived",
        /// An example, a note or a description.
        Informative = "informative",
        /// This project alone asks for it.
        House = "house",
    }

    /// What a verdict that rests on a requirement counts as, the lightest first.
    Weight, "weight" {
        /// No failure may rest on it; a house rule's is a note.
        None = "none",
        /// Like a SHOULD.
        Should = "should",
        /// Like a MUST.
        Must = "must",
    }

    /// Who breaks a requirement that is not kept.
    Party, "party" {
        /// The client.
        Client = "client",
        /// The authorization server.
        AuthorizationServer = "authorization-server",
        /// The resource server, which is the MCP server here.
        ResourceServer = "resource-server",
        /// Somebody else, such as a developer or a user.
        Other = "other",
    }

    /// What a failing verdict rests on, the weakest first.
    Basis, "basis" {
        /// A rule of this project, which no standard demands.
        House = "house",
        /// What the implementation says of itself, where the standards leave it a choice.
        Declaration = "declaration",
        /// A sentence of a standard that binds the client.
        Standard = "standard",
    }

    /// What a failing verdict does to a run, the lightest first.
    Consequence, "consequence" {
        /// Nothing: it is told on request.
        Note = "note",
        /// It is told, and the run passes.
        Warning = "warning",
        /// The run fails.
        Failure = "failure",
    }

    /// The lightest verdict that makes a run fail.
    #[derive(Default)]
    FailOn, "bar" {
        /// What breaks a MUST, a grammar or a declaration, and the house rules that are listed with a reason.
        Must [default] = "must",
        /// What breaks a SHOULD, too.
        Should = "should",
        /// What breaks a house rule, too.
        House = "house",
    }

    /// A kind of generated scenarios.
    InputClass, "class of inputs" {
        /// Everything is legal and tidy, in all the ways that the specifications allow.
        Valid = "valid",
        /// Untidy writing that is tolerated, traps, and in three of four cases one thing that is off.
        NearMiss = "near-miss",
        /// Damaged texts: control bytes, bytes that are no text, huge and deep input.
        Hostile = "hostile",
    }

    /// How a property is checked.
    Family, "family" {
        /// By the outcome of a case.
        Universal = "universal",
        /// By what the composition of the scenario demands.
        Expectation = "expectation",
        /// By the outcomes of two related cases.
        Metamorphic = "metamorphic",
    }

    /// What became of a property in a run of the suite.
    PropertyStatus, "status" {
        /// It held.
        Passed = "passed",
        /// It did not hold.
        Failed = "failed",
        /// It was judged too rarely to count.
        TooFew = "too-few",
        /// The implementation does not declare what it is about.
        NotApplicable = "not-applicable",
    }

    /// What became of a property for a client program.
    Standing, "standing" {
        /// It failed in at least one case.
        Fails = "fails",
        /// It held in every case.
        Holds = "holds",
        /// No case could judge it.
        NotJudged = "not-judged",
    }

    /// What a conforming client does in a case.
    ExpectedAction, "expected action" {
        /// It sends a registration request.
        Sent = "sent",
        /// It sends nothing, because an input is wrong.
        Refused = "refused",
        /// It sends nothing, because it comes by its identifier in another way (MCP-22).
        NoRegistration = "no-registration",
        /// It may send or refuse, as long as what it sends is well-formed.
        Anything = "anything",
    }
}
