//! Metadata documents.

use proptest::prelude::*;
use proptest::sample::select;

use crate::scenario::document::{Listed, Style};
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::servers::{
    AuthMethods, CodeChallengeMethods, GrantTypes, List, MetadataDocuments, ResourceDocument,
    ResponseTypes, ServerDocument, Servers,
};

use super::tokens::{elements, illegal, spelled, with_comma};

fn style(noise: bool) -> impl Strategy<Value = Style> {
    let often = if noise { 0.25 } else { 0.05 };
    (
        0u8..8,
        prop::bool::weighted(0.3),
        prop::bool::weighted(often),
        prop::bool::weighted(often),
        prop::bool::weighted(0.3),
        prop::bool::weighted(often),
        prop::bool::weighted(often),
    )
        .prop_map(
            |(rotation, spaced, byte_order_mark, escaped, unknown, nulls, wrong_types)| Style {
                rotation: usize::from(rotation),
                spaced,
                byte_order_mark,
                escaped,
                unknown,
                nulls,
                wrong_types,
            },
        )
}

/// A list of scopes that supplies at least one.
fn listed(noise: bool) -> impl Strategy<Value = Listed> {
    let odd = prop::bool::weighted(0.25);
    (elements(noise), odd, illegal(), prop::bool::weighted(0.2)).prop_map(
        move |(mut texts, odd, illegal, comma)| {
            if odd && noise {
                texts.push(Spelled::one(illegal));
            }
            if comma {
                texts.push(Spelled::one(with_comma()));
            }
            Listed::Texts(texts)
        },
    )
}

/// A list that supplies nothing, in one of the ways to do so.
fn unlisted(noise: bool) -> impl Strategy<Value = Listed> {
    type Way = fn(Spelled) -> Listed;
    const ABSENT: Way = |_| Listed::Absent;
    const EMPTY: Way = |_| Listed::Texts(Vec::new());
    let ways: &'static [Way] = if noise {
        &[
            ABSENT,
            |_| Listed::Null,
            EMPTY,
            |text| Listed::WithNumber(vec![text]),
            Listed::OneString,
            |_| Listed::Object,
        ]
    } else {
        &[ABSENT, ABSENT, EMPTY]
    };
    (select(ways), spelled(noise)).prop_map(|(way, text)| way(text))
}

/// Protected resource metadata, with or without scopes.
pub(super) fn resource(noise: bool, scopes: bool) -> BoxedStrategy<ResourceDocument> {
    let servers: &'static [Servers] = if noise {
        &[
            Servers::One,
            Servers::One,
            Servers::Two,
            Servers::UnusableFirst,
        ]
    } else {
        &[Servers::One, Servers::Two]
    };
    let scopes = if scopes {
        listed(noise).boxed()
    } else {
        unlisted(noise).boxed()
    };
    (select(servers), scopes, style(noise))
        .prop_map(|(servers, scopes, style)| ResourceDocument {
            servers,
            scopes,
            style,
            ..ResourceDocument::default()
        })
        .boxed()
}

fn hint<T: Copy + std::fmt::Debug + 'static>(
    noise: bool,
    stated: &'static [T],
) -> impl Strategy<Value = List<T>> {
    const STATED: List<()> = List::Of(());
    let ways: &'static [List<()>] = if noise {
        &[
            STATED,
            STATED,
            STATED,
            List::Absent,
            List::Null,
            List::Empty,
            List::WrongType,
        ]
    } else {
        &[STATED, STATED, List::Absent]
    };
    (select(ways), select(stated)).prop_map(|(way, values)| way.map(|()| values))
}

/// Authorization server metadata that offers what a client needs.
pub(super) fn server(noise: bool) -> impl Strategy<Value = ServerDocument> {
    // The emptier list first: shrinking goes there.
    let catalogue = (any::<bool>(), unlisted(noise), listed(noise))
        .prop_map(|(lists, without, with)| if lists { with } else { without });
    (
        catalogue,
        prop::bool::weighted(0.4),
        hint(noise, &[ResponseTypes::Code]),
        hint(
            noise,
            &[GrantTypes::WithRefresh, GrantTypes::WithoutRefresh],
        ),
        hint(
            noise,
            &[
                AuthMethods::None,
                AuthMethods::All,
                AuthMethods::Basic,
                AuthMethods::Post,
            ],
        ),
        select(&[CodeChallengeMethods::S256, CodeChallengeMethods::Both][..]),
        select(&[MetadataDocuments::Absent, MetadataDocuments::Text][..]),
        style(noise),
    )
        .prop_map(
            |(
                scopes,
                lists_offline_access,
                response_types,
                grant_types,
                auth_methods,
                pkce,
                metadata_documents,
                style,
            )| ServerDocument {
                scopes: with_foreign(scopes),
                lists_offline_access,
                response_types,
                grant_types,
                auth_methods,
                code_challenge_methods: List::Of(pkce),
                metadata_documents,
                style,
                ..ServerDocument::default()
            },
        )
}

/// The catalogue always has a token that nobody asked for, so that asking for it shows.
fn with_foreign(scopes: Listed) -> Listed {
    match scopes {
        Listed::Texts(mut texts) if !texts.is_empty() => {
            texts.push(Spelled::one(Token::legal("catalogue:admin")));
            Listed::Texts(texts)
        }
        other => other,
    }
}
