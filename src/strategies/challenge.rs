//! WWW-Authenticate fields.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::scenario::challenge::{
    Bearer, ChallengePart, ErrorCode, Form, Item, MetadataUrl, ScopeParameter, Trap,
};

use super::tokens::spelled;

fn scope(noise: bool) -> impl Strategy<Value = ScopeParameter> {
    (
        spelled(noise),
        0u8..3,
        select(&[Form::Quoted, Form::Escaped, Form::Token][..]),
        0u8..4,
        prop::bool::weighted(if noise { 0.2 } else { 0.0 }),
    )
        .prop_map(|(mut value, name, form, equals, repeated)| {
            if form == Form::Token {
                value.tokens.truncate(1);
                (value.leading, value.trailing) = (false, false);
            }
            ScopeParameter { value, name, form, equals, repeated }
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
        0u8..3,
        scope(noise),
        select(urls),
        select(&[None, None, Some(ErrorCode::InvalidToken)][..]),
        traps,
        0u8..6,
    )
        .prop_map(move |(scheme, scope, resource_metadata, error, traps, rotation)| Bearer {
            scheme,
            scope: with_scope.then_some(scope),
            resource_metadata,
            error,
            traps,
            rotation,
        })
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
        prop::option::weighted(if noise { 0.1 } else { 0.0 }, bearer(noise, true)),
        prop::bool::weighted(if noise { 0.1 } else { 0.0 }),
        prop::bool::weighted(if noise { 0.2 } else { 0.0 }),
    )
        .prop_map(|(before, (new_field, bearer), after, second, unterminated, padded)| {
            let mut items = before;
            items.push((new_field, Item::Bearer(bearer)));
            items.extend(after);
            items.extend(second.map(|bearer| (false, Item::Bearer(bearer))));
            ChallengePart { items, unterminated, padded }
        })
}

/// Fields that hold no Bearer challenge with a scope.
pub(super) fn without_scope(noise: bool) -> impl Strategy<Value = ChallengePart> {
    (prop::bool::weighted(0.6), part(noise, false)).prop_map(|(present, mut part)| {
        if !present {
            return ChallengePart::default();
        }
        let no_scope = |item: &Item| !matches!(item, Item::Bearer(bearer) if bearer.scope.is_some());
        part.items.retain(|(_, item)| no_scope(item));
        part
    })
}
