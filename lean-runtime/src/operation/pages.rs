//! The way that the pages of a list follow each other.

/// The way that pages follow each other (`x-pagination`).
#[derive(Clone, Copy, Debug)]
pub struct Pagination {
    /// JSON Pointer to the list of items.
    pub items: &'static str,
    /// JSON Pointer to a boolean that says whether there are more pages; empty: nothing says so.
    pub more: &'static str,
    /// The way to ask for the next page.
    pub next: NextPage,
}

/// The way to ask for the next page.
#[derive(Clone, Copy, Debug)]
pub enum NextPage {
    /// By its number.
    Number {
        /// The index of the parameter.
        parameter: usize,
        /// The number of the first page.
        first: i64,
        /// JSON Pointer to the number of pages; empty: until a page is empty.
        pages: &'static str,
    },
    /// By the number of items before it.
    Offset {
        /// The index of the parameter.
        parameter: usize,
        /// The offset of the first page.
        first: i64,
        /// JSON Pointer to the number of items; empty: until a page is empty.
        total: &'static str,
    },
    /// By a cursor that the page before it gives.
    Cursor {
        /// The index of the parameter.
        parameter: usize,
        /// The place of the cursor.
        at: NextAt,
    },
    /// By the id of the last item of the page before it.
    LastId {
        /// The index of the parameter.
        parameter: usize,
        /// JSON Pointer from an item to its id.
        id: &'static str,
    },
    /// By a URL that the page before it gives.
    Link {
        /// The place of the URL.
        at: NextAt,
    },
}

/// The place where a page says what comes next.
#[derive(Clone, Copy, Debug)]
pub enum NextAt {
    /// In the body, at this JSON Pointer.
    Body(&'static str),
    /// In the header of this name.
    Header(&'static str),
    /// In the header `Link`, with the relation `next` (RFC 8288).
    LinkHeader,
}
