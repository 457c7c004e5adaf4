#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn get_customer();
}

fn all(lean: &lean::Client, id: bank::CustomerId) {
    let _ = lean.get_customer(id).pages();
}

fn main() {}
