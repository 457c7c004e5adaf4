//! A change between two versions of a description.

use std::fmt;

use lean_openapi::api::Place;

use crate::rules::RuleId;

/// A change between two versions of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The rule: `new-required-request-parameter`.
    pub rule: RuleId,
    /// The changed part.
    pub subject: Subject,
    /// The old meaning, in words; empty if there was none.
    pub old: String,
    /// The new meaning, in words; empty if there is none.
    pub new: String,
    /// The place in the new description, or in the old one for what was removed.
    pub place: Place,
    /// Its level for the provider's clients as a whole.
    pub provider: Level,
    /// Its level for a client that uses the operation.
    pub consumer: Level,
}

impl Change {
    /// Returns an id of this very change, by which it can be accepted: 16 hexadecimal digits.
    ///
    /// It depends on the rule, the subject and both meanings, and on no place.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let subject = self.subject.to_string();
        let rule = self.rule.to_string();
        let parts = [&rule, &subject, &self.old, &self.new].map(String::as_str);
        // FNV-1a: a short name, no secret.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in parts.join("\n").bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        format!("{hash:016x}")
    }
}

/// The level of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing that worked stops working.
    Additive,
    /// The change may break a client, depending on what the client relies on.
    Risky,
    /// The change breaks clients that use the subject.
    Breaking,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Additive => "additive",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
        })
    }
}

/// The sender of the values that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The client.
    Request,
    /// The provider.
    Response,
}

/// The changed part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The operation's method and path, or the webhook's name; empty for the description as a whole.
    pub operation: String,
    /// The Rust name of the operation, or of the webhook.
    pub name: String,
    /// Its sender; none for the operation as a whole.
    pub direction: Option<Direction>,
    /// Its place in the message: ``query parameter `page` ``, `body`, `response 200`.
    pub part: String,
    /// The path of members inside the part: `/data/*/amount`; empty for the whole.
    pub pointer: String,
    /// The component schema that holds the value, and the path inside it.
    pub owner: Option<(String, String)>,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.operation, &self.part, &self.pointer];
        let mut first = true;
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            if !first {
                f.write_str(" ")?;
            }
            first = false;
            f.write_str(part)?;
        }
        Ok(())
    }
}
