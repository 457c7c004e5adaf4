//! Pages of lists.

use super::Call;
use crate::json::{Json, map};

/// The part of a list that was requested.
pub(super) struct PageWindow {
    number: usize,
    size: usize,
}

impl PageWindow {
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

    /// The rows on the page, and the block that says which rows these are. Only those on the page are made.
    pub(super) fn rows<T>(
        &self,
        all: impl ExactSizeIterator<Item = T>,
        row: impl FnMut(T) -> Json,
    ) -> (Json, Json) {
        let page = self.block(all.len());
        let first = self.number.saturating_mul(self.size);
        let rows = all.skip(first).take(self.size).map(row);
        (rows.collect(), page)
    }

    /// Returns the items of the page, and the block that describes its position.
    pub(super) fn split<T>(&self, all: Vec<T>) -> (Vec<T>, Json) {
        let page = self.block(all.len());
        let first = self.number.saturating_mul(self.size);
        let rows = all.into_iter().skip(first).take(self.size);
        (rows.collect(), page)
    }

    fn block(&self, total: usize) -> Json {
        map! {
            "number": self.number,
            "size": self.size,
            "total_elements": total,
            "total_pages": total.div_ceil(self.size),
            "sort": Json::Null,
        }
    }
}

/// The description has said that it is a number.
fn number(call: &Call<'_>, name: &str) -> Option<usize> {
    call.query(name)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rows_of_the_page_are_made() {
        let all: Vec<usize> = (0..11_000).collect();
        for number in [0, 7, 1_099] {
            let mut made = 0;
            let window = PageWindow { number, size: 10 };
            let (rows, page) = window.rows(all.iter(), |row| {
                made += 1;
                Json::from(*row)
            });
            assert_eq!(made, 10);
            assert_eq!(rows.items()[0], Json::from(number * 10));
            assert_eq!(page.get("total_elements"), Some(&Json::from(11_000)));
            assert_eq!(page.get("total_pages"), Some(&Json::from(1_100)));
        }
    }

    #[test]
    fn beyond_the_end_there_is_nothing() {
        let window = PageWindow {
            number: usize::MAX,
            size: 10,
        };
        let (rows, _) = window.rows([1, 2].iter(), |_| Json::Null);
        assert!(rows.items().is_empty());
    }
}
