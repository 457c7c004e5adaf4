#[lean::api(spec = "old.yaml", mutual_tls)]
trait Things {
    fn list_things();
}

fn main() {
    let _ = lean::Client::builder(things::servers::Server::default()).build();
}
