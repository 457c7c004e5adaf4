//! Operations that nobody names one by one: `operations = all` and tags.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use lean_diff::{Change, Level, sentence};
use lean_lock::{Lock, Record, Usage, changes, contract_for};
use lean_openapi::document::Description;

const SHOP: &str = "
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /a: { get: { operationId: getA, tags: [One, Two], responses: { '204': { description: A } } } }
  /b: { get: { operationId: getB, tags: [One], responses: { '204': { description: B } } } }
";

fn open(text: &str) -> Description {
    let files: HashMap<String, Arc<str>> = [("shop.yaml".to_owned(), text.into())].into();
    Description::open(Arc::new(files), "shop.yaml", &[]).expect("a description")
}

fn named(paths: &[&str]) -> Usage {
    let route = |path: &&str| (("GET".to_owned(), (*path).to_owned()), BTreeSet::new());
    Usage {
        operations: paths.iter().map(route).collect(),
        ..Usage::default()
    }
}

fn of_tag(paths: &[&str], tag: &str) -> Usage {
    Usage {
        tags: [tag.to_owned()].into(),
        ..named(paths)
    }
}

fn of_all(paths: &[&str]) -> Usage {
    Usage {
        all: true,
        ..named(paths)
    }
}

/// The changes that matter, after the crate locked `/a` and `/b` and uses `current` now.
fn open_changes(new: &str, current: &Usage) -> Vec<String> {
    let usage = named(&["/a", "/b"]);
    let mut lock = Lock::default();
    lock.set("shop.yaml", &contract_for(&open(SHOP), &usage), &usage);
    let (old, used) = (lock.contract("shop.yaml"), lock.usage("shop.yaml"));
    let (old, used) = (old.expect("facts"), used.expect("facts"));
    let found = changes(&old, &used, &open(new), Some(current));
    let matters = |change: &&Change| change.consumer > Level::Additive;
    let sentences = |change: &Change| format!("{} {}", change.subject.name, sentence(change));
    found.iter().filter(matters).map(sentences).collect()
}

#[test]
fn an_operation_that_left_a_wholesale_choice_is_a_change() {
    let gone = SHOP.replace("  /b: ", "  /c: ").replace("getB", "getC");
    let none: &[&str] = &[];
    // The method was taken out of the code: nobody misses it.
    assert_eq!(open_changes(&gone, &named(&["/a"])), none);
    assert_eq!(open_changes(&gone, &of_tag(&["/a"], "Two")), none);
    for current in [of_all(&["/a", "/c"]), of_tag(&["/a", "/c"], "One")] {
        assert_eq!(open_changes(&gone, &current), ["get_b is removed"]);
    }
}

#[test]
fn an_operation_that_lost_its_tag_is_a_change_for_who_takes_the_tag() {
    let untagged = SHOP.replace("tags: [One],", "");
    let none: &[&str] = &[];
    let current = of_tag(&["/a"], "One");
    assert_eq!(
        open_changes(&untagged, &current),
        ["get_b no longer has the tag `One`"]
    );
    for current in [named(&["/a", "/b"]), of_all(&["/a", "/b"])] {
        assert_eq!(open_changes(&untagged, &current), none);
    }
    // Another tag keeps it.
    let moved = SHOP.replace("[One, Two]", "[Two]");
    let both = Usage {
        tags: ["One".to_owned(), "Two".to_owned()].into(),
        ..named(&["/a", "/b"])
    };
    assert_eq!(open_changes(&moved, &both), none);
}

#[test]
fn a_new_name_matters_only_to_who_did_not_write_it() {
    let renamed = SHOP.replace("getB", "readB");
    let none: &[&str] = &[];
    assert_eq!(open_changes(&renamed, &named(&["/a", "/b"])), none);
    let sentences = ["read_b is called `readB` now, not `getB`"];
    assert_eq!(open_changes(&renamed, &of_all(&["/a", "/b"])), sentences);
}

#[test]
fn a_record_keeps_the_choice_and_a_lock_does_not() {
    let usage = Usage {
        all: true,
        ..of_tag(&["/a"], "Two words")
    };
    let record = Record {
        package: "/p".to_owned(),
        base: "/p".to_owned(),
        spec: "shop.yaml".to_owned(),
        key: "shop.yaml".to_owned(),
        usage: usage.clone(),
        ..Record::default()
    };
    assert_eq!(Record::parse(&record.text()), Some(record));
    let mut lock = Lock::default();
    lock.set("shop.yaml", &contract_for(&open(SHOP), &usage), &usage);
    assert!(!lock.text().contains("chosen"), "{}", lock.text());
}
