#[lean::api(spec = "old.yaml", mutual_tls = [Servr])]
trait Things {
    fn list_things();
}

fn main() {}
