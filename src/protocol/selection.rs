//! Which scopes are asked for: the choice among layers, and where each token came from.
//!
//! Precedence: the order of [`Layer`]. The first that supplies a token wins whole (CFG-08, CFG-09,
//! MCP-12); step-up is the union with what was requested before (MCP-16).

use std::collections::BTreeMap;
use std::ops::Range;

use super::error::{BuildError, ErrorKind};
use super::location::{Input, InputLocation, LocatedText};
use super::metadata::past_limit;
use super::scope::{Insertion, ScopeSet, Separators, pieces};
use super::warning::{Warning, WarningKind};
use crate::vocabulary::{Layer, ScopePolicy};

/// Where a selected token came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// A layer.
    Layer(Layer),
    /// `offline_access`, which the authorization server lists (MCP-18).
    ServerMetadata,
    /// The scopes of an earlier request (MCP-16).
    Previous,
}

impl Source {
    /// The id of the requirement that lets tokens of this source in.
    pub fn requirement(self) -> &'static str {
        match self {
            Source::Layer(Layer::Challenge | Layer::ResourceMetadata) => "MCP-12",
            Source::Layer(_) => "CFG-09",
            Source::ServerMetadata => "MCP-18",
            Source::Previous => "MCP-16",
        }
    }

    /// The name in reports: that of the layer, or of the member of a case.
    pub fn name(self) -> &'static str {
        match self {
            Source::Layer(layer) => layer.name(),
            Source::ServerMetadata => "server-metadata",
            Source::Previous => "previous-scopes",
        }
    }
}

/// The texts of a layer, or why they cannot be used.
pub type Texts = Result<Vec<LocatedText>, BuildError>;

/// What the layers supply, each already read. Texts are still to be split into tokens.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Supplied {
    /// The texts of each layer of a user or caller that is there, or the reason why they are none.
    /// An override leaves nothing of the config file.
    pub of_user: BTreeMap<Layer, Texts>,
    /// The legal tokens of the challenge.
    pub challenge: ScopeSet,
    /// Where the challenge gives them.
    pub challenge_location: Option<InputLocation>,
    /// The challenge says `error="insufficient_scope"`.
    pub insufficient_scope: bool,
    /// `scopes_supported` of the protected resource metadata.
    pub resource_metadata: ScopeSet,
    /// Bytes of that list in the document.
    pub resource_metadata_range: Option<Range<usize>>,
    /// The authorization server lists `offline_access`.
    pub server_lists_offline_access: bool,
    /// Bytes of the list in that server's document.
    pub server_metadata_range: Option<Range<usize>>,
    /// The scopes of the earlier request, if there was one.
    pub previous: Option<Vec<LocatedText>>,
}

impl Supplied {
    /// What a server supplies: the challenge, or without tokens there the resource's metadata.
    fn of_server(&self) -> (&ScopeSet, Source, InputLocation) {
        if self.challenge.is_empty() {
            let location = InputLocation {
                input: Input::ResourceMetadata,
                range: self.resource_metadata_range.clone(),
            };
            return (
                &self.resource_metadata,
                Source::Layer(Layer::ResourceMetadata),
                location,
            );
        }
        (
            &self.challenge,
            Source::Layer(Layer::Challenge),
            self.challenge_location(),
        )
    }

    fn challenge_location(&self) -> InputLocation {
        let location = self.challenge_location.clone();
        location.unwrap_or(Input::Challenge(0).into())
    }
}

/// One selected token.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selected {
    /// The token.
    pub token: String,
    /// The layer it came from first.
    pub source: Source,
    /// Where it stands, or the list of a server that holds it.
    pub location: InputLocation,
}

/// The scopes to ask for, at registration and at authorization alike (SCOPE-18).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selection {
    scopes: ScopeSet,
    provenance: Vec<Selected>,
    warnings: Vec<Warning>,
}

impl Selection {
    /// The tokens with where each came from, in the order in which they are sent.
    pub fn provenance(&self) -> &[Selected] {
        &self.provenance
    }

    /// The scope value, none when nothing supplied a token (SCOPE-07).
    pub fn scope(&self) -> Option<&str> {
        self.scopes.printed()
    }

    /// The tokens.
    pub fn scopes(&self) -> &ScopeSet {
        &self.scopes
    }

    /// What was left out or added, and why.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    fn is_empty(&self) -> bool {
        self.scopes.is_empty()
    }

    fn warn(&mut self, kind: WarningKind, location: InputLocation, token: &str) {
        self.warnings.push(Warning::new(kind, location, token));
    }

    fn add(
        &mut self,
        token: &str,
        source: Source,
        location: impl FnOnce() -> InputLocation,
    ) -> Result<Insertion, BuildError> {
        let insertion = self.scopes.insert(token);
        match insertion {
            Insertion::Added => self.provenance.push(Selected {
                token: token.to_owned(),
                source,
                location: location(),
            }),
            Insertion::PastLimit => return Err(past_limit(token, location())),
            Insertion::Repeated | Insertion::Illegal(_) => {}
        }
        Ok(insertion)
    }

    /// Adds a server's tokens, which are legal already.
    fn add_all(
        &mut self,
        (scopes, source, location): (&ScopeSet, Source, InputLocation),
    ) -> Result<(), BuildError> {
        for token in scopes.tokens() {
            self.add(token, source, || location.clone())?;
        }
        Ok(())
    }

    /// Adds the tokens of `texts`.
    ///
    /// # Errors
    /// `InvalidScopeToken` with the first illegal character marked (SCOPE-14).
    fn add_supplied(
        &mut self,
        texts: &[LocatedText],
        separators: Separators,
        source: Source,
    ) -> Result<(), BuildError> {
        for text in texts {
            for (offset, token) in pieces(&text.text, separators) {
                let location = || text.locate(offset..offset + token.len());
                match self.add(token, source, location)? {
                    Insertion::Added | Insertion::PastLimit => {}
                    Insertion::Repeated => {
                        self.warn(WarningKind::RepeatedTokenDropped, location(), token);
                    }
                    Insertion::Illegal(bad) => {
                        let location = text.locate(offset + bad.start..offset + bad.end);
                        let kind = ErrorKind::InvalidScopeToken;
                        return Err(BuildError::new(kind, location, token));
                    }
                }
            }
        }
        Ok(())
    }
}

/// The scopes to ask for.
///
/// Only the layers that count are checked: a mistake in a losing one changes nothing (CFG-08).
///
/// # Errors
/// `EmptyScopesFlag`, `InvalidScopeToken`, `WrongType` of the effective config value,
/// `NoScopeProgress`, `LimitExceeded`.
pub fn select(
    supplied: &Supplied,
    policy: ScopePolicy,
    want_refresh: bool,
) -> Result<Selection, BuildError> {
    let mut selection = user(supplied)?;
    if let Some(previous) = &supplied.previous {
        return step_up(supplied, previous, selection);
    }
    let (challenge, location) = (&supplied.challenge, supplied.challenge_location());
    match (selection.is_empty(), policy) {
        (true, _) => {
            selection.add_all(supplied.of_server())?;
            if want_refresh && supplied.server_lists_offline_access && !selection.is_empty() {
                append_offline_access(&mut selection, supplied.server_metadata_range.clone())?;
            }
        }
        (false, ScopePolicy::Merge) => {
            selection.add_all((challenge, Source::Layer(Layer::Challenge), location))?
        }
        (false, ScopePolicy::Replace) => {
            for token in challenge.tokens() {
                if !selection.scopes.contains(token) {
                    let kind = WarningKind::ChallengeScopeNotRequested;
                    selection.warn(kind, location.clone(), token);
                }
            }
        }
    }
    Ok(selection)
}

/// The tokens of the first layer of a user or caller that has any.
fn user(supplied: &Supplied) -> Result<Selection, BuildError> {
    let mut selection = Selection::default();
    for (layer, texts) in &supplied.of_user {
        let texts = texts.as_ref().map_err(Clone::clone)?;
        selection.add_supplied(texts, Separators::of(*layer), Source::Layer(*layer))?;
        if !selection.is_empty() {
            break;
        }
        if let (Layer::Flag, Some(first)) = (layer, texts.first()) {
            let (kind, location) = (ErrorKind::EmptyScopesFlag, first.location());
            return Err(BuildError::new(kind, location, &first.text));
        }
    }
    Ok(selection)
}

/// What was requested before, then what the challenge asks for; metadata only if neither the
/// challenge nor a user says anything (MCP-16, AMB-30).
fn step_up(
    supplied: &Supplied,
    previous: &[LocatedText],
    user: Selection,
) -> Result<Selection, BuildError> {
    let mut selection = Selection::default();
    selection.add_supplied(previous, Separators::WhiteSpace, Source::Previous)?;
    // Repeats in what was requested before are nothing new.
    selection.warnings = user.warnings;
    let before = selection.provenance.len();
    if user.scopes.is_empty() || !supplied.challenge.is_empty() {
        selection.add_all(supplied.of_server())?;
    }
    if supplied.insufficient_scope && selection.provenance.len() == before {
        let asked = supplied.challenge.printed().unwrap_or_default();
        let (kind, location) = (ErrorKind::NoScopeProgress, supplied.challenge_location());
        return Err(BuildError::new(kind, location, asked));
    }
    Ok(selection)
}

/// Adds `offline_access` to scopes that a server supplied (MCP-18).
fn append_offline_access(
    selection: &mut Selection,
    range: Option<Range<usize>>,
) -> Result<(), BuildError> {
    let input = Input::ServerMetadata;
    let (token, location) = ("offline_access", InputLocation { input, range });
    let source = Source::ServerMetadata;
    if selection.add(token, source, || location.clone())? == Insertion::Added {
        selection.warn(WarningKind::OfflineAccessAdded, location, token);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
