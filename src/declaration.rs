//! The layers that scopes can come from, and what an implementation declares about itself.

pub use crate::vocabulary::Layer;

impl Layer {
    /// Whether a user or calling program writes it, not a server.
    pub fn is_of_user(self) -> bool {
        !matches!(self, Layer::Challenge | Layer::ResourceMetadata)
    }

    /// Whether commas separate the tokens of its texts, as white space does (CFG-04, CFG-15).
    pub fn splits_at_commas(self) -> bool {
        matches!(self, Layer::Flag | Layer::Environment)
    }
}

/// Something beyond the layers that an implementation can do. What it lacks is not generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Ability {
    /// It knows earlier scopes and unites them with a challenge (MCP-16).
    StepUp,
    /// It can unite a user's scopes with those of a challenge (AMB-03).
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

/// What an implementation does where nothing that counts supplies a scope, or where a user's
/// scopes meet those of servers. The default is what the requirements ask for: nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Layers of servers, of which the first that supplies scopes adds them to a user's (AMB-03).
    pub unites: Vec<Layer>,
    /// It registers what the authorization server metadata list if no layer supplies any (AMB-05).
    pub falls_back_to_catalogue: bool,
    /// What it registers if nothing at all supplies any.
    pub default_scopes: Vec<String>,
}

/// What an implementation says of itself; expectations follow it. By default it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declaration {
    /// The layers it reads, the one that wins first.
    pub layers: Vec<Layer>,
    /// What else it can do.
    pub abilities: Vec<Ability>,
    /// Its choices beyond the order of the layers.
    pub policy: Policy,
}

impl Declaration {
    /// These layers, the one that wins first, and nothing else.
    pub fn reading(layers: impl IntoIterator<Item = Layer>) -> Self {
        Declaration {
            layers: layers.into_iter().collect(),
            ..Declaration::default()
        }
    }

    /// Every layer in the order of the requirements, and every ability.
    pub fn complete() -> Self {
        Declaration {
            layers: Layer::ALL.to_vec(),
            abilities: Ability::ALL.to_vec(),
            policy: Policy::default(),
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
