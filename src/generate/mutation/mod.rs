//! One thing off: something that a conforming client refuses, or that a careless one trips over.
//!
//! Mutations are dealt in turn, not drawn at random: each comes up once in every round, so that a run of 128
//! cases has all of them.

mod apply;

use crate::scenario::choices::choices;

choices! {
    /// One thing that is off, in the order in which they are dealt.
    Mutation {
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
        /// The registration endpoint is absent.
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
        /// Other client metadata that may not be registered.
        BadMetadataAgain,
        /// The document names the origin instead of the resource.
        ResourceOrigin,
        /// The client metadata has both key sets.
        BothKeySets,
        /// `scope=""` in the challenge, scopes in the document.
        EmptyChallengeScope,
        /// Two `scope` parameters in one challenge.
        RepeatedChallengeScope,
        /// Two Bearer challenges, of which the second counts.
        TwoBearers,
        /// An unquoted value with a colon.
        UnquotedColon,
        /// The merge policy with something to merge.
        Merge,
        /// A number in the list of scopes.
        NumberInList,
        /// A string in place of the list of scopes.
        StringForList,
        /// Null in place of the list of scopes.
        NullForList,
        /// An illegal token beside a legal one, from a server.
        IllegalListedToken,
        /// Nothing but a listed `offline_access`.
        OfflineAccessAlone,
        /// Two overrides of the scopes.
        TwoOverrides,
        /// The override of the scopes before the subcommand, another one after it.
        SplitOverrides,
        /// An override that takes back the file's scopes.
        ClearedFile,
        /// Empty pieces in a flag.
        UntidyFlag,
        /// A comma inside a token of a list.
        CommaInToken,
        /// A step-up that asks for more.
        StepUp,
        /// Tokens that differ in the case of a letter only.
        OtherCase,
        /// Scopes of another server in the same file.
        ForeignScopes,
    }
}
