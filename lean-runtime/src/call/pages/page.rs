//! A page: its items and the position of the next page.

use std::borrow::Cow;

use bytes::Bytes;

use super::super::{AnyCall, Response};
use super::link_header;
use super::step::PageStep;
use crate::Error;
use crate::error::Problem;
use crate::json::{Value, ValueKind};
use crate::operation::{NextAt, NextPage, Pagination};
use crate::values::Json;

/// The items of one page, by their positions, and the step to the next page.
pub(super) struct Page {
    pub(super) items: Vec<u32>,
    pub(super) next: Option<PageStep>,
    /// True if the items alone suggest another page and are objects, which rarely repeat.
    pub(super) is_guessed: bool,
}

impl Page {
    /// Reads the response to the step of the call.
    ///
    /// # Errors
    /// The items are not a list, or the value that leads to the next page is missing or unusable.
    pub(super) fn read(
        pages: &Pagination,
        (call, step): (&AnyCall, &PageStep),
        response: &Response<()>,
        body: Value<'_>,
    ) -> Result<Page, Error> {
        let reader = PageReader {
            pages,
            root: body,
            response,
        };
        let items = reader.items()?;
        let more = reader.has_more();
        let (next, is_guessed) = match pages.next {
            NextPage::Number {
                first, pages: at, ..
            } => {
                let number = step.number(call, first)?;
                let next = number.checked_add(1);
                let total = reader.total(at);
                let is_last = |total: i64| next.is_none_or(|next| next - first >= total);
                let ends = more.map(|more| !more).or(total.map(is_last));
                (
                    next.filter(|_| !ends.unwrap_or(items.is_empty())),
                    ends.is_none(),
                )
            }
            NextPage::Offset {
                first, total: at, ..
            } => {
                let next = step
                    .number(call, first)?
                    .checked_add(i64::try_from(items.len()).unwrap_or(i64::MAX));
                let total = reader.total(at);
                let is_last = |total: i64| next.is_none_or(|next| next - first >= total);
                let ends = more.map(|more| !more).or(total.map(is_last));
                // Without items there is nothing to go on by.
                let ends_here = items.is_empty() || ends.unwrap_or(false);
                (next.filter(|_| !ends_here), ends.is_none())
            }
            _ if more == Some(false) => return Ok(page(&items, None, false)),
            NextPage::Cursor { at, .. } => {
                return Ok(page(&items, reader.cursor(at)?.map(PageStep::At), false));
            }
            NextPage::Link { at } => {
                return Ok(page(
                    &items,
                    reader.link(at, call, step)?.map(PageStep::Link),
                    false,
                ));
            }
            NextPage::LastId { id, .. } => {
                return Ok(page(
                    &items,
                    reader.last_id(&items, id)?.map(PageStep::At),
                    false,
                ));
            }
        };
        let next = next.map(|next| PageStep::At(next.to_string()));
        Ok(page(&items, next, is_guessed))
    }
}

fn page(items: &[Value<'_>], next: Option<PageStep>, is_guessed: bool) -> Page {
    let are_objects = items
        .first()
        .is_some_and(|item| item.kind() == ValueKind::Map);
    Page {
        next,
        is_guessed: is_guessed && are_objects,
        items: items.iter().map(|item| item.position()).collect(),
    }
}

struct PageReader<'t> {
    pages: &'t Pagination,
    root: Value<'t>,
    response: &'t Response<()>,
}

impl<'t> PageReader<'t> {
    fn items(&self) -> Result<Vec<Value<'t>>, Error> {
        let pointer = self.pages.items;
        let Some(list) = self.root.pointer(pointer) else {
            return Err(self.decode_error(pointer, "the list of items is missing"));
        };
        match list.kind() {
            ValueKind::List => Ok(list.items().collect()),
            ValueKind::Null => Ok(Vec::new()),
            kind => {
                let why = format!(
                    "{} where the list of items is described",
                    kind.with_article()
                );
                Err(self.decode_error(pointer, &why))
            }
        }
    }

    /// Returns true if there are more pages; `None` if the server does not say.
    fn has_more(&self) -> Option<bool> {
        let value = self.value_at(self.pages.more)?;
        value.as_bool().or_else(|| match value.as_str()?.as_ref() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })
    }

    /// A number that the server counts pages or items by.
    fn total(&self, pointer: &str) -> Option<i64> {
        let value = self.value_at(pointer)?;
        let text = value.as_number().map(Cow::Borrowed).or(value.as_str())?;
        text.trim().parse().ok()
    }

    fn value_at(&self, pointer: &str) -> Option<Value<'t>> {
        (!pointer.is_empty()).then(|| self.root.pointer(pointer))?
    }

    /// The cursor of the next page, as JSON text.
    fn cursor(&self, at: NextAt) -> Result<Option<String>, Error> {
        let pointer = match at {
            NextAt::Body(pointer) => pointer,
            NextAt::Header(name) => {
                let text = self.header(name).filter(|text| !text.is_empty());
                return Ok(text.map(|text| Json::string(text).to_string()));
            }
            NextAt::LinkHeader => return Ok(None),
        };
        let next = self.value_at(pointer);
        let cursor = next.map_or(Ok(None), |value| self.scalar(value, pointer))?;
        if cursor.is_none() && self.has_more() == Some(true) {
            let why = "there is no cursor of the next page, although there are more pages";
            return Err(self.decode_error(pointer, why));
        }
        Ok(cursor)
    }

    /// The URL of the next page.
    fn link(&self, at: NextAt, call: &AnyCall, step: &PageStep) -> Result<Option<String>, Error> {
        let link = match at {
            NextAt::LinkHeader => link_header::next(&self.response.headers),
            NextAt::Header(name) => self.header(name).map(str::to_owned),
            NextAt::Body(pointer) => match self.value_at(pointer) {
                None => None,
                Some(value) => match value.as_str() {
                    Some(text) => Some(text.trim().to_owned()),
                    None if value.is_null() || value.as_bool() == Some(false) => None,
                    None => {
                        return Err(
                            self.decode_error(pointer, "the URL of the next page is not a text")
                        );
                    }
                },
            },
        };
        let Some(link) = link.filter(|link| !link.is_empty()) else {
            return Ok(None);
        };
        // It is relative to the URL of the page that it is in.
        let here = step.call(call)?.request()?;
        let here = url::Url::parse(&call.executor.url(&here)).ok();
        let absolute = here.and_then(|here| here.join(&link).ok());
        Ok(Some(absolute.map_or(link, |mut url| {
            url.set_fragment(None);
            url.into()
        })))
    }

    /// The id of the last item, as JSON text.
    fn last_id(&self, items: &[Value<'t>], id: &str) -> Result<Option<String>, Error> {
        let Some(last) = items.last() else {
            if self.has_more() == Some(true) {
                let why = "there are no items, although there are more pages";
                return Err(self.decode_error(self.pages.items, why));
            }
            return Ok(None);
        };
        let place = format!("{}/{}{id}", self.pages.items, items.len() - 1);
        let found = last.pointer(id);
        let found = found.map_or(Ok(None), |value| self.scalar(value, &place))?;
        let why = "the last item has no id, by which the next page is asked for";
        found
            .map(Some)
            .ok_or_else(|| self.decode_error(&place, why))
    }

    /// A text or number, as JSON text in its shortest form; none: `null`, `false` or an empty text.
    fn scalar(&self, value: Value<'_>, pointer: &str) -> Result<Option<String>, Error> {
        match value.kind() {
            ValueKind::Number => Ok(Some(value.raw().to_owned())),
            ValueKind::String => {
                let text = value.as_str().unwrap_or_default();
                Ok((!text.is_empty()).then(|| Json::string(&text).to_string()))
            }
            ValueKind::Null => Ok(None),
            ValueKind::Bool if value.as_bool() == Some(false) => Ok(None),
            kind => {
                let why = format!("{} where a cursor is described", kind.with_article());
                Err(self.decode_error(pointer, &why))
            }
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let value = self.response.headers.get(name)?.to_str().ok()?;
        Some(value.trim())
    }

    fn decode_error(&self, pointer: &str, why: &str) -> Error {
        let body = Bytes::from(self.root.raw().to_owned());
        let problems = vec![Problem::new(pointer, why)];
        Error::decode(self.response.passport.clone(), problems, body)
    }
}
