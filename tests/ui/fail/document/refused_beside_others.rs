#[lean::api(spec = "refused.yaml", operations = all)]
trait Everything {}

#[lean::api(spec = "mutual-misspelt.yaml", operations = all)]
trait Nothing {}

#[lean::api(spec = "mutual-misspelt.yaml", operations = [read])]
trait Listed {}

#[lean::api(spec = "swallowed.yaml", operations = all)]
trait Rest {}

fn main() {}
