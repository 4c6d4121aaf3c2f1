//! Which module may use which: the table, held against the paths in the sources.

use std::fs;
use std::path::{Path, PathBuf};

use syn::buffer::Cursor;
use syn::parse::ParseStream;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, Macro, UseTree};

/// Every module with what it may use besides itself: modules, or single things of modules.
///
/// `properties`, `scenario` and `generate` may not use `protocol`: code must not judge itself, and
/// a generator built from the reader's own types never makes what the reader forgot. Those who show
/// messages to people may escape them, nothing more.
const LAYERS: &[(&str, &str)] = &[
    ("vocabulary", ""),
    ("protocol", "vocabulary"),
    ("requirement", "vocabulary"),
    ("case", "vocabulary"),
    ("outcome", "vocabulary"),
    ("declaration", "vocabulary"),
    ("scenario", "case outcome declaration vocabulary"),
    ("implementation", "case outcome declaration"),
    ("reference", "protocol case outcome implementation"),
    (
        "seeded_bugs",
        "protocol reference case outcome implementation vocabulary",
    ),
    ("generate", "scenario vocabulary"),
    ("properties", "scenario case outcome declaration vocabulary"),
    ("suite", "properties generate"),
    ("regressions", "case"),
    (
        "harness",
        "suite properties generate scenario implementation case outcome declaration regressions",
    ),
    (
        "report",
        "harness suite requirement properties scenario case seeded_bugs protocol::error::escaped \
         vocabulary",
    ),
    (
        "testing",
        "harness suite implementation regressions report protocol::error::escaped",
    ),
    (
        "clients",
        "case harness declaration outcome properties protocol::error::escaped report requirement scenario \
         generate suite vocabulary",
    ),
    (
        "runner",
        "case harness implementation outcome properties protocol reference regressions report \
         requirement scenario seeded_bugs generate suite clients vocabulary",
    ),
    ("main", "runner"),
];

/// Exported macros stand at the root of the crate, wherever they are written.
const EXPORTED_MACROS: &[(&str, &str)] = &[("property_tests", "testing")];

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
            _ => panic!("src/lib.rs holds something else than declarations of modules"),
        })
        .collect();
    declared.push("main".to_owned());
    declared.sort();
    let mut named: Vec<&str> = LAYERS.iter().map(|(module, _)| *module).collect();
    named.sort_unstable();
    assert_eq!(declared, named);
}

#[test]
fn what_the_table_permits_exists() {
    for (module, may) in LAYERS {
        for path in may.split_whitespace() {
            let first = path.split("::").next().unwrap_or_default();
            assert!(
                LAYERS.iter().any(|(name, _)| *name == first) && first != *module,
                "{module}: {path}"
            );
        }
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

/// A file below `src/`, without test code.
struct Source {
    module: String,
    text: String,
}

fn source_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file but `lib.rs`, which only declares modules, and files of tests.
fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    let mut open = vec![source_directory()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if let Some(module) = module_of(&path) {
                let text = fs::read_to_string(&path).unwrap();
                sources.push(Source { module, text });
            }
        }
    }
    sources
}

fn module_of(path: &Path) -> Option<String> {
    let inner = path.strip_prefix(source_directory()).unwrap();
    let inner = inner.with_extension("");
    let mut parts: Vec<&str> = inner.iter().map(|part| part.to_str().unwrap()).collect();
    if parts.last() == Some(&"mod") {
        parts.pop();
    }
    (parts != ["lib"] && !parts.contains(&"tests")).then(|| parts.join("::"))
}

/// What `text`, the source of `module`, uses without permission.
fn complaints(module: &str, text: &str) -> Vec<String> {
    let layer = module.split("::").next().unwrap_or_default();
    let Some((_, may)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("the table does not name {layer}")];
    };
    used_paths(module, text)
        .into_iter()
        .filter(|path| !permits(may, layer, path))
        .map(|path| format!("{module} uses {}", path.join("::")))
        .collect()
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
    first == module || is_type || may.split_whitespace().any(permits)
}

/// The paths into this crate in `text`, the source of `module`, from the root of the crate.
fn used_paths(module: &str, text: &str) -> Vec<Vec<String>> {
    let mut reader = Reader {
        module: module.split("::").map(str::to_owned).collect(),
        paths: Vec::new(),
    };
    reader.visit_file(&syn::parse_file(text).unwrap());
    reader.paths
}

struct Reader {
    module: Vec<String>,
    paths: Vec<Vec<String>>,
}

impl Reader {
    /// Adds a path, if it leads into this crate from its root or from the present module.
    fn add(&mut self, path: &[String]) {
        let mut absolute = match path.first().map(String::as_str) {
            Some("crate" | "dcr_check") => Vec::new(),
            Some("self" | "super") => self.module.clone(),
            _ => return,
        };
        for part in path {
            match part.as_str() {
                "crate" | "dcr_check" | "self" => {}
                "super" => drop(absolute.pop()),
                name => absolute.push(name.to_owned()),
            }
        }
        self.paths.push(absolute);
    }

    fn add_tree(&mut self, tree: &UseTree, path: &mut Vec<String>) {
        match tree {
            UseTree::Path(inner) => {
                path.push(inner.ident.to_string());
                self.add_tree(&inner.tree, path);
                path.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_tree(tree, path);
                }
            }
            UseTree::Name(leaf) => self.add(&[path.clone(), vec![leaf.ident.to_string()]].concat()),
            UseTree::Rename(leaf) => {
                self.add(&[path.clone(), vec![leaf.ident.to_string()]].concat());
            }
            UseTree::Glob(_) => self.add(&[path.clone(), vec!["*".to_owned()]].concat()),
        }
    }

    /// Paths among the tokens of a macro, which have no syntax tree.
    fn add_tokens(&mut self, mut cursor: Cursor<'_>) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        while !cursor.eof() {
            if let Some((ident, after)) = cursor.ident() {
                if colons != 2 {
                    self.add_longer(&std::mem::take(&mut path));
                }
                path.push(ident.to_string());
                (colons, cursor) = (0, after);
            } else if let Some((_, after)) = cursor.punct().filter(|(p, _)| p.as_char() == ':') {
                (colons, cursor) = (colons + 1, after);
            } else {
                if colons == 2 {
                    // `crate::{…}` or `crate::*`, which nobody may write in a macro.
                    path.push("*".to_owned());
                }
                self.add_longer(&std::mem::take(&mut path));
                colons = 0;
                if let Some((inside, _, _, after)) = cursor.any_group() {
                    self.add_tokens(inside);
                    cursor = after;
                } else if let Some((_, after)) = cursor.token_tree() {
                    cursor = after;
                }
            }
        }
        self.add_longer(&path);
    }

    /// Adds a path unless it is a lone `self`, the receiver of a method, or the `crate` of a visibility.
    fn add_longer(&mut self, path: &[String]) {
        if path.len() > 1 {
            self.add(path);
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.attrs.iter().any(is_for_tests) {
            return;
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_tree(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        self.add_longer(&parts);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        visit::visit_macro(self, item);
        let scan = |input: ParseStream<'_>| {
            self.add_tokens(input.cursor());
            input.step(|cursor| {
                let mut rest = *cursor;
                while let Some((_, after)) = rest.token_tree() {
                    rest = after;
                }
                Ok(((), rest))
            })
        };
        item.parse_body_with(scan).unwrap();
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    let names_test = |attribute: &Attribute| {
        attribute
            .parse_args::<syn::Path>()
            .is_ok_and(|path| path.is_ident("test"))
    };
    attribute.path().is_ident("cfg") && names_test(attribute)
}
