//! The side that refused or failed.

/// The side that refused or failed, and so the party to contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Side {
    /// This program: nothing was sent.
    Caller,
    /// The server, our certificate.
    OurCertificate,
    /// We, the server's certificate.
    ServerCertificate,
    /// Something between: names, connections, deadlines.
    Network,
    /// The peer, by not keeping to HTTP.
    Protocol,
    /// The response, by not fitting the description.
    Decoding,
    /// The token endpoint.
    TokenEndpoint,
    /// The provider's application.
    Api,
    /// The sender of a webhook, who may be anybody.
    Webhook,
}
