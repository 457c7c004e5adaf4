//! The words of a text, and the text without its code.

/// The words, in lower case. Hyphens and underscores are parts of words: `stand-in` is not `stand`.
pub(super) fn of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !"_'-".contains(c))
        .map(|word| word.trim_matches(['-', '\'']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Returns true if the words contain the phrase. "there is no" and "is no longer" are plain
/// English.
pub(super) fn has(words: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    let is_negation = matches!(phrase.last(), Some(&"no" | &"none"));
    words.windows(phrase.len()).enumerate().any(|(at, window)| {
        let before = at.checked_sub(1).map(|before| words[before].as_str());
        let after = words.get(at + phrase.len()).map(String::as_str);
        window == phrase
            && !(is_negation
                && (before == Some("there") || matches!(after, Some("longer" | "more"))))
    })
}

/// The text with an empty span in place of each span and block of code.
pub(super) fn without_code(text: &str) -> String {
    let mut lines = Vec::new();
    let mut is_code = false;
    for line in text.split('\n') {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            lines.push(line);
        }
    }
    let lines = lines.join("\n");
    let mut parts: Vec<&str> = lines.split('`').collect();
    // Without a closing mark it is a character.
    if parts.len().is_multiple_of(2) {
        return lines;
    }
    for part in parts.iter_mut().skip(1).step_by(2) {
        *part = "code";
    }
    parts.join("`")
}

/// The lines outside of blocks of code, each with its number.
pub(super) fn lines_without_code(text: &str) -> Vec<(usize, String)> {
    let mut is_code = false;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            found.push((index + 1, without_code(line)));
        }
    }
    found
}

#[test]
fn phrases_are_found_as_whole_words() {
    let has = |text: &str, phrase: &str| super::words::has(&of(text), phrase);
    assert!(has("What stands here.", "stands"));
    assert!(!has("A stand-in for a bank.", "stand"));
    assert!(has("this is no text", "is no"));
    assert!(!has("There is no text.", "is no"));
    assert!(!has("It is no longer valid.", "is no"));
}
