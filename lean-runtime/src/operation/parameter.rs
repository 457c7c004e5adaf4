//! Parameters: where they go and how they are written.

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

/// The location of a parameter (OpenAPI 3.2 section 4.12.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// The whole query.
    QueryString,
}

/// The style of a parameter (OpenAPI 3.2 section 4.12.3, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` (RFC 6570 simple).
    Simple,
    /// `.a.b`.
    Label,
    /// `;name=a`.
    Matrix,
    /// `name=a&name=b`.
    Form,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a%7Cb`.
    PipeDelimited,
    /// `name[key]=a`; lists of single values as `name[]=a`, lists of others as `name[0][key]=a`.
    DeepObject,
    /// `name[key]=a`, with every list as `name[]=a`.
    DeepEmpty,
    /// `name[key]=a`, with every list as `name[0]=a`.
    DeepIndexed,
    /// `name[key]=a`, with the name of a list repeated: `name=a&name=b`.
    DeepRepeated,
    /// `name=a; name=b`, not percent-encoded.
    Cookie,
    /// As JSON.
    Json,
    /// By `application/x-www-form-urlencoded`, for a whole query.
    FormContent,
    /// As plain text, by a media type that is not JSON.
    Text,
}

impl Style {
    /// Returns true if values within values are written with brackets.
    #[must_use]
    pub const fn is_deep(self) -> bool {
        matches!(
            self,
            Style::DeepObject | Style::DeepEmpty | Style::DeepIndexed | Style::DeepRepeated
        )
    }
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
