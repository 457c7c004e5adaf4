//! Counts what a case allocates: `allocations` prints case, column, allocations a call, and the most bytes that were
//! held at once above what was held before.

fn main() {
    for case in call::cases::all() {
        let mut run = (case.prepare)();
        run(3);
        let calls = case.calls.min(10);
        let counted = allocation_counter::measure(|| run(calls));
        println!(
            "{}\t{}\t{}\t{}",
            case.name,
            case.column,
            counted.count_total / u64::from(calls),
            counted.bytes_max
        );
    }
}
