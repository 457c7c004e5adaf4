//! A rule for pages, in one form for all ways to write it.

/// The rule for the pages of an operation: members by name, each with its place.
#[derive(Clone, Debug)]
pub struct PageRule<P> {
    /// The name of the member that holds it, for messages: `x-pagination`.
    pub written_in: String,
    /// Its place.
    pub at: P,
    /// Its members: name, value and place.
    pub members: Vec<(String, String, P)>,
    /// The number of the first page where nothing tells.
    pub first_assumed: i64,
}

/// A mistake in a rule.
#[derive(Clone, Debug)]
pub struct PageFault<P> {
    /// The message: one sentence, lower case, no full stop.
    pub message: String,
    /// The text that was most likely meant; the message asks for it.
    pub suggestion: Option<String>,
    /// The remedy, if there is one.
    pub help: Option<String>,
    /// The place of the error.
    pub at: P,
}

impl<P: Clone> PageRule<P> {
    /// A rule without members.
    pub fn new(written_in: impl Into<String>, at: P) -> Self {
        Self {
            written_in: written_in.into(),
            at,
            members: Vec::new(),
            first_assumed: 0,
        }
    }

    /// With this member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>, at: P) -> Self {
        self.members.push((name.to_owned(), value.into(), at));
        self
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.members.iter().find(|(known, ..)| known == name);
        found.map(|(_, value, _)| value.as_str())
    }

    /// Returns an error at a member, or at the whole rule if it has no such member.
    pub fn fault(&self, member: &str, message: impl std::fmt::Display) -> PageFault<P> {
        let found = self.members.iter().find(|(known, ..)| known == member);
        PageFault {
            message: format!("`{}`: {message}", self.written_in),
            suggestion: None,
            help: None,
            at: found.map_or_else(|| self.at.clone(), |(_, _, at)| at.clone()),
        }
    }
}

impl<P> PageFault<P> {
    /// With the text that was most likely meant, if there is one.
    #[must_use]
    pub fn maybe_suggest(mut self, near: Option<&str>) -> Self {
        if let Some(near) = near {
            self.message = format!("{}; did you mean `{near}`?", self.message);
            self.suggestion = Some(near.to_owned());
        }
        self
    }

    /// With this advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
