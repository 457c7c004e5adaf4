//! The text of one file, and the parts read so far.

use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::error::{Fault, ReadError};
use super::json::{self, Ends};
use super::level::{Content, Form, KeySpot, Level, Member};
use super::node::Node;
use super::place::{Lines, Place};
use super::yaml::{self, Indents};
use super::{BYTES_MAX, MEMBERS_MAX};

/// The text of one file. Owns what has been read of it so far, which only grows.
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
    /// The start of the text: after a byte order mark.
    start: usize,
    lines: OnceLock<Lines>,
    ends: OnceLock<Ends>,
    indents: OnceLock<Indents>,
    root: OnceLock<Result<Arc<Level>, ReadError>>,
    findings: Mutex<Vec<ReadError>>,
}

impl Source {
    /// Takes the text of a file; `name` is how messages call it, usually its path relative to the crate.
    ///
    /// JSON and YAML are distinguished by what is written, not by name; but parts of a JSON document that are
    /// only good YAML are mistakes where the name ends in `.json`. A byte order mark is skipped.
    ///
    /// # Errors
    /// Text over [`BYTES_MAX`], or text with NUL characters, which is another encoding or not text at all.
    pub fn new(
        name: impl Into<Arc<str>>,
        text: impl Into<Arc<str>>,
    ) -> Result<Arc<Self>, ReadError> {
        let (name, text) = (name.into(), text.into());
        let whole = Place {
            file: name.clone(),
            line: 1,
            column: 1,
            range: 0..0,
        };
        if text.len() > BYTES_MAX {
            let message = format!(
                "the file has {} bytes; at most {BYTES_MAX} are read",
                text.len()
            );
            return Err(ReadError::new(message, whole));
        }
        let start = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let source = Self {
            name,
            text,
            start,
            lines: OnceLock::new(),
            ends: OnceLock::new(),
            indents: OnceLock::new(),
            root: OnceLock::new(),
            findings: Mutex::default(),
        };
        match source.text.find('\0') {
            None => Ok(Arc::new(source)),
            Some(at) => Err(source.error(Fault::at(
                at,
                "a NUL character: save the file as UTF-8 text",
            ))),
        }
    }

    /// The name of the file in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The document's outermost value.
    ///
    /// # Errors
    /// A fault that breaks the whole text: JSON whose brackets do not match, an outermost map that cannot be read,
    /// nesting beyond [`DEPTH_MAX`](super::DEPTH_MAX) in JSON, aliases that expand without measure.
    pub fn root(self: &Arc<Self>) -> Result<Node, ReadError> {
        let level = self.root.get_or_init(|| self.read_root()).clone()?;
        Ok(Node::root(self.clone(), level))
    }

    /// The mistakes in everything read so far, in the order of their discovery: keys that repeat
    /// an earlier one, maps and lists that could not be read, text after the end of the document.
    pub fn findings(&self) -> Vec<ReadError> {
        self.findings
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The place of a range of bytes.
    pub fn place(&self, range: Range<usize>) -> Place {
        let lines = self.lines();
        let line = lines.line_of(range.start);
        let column = lines.column_of(&self.text, line, range.start);
        let file = self.name.clone();
        Place {
            file,
            line: to_u32(line + 1),
            column: to_u32(column + 1),
            range,
        }
    }

    fn read_root(&self) -> Result<Arc<Level>, ReadError> {
        let first = self.text[self.start..].trim_start().bytes().next();
        if !matches!(first, Some(b'{' | b'[')) {
            if first == Some(b'/') && self.is_named_json() {
                return Err(self.error(Fault::at(self.start, json::NO_COMMENTS)));
            }
            return yaml::root(self).map(root_level);
        }
        // Braces may also be YAML's: a text that is not valid JSON is tried as YAML.
        let as_json = match json::root(self) {
            Ok(member) => return Ok(root_level(member)),
            Err(error) => error,
        };
        match yaml::root(self) {
            // YAML takes a comment for a part of the next key.
            Ok(_) if as_json.message() == json::NO_COMMENTS => Err(as_json),
            Ok(member) => Ok(root_level(member)),
            // The grammar that got further is the one that was meant.
            Err(as_yaml)
                if as_yaml.place().range.start > as_json.place().range.start
                    && !self.is_named_json() =>
            {
                Err(as_yaml)
            }
            Err(_) => Err(as_json),
        }
    }

    /// Returns true if the file is named like JSON, so that YAML's freedoms inside are mistakes.
    pub(super) fn is_named_json(&self) -> bool {
        self.name.ends_with(".json")
    }
}

// What the grammars need while they read.
impl Source {
    pub(super) fn start(&self) -> usize {
        self.start
    }

    pub(super) fn lines(&self) -> &Lines {
        self.lines
            .get_or_init(|| Lines::new(&self.text, self.start))
    }

    pub(super) fn ends(&self) -> &OnceLock<Ends> {
        &self.ends
    }

    pub(super) fn indents(&self) -> &Indents {
        self.indents.get_or_init(|| Indents::new(self))
    }

    /// The content of a member, read now if it has not been read.
    pub(super) fn content<'a>(&self, member: &'a Member) -> &'a Content {
        member.content.get_or_init(|| {
            let content = match member.spot.form {
                Form::Json => json::content(self, &member.spot),
                Form::Empty | Form::Flow | Form::Inline(_) | Form::OwnLine(_) => {
                    yaml::content(self, &member.spot)
                }
            };
            if let Content::Invalid(error) = &content {
                self.report(error.clone());
            }
            content
        })
    }

    /// A map of these members; keys that repeat are reported.
    pub(super) fn map(&self, members: Vec<Member>) -> Level {
        let (level, repeated) = Level::map(&self.text, members);
        for member in repeated {
            let key = member.key.text(&self.text);
            let range = member.key.start as usize..member.key.end as usize;
            let message =
                format!("the key `{key}` is there twice in this map; the first one counts");
            self.report(ReadError::new(message, self.place(range)).into_slip());
        }
        level
    }

    pub(super) fn error(&self, fault: Fault) -> ReadError {
        let start = fault.start.min(self.text.len());
        ReadError::new(
            fault.message,
            self.place(start..fault.end.clamp(start, self.text.len())),
        )
    }

    /// Records a mistake that was understood anyway.
    pub(super) fn note_slip(&self, fault: Fault) {
        self.report(self.error(fault).into_slip());
    }

    pub(super) fn report(&self, finding: ReadError) {
        let mut findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        // A text tried as JSON and then as YAML would be reported by both.
        if findings.len() < FINDINGS_MAX && !findings.contains(&finding) {
            findings.push(finding);
        }
    }

    /// The text of a line counted from 1, without its line feed.
    pub(super) fn line_text(&self, line: u32) -> &str {
        let starts = &self.lines().starts;
        let Some(start) = starts.get(line as usize - 1) else {
            return "";
        };
        self.text[*start as usize..]
            .lines()
            .next()
            .unwrap_or_default()
    }
}

/// The maximum number of findings. Users read no more, and a hostile document could have millions.
const FINDINGS_MAX: usize = 1_000;

const _: () = assert!(BYTES_MAX < u32::MAX as usize && MEMBERS_MAX < BYTES_MAX);

/// The level above the root, which holds it alone.
fn root_level(root: Member) -> Arc<Level> {
    Arc::new(Level::list(vec![root]))
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The root has no key.
pub(super) fn empty_key() -> KeySpot {
    KeySpot::default()
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Source({}, {} bytes)", self.name, self.text.len())
    }
}
