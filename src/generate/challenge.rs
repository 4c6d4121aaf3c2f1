//! WWW-Authenticate fields.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::scenario::challenge::{
    Bearer, ChallengePart, Equals, ErrorCode, Form, Item, MetadataUrl, Scheme, ScopeName,
    ScopeParameter, Trap,
};
use crate::scenario::scopes::Spelled;

use super::tokens::{one_of, perhaps, spelled};

fn scope(noise: bool) -> impl Strategy<Value = ScopeParameter> {
    (
        spelled(noise),
        one_of(ScopeName::ALL),
        select(Form::ALL),
        one_of(Equals::ALL),
        prop::bool::weighted(0.2),
    )
        .prop_map(move |(mut value, name, form, equals, repeated)| {
            let repeated = repeated && noise;
            if form == Form::Token {
                value.tokens.truncate(1);
                (value.leading, value.trailing) = (false, false);
            }
            ScopeParameter {
                value,
                name,
                form,
                equals,
                repeated,
            }
        })
}

fn bearer(noise: bool, with_scope: bool) -> impl Strategy<Value = Bearer> {
    let urls: &'static [Option<MetadataUrl>] = if noise {
        &[
            None,
            None,
            Some(MetadataUrl::Usable),
            Some(MetadataUrl::Usable),
            Some(MetadataUrl::Relative),
            Some(MetadataUrl::Unsafe),
        ]
    } else {
        &[None, Some(MetadataUrl::Usable)]
    };
    let traps = subsequence(Trap::ALL, 0..=if noise { 3 } else { 0 });
    (
        one_of(Scheme::ALL),
        scope(noise),
        select(urls),
        select(&[None, None, Some(ErrorCode::InvalidToken)][..]),
        traps,
        0u8..6,
    )
        .prop_map(
            move |(scheme, mut scope, resource_metadata, error, traps, rotation)| Bearer {
                scheme,
                scope: if with_scope {
                    Some(scope)
                } else if noise && scope.name == ScopeName::Capitalised {
                    // `scope=""` supplies nothing.
                    scope.value = Spelled::default();
                    scope.repeated = false;
                    Some(scope)
                } else {
                    None
                },
                resource_metadata,
                error,
                traps,
                rotation: usize::from(rotation),
            },
        )
}

fn decoy() -> impl Strategy<Value = Item> {
    select(
        &[
            Item::Basic,
            Item::OtherSchemeWithScope,
            Item::Negotiate,
            Item::Empty,
        ][..],
    )
}

/// Fields with one Bearer challenge among others, now and then a second one.
pub(super) fn part(noise: bool, with_scope: bool) -> impl Strategy<Value = ChallengePart> {
    (
        prop::collection::vec((any::<bool>(), decoy()), 0..=2),
        (any::<bool>(), bearer(noise, with_scope)),
        prop::collection::vec((any::<bool>(), decoy()), 0..=1),
        perhaps(0.1, bearer(noise, true)),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.2),
    )
        .prop_map(
            move |(before, (new_field, bearer), after, second, unterminated, padded)| {
                let (second, unterminated) = (second.filter(|_| noise), unterminated && noise);
                let padded = padded && noise;
                let mut items = before;
                items.push((new_field, Item::Bearer(bearer)));
                items.extend(after);
                items.extend(second.map(|bearer| (false, Item::Bearer(bearer))));
                ChallengePart {
                    items,
                    unterminated,
                    padded,
                }
            },
        )
}

/// Fields that hold no Bearer challenge with a scope.
pub(super) fn without_scope(noise: bool) -> impl Strategy<Value = ChallengePart> {
    (prop::bool::weighted(0.6), part(noise, false)).prop_map(|(present, mut part)| {
        if !present {
            return ChallengePart::default();
        }
        let speaks = |item: &Item| {
            matches!(item, Item::Bearer(Bearer { scope: Some(scope), .. }) if scope.value != Spelled::default())
        };
        part.items.retain(|(_, item)| !speaks(item));
        part
    })
}
