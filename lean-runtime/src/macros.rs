//! The shared code that the macro would otherwise write for every type.
//!
//! The names match generated modules, which all have this crate's `__private` as `__lean`. The
//! compiler keeps every segment of a path through four of its stages, and these paths are written
//! about a hundred times per type.
//!
//! Every function is `#[inline]`: functions that a crate with only a client never calls are then
//! compiled only in the crates that call them.

/// The standard traits of models, each through the one engine.
#[doc(hidden)]
#[macro_export]
macro_rules! __standard {
    ($($name:ident)*) => {$(
        impl __lean::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                __lean::clone(self)
            }
        }
        impl __lean::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> __lean::bool {
                __lean::equal(self, other)
            }
        }
        impl __lean::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut __lean::Formatter<'_>) -> __lean::Shown {
                __lean::debug(self, f)
            }
        }
        impl __lean::Serialize for $name {
            #[inline]
            fn serialize<S: __lean::Serializer>(
                &self,
                serializer: S,
            ) -> __lean::Result<S::Ok, S::Error> {
                __lean::serialize(self, serializer)
            }
        }
        impl<'de> __lean::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: __lean::Deserializer<'de>>(
                deserializer: D,
            ) -> __lean::Result<Self, D::Error> {
                __lean::deserialize(deserializer)
            }
        }
    )*};
}

/// The schemas that models were made of.
#[doc(hidden)]
#[macro_export]
macro_rules! __described {
    ($($name:ident $key:literal)*) => {$(
        #[doc(hidden)]
        impl __lean::Described for $name {
            type Key = __lean::Key<$key>;
        }
    )*};
}

/// The traits that make enums usable as keys.
#[doc(hidden)]
#[macro_export]
macro_rules! __keys {
    ($($name:ident)*) => {$(
        impl __lean::Eq for $name {}
        impl __lean::Hash for $name {
            #[inline]
            fn hash<H: __lean::Hasher>(&self, state: &mut H) {
                __lean::hash(self, state)
            }
        }
    )*};
}

/// Comparisons of text types with text: `indicator == "DEBIT"`.
#[doc(hidden)]
#[macro_export]
macro_rules! __compared {
    ($name:ident $text:ident) => {
        impl __lean::PartialEq<&__lean::str> for $name {
            fn eq(&self, other: &&__lean::str) -> __lean::bool {
                <__lean::str as __lean::PartialEq>::eq(self.$text(), *other)
            }
        }
    };
}

/// Text in and out of enums of text.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($name:ident) => {
        impl $name {
            /// The value as it is on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &__lean::str {
                __lean::enum_text(self)
            }
        }
        impl __lean::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut __lean::Formatter<'_>) -> __lean::Shown {
                f.write_str(self.as_str())
            }
        }
        impl __lean::From<&__lean::str> for $name {
            #[inline]
            fn from(text: &__lean::str) -> Self {
                __lean::enum_from_text(text)
            }
        }
        $crate::__compared!($name as_str);
    };
}

/// The additional items of newtypes, by the type that they contain.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    (plain $name:ident, $inner:ty) => {
        impl __lean::Deref for $name {
            type Target = $inner;

            #[inline]

            fn deref(&self) -> &$inner {
                &self.0
            }
        }
        impl __lean::From<$inner> for $name {
            #[inline]
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }
    };
    (scalar $name:ident, $inner:ty) => {
        $crate::__newtype!(plain $name, $inner);
        $crate::__keys!($name);
        impl __lean::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut __lean::Formatter<'_>) -> __lean::Shown {
                __lean::Display::fmt(&self.0, f)
            }
        }
        impl __lean::FromStr for $name {
            type Err = __lean::DecodeError;

            #[inline]

            fn from_str(text: &__lean::str) -> __lean::Result<Self, Self::Err> {
                __lean::from_text(text)
            }
        }
        impl __lean::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> __lean::Option<__lean::Ordering> {
                __lean::Option::Some(__lean::Ord::cmp(self, other))
            }
        }
        impl __lean::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> __lean::Ordering {
                __lean::Ord::cmp(&self.0, &other.0)
            }
        }
    };
    (text $name:ident, $inner:ty) => {
        $crate::__newtype!(scalar $name, $inner);
        impl __lean::From<&__lean::str> for $name {
            #[inline]
            fn from(text: &__lean::str) -> Self {
                Self(__lean::Into::into(text))
            }
        }
        impl __lean::AsRef<__lean::str> for $name {
            #[inline]
            fn as_ref(&self) -> &__lean::str {
                &self.0
            }
        }
        $crate::__compared!($name as_ref);
    };
}

/// An enum of several outcomes, as an outcome.
#[doc(hidden)]
#[macro_export]
macro_rules! __cases {
    ($name:ident) => {
        impl __lean::ResponseForm for $name {
            type Value = Self;

            #[inline]

            fn covers(status: __lean::StatusCode) -> __lean::bool {
                __lean::is_covered(<Self as __lean::Cases>::CASES, status)
            }

            #[inline]

            fn read(content: &mut __lean::Content) -> __lean::Result<Self, __lean::Error> {
                let case = content.choose(<Self as __lean::Cases>::CASES);
                <Self as __lean::Cases>::read(case, content)
            }
        }
    };
}
