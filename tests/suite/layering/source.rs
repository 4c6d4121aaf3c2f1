//! What a source of this crate mentions: paths into the crate, and methods.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::buffer::Cursor;
use syn::parse::ParseStream;
use syn::visit::{self, Visit};
use syn::{
    Attribute, ExprMethodCall, ImplItem, ItemEnum, ItemFn, ItemImpl, ItemMod, ItemStruct, ItemUse,
    Macro, Type, UseTree, Visibility,
};

/// A file below `src/`, without test code.
pub struct Source {
    /// The module that it is.
    pub module: String,
    /// What stands in it.
    pub text: String,
}

/// The folder of the sources.
pub fn source_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file but `lib.rs`, which only declares modules, and files of tests.
pub fn sources() -> Vec<Source> {
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
    sources.sort_by(|a, b| a.module.cmp(&b.module));
    sources
}

fn module_of(path: &Path) -> Option<String> {
    let inner = path.strip_prefix(source_directory()).unwrap();
    let inner = inner.with_extension("");
    let mut parts: Vec<&str> = inner.iter().map(|part| part.to_str().unwrap()).collect();
    if parts.last() == Some(&"mod") {
        parts.pop();
    }
    let is_source = path.extension().is_some_and(|extension| extension == "rs");
    (is_source && parts != ["lib"] && !parts.contains(&"tests")).then(|| parts.join("::"))
}

/// The modules of the crate and what each of them mentions.
pub type Mentions = BTreeMap<String, Mentioned>;

/// What every one of `sources` mentions.
pub fn mentions(sources: &[Source]) -> Mentions {
    let modules: BTreeSet<&str> = sources.iter().map(|one| one.module.as_str()).collect();
    let of = |one: &Source| {
        let known = |module: &str| modules.contains(module);
        (
            one.module.clone(),
            mentioned(&one.module, &one.text, &known),
        )
    };
    sources.iter().map(of).collect()
}

/// What a source mentions.
#[derive(Default)]
pub struct Mentioned {
    /// Paths into the crate, from its root.
    pub paths: Vec<Vec<String>>,
    /// Types that it defines.
    pub types: BTreeSet<String>,
    /// Methods that it gives to types and others can call, by the name of the type.
    pub gives: Vec<(String, Vec<String>)>,
    /// Names of methods that it calls.
    pub calls: BTreeSet<String>,
}

/// Reads `text`, the source of `module`. A path that begins with neither `crate` nor `super` leads into
/// the crate if a module `known` under that name is a child of this one.
pub fn mentioned(module: &str, text: &str, known: &dyn Fn(&str) -> bool) -> Mentioned {
    let mut reader = Reader {
        module: module.split("::").map(str::to_owned).collect(),
        known,
        found: Mentioned::default(),
    };
    reader.visit_file(&syn::parse_file(text).unwrap());
    reader.found
}

struct Reader<'a> {
    module: Vec<String>,
    known: &'a dyn Fn(&str) -> bool,
    found: Mentioned,
}

impl Reader<'_> {
    /// Adds a path, if it leads into this crate from its root or from the present module.
    fn add(&mut self, path: &[String]) {
        let mut absolute = match path.first().map(String::as_str) {
            Some("crate" | "dcr_check") => Vec::new(),
            Some("self" | "super") => self.module.clone(),
            Some(first) if (self.known)(&format!("{}::{first}", self.module.join("::"))) => {
                self.module.clone()
            }
            _ => return,
        };
        for part in path {
            match part.as_str() {
                "crate" | "dcr_check" | "self" => {}
                "super" => drop(absolute.pop()),
                name => absolute.push(name.to_owned()),
            }
        }
        self.found.paths.push(absolute);
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
        let (mut colons, mut dot) = (0, false);
        while !cursor.eof() {
            if let Some((ident, after)) = cursor.ident() {
                if dot {
                    self.found.calls.insert(ident.to_string());
                }
                dot = false;
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
                dot = cursor.punct().is_some_and(|(p, _)| p.as_char() == '.');
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

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.attrs.iter().any(is_for_tests) {
            return;
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !item.attrs.iter().any(is_for_tests) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        self.found.types.insert(item.ident.to_string());
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        self.found.types.insert(item.ident.to_string());
        visit::visit_item_enum(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if item.attrs.iter().any(is_for_tests) {
            return;
        }
        if let (None, Type::Path(of)) = (&item.trait_, &*item.self_ty) {
            let of = of.path.segments.last().unwrap().ident.to_string();
            let methods = item.items.iter().filter_map(|item| match item {
                ImplItem::Fn(method) if !matches!(method.vis, Visibility::Inherited) => {
                    Some(method.sig.ident.to_string())
                }
                _ => None,
            });
            self.found.gives.push((of, methods.collect()));
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        self.found.calls.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if item.attrs.iter().any(is_for_tests) {
            return;
        }
        self.add_tree(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        if let [_, .., last] = &parts[..] {
            self.found.calls.insert(last.clone());
        }
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
