//! Names of members, and objects that have the names of the one before them: see [`Scan`].

use super::super::entry::{Entry, NAMES_MAX};
use super::super::find::is_same;
use super::super::tape::Unread;
use super::super::value::ValueKind;
use super::{OpenContainer, PENDING_IN_PLACE, Scan, position};

impl<'t> Scan<'t> {
    pub(super) fn set_twin(&self, twin: u32, kind: ValueKind, open: &mut OpenContainer) {
        let at = |position: u32| self.values.get(position as usize).copied();
        let (Some(entry), Some(rest)) = (at(twin), at(twin + 1)) else {
            return;
        };
        let (inside, (_, end)) = (twin + 2, rest.as_rest());
        if entry.kind() != kind || inside >= end {
            return;
        }
        if !open.is_map() {
            open.twin = inside;
            return;
        }
        open.twin = twin;
        (open.due, open.due_end, open.due_name) = (inside, end, entry.names());
    }

    /// Passes the value of the predecessor that was due.
    #[inline]
    pub(super) fn pass_due(&self, open: &mut OpenContainer) {
        let at = |position: u32| self.values.get(position as usize);
        if open.due_end != 0 {
            open.due = match at(open.due).map(|entry| entry.length()) {
                Some(Some(_)) => open.due + 1,
                Some(None) => at(open.due + 1).map_or(0, |rest| rest.as_rest().1),
                None => 0,
            };
        }
    }

    /// Returns the place and the length of the name that is due in the predecessor.
    #[inline(always)]
    fn due_name(&self, open: &OpenContainer) -> Option<(usize, usize)> {
        if open.due == open.due_end {
            return None;
        }
        let due = *self.names.get(open.due_name as usize)?;
        Some((due.start() as usize, due.length()? as usize))
    }

    /// Reads the name that is due; none if it is another one.
    #[inline(always)]
    pub(super) fn read_due_name(
        &self,
        rest: &'t [u8],
        open: &mut OpenContainer,
    ) -> Option<&'t [u8]> {
        let (start, length) = self.due_name(open)?;
        let (name, after) = rest.split_at_checked(length)?;
        if !is_same(name, self.text.get(start..start + length)?) {
            return None;
        }
        open.due_name += 1;
        Some(after)
    }

    /// Reads the comma before the name that is due, the name and the colon, if the predecessor has nothing between them
    /// either. Most servers write no white space.
    #[inline(always)]
    pub(super) fn read_due_member(
        &self,
        rest: &'t [u8],
        open: &mut OpenContainer,
    ) -> Option<&'t [u8]> {
        let (start, length) = self.due_name(open)?;
        let expected = self.text.get(start.wrapping_sub(1)..)?.get(..length + 2)?;
        let (member, after) = rest.split_at_checked(expected.len())?;
        if !is_same(member, expected) || member.last() != Some(&b':') {
            return None;
        }
        open.due_name += 1;
        Some(after)
    }

    /// Reads a name of an object that is unlike its predecessor.
    pub(super) fn read_other_name(
        &mut self,
        rest: &'t [u8],
        open: &mut OpenContainer,
    ) -> Option<&'t [u8]> {
        if open.due_end != 0 {
            self.part_from_twin(open)?;
        }
        match rest {
            [b'"', ..] => self.read_name_string(rest),
            _ => self.fail(rest, "expected a member's name in quotes"),
        }
    }

    /// Copies the names that an object has had so far from its predecessor, from which it differs now.
    #[inline(never)]
    fn part_from_twin(&mut self, open: &mut OpenContainer) -> Option<()> {
        let twin = self.values.get(open.twin as usize)?;
        for index in twin.names()..open.due_name {
            let name = *self.names.get(index as usize)?;
            self.push_pending(name)?;
        }
        (open.due, open.due_end) = (0, 0);
        Some(())
    }

    #[inline]
    pub(super) fn push_pending(&mut self, name: Entry) -> Option<()> {
        if self.pending.len() >= PENDING_IN_PLACE {
            self.words_left(1)?;
        }
        self.pending.push(name);
        Some(())
    }

    /// Gives an object the names of its predecessor, which are the same.
    pub(super) fn share_names(&mut self, open: OpenContainer) {
        let Some(twin) = self.values.get_mut(open.twin as usize) else {
            return;
        };
        *twin = twin.with_shared_names();
        let names = twin.names();
        if let Some(entry) = self.values.get_mut(open.position as usize) {
            *entry = entry.with_names(names).with_shared_names();
        }
        self.are_names_shared = true;
    }

    /// Gives an object that closes its own names.
    pub(super) fn keep_names(&mut self, open: &mut OpenContainer) -> Option<()> {
        if open.due_end != 0 {
            self.part_from_twin(open)?;
        }
        let pending = open.pending as usize;
        let (count, names) = (self.pending.len().saturating_sub(pending), self.names.len());
        if count == 0 {
            return Some(());
        }
        if names > NAMES_MAX {
            self.fault = Unread::Memory;
            return None;
        }
        if self.names.capacity() - names < count {
            let more = self.words_left(count)?;
            let few = (self.text.len() / 20).clamp(8, 64);
            self.names
                .reserve_exact((names / 2).max(few).min(more).max(count));
        }
        for part in self.pending.items_from(pending) {
            self.names.extend_from_slice(part);
        }
        self.pending.truncate(pending);
        let entry = self.values.get_mut(open.position as usize)?;
        *entry = entry.with_names(position(names));
        Some(())
    }
}
