//! A client's properties that the compiler knows: if it has an identity, and the scopes it was
//! built for.

use crate::operation::NotNeeded;

/// A client certificate was given.
#[derive(Debug)]
pub enum Given {}

/// A client that can be built: its server requires no client certificate, or one was given.
#[diagnostic::on_unimplemented(
    message = "this server needs a client certificate, but the builder has none",
    label = "cannot be built without an identity",
    note = "give the three files of the portal before `.build()`: \
            `.identity(lean::Identity::from_pem_files(key, certificate, chain)?)`"
)]
pub trait Ready {}

#[diagnostic::do_not_recommend]
impl Ready for NotNeeded {}
#[diagnostic::do_not_recommend]
impl Ready for Given {}

/// Scopes that are only known at run time: every method is there.
#[derive(Debug)]
pub enum AnyScopes {}

/// A scope of a description, as a type: `bank::scopes::Payments`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a scope",
    label = "not a scope of a description",
    note = "scopes are the types of the module `scopes` next to the models, for instance `bank::scopes::Accounts`"
)]
pub trait Scope {
    /// As the token endpoint knows it.
    const NAME: &'static str;
}

/// A list of scopes as a type, for building a client: a trait's needs (`bank::Needs`), or your own
/// list by `lean::scopes!`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of scopes",
    note = "`bank::Needs` is what the trait needs; your own list: `lean::scopes!(pub Reporting: bank::scopes::Accounts);`"
)]
pub trait ScopeSet {
    /// As the token endpoint knows them.
    const NAMES: &'static [&'static str];
}

impl ScopeSet for () {
    const NAMES: &'static [&'static str] = &[];
}

/// A list of scopes that contains the scope `S`.
pub trait Holds<S> {}

impl<S> Holds<S> for AnyScopes {}

/// A list of scopes as a type, for clients that are to have these and no others.
///
/// `lean::scopes!(pub Reporting: bank::scopes::Accounts, bank::scopes::Transactions);` declares `Reporting`, and
/// `.for_scopes::<Reporting>()` on the builder makes a client of it: it asks the token endpoint for just these, and
/// traits that need others are not there.
#[doc(hidden)]
#[macro_export]
macro_rules! __scopes {
    ($(#[$meta:meta])* $vis:vis $name:ident: $text:literal $($rest:tt)*) => {
        ::core::compile_error!(
            "scopes are types here, not texts: `lean::scopes!(List: bank::scopes::Accounts);`; pass scopes that are \
             known only at run time to the builder: `.scopes([\"accounts\"])`"
        );
    };
    ($(#[$meta:meta])* $vis:vis $name:ident: $($scope:path),+ $(,)?) => {
        $(#[$meta])*
        #[derive(::core::fmt::Debug)]
        $vis enum $name {}

        impl $crate::client::ScopeSet for $name {
            const NAMES: &'static [&'static ::core::primitive::str] = &[$(<$scope as $crate::client::Scope>::NAME),+];
        }

        $(impl $crate::client::Holds<$scope> for $name {})+
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "a list of scopes has a name and the scopes in it: `lean::scopes!(pub Reporting: bank::scopes::Accounts, bank::scopes::Payments);`"
        );
    };
}
