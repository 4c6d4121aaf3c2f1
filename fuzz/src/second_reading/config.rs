//! Overrides and config file once more: one table that every override changes in turn.
//!
//! Not independent where a text is TOML or not: the same crate decides. What the tables, keys and
//! values mean is worked out anew, from its plain tables.

use toml::{Table, Value};

/// What becomes of file and overrides.
#[derive(Debug, Clone, PartialEq)]
pub enum Config {
    /// The tables after all overrides.
    Table(Table),
    /// The file is not TOML.
    NotToml,
    /// An override has no `=`.
    NoEquals,
    /// An override's key is no dotted key.
    BadKey,
    /// There is a number that the plain tables have no room for. It is TOML, and of the wrong type
    /// wherever it matters, but the rest cannot be told from here.
    Unknown,
}

/// What a server's table says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Server {
    /// `url`.
    pub url: Option<String>,
    /// `scopes`.
    pub scopes: Option<Scopes>,
    /// `oauth_resource`.
    pub resource: Option<String>,
}

/// A value of `scopes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scopes {
    /// A string.
    Text(String),
    /// An array of strings.
    List(Vec<String>),
    /// Anything else.
    Wrong,
}

/// Why a server's table cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// Something is no table, or a member no string.
    WrongType,
    /// The server is a command.
    Command,
}

/// Reads the file, then lets each override replace what is at its key.
pub fn read(file: Option<&str>, overrides: &[&str]) -> Config {
    let mut table = match file.unwrap_or_default().parse::<Table>() {
        Ok(table) => table,
        Err(error) if lacks_room(&error) => return Config::Unknown,
        Err(_) => return Config::NotToml,
    };
    for text in overrides {
        let Some((key, value)) = assignment(text) else {
            return if text.contains('=') {
                Config::BadKey
            } else {
                Config::NoEquals
            };
        };
        match value.parse::<Value>() {
            Ok(value) => set(&mut table, &key, value),
            Err(error) if lacks_room(&error) => return Config::Unknown,
            Err(_) => set(&mut table, &key, Value::String(value.to_owned())),
        }
    }
    Config::Table(table)
}

/// Whether the text is TOML but for a number beyond 64 bits.
fn lacks_room(error: &toml::de::Error) -> bool {
    let message = error.message();
    ["integer `", "too large", "overflowed"]
        .iter()
        .any(|sign| message.contains(sign))
}

/// The first equals sign with a dotted key before it ends the key.
pub fn assignment(text: &str) -> Option<(Vec<String>, &str)> {
    text.match_indices('=').find_map(|(at, _)| {
        let key = dotted_key(&text[..at])?;
        Some((key, text[at + 1..].trim_ascii()))
    })
}

/// The parts of a key, by what the key makes when something is put there.
pub fn dotted_key(text: &str) -> Option<Vec<String>> {
    // A byte order mark belongs to a document, which a key is none.
    if text.starts_with('\u{feff}') {
        return None;
    }
    let mut table = format!("{text}=0").parse::<Table>().ok()?;
    let mut key = Vec::new();
    loop {
        let (name, value) = table.into_iter().next()?;
        key.push(name);
        match value {
            Value::Table(inner) => table = inner,
            // Anything but the value put there is of a table header with a comment behind it.
            value => return (value == Value::Integer(0)).then_some(key),
        }
    }
}

/// Puts the value at the key; what stands in the way becomes a table.
fn set(table: &mut Table, key: &[String], value: Value) {
    match key {
        [] => {}
        [last] => {
            table.insert(last.clone(), value);
        }
        [first, rest @ ..] => {
            let inner = table
                .entry(first.clone())
                .or_insert_with(|| Value::Table(Table::new()));
            if !inner.is_table() {
                *inner = Value::Table(Table::new());
            }
            if let Value::Table(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}

/// What the tables say about the server of that name.
pub fn server(table: &Table, name: &str) -> Result<Server, Unusable> {
    let servers = match table.get("mcp_servers") {
        None => return Ok(Server::default()),
        Some(Value::Table(servers)) => servers,
        Some(_) => return Err(Unusable::WrongType),
    };
    let members = match servers.get(name) {
        None => return Ok(Server::default()),
        Some(Value::Table(members)) => members,
        Some(_) => return Err(Unusable::WrongType),
    };
    if members.contains_key("command") {
        return Err(Unusable::Command);
    }
    let string = |name: &str| match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Unusable::WrongType),
    };
    Ok(Server {
        url: string("url")?,
        scopes: members.get("scopes").map(scopes),
        resource: string("oauth_resource")?,
    })
}

fn scopes(value: &Value) -> Scopes {
    let list = |elements: &Vec<Value>| -> Option<Vec<String>> {
        elements
            .iter()
            .map(|one| one.as_str().map(str::to_owned))
            .collect()
    };
    match value {
        Value::String(text) => Scopes::Text(text.clone()),
        Value::Array(elements) => list(elements).map_or(Scopes::Wrong, Scopes::List),
        _ => Scopes::Wrong,
    }
}
