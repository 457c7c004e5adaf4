#[lean::api(spec = "bank.yaml", formats("datetime" = String, "string:uid" = String, "card" = String))]
pub trait Bank {
    fn get_customer();
}

fn main() {}
