//! Models of another trait of the same description: the schemas are the same, so each fits.

#[lean::api(spec = "tests/ui/specs/bank.yaml")]
pub trait Bank {
    #[operation(getCustomer)]
    async fn customer(&self, customer_id: shop::CustomerId) -> Result<shop::Customer, lean::Error>;
}

#[lean::api(spec = "tests/ui/specs/bank.yaml")]
pub trait Shop {
    fn get_customer();
}
