//! WWW-Authenticate once more (RFC 9110, sections 5.6 and 11): cut at commas first, then each element
//! told by its shape.

/// A scheme with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// The scheme as written.
    pub scheme: Vec<u8>,
    /// A token68.
    pub token68: Option<Vec<u8>>,
    /// Names as written, and values without quotes.
    pub parameters: Vec<(Vec<u8>, Vec<u8>)>,
}

/// What all fields of a response say.
#[derive(Debug, Default)]
pub struct Reading {
    /// In order.
    pub challenges: Vec<Challenge>,
    /// Whether a parameter could follow in a further field.
    pub is_open: bool,
    /// Whether the rest of some field made no sense and was left out (HTTP-20).
    pub left_out: bool,
}

/// What an element may be besides a scheme.
enum Element {
    Scheme(Vec<u8>),
    Token68(Vec<u8>),
    Parameter(Vec<u8>, Vec<u8>),
}

/// Reads the fields as one list (HTTP-02). An element of no known shape ends its field, and what
/// follows has to begin with a scheme.
pub fn read(fields: &[&[u8]]) -> Reading {
    let mut reading = Reading::default();
    for field in fields {
        let field: Vec<u8> = field.iter().map(|octet| spaced(*octet)).collect();
        for element in elements(&field) {
            if !reading.take(trimmed(element)) {
                reading.is_open = false;
                reading.left_out = true;
                break;
            }
        }
    }
    reading
}

impl Reading {
    /// Of several Bearer challenges the one with metadata, else the one with scope, else the first
    /// (AMB-10).
    pub fn bearer(&self) -> Option<&Challenge> {
        let bearers: Vec<&Challenge> = self
            .challenges
            .iter()
            .filter(|challenge| challenge.scheme.eq_ignore_ascii_case(b"bearer"))
            .collect();
        for name in ["resource_metadata", "scope"] {
            let found = bearers.iter().find(|one| one.value(name).is_some());
            if found.is_some() {
                return found.copied();
            }
        }
        bearers.first().copied()
    }

    fn take(&mut self, element: &[u8]) -> bool {
        if element.is_empty() {
            return true;
        }
        // White space inside of an element parts a scheme from the rest, unless it stands around `=`.
        let word = element.iter().take_while(|octet| is_token(**octet)).count();
        let (word, rest) = element.split_at(word);
        let gap = rest.iter().take_while(|octet| is_space(**octet)).count();
        let rest = &rest[gap..];
        let begins_challenge = !word.is_empty() && !rest.starts_with(b"=");
        if begins_challenge && rest.is_empty() {
            return self.add(Element::Scheme(word.to_vec()));
        }
        if begins_challenge && gap > 0 {
            self.add(Element::Scheme(word.to_vec()));
            return match token68(rest).or_else(|| parameter(rest)) {
                Some(element) => self.add(element),
                None => false,
            };
        }
        match parameter(element) {
            Some(parameter) if self.is_open => self.add(parameter),
            _ => false,
        }
    }

    fn add(&mut self, element: Element) -> bool {
        self.is_open = !matches!(element, Element::Token68(_));
        match element {
            Element::Scheme(scheme) => self.challenges.push(Challenge {
                scheme,
                token68: None,
                parameters: Vec::new(),
            }),
            Element::Token68(token) => {
                if let Some(last) = self.challenges.last_mut() {
                    last.token68 = Some(token);
                }
            }
            Element::Parameter(name, value) => {
                if let Some(last) = self.challenges.last_mut() {
                    last.parameters.push((name, value));
                }
            }
        }
        true
    }
}

impl Challenge {
    /// The value of the first parameter of that name, in any letter case.
    pub fn value(&self, name: &str) -> Option<&[u8]> {
        let named = |(known, _): &&(Vec<u8>, Vec<u8>)| known.eq_ignore_ascii_case(name.as_bytes());
        let found = self.parameters.iter().find(named);
        found.map(|(_, value)| value.as_slice())
    }
}

/// The parts between commas that stand outside of quotes.
pub fn elements(field: &[u8]) -> Vec<&[u8]> {
    let mut elements = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (index, octet) in field.iter().enumerate() {
        match octet {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                elements.push(&field[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    elements.push(&field[start..]);
    elements
}

fn token68(text: &[u8]) -> Option<Element> {
    let padding = text
        .iter()
        .rev()
        .take_while(|octet| **octet == b'=')
        .count();
    let (characters, _) = text.split_at(text.len() - padding);
    let fits = |octet: &u8| octet.is_ascii_alphanumeric() || b"-._~+/".contains(octet);
    let is_one = !characters.is_empty() && characters.iter().all(fits);
    is_one.then(|| Element::Token68(text.to_vec()))
}

/// A name, `=`, and a token or quoted string; white space may stand around the equals sign (HTTP-07).
fn parameter(text: &[u8]) -> Option<Element> {
    let equals = text.iter().position(|octet| *octet == b'=')?;
    let (name, value) = (trimmed(&text[..equals]), trimmed(&text[equals + 1..]));
    if name.is_empty() || !name.iter().all(|octet| is_token(*octet)) {
        return None;
    }
    let value = match value {
        [] => return None,
        [b'"', rest @ ..] => unquoted(rest)?,
        // More than tokens are let through here, because servers send them (HTTP-22).
        value if value.iter().any(|octet| is_space(*octet) || *octet == b'"') => return None,
        value => value.to_vec(),
    };
    Some(Element::Parameter(name.to_vec(), value))
}

/// What a quoted string stands for; its closing quote has to be the last octet.
fn unquoted(text: &[u8]) -> Option<Vec<u8>> {
    let mut value = Vec::new();
    let mut octets = text.iter();
    while let Some(octet) = octets.next() {
        match octet {
            b'"' => return octets.as_slice().is_empty().then_some(value),
            b'\\' => value.push(*octets.next()?),
            other => value.push(*other),
        }
    }
    None
}

fn trimmed(text: &[u8]) -> &[u8] {
    let start = text.iter().take_while(|octet| is_space(**octet)).count();
    let text = &text[start..];
    let end = text
        .iter()
        .rev()
        .take_while(|octet| is_space(**octet))
        .count();
    &text[..text.len() - end]
}

/// Line ends and NUL read as spaces (HTTP-16).
fn spaced(octet: u8) -> u8 {
    if [b'\r', b'\n', 0].contains(&octet) {
        b' '
    } else {
        octet
    }
}

fn is_space(octet: u8) -> bool {
    octet == b' ' || octet == b'\t'
}

fn is_token(octet: u8) -> bool {
    let delimiters = b"\"(),/:;<=>?@[\\]{}";
    octet.is_ascii_graphic() && !delimiters.contains(&octet)
}
