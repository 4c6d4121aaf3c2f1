//! What the two kinds of metadata documents share: tolerant reading of hints (JSON-14, JSON-15).

use std::borrow::Cow;
use std::ops::Range;

use super::error::{BuildError, ErrorKind, InputLocation};
use super::json::{Object, Value};
use super::scope::{Insertion, ScopeSet, Separators, pieces};
use super::warning::{Warning, WarningKind};

/// A string of a document and its bytes there, quotes included.
pub(super) type Spanned<'a> = (Cow<'a, str>, Range<usize>);

/// The strings of the optional list `name`; `None` when it is absent, null, empty or of another
/// type, the last with a warning (PRM-19, ASM-24, AMB-12).
pub(super) fn list<'a>(
    document: Object<'a>,
    name: &str,
    place: &InputLocation,
    warnings: &mut Vec<Warning>,
) -> Option<Vec<Spanned<'a>>> {
    let value = document.present(name)?;
    let strings: Option<Vec<Spanned<'_>>> = value.as_array().and_then(|array| {
        let spanned = |element: Value<'a>| Some((element.as_str()?, element.span()));
        array.elements().map(spanned).collect()
    });
    if strings.is_none() {
        let (kind, span) = (WarningKind::WrongTypeIgnored, Some(value.span()));
        warnings.push(Warning::new(kind, place.clone(), name, span));
    }
    strings.filter(|strings| !strings.is_empty())
}

/// `error`, which is about the string `value`, with its span in the document.
pub(super) fn located(mut error: BuildError, value: Value<'_>) -> BuildError {
    error.span = error.span.map(|span| value.locate(span));
    error
}

/// The tokens of a list that a server wrote. Elements with white space are several tokens, illegal
/// tokens and repeats are left out with a warning (SCOPE-15, AMB-12).
///
/// # Errors
/// `LimitExceeded` past the limits of a scope set.
pub(super) fn tolerant_scopes<'a>(
    texts: impl IntoIterator<Item = Spanned<'a>>,
    place: &InputLocation,
    warnings: &mut Vec<Warning>,
) -> Result<ScopeSet, BuildError> {
    let mut scopes = ScopeSet::default();
    for (text, span) in texts {
        for (_, token) in pieces(&text, Separators::WhiteSpace) {
            let kind = match scopes.insert(token) {
                Insertion::Added => continue,
                Insertion::PastLimit => return Err(past_limit(token, place)),
                Insertion::Repeated => WarningKind::RepeatedTokenDropped,
                Insertion::Illegal(_) => WarningKind::IllegalTokenDropped,
            };
            let span = Some(span.clone());
            warnings.push(Warning::new(kind, place.clone(), token, span));
        }
    }
    Ok(scopes)
}

/// The error about a token for which a scope set has no room.
pub(super) fn past_limit(token: &str, place: &InputLocation) -> BuildError {
    BuildError::new(ErrorKind::LimitExceeded, place.clone(), token, None)
}
