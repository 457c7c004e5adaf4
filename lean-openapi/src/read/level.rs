//! One map or list: its members, where each is, and what has been read of it so far.

use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::error::{Fault, ReadError};
use super::place::offset;
use super::{MEMBERS_MAX, Scalar};

/// One map or list. Its members know where they are; what they hold is read when it is asked for.
pub(super) struct Level {
    pub(super) shape: Shape,
    pub(super) members: Vec<Member>,
    table: Table,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    List,
    Map,
}

/// A value in its map or list.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) key: KeySpot,
    pub(super) spot: Spot,
    pub(super) content: OnceLock<Content>,
}

impl Member {
    pub(super) fn new(key: KeySpot, spot: Spot) -> Self {
        Self {
            key,
            spot,
            content: OnceLock::new(),
        }
    }

    pub(super) fn with_content(key: KeySpot, spot: Spot, content: Content) -> Self {
        Self {
            key,
            spot,
            content: OnceLock::from(content),
        }
    }
}

/// The content of a value.
#[derive(Clone)]
pub(super) enum Content {
    Scalar(Scalar),
    Level(Arc<Level>),
    Invalid(ReadError),
}

/// The place of a key; its text only if that differs from the source.
#[derive(Clone, Default)]
pub(super) struct KeySpot {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) decoded: Option<Arc<str>>,
}

impl KeySpot {
    pub(super) fn raw(range: Range<usize>) -> Self {
        Self {
            start: offset(range.start),
            end: offset(range.end),
            decoded: None,
        }
    }

    pub(super) fn text<'a>(&'a self, text: &'a str) -> &'a str {
        match &self.decoded {
            Some(decoded) => decoded,
            None => &text[self.start as usize..self.end as usize],
        }
    }
}

/// The start of a value, and how to read it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) start: u32,
    /// Exact for JSON and flow style; for block style the end of the lines that belong to the value.
    pub(super) end: u32,
    /// The start of the tag and the anchor before the value, if there are any.
    pub(super) properties: Option<u32>,
    pub(super) depth: u8,
    pub(super) form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing was written: null.
    Empty,
    Json,
    /// YAML between brackets.
    Flow,
    /// YAML after a key, on its line.
    Inline(Region),
    /// YAML on a line of its own, or after the dash of a list.
    OwnLine(Region),
}

/// Lines that belong to a YAML value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// The line of its first character, from 0.
    pub(super) line: u32,
    /// The line after its last.
    pub(super) end: u32,
    /// The column of the map or list that it is in; -1 for the root.
    pub(super) parent: i32,
}

impl Spot {
    pub(super) fn exact(form: Form, range: Range<usize>, depth: u8) -> Self {
        Self {
            start: offset(range.start),
            end: offset(range.end),
            properties: None,
            depth,
            form,
        }
    }

    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    pub(super) fn end(&self) -> usize {
        self.end as usize
    }
}

impl Level {
    pub(super) fn list(members: Vec<Member>) -> Self {
        Self {
            shape: Shape::List,
            members,
            table: Table::default(),
        }
    }

    /// Builds a map from its members, and returns the members with repeated keys separately.
    pub(super) fn map(text: &str, members: Vec<Member>) -> (Self, Vec<Member>) {
        let (table, repeats) = Table::new(text, &members);
        if repeats.is_empty() {
            return (
                Self {
                    shape: Shape::Map,
                    members,
                    table,
                },
                Vec::new(),
            );
        }
        let (mut first, mut repeated) = (Vec::new(), Vec::new());
        let mut repeats = repeats.into_iter().peekable();
        for (index, member) in members.into_iter().enumerate() {
            let repeats_a_key = repeats.next_if_eq(&index).is_some();
            if repeats_a_key {
                repeated.push(member)
            } else {
                first.push(member)
            }
        }
        let (table, _) = Table::new(text, &first);
        (
            Self {
                shape: Shape::Map,
                members: first,
                table,
            },
            repeated,
        )
    }

    /// The place among the members of the one with this key.
    pub(super) fn find(&self, text: &str, key: &str) -> Option<usize> {
        if self.shape == Shape::List {
            return None;
        }
        self.table.find(text, &self.members, key)
    }
}

/// Adds a member, as long as the level has room.
pub(super) fn push(members: &mut Vec<Member>, member: Member) -> Result<(), Fault> {
    if members.len() >= MEMBERS_MAX {
        let message = format!("more than {MEMBERS_MAX} entries in one map or list");
        return Err(Fault::at(member.spot.start(), message));
    }
    members.push(member);
    Ok(())
}

/// Keys by hash, open addressing: place among the members plus one; 0 is free. Small maps have none.
/// The hash is the standard library's keyed one: a document cannot be written to make keys collide.
#[derive(Default)]
struct Table {
    slots: Vec<u32>,
    hasher: RandomState,
}

const SMALL: usize = 8;

impl Table {
    /// The table, and the places of members whose key has been there before.
    fn new(text: &str, members: &[Member]) -> (Self, Vec<usize>) {
        let mut table = Self::default();
        let mut repeats = Vec::new();
        if members.len() <= SMALL {
            for (index, member) in members.iter().enumerate() {
                let key = member.key.text(text);
                if members[..index]
                    .iter()
                    .any(|earlier| earlier.key.text(text) == key)
                {
                    repeats.push(index);
                }
            }
            return (table, repeats);
        }
        table.slots = vec![0; (members.len() * 2).next_power_of_two()];
        for (index, member) in members.iter().enumerate() {
            let slot = table.slot(text, members, member.key.text(text));
            if table.slots[slot] == 0 {
                table.slots[slot] = offset(index + 1);
            } else {
                repeats.push(index);
            }
        }
        (table, repeats)
    }

    fn find(&self, text: &str, members: &[Member], key: &str) -> Option<usize> {
        if self.slots.is_empty() {
            return members
                .iter()
                .position(|member| member.key.text(text) == key);
        }
        let slot = self.slot(text, members, key);
        (self.slots[slot] as usize).checked_sub(1)
    }

    /// The slot of a key, or the free one where it would go. At most half of the slots are taken.
    fn slot(&self, text: &str, members: &[Member], key: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = self.hasher.hash_one(key) as usize & mask;
        while let Some(index) = (self.slots[slot] as usize).checked_sub(1) {
            if members[index].key.text(text) == key {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }
}
