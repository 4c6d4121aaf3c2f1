//! The WWW-Authenticate value read carelessly.

use serde_json::json;

use crate::outcome::RefusalKind;
use crate::protocol::challenge::{Challenge, Challenges, Parameter};
use crate::vocabulary::Layer;

use super::inject::Inject::{
    self, ChallengeHides, ChallengeSays, Ends, Registers, SendsThough, Supplies,
};
use super::tools::{challenges, mended, scope_set, sent_anyway, text, value};

/// The scope of the challenge that counts, if it passes `seen`.
fn scope_if(
    challenges: &Challenges,
    seen: impl Fn(&Challenge, &Parameter) -> bool,
) -> Option<String> {
    let bearer = challenges.bearer()?;
    let scope = bearer.parameter("scope")?;
    seen(bearer, scope).then(|| value(scope))
}

/// The first parameter with such a name, else the scope.
fn named_like(challenges: &Challenges, like: impl Fn(&str) -> bool) -> Option<String> {
    let mut parameters = challenges.bearer()?.parameters.iter();
    let found = parameters.find(|one| like(&one.name));
    found.or(challenges.scope()).map(value)
}

pub(super) const BUGS: &[Inject] = &[
    ChallengeSays("scope-from-description", |case, _| {
        let header = text(&case.challenge);
        let rest = header.split("scope=").nth(1)?;
        let rest = rest.trim_start_matches(['"', '\\']);
        Some(rest.split(['"', '\\', ',']).take(1).collect())
    }),
    ChallengeSays("scope-from-suffix-parameter", |_, challenges| {
        named_like(challenges, |name| name.ends_with("scope"))
    }),
    ChallengeSays("scope-from-prefix-parameter", |_, challenges| {
        named_like(challenges, |name| name.starts_with("scope"))
    }),
    ChallengeSays("scope-of-another-scheme", |_, challenges| {
        let mut all = challenges.list.iter();
        all.find_map(|one| one.parameter("scope")).map(value)
    }),
    Registers("quoted-pair-not-decoded", |draft| {
        let raw = challenges(draft.case).scope().and_then(|scope| {
            let field = draft.case.challenge.get(scope.field)?;
            let raw = field.0.get(scope.span.clone())?;
            Some(String::from_utf8_lossy(raw).trim_matches('"').to_owned())
        });
        if let (Some(Layer::Challenge), Some(raw)) = (draft.layer(), raw)
            && raw.contains('\\')
        {
            draft.send_text(&raw);
        }
    }),
    ChallengeSays("quoted-pair-ends-string", |_, challenges| {
        scope_if(challenges, |_, scope| scope.escaped.is_empty())
    }),
    Registers("literal-quotes-as-scope", |draft| {
        let challenges = challenges(draft.case);
        let empty = |scope: &Parameter| scope.quoted && scope.value.is_empty();
        if challenges.scope().is_some_and(empty) && !draft.is_of_user() {
            draft.send_text("\"\"");
        }
    }),
    ChallengeSays("upper-case-name-missed", |_, challenges| {
        scope_if(challenges, |_, scope| scope.name == "scope")
    }),
    ChallengeSays("upper-case-scheme-missed", |_, challenges| {
        scope_if(challenges, |bearer, _| bearer.scheme == "Bearer")
    }),
    ChallengeSays("spaces-around-equals-missed", |case, challenges| {
        scope_if(challenges, |_, scope| {
            let field = case.challenge.get(scope.field);
            let between = scope.name_span.end..scope.span.start;
            let between = field.and_then(|field| field.0.get(between));
            between.is_none_or(|bytes| !bytes.contains(&b' '))
        })
    }),
    ChallengeSays("token-form-missed", |_, challenges| {
        scope_if(challenges, |_, scope| scope.quoted)
    }),
    Supplies("unquoted-value-cut", |case, supplied| {
        if let Some(text) = scope_if(&challenges(case), |_, scope| !scope.quoted) {
            let start: String = text.split([':', '/', '.']).take(1).collect();
            supplied.challenge = scope_set(&start);
        }
    }),
    ChallengeHides("second-challenge-missed", |_, challenges| {
        let first = challenges.list.first();
        first.is_some_and(|first| !first.is_bearer())
    }),
    ChallengeHides("second-field-missed", |_, challenges| {
        challenges.bearer().is_some_and(|bearer| bearer.field > 0)
    }),
    ChallengeHides("token68-breaks-parse", |_, challenges| {
        challenges.list.iter().any(|one| one.token68.is_some())
    }),
    ChallengeHides("empty-element-breaks-parse", |case, _| {
        let header = text(&case.challenge);
        header.split(',').any(|element| element.trim().is_empty())
    }),
    Supplies("comma-in-quotes-splits", |case, supplied| {
        let header = text(&case.challenge);
        let found = header.split(',').find_map(|piece| {
            let piece = piece.trim().trim_start_matches("Bearer ");
            piece.strip_prefix("scope=")
        });
        if let Some(found) = found {
            supplied.challenge = scope_set(&found.replace('"', ""));
        }
    }),
    ChallengeSays("repeated-parameter-last-wins", |_, challenges| {
        let mut last_first = challenges.bearer()?.parameters.iter().rev();
        let last = last_first.find(|one| one.name.eq_ignore_ascii_case("scope"));
        last.map(value)
    }),
    ChallengeSays("parameters-of-two-challenges-mixed", |_, challenges| {
        let mut bearers = challenges.list.iter().filter(|one| one.is_bearer());
        bearers.find_map(|one| one.parameter("scope")).map(value)
    }),
    Ends("odd-bytes-panic", |case, outcome| {
        let mut fields = case.challenge.iter();
        if fields.any(|field| std::str::from_utf8(&field.0).is_err()) {
            // As `panic!`, without a message on standard error each time.
            std::panic::resume_unwind(Box::new("a field value is not UTF-8"));
        }
        outcome
    }),
    SendsThough("no-progress-loops", RefusalKind::NoProgress, |case| {
        sent_anyway(&mended(case, |case| case.challenge.clear()), json!({}))
    }),
];
