//! The stable codes of errors, each with its meaning and its remedy.

use super::Side;

/// The advice about making the same call again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RetryAdvice {
    /// The failure was temporary.
    Later,
    /// The call would fail again.
    Never,
}

macro_rules! codes {
    ($($name:ident = $text:ident, $side:ident, $again:ident, $what:literal, $remedy:literal;)+) => {
        /// The code of an error. TLS faults and identities have separate codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum ErrorCode {
            $($name,)+
        }

        impl ErrorCode {
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name in messages and documentation.
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($text),)+ }
            }

            /// Returns the side that refused or failed.
            pub(crate) const fn side(self) -> Side {
                match self { $(Self::$name => Side::$side,)+ }
            }

            const fn retry_advice(self) -> RetryAdvice {
                match self { $(Self::$name => RetryAdvice::$again,)+ }
            }

            /// Returns the general description of the error.
            pub(crate) const fn what(self) -> &'static str {
                match self { $(Self::$name => $what,)+ }
            }

            /// Returns the general remedy.
            pub(crate) const fn remedy(self) -> &'static str {
                match self { $(Self::$name => $remedy,)+ }
            }
        }

        #[allow(dead_code, unreachable_pub, reason = "`codes` re-exports them, except names that TLS has too")]
        pub(super) mod names {
            $(
                #[doc = concat!("Meaning: ", $what, ".\n\nWhat to do, in general: ", $remedy, ".")]
                pub const $text: &str = stringify!($text);
            )+
        }
    };
}

codes! {
    InvalidRequest = INVALID_REQUEST, Caller, Never,
        "the request cannot be written", "Change the argument: nothing was sent";
    Configuration = CONFIGURATION, Caller, Never,
        "the client cannot be built this way", "Change the named setting of the builder";
    UrlNotHttps = URL_NOT_HTTPS, Caller, Never,
        "the URL is not `https://`", "Use the `https://` URL: credentials are never sent in clear";
    OriginRefused = ORIGIN_REFUSED, Caller, Never,
        "the operation lives on another origin than the chosen server",
        "Name it with `.allow_origin(..)` if it may see this client's credentials";
    CredentialMissing = CREDENTIAL_MISSING, Caller, Never,
        "the client holds no credentials that this call accepts", "Give them to the builder";
    Middleware = MIDDLEWARE, Caller, Never,
        "a middleware of this application refused the request", "See the error's source";
    BodySource = BODY_SOURCE, Caller, Never,
        "the source of the request's body failed", "See the error's source";
    Identity = IDENTITY, Caller, Never,
        "the identity cannot be used", "See the error's source";
    Unfaked = UNFAKED, Caller, Never,
        "this implementation of a trait leaves the operation out",
        "Write the operation's method in the fake's `impl`; `lean::testing::answered(&value)` makes its answer";
    Runtime = RUNTIME, Caller, Never,
        "the runtime that the call ran on is gone", "Keep the runtime alive until its calls have ended";
    WaitInsideCall = WAIT_INSIDE_CALL, Caller, Never,
        "`.wait()` was called within another call, whose thread would wait for itself",
        "In middleware, token sources and body sources use the asynchronous client (`.to_async()`) and `.await`";
    TokenSource = TOKEN_SOURCE, TokenEndpoint, Later,
        "the source of access tokens failed", "See the error's source";
    TokenRefused = TOKEN_REFUSED, TokenEndpoint, Never,
        "the token endpoint refused the client", "Check client id, secret and scopes in the provider's dashboard";
    TokenUnavailable = TOKEN_UNAVAILABLE, TokenEndpoint, Later,
        "the token endpoint gave no token", "Try again later";
    TokenUnreachable = TOKEN_UNREACHABLE, TokenEndpoint, Never,
        "the token endpoint cannot be reached", "See the error's source; check `.token_url(..)` and what is trusted there";
    TokenInvalid = TOKEN_INVALID, TokenEndpoint, Never,
        "the token endpoint answered with something that is not a token",
        "Check `.token_url(..)`: it must be the endpoint itself";
    Tls = TLS, Network, Never,
        "TLS failed", "See the error's source";
    Dns = DNS, Network, Later,
        "the host name could not be resolved", "Check the host name and this machine's resolver";
    ConnectRefused = CONNECT_REFUSED, Network, Later,
        "the connection was refused", "Check host and port, and whether a firewall or proxy is between";
    Connect = CONNECT, Network, Later,
        "no connection could be made", "Check host, port, network and proxy";
    ProxyRefused = PROXY_REFUSED, Network, Never,
        "the proxy refused the tunnel", "Check the proxy's URL, credentials and rules";
    TimeoutConnect = TIMEOUT_CONNECT, Network, Later,
        "no connection within the deadline", "Check the network; `.connect_timeout(..)` moves the deadline";
    TimeoutFirstByte = TIMEOUT_FIRST_BYTE, Network, Later,
        "no answer began within the deadline", "`.first_byte_timeout(..)` moves the deadline";
    TimeoutIdle = TIMEOUT_IDLE, Network, Later,
        "no data of the body came within the deadline", "`.idle_timeout(..)` moves the deadline";
    TimeoutTotal = TIMEOUT_TOTAL, Network, Later,
        "the call did not end within its deadline", "`.timeout(..)` moves the deadline";
    ConnectionClosed = CONNECTION_CLOSED, Network, Later,
        "the connection was closed before an answer came", "Try again";
    ConnectionReset = CONNECTION_RESET, Network, Later,
        "the connection was reset", "Try again";
    ConnectionBroken = CONNECTION_BROKEN, Network, Later,
        "TLS broke off after the handshake",
        "Try again; if it happens often, something between this machine and the server changes what is sent";
    HttpInvalid = HTTP_INVALID, Protocol, Never,
        "the peer does not speak HTTP as it should", "Check that the URL names an HTTP server";
    HttpSmuggling = HTTP_SMUGGLING, Protocol, Never,
        "the response contradicts itself about its length", "Report it: something between rewrites responses";
    HeadTooLarge = HEAD_TOO_LARGE, Protocol, Never,
        "the head of the response is larger than allowed", "Report it to the provider";
    HttpUnexpectedUpgrade = HTTP_UNEXPECTED_UPGRADE, Protocol, Never,
        "the server switched protocols unasked", "Report it to the provider";
    RedirectRefused = REDIRECT_REFUSED, Protocol, Never,
        "the server answered with a redirect, which is not followed", "Check the base URL";
    BodyTruncated = BODY_TRUNCATED, Protocol, Later,
        "the body ended before it was whole", "Try again";
    BodyChunking = BODY_CHUNKING, Protocol, Later,
        "the body is not chunked as it should be", "Try again";
    BodyEncoding = BODY_ENCODING, Protocol, Never,
        "the body is not encoded as its header says", "Report it to the provider";
    BodyTooLarge = BODY_TOO_LARGE, Protocol, Never,
        "the decoded body is larger than allowed", "`.max_body_bytes(..)` moves the limit, and `.max_stream_bytes(..)` that of streams";
    UnexpectedContentType = UNEXPECTED_CONTENT_TYPE, Decoding, Never,
        "the response is of another content type than described",
        "Check the base URL: a login page, firewall or proxy may have answered";
    UnexpectedStatus = UNEXPECTED_STATUS, Decoding, Never,
        "the description does not list the status of the response",
        "Check what came; an overlay can add the response to the description";
    Decode = DECODE, Decoding, Never,
        "the response does not fit the description", "`.lenient(true)` keeps what can be kept";
    DecodeEmpty = DECODE_EMPTY, Decoding, Never,
        "the response has no body where one is due", "Report it to the provider";
    PagesEndless = PAGES_ENDLESS, Decoding, Never,
        "the pages of a list lead nowhere", "Report it to the provider; `Pages::position` tells where it was noticed";
    WebhookSecret = WEBHOOK_SECRET, Caller, Never,
        "the secret of a webhook cannot be used", "Copy the secret from the provider's dashboard again";
    WebhookUnsigned = WEBHOOK_UNSIGNED, Webhook, Never,
        "a delivery lacks what its signature needs",
        "Answer 401. If the provider sent it: check that the URL is for its webhooks, and that no proxy removes headers";
    WebhookSignature = WEBHOOK_SIGNATURE, Webhook, Never,
        "no secret fits the signature of a delivery",
        "Answer 401. If the provider sent it: check the secret, and that the body is taken byte for byte as it came";
    WebhookStale = WEBHOOK_STALE, Webhook, Never,
        "a delivery was sent too long ago, or is ahead of this machine's clock",
        "Answer 401. If the provider sent it just now: check this machine's clock";
    WebhookTooLarge = WEBHOOK_TOO_LARGE, Webhook, Never,
        "the body of a delivery is larger than allowed", "Answer 413; `.max_body_bytes(..)` moves the limit";
    WebhookBody = WEBHOOK_BODY, Webhook, Never,
        "the body of a delivery could not be read to its end", "See the error's source; the provider sends it again";
    Status = STATUS, Api, Never,
        "the provider refused the request", "See the provider's documentation of this code";
    Failed = FAILED, Api, Never,
        "the provider says that it failed", "See the provider's documentation of this code";
    OutcomeUnknown = OUTCOME_UNKNOWN, Network, Never,
        "it is not known whether the request was acted on",
        "Look up what became of it before repeating it; repeat it only with the same idempotency key";
}

impl ErrorCode {
    /// Returns true if the failure was temporary.
    pub(crate) fn is_retryable(self) -> bool {
        self.retry_advice() == RetryAdvice::Later
    }

    /// Returns true if a deadline passed.
    pub(crate) const fn is_timeout(self) -> bool {
        matches!(
            self,
            Self::TimeoutConnect | Self::TimeoutFirstByte | Self::TimeoutIdle | Self::TimeoutTotal
        )
    }

    /// Returns true if no connection was established.
    pub(crate) const fn is_connect(self) -> bool {
        matches!(
            self,
            Self::Dns
                | Self::ConnectRefused
                | Self::Connect
                | Self::ProxyRefused
                | Self::TimeoutConnect
        )
    }
}

#[cfg(test)]
mod tests {
    use super::ErrorCode;

    #[test]
    fn names_are_unique_and_texts_are_sentences_without_full_stop() {
        let mut names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ErrorCode::ALL.len());
        for code in ErrorCode::ALL {
            assert!(!code.what().ends_with('.'), "{code:?}");
            assert!(!code.remedy().ends_with('.'), "{code:?}");
        }
    }
}
