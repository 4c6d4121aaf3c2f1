//! Defects: failures with the same symptom, which one change in the client mends.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::vocabulary::{Basis, Consequence, Layer, words};

use super::harm::{Harm, harm};
use super::symptom::Symptom;

words! {
    /// How bad a defect is, the worst first.
    Severity, "severity" {
        /// On ordinary input a conforming server refuses, or what a user asks for never reaches it.
        LoginLost = "login-lost",
        /// More is asked for, sent or trusted than anyone who counts meant.
        Unsafe = "too-much-or-unsafe",
        /// It is wrong only where input is odd, or only strict servers mind.
        OddInput = "odd-input",
        /// No standard demands it of a client.
        House = "house",
    }
}

impl Severity {
    /// From 1, the worst, to 4.
    pub fn number(self) -> usize {
        1 + self as usize
    }
}

/// A failure, as far as defects are made of it.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// Its symptom.
    pub symptom: Symptom,
    /// The property that fails.
    pub property: &'a str,
    /// The layer that should have won.
    pub layer: Option<Layer>,
    /// What the rule that it breaks counts as.
    pub consequence: Consequence,
    /// What kind of rule that is.
    pub basis: Basis,
    /// How much its inputs say, in octets; the plainest is shown.
    pub length: usize,
}

/// One thing that is wrong with a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defect {
    /// What it looks like.
    pub symptom: Symptom,
    /// The property that sees it, where the symptom is that property's own.
    pub own: Option<String>,
    /// How bad it is.
    pub severity: Severity,
    /// The gravest consequence among its failures.
    pub consequence: Consequence,
    /// The strongest basis among the failures of that consequence.
    pub basis: Basis,
    /// The layers that it was seen in.
    pub layers: Vec<Layer>,
    /// The properties that fail.
    pub properties: Vec<String>,
    /// Its failures by their places in the report, the one to show first.
    pub failures: Vec<usize>,
    /// What real authorization servers do with such a body.
    pub harm: Vec<Harm>,
}

impl Defect {
    /// What is wrong, in a few words.
    pub fn title(&self) -> String {
        self.name().replace('-', " ")
    }

    /// Its name within a report: the symptom, or the property whose own it is.
    pub fn name(&self) -> &str {
        self.own.as_deref().unwrap_or(self.symptom.name())
    }
}

/// The severity of each property, where its symptom does not decide.
static SEVERITIES: LazyLock<BTreeMap<&str, usize>> =
    LazyLock::new(
        || match serde_json::from_str(include_str!("severities.json")) {
            Ok(severities) => severities,
            Err(error) => unreachable!("severities.json, which the tests read: {error}"),
        },
    );

/// How bad a failure is: by its symptom, or by its property where that is a symptom of its own.
pub fn severity(symptom: Symptom, property: &str, consequence: Consequence) -> Severity {
    let number = match symptom {
        Symptom::UserScopesLost | Symptom::ServerScopesLost => 1,
        Symptom::NothingSent | Symptom::OpenIdRefused if consequence == Consequence::Failure => 1,
        Symptom::CatalogueTaken | Symptom::LoserTaken | Symptom::UnknownMemberRead => 2,
        Symptom::ChallengeMisread => match property {
            "other-challenges-change-nothing"
            | "other-parameters-change-nothing"
            | "every-token-has-a-source"
            | "nothing-is-invented" => 2,
            _ => 3,
        },
        Symptom::IllegalCharacters | Symptom::Blanks => 3,
        Symptom::Own => SEVERITIES.get(property).copied().unwrap_or(3),
        _ => 4,
    };
    // What no standard and no declaration forbids is never worse than house, those rules aside that
    // fail a run.
    let number = if consequence == Consequence::Note {
        4
    } else {
        number
    };
    Severity::ALL[(number - 1).min(3)]
}

/// The defects behind failures, the worst first.
pub fn defects(failures: &[Member<'_>]) -> Vec<Defect> {
    let mut groups: BTreeMap<(Symptom, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (index, one) in failures.iter().enumerate() {
        let own = (one.symptom == Symptom::Own).then_some(one.property);
        groups.entry((one.symptom, own)).or_default().push(index);
    }
    let of = |index: &usize| failures.get(*index);
    let mut all: Vec<Defect> = groups
        .into_iter()
        .filter_map(|((symptom, own), mut indices)| {
            let order = |index: &usize| {
                of(index).map(|one| {
                    let severity = severity(symptom, one.property, one.consequence);
                    (
                        std::cmp::Reverse(one.consequence),
                        severity,
                        std::cmp::Reverse(one.basis),
                        one.length,
                    )
                })
            };
            indices.sort_by_key(order);
            let members: Vec<&Member<'_>> = indices.iter().filter_map(of).collect();
            let shown = members.first()?;
            let mut layers: Vec<Layer> = members.iter().filter_map(|one| one.layer).collect();
            layers.sort_unstable();
            layers.dedup();
            let mut properties: Vec<String> = Vec::new();
            for one in &members {
                if !properties.iter().any(|known| known == one.property) {
                    properties.push(one.property.to_owned());
                }
            }
            let severities = members
                .iter()
                .map(|one| severity(symptom, one.property, one.consequence));
            Some(Defect {
                severity: severities.min().unwrap_or(Severity::House),
                consequence: shown.consequence,
                basis: shown.basis,
                own: own.map(str::to_owned),
                harm: harm(symptom, own),
                symptom,
                layers,
                properties,
                failures: indices,
            })
        })
        .collect();
    all.sort_by_key(|one| {
        let consequence = std::cmp::Reverse(one.consequence);
        let length = one.failures.first().and_then(of).map(|shown| shown.length);
        (
            one.severity,
            consequence,
            std::cmp::Reverse(one.basis),
            length,
        )
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::catalogue::PROPERTIES;

    #[test]
    fn every_property_has_a_severity() {
        for property in PROPERTIES {
            assert!(SEVERITIES.contains_key(property.id), "{}", property.id);
        }
        assert_eq!(SEVERITIES.len(), PROPERTIES.len());
    }

    fn member(
        symptom: Symptom,
        property: &str,
        consequence: Consequence,
        length: usize,
    ) -> Member<'_> {
        Member {
            symptom,
            property,
            layer: Some(Layer::Flag),
            consequence,
            basis: Basis::Standard,
            length,
        }
    }

    #[test]
    fn failures_with_one_symptom_are_one_defect_and_the_worst_comes_first() {
        let failures = [
            member(
                Symptom::Blanks,
                "scope-is-well-formed",
                Consequence::Failure,
                9,
            ),
            member(
                Symptom::Repeats,
                "scope-has-no-repeats",
                Consequence::Failure,
                3,
            ),
            member(
                Symptom::Blanks,
                "scope-is-never-empty",
                Consequence::Warning,
                1,
            ),
            member(
                Symptom::UserScopesLost,
                "scope-is-present",
                Consequence::Failure,
                5,
            ),
            member(Symptom::Own, "accept-is-json", Consequence::Note, 1),
            member(Symptom::Own, "method-is-post", Consequence::Failure, 1),
        ];
        let found = defects(&failures);
        let told: Vec<(&str, usize, &[usize])> = found
            .iter()
            .map(|one| (one.name(), one.severity.number(), one.failures.as_slice()))
            .collect();
        let expected: [(&str, usize, &[usize]); 5] = [
            ("method-is-post", 1, &[5]),
            (Symptom::UserScopesLost.name(), 1, &[3]),
            (Symptom::Blanks.name(), 3, &[0, 2]),
            (Symptom::Repeats.name(), 4, &[1]),
            ("accept-is-json", 4, &[4]),
        ];
        assert_eq!(told, expected);
    }
}
