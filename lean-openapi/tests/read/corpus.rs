//! Every value of every real document, compared with what a full parser reads.

use std::fs;
use std::path::Path;

use lean_openapi::read::Source;

use crate::oracle::{of_json, of_node, of_yaml};

#[test]
fn json_documents_read_like_serde_json() {
    compare(&["json"], true, of_json);
}

#[test]
fn yaml_documents_read_like_saphyr() {
    compare(&["yaml", "yml"], false, of_yaml);
}

fn compare(endings: &[&str], sort: bool, expected: fn(&str) -> Result<String, String>) {
    let Some(folder) = lean_lab::corpus() else {
        return;
    };
    let mut differ = Vec::new();
    for path in lean_lab::files_under(&folder) {
        let ending = path.extension().and_then(|ending| ending.to_str());
        if !ending.is_some_and(|ending| endings.contains(&ending)) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a document of the corpus");
        let name = path
            .strip_prefix(&folder)
            .unwrap_or(&path)
            .display()
            .to_string();
        let read = Source::new(name.as_str(), text.as_str()).and_then(|source| source.root());
        let read = read
            .map(|root| of_node(&root, sort))
            .map_err(|error| error.to_string());
        let full = expected(&text);
        if let Some(difference) = difference(&path, read, full) {
            differ.push(difference);
        }
    }
    assert!(
        differ.is_empty(),
        "{} documents differ:\n{}",
        differ.len(),
        differ.join("\n")
    );
}

fn difference(
    path: &Path,
    read: Result<String, String>,
    full: Result<String, String>,
) -> Option<String> {
    match (read, full) {
        (Ok(read), Ok(full)) if read == full => None,
        // An alias within its own anchor.
        (Err(_), Err(_)) if path.ends_with("mermade-yamlbomb.yaml") => None,
        (Err(read), Err(full)) => Some(format!(
            "{}: both refuse it: {read}; {full}",
            path.display()
        )),
        (Ok(read), Ok(full)) => {
            let at = read
                .bytes()
                .zip(full.bytes())
                .position(|(a, b)| a != b)
                .unwrap_or(read.len().min(full.len()));
            let around = |text: &str| {
                String::from_utf8_lossy(
                    &text.as_bytes()[at.saturating_sub(60)..text.len().min(at + 100)],
                )
                .into_owned()
            };
            Some(format!(
                "{}:\n  read {}\n  full {}",
                path.display(),
                around(&read),
                around(&full)
            ))
        }
        (Err(error), Ok(_)) => Some(format!(
            "{}: only the reader refuses it: {error}",
            path.display()
        )),
        // A closing bracket in the column of its key: many write it, most parsers take it, saphyr does not.
        (Ok(_), Err(error)) if error.starts_with("invalid indentation") => None,
        (Ok(_), Err(error)) => Some(format!(
            "{}: only the full parser refuses it: {error}",
            path.display()
        )),
    }
}
