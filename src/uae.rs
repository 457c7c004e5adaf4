//! Lean's API in the United Arab Emirates, with one trait for each resource.

#[lean_macros::api(spec = "api-spec/lean.yaml", crate = crate, webhooks)]
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

    /// Accounts, balances, transactions, identities and more of connected banks.
    #[api(tags = [Data])]
    pub trait Data {}

    /// Insights from a customer's data.
    #[api(tags = [Insights])]
    pub trait Insights {}

    /// Reports on a customer.
    #[api(tags = [Reports])]
    pub trait Reports {}

    /// Verifications of accounts, owners and companies.
    #[api(tags = [Verifications])]
    pub trait Verifications {}

    /// Files.
    #[api(tags = [Files])]
    pub trait Files {}

    /// Payment intents, payments and destinations.
    #[api(tags = [Payments])]
    pub trait Payments {}

    /// Accounts to pay from.
    #[api(tags = [PaymentSources])]
    pub trait PaymentSources {}

    /// Hosted payment sessions.
    #[api(tags = [Sessions])]
    pub trait Sessions {}

    /// Payment links.
    #[api(tags = [PaymentLinks])]
    pub trait PaymentLinks {}

    /// Consents of customers.
    #[api(tags = [Consents])]
    pub trait Consents {}

    /// Payments from accounts on file.
    #[api(tags = [AccountOnFile])]
    pub trait AccountOnFile {}

    /// Scheduled payments.
    #[api(tags = [Schedules])]
    pub trait Schedules {}

    /// Payouts.
    #[api(tags = [Payouts])]
    pub trait Payouts {}

    /// Refunds.
    #[api(tags = [Refunds])]
    pub trait Refunds {}

    /// Deposits and their reconciliation with payments.
    #[api(tags = [Reconciliation])]
    pub trait Reconciliation {}

    /// The log of webhook events.
    #[api(tags = [Events])]
    pub trait Events {}
}

pub use api::*;
