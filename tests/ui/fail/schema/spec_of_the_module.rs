#[lean::api(spec = "bank.yaml")]
mod bank {
    pub trait Bank {
        fn get_customer();
    }

    #[derive(lean::Schema)]
    #[schema(name = Transaction)]
    struct Line {
        amount: lean::Decimal,
        currency: models::CustomerId,
        status: Option<super::Other>,
    }
}

#[lean::api(spce = "bank.yaml")]
mod misspelt {
    pub trait Bank {
        fn get_customer();
    }

    #[derive(lean::Schema)]
    struct Customer {
        name: String,
    }
}

struct Other;

fn main() {}
