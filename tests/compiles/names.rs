//! Names: of the crate, of modules, of methods, and of things that stand around.

/// The facade under another name, as when it is renamed or re-exported.
pub mod renamed {
    /// A crate of one's own that passes the facade on.
    pub mod mine {
        pub use lean as banking;
    }

    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml", crate = crate::names::renamed::mine::banking)]
    pub trait Bank {
        fn get_customer();
        #[operation(getCustomer)]
        async fn checked(
            &self,
            customer_id: &bank::CustomerId,
        ) -> Result<bank::Customer, lean::Error>;
    }
}

/// The module of models under another name.
pub mod module {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml", module = models)]
    pub trait Bank {
        fn get_customer();
    }

    /// It is there.
    pub type Customer = models::Customer;
}

/// Keywords as names of methods.
pub mod keywords {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait Bank {
        #[operation(getCustomer)]
        fn r#match();
        #[operation(ping)]
        fn r#type();
        #[operation(search)]
        async fn r#in(
            &self,
            q: &str,
            r#type: Option<&str>,
        ) -> Result<bank::SearchReply, lean::Error>;
    }
}

/// Names that shadow the prelude's.
pub mod shadowed {
    /// Not the one that everybody knows.
    #[derive(Debug)]
    pub struct Option;
    /// Nor this.
    #[derive(Debug)]
    pub struct Result;
    /// Nor this.
    #[derive(Debug)]
    pub struct String;
    /// Nor this.
    #[derive(Debug)]
    pub struct Vec;
    /// Nor this.
    pub trait Send {}
    /// Nor this.
    pub mod std {}
    /// Nor this.
    pub mod core {}

    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml", operations = all)]
    pub trait Bank {}
}

/// The same trait twice, in modules of their own.
pub mod twice {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait Bank {
        fn get_customer();
    }

    /// Another.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait OtherBank {
        fn get_customer();
    }
}
