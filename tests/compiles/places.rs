//! The possible places of a trait and of a description.

/// Relative to the source file.
pub mod beside_the_source {
    /// A bank.
    #[lean::api(spec = "../ui/specs/bank.yaml", relative_to = file)]
    pub trait Bank {
        fn get_customer();
    }
}

/// Relative to the package, said.
pub mod in_the_package {
    /// A bank.
    #[lean::api(spec = "./tests/ui/specs/../specs/bank.yaml", relative_to = package,)]
    pub trait Bank {
        fn get_customer();
    }
}

/// Private, and seen by the crate.
pub mod hidden {
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    trait Private {
        fn ping();
    }

    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub(crate) trait Seen {
        fn ping();
    }

    /// Uses both.
    pub async fn both(client: &lean::Client) -> Result<String, lean::Error> {
        let answer = Private::ping(client).await?;
        let other = Seen::ping(client).await?;
        Ok(format!("{answer}{other}"))
    }
}

/// A custom macro that writes the trait.
pub mod in_a_macro {
    macro_rules! bank {
        ($name:ident, $($method:ident),*) => {
            /// A bank.
            #[lean::api(spec = "tests/ui/specs/bank.yaml")]
            pub trait $name {
                $(fn $method();)*
            }
        };
    }
    bank!(Bank, get_customer, ping);
}

/// A custom macro that writes the types and their use as well.
pub mod types_in_a_macro {
    macro_rules! own {
        ($line:ident, $page:ident) => {
            /// A line.
            #[derive(Debug, lean::Schema)]
            #[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction)]
            pub struct $line {
                /// The amount.
                pub amount: lean::Decimal,
            }

            /// A page.
            #[derive(Debug, lean::Schema)]
            #[schema(spec = "tests/ui/specs/bank.yaml", name = Transactions)]
            pub struct $page {
                /// The items of the page.
                pub transactions: Vec<$line>,
            }

            /// A bank.
            #[lean::api(spec = "tests/ui/specs/bank.yaml")]
            pub trait Bank {
                /// Reads a page.
                async fn get_transactions(&self, account_id: &str) -> Result<$page, lean::Error>;
            }
        };
    }
    own!(Line, Page);
}

/// Types that go by names of the prelude's.
pub mod under_other_names {
    use std::vec::Vec as Many;

    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait Bank {
        fn get_customer();
    }

    /// Returns the names.
    pub fn names(customers: &Many<bank::Customer>) -> Many<&str> {
        customers
            .iter()
            .map(|customer| customer.name.as_str())
            .collect()
    }
}

/// Servers that require certificates because the attribute says so.
pub mod with_certificates {
    /// Old things.
    #[lean::api(spec = "tests/ui/specs/old.yaml", mutual_tls = [Server])]
    pub trait Old {
        fn list_things();
    }

    /// The same, everywhere.
    #[lean::api(spec = "tests/ui/specs/old.yaml", mutual_tls)]
    pub trait Older {
        fn list_things();
    }
}

/// A description with known mistakes.
pub mod with_known_mistakes {
    /// Things.
    #[lean::api(spec = "tests/ui/specs/references.yaml")]
    #[allow(deprecated)]
    pub trait Things {
        fn good_thing();
        fn broken_thing();
    }
}

/// A description with mistakes, of which only correct operations are chosen.
pub mod around_mistakes {
    /// Things.
    #[lean::api(spec = "tests/ui/specs/references.yaml")]
    pub trait Things {
        fn good_thing();
    }

    /// The good ones of another.
    #[lean::api(spec = "tests/ui/specs/refused.yaml")]
    pub trait Refused {
        fn good_thing();
    }
}

/// In a function.
#[test]
fn in_a_function() {
    #[lean::api(spec = "tests/ui/specs/bank.yaml", module = models)]
    trait Bank {
        fn get_customer();
    }

    let amount: Result<lean::Decimal, _> = "1.50".parse();
    assert!(amount.is_ok());
}
