//! Named switches that tolerate what the requirements refuse. All are off unless asked for.

macro_rules! leniencies {
    ($($(#[$doc:meta])* $name:ident: $slug:literal, $requirement:literal, $tolerates:literal;)*) => {
        /// One thing that is refused by default and may be tolerated on request.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Leniency { $($(#[$doc])* $name,)* }

        impl Leniency {
            /// All switches, in the order of this file.
            pub const ALL: &[Leniency] = &[$(Leniency::$name,)*];

            /// The name on the command line and in cases.
            pub fn slug(self) -> &'static str {
                match self { $(Leniency::$name => $slug,)* }
            }

            /// The id of the requirement that it sets aside.
            pub fn requirement(self) -> &'static str {
                match self { $(Leniency::$name => $requirement,)* }
            }

            /// What it tolerates, as a fragment.
            pub fn tolerates(self) -> &'static str {
                match self { $(Leniency::$name => $tolerates,)* }
            }
        }
    };
}

leniencies! {
    /// Authorization server metadata may lack `issuer`.
    MissingIssuer: "missing-issuer", "ASM-25", "authorization server metadata without `issuer`";
    /// A lone root slash may be the difference between two issuers (AMB-28).
    IssuerRootSlash: "issuer-root-slash", "ASM-26", "issuers that differ in a lone root slash";
    /// The document's `resource` may be a parent path of the server URL (AMB-06).
    ResourcePrefix: "resource-prefix", "PRM-21", "a `resource` of the same origin whose path is a prefix of the server's, segment by segment";
    /// `code_challenge_methods_supported` may be absent (AMB-18).
    PkceNotAdvertised: "pkce-not-advertised", "MCP-31", "metadata without `code_challenge_methods_supported`";
    /// http is allowed on loopback hosts, for development.
    LoopbackHttp: "loopback-http", "SEC-01", "plain http on a loopback host";
    /// Private, link-local and unique-local addresses are allowed.
    PrivateAddress: "private-address", "SEC-02", "private, link-local and unique-local addresses";
}

impl Leniency {
    /// The switch of that name.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Leniency::ALL.iter().copied().find(|one| one.slug() == slug)
    }
}

/// The switches that are on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leniencies(Vec<Leniency>);

impl Leniencies {
    /// Whether `one` is on.
    pub fn allows(&self, one: Leniency) -> bool {
        self.0.contains(&one)
    }
}

impl FromIterator<Leniency> for Leniencies {
    fn from_iter<I: IntoIterator<Item = Leniency>>(switches: I) -> Self {
        Leniencies(switches.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_is_found_by_its_own_name_and_says_what_it_does() {
        for one in Leniency::ALL {
            assert_eq!(Leniency::from_slug(one.slug()), Some(*one));
            assert!(one.tolerates().len() > 10 && one.requirement().contains('-'));
        }
        assert_eq!(Leniency::from_slug("everything"), None);
        assert_eq!(Leniency::MissingIssuer.slug(), "missing-issuer");
        assert_eq!(Leniency::LoopbackHttp.requirement(), "SEC-01");
        assert_eq!(
            Leniency::LoopbackHttp.tolerates(),
            "plain http on a loopback host"
        );
    }

    #[test]
    fn only_the_switches_that_are_on_allow() {
        let leniencies: Leniencies = [Leniency::LoopbackHttp].into_iter().collect();
        assert!(leniencies.allows(Leniency::LoopbackHttp));
        assert!(!leniencies.allows(Leniency::MissingIssuer));
        assert!(!Leniencies::default().allows(Leniency::LoopbackHttp));
    }
}
