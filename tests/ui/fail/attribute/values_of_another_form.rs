#[lean::api(spec = concat!("market", ".yaml"))]
trait Joined {}

#[lean::api(spec: "market.yaml")]
trait Colon {}

#[lean::api(spec = "market.yaml", relative_to = "package")]
trait Quoted {}

#[lean::api(spec = "market.yaml", operations = "all")]
trait All {}

#[lean::api(spec = "market.yaml", operations = [GET /orders])]
trait Route {}

#[lean::api(spec = "market.yaml", tags = Orders)]
trait Tag {}

#[lean::api(spec = "market.yaml", tags = [Late orders])]
trait Words {}

#[lean::api(spec = "market.yaml", overlays = "nothing.overlay.yaml")]
trait Overlay {}

#[lean::api(spec = "market.yaml", formats = {"uuid" = String})]
trait Formats {}

#[lean::api(spec = "market.yaml", mutual_tls = true)]
trait Certificates {}

#[lean::api(spec = "market.yaml", webhooks = true)]
trait Webhooks {}

#[lean::api(spec = "market.yaml", module = "models")]
trait Module {}

#[lean::api(spec = "market.yaml", module = market::models)]
trait Within {}

fn main() {}
