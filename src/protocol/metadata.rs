//! What the two kinds of metadata documents share: identity checks, and tolerant reading of hints
//! (JSON-14, JSON-15).

use std::borrow::Cow;
use std::ops::Range;

use super::error::{BuildError, ErrorKind};
use super::json::{Object, Value};
use super::leniency::{Leniencies, Leniency};
use super::location::{Input, InputLocation, ListRanges, LocatedText};
use super::scope::{Insertion, ScopeSet, Separators, pieces};
use super::warning::{Warning, WarningKind};

/// The list of scopes in both kinds of documents.
pub(super) const SCOPES_SUPPORTED: &str = "scopes_supported";

/// A string of a document and its bytes there, quotes included.
pub(super) type Spanned<'a> = (Cow<'a, str>, Range<usize>);

/// The rules for the member by which a document names itself.
pub(super) struct Identity {
    pub name: &'static str,
    pub missing: ErrorKind,
    pub mismatch: ErrorKind,
    /// Nothing is known to compare with.
    pub not_checked: WarningKind,
    /// What the switch tolerates, of the member and what is expected.
    pub tolerates: (Leniency, fn(&str, &str) -> bool),
    pub check: fn(&str, Input, &Leniencies) -> Result<Option<Warning>, BuildError>,
}

/// A document that is being read.
pub(super) struct Reading<'a, 'w> {
    pub document: Object<'a>,
    pub input: Input,
    pub leniencies: &'w Leniencies,
    pub warnings: &'w mut Vec<Warning>,
    pub ranges: ListRanges,
}

impl<'a, 'w> Reading<'a, 'w> {
    pub fn new(
        document: Object<'a>,
        input: Input,
        leniencies: &'w Leniencies,
        warnings: &'w mut Vec<Warning>,
    ) -> Self {
        Reading {
            document,
            input,
            leniencies,
            warnings,
            ranges: ListRanges::new(document.span().start),
        }
    }

    pub fn error(&self, kind: ErrorKind, range: Range<usize>, piece: &str) -> BuildError {
        BuildError::new(kind, self.input.at(range), piece)
    }

    pub fn warn(&mut self, kind: WarningKind, range: Range<usize>, piece: &str) {
        let location = self.input.at(range);
        self.warnings.push(Warning::new(kind, location, piece));
    }

    /// The member by which the document names itself, compared with `expected`, code point by code
    /// point.
    pub fn identity(
        &mut self,
        identity: &Identity,
        expected: Option<&str>,
    ) -> Result<String, BuildError> {
        let Some(value) = self.document.present(identity.name) else {
            return Err(self.error(identity.missing, self.ranges.of(identity.name), ""));
        };
        let text = self.url(value, identity.name, ErrorKind::WrongType, identity.check)?;
        let (switch, is_tolerated) = identity.tolerates;
        match expected {
            None => self.warn(identity.not_checked, value.span(), &text),
            Some(expected) if expected == text => {}
            Some(expected) if self.leniencies.allows(switch) && is_tolerated(&text, expected) => {
                self.warn(WarningKind::LenienceUsed, value.span(), switch.name());
            }
            Some(_) => return Err(self.error(identity.mismatch, value.span(), &text)),
        }
        Ok(text)
    }

    /// The URL that `value`, the member `name`, has to be.
    pub fn url(
        &mut self,
        value: Value<'_>,
        name: &str,
        wrong_type: ErrorKind,
        check: fn(&str, Input, &Leniencies) -> Result<Option<Warning>, BuildError>,
    ) -> Result<String, BuildError> {
        let text = value.as_str();
        let text = text.ok_or_else(|| self.error(wrong_type, value.span(), name))?;
        let input = self.input;
        let locate = |part| input.at(value.locate(part));
        let tolerated =
            check(&text, input, self.leniencies).map_err(|error| error.moved(locate))?;
        self.warnings
            .extend(tolerated.map(|warning| warning.moved(locate)));
        Ok(text.into_owned())
    }

    /// The strings of the optional list `name`; `None` when it is absent, null, empty or of another
    /// type, the last with a warning (PRM-19, ASM-24, AMB-12).
    pub fn list(&mut self, name: &'static str) -> Option<Vec<Spanned<'a>>> {
        let value = self.document.present(name)?;
        let strings: Option<Vec<Spanned<'_>>> = value.as_array().and_then(|array| {
            let spanned = |element: Value<'a>| Some((element.as_str()?, element.span()));
            array.elements().map(spanned).collect()
        });
        if strings.is_none() {
            self.warn(WarningKind::WrongTypeIgnored, value.span(), name);
        }
        self.note(name, value);
        strings.filter(|strings| !strings.is_empty())
    }

    /// Keeps where the list `name` stands.
    pub fn note(&mut self, name: &'static str, list: Value<'_>) {
        self.ranges.add(name, list.span());
    }

    /// The string that `value` is, if it is one.
    pub fn text(&self, value: Value<'_>) -> Option<LocatedText> {
        // Of a string without escapes, this is the empty part at its start.
        let start = value.locate(0..0);
        Some(LocatedText {
            text: value.as_str()?.into_owned(),
            input: self.input,
            range: value.span(),
            text_start: start.is_empty().then_some(start.start),
        })
    }
}

/// The tokens of a list that a server wrote. Elements with white space are several tokens, illegal
/// tokens and repeats are left out with a warning (SCOPE-15, AMB-12).
///
/// # Errors
/// `LimitExceeded` past the limits of a scope set.
pub(super) fn tolerant_scopes<'a>(
    texts: impl IntoIterator<Item = Spanned<'a>>,
    input: Input,
    warnings: &mut Vec<Warning>,
) -> Result<ScopeSet, BuildError> {
    let mut scopes = ScopeSet::default();
    for (text, span) in texts {
        for (offset, token) in pieces(&text, Separators::WhiteSpace) {
            let kind = match scopes.insert(token) {
                Insertion::Added => continue,
                Insertion::PastLimit => {
                    // Every escape is longer than what it stands for, so this has none.
                    let start = match span.len().checked_sub(text.len()) {
                        Some(quotes @ (0 | 2)) => Some(span.start + quotes / 2 + offset),
                        _ => None,
                    };
                    let range = start.map(|start| start..start + token.len());
                    return Err(past_limit(token, input.at(range.unwrap_or(span))));
                }
                Insertion::Repeated => WarningKind::RepeatedTokenDropped,
                Insertion::Illegal(_) => WarningKind::IllegalTokenDropped,
            };
            warnings.push(Warning::new(kind, input.at(span.clone()), token));
        }
    }
    Ok(scopes)
}

/// The error about a token for which a scope set has no room.
pub(super) fn past_limit(token: &str, location: InputLocation) -> BuildError {
    BuildError::new(ErrorKind::LimitExceeded, location, token)
}
