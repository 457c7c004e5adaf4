//! Where a trait may stand, and where a description.

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
        let one = Private::ping(client).await?;
        let other = Seen::ping(client).await?;
        Ok(format!("{one}{other}"))
    }
}

/// Where a macro of the user's own writes the trait.
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
