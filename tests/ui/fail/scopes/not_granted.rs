#[lean::api(spec = "scopes.yaml")]
trait Payments {
    fn pay();
}

lean::scopes!(Reporting: payments::scopes::Other);

async fn pays(lean: lean::Client<Reporting>) {
    let _ = lean.pay().await;
}

fn main() {}
