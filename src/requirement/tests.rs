use std::collections::BTreeSet;

use super::{Level, Party, Reach, Requirement, all, find};
use crate::protocol::error::ErrorKind;
use crate::protocol::leniency::Leniency;
use crate::protocol::warning::WarningKind;

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
        ("SCOPE", 19),
        ("DCR", 52),
        ("DCRM", 5),
        ("RES", 10),
        ("PRM", 30),
        ("ASM", 31),
        ("OIDCD", 8),
        ("BEAR", 14),
        ("HTTP", 22),
        ("OIDCR", 11),
        ("NAT", 10),
        ("O21", 7),
        ("ISS", 7),
        ("JSON", 16),
        ("URI", 9),
        ("MCP", 36),
        ("CFG", 15),
        ("SEC", 6),
    ];
    assert_eq!(tally, expected);
    assert_eq!(all().count(), 308);
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
    assert_eq!(statements.len(), 308);
}

#[test]
fn every_source_is_a_document_with_a_place_or_this_project() {
    let documents = [
        "RFC ",
        "OAuth 2.1 draft 13, ",
        "OpenID Connect ",
        "MCP",
        "Client ID Metadata ",
    ];
    for Requirement { id, source, .. } in all() {
        for part in source
            .split("; ")
            .map(|part| part.trim_start_matches("compare "))
        {
            let of_a_document = documents.iter().any(|document| part.starts_with(document));
            assert!(
                of_a_document || part == "this project" || part == "IANA OAuth Parameters",
                "{id}"
            );
        }
    }
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
fn what_only_the_server_can_keep_does_not_bind_the_client() {
    for requirement in all().filter(|requirement| requirement.reach == Reach::BindsServer) {
        assert_ne!(requirement.binds, Party::Client, "{}", requirement.id);
    }
}

#[test]
fn three_rows_of_four_bear_on_the_request() {
    let count = |wanted: fn(Reach) -> bool| all().filter(|row| wanted(row.reach)).count();
    let tally = [
        count(|reach| reach == Reach::Request),
        count(|reach| reach == Reach::BindsServer),
        count(|reach| matches!(reach, Reach::NeedsWire(_))),
        count(|reach| matches!(reach, Reach::Later(_))),
        count(|reach| matches!(reach, Reach::NoEffect(_))),
    ];
    assert_eq!(tally, [230, 5, 14, 38, 21]);
}

#[test]
fn every_error_warning_and_leniency_cites_a_row() {
    for (name, id) in cited() {
        assert!(find(id).is_some(), "{name} cites {id}");
    }
}

#[test]
fn every_error_cites_a_row_that_bears_on_the_request() {
    for kind in ErrorKind::ALL {
        let requirement = find(kind.requirement()).unwrap();
        assert_eq!(requirement.reach, Reach::Request, "{}", kind.name());
    }
}

#[test]
fn levels_are_named_as_their_sources_write_them() {
    let names: Vec<&str> = [
        Level::Must,
        Level::MustNot,
        Level::Should,
        Level::ShouldNot,
        Level::Recommended,
        Level::NotRecommended,
        Level::May,
        Level::Optional,
        Level::Advised,
        Level::Derived,
        Level::Silent,
    ]
    .map(Level::name)
    .to_vec();
    assert_eq!(
        names.join(", "),
        "MUST, MUST NOT, SHOULD, SHOULD NOT, RECOMMENDED, NOT RECOMMENDED, MAY, OPTIONAL, advised, \
         derived, silent"
    );
}

#[test]
fn parties_are_named_as_the_documents_call_them() {
    assert_eq!(Party::Client.name(), "client");
    assert_eq!(Party::AuthorizationServer.name(), "authorization-server");
    assert_eq!(Party::ResourceServer.name(), "resource-server");
    assert_eq!(Party::OpenIdProvider.name(), "openid-provider");
}
