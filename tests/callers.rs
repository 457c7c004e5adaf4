//! The callers of operations: with a runtime, without one, through a trait object, and in tests
//! against a fake.

mod lab;

use lean::uae::models::{
    AppUserId, Bank, CreditDebitIndicator, Customer, CustomerId, GetBanks, GetCustomerById,
};
use lean::uae::{Banks, Customers};
use lean::{Call, blocking, testing};
use lean_sandbox::Sandbox;

#[test]
fn without_a_runtime() {
    let sandbox = Sandbox::builder()
        .start_blocking()
        .expect("the sandbox starts");
    let lean = blocking::Client::from(lab::client(&sandbox));
    assert!(!lean.get_banks().wait().expect("banks").is_empty());
    // All pages, one after the other.
    let customers = lean.get_customers(0, 2).wait().expect("customers");
    assert!(customers.data.len() <= 2);
}

#[tokio::test]
async fn waiting_inside_a_runtime_does_no_harm() {
    let sandbox = Sandbox::start().await.expect("the sandbox starts");
    let lean = blocking::Client::from(lab::client(&sandbox));
    let banks = tokio::task::spawn_blocking(move || lean.get_banks().wait())
        .await
        .expect("no panic");
    assert!(!banks.expect("banks").is_empty());
}

#[tokio::test]
async fn through_a_trait_object_and_from_another_task() {
    let sandbox = Sandbox::start().await.expect("the sandbox starts");
    let lean: Box<dyn Banks + Send> = Box::new(lab::client(&sandbox));
    let call = lean.get_banks();
    drop(lean);
    let banks = tokio::spawn(async move { call.await })
        .await
        .expect("no panic");
    assert!(!banks.expect("banks").is_empty());
}

/// A fake is one `impl`.
struct Fake;

impl Banks for Fake {
    fn get_banks(&self) -> Call<GetBanks> {
        testing::answered(&Vec::<Bank>::new())
    }
}

#[tokio::test]
async fn against_a_fake() {
    assert_eq!(Fake.get_banks().await.expect("the fake's answer"), []);
    assert_eq!(Fake.get_banks().wait().expect("the fake's answer"), []);
}

/// Of a large trait, a fake has the methods that are asked of it.
struct FakeOfOne;

impl Customers for FakeOfOne {
    fn get_customer_by_id(&self, id: CustomerId) -> Call<GetCustomerById> {
        testing::answered(&Customer {
            customer_id: id,
            app_user_id: AppUserId::from("our-user-1"),
            government_identifiers: lean::Maybe::Absent,
        })
    }
}

#[test]
fn what_a_fake_leaves_out_says_so() {
    let lean: &dyn Customers = &FakeOfOne;
    let id = CustomerId(uuid());
    let customer = lean.get_customer_by_id(id).wait().expect("its answer");
    assert_eq!(customer.app_user_id, "our-user-1");
    let error = lean.get_customers(0, 2).wait().unwrap_err();
    assert_eq!(error.code(), lean::error::codes::UNFAKED);
    let message = error.to_string();
    assert!(
        message.contains("this implementation of `Customers` leaves the operation out"),
        "{message}"
    );
    assert!(message.contains("getCustomers"), "{message}");
}

fn uuid() -> lean::Uuid {
    "f08fb010-878f-407a-9ac2-a7840fb56185"
        .parse()
        .expect("a UUID")
}

#[test]
fn identifiers_and_values_of_text_compare_with_text() {
    let id = AppUserId::from("our-user-1");
    assert_eq!(id, "our-user-1");
    assert_eq!(CreditDebitIndicator::Debit, "DEBIT");
    // One that the description does not list.
    assert_eq!(CreditDebitIndicator::from("BOTH"), "BOTH");
    assert_ne!(CreditDebitIndicator::from("BOTH"), "DEBIT");
}
