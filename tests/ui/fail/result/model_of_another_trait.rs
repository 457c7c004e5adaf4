#[lean::api(spec = "bank.yaml")]
pub trait Bank {
    #[operation(getCustomer)]
    async fn customer(&self, customer_id: shop::CustomerId) -> Result<shop::Customer, lean::Error>;
}

#[lean::api(spec = "bank.yaml")]
pub trait Shop {
    fn get_customer();
}

fn main() {}
