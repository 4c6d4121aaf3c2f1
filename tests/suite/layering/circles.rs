//! Circles of modules: what each uses, and which use each other.
//!
//! A module is a file. It uses another one if a path in it leads there (a `use`, an expression, a type, a
//! macro; into the deepest module that the path names), or if it calls a method that the other one gives
//! to a type of a third module or of its own. A `pub use` is a use like any other.
//!
//! To declare a child (`mod child;`) is no use. So a `mod.rs` that holds what its children share, and only
//! declares them, is below them; one that joins its children is above them, and they may not use what it
//! holds. Both at once is a circle. Code under `cfg(test)` does not count.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Mentioned, Mentions, Source, mentions, sources};

/// Which modules each module uses, itself aside.
type Edges = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_modules_use_each_other() {
    let edges = edges(&mentions(&sources()));
    let count: usize = edges.values().map(BTreeSet::len).sum();
    assert!(count > 500, "only {count} edges found");
    let found = circles(&edges);
    let told: Vec<String> = found.iter().map(|circle| told(circle, &edges)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    println!("{count} edges between {} modules", edges.len());
}

#[test]
fn a_circle_is_found_however_it_is_closed() {
    let closed: &[&[(&str, &str)]] = &[
        &[("a", "use crate::b::B;"), ("b", "use crate::a::A;")],
        &[
            ("a", "use crate::b::B;"),
            ("b", "use super::c;"),
            ("c", "fn f() { crate::a::f(); }"),
        ],
        // A parent that uses its child, and a child that uses its parent's items.
        &[
            ("a", "mod b; use b::B;"),
            ("a::b", "use super::A; struct B;"),
        ],
        &[
            ("a", "mod b; fn f() { b::f(); }"),
            ("a::b", "use crate::a::A;"),
        ],
        &[
            ("a", "mod b; fn f() { vec![b::f()]; }"),
            ("a::b", "fn f(a: &super::A) {}"),
        ],
        &[
            ("a", "pub mod b; pub use self::b::B;"),
            ("a::b", "use super::*;"),
        ],
        // Methods that a child gives to its parent's type.
        &[
            ("a", "mod b; struct A; fn f(a: &A) { a.check(); }"),
            ("a::b", "use super::A; impl A { pub fn check(&self) {} }"),
        ],
        &[
            ("a", "mod b; struct A; fn f(a: &A) { assert!(a.check()); }"),
            ("a::b", "impl super::A { pub(super) fn check(&self) {} }"),
        ],
        &[
            ("a", "mod b; struct A; fn f() { A::make(); }"),
            ("a::b", "use crate::a::A; impl A { pub fn make() {} }"),
        ],
        // A third module that gives them, and one that only passes the type on.
        &[
            ("a", "pub struct A;"),
            (
                "b",
                "use crate::a::A; use crate::c; impl A { pub fn go(&self) {} }",
            ),
            ("c", "use crate::a::A; fn f(a: A) { a.go(); }"),
        ],
    ];
    for texts in closed {
        assert!(!found_in(texts).is_empty(), "overlooked: {texts:?}");
    }
}

#[test]
fn what_leads_one_way_is_no_circle() {
    let open: &[&[(&str, &str)]] = &[
        &[("a", "use crate::b::B;"), ("b", "")],
        // A parent that only declares its child.
        &[("a", "pub mod b; struct A;"), ("a::b", "use super::A;")],
        // A child that uses its sister, not its parent.
        &[
            ("a", "mod b; mod c; use b::B;"),
            ("a::b", "use super::c::C;"),
            ("a::c", ""),
        ],
        &[
            ("a", "use crate::b::B;"),
            ("b", "#[cfg(test)] mod tests { use crate::a::A; }"),
        ],
        &[
            ("a", "use crate::b::B;"),
            (
                "b",
                "#[cfg(test)] use crate::a::A; #[cfg(test)] fn f(a: crate::a::A) {}",
            ),
        ],
        // A method of the same name that another type has.
        &[
            ("a", "struct A; fn f(c: C) { c.check(); }"),
            (
                "b",
                "struct B; use crate::a::A; impl B { pub fn check(&self, a: A) {} }",
            ),
        ],
        // A method of the same name that only its own module can call.
        &[
            ("a", "struct A; fn f(c: C) { c.check(); }"),
            ("b", "use crate::a::A; impl A { fn check(&self) {} }"),
        ],
    ];
    for texts in open {
        assert_eq!(found_in(texts), Vec::<Vec<String>>::new(), "{texts:?}");
    }
}

fn found_in(texts: &[(&str, &str)]) -> Vec<Vec<String>> {
    let source = |(module, text): &(&str, &str)| Source {
        module: (*module).to_owned(),
        text: (*text).to_owned(),
    };
    let sources: Vec<Source> = texts.iter().map(source).collect();
    circles(&edges(&mentions(&sources)))
}

/// An edge for each path that leads into another module, and for each method that another module gives
/// to a type that this one defines or names.
fn edges(mentions: &Mentions) -> Edges {
    let given = given(mentions);
    let of = |(module, mentioned): (&String, &Mentioned)| {
        let by_path = mentioned
            .paths
            .iter()
            .filter_map(|path| file_of(path, mentions));
        let names = |file: &String, of: &String| {
            module == file
                || mentioned
                    .paths
                    .iter()
                    .any(|path| path.contains(of) && file_of(path, mentions).as_ref() == Some(file))
        };
        let by_method = given.iter().filter_map(|(file, of, by, methods)| {
            let calls = methods.iter().any(|name| mentioned.calls.contains(name));
            (calls && names(file, of)).then(|| by.clone())
        });
        let used: BTreeSet<String> = by_path
            .chain(by_method)
            .filter(|one| one != module)
            .collect();
        (module.clone(), used)
    };
    mentions.iter().map(of).collect()
}

/// The module whose file a path leads to.
fn file_of(path: &[String], mentions: &Mentions) -> Option<String> {
    let prefixes = (1..=path.len())
        .rev()
        .map(|length| path[..length].join("::"));
    prefixes
        .into_iter()
        .find(|prefix| mentions.contains_key(prefix))
}

/// Methods that are written in another module than their type: that of the type, the type, that of the
/// methods, and their names.
fn given(mentions: &Mentions) -> Vec<(String, String, String, &[String])> {
    let mut given = Vec::new();
    for (module, mentioned) in mentions {
        for (of, methods) in &mentioned.gives {
            let defined = mentioned.paths.iter().filter(|path| path.contains(of));
            let files: BTreeSet<String> =
                defined.filter_map(|path| file_of(path, mentions)).collect();
            if !mentioned.types.contains(of) {
                let all = files.into_iter();
                given.extend(all.map(|file| (file, of.clone(), module.clone(), &methods[..])));
            }
        }
    }
    given
}

/// Groups of modules of which each reaches every other.
fn circles(edges: &Edges) -> Vec<Vec<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> = edges
        .keys()
        .map(|module| (module, reached(module, edges)))
        .collect();
    let mut circles: Vec<Vec<String>> = Vec::new();
    for (module, all) in &reached {
        let known = circles.iter().flatten().any(|one| one == *module);
        if all.contains(module) && !known {
            let back = |one: &&&String| reached.get(**one).is_some_and(|all| all.contains(module));
            circles.push(all.iter().filter(back).map(|one| (*one).clone()).collect());
        }
    }
    circles
}

fn reached<'a>(module: &String, edges: &'a Edges) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&String> = edges.get(module).into_iter().flatten().collect();
    while let Some(one) = open.pop() {
        if reached.insert(one) {
            open.extend(edges.get(one).into_iter().flatten());
        }
    }
    reached
}

/// A circle with its edges.
fn told(circle: &[String], edges: &Edges) -> String {
    let lines = circle.iter().map(|module| {
        let within = edges[module].iter().filter(|one| circle.contains(one));
        let within: Vec<&str> = within.map(String::as_str).collect();
        format!("  {module} uses {}", within.join(", "))
    });
    let lines: Vec<String> = lines.collect();
    format!("a circle:\n{}", lines.join("\n"))
}
