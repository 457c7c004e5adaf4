#[lean::api(spec = "scopes.yaml")]
mod api {
    pub trait Payments {
        fn pay();
    }

    pub trait Reports {
        fn report();
    }
}

fn needs_payments(_: impl api::Payments) {}

fn reads(lean: lean::Client<api::ReportsNeeds>) {
    needs_payments(lean);
}

fn main() {}
