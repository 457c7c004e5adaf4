//! The handle by which everybody else sees a document.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use super::level::{Content, Level, Member, Shape};
use super::{Kind, Place, ReadError, Scalar, Source};

/// A place in a document: a cheap handle. Every accessor reads what it needs and no more, and what was read
/// is remembered for all handles.
#[derive(Clone)]
pub struct Node {
    source: Arc<Source>,
    level: Arc<Level>,
    index: u32,
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key, decoded. Keys that look like numbers are as they were written: `200`.
    pub text: Arc<str>,
    /// Its place, without quotes.
    pub at: Place,
}

/// The identity of the place of a [`Node`]: equal for handles of the same place, and for an alias
/// and its anchor. For memo tables and for finding cycles while the [`Source`] lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId {
    source: usize,
    start: u32,
    /// A YAML list or map starts where its first member does.
    depth: u8,
}

/// In one piece: identities are looked up a great many times, by unoptimised code.
impl Hash for NodeId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let place = u64::from(self.start) << 8 | u64::from(self.depth);
        state.write_u64(place ^ (self.source as u64).rotate_left(32));
    }
}

impl Node {
    pub(super) fn root(source: Arc<Source>, level: Arc<Level>) -> Self {
        Self {
            source,
            level,
            index: 0,
        }
    }

    /// Its kind. Reads a map's or list's own level, to know if it is valid.
    pub fn kind(&self) -> Kind {
        match self.content() {
            Content::Scalar(scalar) => scalar.kind(),
            Content::Level(level) if level.shape == Shape::Map => Kind::Map,
            Content::Level(_) => Kind::List,
            Content::Invalid(_) => Kind::Invalid,
        }
    }

    /// The value of a key of this map; of a key that is there twice, the first.
    pub fn get(&self, key: &str) -> Option<Self> {
        let level = self.level()?;
        let index = level.find(self.source.text(), key)?;
        Some(self.child(level, index))
    }

    /// The map's keys and values as they are in the document, less keys that are there a second time,
    /// which [`Source::findings`] tells of. Empty for anything but a map.
    pub fn entries(&self) -> Vec<(Key, Self)> {
        let Some(level) = self.level().filter(|level| level.shape == Shape::Map) else {
            return Vec::new();
        };
        (0..level.members.len())
            .map(|index| (self.key_of(&level.members[index]), self.child(level, index)))
            .collect()
    }

    /// The list's values. Empty for anything but a list.
    pub fn items(&self) -> Vec<Self> {
        let Some(level) = self.level().filter(|level| level.shape == Shape::List) else {
            return Vec::new();
        };
        (0..level.members.len())
            .map(|index| self.child(level, index))
            .collect()
    }

    /// Follows a JSON pointer (RFC 6901) from here: `/paths/~1users/get`; the empty pointer is this node.
    pub fn pointer(&self, pointer: &str) -> Option<Self> {
        if pointer.is_empty() {
            return Some(self.clone());
        }
        let mut node = self.clone();
        for token in pointer.strip_prefix('/')?.split('/') {
            node = node.step(&token.replace("~1", "/").replace("~0", "~"))?;
        }
        Some(node)
    }

    fn step(&self, token: &str) -> Option<Self> {
        let level = self.level()?;
        let index = match level.shape {
            Shape::Map => level.find(self.source.text(), token)?,
            Shape::List => list_index(token).filter(|index| *index < level.members.len())?,
        };
        Some(self.child(level, index))
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<Arc<str>> {
        match self.content() {
            Content::Scalar(Scalar::String(text)) => Some(text.clone()),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.content() {
            Content::Scalar(Scalar::Bool(value)) => Some(*value),
            _ => None,
        }
    }

    /// The number's text, if it is one: valid JSON, with every digit that was written.
    pub fn as_number(&self) -> Option<Arc<str>> {
        match self.content() {
            Content::Scalar(Scalar::Number(text)) => Some(text.clone()),
            _ => None,
        }
    }

    /// The value, unless this is a map, a list, or invalid.
    pub fn scalar(&self) -> Scalar {
        match self.content() {
            Content::Scalar(scalar) => scalar.clone(),
            Content::Level(_) | Content::Invalid(_) => Scalar::NotScalar,
        }
    }

    /// The place of this value. Of a map or list in YAML's block style, up to its last line.
    pub fn place(&self) -> Place {
        self.source
            .place(super::yaml::value_range(&self.source, &self.member().spot))
    }

    /// The range of its text. Of a map or list in YAML's block style, all lines that belong to it.
    pub(crate) fn span(&self) -> Range<usize> {
        let spot = &self.member().spot;
        spot.start()..spot.end()
    }

    /// The document.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The identity of its place.
    pub fn id(&self) -> NodeId {
        let spot = &self.member().spot;
        NodeId {
            source: Arc::as_ptr(&self.source).addr(),
            start: spot.start,
            depth: spot.depth,
        }
    }

    /// The reason why this could not be read, if it is [`Kind::Invalid`].
    pub fn error(&self) -> Option<ReadError> {
        match self.content() {
            Content::Invalid(error) => Some(error.clone()),
            Content::Scalar(_) | Content::Level(_) => None,
        }
    }

    pub(super) fn content(&self) -> &Content {
        self.source.content(self.member())
    }

    fn member(&self) -> &Member {
        &self.level.members[self.index as usize]
    }

    fn level(&self) -> Option<&Arc<Level>> {
        match self.content() {
            Content::Level(level) => Some(level),
            Content::Scalar(_) | Content::Invalid(_) => None,
        }
    }

    fn child(&self, level: &Arc<Level>, index: usize) -> Self {
        Self {
            source: self.source.clone(),
            level: level.clone(),
            index: super::place::offset(index),
        }
    }

    fn key_of(&self, member: &Member) -> Key {
        let range = member.key.start as usize..member.key.end as usize;
        Key {
            text: member.key.text(self.source.text()).into(),
            at: self.source.place(range),
        }
    }
}

/// RFC 6901: digits, and no zero before them.
fn list_index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = token == "0" || !token.starts_with('0');
    if digits && canonical {
        token.parse().ok()
    } else {
        None
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({:?} at {})", self.kind(), self.place())
    }
}
