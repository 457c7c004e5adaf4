// An operation that is gone, or has lost the tag, takes a method away that no line names.
#[lean::api(spec = "drift.yaml", operations = all)]
trait Everything {}

#[lean::api(spec = "drift.yaml", tags = [Orders])]
trait Tagged {
    fn list_orders();
}

fn main() {}
