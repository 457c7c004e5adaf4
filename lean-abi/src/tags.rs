//! The values of the tag of a variant: `sepa|swift`.
//!
//! In a value, `\p` is a bar and `\\` a backslash; `\e` is an empty value.

use std::borrow::Cow;

/// The values that mean a variant; none for a variant without a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tags<'t>(&'t str);

impl<'t> Tags<'t> {
    /// Writes values as one text.
    #[must_use]
    pub fn write(values: &[String]) -> String {
        let escaped = |value: &String| match value.as_str() {
            "" => "\\e".to_owned(),
            value => value.replace('\\', "\\\\").replace('|', "\\p"),
        };
        let all: Vec<String> = values.iter().map(escaped).collect();
        all.join("|")
    }

    /// The values in a text that [`write`](Self::write) made.
    #[must_use]
    pub const fn read(text: &'t str) -> Self {
        Self(text)
    }

    /// Returns true if no value means the variant.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// Returns true if a value means the variant.
    #[must_use]
    pub fn has(self, value: &str) -> bool {
        self.entries().any(|entries| *plain(entries) == *value)
    }

    /// The first value: the one that is sent.
    #[must_use]
    pub fn first(self) -> Option<Cow<'t, str>> {
        self.entries().next().map(plain)
    }

    /// The values.
    pub fn values(self) -> impl Iterator<Item = Cow<'t, str>> {
        self.entries().map(plain)
    }

    fn entries(self) -> impl Iterator<Item = &'t str> {
        self.0.split('|').filter(|value| !value.is_empty())
    }
}

/// A value without escapes.
fn plain(value: &str) -> Cow<'_, str> {
    if !value.contains('\\') {
        return Cow::Borrowed(value);
    }
    let mut plain = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('p') => plain.push('|'),
                Some('e') | None => {}
                Some(other) => plain.push(other),
            },
            letter => plain.push(letter),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_were_written() {
        let cases: [&[&str]; 8] = [
            &[],
            &[""],
            &["a"],
            &["a", "b"],
            &["a|b", "a", "b"],
            &["|", "||", "||x", "\\p", "\\e", "\\"],
            &["", "\"", "\\", "é\n"],
            &["a:b", "a=b", "a,b"],
        ];
        for case in cases {
            let values: Vec<String> = case.iter().map(|value| (*value).to_owned()).collect();
            let text = Tags::write(&values);
            let tags = Tags::read(&text);
            assert_eq!(tags.values().collect::<Vec<_>>(), values, "{text:?}");
            assert_eq!(tags.first().as_deref(), case.first().copied());
            assert!(values.iter().all(|value| tags.has(value)));
            assert!(!tags.has("other"));
            assert_eq!(tags.has(""), case.contains(&""));
        }
        let text = Tags::write(&["a|b".to_owned()]);
        assert!(!Tags::read(&text).has("a"));
    }
}
