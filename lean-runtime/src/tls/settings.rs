//! What a connection may and may not do.

/// Whether key exchange is also safe against quantum computers to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PostQuantum {
    /// As the crypto provider offers it: hybrid, with the classical one beside it.
    #[default]
    On,
    /// Classical key exchange only: for middleboxes that stumble over the larger first message.
    Off,
}
