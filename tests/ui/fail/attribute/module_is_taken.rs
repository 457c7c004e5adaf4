pub mod bank {
    pub struct Mine;
}

#[lean::api(spec = "bank.yaml")]
pub trait Bank {
    fn ping();
    #[operation(getCustomer)]
    async fn customer(&self, customer_id: bank::CustomerId) -> Result<bank::Customer, lean::Error>;
}

#[lean::api(spec = "bank.yaml", module = models)]
pub trait Accounts {
    fn get_transactions();
}

#[lean::api(spec = "bank.yaml", module = models)]
pub trait Payments {
    fn create_payment_intent();
}

#[lean::api(spec = "bank.yaml")]
pub trait Data {
    fn get_statement();
}

#[lean::api(spec = "bank.yaml")]
pub trait Data {
    fn get_transactions();
}

// Imported, it is a function, and nobody's module.
use names::search;

mod names {
    pub fn search() {}
}

#[lean::api(spec = "bank.yaml")]
pub trait Search {
    fn search();
}

// Elsewhere, names are others'.
pub mod one {
    #[lean::api(spec = "bank.yaml")]
    pub trait Other {
        fn ping();
    }

    pub mod inner {
        pub mod other {}
    }
}

fn main() {}
