//! The table of one server as it is after all overrides.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::protocol::error::{BuildError, ErrorKind};
use crate::protocol::overrides::Assignment;

/// One member of a server's table.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// What gave it.
    pub assignment: &'a Assignment<'a>,
    /// Bytes of the key inside the input.
    pub key_span: Range<usize>,
    /// Its value, or `None` for a table that an override makes by setting a member of it.
    value: Option<&'a Spanned<DeValue<'a>>>,
}

impl<'a> Member<'a> {
    /// Its value, where a value of some type other than a table is wanted.
    pub fn value(&self) -> Result<&'a Spanned<DeValue<'a>>, BuildError> {
        self.value
            .ok_or_else(|| self.key_error(ErrorKind::WrongType))
    }

    /// An error that points at the key.
    pub fn key_error(&self, kind: ErrorKind) -> BuildError {
        self.assignment.source.error(kind, self.key_span.clone())
    }
}

/// The members of `mcp_servers.SERVER_NAME` after all assignments, the last of which wins. Each
/// replaces what was at its key before, be it a single value or a tree of tables (CFG-06, CFG-07).
pub fn effective_members<'a>(
    assignments: &'a [Assignment<'a>],
    server_name: &str,
) -> Result<BTreeMap<&'a str, Member<'a>>, BuildError> {
    let path = ["mcp_servers", server_name];
    let mut members = BTreeMap::new();
    // The value in place of a table on the path, and how many parts of the path it leaves over.
    let mut obstacle: Option<(usize, BuildError)> = None;
    for assignment in assignments {
        let key = &assignment.key;
        let shared = key
            .iter()
            .zip(path)
            .take_while(|(part, name)| part.text == *name)
            .count();
        if shared == key.len() {
            members.clear();
            obstacle = None;
            match find_table(&assignment.value, path.get(shared..).unwrap_or_default()) {
                Ok(table) => members.extend(members_of(assignment, table)),
                Err((left, span)) => {
                    let span = assignment.span(span);
                    let error = assignment.source.error(ErrorKind::WrongType, span);
                    obstacle = Some((left, error));
                }
            }
            continue;
        }
        // A longer key makes tables of all that it passes through.
        obstacle = obstacle.filter(|(left, _)| shared + left < path.len());
        if let Some(part) = key.get(path.len()).filter(|_| shared == path.len()) {
            let member = Member {
                assignment,
                key_span: part.span.clone(),
                value: (key.len() == path.len() + 1).then_some(&assignment.value),
            };
            members.insert(part.text.as_str(), member);
        }
    }
    match obstacle {
        Some((_, error)) => Err(error),
        None => Ok(members),
    }
}

/// The table at `path` inside `value`, or what is no table on the way there: its span, and how many
/// parts of the path are left.
fn find_table<'a>(
    value: &'a Spanned<DeValue<'a>>,
    path: &[&str],
) -> Result<Option<&'a DeTable<'a>>, (usize, Range<usize>)> {
    let DeValue::Table(table) = value.get_ref() else {
        return Err((path.len(), value.span()));
    };
    match path.split_first() {
        None => Ok(Some(table)),
        Some((name, rest)) => match table.get(*name) {
            Some(inner) => find_table(inner, rest),
            None => Ok(None),
        },
    }
}

fn members_of<'a>(
    assignment: &'a Assignment<'a>,
    table: Option<&'a DeTable<'a>>,
) -> impl Iterator<Item = (&'a str, Member<'a>)> {
    table.into_iter().flatten().map(move |(key, value)| {
        let member = Member {
            assignment,
            key_span: assignment.span(key.span()),
            value: Some(value),
        };
        (key.get_ref().as_ref(), member)
    })
}
