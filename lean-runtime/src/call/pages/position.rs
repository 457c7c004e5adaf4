//! A place in a list, to go on from later.

use std::fmt;
use std::str::FromStr;

use super::step::PageStep;
use crate::Error;
use crate::error::{ErrorCode, Passport};
use crate::values::Json;

/// A place between two items of a list: [`Pages::position`](super::Pages::position) gives it, and
/// [`Pages::resume`](super::Pages::resume) goes on from it.
///
/// Its text (`Display`, `FromStr`) can be stored. It holds the server's cursor or link, which may hold data of the list.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PagePosition {
    /// The page that holds the next item.
    pub(super) step: PageStep,
    /// The number of items of that page before the position.
    pub(super) items: usize,
}

impl fmt::Display for PagePosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.step {
            PageStep::First => write!(f, "{}:first", self.items),
            PageStep::At(value) => write!(f, "{}:at:{value}", self.items),
            PageStep::Link(url) => write!(f, "{}:link:{url}", self.items),
        }
    }
}

impl FromStr for PagePosition {
    type Err = Error;

    fn from_str(text: &str) -> Result<PagePosition, Error> {
        parse(text).ok_or_else(|| {
            let error = Error::new(ErrorCode::InvalidRequest, Passport::default());
            error
                .with_what("the text is not a position in a list of pages")
                .with_remedy("Store the text of `Pages::position()` as it is")
        })
    }
}

fn parse(text: &str) -> Option<PagePosition> {
    let (items, rest) = text.split_once(':')?;
    let step = match rest.split_once(':') {
        None if rest == "first" => PageStep::First,
        Some(("at", value)) => PageStep::At(value.parse::<Json>().ok()?.to_string()),
        Some(("link", url)) => PageStep::Link(url.to_owned()),
        None | Some(_) => return None,
    };
    Some(PagePosition {
        step,
        items: items.parse().ok()?,
    })
}

/// Shows how far it is in its page, not the cursor.
impl fmt::Debug for PagePosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PagePosition({} items into a page)", self.items)
    }
}
