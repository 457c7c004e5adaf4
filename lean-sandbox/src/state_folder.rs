//! The data that a sandbox keeps in a folder between starts: its authority, the application's
//! certificates, secrets.
//!
//! One file, which only its owner may read. Customers and payments are not in it: they are gone with the process, and made
//! again with the same ids in the same order.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::builder::Settings;
use crate::ca::{Authority, Files, Issued, KeyKind, write_secret};
use crate::json::{Json, map};

const FILE: &str = "sandbox-state.json";

/// The folder, and what was in it.
#[derive(Clone)]
pub(crate) struct StateFolder {
    folder: PathBuf,
    content: Json,
}

impl StateFolder {
    /// Reads what an earlier sandbox has left, if there was one.
    pub(crate) fn open(folder: &Path) -> Result<Self, Error> {
        let file = folder.join(FILE);
        let content = match fs::read(&file) {
            Ok(bytes) => Json::parse(&bytes).ok_or_else(|| damaged_file(&file))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Json::Map(Vec::new()),
            Err(error) => return Err(Error::files(folder, error)),
        };
        Ok(Self {
            folder: folder.to_owned(),
            content,
        })
    }

    /// A text of the earlier sandbox: `application`, `client_secret`, `webhook_secret`.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.content.text(name).map(str::to_owned)
    }

    /// The authority of the earlier sandbox, or a new one.
    pub(crate) fn authority(&self, settings: &Settings) -> Result<Authority, Error> {
        let (clock, application) = (settings.clock.clone(), settings.application.clone());
        match self.content.get("authority") {
            Some(saved) => Authority::from_json(saved, clock, application)
                .ok_or_else(|| damaged_file(&self.folder.join(FILE))),
            None => Authority::new(clock, application),
        }
    }

    /// Returns the application's certificate and its successor: those of the earlier sandbox if
    /// still valid, or new ones. Then writes the file.
    pub(crate) fn issue(
        &self,
        authority: &Authority,
        settings: &Settings,
        key: KeyKind,
    ) -> Result<[Files; 2], Error> {
        let saved = self.content.get("certificates").map(Json::items);
        let issue = |index: usize| {
            let saved = saved.and_then(|saved| saved.get(index));
            let earlier = saved.and_then(|saved| Issued::from_json(saved, authority, key));
            earlier.map_or_else(|| authority.client().key(key).issue(), Ok)
        };
        let issued = [issue(0)?, issue(1)?];
        self.save(&map! {
            "application": &settings.application,
            "client_secret": &settings.client_secret,
            "webhook_secret": &settings.webhook_secret,
            "authority": authority.to_json(),
            "certificates": issued.iter().map(Issued::to_json).collect::<Json>(),
        })?;
        Ok(issued.map(|issued| issued.files))
    }

    fn save(&self, content: &Json) -> Result<(), Error> {
        let failed = |error| Error::files(&self.folder, error);
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let text = format!("{}\n", content.write());
        write_secret(&self.folder.join(FILE), &text).map_err(failed)
    }
}

fn damaged_file(file: &Path) -> Error {
    Error::state(format!(
        "`{}` is damaged; delete it, and the sandbox makes new certificates and secrets",
        file.display()
    ))
}
