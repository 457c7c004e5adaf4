//! Plain English in comments, docs, messages and the descriptions of Lean's API: words to avoid, and the openings of doc comments.

use super::texts::{Kind, Text, texts};
use super::{files, shown, words};

/// Words and phrases that no text has.
const AVOID: [&str; 26] = [
    "stand",
    "stands",
    "stood",
    "beside",
    "whoever",
    "whatever",
    "is no",
    "are no",
    "is none",
    "of one's own",
    "said of",
    "told",
    "mend",
    "mends",
    "mended",
    "mending",
    "heed",
    "anew",
    "twin",
    "twins",
    "stranger",
    "strangers",
    "so many",
    "for good",
    "all the same",
    "by choice",
];

/// Words that no doc comment opens with: it opens with a noun or a verb.
const OPENINGS: [&str; 6] = ["what", "whether", "where", "who", "how", "which"];

#[test]
fn words_to_avoid_are_not_used() {
    let (mut total, mut used) = (0, vec![Vec::new(); AVOID.len()]);
    for (path, text) in prose() {
        let found = words::of(&text.text);
        total += found.len();
        for (phrase, places) in AVOID.iter().zip(&mut used) {
            if words::has(&found, phrase) {
                places.push(format!("{path}:{}: {}", text.line, text.text.trim()));
            }
        }
    }
    let mut faults = Vec::new();
    println!("{total} words; per 10,000 words:");
    for (phrase, places) in AVOID.iter().zip(used) {
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = places.len() as f64 * 10_000.0 / total as f64;
        println!("{phrase:>14} {rate:.2}");
        if !places.is_empty() {
            faults.push(format!(
                "`{phrase}` is a word to avoid:\n    {}",
                places.join("\n    ")
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn doc_comments_open_with_a_noun_or_a_verb() {
    let (mut total, mut opened) = (0, Vec::new());
    for (path, text) in prose().filter(|(_, text)| text.kind == Kind::Doc) {
        total += 1;
        let found = words::of(&text.text);
        if found
            .first()
            .is_some_and(|word| OPENINGS.contains(&word.as_str()))
        {
            opened.push(format!("{path}:{}: {}", text.line, text.text.trim()));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let share = opened.len() as f64 * 100.0 / f64::from(total);
    println!(
        "{} of {total} doc comments open with a question word: {share:.2} %",
        opened.len()
    );
    assert!(
        opened.is_empty(),
        "open with a noun or a verb:\n{}",
        opened.join("\n")
    );
}

/// All texts that a person reads, each with its file. The strings of tests are inputs, not prose.
fn prose() -> impl Iterator<Item = (String, Text)> {
    let sources = files("rs").flat_map(|(path, source)| {
        let path = shown(&path);
        let is_test = path.starts_with("tests/")
            || path.starts_with("benches/")
            || path.contains("/tests/")
            || path.ends_with("tests.rs");
        texts(&source)
            .into_iter()
            .filter(move |text| !is_test || text.kind != Kind::Message)
            .map(move |text| (path.clone(), text))
    });
    let pages = ["md", "stderr"].into_iter().flat_map(files);
    // The descriptions of Lean's API become documentation; those of tests are inputs.
    let descriptions = files("yaml").filter(|(path, _)| shown(path).starts_with("api-spec/"));
    let written = pages.chain(descriptions).flat_map(|(path, text)| {
        let path = shown(&path);
        words::lines_without_code(&text)
            .into_iter()
            .map(move |(line, text)| {
                let kind = Kind::Page;
                (path.clone(), Text { kind, line, text })
            })
    });
    sources.chain(written)
}
