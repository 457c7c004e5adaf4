//! Turns settings into a client, or says which of them does not hold.

use std::sync::{Arc, OnceLock};

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{
    demands, inner::Core, origin::BaseUrl, settings::Settings, tokens::TokenSources, trust,
};
use crate::{
    Error,
    limits::{Gate, Window},
    retry::Budget,
    transport::{Clear, Engine, Network, Peer, Transport, proxy},
    wire,
};

/// After which an unused connection is closed.
const CONNECTION_IDLE: std::time::Duration = std::time::Duration::from_secs(60);

pub(super) fn core(settings: Settings) -> Result<Core, Error> {
    let base = match &settings.base_url {
        Some(url) => BaseUrl::parse("base_url", url, settings.clear)?,
        None => match &settings.server_fault {
            Some(what) => return Err(Error::configuration(what.clone())),
            None if is_relative(&settings) => return Err(relative(&settings)),
            None => BaseUrl::parse("server", &settings.server_url, settings.clear)?,
        },
    };
    if settings.clear == Clear::Loopback && settings.identity.is_some() {
        let what = "`.identity(..)` and `.allow_http_on_loopback()` do not go together: without TLS no certificate is shown";
        return Err(Error::configuration(what));
    }
    demands::check(&settings)?;
    let allowed_origins: Vec<_> = settings
        .allowed_origins
        .iter()
        .map(|url| {
            Ok(BaseUrl::parse("allow_origin", url, settings.clear)?
                .origin()
                .clone())
        })
        .collect::<Result<_, Error>>()?;
    let api = api(&settings)?;
    let tokens = TokenSources::new(&settings, &base, &allowed_origins, &api)?;
    Ok(Core {
        server: settings.server,
        base,
        base_is_chosen: settings.base_url.is_some(),
        clear: settings.clear,
        allowed_origins,
        headers: headers(&settings)?,
        request_id_headers: request_id_headers(&settings)?,
        api,
        tokens,
        budget: Budget::new(settings.retry.budget),
        gate: Gate::new(settings.concurrency_max, settings.rate_limit),
        window: Arc::new(Window::default()),
        identity: settings.identity,
        credentials: settings.credentials,
        scopes: settings.scopes.map(Into::into),
        deadlines: settings.deadlines,
        retry: settings.retry,
        body_bytes_max: settings.body_bytes_max,
        stream_limits: settings.stream_limits,
        middleware: settings.middleware,
        lenient: settings.lenient,
        background: OnceLock::new(),
    })
}

/// Returns true for a described server without an origin. A URL of the user's may hold secrets, and is reported without.
fn is_relative(settings: &Settings) -> bool {
    !settings.server.url.is_empty() && !settings.server_url.contains("://")
}

/// A server whose URL is relative to where the description was published, which nobody knows here.
fn relative(settings: &Settings) -> Error {
    let (name, url) = (settings.server.name, settings.server_url.escape_debug());
    let what = match settings.server_url.as_str() {
        "/" => "the description names no server".to_owned(),
        _ => format!("the URL of the server `{name}` is relative: `{url}`"),
    };
    let remedy = "Give the whole URL to the builder: `.base_url(\"https://..\")`";
    Error::configuration(what).with_remedy(remedy)
}

/// The chosen server is the one that is shown the identity.
fn api(settings: &Settings) -> Result<Arc<dyn Transport>, Error> {
    if let Some(transport) = &settings.transport {
        return Ok(Arc::clone(transport));
    }
    let server = Peer {
        identity: settings.identity.clone(),
        tls: trust::server(settings)?,
    };
    Ok(Arc::new(Engine::new(server, network(settings)?)?))
}

pub(super) fn network(settings: &Settings) -> Result<Network, Error> {
    let proxy = settings.proxy.as_deref().map(proxy).transpose()?;
    Ok(Network {
        connect: settings.deadlines.connect,
        idle: CONNECTION_IDLE,
        clear: settings.clear,
        versions: settings.http_versions,
        proxy,
    })
}

fn headers(settings: &Settings) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    let agent = ("user-agent".to_owned(), settings.user_agent.clone());
    for (name, value) in std::iter::once(&agent).chain(&settings.headers) {
        let bad = |part: &str| {
            Error::configuration(format!(
                "the {part} of header `{}` has characters that no header may have",
                name.escape_debug()
            ))
        };
        let key: HeaderName = name.parse().map_err(|_| bad("name"))?;
        if wire::header::is_set_by_client(&key) {
            return Err(Error::configuration(format!(
                "header `{key}` is set by the client itself"
            )));
        }
        let value: HeaderValue = value.parse().map_err(|_| bad("value"))?;
        headers.append(key, value);
    }
    Ok(headers)
}

fn request_id_headers(settings: &Settings) -> Result<Vec<HeaderName>, Error> {
    let parse = |name: &String| {
        name.parse().map_err(|_| {
            Error::configuration(format!(
                "`{}` is not the name of a header",
                name.escape_debug()
            ))
        })
    };
    settings.request_id_headers.iter().map(parse).collect()
}
