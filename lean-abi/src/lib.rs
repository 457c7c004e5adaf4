//! The text formats in which generated code describes operations and members to the runtime.
//!
//! The macro writes these texts, and the runtime reads them. Writer and reader are next to each
//! other here, so that they cannot disagree. This crate has no dependencies: the macro's tree
//! stays free of the runtime, and the runtime's tree stays free of syn.
//!
//! - [`Operation`]: id, route, parameters, bodies and security of an operation.
//! - [`Member`] and [`Field`]: the presence, the direction and the name of an object's member.
//! - [`Tags`]: the values of a tag that mean a variant of a union.
//! - [`Location`], [`Style`] and [`Codec`]: the words in these texts, and the types of the model.

mod escape;
mod field;
mod operation;
mod tags;
mod words;

pub use field::{Direction, Field, Member, Presence};
pub use operation::{Body, Operation, Parameter, Requirement, Unknown};
pub use tags::Tags;
pub use words::{Codec, Location, Style};
