//! Challenges as a field value that [`super::read`] reads back.

use super::challenges::{Challenge, Challenges, Parameter};

impl Challenges {
    /// All challenges in one field value, every parameter value as a quoted-string. Bytes, because
    /// values need not be UTF-8.
    pub fn to_field_value(&self) -> Vec<u8> {
        let printed: Vec<_> = self.list.iter().map(challenge).collect();
        printed.join(&b", "[..])
    }
}

fn challenge(challenge: &Challenge) -> Vec<u8> {
    let mut out = challenge.scheme.clone().into_bytes();
    let token68 = challenge.token68.iter().map(|one| one.clone().into_bytes());
    let contents: Vec<_> = token68
        .chain(challenge.parameters.iter().map(parameter))
        .collect();
    if !contents.is_empty() {
        out.push(b' ');
        out.extend(contents.join(&b", "[..]));
    }
    out
}

fn parameter(parameter: &Parameter) -> Vec<u8> {
    let mut out = parameter.name.clone().into_bytes();
    out.extend(b"=\"");
    for &octet in &parameter.value {
        if matches!(octet, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(octet);
    }
    out.push(b'"');
    out
}
