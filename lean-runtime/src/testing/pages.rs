//! Pages of a list, cut as an operation's description says.

use super::answers::Position;
use super::splice::{remove, set};
use super::{Answer, SeenRequest, answered};
use crate::call::{Callable, Pages};
use crate::json::Tape;
use crate::model::{self, Slot};
use crate::operation::{Location, NextAt, NextPage, Operation, Pagination};
use crate::values::Json;

/// The position of a page among a fake's own links and cursors.
const FROM: &str = "from-item-";

/// The items of a list, `per_page` in each page, for an operation with pages. The answer to each request is the page
/// that the request asks for: by number, offset, cursor, last id or link, as the description says.
///
/// ```ignore
/// impl Bank for Fake {
///     fn list_things(&self) -> lean::Call<bank::ListThings> {
///         lean::testing::answered(lean::testing::pages(&[first, second, third], 2))
///     }
/// }
/// ```
///
/// # Panics
/// Panics if `per_page` is 0.
#[must_use]
pub fn pages<T: Slot>(items: &[T], per_page: usize) -> FakePages {
    assert!(per_page > 0, "a page has at least one item");
    FakePages {
        items: items.iter().map(|item| model::encode(item)).collect(),
        per_page,
        page: "{}".to_owned(),
        then: None,
    }
}

/// Pages of a list: see [`pages`].
pub struct FakePages {
    /// JSON texts.
    items: Vec<String>,
    per_page: usize,
    /// The JSON text of a page, of which the items and the way to the next page are replaced.
    page: String,
    then: Option<Answer>,
}

impl FakePages {
    /// Takes the other members of each page from this page: a call that is awaited without `.pages()` needs those that
    /// the description requires.
    #[must_use]
    pub fn inside<T: Slot>(mut self, page: &T) -> Self {
        self.page = model::encode(page);
        self
    }

    /// After the items, the list does not end: the request for the next page has this answer.
    #[must_use]
    pub fn then(mut self, answer: Answer) -> Self {
        self.then = Some(answer);
        self
    }

    /// The items as your own type, for fakes of signatures that return `lean::Pages`:
    /// `pages(&lines, 2).of::<bank::GetTransactions, _>()`.
    pub fn of<O: Callable, T: Slot>(self) -> Pages<T> {
        Pages::new(answered::<O>(self).any().clone())
    }

    pub(super) fn answer(&self, operation: &'static Operation, position: &Position<'_>) -> Answer {
        let Some(pages) = operation.pagination else {
            return Answer::unfaked(operation);
        };
        let asked = requested_position(operation, &pages, position);
        let Some(start) = self.start_index(&pages, asked.as_deref()) else {
            return Answer::status(400);
        };
        let end = start.saturating_add(self.per_page).min(self.items.len());
        let is_past = start >= self.items.len() && start > 0;
        if let (true, Some(then)) = (is_past || self.items.is_empty(), &self.then) {
            return then.clone();
        }
        let here = self.items.get(start..end).unwrap_or_default();
        let more = end < self.items.len() || self.then.is_some();
        self.page_answer(&pages, here, more.then_some(end))
    }

    /// The index of the first item of the page that is asked for.
    fn start_index(&self, pages: &Pagination, asked: Option<&str>) -> Option<usize> {
        let Some(asked) = asked else {
            return Some(0);
        };
        let number =
            |first: i64| usize::try_from(asked.parse::<i64>().ok()?.checked_sub(first)?).ok();
        match pages.next {
            NextPage::Number { first, .. } => number(first)?.checked_mul(self.per_page),
            NextPage::Offset { first, .. } => number(first),
            NextPage::LastId { id, .. } => {
                let is_asked = |item: &String| text_at(item, id).as_deref() == Some(asked);
                Some(self.items.iter().position(is_asked)? + 1)
            }
            NextPage::Cursor { .. } => match asked.rsplit_once(FROM) {
                Some((_, index)) => index.parse().ok(),
                // A cursor that is a number, as in the page that the user gave.
                None => asked.parse().ok(),
            },
            NextPage::Link { .. } => match asked.rsplit_once(FROM) {
                Some((_, index)) => index.parse().ok(),
                None => Some(0),
            },
        }
    }

    fn page_answer(&self, pages: &Pagination, items: &[String], next: Option<usize>) -> Answer {
        let mut page = set(&self.page, pages.items, &format!("[{}]", items.join(",")));
        let mut put = |pointer: &str, json: &str| {
            if !pointer.is_empty() {
                page = set(&page, pointer, json);
            }
        };
        put(pages.more, if next.is_some() { "true" } else { "false" });
        let one_more = usize::from(self.then.is_some());
        let at = match pages.next {
            NextPage::Number { pages: total, .. } => {
                let count = self.items.len().div_ceil(self.per_page) + one_more;
                put(total, &count.to_string());
                return Answer::json(200, page);
            }
            NextPage::Offset { total, .. } => {
                put(total, &(self.items.len() + one_more).to_string());
                return Answer::json(200, page);
            }
            NextPage::LastId { .. } => return Answer::json(200, page),
            NextPage::Cursor { at, .. } | NextPage::Link { at } => at,
        };
        let is_link = matches!(pages.next, NextPage::Link { .. });
        let next = next.map(|index| match is_link {
            true => format!("?{FROM}{index}"),
            false => format!("{FROM}{index}"),
        });
        match (at, next) {
            (NextAt::Body(pointer), Some(next)) => {
                let json = match is_number(&self.page, pointer) {
                    true => next.trim_start_matches(FROM).to_owned(),
                    false => Json::string(&next).to_string(),
                };
                Answer::json(200, set(&page, pointer, &json))
            }
            (NextAt::Body(pointer), None) => Answer::json(200, remove(&page, pointer)),
            (NextAt::Header(name), Some(next)) => Answer::json(200, page).header(name, &next),
            (NextAt::LinkHeader, Some(next)) => {
                Answer::json(200, page).header("link", &format!("<{next}>; rel=\"next\""))
            }
            (NextAt::Header(_) | NextAt::LinkHeader, None) => Answer::json(200, page),
        }
    }
}

/// The value by which a request asks for a page; `None` for the first page.
fn requested_position(
    operation: &Operation,
    pages: &Pagination,
    position: &Position<'_>,
) -> Option<String> {
    let (NextPage::Number { parameter, .. }
    | NextPage::Offset { parameter, .. }
    | NextPage::Cursor { parameter, .. }
    | NextPage::LastId { parameter, .. }) = pages.next
    else {
        return match position {
            Position::Seen(seen) => seen.url.query().map(str::to_owned),
            Position::Faked(request) => request.options.page.clone(),
        };
    };
    match position {
        Position::Seen(seen) => position_from_url(operation, parameter, seen),
        Position::Faked(request) => text_at(request.options.page_argument.as_deref()?, ""),
    }
}

fn position_from_url(
    operation: &Operation,
    parameter: usize,
    seen: &SeenRequest,
) -> Option<String> {
    let parameter = operation.parameters.get(parameter)?;
    if parameter.location == Location::Header {
        return seen.header(parameter.name).map(str::to_owned);
    }
    let mut pairs = url::form_urlencoded::parse(seen.url.query()?.as_bytes());
    let (_, value) = pairs.find(|(name, _)| name == parameter.name)?;
    Some(value.into_owned())
}

/// The text of a string or number in a JSON text.
fn text_at(json: &str, pointer: &str) -> Option<String> {
    let tape = Tape::parse(json).ok()?;
    let value = tape.root().pointer(pointer)?;
    let number = value.as_number().map(str::to_owned);
    number.or_else(|| value.as_str().map(std::borrow::Cow::into_owned))
}

fn is_number(json: &str, pointer: &str) -> bool {
    let tape = Tape::parse(json).ok();
    let value = tape.as_ref().and_then(|tape| tape.root().pointer(pointer));
    value.is_some_and(|value| value.as_number().is_some())
}
