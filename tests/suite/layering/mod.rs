//! Which module may use which: the tables, held against the paths in the sources.
//!
//! [`LAYERS`] is for the modules of the crate, [`ROOMS`] for those within two of them. That no modules use
//! each other, wherever they stand, is in `circles`, with what counts as use.

mod circles;
mod source;

use std::fs;

use syn::{Item, ItemMod};

use source::{mentioned, source_directory, sources};

/// Every module with what it may use besides itself: modules, or single things of modules.
///
/// `properties`, `scenario` and `generate` may not use `protocol`: code must not judge itself, and
/// a generator built from the reader's own types never makes what the reader forgot. Those who show
/// messages to people may escape them, nothing more. Every module may use `vocabulary`.
const LAYERS: &[(&str, &str)] = &[
    ("vocabulary", ""),
    ("protocol", ""),
    ("requirement", ""),
    ("case", ""),
    ("outcome", ""),
    ("declaration", ""),
    ("scenario", "case outcome declaration"),
    ("implementation", "case outcome declaration"),
    ("reference", "protocol case outcome implementation"),
    (
        "seeded_bugs",
        "protocol reference case outcome implementation",
    ),
    ("generate", "scenario"),
    (
        "properties",
        "requirement generate scenario case outcome declaration",
    ),
    (
        "harness",
        "properties generate scenario implementation case outcome declaration \
         protocol::error::escaped",
    ),
    (
        "report",
        "harness requirement properties scenario case seeded_bugs protocol::error::escaped",
    ),
    (
        "clients",
        "case harness declaration outcome properties protocol::error::escaped report requirement scenario \
         generate",
    ),
    (
        "runner",
        "case harness implementation outcome properties protocol reference report \
         requirement scenario seeded_bugs generate clients",
    ),
    ("prelude", "case declaration harness implementation outcome"),
    ("main", "runner"),
];

/// The modules that have a table of their own, for the modules within them.
const ROOMS: &[(&str, &[(&str, &str)])] = &[("clients", CLIENTS), ("protocol", PROTOCOL)];

/// What drives client programs: profile, login, run and session, each above the one before.
const CLIENTS: &[(&str, &str)] = &[
    ("profile", ""),
    ("login", "profile"),
    ("exec", "login profile"),
    ("session", "exec login profile"),
    ("install", "exec profile"),
    ("report", "exec install login session"),
    ("baseline", "profile report"),
];

/// The core: words and limits, then texts, then the stages, and `build` above them all.
const PROTOCOL: &[(&str, &str)] = &[
    ("limits", ""),
    ("location", ""),
    ("leniency", ""),
    ("distinct", ""),
    ("error", "leniency limits location"),
    ("warning", "error location"),
    ("scope", "distinct limits"),
    ("json", "distinct error limits location"),
    ("uri", "error leniency limits location warning"),
    ("arguments", "error limits location"),
    ("overrides", "arguments error location"),
    (
        "config",
        "arguments error limits location overrides warning",
    ),
    ("challenge", "error limits location warning"),
    ("metadata", "error json leniency location scope warning"),
    (
        "resource_metadata",
        "error json leniency location metadata scope uri warning",
    ),
    (
        "server_metadata",
        "error json leniency location metadata scope uri warning",
    ),
    ("well_known", "error leniency location uri warning"),
    ("redirect", "error limits location uri"),
    (
        "client_metadata",
        "error json leniency location redirect uri",
    ),
    ("selection", "error location metadata scope warning"),
    ("settings", "leniency selection"),
    (
        "negotiation",
        "error leniency location server_metadata warning",
    ),
    ("request", "error location negotiation redirect scope"),
    (
        "parsed",
        "arguments challenge client_metadata config error location metadata redirect request \
         resource_metadata scope selection server_metadata settings uri warning well_known",
    ),
    (
        "build",
        "error location negotiation parsed request selection server_metadata settings \
         uri warning well_known",
    ),
];

/// Exported macros stand at the root of the crate, wherever they are written.
const EXPORTED_MACROS: &[(&str, &str)] = &[
    ("property_tests", "harness"),
    ("for_each_property", "properties"),
];

#[test]
fn every_module_uses_only_what_the_table_names() {
    let sources = sources();
    let edges: usize = sources
        .iter()
        .map(|source| used_paths(&source.module, &source.text).len())
        .sum();
    // A reader that overlooks paths would find nothing to complain about.
    assert!(edges > 200, "only {edges} paths found");
    let complaints: Vec<String> = sources
        .iter()
        .flat_map(|source| complaints(&source.module, &source.text))
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    println!("{edges} paths in {} files", sources.len());
}

#[test]
fn the_table_names_the_modules_of_the_crate() {
    let lib = fs::read_to_string(source_directory().join("lib.rs")).unwrap();
    let mut declared: Vec<String> = syn::parse_file(&lib)
        .unwrap()
        .items
        .into_iter()
        .map(|item| match item {
            Item::Mod(ItemMod {
                ident,
                content: None,
                ..
            }) => ident.to_string(),
            // The README as a test of the documentation.
            Item::Struct(item) if item.ident == "Readme" => String::new(),
            _ => panic!("src/lib.rs holds something else than declarations of modules"),
        })
        .filter(|name| !name.is_empty())
        .collect();
    declared.push("main".to_owned());
    declared.sort();
    let mut named: Vec<&str> = LAYERS.iter().map(|(module, _)| *module).collect();
    named.sort_unstable();
    assert_eq!(declared, named);
}

#[test]
fn the_tables_of_rooms_name_what_stands_there() {
    for (layer, table) in ROOMS {
        let file = source_directory().join(layer).join("mod.rs");
        let items = syn::parse_file(&fs::read_to_string(file).unwrap())
            .unwrap()
            .items;
        let mut declared: Vec<String> = items
            .into_iter()
            .map(|item| match item {
                Item::Mod(item) => item.ident.to_string(),
                _ => panic!("src/{layer}/mod.rs holds something else than declarations of modules"),
            })
            .collect();
        declared.sort();
        let mut named: Vec<&str> = table.iter().map(|(room, _)| *room).collect();
        named.sort_unstable();
        assert_eq!(declared, named, "{layer}");
    }
}

#[test]
fn what_the_tables_permit_exists() {
    for table in ROOMS.iter().map(|(_, table)| *table).chain([LAYERS]) {
        for (module, may) in table {
            for path in may.split_whitespace() {
                let first = path.split("::").next().unwrap_or_default();
                assert!(
                    table.iter().any(|(name, _)| *name == first) && first != *module,
                    "{module}: {path}"
                );
            }
        }
    }
}

#[test]
fn a_forbidden_edge_between_rooms_is_found() {
    let forbidden = [
        (
            "clients::login::shrink",
            "use crate::clients::exec::run::run;",
        ),
        ("clients::login", "use super::session::plan::Budget;"),
        (
            "clients::profile",
            "fn f() { crate::clients::login::complete(a); }",
        ),
        (
            "clients::exec::run",
            "use super::super::report::{self, ClientReport};",
        ),
        (
            "clients::exec",
            "macro_rules! m { () => { $crate::clients::session::go() }; }",
        ),
        ("clients::exec::run", "use crate::clients;"),
        (
            "clients::exec::run",
            "use crate::clients::{login::Login, session};",
        ),
        ("clients::unheard_of", "use crate::clients::login::Login;"),
        ("clients", "pub use login::Login;"),
        ("clients", "pub use self::login::Login;"),
        ("protocol::error", "use super::warning::Warning;"),
        ("protocol::json::reader", "use crate::protocol::uri::Uri;"),
    ];
    for (module, text) in forbidden {
        assert!(
            !complaints(module, text).is_empty(),
            "overlooked: {module}: {text}"
        );
    }
}

#[test]
fn what_the_tables_of_rooms_permit_is_not_complained_about() {
    let permitted = [
        (
            "clients::exec::run",
            "use super::record::Record; use crate::clients::login::Login;",
        ),
        (
            "clients::session::worker",
            "use crate::clients::{exec::run::run, login};",
        ),
        ("clients", "pub mod login;"),
        (
            "protocol::json::reader",
            "use super::string::unescaped; use crate::protocol::error::Place;",
        ),
        (
            "clients::login",
            "#[cfg(test)] mod tests { use crate::clients::session::session; }",
        ),
    ];
    for (module, text) in permitted {
        assert_eq!(
            complaints(module, text),
            Vec::<String>::new(),
            "{module}: {text}"
        );
    }
}

#[test]
fn a_forbidden_edge_is_found_however_it_is_written() {
    let forbidden = [
        "use crate::protocol::build;",
        "use crate::{case::Case, protocol};",
        "use crate::protocol as core;",
        "pub use super::protocol::*;",
        "use super::super::protocol::json;",
        "use self::super::protocol::json;",
        "fn f() { crate::protocol::build::build(&a, &b); }",
        "fn f(error: &crate::protocol::error::BuildError) {}",
        "fn f() -> Vec<crate::protocol::error::BuildError> { Vec::new() }",
        "impl crate::protocol::Secret for X {}",
        "fn f() { println!(\"{}\", crate::protocol::limits::ARGUMENTS); }",
        "fn f() { let _ = vec![(1, super::protocol::limits::ARGUMENTS)]; }",
        "macro_rules! m { () => { $crate::protocol::limits::ARGUMENTS }; }",
        "mod inner { use super::super::protocol::json; }",
        "mod inner { mod deep { fn f() { super::super::super::protocol::json::read(); } } }",
        "#[cfg(feature = \"runner\")] use crate::protocol::build;",
        "use crate::*;",
        "use crate::unheard_of::Thing;",
        "macro_rules! m { () => { use crate::{protocol}; }; }",
    ];
    for text in forbidden {
        let module = if text.contains("super::super::protocol") && text.starts_with("use") {
            "properties::scope"
        } else {
            "properties"
        };
        assert!(!complaints(module, text).is_empty(), "overlooked: {text}");
    }
}

#[test]
fn what_is_permitted_or_test_code_is_not_complained_about() {
    let permitted = [
        "use crate::scenario::{Scenario, expectation::Expectation};",
        "use super::variation::Relation;",
        "use self::inner::protocol;",
        "use std::fmt; fn protocol() {}",
        "fn f() { protocol::build(); }",
        "/// See [`crate::protocol`].\nfn f() { let _ = \"crate::protocol::build\"; }",
        "#[cfg(test)] mod tests { use crate::protocol::build; }",
        "mod inner { use super::super::properties::scope; }",
    ];
    for text in permitted {
        let found = complaints("properties::scope", text);
        assert_eq!(found, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_permission_for_one_thing_is_none_for_its_neighbours() {
    let of_report = |text| complaints("report::human", text).len();
    assert_eq!(of_report("use crate::protocol::error::escaped;"), 0);
    assert_eq!(of_report("use crate::protocol::error::BuildError;"), 1);
    assert_eq!(of_report("use crate::protocol::error::{self, escaped};"), 1);
    assert_eq!(of_report("use crate::protocol;"), 1);
}

/// What `text`, the source of `module`, uses without permission of the tables.
fn complaints(module: &str, text: &str) -> Vec<String> {
    let mut parts = module.split("::");
    let (layer, room) = (parts.next().unwrap_or_default(), parts.next());
    let Some((_, may)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("the table does not name {layer}")];
    };
    let rooms = ROOMS
        .iter()
        .find(|(name, _)| *name == layer)
        .map(|(_, rooms)| *rooms);
    used_paths(module, text)
        .into_iter()
        .filter(|path| {
            let within = path.first().is_some_and(|first| first == layer);
            let allowed = match rooms.filter(|_| within) {
                Some(rooms) => permits_room(rooms, room, &path[1..]),
                None => permits(may, layer, path),
            };
            !allowed
        })
        .map(|path| format!("{module} uses {}", path.join("::")))
        .collect()
}

/// Whether `room`, or the module above the rooms if there is none, may use a path among them.
fn permits_room(rooms: &[(&str, &str)], room: Option<&str>, path: &[String]) -> bool {
    let row = rooms.iter().find(|(name, _)| Some(*name) == room);
    row.is_some_and(|(room, may)| !path.is_empty() && permits(may, room, path))
}

fn permits(may: &str, module: &str, path: &[String]) -> bool {
    let Some(first) = path.first().map(String::as_str) else {
        return false;
    };
    // The root holds modules only, so this is a type that a macro names from where it is used.
    let is_type = first.starts_with(|letter: char| letter.is_ascii_uppercase());
    let macro_of = EXPORTED_MACROS.iter().find(|(name, _)| *name == first);
    let first = macro_of.map_or(first, |(_, layer)| layer);
    let permits = |permission: &str| {
        let mut rest = path.iter().skip(1);
        let mut parts = permission.split("::");
        parts.next() == Some(first)
            && parts.all(|part| rest.next().is_some_and(|name| name == part))
    };
    let is_for_all = module != "vocabulary" && first == "vocabulary";
    first == module || is_type || is_for_all || may.split_whitespace().any(permits)
}

/// The paths into this crate in `text`, the source of `module`, from the root of the crate.
fn used_paths(module: &str, text: &str) -> Vec<Vec<String>> {
    let is_room = |path: &str| {
        let (layer, room) = path.split_once("::").unwrap_or_default();
        let mut rooms = ROOMS.iter().filter(|(name, _)| *name == layer);
        rooms.any(|(_, rooms)| rooms.iter().any(|(name, _)| *name == room))
    };
    mentioned(module, text, &is_room).paths
}
