//! Parameters: where they go and how they are written.

pub use lean_abi::{Location, Style};

/// A parameter of an operation.
#[derive(Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: &'static str,
    /// The location of the parameter.
    pub location: Location,
    /// The style of the parameter.
    pub style: Style,
    /// True if each item or member is written separately.
    pub explode: bool,
    /// True if reserved characters stay unchanged (RFC 6570 section 1.5).
    pub reserved: bool,
    /// The one value that it has, as JSON text: sent where nothing else is given.
    pub fixed: Option<&'static str>,
}

impl Parameter {
    /// A path parameter of the default style.
    #[must_use]
    pub const fn path(name: &'static str) -> Parameter {
        Parameter {
            name,
            location: Location::Path,
            style: Style::Simple,
            explode: false,
            reserved: false,
            fixed: None,
        }
    }

    /// A query parameter of the default style.
    #[must_use]
    pub const fn query(name: &'static str) -> Parameter {
        Parameter {
            name,
            location: Location::Query,
            style: Style::Form,
            explode: true,
            reserved: false,
            fixed: None,
        }
    }

    /// A header of the default style.
    #[must_use]
    pub const fn header(name: &'static str) -> Parameter {
        Parameter {
            name,
            location: Location::Header,
            style: Style::Simple,
            explode: false,
            reserved: false,
            fixed: None,
        }
    }

    /// A cookie of the default style.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Parameter {
        Parameter {
            name,
            location: Location::Cookie,
            style: Style::Form,
            explode: true,
            reserved: false,
            fixed: None,
        }
    }

    /// The whole query.
    #[must_use]
    pub const fn query_string(name: &'static str, style: Style) -> Parameter {
        Parameter {
            name,
            location: Location::QueryString,
            style,
            explode: true,
            reserved: false,
            fixed: None,
        }
    }

    /// In this style.
    #[must_use]
    pub const fn style(mut self, style: Style, explode: bool) -> Parameter {
        self.style = style;
        self.explode = explode;
        self
    }

    /// With reserved characters as they are.
    #[must_use]
    pub const fn reserved(mut self) -> Parameter {
        self.reserved = true;
        self
    }
}
