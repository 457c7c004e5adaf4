//! JSON Pointers (RFC 6901): from a text to a value, and back.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::value::{Value, ValueKind};

impl<'t> Value<'t> {
    /// The value at a JSON Pointer (RFC 6901).
    #[must_use]
    pub fn pointer(self, pointer: &str) -> Option<Value<'t>> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer
            .strip_prefix('/')?
            .split('/')
            .try_fold(self, |value, token| {
                let token = match token.contains('~') {
                    true => Cow::Owned(token.replace("~1", "/").replace("~0", "~")),
                    false => Cow::Borrowed(token),
                };
                match value.kind() {
                    ValueKind::List => value.items().nth(index(&token)?),
                    _ => value.get(&token),
                }
            })
    }

    /// The JSON Pointer (RFC 6901) from the document's root to here.
    #[must_use]
    pub fn path(self) -> String {
        self.path_hiding(&[])
    }

    /// The same with `*` in place of the names of the members at these positions.
    pub(crate) fn path_hiding(self, hidden: &[u32]) -> String {
        let mut path = String::new();
        let mut at = self.tape.root();
        while at.index != self.index {
            match at.kind() {
                ValueKind::List => {
                    let Some((number, item)) =
                        at.items().enumerate().find(|(_, item)| item.holds(self))
                    else {
                        break;
                    };
                    // Writing to a String does not fail.
                    let _ = write!(path, "/{number}");
                    at = item;
                }
                _ => {
                    let Some((name, value)) = at.members().find(|(_, value)| value.holds(self))
                    else {
                        break;
                    };
                    path.push('/');
                    match hidden.contains(&value.index) {
                        true => path.push('*'),
                        false => path.push_str(&name.replace('~', "~0").replace('/', "~1")),
                    }
                    at = value;
                }
            }
        }
        path
    }

    fn holds(self, other: Value<'_>) -> bool {
        (self.index..self.next()).contains(&other.index)
    }
}

/// An index as RFC 6901 section 4 has it: digits without a leading zero.
fn index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (token == "0" || !token.starts_with('0'))).then(|| token.parse().ok())?
}
