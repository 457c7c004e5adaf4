//! The progress of a request.

/// The furthest point that an attempt may have reached: a transport reports the first stage that it
/// cannot rule out.
///
/// The order of the variants is the order of the stages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SendProgress {
    /// No connection carried the request.
    #[default]
    NotConnected,
    /// There was a connection, and no byte of the request was written to it.
    Connected,
    /// The head may have been sent. The body was not sent to its end.
    HeadSent,
    /// The whole request may have been sent.
    BodySent,
    /// A response began.
    ResponseBegun,
}

impl SendProgress {
    const ALL: [Self; 5] = [
        Self::NotConnected,
        Self::Connected,
        Self::HeadSent,
        Self::BodySent,
        Self::ResponseBegun,
    ];

    /// Returns true if the server cannot have seen any of the request.
    #[must_use]
    pub fn is_unsent(self) -> bool {
        self <= Self::Connected
    }

    pub(crate) fn to_u8(self) -> u8 {
        self as u8
    }

    /// The stage of this number; the last one for a number that no stage has.
    pub(crate) fn from_u8(number: u8) -> Self {
        let stage = Self::ALL.get(usize::from(number));
        stage.copied().unwrap_or(Self::ResponseBegun)
    }
}

#[cfg(test)]
mod tests {
    use super::SendProgress;

    #[test]
    fn stages_are_numbered_in_their_order() {
        for stage in SendProgress::ALL {
            assert_eq!(SendProgress::from_u8(stage.to_u8()), stage);
        }
        assert!(SendProgress::Connected < SendProgress::HeadSent);
        assert!(SendProgress::Connected.is_unsent() && !SendProgress::HeadSent.is_unsent());
    }
}
