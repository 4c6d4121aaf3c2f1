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

    /// Everything that the standards allow an implementation to declare that reads these layers,
    /// the nearest to this declaration first.
    ///
    /// They leave open how a user's scopes meet those of servers (AMB-03): either may replace the
    /// others, or they are united. The challenge goes before the protected resource metadata, and
    /// where neither supplies scopes nothing else of a server does (MCP-12, MCP-15).
    pub fn allowed(&self) -> Vec<Declaration> {
        let (users, declared): (Vec<Layer>, Vec<Layer>) =
            self.layers.iter().partition(|layer| layer.is_of_user());
        let mut servers = declared;
        servers.sort_unstable();
        let mut sorted = servers.iter().copied();
        let as_declared = self.layers.iter().map(|layer| match layer.is_of_user() {
            true => *layer,
            false => sorted.next().unwrap_or(*layer),
        });
        let orders = [
            as_declared.collect(),
            [users.clone(), servers.clone()].concat(),
            [servers.clone(), users].concat(),
        ];
        let challenge = servers.iter().copied().take(1).collect();
        let mut all = Vec::new();
        for layers in orders {
            for unites in [&self.policy.unites, &Vec::new(), &challenge, &servers] {
                let mut unites = unites.clone();
                unites.sort_unstable();
                let one = Declaration {
                    layers: Vec::clone(&layers),
                    abilities: self.abilities.clone(),
                    policy: Policy {
                        unites,
                        ..Policy::default()
                    },
                };
                if !all.contains(&one) {
                    all.push(one);
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declaring(layers: &[Layer], policy: Policy) -> Declaration {
        Declaration {
            layers: layers.to_vec(),
            policy,
            ..Declaration::default()
        }
    }

    #[test]
    fn a_declaration_that_is_allowed_is_the_nearest_to_itself() {
        use Layer::{Call, Challenge, ConfigFile, Flag, ResourceMetadata};
        let uniting = Policy {
            unites: vec![Challenge, ResourceMetadata],
            ..Policy::default()
        };
        for declared in [
            Declaration::complete(),
            declaring(&[Call], Policy::default()),
            declaring(&[Challenge, ResourceMetadata, Call], Policy::default()),
            declaring(&[Flag, Challenge, ConfigFile], Policy::default()),
            declaring(&[Call, Challenge, ResourceMetadata], uniting),
        ] {
            assert_eq!(declared.allowed().first(), Some(&declared));
        }
    }

    #[test]
    fn what_the_standards_forbid_is_never_allowed() {
        use Layer::{Call, Challenge, ResourceMetadata};
        let policy = Policy {
            falls_back_to_catalogue: true,
            default_scopes: vec!["openid".to_owned()],
            ..Policy::default()
        };
        let declared = declaring(&[ResourceMetadata, Call, Challenge], policy);
        let allowed = declared.allowed();
        assert_eq!(allowed[0].layers, [Challenge, Call, ResourceMetadata]);
        for one in &allowed {
            assert!(!one.policy.falls_back_to_catalogue && one.policy.default_scopes.is_empty());
            let place = |layer| one.layers.iter().position(|other| *other == layer);
            assert!(place(Challenge) < place(ResourceMetadata), "{one:?}");
        }
        assert!(allowed.iter().any(|one| one.layers[0] == Call));
        assert!(allowed.iter().any(|one| one.layers[2] == Call));
    }
}
