//! Objects that are like the one before them: see [`Scan`].

use super::super::entry::SHAPES_MAX;
use super::super::find::is_same;
use super::super::value::ValueKind;
use super::{Open, Scan};

impl<'t> Scan<'t> {
    pub(super) fn set_twin(&self, twin: u32, kind: ValueKind, open: &mut Open) {
        let at = |position: u32| self.entries.get(position as usize).copied();
        let (Some(entry), Some(rest)) = (at(twin), at(twin + 1)) else {
            return;
        };
        let (inside, (_, end)) = (twin + 2, rest.as_rest());
        if entry.kind() != kind || inside >= end {
            return;
        }
        match open.is_map {
            true => (open.twin, open.due, open.twin_end) = (twin, inside, end),
            false => open.twin = inside,
        }
    }

    /// The position of the predecessor's next name, or its end.
    #[inline]
    pub(super) fn due_next(&self, open: Open) -> u32 {
        let value = open.due + 1;
        let at = |position: u32| self.entries.get(position as usize);
        match at(value).map(|entry| entry.length()) {
            Some(Some(_)) => value + 1,
            Some(None) => at(value + 1).map_or(0, |rest| rest.as_rest().1),
            None => 0,
        }
    }

    /// Gives an object the shape of its predecessor.
    pub(super) fn share_shape(&mut self, open: Open) {
        let Some(twin) = self.entries.get_mut(open.twin as usize) else {
            return;
        };
        if twin.shape() == 0 {
            if self.shapes == SHAPES_MAX {
                return;
            }
            self.shapes += 1;
            *twin = twin.with_shape(self.shapes);
        }
        let shape = twin.shape();
        if let Some(entry) = self.entries.get_mut(open.position as usize) {
            *entry = entry.with_shape(shape);
        }
    }

    /// Reads the name that is due; none if it is another one.
    #[inline(always)]
    pub(super) fn due_name(&mut self, rest: &'t [u8], open: Open) -> Option<&'t [u8]> {
        if open.due == open.twin_end {
            return None;
        }
        let due = *self.entries.get(open.due as usize)?;
        let (start, length) = (due.start() as usize, due.length()? as usize);
        let (name, after) = rest.split_at_checked(length)?;
        if !is_same(name, self.text.get(start..start + length)?) {
            return None;
        }
        self.push(due.moved(self.place(rest)))?;
        Some(after)
    }
}
