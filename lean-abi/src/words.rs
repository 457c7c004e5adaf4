//! The locations, styles and codecs, with their names in texts.

/// Declares an enum whose variants are written and read by their Rust names.
macro_rules! named {
    ($(#[$docs:meta])* $name:ident { $($(#[$variant_docs:meta])* $variant:ident,)* }) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_docs])* $variant,)* }

        impl $name {
            /// All variants.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the name of the variant: in texts, and in Rust.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)* }
            }

            /// Finds the variant of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|variant| variant.name() == name)
            }
        }
    };
}

named! {
    /// The location of a parameter (OpenAPI 3.2 section 4.12.1).
    Location {
        /// In the path.
        Path,
        /// In the query.
        Query,
        /// In a header.
        Header,
        /// In a cookie.
        Cookie,
        /// The whole query (OpenAPI 3.2).
        QueryString,
    }
}

named! {
    /// The style of a parameter (OpenAPI 3.2 section 4.12.3, "Style Values"), or the format of its
    /// media type.
    Style {
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
}

named! {
    /// The wire format of a body.
    Codec {
        /// JSON (RFC 8259) and `+json`.
        Json,
        /// `application/x-www-form-urlencoded`.
        Form,
        /// `multipart/*`.
        Multipart,
        /// Text, as a `String`.
        Text,
        /// Bytes as they are.
        Bytes,
        /// XML, through the type's JSON form.
        Xml,
        /// A single JSON value per line, as a stream.
        JsonLines,
        /// Server-sent events (WHATWG HTML section 9.2), as a stream.
        Events,
    }
}

impl Location {
    /// Returns the style and `explode` of parameters that state none; nothing for a whole query,
    /// whose style follows from its media type.
    #[must_use]
    pub const fn usual(self) -> Option<(Style, bool)> {
        match self {
            Self::Path | Self::Header => Some((Style::Simple, false)),
            Self::Query | Self::Cookie => Some((Style::Form, true)),
            Self::QueryString => None,
        }
    }
}

impl Style {
    /// Returns the style of a parameter that a media type describes (`content`).
    #[must_use]
    pub fn of_content(media: &str) -> Self {
        if media.contains("x-www-form-urlencoded") {
            Self::FormContent
        } else if media.is_empty() || media.contains("json") {
            Self::Json
        } else {
            Self::Text
        }
    }

    /// Returns true if a media type describes the parameter (`content`).
    #[must_use]
    pub const fn is_content(self) -> bool {
        matches!(self, Self::Json | Self::FormContent | Self::Text)
    }

    /// Returns true if values within values are written with brackets.
    #[must_use]
    pub const fn is_deep(self) -> bool {
        matches!(
            self,
            Self::DeepObject | Self::DeepEmpty | Self::DeepIndexed | Self::DeepRepeated
        )
    }
}

impl Codec {
    /// Returns true if the codec writes a value of the model, member by member.
    #[must_use]
    pub const fn is_of_members(self) -> bool {
        match self {
            Self::Json | Self::Form | Self::Multipart | Self::Xml => true,
            Self::Text | Self::Bytes | Self::JsonLines | Self::Events => false,
        }
    }
}
