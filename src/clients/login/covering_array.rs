//! Pairs of choices: every two of them meet in at least one login.

use crate::declaration::{Declaration, Layer};
use crate::scenario::compose::{Scopes, login};
use crate::scenario::deployment::DeploymentName;
use crate::scenario::document::Listed;
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::user::{CommandOption, OverrideSpelling, Position};
use crate::scenario::{Entry, Scenario};

use crate::clients::login::{Login, LoginTag, ServerMetadataAt, Shape};
use crate::clients::profile::Profile;

/// One choice for each dimension, as the place in its list: layer, text, other sources, shape.
type Row = [usize; 4];

/// Not chosen yet.
const OPEN: usize = usize::MAX;

/// How a layer is written: which of its channel's spellings, and where.
type Way = (usize, Position);

/// Every pair of two dimensions' values, and every spelling of every layer at every position, in at
/// least one login; greedy, and always the same.
pub(super) fn pairs(profile: &Profile, declaration: &Declaration) -> Vec<Login> {
    let layers = &declaration.layers;
    if layers.is_empty() {
        return Vec::new();
    }
    let (texts, shapes) = (texts(), shapes());
    let mut rows = rows([layers.len(), texts.len(), OTHERS.len(), shapes.len()]);
    let mut ways: Vec<Vec<Way>> = layers.iter().map(|layer| ways(profile, *layer)).collect();
    for (layer, ways) in ways.iter().enumerate() {
        let have = rows.iter().filter(|row| row[0] == layer).count();
        // More ways to write it than rows: the rest is written plainly.
        rows.extend((have..ways.len()).map(|_| [layer, 0, 0, 0]));
    }
    rows.into_iter()
        .map(|[layer, text, others, shape]| {
            let ways = &mut ways[layer];
            ways.rotate_left(1);
            let way = ways.last().copied().unwrap_or_default();
            let scenario = login().supplied_by(layers[layer], texts[text].clone());
            let scenario = beside(layers[layer], written(scenario, way), OTHERS[others]);
            shaped(scenario, shapes[shape]).tagged(LoginTag::Pair)
        })
        .collect()
}

/// Every spelling of a layer at every position, the plainest first.
fn ways(profile: &Profile, layer: Layer) -> Vec<Way> {
    let Some(channel) = profile.channel(layer) else {
        return vec![Way::default()];
    };
    let spellings = channel
        .spellings
        .len()
        .clamp(1, OverrideSpelling::ALL.len());
    let positions = Position::ALL.iter().take(channel.positions.len().max(1));
    positions
        .flat_map(|position| (0..spellings).map(|spelling| (spelling, *position)))
        .collect()
}

/// The options of the command line in that way.
fn written(mut scenario: Scenario, (number, position): Way) -> Scenario {
    if let Entry::CommandLine(line, _) = &mut scenario.entry {
        for placed in &mut line.options {
            placed.position = position;
            match &mut placed.option {
                CommandOption::Scopes { joined, .. } => *joined = number % 2 == 1,
                CommandOption::Override { spelling, .. } => *spelling = spelling.after(number),
            }
        }
    }
    scenario
}

/// A dimension and its value, and another dimension and its value.
type Pair = (usize, usize, usize, usize);

/// Rows that together hold every pair of values of two dimensions of these sizes.
fn rows(sizes: Row) -> Vec<Row> {
    let mut open: Vec<Pair> = Vec::new();
    for one in 0..sizes.len() {
        for other in one + 1..sizes.len() {
            for value in 0..sizes[one] {
                open.extend((0..sizes[other]).map(|second| (one, value, other, second)));
            }
        }
    }
    let mut rows = Vec::new();
    while let Some((one, value, other, second)) = open.first().copied() {
        let mut row: Row = [OPEN; 4];
        (row[one], row[other]) = (value, second);
        for dimension in 0..row.len() {
            if row[dimension] != OPEN {
                continue;
            }
            let gain = |candidate: usize| {
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

fn covers(row: &Row, (one, value, other, second): &Pair) -> bool {
    row[*one] == *value && row[*other] == *second
}

/// Which servers speak beside the layer: the resource's, the authorization server.
const OTHERS: [(bool, bool); 4] = [(false, false), (true, false), (false, true), (true, true)];

fn beside(layer: Layer, mut scenario: Scenario, (resource, server): (bool, bool)) -> Scenario {
    if resource && layer != Layer::ResourceMetadata {
        scenario = scenario.resource_metadata(["p1", "p2"]);
    }
    if server {
        scenario = scenario.catalogue(["s1", "s2"]);
        if layer.is_of_user() {
            scenario = scenario.challenge(["w1", "w2"]);
        }
    }
    scenario
}

/// Scopes as they are written, the plainest first.
fn texts() -> [Vec<Spelled>; 8] {
    let illegal = |text: &str| vec![["a"].text(), Spelled::one(Token::illegal(text))];
    let url = "https://www.example.com/dev/mcp?a=b&c=d:e";
    [
        ["a", "b"].texts(),
        ["a"].texts(),
        ["a", "b", "a"].texts(),
        vec![["a", "b"].text().untidy()],
        ["Read", "read"].texts(),
        [url, "offline_access"].texts(),
        illegal("\u{e9}"),
        illegal("b\"c\\d"),
    ]
}

/// Where the servers are and how they serve, the plainest first.
fn shapes() -> [(DeploymentName, Shape); 7] {
    use DeploymentName::{Loopback, LoopbackSameOrigin, LoopbackTenant};
    let plain = Shape::default();
    let server_at = |server_at| Shape { server_at, ..plain };
    let strict = Shape {
        strict: true,
        ..plain
    };
    let resource_at_root = Shape {
        resource_at_root: true,
        ..plain
    };
    [
        (Loopback, plain),
        (Loopback, strict),
        (Loopback, resource_at_root),
        (Loopback, server_at(ServerMetadataAt::OpenIdInserted)),
        (LoopbackTenant, plain),
        (LoopbackTenant, server_at(ServerMetadataAt::OpenIdAppended)),
        (LoopbackSameOrigin, plain),
    ]
}

fn shaped(scenario: Scenario, (deployment, shape): (DeploymentName, Shape)) -> Login {
    let mut scenario = scenario.at(deployment);
    if deployment == DeploymentName::LoopbackSameOrigin {
        // The MCP server is its own authorization server, and says nothing else.
        scenario
            .resource
            .take_if(|part| part.scopes == Listed::Absent);
    }
    Login {
        shape,
        ..Login::from(scenario)
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
