//! The ways to choose operations.

/// By the method's name, in Rust's way of writing.
pub mod by_name {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait Bank {
        fn get_customer();
    }
}

/// By the description's name, under another.
pub mod by_identifier {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait Bank {
        #[operation(getCustomer)]
        fn who();
        #[operation("createPaymentIntent")]
        fn pay();
    }
}

/// By method and path.
pub mod by_route {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait Bank {
        #[operation(GET "/banks/v1")]
        fn banks();
        #[operation(GET "/customers/{id}")]
        fn customer();
    }
}

/// All of them.
pub mod all {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml", operations = all)]
    pub trait Bank {}
}

/// All operations, some under custom names.
pub mod all_and_some_renamed {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml", operations = all)]
    pub trait Bank {
        #[operation(ping)]
        fn is_alive();
    }
}

/// A list, of names and of routes.
pub mod listed {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml", operations = [getCustomer, ping, GET "/banks/v1"])]
    pub trait Bank {}
}

/// By tags, as identifiers or in quotes.
pub mod tagged {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml", tags = [Payments, "Banks", data])]
    pub trait Bank {}
}

/// Nothing: a trait is still a trait.
pub mod none {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait Bank {}
}

/// Several traits that share their models.
#[lean::api(spec = "tests/ui/specs/bank.yaml")]
pub mod shared {
    /// Reads.
    pub trait Reads {
        fn get_customer();
        fn get_transactions();
    }

    /// Pays.
    #[api(tags = [Payments])]
    pub trait Pays {}

    /// A trait whose private neighbours stay private.
    pub trait Alive {
        fn ping();
    }
}
