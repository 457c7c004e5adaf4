//! Pages of lists.

use super::Call;
use crate::json::{Json, map};

/// Which part of a list was asked for.
pub(super) struct Window {
    number: usize,
    size: usize,
}

impl Window {
    /// `page` and `size`, 50 if it is left out.
    pub(super) fn page(call: &Call<'_>) -> Self {
        Self {
            number: number(call, "page").unwrap_or(0),
            size: number(call, "size").unwrap_or(50).max(1),
        }
    }

    /// `page_number` and `page_size`, 100 if it is left out.
    pub(super) fn page_number(call: &Call<'_>) -> Self {
        Self {
            number: number(call, "page_number").unwrap_or(0),
            size: number(call, "page_size").unwrap_or(100).max(1),
        }
    }

    /// The rows on the page, and the block that says where they stand.
    pub(super) fn cut<T>(&self, mut all: Vec<T>) -> (Vec<T>, Json) {
        let total = all.len();
        let page = map! {
            "number": self.number,
            "size": self.size,
            "total_elements": total,
            "total_pages": total.div_ceil(self.size),
            "sort": Json::Null,
        };
        let first = self.number.saturating_mul(self.size).min(total);
        let rows = all
            .drain(first..(first.saturating_add(self.size)).min(total))
            .collect();
        (rows, page)
    }
}

/// The description has said that it is a number.
fn number(call: &Call<'_>, name: &str) -> Option<usize> {
    call.query(name)?.parse().ok()
}
