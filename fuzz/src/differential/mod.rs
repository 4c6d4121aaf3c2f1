//! The reference against other libraries on the same input: what differs, and what is known about it.

pub mod agreed;
mod challenge;
mod reasons;
mod registration;
mod server_metadata;
mod url;

pub use agreed::{AGREED, Agreed};

/// Something that a library makes of an input and the reference does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The library.
    pub library: &'static str,
    /// The parameter or member, or `document` for all of it.
    pub about: &'static str,
    /// What the reference makes of it.
    pub ours: Option<String>,
    /// What the library makes of it.
    pub theirs: Option<String>,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// The value of one WWW-Authenticate field.
    Challenge,
    /// An authorization server metadata document.
    ServerMetadata,
    /// A case, of which the registration request is read by others.
    Registration,
    /// A URL.
    Url,
}

impl Comparison {
    /// Every comparison.
    pub const ALL: &[Comparison] = &[
        Comparison::Challenge,
        Comparison::ServerMetadata,
        Comparison::Registration,
        Comparison::Url,
    ];

    /// The first line of an input.
    pub fn name(self) -> &'static str {
        match self {
            Comparison::Challenge => "challenge",
            Comparison::ServerMetadata => "server-metadata",
            Comparison::Registration => "registration",
            Comparison::Url => "url",
        }
    }

    /// What the libraries make of an input that the reference does not.
    pub fn differences(self, input: &str) -> Vec<Difference> {
        match self {
            Comparison::Challenge => challenge::differences(input),
            Comparison::ServerMetadata => server_metadata::differences(input),
            Comparison::Registration => registration::differences(input),
            Comparison::Url => url::differences(input),
        }
    }
}

/// The comparison that the first line names, and its input.
pub fn parse(text: &str) -> Option<(Comparison, &str)> {
    let (name, input) = text.split_once('\n')?;
    let found = Comparison::ALL.iter().find(|one| one.name() == name)?;
    Some((*found, input))
}

/// The differences that no entry of the table speaks of.
pub fn unexplained(comparison: Comparison, input: &str) -> Vec<Difference> {
    let mut differences = comparison.differences(input);
    differences.retain(|difference| {
        let speaks = |agreed: &Agreed| agreed.speaks_of(comparison, input, difference);
        !AGREED.iter().any(speaks)
    });
    differences
}

/// A difference, if the two are unlike.
fn compare(
    library: &'static str,
    about: &'static str,
    ours: Option<String>,
    theirs: Option<String>,
) -> Option<Difference> {
    (ours != theirs).then_some(Difference {
        library,
        about,
        ours,
        theirs,
    })
}
