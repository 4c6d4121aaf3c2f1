//! WWW-Authenticate: the real reader against a naive one, another library, and itself.

use dcr_check::protocol::challenge::{self, Challenge, Challenges};
use dcr_check::protocol::error::ErrorKind;
use dcr_check::protocol::limits;
use dcr_check::protocol::location::Input;

use crate::complaint::require;
use crate::second_reading::challenge as second;
use crate::{Target, growth};

/// See [`Target::statement`].
pub const TARGET: Target = Target {
    name: "challenge",
    reads_one_layer: true,
    statement: "Values of WWW-Authenticate, one field a line: held against a naive reading of the \
                grammar, the http-auth crate, their printed form, and changes that mean nothing.",
    body,
};

fn body(bytes: &[u8]) {
    growth::check(bytes, |bytes| drop(challenge::read(&fields(bytes))));
    let fields = fields(bytes);
    let naive = second::read(&fields);
    let read = match challenge::read(&fields) {
        Ok(read) => read,
        Err(error) => {
            let is_limit =
                error.kind == ErrorKind::LimitExceeded && passes_a_limit(&fields, &naive);
            return require(is_limit, bytes, || {
                format!("refused without reason: {error}")
            });
        }
    };
    require(!passes_a_limit(&fields, &naive), bytes, || {
        "a limit is passed".to_owned()
    });
    agrees_with_the_second_reading(bytes, &read, &naive);
    points_into_the_fields(bytes, &read, &fields);
    survives_printing(bytes, &read);
    if let [field] = fields[..] {
        agrees_with_http_auth(bytes, &read, field);
    }
    changes_that_mean_nothing(bytes, &read, &fields, &naive);
}

fn fields(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split(|octet| *octet == b'\n').collect()
}

fn passes_a_limit(fields: &[&[u8]], naive: &second::Reading) -> bool {
    let too_many = |one: &second::Challenge| one.parameters.len() > limits::CHALLENGE_PARAMETERS;
    fields.len() > limits::FIELD_VALUES
        || fields
            .iter()
            .any(|field| field.len() > limits::FIELD_VALUE_BYTES)
        || naive.challenges.len() > limits::CHALLENGES
        || naive.challenges.iter().any(too_many)
}

/// What a challenge says, without where it stands.
fn said(challenge: &Challenge) -> second::Challenge {
    let parameters = challenge.parameters.iter();
    second::Challenge {
        scheme: challenge.scheme.clone().into_bytes(),
        token68: challenge.token68.clone().map(String::into_bytes),
        parameters: parameters
            .map(|one| (one.name.clone().into_bytes(), one.value.clone()))
            .collect(),
    }
}

fn all_said(challenges: &Challenges) -> Vec<second::Challenge> {
    challenges.list.iter().map(said).collect()
}

fn agrees_with_the_second_reading(bytes: &[u8], read: &Challenges, naive: &second::Reading) {
    require(all_said(read) == naive.challenges, bytes, || {
        format!(
            "read {:?}, a second reading {:?}",
            all_said(read),
            naive.challenges
        )
    });
    let bearer = read.bearer().map(said);
    require(bearer.as_ref() == naive.bearer(), bytes, || {
        format!(
            "{bearer:?} counts, in a second reading {:?}",
            naive.bearer()
        )
    });
    let value = |name| naive.bearer().and_then(|bearer| bearer.value(name));
    let scope = read.scope().map(|scope| scope.value.as_slice());
    let error = read.error().map(|error| error.value.as_slice());
    require(
        scope == value("scope") && error == value("error"),
        bytes,
        || format!("scope {scope:?} and error {error:?} are of another challenge"),
    );
    let anywhere = || {
        naive
            .challenges
            .iter()
            .find_map(|one| one.value("resource_metadata"))
    };
    let expected = match naive.bearer() {
        Some(bearer) => bearer.value("resource_metadata"),
        None => anywhere(),
    };
    let url = read.resource_metadata().map(|url| url.value.as_slice());
    require(url == expected, bytes, || {
        format!("metadata at {url:?}, not {expected:?}")
    });
}

fn points_into_the_fields(bytes: &[u8], read: &Challenges, fields: &[&[u8]]) {
    for challenge in &read.list {
        let scheme = fields[challenge.field].get(challenge.scheme_span.clone());
        require(scheme == Some(challenge.scheme.as_bytes()), bytes, || {
            format!("the scheme stands elsewhere: {challenge:?}")
        });
        for parameter in &challenge.parameters {
            let field = fields[parameter.field];
            let name = field.get(parameter.name_span.clone());
            let whole = parameter.raw_span(0..parameter.value.len());
            let is_there = name == Some(parameter.name.as_bytes())
                && whole == parameter.span
                && field.get(whole).is_some();
            require(is_there, bytes, || {
                format!("{parameter:?} stands elsewhere")
            });
        }
    }
    for warning in &read.warnings {
        let field = match warning.location.input {
            Input::Challenge(index) => fields.get(index),
            _ => None,
        };
        let span = warning.location.range.clone().unwrap_or_default();
        let is_there = field.is_some_and(|field| field.get(span).is_some());
        require(is_there, bytes, || format!("{warning:?} points nowhere"));
    }
}

/// Quotes and backslashes make the printed form longer, perhaps too long to be read.
fn survives_printing(bytes: &[u8], read: &Challenges) {
    let printed = read.to_field_value();
    if printed.len() > limits::FIELD_VALUE_BYTES {
        return;
    }
    let again = challenge::read(&[&printed]).map(|again| all_said(&again));
    require(again == Ok(all_said(read)), bytes, || {
        format!(
            "printed as {}, it reads as {again:?}",
            printed.escape_ascii()
        )
    });
}

/// Where http-auth reads the whole field, it reads the same.
fn agrees_with_http_auth(bytes: &[u8], read: &Challenges, field: &[u8]) {
    let Ok(text) = std::str::from_utf8(field) else {
        return;
    };
    let Ok(theirs) = http_auth::parse_challenges(text) else {
        return;
    };
    let theirs: Vec<second::Challenge> = theirs
        .iter()
        .map(|challenge| second::Challenge {
            scheme: challenge.scheme.as_bytes().to_vec(),
            token68: None,
            parameters: challenge
                .params
                .iter()
                .map(|(name, value)| (name.as_bytes().to_vec(), value.to_unescaped().into_bytes()))
                .collect(),
        })
        .collect();
    require(all_said(read) == theirs, bytes, || {
        format!("read {:?}, by http-auth {theirs:?}", all_said(read))
    });
}

fn changes_that_mean_nothing(
    bytes: &[u8],
    read: &Challenges,
    fields: &[&[u8]],
    naive: &second::Reading,
) {
    let says = |changed: &[Vec<u8>]| challenge::read(changed).map(|read| all_said(&read));
    let owned: Vec<Vec<u8>> = fields.iter().map(|field| field.to_vec()).collect();
    let has_room = fields.len() < limits::FIELD_VALUES && read.list.len() < limits::CHALLENGES;
    if has_room {
        let mut changed = owned.clone();
        changed.push(b"Basic realm=\"x\", scope=\"evil\", error=evil".to_vec());
        let again = challenge::read(&changed).map(|again| again.bearer().map(said));
        require(again == Ok(read.bearer().map(said)), bytes, || {
            format!("with another challenge in a field of its own Bearer says {again:?}")
        });
    }
    if naive.left_out
        || fields
            .iter()
            .any(|field| 2 * field.len() > limits::FIELD_VALUE_BYTES)
    {
        return;
    }
    let spaced: Vec<Vec<u8>> = fields
        .iter()
        .map(|field| {
            [
                b" ",
                &second::elements(field).join(&b"\t , \t"[..])[..],
                b"\t",
            ]
            .concat()
        })
        .collect();
    let again = says(&spaced);
    require(again == Ok(all_said(read)), bytes, || {
        format!("with white space around commas it reads as {again:?}")
    });
    let last = read.list.last();
    let has_room = last.is_some_and(|one| one.parameters.len() < limits::CHALLENGE_PARAMETERS);
    if naive.is_open && has_room {
        let mut changed = owned;
        let last = changed.len() - 1;
        changed[last].extend(b", x-unknown=\"scope=evil\"");
        let again = challenge::read(&changed).map(|again| what_counts(&again));
        require(again == Ok(what_counts(read)), bytes, || {
            format!("with an unknown parameter Bearer says {again:?}")
        });
    }
}

/// Scope, error and metadata URL.
fn what_counts(read: &Challenges) -> [Option<Vec<u8>>; 3] {
    [read.scope(), read.error(), read.resource_metadata()]
        .map(|parameter| parameter.map(|one| one.value.clone()))
}
