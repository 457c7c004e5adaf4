//! Names that are taken, and free ones.

use std::collections::{HashMap, HashSet};

/// Names that are taken. Remembers how far it has counted, so that thousands of names that clash cost
/// little more than thousands that do not.
#[derive(Clone, Default)]
pub(crate) struct Taken {
    names: HashSet<String>,
    counted: HashMap<String, u64>,
}

impl Taken {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Takes a name; says whether it was free.
    pub(crate) fn take(&mut self, name: &str) -> bool {
        self.names.insert(name.to_string())
    }

    /// Gives a name back.
    pub(crate) fn release(&mut self, name: &str) {
        self.names.remove(name);
    }

    /// Takes the first of `base`, `base2`, `base3` .. that is free.
    pub(crate) fn free(&mut self, base: &str, separator: &str) -> String {
        self.free_unless(base, separator, |_| false)
    }

    /// Returns a free name like `free`, but skips names that others claim.
    pub(crate) fn free_unless(
        &mut self,
        base: &str,
        separator: &str,
        claimed: impl Fn(&str) -> bool,
    ) -> String {
        if !claimed(base) && self.take(base) {
            return base.to_string();
        }
        let ends_in_digit = base.ends_with(|c: char| c.is_ascii_digit());
        let separator = if ends_in_digit { "_" } else { separator };
        let mut index = self.counted.get(base).copied().unwrap_or(1);
        loop {
            index += 1;
            let name = format!("{base}{separator}{index}");
            if !claimed(&name) && self.take(&name) {
                self.counted.insert(base.to_string(), index);
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_names_apart() {
        let mut taken = Taken::default();
        let names: Vec<String> = ["a", "a", "a_2", "a", "b1", "b1"]
            .iter()
            .map(|name| taken.free(name, "_"))
            .collect();
        assert_eq!(names, ["a", "a_2", "a_2_2", "a_3", "b1", "b1_2"]);
        assert_eq!(
            taken.free_unless("c", "", |name| name == "c" || name == "c2"),
            "c3"
        );
    }
}
