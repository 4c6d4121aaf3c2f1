//! Pairs of choices: every two of them meet in at least one login.

use crate::declaration::{Declaration, Layer};
use crate::scenario::deployment::FIRST_LOOPBACK;
use crate::scenario::document::Listed;
use crate::scenario::scopes::{Spelled, Token};

use crate::clients::login::Login;
use crate::clients::login::handpicked::{
    catalogue, challenge, challenged, listed, silent, spelled, supplied, texts,
};
use crate::clients::profile::Profile;

const TEXTS: u8 = 8;
const SERVERS: u8 = 4;
const SHAPES: u8 = 7;

/// One choice for each dimension: layer, text, other layers, shape.
type Row = [u8; 4];

/// Every pair of two dimensions' values, and every spelling of every layer at every position, in at
/// least one login; greedy, and always the same.
pub(super) fn pairs(profile: &Profile, declaration: &Declaration) -> Vec<Login> {
    let layers = &declaration.layers;
    if layers.is_empty() {
        return Vec::new();
    }
    let mut rows = rows([
        u8::try_from(layers.len()).unwrap_or(u8::MAX),
        TEXTS,
        SERVERS,
        SHAPES,
    ]);
    let mut ways: Vec<Vec<(u8, u8)>> = layers.iter().map(|layer| ways(profile, *layer)).collect();
    for (layer, ways) in ways.iter().enumerate() {
        let have = rows
            .iter()
            .filter(|row| usize::from(row[0]) == layer)
            .count();
        // More ways to write it than rows: the rest is written plainly.
        let layer = u8::try_from(layer).unwrap_or(0);
        rows.extend((have..ways.len()).map(|_| [layer, 0, 0, 0]));
    }
    rows.into_iter()
        .map(|row| {
            let ways = &mut ways[usize::from(row[0])];
            ways.rotate_left(1);
            let (spelling, slot) = ways.last().copied().unwrap_or((0, 3));
            login(row, layers, spelling, slot)
        })
        .collect()
}

/// Every spelling of a layer at every position, the plainest first.
fn ways(profile: &Profile, layer: Layer) -> Vec<(u8, u8)> {
    let Some(channel) = profile.channel(layer) else {
        return vec![(0, 3)];
    };
    let spellings = u8::try_from(channel.spellings.len().clamp(1, 8)).unwrap_or(1);
    let positions = u8::try_from(channel.positions.len().clamp(1, 4)).unwrap_or(1);
    (0..positions)
        .flat_map(|back| (0..spellings).map(move |spelling| (spelling, 3 - back)))
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
        let mut row: Row = [u8::MAX; 4];
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

fn login([layer, text, servers, shape]: Row, layers: &[Layer], spelling: u8, slot: u8) -> Login {
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
        of_user => supplied(&mut login, of_user, value, spelling, slot),
    }
    if servers & 1 == 1 && layer != Layer::ResourceMetadata {
        listed(&mut login, &["p1", "p2"]);
    }
    if servers & 2 == 2 {
        catalogue(&mut login, &["s1", "s2"]);
        if layer.is_of_user() {
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
        4 => login.scenario.deployment = FIRST_LOOPBACK + 1,
        5 => {
            login.scenario.deployment = FIRST_LOOPBACK + 1;
            login.shape.server_at = 2;
        }
        _ => {
            // The MCP server is its own authorization server, and says nothing else.
            login.scenario.deployment = FIRST_LOOPBACK + 2;
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
        let sizes = [5, 8, 4, 7];
        let rows = rows(sizes);
        for one in 0..sizes.len() {
            for other in one + 1..sizes.len() {
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
