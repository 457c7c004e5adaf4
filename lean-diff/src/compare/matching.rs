//! Matches the operations of the old and the new description.

use std::collections::{HashMap, HashSet};

use lean_openapi::contract::OperationContract;

use super::operation::route;

/// Returns the index of the old operation for each new one.
pub(super) fn match_operations(
    old: &[OperationContract],
    new: &[OperationContract],
) -> Vec<Option<usize>> {
    let mut by_path = HashMap::new();
    let mut by_route = HashMap::new();
    let mut by_id = HashMap::new();
    for (index, operation) in old.iter().enumerate() {
        by_path
            .entry((&operation.method, &operation.path))
            .or_insert(index);
        by_route.entry(route(operation)).or_insert(index);
        if let Some(id) = &operation.id {
            by_id.entry(id).or_insert(index);
        }
    }
    let mut taken = HashSet::new();
    let mut found: Vec<Option<usize>> = Vec::with_capacity(new.len());
    for operation in new {
        let exact = by_path.get(&(&operation.method, &operation.path));
        let index = exact.or_else(|| by_route.get(&route(operation))).copied();
        found.push(index.filter(|index| taken.insert(*index)));
    }
    // An id moves to another route only if its own route is gone.
    for (operation, slot) in new.iter().zip(&mut found) {
        if let (None, Some(id)) = (&slot, &operation.id) {
            let index = by_id.get(id).copied();
            *slot = index.filter(|index| taken.insert(*index));
        }
    }
    found
}
