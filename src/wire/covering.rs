//! The logins that are run first: few, always the same, and together telling.
//!
//! One for each source of scopes, one for each known way to misread a challenge or a document, and
//! then every pair of layer, spelling, position, text and server shape at least once.

use crate::layer::{Declaration, Layer};
use crate::scenario::challenge::{
    Bearer, ChallengePart, ErrorCode, Form, Item, MetadataUrl, ScopeParameter, Trap,
};
use crate::scenario::document::Listed;
use crate::scenario::person::{
    CommandLine, CommandOption, ConfigFile, ConfigValue, Placed, Setting,
};
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::servers::{ResourceDocument, ServerDocument};
use crate::scenario::site::FIRST_LOOPBACK;
use crate::scenario::{Entry, Scenario};

use super::login::{Login, Shape};
use super::profile::Profile;

/// The covering set of a profile, adapted to it, in the order in which it is run.
pub fn covering_set(profile: &Profile) -> Vec<Login> {
    let declaration = profile.declaration();
    let mut logins = sources(&declaration);
    logins.extend(challenges());
    logins.extend(documents());
    logins.extend(pairs(profile, &declaration));
    let mut distinct: Vec<Login> = Vec::new();
    for login in logins {
        let login = login.adapted(profile, &declaration);
        if !distinct.contains(&login) {
            distinct.push(login);
        }
    }
    distinct
}

fn texts(tokens: &[&str]) -> Vec<Spelled> {
    let one = |token: &&str| Spelled::one(Token::legal(token));
    tokens.iter().map(one).collect()
}

fn spelled(tokens: &[&str]) -> Spelled {
    Spelled::plain(tokens.iter().map(|token| Token::legal(token)))
}

/// Servers that say nothing about scopes.
fn silent() -> Login {
    Login {
        scenario: Scenario {
            site: FIRST_LOOPBACK,
            resource: Some(ResourceDocument::default()),
            server: Some(ServerDocument::default()),
            ..Scenario::default()
        },
        shape: Shape::default(),
    }
}

fn with(change: impl FnOnce(&mut Login)) -> Login {
    let mut login = silent();
    change(&mut login);
    login
}

fn challenge(bearer: Bearer) -> ChallengePart {
    ChallengePart {
        items: vec![(true, Item::Bearer(bearer))],
        ..ChallengePart::default()
    }
}

fn challenged(value: Spelled) -> Bearer {
    Bearer {
        scope: Some(ScopeParameter {
            value,
            ..ScopeParameter::default()
        }),
        ..Bearer::default()
    }
}

/// The login in which a layer of a person supplies `texts`.
fn supplied(login: &mut Login, layer: Layer, texts: Vec<Spelled>, spelling: u8, slot: u8) {
    let mut line = CommandLine::default();
    let mut file = None;
    match layer {
        Layer::Call => {
            login.scenario.entry = Entry::Call(Some(texts));
            return;
        }
        Layer::Flag => {
            let mut all = Spelled::default();
            for mut text in texts {
                all.leading |= text.leading;
                all.trailing |= text.trailing;
                all.tokens.append(&mut text.tokens);
            }
            line.options.push(Placed {
                slot,
                option: CommandOption::Scopes {
                    joined: spelling % 2 == 1,
                    value: all,
                },
            });
        }
        Layer::Override => line.options.push(Placed {
            slot,
            option: CommandOption::Override {
                spelling,
                quotes: 0,
                sets: Setting::Scopes(ConfigValue::List(texts)),
            },
        }),
        _ => {
            file = Some(ConfigFile {
                scopes: Some(ConfigValue::List(texts)),
                ..ConfigFile::default()
            });
        }
    }
    login.scenario.entry = Entry::CommandLine(line, file);
}

fn of_person(declaration: &Declaration) -> Vec<Layer> {
    let layers = declaration.layers.iter().copied();
    layers.filter(|layer| layer.is_of_a_person()).collect()
}

fn listed(login: &mut Login, tokens: &[&str]) {
    login.scenario.resource.get_or_insert_default().scopes = Listed::Texts(texts(tokens));
}

fn catalogue(login: &mut Login, tokens: &[&str]) {
    login.scenario.server.get_or_insert_default().scopes = Listed::Texts(texts(tokens));
}

/// Each source alone, then each against the others.
fn sources(declaration: &Declaration) -> Vec<Login> {
    let mut logins = Vec::new();
    for layer in of_person(declaration) {
        logins.push(with(|login| {
            supplied(login, layer, texts(&["a", "b"]), 0, 3)
        }));
    }
    logins.push(silent());
    logins.push(with(|login| listed(login, &["p1", "p2"])));
    logins.push(with(|login| catalogue(login, &["s1", "s2"])));
    logins.push(with(|login| {
        login.scenario.challenge = challenge(challenged(spelled(&["w1", "w2"])));
    }));
    logins.push(with(|login| {
        login.scenario.challenge = challenge(challenged(spelled(&["w1", "w2"])));
        listed(login, &["p1", "p2"]);
        catalogue(login, &["s1", "s2"]);
    }));
    for layer in of_person(declaration) {
        logins.push(with(|login| {
            supplied(login, layer, texts(&["a", "b"]), 0, 3);
            listed(login, &["p1", "p2"]);
            catalogue(login, &["s1", "s2"]);
        }));
        logins.push(with(|login| {
            supplied(login, layer, texts(&["a", "a", "b"]), 0, 3);
        }));
        logins.push(with(|login| {
            let mut text = spelled(&["a", "b"]);
            (text.leading, text.trailing, text.tokens[1].0) = (true, true, 3);
            supplied(login, layer, vec![text], 0, 3);
        }));
    }
    // A strict server, with and without a scope.
    if let Some(layer) = of_person(declaration).first() {
        logins.push(with(|login| {
            supplied(
                login,
                *layer,
                texts(&["https://www.example.com/dev/mcp", "offline_access"]),
                0,
                3,
            );
            login.shape.strict = true;
        }));
    }
    logins
}

/// Challenges that are read wrongly in the field, before documents that list `p1 p2`.
fn challenges() -> Vec<Login> {
    let real = || challenged(spelled(&["w1", "w2"]));
    let trap = |bearer: Bearer, trap| Bearer {
        traps: vec![trap],
        // The trap stands before the scope.
        rotation: u8::from(bearer.scope.is_some()),
        ..bearer
    };
    let parameter = |change: fn(&mut ScopeParameter)| {
        let mut bearer = real();
        bearer.scope.iter_mut().for_each(change);
        bearer
    };
    let mut untidy = spelled(&["w1", "w1", "w2"]);
    (untidy.tokens[2].0, untidy.trailing) = (1, true);
    let bearers = [
        trap(real(), Trap::Description),
        trap(Bearer::default(), Trap::Description),
        trap(real(), Trap::Suffix),
        trap(real(), Trap::Realm),
        trap(real(), Trap::Prefix),
        parameter(|scope| {
            scope.form = Form::Token;
            scope.value = spelled(&["w1"]);
        }),
        parameter(|scope| scope.name = 1),
        parameter(|scope| scope.equals = 1),
        parameter(|scope| scope.form = Form::Escaped),
        challenged(untidy),
        challenged(Spelled::default()),
        Bearer {
            error: Some(ErrorCode::InvalidToken),
            scheme: 1,
            ..real()
        },
        Bearer {
            resource_metadata: Some(MetadataUrl::Usable),
            ..Bearer::default()
        },
    ];
    let mut parts: Vec<ChallengePart> = bearers.into_iter().map(challenge).collect();
    for item in [Item::Basic, Item::OtherSchemeWithScope, Item::Negotiate] {
        for own_field in [true, false] {
            parts.push(ChallengePart {
                items: vec![(true, item.clone()), (own_field, Item::Bearer(real()))],
                ..ChallengePart::default()
            });
        }
    }
    let login = |part| {
        with(|login| {
            login.scenario.challenge = part;
            listed(login, &["p1", "p2"]);
        })
    };
    parts.into_iter().map(login).collect()
}

/// Lists of scopes in documents that are read wrongly in the field.
fn documents() -> Vec<Login> {
    let list = |texts: Vec<Spelled>| {
        with(|login| {
            login.scenario.resource.get_or_insert_default().scopes = Listed::Texts(texts);
        })
    };
    let illegal = |text: &str| {
        let mut all = texts(&["p1"]);
        all.push(Spelled::one(Token::illegal(text)));
        all
    };
    let mut logins = vec![
        list(texts(&["p1", "p1", "p2"])),
        list(vec![
            Spelled::default(),
            spelled(&["p1"]),
            Spelled::default(),
            spelled(&["p2"]),
        ]),
        list(Vec::new()),
        list(vec![spelled(&["p1", "p2"])]),
        list(illegal("p\"2")),
        list(illegal("\u{e9}")),
        with(|login| catalogue(login, &["s1", "s1", "s2"])),
        with(|login| {
            listed(login, &["p1"]);
            login
                .scenario
                .server
                .get_or_insert_default()
                .lists_offline_access = true;
        }),
    ];
    logins.push(with(|login| {
        listed(login, &[]);
        catalogue(login, &["s1", "s2"]);
    }));
    logins
}

const TEXTS: u8 = 8;
const SERVERS: u8 = 4;
const SHAPES: u8 = 7;

/// One choice for each dimension: layer, spelling, position, text, other layers, shape.
type Row = [u8; 6];

/// Every pair of two dimensions' values in at least one row; greedy, and always the same.
fn pairs(profile: &Profile, declaration: &Declaration) -> Vec<Login> {
    let layers = &declaration.layers;
    if layers.is_empty() {
        return Vec::new();
    }
    let channels: Vec<_> = layers
        .iter()
        .filter_map(|layer| profile.channel(*layer))
        .collect();
    let most = |count: fn(&super::profile::Channel) -> usize| {
        let counts = channels.iter().map(|channel| count(channel));
        u8::try_from(counts.max().unwrap_or(1).clamp(1, 8)).unwrap_or(1)
    };
    let sizes: Row = [
        u8::try_from(layers.len()).unwrap_or(u8::MAX),
        most(|channel| channel.spellings.len()),
        most(|channel| channel.positions.len()),
        TEXTS,
        SERVERS,
        SHAPES,
    ];
    rows(sizes)
        .into_iter()
        .map(|row| login(row, layers))
        .collect()
}

/// Rows that together hold every pair of values of two dimensions of these sizes.
fn rows(sizes: Row) -> Vec<Row> {
    let mut open: Vec<(usize, u8, usize, u8)> = Vec::new();
    for one in 0..sizes.len() {
        for other in one + 1..sizes.len() {
            for value in 0..sizes[one] {
                open.extend((0..sizes[other]).map(|second| (one, value, other, second)));
            }
        }
    }
    let mut rows = Vec::new();
    while let Some((one, value, other, second)) = open.first().copied() {
        let mut row: Row = [u8::MAX; 6];
        (row[one], row[other]) = (value, second);
        for dimension in 0..row.len() {
            if row[dimension] != u8::MAX {
                continue;
            }
            let gain = |candidate: u8| {
                let mut trial = row;
                trial[dimension] = candidate;
                open.iter().filter(|pair| covers(&trial, pair)).count()
            };
            // Of equals the first, which is the plainest.
            let best = (0..sizes[dimension])
                .rev()
                .max_by_key(|candidate| gain(*candidate));
            row[dimension] = best.unwrap_or(0);
        }
        open.retain(|pair| !covers(&row, pair));
        rows.push(row);
    }
    rows
}

fn covers(row: &Row, (one, value, other, second): &(usize, u8, usize, u8)) -> bool {
    row[*one] == *value && row[*other] == *second
}

fn login([layer, spelling, position, text, servers, shape]: Row, layers: &[Layer]) -> Login {
    let layer = layers[usize::from(layer) % layers.len()];
    let mut login = silent();
    let value = text_of(text);
    match layer {
        Layer::Challenge => {
            let mut all = Spelled::default();
            for mut one in value {
                all.leading |= one.leading;
                all.trailing |= one.trailing;
                all.tokens.append(&mut one.tokens);
            }
            login.scenario.challenge = challenge(challenged(all));
        }
        Layer::ResourceMetadata => {
            login.scenario.resource.get_or_insert_default().scopes = Listed::Texts(value);
        }
        of_person => supplied(
            &mut login,
            of_person,
            value,
            spelling,
            3_u8.saturating_sub(position),
        ),
    }
    if servers & 1 == 1 && layer != Layer::ResourceMetadata {
        listed(&mut login, &["p1", "p2"]);
    }
    if servers & 2 == 2 {
        catalogue(&mut login, &["s1", "s2"]);
        if layer.is_of_a_person() {
            login.scenario.challenge = challenge(challenged(spelled(&["w1", "w2"])));
        }
    }
    shaped(&mut login, shape);
    login
}

fn text_of(number: u8) -> Vec<Spelled> {
    let untidy = || {
        let mut text = spelled(&["a", "b"]);
        (text.leading, text.trailing, text.tokens[1].0) = (true, true, 3);
        vec![text]
    };
    let illegal = |text: &str| vec![spelled(&["a"]), Spelled::one(Token::illegal(text))];
    match number {
        0 => texts(&["a", "b"]),
        1 => texts(&["a"]),
        2 => texts(&["a", "b", "a"]),
        3 => untidy(),
        4 => texts(&["Read", "read"]),
        5 => texts(&[
            "https://www.example.com/dev/mcp?a=b&c=d:e",
            "offline_access",
        ]),
        6 => illegal("\u{e9}"),
        _ => illegal("b\"c\\d"),
    }
}

fn shaped(login: &mut Login, number: u8) {
    match number {
        0 => {}
        1 => login.shape.strict = true,
        2 => login.shape.resource_at_root = true,
        3 => login.shape.server_at = 1,
        4 => login.scenario.site = FIRST_LOOPBACK + 1,
        5 => {
            login.scenario.site = FIRST_LOOPBACK + 1;
            login.shape.server_at = 2;
        }
        _ => {
            // The MCP server is its own authorization server, and says nothing else.
            login.scenario.site = FIRST_LOOPBACK + 2;
            let says = login.scenario.resource.as_ref();
            if says.is_some_and(|resource| resource.scopes == Listed::Absent) {
                login.scenario.resource = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_values_occurs() {
        let sizes = [5, 2, 4, 8, 4, 7];
        let rows = rows(sizes);
        for one in 0..6 {
            for other in one + 1..6 {
                for value in 0..sizes[one] {
                    for second in 0..sizes[other] {
                        let pair = (one, value, other, second);
                        assert!(rows.iter().any(|row| covers(row, &pair)), "{pair:?}");
                    }
                }
            }
        }
        // 8 times 7 pairs need 56 rows at least.
        assert!((56..80).contains(&rows.len()), "{} rows", rows.len());
    }
}
