//! The logins that are run first: few, always the same, and together telling.
//!
//! One for each source of scopes, one for each known way to misread a challenge or a document, and
//! then every pair of layer, spelling, position, text and server shape at least once.

use crate::declaration::{Declaration, Layer};
use crate::scenario::challenge::{
    Bearer, ChallengePart, ErrorCode, Form, Item, MetadataUrl, ScopeParameter, Trap,
};
use crate::scenario::deployment::FIRST_LOOPBACK;
use crate::scenario::document::Listed;
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::servers::{ResourceDocument, ServerDocument};
use crate::scenario::user::{CommandLine, CommandOption, ConfigFile, ConfigValue, Placed, Setting};
use crate::scenario::{Entry, Scenario};

use crate::clients::login::covering_array::pairs;
use crate::clients::login::{Login, Shape};
use crate::clients::profile::Profile;

/// The covering set of a profile, adapted to it, in the order in which it is run.
pub fn covering_set(profile: &Profile) -> Vec<Login> {
    let declaration = profile.declaration();
    let mut logins = sources(&declaration);
    // In turn, because slow clients do not get far.
    let (mut challenges, mut documents) = (challenges().into_iter(), documents().into_iter());
    loop {
        let two: Vec<Login> = challenges
            .next()
            .into_iter()
            .chain(documents.next())
            .collect();
        if two.is_empty() {
            break;
        }
        logins.extend(two);
    }
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

pub(super) fn texts(tokens: &[&str]) -> Vec<Spelled> {
    let one = |token: &&str| Spelled::one(Token::legal(token));
    tokens.iter().map(one).collect()
}

pub(super) fn spelled(tokens: &[&str]) -> Spelled {
    Spelled::plain(tokens.iter().map(|token| Token::legal(token)))
}

/// Servers that say nothing about scopes.
pub(super) fn silent() -> Login {
    Login {
        scenario: Scenario {
            deployment: FIRST_LOOPBACK,
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

pub(super) fn challenge(bearer: Bearer) -> ChallengePart {
    ChallengePart {
        items: vec![(true, Item::Bearer(bearer))],
        ..ChallengePart::default()
    }
}

pub(super) fn challenged(value: Spelled) -> Bearer {
    Bearer {
        scope: Some(ScopeParameter {
            value,
            ..ScopeParameter::default()
        }),
        ..Bearer::default()
    }
}

/// The login in which a layer of a user supplies `texts`.
pub(super) fn supplied(
    login: &mut Login,
    layer: Layer,
    texts: Vec<Spelled>,
    spelling: u8,
    slot: u8,
) {
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

/// The layers of a user. The covering set begins with one login for each, alone.
pub fn of_user(declaration: &Declaration) -> Vec<Layer> {
    let layers = declaration.layers.iter().copied();
    layers.filter(|layer| layer.is_of_user()).collect()
}

pub(super) fn listed(login: &mut Login, tokens: &[&str]) {
    login.scenario.resource.get_or_insert_default().scopes = Listed::Texts(texts(tokens));
}

pub(super) fn catalogue(login: &mut Login, tokens: &[&str]) {
    login.scenario.server.get_or_insert_default().scopes = Listed::Texts(texts(tokens));
}

/// Each source alone, then each against the others.
fn sources(declaration: &Declaration) -> Vec<Login> {
    let mut logins = Vec::new();
    for layer in of_user(declaration) {
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
    for layer in of_user(declaration) {
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
    // Nothing, and nothing but a separator, where scopes belong.
    for layer in of_user(declaration) {
        for leading in [false, true] {
            let text = Spelled {
                leading,
                trailing: leading,
                ..Spelled::default()
            };
            logins.push(with(|login| supplied(login, layer, vec![text], 0, 3)));
        }
    }
    // A strict server, as that of the seed bug.
    if let Some(layer) = of_user(declaration).first() {
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
        list(illegal("p\"2")),
        list(texts(&["p1", "p1", "p2"])),
        list(vec![
            Spelled::default(),
            spelled(&["p1"]),
            Spelled::default(),
            spelled(&["p2"]),
        ]),
        list(Vec::new()),
        list(illegal("\u{e9}")),
        list(vec![spelled(&["p1", "p2"])]),
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
