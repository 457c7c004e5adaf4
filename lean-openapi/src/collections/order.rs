//! One stable sort and one binary search, over places in a list.

use std::cmp::Ordering;

/// Sorts stably by the order of the items.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, &mut T::cmp);
}

/// Sorts stably by a key.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: &mut dyn FnMut(&T) -> K) {
    sort_by(items, &mut |a, b| key(a).cmp(&key(b)));
}

/// Sorts stably by a comparison.
pub fn sort_by<T>(items: &mut [T], compare: &mut dyn FnMut(&T, &T) -> Ordering) {
    let mut order = sorted_places(items.len(), &mut |a, b| compare(&items[a], &items[b]));
    rearrange(&mut order, &mut |a, b| items.swap(a, b));
}

fn sorted_places(length: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// Moves the item at `order[place]` to each place, cycle by cycle.
fn rearrange(order: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut order[place], place);
            if from == start || from == place {
                break;
            }
            swap(place, from);
            place = from;
        }
    }
}

/// Returns the place of the item for which `compare` returns `Equal`, or the place at which it belongs.
pub(super) fn search(
    length: usize,
    compare: &mut dyn FnMut(usize) -> Ordering,
) -> Result<usize, usize> {
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = low + (high - low) / 2;
        match compare(middle) {
            Ordering::Less => low = middle + 1,
            Ordering::Equal => return Ok(middle),
            Ordering::Greater => high = middle,
        }
    }
    Err(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_stably() {
        let texts = [
            "pear", "fig", "apple", "kiwi", "date", "plum", "lime", "nut",
        ];
        for length in 0..=texts.len() {
            for turn in 0..length.max(1) {
                let mut ours: Vec<String> =
                    texts[..length].iter().map(|&text| text.into()).collect();
                ours.rotate_left(turn);
                let mut known = ours.clone();
                sort_by_key(&mut ours, &mut |text| text.len());
                known.sort_by_key(String::len);
                assert_eq!(ours, known);
                sort(&mut ours);
                known.sort();
                assert_eq!(ours, known);
            }
        }
    }

    #[test]
    fn finds_places() {
        let items = [10, 20, 30];
        let find = |wanted: i32| search(items.len(), &mut |place| items[place].cmp(&wanted));
        assert_eq!(
            [5, 10, 15, 30, 35].map(find),
            [Err(0), Ok(0), Err(1), Ok(2), Err(3)]
        );
    }
}
