//! Which scopes are asked for: the choice among layers, and where each token came from.
//!
//! Precedence: caller, flag, override, config file, challenge, protected resource metadata. The
//! first that supplies a token wins whole (CFG-08, CFG-09, MCP-12); step-up is the union with what
//! was requested before (MCP-16).

use std::ops::Range;

use super::error::{BuildError, ErrorKind, InputLocation};
use super::metadata::past_limit;
use super::scope::{Insertion, ScopeSet, Separators, pieces};
use super::warning::{Warning, WarningKind};
use crate::vocabulary::{Layer, ScopePolicy};

/// Where a selected token came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Text that a user or caller supplied, still to be split into tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppliedText {
    /// The input it stands in.
    pub place: InputLocation,
    /// The text.
    pub text: String,
    /// Where the text starts inside the place, if it stands there as it is.
    pub start: Option<usize>,
    /// Bytes of the whole value inside the place, for a text that is written with escapes.
    pub whole: Option<Range<usize>>,
}

impl SuppliedText {
    /// Bytes of a part of the text inside the place, or of the whole value.
    fn span_of(&self, part: Range<usize>) -> Option<Range<usize>> {
        match self.start {
            Some(start) => Some(start + part.start..start + part.end),
            None => self.whole.clone(),
        }
    }
}

/// What the layers supply, each already read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Supplied {
    /// Scopes of the caller; `None` when the caller leaves the choice open.
    pub caller: Option<Vec<SuppliedText>>,
    /// One text for each `--scopes`; empty when the flag is not given.
    pub flags: Vec<SuppliedText>,
    /// The effective config value and whether an override set it, or the reason why it is none.
    pub config: Option<(Source, Result<Vec<SuppliedText>, BuildError>)>,
    /// The legal tokens of the challenge.
    pub challenge: ScopeSet,
    /// The place of the challenge, for provenance.
    pub challenge_place: Option<InputLocation>,
    /// The challenge says `error="insufficient_scope"`.
    pub insufficient_scope: bool,
    /// `scopes_supported` of the protected resource metadata.
    pub resource_metadata: ScopeSet,
    /// The authorization server lists `offline_access`.
    pub server_lists_offline_access: bool,
    /// The scopes of the earlier request, if there was one.
    pub previous: Option<Vec<String>>,
}

/// One selected token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// The token.
    pub token: String,
    /// The layer it came from first.
    pub source: Source,
    /// The input it stands in.
    pub place: InputLocation,
    /// Its bytes there, where they are known.
    pub span: Option<Range<usize>>,
}

/// The scopes to ask for, at registration and at authorization alike (SCOPE-18).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    scopes: ScopeSet,
    provenance: Vec<Selected>,
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

    fn is_empty(&self) -> bool {
        self.scopes.is_empty()
    }

    fn add(
        &mut self,
        token: &str,
        source: Source,
        place: &InputLocation,
        span: Option<Range<usize>>,
    ) -> Result<Insertion, BuildError> {
        let insertion = self.scopes.insert(token);
        match insertion {
            Insertion::Added => self.provenance.push(Selected {
                token: token.to_owned(),
                source,
                place: place.clone(),
                span,
            }),
            Insertion::PastLimit => return Err(past_limit(token, place)),
            Insertion::Repeated | Insertion::Illegal(_) => {}
        }
        Ok(insertion)
    }

    /// Adds a server's tokens, which are legal already.
    fn add_all(
        &mut self,
        scopes: &ScopeSet,
        source: Source,
        place: &InputLocation,
    ) -> Result<(), BuildError> {
        for token in scopes.tokens() {
            self.add(token, source, place, None)?;
        }
        Ok(())
    }

    /// Adds the tokens of `texts`.
    ///
    /// # Errors
    /// `InvalidScopeToken` with the first illegal character marked (SCOPE-14).
    fn add_supplied(
        &mut self,
        texts: &[SuppliedText],
        separators: Separators,
        source: Source,
        warnings: &mut Vec<Warning>,
    ) -> Result<(), BuildError> {
        for text in texts {
            for (offset, token) in pieces(&text.text, separators) {
                let span = text.span_of(offset..offset + token.len());
                match self.add(token, source, &text.place, span.clone())? {
                    Insertion::Added | Insertion::PastLimit => {}
                    Insertion::Repeated => {
                        let kind = WarningKind::RepeatedTokenDropped;
                        warnings.push(Warning::new(kind, text.place.clone(), token, span));
                    }
                    Insertion::Illegal(bad) => {
                        let span = text.span_of(offset + bad.start..offset + bad.end);
                        let place = text.place.clone();
                        let kind = ErrorKind::InvalidScopeToken;
                        return Err(BuildError::new(kind, place, token, span));
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
    warnings: &mut Vec<Warning>,
) -> Result<Selection, BuildError> {
    let user = user(supplied, warnings)?;
    if let Some(previous) = &supplied.previous {
        return step_up(supplied, previous, !user.is_empty());
    }
    let challenge_place = supplied
        .challenge_place
        .clone()
        .unwrap_or(InputLocation::Challenge(0));
    if !user.is_empty() {
        let mut selection = user;
        match policy {
            ScopePolicy::Merge => {
                selection.add_all(
                    &supplied.challenge,
                    Source::Layer(Layer::Challenge),
                    &challenge_place,
                )?;
            }
            ScopePolicy::Replace => {
                let left_out = supplied.challenge.tokens();
                for token in left_out.filter(|token| !selection.scopes.contains(token)) {
                    let kind = WarningKind::ChallengeScopeNotRequested;
                    warnings.push(Warning::new(kind, challenge_place.clone(), token, None));
                }
            }
        }
        return Ok(selection);
    }
    let mut selection = Selection::default();
    if supplied.challenge.is_empty() {
        let place = InputLocation::ResourceMetadata;
        selection.add_all(
            &supplied.resource_metadata,
            Source::Layer(Layer::ResourceMetadata),
            &place,
        )?;
    } else {
        selection.add_all(
            &supplied.challenge,
            Source::Layer(Layer::Challenge),
            &challenge_place,
        )?;
    }
    if want_refresh && supplied.server_lists_offline_access && !selection.is_empty() {
        append_offline_access(&mut selection, warnings)?;
    }
    Ok(selection)
}

/// The tokens of the first layer of a user or caller that counts.
fn user(supplied: &Supplied, warnings: &mut Vec<Warning>) -> Result<Selection, BuildError> {
    let mut selection = Selection::default();
    if let Some(texts) = &supplied.caller {
        selection.add_supplied(
            texts,
            Separators::WhiteSpace,
            Source::Layer(Layer::Call),
            warnings,
        )?;
    }
    if !selection.is_empty() {
        return Ok(selection);
    }
    if let Some(first) = supplied.flags.first() {
        let separators = Separators::CommasAndWhiteSpace;
        selection.add_supplied(
            &supplied.flags,
            separators,
            Source::Layer(Layer::Flag),
            warnings,
        )?;
        if selection.is_empty() {
            let span = first.span_of(0..first.text.len());
            let kind = ErrorKind::EmptyScopesFlag;
            return Err(BuildError::new(
                kind,
                first.place.clone(),
                &first.text,
                span,
            ));
        }
    } else if let Some((source, value)) = &supplied.config {
        let texts = value.as_ref().map_err(Clone::clone)?;
        selection.add_supplied(texts, Separators::WhiteSpace, *source, warnings)?;
    }
    Ok(selection)
}

/// What was requested before, then what the challenge asks for; metadata only if neither the
/// challenge nor a user says anything (MCP-16, AMB-30).
fn step_up(
    supplied: &Supplied,
    previous: &[String],
    user_chose: bool,
) -> Result<Selection, BuildError> {
    let mut selection = Selection::default();
    let texts: Vec<SuppliedText> = previous
        .iter()
        .map(|text| SuppliedText {
            place: InputLocation::PreviousScopes,
            text: text.clone(),
            start: None,
            whole: None,
        })
        .collect();
    let mut unused = Vec::new();
    selection.add_supplied(
        &texts,
        Separators::WhiteSpace,
        Source::Previous,
        &mut unused,
    )?;
    let before = selection.provenance.len();
    let place = supplied
        .challenge_place
        .clone()
        .unwrap_or(InputLocation::Challenge(0));
    if !supplied.challenge.is_empty() {
        selection.add_all(&supplied.challenge, Source::Layer(Layer::Challenge), &place)?;
    } else if !user_chose {
        let from = InputLocation::ResourceMetadata;
        selection.add_all(
            &supplied.resource_metadata,
            Source::Layer(Layer::ResourceMetadata),
            &from,
        )?;
    }
    if supplied.insufficient_scope && selection.provenance.len() == before {
        let asked = supplied.challenge.printed().unwrap_or_default();
        return Err(BuildError::new(
            ErrorKind::NoScopeProgress,
            place,
            asked,
            None,
        ));
    }
    Ok(selection)
}

/// Adds `offline_access` to scopes that a server supplied (MCP-18).
fn append_offline_access(
    selection: &mut Selection,
    warnings: &mut Vec<Warning>,
) -> Result<(), BuildError> {
    let (token, place) = ("offline_access", InputLocation::ServerMetadata);
    if selection.add(token, Source::ServerMetadata, &place, None)? == Insertion::Added {
        let kind = WarningKind::OfflineAccessAdded;
        warnings.push(Warning::new(kind, place, token, None));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
