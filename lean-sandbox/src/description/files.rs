//! The API description, as it was when this crate was built.
//!
//! `api-spec` next to this crate's `src` is a link to the folder of that name in the repository;
//! the published crate contains the files themselves.

/// Pairs each name with the text of the file.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../api-spec/", $name)))),*]
    };
}

/// The files by their names, relative to the folder.
pub(super) const FILES: &[(&str, &str)] = files![
    "lean.yaml",
    "lean-ksa.yaml",
    "lean-v1.yaml",
    "shared/common.yaml",
    "shared/insights.yaml",
    "uae/account-on-file.yaml",
    "uae/auth.yaml",
    "uae/banks.yaml",
    "uae/consents.yaml",
    "uae/customers.yaml",
    "uae/data.yaml",
    "uae/entities.yaml",
    "uae/events.yaml",
    "uae/files.yaml",
    "uae/payment-links.yaml",
    "uae/payment-sources.yaml",
    "uae/payments.yaml",
    "uae/payouts.yaml",
    "uae/reconciliation.yaml",
    "uae/refunds.yaml",
    "uae/schedules.yaml",
    "uae/sessions.yaml",
    "uae/verifications.yaml",
    "uae/webhooks.yaml",
    "ksa/connect.yaml",
    "ksa/core.yaml",
    "ksa/data.yaml",
    "ksa/insights.yaml",
    "ksa/open-banking.yaml",
    "ksa/payouts.yaml",
    "ksa/reports.yaml",
    "ksa/verifications.yaml",
    "ksa/webhooks.yaml",
];
