//! A map and a set by hash.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};
use std::mem;
use std::ops;

/// A map by hash. The order of its entries means nothing.
#[derive(Clone)]
pub struct Map<K, V> {
    index: Index,
    entries: Vec<Entry<K, V>>,
}

/// A key and its value.
#[derive(Clone)]
pub struct Entry<K, V> {
    slot: u64,
    key: K,
    value: V,
}

/// The places of entries by slot. The slot of an entry is the hash of its key, or the next free number.
#[derive(Clone, Default)]
struct Index {
    hashes: RandomState,
    places: HashMap<u64, usize, BuildHasherDefault<SlotHasher>>,
}

/// A place of no entry, at a slot that others follow.
const REMOVED: usize = usize::MAX;

impl Index {
    /// Returns the slot and the place of the entry with this hash that `is_wanted`, or a free slot.
    fn find(&self, hash: u64, is_wanted: &mut dyn FnMut(usize) -> bool) -> (u64, Option<usize>) {
        let mut slot = hash;
        while let Some(&place) = self.places.get(&slot) {
            if place != REMOVED && is_wanted(place) {
                return (slot, Some(place));
            }
            slot = slot.wrapping_add(1);
        }
        (slot, None)
    }

    fn set(&mut self, slot: u64, place: usize) {
        self.places.insert(slot, place);
    }

    fn remove(&mut self, slot: u64) {
        if self.places.contains_key(&slot.wrapping_add(1)) {
            self.places.insert(slot, REMOVED);
        } else {
            self.places.remove(&slot);
        }
    }
}

/// Slots are hashes already.
#[derive(Clone, Default)]
struct SlotHasher(u64);

impl Hasher for SlotHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, slot: u64) {
        self.0 = slot;
    }
}

impl<K, V> Map<K, V> {
    /// Returns an empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns true if the map has no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entries.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries.iter().map(|entry| (&entry.key, &entry.value))
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.entries.iter().map(|entry| &entry.key)
    }
}

impl<K: Hash + Eq, V> Map<K, V> {
    fn find<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> (u64, Option<usize>)
    where
        K: Borrow<Q>,
    {
        let mut hasher = self.index.hashes.build_hasher();
        key.hash(&mut hasher);
        let mut is_wanted = |place: usize| self.entries[place].key.borrow() == key;
        self.index.find(hasher.finish(), &mut is_wanted)
    }

    fn add(&mut self, slot: u64, key: K, value: V) -> usize {
        let place = self.entries.len();
        self.index.set(slot, place);
        self.entries.push(Entry { slot, key, value });
        place
    }

    /// Returns the value of a key.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        match self.find(key).1 {
            Some(place) => Some(&self.entries[place].value),
            None => None,
        }
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.index.places.clear();
        self.entries.clear();
    }

    /// Returns true if the map has the key.
    pub fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).1.is_some()
    }

    /// Sets the value of a key. Returns the value that the key had before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            (_, Some(place)) => Some(mem::replace(&mut self.entries[place].value, value)),
            (slot, None) => {
                self.add(slot, key, value);
                None
            }
        }
    }

    /// Returns the value of a key. A key without a value gets this one.
    pub fn get_or_insert(&mut self, key: K, value: V) -> &mut V {
        let place = match self.find(&key) {
            (_, Some(place)) => place,
            (slot, None) => self.add(slot, key, value),
        };
        &mut self.entries[place].value
    }

    /// Returns the value of a key. A key without a value gets the default.
    pub fn get_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.get_or_insert(key, V::default())
    }

    /// Removes a key. Returns its value.
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (slot, Some(place)) = self.find(key) else {
            return None;
        };
        self.index.remove(slot);
        let removed = self.entries.swap_remove(place);
        if let Some(moved) = self.entries.get(place) {
            self.index.set(moved.slot, place);
        }
        Some(removed.value)
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self {
            index: Index::default(),
            entries: Vec::new(),
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::iter::Map<std::vec::IntoIter<Entry<K, V>>, fn(Entry<K, V>) -> (K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries
            .into_iter()
            .map(|entry| (entry.key, entry.value))
    }
}

impl<K: Hash + Eq + Borrow<Q>, Q: Hash + Eq + ?Sized, V> ops::Index<&Q> for Map<K, V> {
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("a key of the map")
    }
}

/// A set by hash. The order of its items means nothing.
#[derive(Clone)]
pub struct Set<T>(Map<T, ()>);

impl<T> Set<T> {
    /// Returns an empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns true if the set has no items.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of items.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The items.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.keys()
    }
}

impl<T: Hash + Eq> Set<T> {
    /// Returns true if the set has the item.
    pub fn contains<Q: Hash + Eq + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.contains_key(item)
    }

    /// Returns the item of the set that is equal to this one.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, item: &Q) -> Option<&T>
    where
        T: Borrow<Q>,
    {
        match self.0.find(item).1 {
            Some(place) => Some(&self.0.entries[place].key),
            None => None,
        }
    }

    /// Adds an item. Returns false if the set has it already.
    pub fn insert(&mut self, item: T) -> bool {
        self.0.insert(item, ()).is_none()
    }

    /// Removes an item. Returns false if the set does not have it.
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.remove(item).is_some()
    }

    /// Returns true if the other set has all items of this one.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.iter().all(|item| other.contains(item))
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self(Map::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<T: Hash + Eq> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self::default();
        set.extend(items);
        set
    }
}

impl<T: Hash + Eq> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        for item in items {
            self.insert(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_a_hash_map_keeps() {
        let (mut ours, mut known) = (Map::new(), HashMap::new());
        let mut number = 1_u32;
        for _ in 0..5_000 {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (key, value) = (number >> 26, number);
            if value & 0x100 == 0 {
                assert_eq!(ours.insert(key, value), known.insert(key, value));
            } else {
                assert_eq!(ours.remove(&key), known.remove(&key));
            }
            assert_eq!(ours.len(), known.len());
        }
        for key in 0..64 {
            assert_eq!(ours.get(&key), known.get(&key));
        }
    }

    /// A key whose hash is that of every other.
    #[derive(PartialEq, Eq)]
    struct Clash(u8);

    impl Hash for Clash {
        fn hash<H: Hasher>(&self, _: &mut H) {}
    }

    #[test]
    fn separates_keys_of_one_hash() {
        let mut map: Map<Clash, u8> = (0..4).map(|key| (Clash(key), key)).collect();
        assert_eq!(map.remove(&Clash(1)), Some(1));
        assert_eq!(map.get(&Clash(1)), None);
        assert_eq!([0, 2, 3].map(|key| map[&Clash(key)]), [0, 2, 3]);
        *map.get_or_insert(Clash(2), 9) += 1;
        assert_eq!(map.get(&Clash(2)), Some(&3));
        assert_eq!(map.insert(Clash(1), 7), None);
        assert_eq!(map.remove(&Clash(3)), Some(3));
        assert_eq!(map.remove(&Clash(3)), None);
        assert_eq!(map.len(), 3);
    }
}
