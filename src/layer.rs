//! The layers that scopes can come from, and what an implementation declares about itself.

/// A place that scopes can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Scopes that a calling program hands to a library.
    Call,
    /// `--scopes`.
    Flag,
    /// `-c key=value`.
    Override,
    /// The config file.
    ConfigFile,
    /// The Bearer challenge of a WWW-Authenticate field.
    Challenge,
    /// `scopes_supported` of the protected resource metadata.
    ResourceMetadata,
}

impl Layer {
    /// Every layer, in the order of precedence that the requirements ask for.
    pub const ALL: &[Layer] = &[
        Layer::Call,
        Layer::Flag,
        Layer::Override,
        Layer::ConfigFile,
        Layer::Challenge,
        Layer::ResourceMetadata,
    ];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Layer::Call => "call",
            Layer::Flag => "flag",
            Layer::Override => "override",
            Layer::ConfigFile => "config file",
            Layer::Challenge => "challenge",
            Layer::ResourceMetadata => "protected resource metadata",
        }
    }

    /// Whether a person or calling program writes it, not a server.
    pub fn is_of_a_person(self) -> bool {
        !matches!(self, Layer::Challenge | Layer::ResourceMetadata)
    }
}

/// Something beyond the layers that an implementation can do. What it lacks is not generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ability {
    /// It knows earlier scopes and unites them with a challenge (MCP-16).
    StepUp,
    /// It can unite a person's scopes with those of a challenge (AMB-03).
    MergePolicy,
    /// It takes further client metadata (RFC 7591, section 2).
    ClientMetadata,
    /// It takes other redirect URIs than its own.
    RedirectUris,
    /// It chooses between pre-registration, metadata documents and registration (MCP-22).
    Mechanisms,
    /// It compares the identities of metadata documents with what it asked for (PRM-22, ASM-25).
    Identity,
    /// It refuses URLs and documents that are unsafe or ambiguous.
    DocumentChecks,
    /// It reads what the authorization server offers: grants, methods, PKCE (AMB-15, AMB-16).
    Negotiation,
    /// It appends `offline_access` under the rule of MCP-18.
    OfflineAccess,
    /// The kinds of its refusals can be compared.
    RefusalKinds,
}

impl Ability {
    /// Every ability.
    pub const ALL: &[Ability] = &[
        Ability::StepUp,
        Ability::MergePolicy,
        Ability::ClientMetadata,
        Ability::RedirectUris,
        Ability::Mechanisms,
        Ability::Identity,
        Ability::DocumentChecks,
        Ability::Negotiation,
        Ability::OfflineAccess,
        Ability::RefusalKinds,
    ];
}

/// What an implementation says of itself; expectations follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// The layers it reads, the one that wins first.
    pub layers: Vec<Layer>,
    /// What else it can do.
    pub abilities: Vec<Ability>,
}

impl Declaration {
    /// Every layer in the order of the requirements, and every ability.
    pub fn complete() -> Self {
        Declaration {
            layers: Layer::ALL.to_vec(),
            abilities: Ability::ALL.to_vec(),
        }
    }

    /// Whether it reads `layer`.
    pub fn reads(&self, layer: Layer) -> bool {
        self.layers.contains(&layer)
    }

    /// Whether it can do `ability`.
    pub fn can(&self, ability: Ability) -> bool {
        self.abilities.contains(&ability)
    }
}
