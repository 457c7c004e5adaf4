//! The log of webhook events.

use jiff::Timestamp;

use super::paging::PageWindow;
use super::{Call, State};
use crate::json::{Json, map};

impl State {
    /// The newest first.
    pub(super) fn list_events(&self, call: &Call<'_>) -> Json {
        let instant = |text: Option<&str>| text.and_then(|text| text.parse::<Timestamp>().ok());
        let (from, to) = (instant(call.query("from")), instant(call.query("to")));
        let wanted = |event: &&Json| {
            let at = instant(event.text("timestamp"));
            call.query("type")
                .is_none_or(|kind| event.text("type") == Some(kind))
                && from.is_none_or(|from| at >= Some(from))
                && to.is_none_or(|to| at <= Some(to))
        };
        let found: Vec<&Json> = self.events.iter().rev().filter(wanted).collect();
        let (rows, page) = PageWindow::page(call).rows(found.into_iter(), Json::clone);
        map! { "data": rows, "page": page }
    }
}
