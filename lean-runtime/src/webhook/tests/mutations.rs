//! Each change of a delivery is refused.

use super::*;

const MUTATIONS: usize = 10_000;

/// A generator of numbers (xorshift), the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap_or_default()
    }

    /// Flips a bit, replaces, inserts, removes, doubles or cuts off.
    fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut changed = bytes.to_vec();
        let at = self.next(changed.len());
        match self.next(6) {
            0 => changed[at] ^= 1 << self.next(8),
            1 => changed[at] = u8::try_from(self.next(256)).unwrap_or_default(),
            2 => changed.insert(at, u8::try_from(self.next(256)).unwrap_or_default()),
            3 => drop(changed.remove(at)),
            4 => changed.insert(at, changed[at]),
            _ => changed.truncate(at),
        }
        changed
    }
}

fn refusal_codes(receiver: &Receiver<AnyEvent>, given: &[(&str, &str)], body: &str, seed: u64) {
    let good = headers(given.iter().copied());
    assert_eq!(code(receiver, &good, body.as_bytes()), "OK");
    let mut numbers = Numbers(seed);
    let mut tried = 0;
    while tried < MUTATIONS {
        let mut changed_headers = good.clone();
        let mut changed_body = body.as_bytes().to_vec();
        let part = numbers.next(given.len() + 1);
        if let Some((name, value)) = given.get(part) {
            let bytes = numbers.mutate(value.as_bytes());
            // An HTTP server never passes on an invalid header value.
            let Ok(changed) = HeaderValue::from_bytes(&bytes) else {
                continue;
            };
            let name = HeaderName::try_from(*name).expect("a name");
            changed_headers.insert(name, changed);
        } else {
            changed_body = numbers.mutate(&changed_body);
        }
        if changed_headers == good && changed_body == body.as_bytes() {
            continue;
        }
        tried += 1;
        let result = receiver.read(&changed_headers, &changed_body);
        let error = result.expect_err("a changed delivery is taken");
        assert!(
            matches!(
                error.code(),
                "WEBHOOK_UNSIGNED" | "WEBHOOK_SIGNATURE" | "WEBHOOK_STALE"
            ),
            "{error}"
        );
    }
}

#[test]
fn ten_thousand_mutations_of_leans_delivery_are_refused() {
    refusal_codes(
        &lean(),
        &[("lean-signature", LEAN_SIGNATURE)],
        LEAN_BODY,
        42,
    );
}

#[test]
fn ten_thousand_mutations_of_a_standard_delivery_are_refused() {
    refusal_codes(&standard(), &STANDARD_HEADERS, STANDARD_BODY, 7);
}
