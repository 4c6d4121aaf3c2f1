//! Command lines and config files.

use proptest::prelude::*;
use proptest::sample::select;

use crate::scenario::environment::{Environment, VariableName};
use crate::scenario::scopes::Spelled;
use crate::scenario::user::{
    CommandLine, CommandOption, ConfigFile, ConfigValue, KeyQuotes, OverrideSpelling, Placed,
    Position, ServerName, Setting, TableStyle,
};

use super::tokens::{elements, one_of, perhaps, spelled, with_comma};

/// One or two `--scopes`.
pub(super) fn flags(noise: bool) -> impl Strategy<Value = Vec<Placed>> {
    let flag = (select(Position::ALL), any::<bool>(), spelled(noise));
    let flag = flag.prop_map(|(position, joined, value)| {
        let option = CommandOption::Scopes { joined, value };
        Placed { position, option }
    });
    prop::collection::vec(flag, 1..=2)
}

/// A value of `scopes`, in one of its forms.
pub(super) fn value(noise: bool, bare: bool) -> impl Strategy<Value = ConfigValue> {
    type Form = fn(Vec<Spelled>, Spelled) -> ConfigValue;
    const LIST: Form = |elements, _| ConfigValue::List(elements);
    const TEXT: Form = |_, text| ConfigValue::Text(text);
    const BARE: Form = |_, text| ConfigValue::Bare(text);
    const FORMS: &[Form] = &[LIST, LIST, TEXT, BARE];
    let forms = if bare { FORMS } else { &FORMS[..3] };
    let comma = perhaps(0.15, Just(Spelled::one(with_comma())));
    (select(forms), elements(noise), spelled(noise), comma).prop_map(
        |(form, mut elements, text, comma)| {
            elements.extend(comma);
            form(elements, text)
        },
    )
}

fn override_of(sets: impl Strategy<Value = Setting>) -> impl Strategy<Value = Placed> {
    let spelling = one_of(OverrideSpelling::ALL);
    (
        select(Position::ALL),
        spelling,
        one_of(KeyQuotes::ALL),
        sets,
    )
        .prop_map(|(position, spelling, quotes, sets)| Placed {
            position,
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
        if whole && !matches!(value, ConfigValue::Bare(_)) {
            return Setting::Server(Some(value));
        }
        Setting::Scopes(value)
    });
    prop::collection::vec(override_of(sets), 1..=2)
}

/// Overrides that have nothing to do with the scopes of this server.
pub(super) fn other_overrides(noise: bool) -> impl Strategy<Value = Vec<Placed>> {
    const SETTINGS: &[fn(ConfigValue) -> Setting] = &[
        Setting::OtherServer,
        |_| Setting::Resource,
        |_| Setting::Unrelated,
    ];
    let sets = (select(SETTINGS), value(noise, true)).prop_map(|(setting, value)| setting(value));
    prop::collection::vec(override_of(sets), 0..=2)
}

/// A variable with scopes, which counts where it is configured, and now and then another.
pub(super) fn environment(noise: bool) -> impl Strategy<Value = Environment> {
    let other = perhaps(0.3, spelled(noise));
    (one_of(VariableName::ALL), spelled(noise), other).prop_map(|(name, value, other)| {
        Environment {
            name,
            value: Some(value),
            other,
        }
    })
}

/// A config file with scopes; whether they count depends on the rest.
pub(super) fn file(noise: bool) -> impl Strategy<Value = ConfigFile> {
    (
        select(TableStyle::ALL),
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
    (one_of(ServerName::ALL), prop::bool::weighted(0.15)).prop_map(|(server, terminated)| {
        CommandLine {
            server,
            terminated,
            options: Vec::new(),
        }
    })
}
