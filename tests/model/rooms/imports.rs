//! Which file of a crate imports which, read from the sources: `use` trees and paths in code, each
//! followed to the file that declares what it names.

use super::tokens::{tokens, without_tests};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A path in code, `crate::a::B` as its parts.
type Parts = Vec<String>;

/// The sources of a crate by the names of their modules.
pub struct Sources {
    files: BTreeMap<String, Source>,
}

/// What a file names of others.
#[derive(Default)]
struct Source {
    /// The names that `use` brings in, with their whole paths.
    bound: BTreeMap<String, Parts>,
    /// The paths that it uses, but for what it only hands on.
    used: Vec<Parts>,
    /// Modules that are there for tests alone.
    tests: Vec<String>,
}

impl Sources {
    /// The crate that is being tested.
    pub fn of_the_crate() -> Self {
        fn visit(folder: &Path, root: &Path, found: &mut Vec<(String, String)>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    visit(&path, root, found);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                    found.push((name, fs::read_to_string(&path).unwrap()));
                }
            }
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut found = Vec::new();
        visit(&root, &root, &mut found);
        found.retain(|(name, _)| name != "lib.rs" && name != "main.rs");
        assert!(found.len() > 100, "the sources are in src");
        Self::new(found.into_iter())
    }

    /// Files by their paths below `src`, with their texts.
    pub fn new(files: impl Iterator<Item = (String, String)>) -> Self {
        let mut files: BTreeMap<String, Source> = files
            .map(|(path, text)| {
                let module = path.trim_end_matches(".rs").replace(['/', '\\'], "::");
                let source = Source::read(&module, &text);
                (module, source)
            })
            .collect();
        let tests: Vec<String> = files.values().flat_map(|file| file.tests.clone()).collect();
        let is_test = |name: &str| {
            tests.iter().any(|test| name == test || name.starts_with(&format!("{test}::")))
        };
        files.retain(|name, _| !is_test(name));
        Self { files }
    }

    /// The rooms: the modules at the top.
    pub fn rooms(&self) -> BTreeSet<String> {
        self.files.keys().filter(|name| !name.contains("::")).cloned().collect()
    }

    /// Which files each file imports, all as modules.
    pub fn imports(&self) -> BTreeMap<String, BTreeSet<String>> {
        let of = |(name, source): (&String, &Source)| {
            let targets = source.used.iter().filter_map(|path| self.declared(path, 0));
            (name.clone(), targets.filter(|target| target != name).collect())
        };
        self.files.iter().map(of).collect()
    }

    /// The file that declares what a path from the crate's root names.
    fn declared(&self, path: &[String], depth: usize) -> Option<String> {
        let is_file = |length: &usize| self.files.contains_key(&path[..*length].join("::"));
        let length = (1..=path.len()).rev().find(is_file)?;
        let name = path[..length].join("::");
        let handed_on = path.get(length).and_then(|next| self.files[&name].bound.get(next));
        match handed_on {
            Some(origin) if depth < 8 => {
                let whole: Parts = origin.iter().chain(&path[length + 1..]).cloned().collect();
                self.declared(&whole, depth + 1).or(Some(name))
            }
            _ => Some(name),
        }
    }
}

impl Source {
    fn read(module: &str, text: &str) -> Self {
        let (tokens, tests) = without_tests(&tokens(text), module);
        let mut reader = Reader {
            tokens,
            at: 0,
            own: module.split("::").map(str::to_owned).collect(),
            source: Self { tests, ..Self::default() },
            inner: Vec::new(),
            depth: 0,
            handed_on: Vec::new(),
            paths: Vec::new(),
        };
        reader.run();
        reader.source
    }
}

/// Reads one file's tokens in order.
struct Reader {
    tokens: Vec<String>,
    at: usize,
    /// The module at hand, modules within the file included.
    own: Parts,
    source: Source,
    /// At which depth of braces each module within the file was opened.
    inner: Vec<usize>,
    depth: usize,
    /// What is imported only to be handed on, unless the file uses the name.
    handed_on: Vec<(String, Parts)>,
    /// Paths in code as they are written, with the module that they stand in.
    paths: Vec<(Parts, Parts)>,
}

impl Reader {
    fn token(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", String::as_str)
    }

    fn run(&mut self) {
        while self.at < self.tokens.len() {
            match self.token(0) {
                "use" => {
                    let before = self.at.checked_sub(1).map_or("", |at| &self.tokens[at]);
                    let is_public = matches!(before, "pub" | ")");
                    self.at += 1;
                    self.tree(&[], is_public);
                }
                "mod" if self.token(2) == "{" => {
                    self.own.push(self.token(1).to_owned());
                    self.inner.push(self.depth);
                    self.depth += 1;
                    self.at += 3;
                }
                // A declaration is no use.
                "mod" => self.at += 2,
                "{" => {
                    self.depth += 1;
                    self.at += 1;
                }
                "}" => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.inner.last() == Some(&self.depth) {
                        self.inner.pop();
                        self.own.pop();
                    }
                    self.at += 1;
                }
                token if is_name(token) => self.path(),
                _ => self.at += 1,
            }
        }
        self.resolve();
    }

    /// Turns the paths in code into whole ones.
    fn resolve(&mut self) {
        for (path, own) in std::mem::take(&mut self.paths) {
            let first = &path[0];
            if let Some((_, origin)) = self.handed_on.iter().find(|(name, _)| name == first) {
                self.source.used.push(origin.clone());
            }
            let whole = match (first.as_str(), self.source.bound.get(first)) {
                ("crate" | "super" | "self", _) => absolute(&own, &path),
                (_, Some(origin)) => origin.iter().chain(&path[1..]).cloned().collect(),
                // One of the file's own modules, or no file of the crate.
                (_, None) if path.len() > 1 => own.iter().chain(&path).cloned().collect(),
                (_, None) => continue,
            };
            self.source.used.push(whole);
        }
    }

    /// A path in code, with one part or more.
    fn path(&mut self) {
        let mut path = vec![self.token(0).to_owned()];
        // A field or a method is no name of the file's.
        let is_member = self.at > 0 && self.tokens[self.at - 1] == ".";
        self.at += 1;
        while self.token(0) == "::" && is_name(self.token(1)) {
            path.push(self.token(1).to_owned());
            self.at += 2;
        }
        if !is_member {
            self.paths.push((path, self.own.clone()));
        }
    }

    /// A tree of `use`, its first parts known.
    fn tree(&mut self, prefix: &[String], is_public: bool) {
        let mut path = prefix.to_vec();
        loop {
            match self.token(0) {
                "{" => {
                    self.at += 1;
                    while self.token(0) != "}" {
                        self.tree(&path, is_public);
                        self.at += usize::from(self.token(0) == ",");
                    }
                    self.at += 1;
                    return;
                }
                "::" => self.at += 1,
                "*" => {
                    self.at += 1;
                    return self.bind("*", &path, is_public);
                }
                token if is_name(token) => {
                    // `a::{self}` is `a`.
                    if token != "self" || path.is_empty() {
                        path.push(token.to_owned());
                    }
                    self.at += 1;
                    if self.token(0) == "::" {
                        continue;
                    }
                    let mut name = path.last().cloned().unwrap_or_default();
                    if self.token(0) == "as" {
                        self.token(1).clone_into(&mut name);
                        self.at += 2;
                    }
                    return self.bind(&name, &path, is_public);
                }
                _ => return,
            }
        }
    }

    fn bind(&mut self, name: &str, path: &[String], is_public: bool) {
        let whole = match path.first().map(String::as_str) {
            Some("crate" | "super" | "self") => absolute(&self.own, path),
            // One of the file's own modules, or another crate.
            _ => self.own.iter().chain(path).cloned().collect(),
        };
        if is_public {
            self.handed_on.push((name.to_owned(), whole.clone()));
        } else {
            self.source.used.push(whole.clone());
        }
        self.source.bound.insert(name.to_owned(), whole);
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// A path that begins with `crate`, `self` or `super`, from the crate's root.
fn absolute(own: &[String], path: &[String]) -> Parts {
    let mut whole = own.to_vec();
    for part in path {
        match part.as_str() {
            "crate" => whole.clear(),
            "self" => {}
            "super" => drop(whole.pop()),
            _ => whole.push(part.clone()),
        }
    }
    whole
}
