//! What the macro writes for every type and every call, once.

/// The standard traits of models, each through the one engine.
#[doc(hidden)]
#[macro_export]
macro_rules! __standard {
    ($($name:ident)*) => {$(
        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                $crate::model::clone(self)
            }
        }
        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> ::core::primitive::bool {
                $crate::model::equal(self, other)
            }
        }
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::model::debug(self, f)
            }
        }
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::model::serialize(self, serializer)
            }
        }
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::model::deserialize(deserializer)
            }
        }
    )*};
}

/// What makes enums usable as keys.
#[doc(hidden)]
#[macro_export]
macro_rules! __keys {
    ($($name:ident)*) => {$(
        impl ::core::cmp::Eq for $name {}
        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::model::hash(self, state)
            }
        }
    )*};
}

/// Text in and out of enums of text.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($name:ident $fallback:ident) => {
        impl $name {
            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &::core::primitive::str {
                match self {
                    Self::$fallback(text) => text,
                    listed => $crate::model::listed(listed),
                }
            }
        }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl ::core::convert::From<&::core::primitive::str> for $name {
            fn from(text: &::core::primitive::str) -> Self {
                $crate::model::from_listed(text)
            }
        }
    };
}

/// What newtypes have beside the standard traits, by what they hold.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    (plain $name:ident, $inner:ty) => {
        impl ::core::ops::Deref for $name {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }
        impl ::core::convert::From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }
    };
    (scalar $name:ident, $inner:ty) => {
        $crate::__newtype!(plain $name, $inner);
        $crate::__keys!($name);
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = $crate::model::DecodeError;

            fn from_str(text: &::core::primitive::str) -> ::core::result::Result<Self, Self::Err> {
                $crate::model::from_text(text)
            }
        }
        impl ::core::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }
        impl ::core::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                ::core::cmp::Ord::cmp(&self.0, &other.0)
            }
        }
    };
    (text $name:ident, $inner:ty) => {
        $crate::__newtype!(scalar $name, $inner);
        impl ::core::convert::From<&::core::primitive::str> for $name {
            fn from(text: &::core::primitive::str) -> Self {
                Self(::core::convert::Into::into(text))
            }
        }
        impl ::core::convert::AsRef<::core::primitive::str> for $name {
            fn as_ref(&self) -> &::core::primitive::str {
                &self.0
            }
        }
    };
}

/// An operation as a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    ($(#[$meta:meta])* pub struct $name:ident: $table:expr => $success:ty, $failure:ty;) => {
        $(#[$meta])*
        pub struct $name($crate::call::AnyCall);

        impl $crate::call::Callable for $name {
            const OPERATION: &'static $crate::operation::Operation = &$table;
            type Success = $success;
            type Failure = $failure;

            fn wrap(call: $crate::call::AnyCall) -> Self {
                Self(call)
            }

            fn call(&self) -> &$crate::call::AnyCall {
                &self.0
            }
        }
    };
}

/// An enum of several outcomes, as an outcome.
#[doc(hidden)]
#[macro_export]
macro_rules! __cases {
    ($name:ident) => {
        impl $crate::call::Outcome for $name {
            type Value = Self;

            fn covers(status: $crate::__private::StatusCode) -> ::core::primitive::bool {
                $crate::call::covered(<Self as $crate::call::Cases>::CASES, status)
            }

            fn read(
                content: &mut $crate::call::Content,
            ) -> ::core::result::Result<Self, $crate::Error> {
                let case = content.choose(<Self as $crate::call::Cases>::CASES);
                <Self as $crate::call::Cases>::read(case, content)
            }
        }
    };
}
