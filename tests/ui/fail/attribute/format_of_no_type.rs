#[lean::api(spec = "bank.yaml", formats("uuid" = Iban))]
pub trait Bank {
    fn get_customer();
}

fn main() {}
