//! Runs a case, for callgrind: `count CASE COLUMN CALLS`. Without arguments it lists the cases.
//!
//! What `measured` does is counted (`--toggle-collect='count::measured*'`), after calls that fill caches.

use std::env;

fn main() {
    let mut words = env::args().skip(1);
    let Some(name) = words.next() else {
        for case in call::cases::all() {
            println!("{}\t{}\t{}", case.name, case.column, case.calls);
        }
        return;
    };
    let column = words.next().unwrap_or_else(|| "ours".to_owned());
    let calls = words.next().and_then(|calls| calls.parse().ok());
    let mut cases = call::cases::all().into_iter();
    let case = cases
        .find(|case| case.name == name && case.column == column)
        .expect("a case of the list");
    let mut run = (case.prepare)();
    run(3);
    measured(&mut run, calls.unwrap_or(case.calls));
}

#[inline(never)]
fn measured(run: &mut dyn FnMut(u32), calls: u32) {
    run(calls);
}
