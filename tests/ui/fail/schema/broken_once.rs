#[derive(lean::Schema)]
#[schema(spec = "broken.json", name = Transaction)]
struct Line {
    amount: lean::Decimal,
}

#[derive(lean::Schema)]
#[schema(spec = "broken.json")]
struct Money {
    amount: lean::Decimal,
}

#[lean::api(spec = "broken.json")]
trait Bank {
    fn get_customer();
}

#[lean::api(spec = "broken.json")]
mod other {
    pub trait Bank {
        fn get_customer();
    }

    #[derive(lean::Schema)]
    pub struct Customer {
        id: CustomerId,
    }
}

fn main() {}
