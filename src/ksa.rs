//! Lean's API in Saudi Arabia, with one trait for each resource.

#[lean_macros::api(spec = "api-spec/lean-ksa.yaml", crate = crate, webhooks)]
mod api {
    /// Access tokens.
    #[api(tags = [Authentication])]
    pub trait Authentication {}

    /// Customers: the people and companies whose banks are connected.
    #[api(tags = [Customers])]
    pub trait Customers {}

    /// Entities: a customer's connections to banks.
    #[api(tags = [Entities])]
    pub trait Entities {}

    /// Banks.
    #[api(tags = [Banks])]
    pub trait Banks {}

    /// Consents, and links by which customers give them.
    #[api(tags = [Consents])]
    pub trait Consents {}

    /// Accounts, balances, transactions, identities and more of connected banks.
    #[api(tags = [Data])]
    pub trait Data {}

    /// The same in the words of the Saudi Central Bank's open-banking framework.
    #[api(tags = [OpenBanking])]
    pub trait OpenBanking {}

    /// Insights from a customer's data.
    #[api(tags = [Insights])]
    pub trait Insights {}

    /// Verifications of accounts, companies, freelancers and properties.
    #[api(tags = [Verifications])]
    pub trait Verifications {}

    /// Reports on a customer.
    #[api(tags = [Reports])]
    pub trait Reports {}

    /// Payouts.
    #[api(tags = [Payouts])]
    pub trait Payouts {}
}

pub use api::*;
