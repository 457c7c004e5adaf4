//! Lean's first data API, which its `api.*` hosts still serve.

#[lean_macros::api(spec = "api-spec/lean-v1.yaml", crate = crate)]
mod api {
    /// Bank data, by POST.
    #[api(operations = all)]
    pub trait LegacyData {}
}

pub use api::*;
