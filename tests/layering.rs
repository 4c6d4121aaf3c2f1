//! The module graph: a line may use only what it names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// Module by module, what it may use besides itself and libraries.
const MAY_USE: &[(&str, &str)] = &[
    ("protocol", ""),
    ("requirement", ""),
    ("case", ""),
    ("outcome", ""),
    ("layer", ""),
    ("scenario", "case outcome layer"),
    ("implementation", "case outcome layer"),
    ("reference", "protocol case outcome implementation"),
    (
        "seeded_bugs",
        "protocol reference case outcome implementation",
    ),
    ("strategies", "scenario"),
    ("properties", "scenario case outcome layer"),
    ("suite", "properties strategies"),
    ("regressions", "case"),
    (
        "harness",
        "suite properties strategies scenario implementation case outcome layer regressions",
    ),
    (
        "report",
        "harness suite requirement properties scenario case seeded_bugs protocol",
    ),
    (
        "testing",
        "harness implementation regressions report suite protocol",
    ),
    (
        "runner",
        "case harness implementation outcome properties protocol reference regressions report \
         requirement seeded_bugs strategies suite",
    ),
];

/// The modules of this crate that a file uses outside its tests.
fn used_modules(source: &str) -> BTreeSet<String> {
    struct Uses(BTreeSet<String>);

    impl Uses {
        fn path(&mut self, mut segments: impl Iterator<Item = String>) {
            if segments.next().is_some_and(|first| first == "crate") {
                self.0.extend(segments.next());
            }
        }
    }

    fn is_test(attributes: &[syn::Attribute]) -> bool {
        attributes.iter().any(|attribute| {
            attribute.path().is_ident("cfg")
                && attribute
                    .parse_args::<syn::Ident>()
                    .is_ok_and(|word| word == "test")
        })
    }

    impl<'ast> Visit<'ast> for Uses {
        fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
            if !is_test(&module.attrs) {
                visit::visit_item_mod(self, module);
            }
        }

        fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
            if let syn::UseTree::Path(first) = &item.tree
                && first.ident == "crate"
            {
                match &*first.tree {
                    syn::UseTree::Path(next) => drop(self.0.insert(next.ident.to_string())),
                    syn::UseTree::Name(next) => drop(self.0.insert(next.ident.to_string())),
                    _ => panic!("name one module after `crate::`"),
                }
            }
        }

        fn visit_path(&mut self, path: &'ast syn::Path) {
            self.path(
                path.segments
                    .iter()
                    .map(|segment| segment.ident.to_string()),
            );
            visit::visit_path(self, path);
        }
    }

    let mut uses = Uses(BTreeSet::new());
    uses.visit_file(&syn::parse_file(source).unwrap());
    uses.0
}

/// What `module` uses and may not.
fn forbidden(module: &str, source: &str) -> Vec<String> {
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
        return vec![format!("{module} is not in the table")];
    };
    let mut used = used_modules(source);
    used.remove(module);
    used.retain(|one| !allowed.split_whitespace().any(|name| name == one));
    used.into_iter()
        .map(|one| format!("{module} uses {one}"))
        .collect()
}

fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            files.extend(rust_files(&path));
        } else if name.ends_with(".rs") && name != "tests.rs" {
            files.push(path);
        }
    }
    files
}

#[test]
fn every_module_uses_only_what_the_table_allows() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut complaints = Vec::new();
    let mut seen = BTreeSet::new();
    for file in rust_files(&source) {
        let relative = file.strip_prefix(&source).unwrap();
        let first = relative.iter().next().unwrap().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        if module == "lib" || module == "main" {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let found = forbidden(&module, &text);
        complaints.extend(
            found
                .iter()
                .map(|one| format!("{}: {one}", relative.display())),
        );
        seen.insert(module);
    }
    assert_eq!(complaints, Vec::<String>::new());
    let table: BTreeSet<String> = MAY_USE.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(
        seen, table,
        "the table names exactly the modules that there are"
    );
}

#[test]
fn a_forbidden_use_is_found_however_it_is_written() {
    for source in [
        "use crate::protocol::scope;",
        "use crate::protocol;",
        "fn f() { crate::protocol::scope::pieces(); }",
        "fn f(_: crate::protocol::scope::ScopeSet) {}",
    ] {
        assert_eq!(
            forbidden("scenario", source),
            ["scenario uses protocol"],
            "{source}"
        );
        assert_eq!(
            forbidden("strategies", source),
            ["strategies uses protocol"],
            "{source}"
        );
        assert_eq!(
            forbidden("properties", source),
            ["properties uses protocol"],
            "{source}"
        );
    }
    assert_eq!(
        forbidden("scenario", "use crate::case::Case;"),
        Vec::<String>::new()
    );
    let in_tests = "#[cfg(test)] mod tests { use crate::protocol::scope; }";
    assert_eq!(forbidden("scenario", in_tests), Vec::<String>::new());
    assert_eq!(
        forbidden("unheard_of", ""),
        ["unheard_of is not in the table"]
    );
}
