//! The result of a comparison: counts, verdicts, and the changes that concern used operations.

use std::collections::HashSet;

use lean_diff::{Change, Event, Level};

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
    /// The known level of all changes.
    pub(super) api: Api,
    /// The lock that says what is used, if one does.
    pub(super) used_by: Option<String>,
}

/// The greatest level of all changes of a description for the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Api {
    /// A lock does not say: it has only what is used.
    Unknown,
    /// The level; none if nothing changed.
    Worst(Option<Level>),
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

/// Events that change generated types, although nothing breaks on the wire.
const CHANGES_OF_TYPES: [Event; 14] = [
    Event::BecameRequired,
    Event::BecameRequiredWithDefault,
    Event::BecameOptional,
    Event::BecameNullable,
    Event::BecameNotNullable,
    Event::TypeGeneralized,
    Event::TypeSpecialized,
    Event::TypesWidened,
    Event::TypesNarrowed,
    Event::BecameEnum,
    Event::EnumRemoved,
    Event::ConstAdded,
    Event::ConstRemoved,
    Event::EnumValueRemoved,
];

impl Report {
    /// Sorts changes, the worst first.
    pub(super) fn new(
        (old, new): (Version, Version),
        view: View,
        mut changes: Vec<Change>,
    ) -> Self {
        changes.sort_by_key(|change| std::cmp::Reverse(level(change, view)));
        Self {
            old,
            new,
            view,
            changes,
            unused: 0,
            api: Api::Unknown,
            used_by: None,
        }
    }

    /// Adds what is known of all changes of the description, used or not.
    pub(super) fn with_all(self, unused: usize, worst: Option<Level>) -> Self {
        Self {
            unused,
            api: Api::Worst(worst),
            ..self
        }
    }

    /// Names the lock that says what is used.
    pub(super) fn used_by(self, lock: Option<String>) -> Self {
        Self {
            used_by: lock,
            ..self
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
    pub(super) fn api_bump(&self) -> Option<Bump> {
        match self.api {
            Api::Unknown => None,
            Api::Worst(Some(Level::Breaking)) => Some(Bump::Major),
            Api::Worst(Some(_)) => Some(Bump::Minor),
            Api::Worst(None) => Some(Bump::None),
        }
    }

    /// The step in the version of a crate whose public signatures have the generated types.
    pub(super) fn crate_bump(&self) -> Bump {
        let breaks = |change: &Change| {
            change.consumer == Level::Breaking || CHANGES_OF_TYPES.contains(&change.rule.event)
        };
        if self.changes.iter().any(breaks) {
            Bump::Major
        } else if self.changes.is_empty() {
            Bump::None
        } else {
            Bump::Minor
        }
    }

    /// A sentence if the version that the new description states grows less than it has to.
    pub(super) fn version_remark(&self) -> Option<String> {
        let (old, new) = (
            version_numbers(&self.old.version)?,
            version_numbers(&self.new.version)?,
        );
        let grown = if new[0] > old[0] {
            Bump::Major
        } else if new[0] == old[0] && new[1] > old[1] {
            Bump::Minor
        } else {
            Bump::None
        };
        let bump = self.api_bump()?;
        let is_enough = match bump {
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
                bump.word()
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
pub(super) fn concerns(change: &Change, routes: &HashSet<String>) -> bool {
    let subject = &change.subject.operation;
    let operation = subject.split(" callback `").next().unwrap_or_default();
    subject.is_empty() || routes.contains(operation)
}

/// The three numbers of a version.
fn version_numbers(version: &str) -> Option<[u64; 3]> {
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
    use super::version_numbers;

    #[test]
    fn versions_have_three_numbers() {
        assert_eq!(version_numbers("v1.2"), Some([1, 2, 0]));
        assert_eq!(version_numbers("1.2.3-rc.1"), Some([1, 2, 3]));
        assert_eq!(version_numbers("2024-01-01"), Some([2024, 0, 0]));
        assert_eq!(version_numbers("latest"), None);
    }
}
