//! The modules of a crate: what each defines, what it brings in by `use`, and which file a path leads to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::source::{Word, sources, words};

/// A module's path from its crate's root.
type ModulePath = Vec<String>;

/// What is written in one module.
#[derive(Debug, Default)]
struct Module {
    file: PathBuf,
    defined: BTreeSet<String>,
    /// Names that `use` brings in, and the path each stands for.
    aliases: BTreeMap<String, Vec<String>>,
    /// What `use …::*` opens.
    globs: Vec<Vec<String>>,
    /// Paths that are used in the middle of the code.
    inline: Vec<Vec<String>>,
}

/// All modules of one crate.
#[derive(Debug, Default)]
pub struct Crate {
    modules: BTreeMap<ModulePath, Module>,
}

impl Crate {
    /// Reads a crate's sources; their root is `lib.rs`, or else `main.rs`.
    pub fn read(folder: &Path) -> Self {
        let mut files = Vec::new();
        sources(folder, &mut files);
        let mut found = Self::default();
        for file in files {
            let text = fs::read_to_string(&file).expect("a source is text");
            let path = module_path(file.strip_prefix(folder).expect("it is in its folder"));
            found.add(&path, &file, &words(&text));
        }
        found
    }

    /// A crate out of texts, by the names of their files.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut found = Self::default();
        for (file, text) in files {
            found.add(&module_path(Path::new(file)), Path::new(file), &words(text));
        }
        found
    }

    /// Reads the words of one module; inline modules in it are modules of their own in the same file.
    fn add(&mut self, path: &[String], file: &Path, words: &[Word]) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        let (mut at, mut depth) = (0, 0_usize);
        while at < words.len() {
            let next = words.get(at + 1).map_or("", String::as_str);
            match words[at].as_str() {
                "use" if next != "<" => {
                    let end =
                        at + words[at..].iter().position(|word| word == ";").unwrap_or(words.len() - at);
                    module.bring_in(&[], &words[at + 1..end]);
                    at = end;
                }
                "mod" if words.get(at + 2).is_some_and(|word| word == "{") => {
                    let length = braces(&words[at + 2..]);
                    let inner: Vec<String> = path.iter().cloned().chain([next.to_owned()]).collect();
                    self.add(&inner, file, &words[at + 3..at + 2 + length - 1]);
                    at += 2 + length;
                    continue;
                }
                "mod" => at += 1,
                "macro_rules" if next == "!" => {
                    module.defined.extend(words.get(at + 2).cloned());
                    at += 2;
                }
                "fn" | "struct" | "enum" | "union" | "trait" | "type" | "const" | "static" if depth == 0 => {
                    let is_name =
                        |word: &&Word| !["fn", "mut", "unsafe", "async", "extern"].contains(&word.as_str());
                    module.defined.extend(words[at + 1..].iter().find(is_name).cloned());
                }
                "{" => depth += 1,
                "}" => depth = depth.saturating_sub(1),
                _ => at += module.read_inline(words, at),
            }
            at += 1;
        }
        self.modules.insert(path.to_vec(), module);
    }

    /// Which files use which others.
    pub fn uses(&self) -> BTreeMap<PathBuf, BTreeSet<PathBuf>> {
        let mut uses: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
        for (path, module) in &self.modules {
            let known = uses.entry(module.file.clone()).or_default();
            for used in module.aliases.values().chain(&module.inline) {
                known.extend(self.file_of(path, used, false));
            }
            for used in &module.globs {
                known.extend(self.file_of(path, used, true));
            }
            known.remove(&module.file);
        }
        uses
    }

    /// The file that defines what a path names, as it is written in the module `from`. None where it leads out
    /// of the crate, or names a module whole: what is used of it stands elsewhere. Unless all of it is used.
    fn file_of(&self, from: &[String], path: &[String], all_of_it: bool) -> Option<PathBuf> {
        match self.find(from, path, &mut BTreeSet::new())? {
            Found::Module(module) if all_of_it => Some(self.modules.get(&module)?.file.clone()),
            Found::Module(_) => None,
            Found::Item(file) => Some(file),
        }
    }

    fn find(&self, from: &[String], path: &[String], seen: &mut Seen) -> Option<Found> {
        let first = path.first()?.as_str();
        let (mut module, mut rest) = match first {
            "crate" => (Vec::new(), &path[1..]),
            "self" => (from.to_vec(), &path[1..]),
            "super" => {
                let ups = path.iter().take_while(|name| *name == "super").count();
                (from.get(..from.len().checked_sub(ups)?)?.to_vec(), &path[ups..])
            }
            // A name of this module, or another crate's: then it is no child and no alias.
            _ => {
                let found = self.named(from, first, path.len() > 1, seen)?;
                let Found::Module(module) = found else { return Some(found) };
                (module, &path[1..])
            }
        };
        while let Some((name, more)) = rest.split_first() {
            match self.named(&module, name, !more.is_empty(), seen) {
                Some(Found::Module(inner)) => (module, rest) = (inner, more),
                Some(item) => return Some(item),
                // A macro made it, where the path says it is.
                None => return self.modules.get(&module).map(|module| Found::Item(module.file.clone())),
            }
        }
        Some(Found::Module(module))
    }

    /// What a name means in a module. Where more of a path follows, a module is meant before an item of the
    /// same name.
    fn named(&self, module: &[String], name: &str, goes_on: bool, seen: &mut Seen) -> Option<Found> {
        if !seen.insert((module.to_vec(), name.to_owned())) {
            return None;
        }
        let here = self.modules.get(module)?;
        let child: Vec<String> = module.iter().cloned().chain([name.to_owned()]).collect();
        let child = self.modules.contains_key(&child).then_some(Found::Module(child));
        if goes_on && child.is_some() {
            return child;
        }
        if here.defined.contains(name) {
            return Some(Found::Item(here.file.clone()));
        }
        let alias = here.aliases.get(name).filter(|path| path.first().is_some_and(|first| first != name));
        if let Some(found) = alias.and_then(|path| self.find(module, path, seen)) {
            return Some(found);
        }
        for glob in &here.globs {
            let opened = self.find(module, glob, seen);
            if let Some(Found::Module(opened)) = opened
                && opened != module
                && let Some(found) = self.named(&opened, name, goes_on, seen)
            {
                return Some(found);
            }
        }
        child
    }
}

type Seen = BTreeSet<(ModulePath, String)>;

enum Found {
    Module(ModulePath),
    Item(PathBuf),
}

impl Module {
    /// Takes in what stands between `use` and its semicolon, which may branch in braces.
    fn bring_in(&mut self, start: &[String], words: &[Word]) {
        let mut path = start.to_vec();
        let mut at = 0;
        let mut alias = None;
        while at < words.len() {
            match words[at].as_str() {
                "::" => {}
                "{" => {
                    let length = braces(&words[at..]);
                    for branch in branches(&words[at + 1..at + length - 1]) {
                        self.bring_in(&path, branch);
                    }
                    return;
                }
                "*" => {
                    self.globs.push(path);
                    return;
                }
                "as" => {
                    alias = words.get(at + 1).cloned();
                    at += 1;
                }
                // `use a::{self}` is `use a`.
                "self" if !path.is_empty() => {}
                name => path.push(name.to_owned()),
            }
            at += 1;
        }
        if let Some(last) = alias.or_else(|| path.last().cloned()) {
            // What is brought in for its methods alone has no name, and is used all the same.
            let name = if last == "_" { path.join("::") } else { last };
            self.aliases.insert(name, path);
        }
    }

    /// Reads a path that stands in the code; how many more words it takes.
    fn read_inline(&mut self, words: &[Word], at: usize) -> usize {
        let is_begun = at.checked_sub(1).and_then(|before| words.get(before));
        let goes_on = words.get(at + 1).is_some_and(|word| word == "::");
        let is_name = words[at].starts_with(|sign: char| sign.is_alphabetic() || sign == '_');
        if !is_name || !goes_on || is_begun.is_some_and(|before| before == "::" || before == "$") {
            return 0;
        }
        let mut path = vec![words[at].clone()];
        let mut end = at;
        while let [colons, name, ..] = &words[end + 1..]
            && colons == "::"
            && name.starts_with(|sign: char| sign.is_alphabetic() || sign == '_')
        {
            path.push(name.clone());
            end += 2;
        }
        if path.len() > 1 {
            self.inline.push(path);
        }
        end - at
    }
}

/// How many words a pair of braces takes with all that it holds.
fn braces(words: &[Word]) -> usize {
    let mut depth = 0_usize;
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" => depth -= 1,
            _ => {}
        }
    }
    words.len()
}

/// The parts between commas that are in no inner braces.
fn branches(words: &[Word]) -> Vec<&[Word]> {
    let mut depth = 0_usize;
    words
        .split(|word| {
            match word.as_str() {
                "{" => depth += 1,
                "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
            word == "," && depth == 0
        })
        .filter(|branch| !branch.is_empty())
        .collect()
}

fn module_path(file: &Path) -> ModulePath {
    let mut path: ModulePath =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if path.last().is_some_and(|last| ["lib", "main", "mod"].contains(&last.as_str())) {
        path.pop();
    }
    path
}
