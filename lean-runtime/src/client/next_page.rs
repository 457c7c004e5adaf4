//! URLs that a page gives for the next one: they lead to the same origin, or nowhere.

use http::Uri;
use url::Url;

use super::origin::BaseUrl;
use crate::{
    Error,
    error::{ErrorCode, Passport},
};

/// The URL of the next page: the link, which may be relative to the page's own URL.
///
/// # Errors
/// Fails if the link is not a URL, contains a user name, or leads to another origin.
pub(super) fn url(base: &BaseUrl, own: &Uri, link: &str) -> Result<Uri, Error> {
    let broken =
        |what: &str| Error::new(ErrorCode::PagesEndless, Passport::default()).with_what(what);
    let no_url = || broken("the link to the next page is not a URL");
    let own = Url::parse(&own.to_string()).map_err(|_| no_url())?;
    let link = own.join(link).map_err(|_| no_url())?;
    if link.origin() != own.origin() {
        let what = format!(
            "the link to the next page leads to {}, not to {}",
            link.origin().ascii_serialization(),
            base.origin().url()
        );
        let remedy =
            "Report it to the provider: credentials are shown to no origin that a response names";
        let error = Error::new(ErrorCode::OriginRefused, Passport::default());
        return Err(error.with_what(what).with_remedy(remedy));
    }
    if !link.username().is_empty() || link.password().is_some() {
        return Err(broken("the link to the next page names a user"));
    }
    base.at(&link[url::Position::BeforePath..url::Position::AfterQuery])
        .map_err(|_| no_url())
}
