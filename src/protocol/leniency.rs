//! Named switches that tolerate what the requirements refuse. All are off unless asked for.

pub use crate::vocabulary::Leniency;

impl Leniency {
    /// The id of the requirement that it sets aside.
    pub fn requirement(self) -> &'static str {
        self.entry().0
    }

    /// What it tolerates, as a fragment.
    pub fn tolerates(self) -> &'static str {
        self.entry().1
    }

    fn entry(self) -> (&'static str, &'static str) {
        match self {
            Leniency::MissingIssuer => ("ASM-25", "authorization server metadata without `issuer`"),
            Leniency::IssuerRootSlash => ("ASM-26", "issuers that differ in a lone root slash"),
            Leniency::ResourcePrefix => (
                "PRM-21",
                "a `resource` of the same origin whose path is a prefix of the server's, segment by segment",
            ),
            Leniency::PkceNotAdvertised => (
                "MCP-31",
                "metadata without `code_challenge_methods_supported`",
            ),
            Leniency::LoopbackHttp => ("SEC-01", "plain http on a loopback host"),
            Leniency::PrivateAddress => {
                ("SEC-02", "private, link-local and unique-local addresses")
            }
        }
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
            assert_eq!(one.name().parse(), Ok(*one));
            assert!(one.tolerates().len() > 10 && one.requirement().contains('-'));
        }
        assert!("everything".parse::<Leniency>().is_err());
        assert_eq!(Leniency::MissingIssuer.name(), "missing-issuer");
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
