//! The order of pages: `x-pagination`, the members that vendors use, and `#[pages(..)]`.

mod dialects;
mod path;
mod rule;
mod settle;
mod style;
mod type_at;

pub use self::rule::{PageFault, PageRule};
pub use self::settle::pagination;

use std::collections::HashMap;

use super::resolver::Resolver;
use crate::api::{Api, Finding, Place, Rule};
use crate::document::OperationHead;

/// Pages by number, as an example.
pub const PAGES: &str = "`x-pagination: { page: page_number, items: /data, total-pages: /pages }`";
/// Pages by cursor, as an example.
pub const CURSOR: &str = "`x-pagination: { cursor: cursor, items: /data, next: /next_cursor }`";

/// The page rules of operations, by the names of the operations.
pub(super) type PageRules = HashMap<String, PageRule<Place>>;

impl Resolver<'_> {
    /// Reads what an operation says of its pages. What it means is settled when all types are made.
    pub(super) fn read_pages(&mut self, head: &OperationHead) {
        for dialect in dialects::ALL {
            let Some(written) = head.at.get(dialect.member) else {
                continue;
            };
            match (dialect.read)(dialect.member, &written.node) {
                Ok(Some(rule)) => {
                    self.page_rules.insert(head.name.clone(), rule);
                }
                Ok(None) => {}
                Err(fault) => self.reader.report.add(fault_finding(fault)),
            }
            return;
        }
    }
}

/// Settles how the pages of each operation follow each other.
pub(super) fn settle_pages(api: &mut Api, rules: &PageRules) {
    for operation in &mut api.operations {
        let rule = rules.get(&operation.name.rust);
        let Some(rule) = rule.filter(|_| operation.refused.is_none()) else {
            continue;
        };
        match pagination(rule, operation, &api.types) {
            Ok(pages) => operation.pagination = Some(pages),
            Err(fault) => api.findings.push(fault_finding(fault)),
        }
    }
}

fn fault_finding(fault: PageFault<Place>) -> Finding {
    let finding = Finding::repaired(Rule::InvalidPagination, fault.at, fault.message);
    let finding = Finding {
        suggestion: fault.suggestion,
        help: fault.help,
        ..finding
    };
    finding.with_outcome("left out")
}
