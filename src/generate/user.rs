//! Command lines and config files.

use proptest::prelude::*;
use proptest::sample::select;

use crate::scenario::scopes::Spelled;
use crate::scenario::user::{
    CommandLine, CommandOption, ConfigFile, ConfigValue, Placed, Setting, TableStyle,
};

use super::tokens::{elements, perhaps, spelled, with_comma};

/// A slot for an option; after the name comes first.
fn slot() -> impl Strategy<Value = u8> {
    select(&[3u8, 2, 1, 0][..])
}

/// One or two `--scopes`.
pub(super) fn flags(noise: bool) -> impl Strategy<Value = Vec<Placed>> {
    let flag = (slot(), any::<bool>(), spelled(noise)).prop_map(|(slot, joined, value)| Placed {
        slot,
        option: CommandOption::Scopes { joined, value },
    });
    prop::collection::vec(flag, 1..=2)
}

/// A value of `scopes`, in one of its forms.
pub(super) fn value(noise: bool, bare: bool) -> impl Strategy<Value = ConfigValue> {
    let forms: &'static [u8] = if bare { &[0, 0, 1, 2] } else { &[0, 0, 1] };
    (
        select(forms),
        elements(noise),
        spelled(noise),
        prop::bool::weighted(0.15),
    )
        .prop_map(move |(form, mut elements, text, comma)| match form {
            0 => {
                if comma {
                    elements.push(Spelled::one(with_comma()));
                }
                ConfigValue::List(elements)
            }
            1 => ConfigValue::Text(text),
            _ => ConfigValue::Bare(text),
        })
}

fn override_of(sets: impl Strategy<Value = Setting>) -> impl Strategy<Value = Placed> {
    (slot(), 0u8..5, 0u8..3, sets).prop_map(|(slot, spelling, quotes, sets)| Placed {
        slot,
        option: CommandOption::Override {
            spelling,
            quotes,
            sets,
        },
    })
}

/// One or two overrides that set the scopes.
pub(super) fn scope_overrides(noise: bool) -> impl Strategy<Value = Vec<Placed>> {
    let sets = (prop::bool::weighted(0.15), value(noise, true)).prop_map(|(whole, value)| {
        match (whole, value) {
            (true, value @ (ConfigValue::List(_) | ConfigValue::Text(_))) => {
                Setting::Server(Some(value))
            }
            (_, value) => Setting::Scopes(value),
        }
    });
    prop::collection::vec(override_of(sets), 1..=2)
}

/// Overrides that have nothing to do with the scopes of this server.
pub(super) fn other_overrides(noise: bool) -> impl Strategy<Value = Vec<Placed>> {
    let sets =
        (select(&[0u8, 1, 2][..]), value(noise, true)).prop_map(|(which, value)| match which {
            0 => Setting::OtherServer(value),
            1 => Setting::Resource,
            _ => Setting::Unrelated,
        });
    prop::collection::vec(override_of(sets), 0..=2)
}

/// A config file with scopes; whether they count depends on the rest.
pub(super) fn file(noise: bool) -> impl Strategy<Value = ConfigFile> {
    (
        select(&[TableStyle::Header, TableStyle::Inline, TableStyle::Dotted][..]),
        value(noise, false),
        perhaps(0.4, value(noise, false)),
        any::<bool>(),
    )
        .prop_map(|(style, scopes, other_server, unrelated)| ConfigFile {
            style,
            scopes: Some(scopes),
            other_server,
            unrelated,
            ..ConfigFile::default()
        })
}

/// A command line without options.
pub(super) fn line() -> impl Strategy<Value = CommandLine> {
    (0u8..6, prop::bool::weighted(0.15)).prop_map(|(server, terminated)| CommandLine {
        server,
        terminated,
        options: Vec::new(),
    })
}
