//! The API as described: the operations, their inputs and their answers.
//!
//! The documents are read as far as a request reaches into them, and then remembered for all sandboxes of the process.

mod check;
mod documents;
mod example;
mod files;
mod formats;
#[cfg(test)]
mod listing;
mod operation;
mod request;
mod routes;
mod schema;

use std::sync::LazyLock;

pub(crate) use example::{echo, first_item};
pub(crate) use operation::{Content, Operation};
pub(crate) use request::{Arguments, RequestFault};
pub(crate) use routes::{RouteMatch, Routes};

use crate::Region;

/// Returns the operations of a region, including those of the first generation of the API, which
/// both regions have.
pub(crate) fn of(region: Region) -> &'static Routes {
    static UAE: LazyLock<Routes> = LazyLock::new(|| Routes::of(&["lean.yaml", "lean-v1.yaml"]));
    static KSA: LazyLock<Routes> = LazyLock::new(|| Routes::of(&["lean-ksa.yaml", "lean-v1.yaml"]));
    match region {
        Region::Uae => &UAE,
        Region::Ksa => &KSA,
    }
}
