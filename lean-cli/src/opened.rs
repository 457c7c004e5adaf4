//! A description that was opened from disk, and the part of it that was asked for.

use std::path::Path;
use std::sync::Arc;

use lean_openapi::api::{Api, Finding, Place, Rule};
use lean_openapi::document::{Description, Wanted, closest};
use lean_openapi::resolve::{Choice, Chosen, Options};

use crate::disk::Disk;
use crate::{Stopped, diagnostics};

/// The advice when no name is similar.
const LIST: &str = "`cargo lean-api inspect SPEC --list` names all operations and their tags";

/// A description and the files that it was read from.
pub struct Opened {
    /// The description.
    pub description: Description,
    /// Its files.
    pub disk: Arc<Disk>,
}

impl Opened {
    /// Opens a description with its overlays. References may lead into its own folder, and into `refs`.
    ///
    /// # Errors
    /// A fault that makes the whole description unusable, in the form in which it is printed.
    pub fn open(spec: &str, overlays: &[String], refs: &[String]) -> Result<Opened, Stopped> {
        for path in overlays.iter().map(String::as_str).chain([spec]) {
            if path.contains("://") {
                return Err(format!(
                    "error: `{path}` is a URL, but descriptions are read from disk only\n  = help: download it, or pipe it in: \
                     `curl -fsS {path} | cargo lean-api inspect -`\n"
                ));
            }
        }
        if let Some(folder) = refs.iter().find(|folder| !Path::new(folder).exists()) {
            return Err(format!(
                "error: there is no folder `{folder}`, which `--refs` allows\n"
            ));
        }
        let disk = Arc::new(Disk::of(spec, overlays, refs));
        match Description::open(Arc::clone(&disk) as _, spec, overlays) {
            Ok(description) => Ok(Opened { description, disk }),
            Err(findings) => Err(diagnostics::errors(&findings, &disk)),
        }
    }

    /// Resolves the chosen part.
    ///
    /// # Errors
    /// An operation or a tag that is not there, or an operation asked for by name that cannot be honoured.
    pub fn resolve(&self, choice: &Choice) -> Result<Api, Stopped> {
        let missing = self.find_missing(choice);
        if !missing.is_empty() {
            return Err(diagnostics::errors(&missing, &self.disk));
        }
        let api = self.description.resolve(choice, &Options::default());
        let refused: Vec<Finding> = api
            .operations
            .iter()
            .filter_map(|operation| operation.refused.clone())
            .collect();
        if matches!(choice.operations, Chosen::Names(_)) && !refused.is_empty() {
            return Err(diagnostics::errors(&refused, &self.disk));
        }
        Ok(api)
    }

    fn find_missing(&self, choice: &Choice) -> Vec<Finding> {
        match &choice.operations {
            Chosen::All => Vec::new(),
            Chosen::Names(_) => self
                .description
                .select(choice)
                .into_iter()
                .filter_map(Result::err)
                .map(|finding| Finding {
                    help: finding.help.or_else(|| Some(LIST.to_owned())),
                    ..finding
                })
                .collect(),
            Chosen::Tags(tags) => {
                let known = self.description.tags();
                tags.iter()
                    .filter(|tag| !known.contains(tag))
                    .map(|tag| unknown_tag_finding(tag, &known))
                    .collect()
            }
        }
    }
}

/// Parses an operation as a user types it: a name, or a method and a path.
pub fn parse_operation(text: &str) -> Wanted {
    match text.trim().split_once(char::is_whitespace) {
        Some((method, path)) => Wanted::Route {
            method: method.to_owned(),
            path: path.trim().to_owned(),
        },
        None => Wanted::Name(text.trim().to_owned()),
    }
}

fn unknown_tag_finding(tag: &str, known: &[String]) -> Finding {
    let near = closest(tag, known.iter().map(String::as_str));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "none carries any".to_owned(),
        None => LIST.to_owned(),
    };
    let message = format!("no operation carries the tag `{tag}`");
    let finding = Finding::refused(Rule::UnknownTag, Place::default(), message);
    Finding {
        suggestion: near.map(str::to_owned),
        ..finding.help(help)
    }
}
