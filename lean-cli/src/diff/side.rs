//! A side of the comparison: a file, a file of a git revision, or standard input.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use lean_openapi::contract::Contract;
use lean_openapi::document::{Description, Wanted};
use lean_openapi::resolve::{Choice, Chosen};

use crate::disk::Disk;
use crate::revisions::Revision;
use crate::{Stopped, diagnostics};

/// The file that git names where a side has none.
const NOTHING: &str = "/dev/null";

/// A side of the comparison.
pub(super) struct Side {
    /// As its user named it.
    pub(super) shown: String,
    description: Option<Description>,
    disk: Arc<Disk>,
}

/// The source of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) revision: Option<String>,
    pub(super) path: String,
}

impl Source {
    /// Reads `FILE`, `REVISION:FILE` or `-`. A file that exists is a file.
    pub(super) fn read(text: &str) -> Self {
        let plain = Self {
            revision: None,
            path: text.to_owned(),
        };
        if text.contains("://") || Path::new(text).exists() {
            return plain;
        }
        match text.split_once(':') {
            // A drive letter is not a revision.
            Some((revision, path)) if revision.len() > 1 && !path.is_empty() => Self {
                revision: Some(revision.to_owned()),
                path: path.trim_start_matches("./").to_owned(),
            },
            _ => plain,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(revision) = &self.revision {
            write!(f, "{revision}:")?;
        }
        f.write_str(&self.path)
    }
}

impl Side {
    pub(super) fn open(
        source: &Source,
        overlays: &[String],
        refs: &[String],
    ) -> Result<Self, Stopped> {
        let Source { revision, path } = source;
        if path.contains("://") {
            return Err(format!(
                "error: `{path}` is a URL, but descriptions are read from disk only\n  = help: download it, or pipe it in: \
                 `curl -fsS {path} | cargo lean-api diff old.yaml -`\n"
            ));
        }
        let disk = Arc::new(Disk::of(path, overlays, refs));
        let shown = source.to_string();
        if path == NOTHING {
            return Ok(Self {
                shown,
                description: None,
                disk,
            });
        }
        let opened = match revision {
            None => Description::open(Arc::clone(&disk) as _, path, overlays),
            Some(name) => {
                let revision = Revision::new(name, Arc::clone(&disk))
                    .map_err(|why| format!("error: {why}\n"))?;
                Description::open(Arc::new(revision), path, overlays)
            }
        };
        match opened {
            Ok(description) => Ok(Self {
                shown,
                description: Some(description),
                disk,
            }),
            Err(findings) => {
                let errors = diagnostics::errors(&findings, &disk);
                match revision {
                    Some(_) => Err(format!("{errors}  = note: reading `{shown}`\n")),
                    None => Err(errors),
                }
            }
        }
    }

    /// The description.
    ///
    /// # Errors
    /// The side is empty: git says that a revision does not have the file.
    pub(super) fn description(&self) -> Result<&Description, Stopped> {
        let description = self.description.as_ref();
        description.ok_or_else(|| format!("error: `{}` is empty\n", self.shown))
    }

    /// All that the description says.
    pub(super) fn contract(&self) -> Contract {
        let choice = Choice {
            operations: Chosen::All,
            webhooks: true,
            schemas: Vec::new(),
        };
        let description = self.description.as_ref();
        description
            .map(|description| description.contract(&choice))
            .unwrap_or_default()
    }

    /// Method and path of an operation.
    ///
    /// # Errors
    /// If the description does not have it.
    pub(super) fn route(&self, wanted: &Wanted) -> Result<String, Stopped> {
        match self.description()?.find(wanted) {
            Ok(operation) => Ok(format!("{} {}", operation.method, operation.path)),
            Err(finding) => Err(diagnostics::errors(&[finding], &self.disk)),
        }
    }

    /// The routes of the operations that carry a tag.
    pub(super) fn routes_of_tag(&self, tag: &String) -> Vec<String> {
        let operations = self
            .description
            .as_ref()
            .map(Description::operations)
            .unwrap_or_default();
        let tagged = operations
            .iter()
            .filter(|operation| operation.tags.contains(tag));
        tagged
            .map(|operation| format!("{} {}", operation.method, operation.path))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_revision_comes_before_a_colon() {
        let of = |text: &str| {
            let Source { revision, path } = Source::read(text);
            (revision.unwrap_or_default(), path)
        };
        let pair = |revision: &str, path: &str| (revision.to_owned(), path.to_owned());
        assert_eq!(of("HEAD~1:api.yaml"), pair("HEAD~1", "api.yaml"));
        assert_eq!(of("main:./a/b.yaml"), pair("main", "a/b.yaml"));
        assert_eq!(of("api.yaml"), pair("", "api.yaml"));
        assert_eq!(of("-"), pair("", "-"));
        assert_eq!(of("C:\\api.yaml"), pair("", "C:\\api.yaml"));
        assert_eq!(of("https://a.example/x"), pair("", "https://a.example/x"));
    }
}
