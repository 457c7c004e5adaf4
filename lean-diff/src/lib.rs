//! The difference between two versions of an API description.
//!
//! [`compare`] takes two [`Contract`](lean_openapi::contract::Contract)s and returns [`Change`]s. A change has a stable
//! rule, the operation and the value that it is about, the old and the new meaning, the place in the new description,
//! and two levels: for the provider (are all clients safe?) and for a client that uses the operation.
//!
//! Direction decides. A request may demand less and a response may promise more without breaking anybody; the opposite
//! breaks. Webhooks and callbacks count as responses, since the provider sends them.

mod change;
mod compare;
mod rules;
mod sentence;

pub use change::{Change, Direction, Level, Subject};
pub use compare::{compare, compare_pairs, compare_servers};
pub use rules::{Edit, Event, Keyword, Rule, RuleId, Scope, rule, rules};
pub use sentence::{old_meaning, sentence, sentence_about, sentence_with_before};
