//! The rules: a stable name for each kind of change, and what it means.

mod event;
mod id;
mod keyword;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use self::event::Event;
pub use self::id::{RuleId, Scope};
pub use self::keyword::{Edit, Keyword};
use crate::change::Level;

/// The meaning of a kind of change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable id.
    pub id: &'static str,
    /// The level for the provider.
    pub provider: Level,
    /// The level for a client that uses the operation.
    pub consumer: Level,
    /// The consequence for a client, in a sentence; or the reason why the rule is not reported.
    pub meaning: &'static str,
    /// True if [`compare`](crate::compare) reports it. Rules of other tools that it does not report are listed with
    /// the reason.
    pub is_reported: bool,
}

/// Id, provider's level, consumer's level, meaning and a mark of unreported rules, separated by tabs.
const TABLE: &str = include_str!("../rules.tsv");

/// Returns every rule, sorted by id.
#[must_use]
pub fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| {
        let lines = TABLE
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut rules: Vec<Rule> = lines.filter_map(read_rule).collect();
        rules.sort_by_key(|rule| rule.id);
        rules
    })
}

/// Returns the rule with the given id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    static BY_ID: OnceLock<HashMap<&str, &Rule>> = OnceLock::new();
    let by_id = BY_ID.get_or_init(|| rules().iter().map(|rule| (rule.id, rule)).collect());
    by_id.get(id).copied()
}

fn read_rule(line: &'static str) -> Option<Rule> {
    let mut columns = line.split('\t');
    Some(Rule {
        id: columns.next()?,
        provider: read_level(columns.next()?)?,
        consumer: read_level(columns.next()?)?,
        meaning: columns.next()?,
        is_reported: columns.next().is_none(),
    })
}

fn read_level(word: &str) -> Option<Level> {
    match word {
        "additive" => Some(Level::Additive),
        "risky" => Some(Level::Risky),
        "breaking" => Some(Level::Breaking),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Edit, Event, Keyword, RuleId, Scope, TABLE, rules};

    #[test]
    fn every_line_is_a_rule_with_a_meaning() {
        let lines = TABLE
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        assert_eq!(lines.count(), rules().len());
        assert!(rules().iter().all(|rule| rule.meaning.ends_with('.')));
        assert!(rules().windows(2).all(|pair| pair[0].id != pair[1].id));
    }

    /// The names of an event in all scopes.
    fn names(event: Event) -> impl Iterator<Item = String> {
        let ids = Scope::ALL.map(|scope| RuleId { scope, event });
        ids.into_iter().map(|id| id.to_string())
    }

    #[test]
    fn events_and_the_table_name_the_same_rules() {
        let reported: BTreeSet<&str> = rules()
            .iter()
            .filter(|rule| rule.is_reported)
            .map(|rule| rule.id)
            .collect();
        let mut known = BTreeSet::new();
        for event in Event::WITHOUT_KEYWORD {
            let names: Vec<String> = names(*event).collect();
            let is_listed = names.iter().any(|name| reported.contains(name.as_str()));
            // Only locks report it.
            assert!(is_listed || *event == Event::SchemaRemoved, "{event:?}");
            known.extend(names);
        }
        for keyword in Keyword::all() {
            known.extend(Edit::all().flat_map(|edit| names(Event::Keyword(keyword, edit))));
        }
        let unknown: Vec<&&str> = reported.iter().filter(|id| !known.contains(**id)).collect();
        assert!(unknown.is_empty(), "no event has {unknown:?}");
    }
}
