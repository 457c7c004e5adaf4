//! A year of real descriptions: the verdict of every step for a client of five operations, reviewed against the texts.
//! Runs where `LEAN_CORPUS` names the folder of real descriptions.

#![allow(clippy::print_stderr)]

use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use lean_diff::{Change, compare};
use lean_openapi::contract::Contract;
use lean_openapi::document::{Description, Wanted};
use lean_openapi::resolve::{Choice, Chosen};

/// The operations that a client would use.
const OXIDE: [&str; 5] = [
    "instance_create",
    "instance_list",
    "disk_create",
    "project_list",
    "image_list",
];
const HETZNER: [&str; 5] = [
    "create_server",
    "list_servers",
    "create_primary_ip",
    "list_images",
    "list_server_types",
];
const BOX: [&str; 5] = [
    "post_files_content",
    "get_files_id",
    "get_folders_id_items",
    "post_collaborations",
    "post_sign_requests",
];

#[test]
fn verdicts_on_oxide_nexus_are_the_reviewed_ones() {
    check(
        "oxide-nexus",
        &OXIDE,
        include_str!("histories/oxide-nexus.txt"),
    );
}

#[test]
fn verdicts_on_hetzner_are_the_reviewed_ones() {
    check("hetzner", &HETZNER, include_str!("histories/hetzner.txt"));
}

#[test]
fn verdicts_on_box_are_the_reviewed_ones() {
    check("box", &BOX, include_str!("histories/box.txt"));
}

#[track_caller]
fn check(history: &str, operations: &[&str], reviewed: &str) {
    let Some(corpus) = lean_lab::named_corpus() else {
        return;
    };
    let folder = corpus.join("history").join(history);
    let entries = fs::read_dir(&folder).expect("the history");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let contracts: Vec<Contract> = files
        .iter()
        .map(|file| contract(file, operations))
        .collect();
    let mut found = String::new();
    for (pair, file) in contracts.windows(2).zip(&files[1..]) {
        let step = file.file_stem().unwrap_or_default().to_string_lossy();
        let mut lines: Vec<String> = compare(&pair[0], &pair[1]).iter().map(line).collect();
        lines.sort();
        lines.dedup();
        let _ = writeln!(found, "{step}\n{}", lines.concat());
    }
    let actual = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{history}.txt"));
    fs::write(&actual, &found).expect("the folder for tests can be written");
    assert!(
        found == reviewed,
        "the verdicts differ from the reviewed ones: see {}",
        actual.display()
    );
}

/// The verdict in a line, without the old and the new meaning.
fn line(change: &Change) -> String {
    assert!(
        change.rule.row().is_some(),
        "`{}` is not in the table",
        change.rule
    );
    let subject = &change.subject;
    let value = match (change.old.as_str(), change.new.as_str()) {
        ("", new) => format!("+{new}"),
        (old, "") => format!("-{old}"),
        (old, new) => format!("{old} => {new}"),
    };
    let value: String = value.chars().take(80).collect();
    format!(
        "  {} {} {}: {} {} {value}\n",
        change.consumer, change.rule, subject.name, subject.part, subject.pointer
    )
}

fn contract(path: &Path, operations: &[&str]) -> Contract {
    let text = fs::read_to_string(path).expect("a description");
    let files: HashMap<String, Arc<str>> = [("api.json".to_owned(), text.into())].into();
    let description = Description::open(Arc::new(files), "api.json", &[]).expect("opens");
    let names = operations
        .iter()
        .map(|name| Wanted::Name((*name).to_owned()));
    description.contract(&Choice {
        operations: Chosen::Names(names.collect()),
        webhooks: false,
        schemas: Vec::new(),
    })
}
