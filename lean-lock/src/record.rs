//! The use of a description by an expansion, as the macro hands it to the command.

use crate::facts::Facts;
use crate::usage::Usage;
use crate::words;

/// The environment variable that names the folder for records. The macro writes them only if it is set.
pub const VARIABLE: &str = "LEAN_API_USAGE_DIR";

/// The use of a description by one expansion of a macro.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The folder of the package.
    pub package: String,
    /// The folder that the paths of description and overlays are relative to.
    pub base: String,
    /// The description, as the attribute names it.
    pub spec: String,
    /// Its overlays, as the attribute names them.
    pub overlays: Vec<String>,
    /// The folders that references may lead into.
    pub refs: Vec<String>,
    /// The key of the description in the lock.
    pub key: String,
    /// The used part of the description.
    pub usage: Usage,
}

impl Record {
    /// Writes the record.
    #[must_use]
    pub fn text(&self) -> String {
        let mut facts = Facts::default();
        facts.set("package", &self.package);
        facts.set("base", &self.base);
        facts.set("spec", &self.spec);
        facts.set("key", &self.key);
        for (word, paths) in [("overlay", &self.overlays), ("refs", &self.refs)] {
            for (index, path) in paths.iter().enumerate() {
                facts.at(word).set(&format!("{index:04}"), path);
            }
        }
        facts.at("used").merge(self.usage.facts());
        facts.lines().join("\n")
    }

    /// Reads a record. None if it was cut off.
    #[must_use]
    pub fn parse(text: &str) -> Option<Record> {
        let mut facts = Facts::default();
        for line in text.lines() {
            let (words, value) = words::split_line(line)?;
            facts.add(&words, value);
        }
        let value = |word: &str| facts.value_of(word).map(str::to_owned);
        let paths = |word: &str| -> Vec<String> {
            let paths = facts.get(word).into_iter().flat_map(Facts::entries);
            let paths = paths.filter_map(|(_, path)| path.value());
            paths.map(str::to_owned).collect()
        };
        Some(Record {
            package: value("package")?,
            base: value("base")?,
            spec: value("spec")?,
            overlays: paths("overlay"),
            refs: paths("refs"),
            key: value("key")?,
            usage: facts.get("used").map(Usage::of).unwrap_or_default(),
        })
    }
}
