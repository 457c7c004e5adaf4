//! A list that ends where it grows, and allocates if it is long.

/// The first `N` items are in place, so that reading a small text does not allocate.
pub(super) struct Stack<T, const N: usize> {
    first: [T; N],
    more: Vec<T>,
    length: usize,
}

impl<T: Copy + Default, const N: usize> Stack<T, N> {
    pub(super) fn new() -> Stack<T, N> {
        Stack {
            first: [T::default(); N],
            more: Vec::new(),
            length: 0,
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.length
    }

    #[inline]
    pub(super) fn push(&mut self, item: T) {
        match self.first.get_mut(self.length) {
            Some(place) => *place = item,
            None => self.more.push(item),
        }
        self.length += 1;
    }

    #[inline]
    pub(super) fn pop(&mut self) -> Option<T> {
        self.length = self.length.checked_sub(1)?;
        match self.first.get(self.length) {
            Some(item) => Some(*item),
            None => self.more.pop(),
        }
    }

    /// The items from this one on, in two parts.
    pub(super) fn items_from(&self, start: usize) -> [&[T]; 2] {
        let first = self.first.get(start..self.length.min(N));
        let more = self.more.get(start.saturating_sub(N)..);
        [first.unwrap_or_default(), more.unwrap_or_default()]
    }

    pub(super) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
        self.more.truncate(self.length.saturating_sub(N));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_back_in_order_from_both_parts() {
        for count in 0..9 {
            let mut stack: Stack<usize, 4> = Stack::new();
            (0..count).for_each(|item| stack.push(item));
            for start in 0..=count {
                let items: Vec<usize> = (start..count).collect();
                assert_eq!(stack.items_from(start).concat(), items);
            }
            stack.truncate(5);
            for item in (0..count.min(5)).rev() {
                assert_eq!(stack.pop(), Some(item));
            }
            assert_eq!((stack.pop(), stack.len()), (None, 0));
        }
    }
}
