//! The logins that are run first: few, always the same, and together telling.
//!
//! One for each source of scopes, one for each known way to misread a challenge or a document, and
//! then every pair of layer, spelling, position, text and server shape at least once.

use crate::declaration::{Declaration, Layer};
use crate::scenario::Scenario;
use crate::scenario::challenge::{
    Bearer, ChallengePart, Equals, ErrorCode, Form, Item, MetadataUrl, Scheme, ScopeName,
    ScopeParameter, Trap,
};
use crate::scenario::compose::{Scopes, login};
use crate::scenario::scopes::{Gap, Spelled, Token};

use crate::clients::login::covering_array::pairs;
use crate::clients::login::{Login, LoginTag};
use crate::clients::profile::Profile;

/// The covering set of a profile, adapted to it: distinct logins, each with the reason why it is
/// there.
pub fn covering_set(profile: &Profile) -> Vec<Login> {
    let declaration = profile.declaration();
    let mut logins = sources(&declaration);
    // In turn, because slow clients do not get far.
    let (mut challenges, mut documents) = (challenges().into_iter(), documents().into_iter());
    while challenges.len() + documents.len() > 0 {
        logins.extend(challenges.next());
        logins.extend(documents.next());
    }
    logins.extend(pairs(profile, &declaration));
    let mut distinct: Vec<Login> = Vec::new();
    for login in logins {
        let login = login.adapted(profile, &declaration);
        let same = |one: &Login| (&one.scenario, one.shape) == (&login.scenario, login.shape);
        if !distinct.iter().any(same) {
            distinct.push(login);
        }
    }
    distinct
}

/// Each source alone, then each against the others.
fn sources(declaration: &Declaration) -> Vec<Login> {
    let layers = declaration.layers.iter().copied();
    let of_user: Vec<Layer> = layers.filter(|layer| layer.is_of_user()).collect();
    let mut logins = Vec::new();
    let mut add = |tag, scenario| logins.push(Login::from(scenario).tagged(tag));
    for layer in of_user.iter().copied() {
        add(
            LoginTag::AloneIn(layer),
            login().supplied_by(layer, ["a", "b"]),
        );
    }
    let listed = || login().resource_metadata(["p1", "p2"]);
    let challenged = || login().challenge(["w1", "w2"]);
    let all_of_servers = || listed().catalogue(["s1", "s2"]);
    add(LoginTag::Silent, login());
    add(LoginTag::AloneIn(Layer::ResourceMetadata), listed());
    add(LoginTag::CatalogueAlone, login().catalogue(["s1", "s2"]));
    add(LoginTag::AloneIn(Layer::Challenge), challenged());
    let against = all_of_servers().challenge(["w1", "w2"]);
    add(LoginTag::Against(Layer::Challenge), against);
    for layer in of_user.iter().copied() {
        let against = all_of_servers().supplied_by(layer, ["a", "b"]);
        add(LoginTag::Against(layer), against);
        let repeated = ["a", "a", "b"].texts();
        for texts in [repeated, vec![["a", "b"].text().untidy()]] {
            add(
                LoginTag::OddlyWritten(layer),
                login().supplied_by(layer, texts),
            );
        }
    }
    // Nothing, and nothing but a separator, where scopes belong.
    for layer in of_user.iter().copied() {
        for text in [Spelled::default(), Spelled::default().untidy()] {
            add(
                LoginTag::OddlyWritten(layer),
                login().supplied_by(layer, text),
            );
        }
    }
    // A strict server, as that of the seed bug.
    if let Some(layer) = of_user.first().copied() {
        let tokens = ["https://www.example.com/dev/mcp", "offline_access"];
        let mut strict = Login::from(login().supplied_by(layer, tokens));
        strict.shape.strict = true;
        logins.push(strict.tagged(LoginTag::Strict(layer)));
    }
    logins
}

/// Challenges that are read wrongly in the field, before documents that list `p1 p2`.
fn challenges() -> Vec<Login> {
    let scope = |tokens: &[&str]| {
        let tokens = tokens.iter().map(|token| Token::legal(token));
        ScopeParameter::from(Spelled::plain(tokens))
    };
    let real = || scope(&["w1", "w2"]);
    let trap = |trap| Bearer {
        traps: vec![trap],
        ..Bearer::default()
    };
    let before_scope = |one| Bearer {
        scope: Some(real()),
        rotation: 1,
        ..trap(one)
    };
    let mut untidy = scope(&["w1", "w1", "w2"]);
    (untidy.value.tokens[2].0, untidy.value.trailing) = (Gap::Wide, true);
    let bearers = [
        before_scope(Trap::Description),
        trap(Trap::Description),
        before_scope(Trap::Suffix),
        before_scope(Trap::Realm),
        before_scope(Trap::Prefix),
        Bearer::from(ScopeParameter {
            form: Form::Token,
            ..scope(&["w1"])
        }),
        Bearer::from(ScopeParameter {
            name: ScopeName::Upper,
            ..real()
        }),
        Bearer::from(ScopeParameter {
            equals: Equals::Spaced,
            ..real()
        }),
        Bearer::from(ScopeParameter {
            form: Form::Escaped,
            ..real()
        }),
        Bearer::from(untidy),
        Bearer::from(scope(&[])),
        Bearer {
            error: Some(ErrorCode::InvalidToken),
            scheme: Scheme::Lower,
            ..Bearer::from(real())
        },
        Bearer {
            resource_metadata: Some(MetadataUrl::Usable),
            ..Bearer::default()
        },
    ];
    let mut parts: Vec<ChallengePart> = bearers
        .into_iter()
        .map(|bearer| ChallengePart::from(vec![Item::Bearer(bearer)]))
        .collect();
    for item in [Item::Basic, Item::OtherSchemeWithScope, Item::Negotiate] {
        for own_field in [true, false] {
            let bearer = Item::Bearer(Bearer::from(real()));
            let mut part = ChallengePart::from(vec![item.clone(), bearer]);
            part.items[1].0 = own_field;
            parts.push(part);
        }
    }
    let documents = || login().resource_metadata(["p1", "p2"]);
    let misread = parts.into_iter().map(|part| documents().challenges(part));
    misread
        .map(|scenario| Login::from(scenario).tagged(LoginTag::Misread(Layer::Challenge)))
        .collect()
}

/// Lists of scopes in documents that are read wrongly in the field.
fn documents() -> Vec<Login> {
    let illegal = |text: &str| vec![["p1"].text(), Spelled::one(Token::illegal(text))];
    let empty = Spelled::default;
    let lists = [
        illegal("p\"2"),
        ["p1", "p1", "p2"].texts(),
        vec![empty(), ["p1"].text(), empty(), ["p2"].text()],
        Vec::new(),
        illegal("\u{e9}"),
        vec![["p1", "p2"].text()],
    ];
    let misread = lists.map(|texts| login().resource_metadata(texts));
    let offline = login().resource_metadata(["p1"]);
    let more: [Scenario; 3] = [
        login().catalogue(["s1", "s1", "s2"]),
        offline.server(|server| server.lists_offline_access = true),
        login().resource_metadata([]).catalogue(["s1", "s2"]),
    ];
    let all = misread.into_iter().chain(more);
    all.map(|scenario| Login::from(scenario).tagged(LoginTag::Misread(Layer::ResourceMetadata)))
        .collect()
}
