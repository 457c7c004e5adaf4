//! The result of a comparison: counts, verdicts, and the changes that concern used operations.

use std::collections::HashSet;

use lean_diff::{Change, Level};

/// Whose levels count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// A client of the operations that are used.
    Consumer,
    /// All clients.
    Provider,
}

/// A comparison and what it comes to.
pub(super) struct Report {
    pub(super) old: Version,
    pub(super) new: Version,
    pub(super) view: View,
    /// Changes that the view shows.
    pub(super) changes: Vec<Change>,
    /// Changes of what is not used.
    pub(super) unused: usize,
    /// The greatest level of all changes for the provider.
    pub(super) api: Option<Level>,
}

/// A side by name.
pub(super) struct Version {
    /// As its user named it.
    pub(super) shown: String,
    /// The version of the API that the description states.
    pub(super) version: String,
}

/// The part of a version number that has to grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bump {
    Major,
    Minor,
    None,
}

impl Bump {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::None => "none",
        }
    }
}

/// Ends of rules that change generated types, although nothing breaks on the wire.
const SHAPES: [&str; 14] = [
    "-became-required",
    "-became-required-with-default",
    "-became-optional",
    "-became-nullable",
    "-became-not-nullable",
    "-type-generalized",
    "-type-specialized",
    "-list-of-types-widened",
    "-list-of-types-narrowed",
    "-became-enum",
    "-enum-removed",
    "-const-added",
    "-const-removed",
    "-enum-value-removed",
];

impl Report {
    /// Keeps what the used routes concern. No routes: everything is used.
    pub(super) fn new(
        (old, new): (Version, Version),
        view: View,
        changes: Vec<Change>,
        used: Option<&HashSet<String>>,
    ) -> Self {
        let api = changes.iter().map(|change| change.provider).max();
        let all = changes.len();
        let is_used = |change: &Change| {
            view == View::Provider || used.is_none_or(|routes| concerns(change, routes))
        };
        let mut changes: Vec<Change> = changes.into_iter().filter(is_used).collect();
        let unused = all - changes.len();
        let level = |change: &Change| level(change, view);
        changes.sort_by_key(|change| std::cmp::Reverse(level(change)));
        Self {
            old,
            new,
            view,
            changes,
            unused,
            api,
        }
    }

    pub(super) fn level(&self, change: &Change) -> Level {
        level(change, self.view)
    }

    pub(super) fn of_level(&self, level: Level) -> impl Iterator<Item = &Change> {
        self.changes
            .iter()
            .filter(move |change| self.level(change) == level)
    }

    pub(super) fn count(&self, level: Level) -> usize {
        self.of_level(level).count()
    }

    /// The greatest level that the view shows.
    pub(super) fn worst(&self) -> Option<Level> {
        self.changes.iter().map(|change| self.level(change)).max()
    }

    /// The step in the version of the API that the changes call for.
    pub(super) fn api_bump(&self) -> Bump {
        match self.api {
            Some(Level::Breaking) => Bump::Major,
            Some(_) => Bump::Minor,
            None => Bump::None,
        }
    }

    /// The step in the version of a crate whose public signatures have the generated types.
    pub(super) fn crate_bump(&self) -> Bump {
        let is_shape = |change: &Change| SHAPES.iter().any(|end| change.rule.ends_with(end));
        let breaks = |change: &&Change| change.consumer == Level::Breaking || is_shape(change);
        if self.changes.iter().any(|change| breaks(&change)) {
            Bump::Major
        } else if self.changes.is_empty() {
            Bump::None
        } else {
            Bump::Minor
        }
    }

    /// A sentence if the version that the new description states grows less than it has to.
    pub(super) fn version_remark(&self) -> Option<String> {
        let (old, new) = (numbers(&self.old.version)?, numbers(&self.new.version)?);
        let grown = if new[0] > old[0] {
            Bump::Major
        } else if new[0] == old[0] && new[1] > old[1] {
            Bump::Minor
        } else {
            Bump::None
        };
        let is_enough = match self.api_bump() {
            // Before 1.0, the second number says what breaks.
            Bump::Major => grown == Bump::Major || old[0] == 0 && grown == Bump::Minor,
            Bump::Minor => grown != Bump::None || new > old && old[0] == 0,
            Bump::None => true,
        };
        (!is_enough).then(|| {
            format!(
                "the description goes from {} to {}, and the changes call for a {} version",
                self.old.version,
                self.new.version,
                self.api_bump().word()
            )
        })
    }
}

fn level(change: &Change, view: View) -> Level {
    match view {
        View::Consumer => change.consumer,
        View::Provider => change.provider,
    }
}

/// Returns true if a change concerns an operation that is used, or the description as a whole.
fn concerns(change: &Change, routes: &HashSet<String>) -> bool {
    let subject = &change.subject.operation;
    let operation = subject.split(" callback `").next().unwrap_or_default();
    subject.is_empty() || routes.contains(operation)
}

/// The three numbers of a version.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let version = version.trim_start_matches('v');
    let version = version.split(['-', '+']).next().unwrap_or_default();
    let mut parts = version.split('.').map(|part| part.parse().ok());
    let numbers = [
        parts.next()??,
        parts.next().unwrap_or(Some(0))?,
        parts.next().unwrap_or(Some(0))?,
    ];
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn versions_have_three_numbers() {
        assert_eq!(numbers("v1.2"), Some([1, 2, 0]));
        assert_eq!(numbers("1.2.3-rc.1"), Some([1, 2, 3]));
        assert_eq!(numbers("2024-01-01"), Some([2024, 0, 0]));
        assert_eq!(numbers("latest"), None);
    }
}
