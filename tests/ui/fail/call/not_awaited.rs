#![deny(unused_must_use)]

#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn get_customer();
}

fn forgets(lean: lean::Client, customer: bank::CustomerId) {
    lean.get_customer(customer);
}

fn main() {}
