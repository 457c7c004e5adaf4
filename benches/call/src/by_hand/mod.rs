//! The same replies, read by what others use: types by hand with serde's derives.

mod types;

use std::hint::black_box;

use lean_runtime::model::Slot;
use serde::de::DeserializeOwned;

pub use self::types::{Customer, Entry, Intent, NewIntent, Page, Transactions};
use crate::cases::Case;
use crate::{bank, feed, texts};

/// Reading only: ours without the call, our types through serde_json, types by hand.
pub const CASES: &[Case] = &[
    read("get", "read", 1000, || {
        ours::<bank::Customer>(texts::CUSTOMER.into())
    }),
    read("get", "ours-serde", 1000, || {
        serde::<bank::Customer>(texts::CUSTOMER.into())
    }),
    read("get", "derive", 1000, || {
        serde::<Customer>(texts::CUSTOMER.into())
    }),
    read("get", "sonic", 1000, || {
        sonic::<Customer>(texts::CUSTOMER.into())
    }),
    read("list100", "read", 10, || {
        ours::<bank::TransactionsResult>(texts::transactions(100))
    }),
    read("list100", "ours-serde", 10, || {
        serde::<bank::TransactionsResult>(texts::transactions(100))
    }),
    read("list100", "derive", 10, || {
        serde::<Transactions>(texts::transactions(100))
    }),
    read("list100", "sonic", 10, || {
        sonic::<Transactions>(texts::transactions(100))
    }),
    read("list3000", "read", 1, || {
        ours::<bank::TransactionsResult>(texts::transactions(3000))
    }),
    read("list3000", "ours-serde", 1, || {
        serde::<bank::TransactionsResult>(texts::transactions(3000))
    }),
    read("list3000", "derive", 1, || {
        serde::<Transactions>(texts::transactions(3000))
    }),
    read("list3000", "sonic", 1, || {
        sonic::<Transactions>(texts::transactions(3000))
    }),
    read("post", "read", 1000, || {
        ours::<bank::PaymentIntent>(texts::INTENT.into())
    }),
    read("post", "ours-serde", 1000, || {
        serde::<bank::PaymentIntent>(texts::INTENT.into())
    }),
    read("post", "derive", 1000, || {
        serde::<Intent>(texts::INTENT.into())
    }),
    read("post", "sonic", 1000, || {
        sonic::<Intent>(texts::INTENT.into())
    }),
    read("pages5x20", "derive", 10, || {
        five(serde::<Page>(texts::page(20, 5)))
    }),
    read("pages5x20", "sonic", 10, || {
        five(sonic::<Page>(texts::page(20, 5)))
    }),
    read("lines100", "ours-serde", 10, || lines::<feed::Entry>()),
    read("lines100", "derive", 10, || lines::<Entry>()),
];

type Run = Box<dyn FnMut(u32)>;

const fn read(name: &'static str, column: &'static str, calls: u32, prepare: fn() -> Run) -> Case {
    Case {
        name,
        column,
        calls,
        prepare,
    }
}

fn ours<T: Slot>(text: String) -> Run {
    each(move || {
        drop(black_box(
            lean_runtime::model::decode::<T>(&text).expect("reads"),
        ))
    })
}

fn serde<T: DeserializeOwned>(text: String) -> Run {
    each(move || {
        drop(black_box(
            serde_json::from_slice::<T>(text.as_bytes()).expect("reads"),
        ))
    })
}

fn sonic<T: DeserializeOwned>(text: String) -> Run {
    each(move || {
        drop(black_box(
            sonic_rs::from_slice::<T>(text.as_bytes()).expect("reads"),
        ))
    })
}

fn lines<T: DeserializeOwned>() -> Run {
    let text = texts::lines(100);
    each(move || {
        for line in text.lines() {
            drop(black_box(serde_json::from_str::<T>(line).expect("reads")));
        }
    })
}

fn five(mut run: Run) -> Run {
    Box::new(move |calls| run(calls * 5))
}

fn each(mut read: impl FnMut() + 'static) -> Run {
    Box::new(move |calls| (0..calls).for_each(|_| read()))
}
