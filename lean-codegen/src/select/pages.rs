//! Pages that a method describes: they take the place of what the description says.

use std::collections::HashMap;

use super::BoundOperation;
use crate::api::{Api, Pagination};
use crate::diagnostic::Mistake;
use crate::document::Description;
use crate::errors::Errors;
use crate::item::ApiTrait;
use crate::resolve;

/// Settles `#[pages(..)]` of all methods.
pub(super) fn apply_page_rules(
    traits: &[ApiTrait],
    bound: &[Vec<BoundOperation>],
    api: &mut Api,
    description: &Description,
    errors: &mut Errors,
) {
    let mut settled: HashMap<usize, Pagination> = HashMap::new();
    for (api_trait, bound) in traits.iter().zip(bound) {
        for (method, operation) in BoundOperation::methods(bound) {
            let Some(rule) = &api_trait.methods[method].pages else {
                continue;
            };
            let target = &api.operations[operation];
            let mistake = match resolve::pagination(rule, target, &api.types) {
                Ok(pages) => {
                    let before = settled.insert(operation, pages.clone());
                    if before.is_none_or(|before| before == pages) {
                        continue;
                    }
                    let name = &target.name.wire;
                    let message = format!("another method describes pages of `{name}` differently");
                    Mistake::new(message)
                }
                Err(fault) => {
                    let mistake = Mistake::new(fault.message).maybe_help(fault.help);
                    errors.push(fault.at, mistake.at(&target.place).render(description));
                    continue;
                }
            };
            errors.push(rule.at, mistake.at(&target.place).render(description));
        }
    }
    for (operation, pages) in settled {
        api.operations[operation].pagination = Some(pages);
    }
}
