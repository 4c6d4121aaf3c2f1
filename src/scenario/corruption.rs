//! Damage that somebody hostile does to the texts of a case after they are written.

use serde::{Deserialize, Serialize};

use crate::case::{Bytes, Case};

use super::choices::choices;

/// One act of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corruption {
    /// Which text.
    pub target: Target,
    /// What is done to it.
    pub damage: Damage,
    /// Where, as a share of the text's length in 1/65536.
    pub at: u16,
}

choices! {
    /// A text of a case.
    Target {
        /// The first WWW-Authenticate field value.
        Challenge,
        /// The authorization server metadata.
        ServerMetadata,
        /// The protected resource metadata.
        ResourceMetadata,
        /// The last argument.
        Argument,
        /// The config file.
        ConfigFile,
        /// The first redirect URI.
        RedirectUri,
    }
    /// What is done to a text, and the bytes that are put in.
    Damage, inserted -> Vec<u8> {
        /// A terminal's escape sequence is put in.
        Escape => b"\x1b[31m\x07".to_vec(),
        /// A NUL is put in.
        Nul => vec![0],
        /// A line end is put in.
        LineEnd => b"\r\n".to_vec(),
        /// A character that turns the direction of writing is put in.
        Direction => "\u{202e}\u{2066}".as_bytes().to_vec(),
        /// A byte that is not UTF-8 is put in, where bytes are possible.
        NotText => vec![0xff, 0xc3, 0x28],
        /// A quote is put in.
        Quote => vec![b'"'],
        /// A backslash is put in.
        Backslash => vec![b'\\'],
        /// The rest is cut off.
        Cut => Vec::new(),
        /// One very long token is put in.
        LongToken => vec![b'x'; 5000],
        /// More scopes than the limit are put in.
        ManyScopes => many_scopes(),
        /// 100,000 opening brackets are put in.
        Deep => vec![b'['; 100_000],
        /// More bytes than the limit of a document are put in.
        Huge => vec![b' '; (1 << 20) + 1],
    }
}

fn many_scopes() -> Vec<u8> {
    let scopes: Vec<String> = (0..10_001).map(|number| format!("s{number}")).collect();
    scopes.join(" ").into_bytes()
}

impl Corruption {
    /// Does the damage. A text that the case lacks stays absent.
    pub fn damage(&self, case: &mut Case) {
        match self.target {
            Target::Argument => self.damage_text(case.arguments.last_mut()),
            Target::ConfigFile => self.damage_text(case.config_file.as_mut()),
            Target::RedirectUri => self.damage_text(case.client.redirect_uris.first_mut()),
            Target::Challenge => self.damage_bytes(case.challenge.first_mut()),
            Target::ResourceMetadata => self.damage_bytes(case.resource_metadata.as_mut()),
            Target::ServerMetadata => self.damage_bytes(case.server_metadata.as_mut()),
        }
    }

    fn damage_text(&self, text: Option<&mut String>) {
        if let Some(text) = text {
            let damaged = self.damaged(text.as_bytes());
            *text = String::from_utf8_lossy(&damaged).into_owned();
        }
    }

    fn damage_bytes(&self, bytes: Option<&mut Bytes>) {
        if let Some(bytes) = bytes {
            bytes.0 = self.damaged(&bytes.0);
        }
    }

    fn damaged(&self, bytes: &[u8]) -> Vec<u8> {
        let at = (bytes.len() * usize::from(self.at)) >> 16;
        let (before, after) = bytes.split_at(at);
        let after = if self.damage == Damage::Cut {
            &[]
        } else {
            after
        };
        [before, &self.damage.inserted(), after].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_damage_changes_every_target() {
        for target in Target::ALL {
            for damage in Damage::ALL {
                let case = Case {
                    arguments: vec!["mcp".into()],
                    config_file: Some("a = 1".into()),
                    challenge: vec!["Bearer".into()],
                    resource_metadata: Some("{\"a\":1}".into()),
                    server_metadata: Some("{\"a\":1}".into()),
                    ..Case::default()
                };
                let mut damaged = case.clone();
                let at = 1 << 15;
                Corruption {
                    target: *target,
                    damage: *damage,
                    at,
                }
                .damage(&mut damaged);
                assert_ne!(damaged, case, "{target:?} {damage:?}");
            }
        }
    }
}
