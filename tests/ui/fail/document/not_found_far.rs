#[lean::api(spec = "api/openapi.json")]
trait Bank {
    fn ping();
}

fn main() {}
