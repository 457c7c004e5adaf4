#[lean::api(spec = "swagger.json")]
trait Bank {
    fn ping();
}

fn main() {}
