//! Calls to measure: the cases, the clients that make them, and the texts that they are answered with.

#[cfg(feature = "network")]
pub mod authority;
#[cfg(feature = "others")]
pub mod by_hand;
pub mod canned;
pub mod cases;
#[cfg(feature = "network")]
pub mod clients;
#[cfg(feature = "network")]
pub mod serve;
pub mod texts;

/// The client of Lean's API.
#[lean::api(spec = "../../api-spec/lean.yaml")]
pub trait Bank {
    fn get_customer_by_id();
    fn fetch_transactions_v2();
    fn create_payment_intent();
}

/// A list in pages and a stream of lines.
#[lean::api(spec = "feed.yaml")]
pub trait Feed {
    fn list_entries();
    fn stream_entries();
}
