//! The places of parameters, and their default styles.

use lean_openapi::api::Location;

pub(crate) fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::QueryString => "querystring",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

pub(crate) fn default_style(location: Location) -> &'static str {
    match location {
        Location::Path | Location::Header => "simple",
        Location::Query | Location::QueryString | Location::Cookie => "form",
    }
}
