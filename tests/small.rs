//! Types that reach each other through unions, and wide types: values and calls fit small stacks.
#![allow(missing_docs, reason = "the items of a test")]

use std::mem::size_of;

use lean::model::{decode, encode};
use lean::testing::{Answer, FakeTransport};

#[lean::api(spec = "tests/specs/expandable.yaml", operations = all)]
pub trait Expandable {}

use expandable::{Account, Address, Customer, Receipt, Refusal, Wide};

/// The stack of a thread that was not made for recursion.
const STACK_BYTES: usize = 256 << 10;

fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    on_a_stack(STACK_BYTES, work);
}

fn on_a_stack(bytes: usize, work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(bytes);
    let thread = thread.spawn(work).expect("a thread can be started");
    thread.join().expect("the work is done");
}

#[test]
fn types_are_small() {
    assert!(size_of::<Account>() <= 1024, "{}", size_of::<Account>());
    assert!(size_of::<Customer>() <= 1024, "{}", size_of::<Customer>());
    assert!(size_of::<Refusal>() <= 512, "{}", size_of::<Refusal>());
    assert!(size_of::<Wide>() <= 4096, "{}", size_of::<Wide>());
}

/// Every member of an account is the next whole object, as deep as a document may be.
fn nested(depth: usize) -> String {
    let open = r#"{"id":"a","object":"account","created":"2026-01-31T00:00:00Z","account":"#;
    let close = "}".repeat(depth);
    format!("{}\"end\"{close}", open.repeat(depth))
}

#[test]
fn whole_objects_inside_each_other_fit_a_small_stack() {
    on_a_small_stack(|| {
        let text = nested(12);
        let account: Account = decode(&text).expect("accounts");
        let copy = account.clone();
        assert!(copy == account);
        assert_eq!(encode(&copy), text);
        assert!(format!("{copy:?}").contains("Account"));
    });
}

/// As deep as a document may be: refused or read, but never the end of the process.
#[test]
fn a_wide_type_inside_itself_is_bounded_by_the_stack_it_takes() {
    let nested =
        |opening: &str, depth: usize| format!("{}{{}}{}", opening.repeat(depth), "}".repeat(depth));
    on_a_stack(1 << 20, move || {
        for member in ["inner", "either"] {
            let opening = format!(r#"{{"{member}":"#);
            let text = nested(&opening, 40);
            let wide: Wide = decode(&text).expect("forty levels");
            let copy = wide.clone();
            assert!(copy == wide);
            assert_eq!(encode(&copy), text);
            assert!(format!("{copy:?}").contains("Wide"));

            // Unions tried inside unions keep the value as it came instead.
            let deepest = decode::<Wide>(&nested(&opening, 127));
            if member == "inner" {
                let error = deepest.expect_err("too deep").to_string();
                assert!(error.contains("nested too deeply"), "{error}");
            }
        }
    });
}

#[test]
fn a_call_fits_a_small_stack() {
    on_a_small_stack(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let bank = FakeTransport::answering(|_| Answer::json(200, nested(3)));
        let client = lean::Client::builder(expandable::servers::Here)
            .transport(bank)
            .build();
        let client = client.expect("a client");
        let call = client.get_account("a").into_future();
        assert!(size_of_val(&call) <= 64);
        let account = runtime
            .expect("a runtime")
            .block_on(call)
            .expect("an account");
        assert_eq!(account.id, "a");
    });
}

/// Checks that constructors take values without boxes.
#[test]
fn constructors_take_values_without_boxes() {
    let address = Address::new("1 High Street".to_owned());
    let mut receipt = Receipt::new("r".to_owned(), address.clone(), None);
    assert_eq!(receipt.address.line1, "1 High Street");
    assert_eq!(
        encode(&receipt),
        r#"{"id":"r","address":{"line1":"1 High Street"},"former":null}"#
    );
    receipt.former = Some(address.into());
    assert!(receipt.former.is_some_and(|former| former.line2.is_none()));
}

/// A type of the user's own may hold the value in a box or in place.
#[test]
fn own_types_hold_values_either_way() {
    #[derive(lean::Schema)]
    #[schema(spec = "tests/specs/expandable.yaml", name = Address)]
    struct Place {
        line1: String,
    }

    #[derive(lean::Schema)]
    #[schema(spec = "tests/specs/expandable.yaml", name = Receipt)]
    struct InPlace {
        address: Place,
    }

    #[derive(lean::Schema)]
    #[schema(spec = "tests/specs/expandable.yaml", name = Receipt)]
    struct InBox {
        address: Box<Place>,
        former: Option<Box<Place>>,
    }

    let text = r#"{"id":"r","address":{"line1":"a"},"former":{"line1":"b"}}"#;
    assert_eq!(
        decode::<InPlace>(text).expect("a receipt").address.line1,
        "a"
    );
    let boxed: InBox = decode(text).expect("a receipt");
    assert_eq!(boxed.address.line1, "a");
    assert_eq!(boxed.former.expect("one").line1, "b");
}
