//! The keywords of a schema that describe its values and change no type.

use std::sync::Arc;

use super::merge::keep_first;
use crate::document::{Schema, Tree};

/// Descriptive keywords: they change no type.
#[derive(Clone, Default)]
pub(super) struct Notes {
    pub(super) title: Option<Arc<str>>,
    pub(super) description: Option<Arc<str>>,
    pub(super) deprecated: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) sensitive: bool,
    pub(super) default: Option<Tree>,
}

impl Notes {
    pub(super) fn add_schema(&mut self, schema: &Schema) {
        keep_first(&mut self.title, &schema.title);
        keep_first(&mut self.description, &schema.description);
        keep_first(&mut self.default, &schema.default);
        self.deprecated |= schema.deprecated;
        self.read_only |= schema.read_only;
        self.write_only |= schema.write_only;
        self.sensitive |= schema.sensitive;
    }

    /// The description alone.
    pub(super) fn description(&self) -> String {
        let text = self.description.as_deref().unwrap_or_default();
        text.trim().to_string()
    }

    /// Title and description as Markdown; a title that only repeats the name says nothing.
    pub(super) fn docs(&self, name: &str) -> String {
        let title = self.title.as_deref().unwrap_or_default().trim();
        let text = self.description.as_deref().unwrap_or_default().trim();
        if title.is_empty() || crate::name::pascal(title) == name || text.starts_with(title) {
            return text.to_string();
        }
        if text.is_empty() {
            title.to_string()
        } else {
            format!("{title}\n\n{text}")
        }
    }
}
