use std::collections::BTreeSet;

use super::{Level, Party, Reach, Requirement, Weight, all, find};
use crate::protocol::error::ErrorKind;
use crate::protocol::leniency::Leniency;
use crate::protocol::warning::WarningKind;
use crate::vocabulary::Revision;

fn area_and_number(requirement: &Requirement) -> (&'static str, u32) {
    let (area, number) = requirement.id.split_once('-').unwrap();
    assert_eq!(number.len(), 2, "{}", requirement.id);
    (area, number.parse().unwrap())
}

/// The rows of each area, which stand together.
fn areas() -> Vec<Vec<&'static Requirement>> {
    let mut areas: Vec<Vec<&Requirement>> = Vec::new();
    for row in all() {
        match areas.last_mut() {
            Some(area) if area_and_number(area[0]).0 == area_and_number(row).0 => area.push(row),
            _ => areas.push(vec![row]),
        }
    }
    areas
}

fn cited() -> impl Iterator<Item = (&'static str, &'static str)> {
    let errors = ErrorKind::ALL
        .iter()
        .map(|kind| (kind.name(), kind.requirement()));
    let warnings = WarningKind::ALL
        .iter()
        .map(|kind| (kind.name(), kind.requirement()));
    let leniencies = Leniency::ALL
        .iter()
        .map(|one| (one.name(), one.requirement()));
    errors.chain(warnings).chain(leniencies)
}

#[test]
fn every_area_has_its_number_of_rows() {
    let tally: Vec<(&str, usize)> = areas()
        .iter()
        .map(|rows| (area_and_number(rows[0]).0, rows.len()))
        .collect();
    let expected = [
        ("SCOPE", 20),
        ("DCR", 54),
        ("DCRM", 6),
        ("RES", 10),
        ("PRM", 31),
        ("ASM", 32),
        ("OIDCD", 8),
        ("BEAR", 14),
        ("HTTP", 24),
        ("OIDCR", 12),
        ("NAT", 11),
        ("O21", 8),
        ("ISS", 8),
        ("JSON", 17),
        ("URI", 9),
        ("MCP", 37),
        ("CFG", 15),
        ("SEC", 6),
        ("CIMD", 11),
        ("ANS", 12),
        ("HIST", 14),
        ("WIRE", 23),
        ("HOUSE", 17),
    ];
    assert_eq!(tally, expected);
}

#[test]
fn ids_count_up_from_one_and_only_those_of_rfc_7591_skip_numbers() {
    let skipped_by_rfc_7591 = [
        9, 28, 29, 33, 34, 39, 43, 44, 45, 46, 47, 48, 49, 59, 65, 66, 67, 68, 69,
    ];
    for rows in areas() {
        let (area, _) = area_and_number(rows[0]);
        let skipped: &[u32] = if area == "DCR" {
            &skipped_by_rfc_7591
        } else {
            &[]
        };
        let expected = (1..)
            .filter(|number| !skipped.contains(number))
            .map(|number| (area, number));
        assert!(
            rows.iter()
                .map(|row| area_and_number(row))
                .eq(expected.take(rows.len())),
            "{area}"
        );
    }
}

#[test]
fn a_row_is_found_by_its_exact_id() {
    for requirement in all() {
        assert_eq!(find(requirement.id), Some(requirement));
    }
    for unknown in ["", "SCOPE", "SCOPE-1", "scope-01", "SCOPE-01 ", "DCR-09"] {
        assert_eq!(find(unknown), None, "{unknown}");
    }
}

#[test]
fn every_statement_is_one_sentence_of_at_most_200_characters() {
    for Requirement { id, statement, .. } in all() {
        assert!(
            statement.ends_with('.') && !statement.contains(". "),
            "{id}"
        );
        assert!((20..=200).contains(&statement.chars().count()), "{id}");
        assert!(
            statement.starts_with(|first: char| first.is_ascii_uppercase() || first == '`'),
            "{id}"
        );
        assert!(
            !statement.contains("  ") && statement.matches('`').count() % 2 == 0,
            "{id}"
        );
    }
}

#[test]
fn no_two_rows_say_the_same() {
    let statements: BTreeSet<&str> = all().map(|requirement| requirement.statement).collect();
    assert_eq!(statements.len(), all().count());
}

#[test]
fn every_reason_is_a_fragment_that_says_something() {
    for requirement in all() {
        if let Some(reason) = requirement.reach.reason() {
            assert!(
                reason.len() > 20 && !reason.ends_with('.'),
                "{}",
                requirement.id
            );
        }
    }
}

#[test]
fn only_what_cannot_be_checked_has_a_reason() {
    assert_eq!(Reach::Request.reason(), None);
    assert_eq!(Reach::BindsServer.reason(), None);
    assert_eq!(Reach::NeedsWire("a").reason(), Some("a"));
    assert_eq!(Reach::Later("b").reason(), Some("b"));
    assert_eq!(Reach::NoEffect("c").reason(), Some("c"));
}

#[test]
fn every_error_warning_and_leniency_cites_a_row() {
    for (name, id) in cited() {
        assert!(find(id).is_some(), "{name} cites {id}");
    }
}

#[test]
fn a_row_stands_in_a_document_or_is_a_house_rule() {
    for Requirement {
        id, level, place, ..
    } in all()
    {
        assert_eq!(place.is_none(), *level == Level::House, "{id}");
        let Some(place) = place else { continue };
        assert!(
            place.url.starts_with("https://") && !place.document.is_empty(),
            "{id}"
        );
        let words = place.words.split_whitespace().count();
        assert!((1..=16).contains(&words), "{id}: {words} words");
    }
}

#[test]
fn what_a_verdict_counts_as_follows_from_the_level() {
    for Requirement {
        id,
        level,
        binds,
        weight,
        ..
    } in all()
    {
        let heaviest = match level {
            Level::Must | Level::MustNot | Level::Syntax => Weight::Must,
            Level::Should | Level::ShouldNot | Level::Derived => Weight::Should,
            Level::May | Level::Informative | Level::House => Weight::None,
        };
        assert!([heaviest, Weight::None].contains(weight), "{id}");
        assert!(
            *weight == Weight::None || binds.contains(&Party::Client),
            "{id}"
        );
    }
}

#[test]
fn only_house_rules_need_a_reason_to_fail_a_run() {
    let with_reason = || all().filter(|row| row.fails_because.is_some());
    for row in with_reason() {
        assert_eq!(row.level, Level::House, "{}", row.id);
    }
    let ids: Vec<&str> = with_reason().map(|row| row.id).collect();
    assert_eq!(
        ids,
        ["SCOPE-11", "WIRE-22", "WIRE-23", "HOUSE-01", "HOUSE-05"]
    );
}

#[test]
fn what_is_judged_as_another_row_names_one_that_is_judged() {
    for row in all() {
        if let Reach::JudgedAs(other) = row.reach {
            assert_eq!(find(other).unwrap().reach, Reach::Request, "{}", row.id);
        }
    }
}

#[test]
fn what_only_a_server_can_keep_has_no_weight() {
    for row in all().filter(|row| row.reach == Reach::BindsServer) {
        assert_eq!(row.weight, Weight::None, "{}", row.id);
    }
}

#[test]
fn a_rule_holds_from_its_revision_on() {
    let row = find("MCP-25").unwrap();
    let holding: Vec<&Revision> = Revision::ALL
        .iter()
        .filter(|revision| row.holds_in(**revision))
        .collect();
    assert_eq!(holding, [&Revision::V2026_07_28]);
    let ended = all().find(|row| row.until == Some(Revision::V2025_03_26));
    assert!(!ended.unwrap().holds_in(Revision::V2025_06_18));
}
