//! Runs fuzz targets: by libFuzzer under `cargo fuzz`, and otherwise by seeds and random changes of them, which needs no
//! nightly compiler and is the same on every run.
//!
//! In come the folders of seeds as arguments, and from the environment `FUZZ_SECONDS` (10) and `FUZZ_SEED` (1). What made a
//! target panic, or take longer than ten seconds, is written to `fuzz-found` in the working directory.

#[cfg(not(fuzzing))]
mod change;

#[cfg(fuzzing)]
pub use libfuzzer_sys::fuzz_target;

#[cfg(not(fuzzing))]
pub use arbitrary;

/// Makes a program of a target: `fuzz_target!(|text: &str| { .. });`
#[cfg(not(fuzzing))]
#[macro_export]
macro_rules! fuzz_target {
    (|$bytes:ident: &[u8]| $body:expr) => {
        fn main() -> std::process::ExitCode {
            $crate::run(&|$bytes: &[u8]| $body)
        }
    };
    (|$text:ident: &str| $body:expr) => {
        fn main() -> std::process::ExitCode {
            $crate::run(&|bytes: &[u8]| {
                if let Ok($text) = std::str::from_utf8(bytes) {
                    $body
                }
            })
        }
    };
    (|$input:ident: $ty:ty| $body:expr) => {
        fn main() -> std::process::ExitCode {
            $crate::run(&|bytes: &[u8]| {
                let data = $crate::arbitrary::Unstructured::new(bytes);
                if let Ok($input) = <$ty as $crate::arbitrary::Arbitrary>::arbitrary_take_rest(data)
                {
                    $body
                }
            })
        }
    };
}

#[cfg(not(fuzzing))]
pub use run::run;

#[cfg(not(fuzzing))]
mod run {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::process::ExitCode;
    use std::time::{Duration, Instant};
    use std::{env, fs};

    use crate::change::Changes;

    /// A target that takes longer for one input hangs, or may as well.
    const ONE_MAX: Duration = Duration::from_secs(10);

    /// Feeds the seeds, then changes of them, until the time is over or something is found.
    pub fn run(target: &dyn Fn(&[u8])) -> ExitCode {
        let seeds = seeds();
        let time = Duration::from_secs(number("FUZZ_SECONDS", 10));
        let mut changes = Changes::new(seeds.clone(), number("FUZZ_SEED", 1));
        let started = Instant::now();
        let mut count: u64 = 0;
        let mut todo = seeds.into_iter();
        loop {
            let input = match todo.next() {
                Some(seed) => seed,
                None if started.elapsed() >= time => break,
                None => changes.next(),
            };
            count += 1;
            let began = Instant::now();
            let outcome = catch_unwind(AssertUnwindSafe(|| target(&input)));
            let why = match (outcome, began.elapsed()) {
                (Err(_), _) => "a panic",
                (Ok(()), taken) if taken > ONE_MAX => "too slow",
                (Ok(()), _) => continue,
            };
            return found(&input, why, count);
        }
        println!("{count} inputs, nothing found");
        ExitCode::SUCCESS
    }

    fn found(input: &[u8], why: &str, count: u64) -> ExitCode {
        match fs::write("fuzz-found", input) {
            Ok(()) => eprintln!("input {count}: {why}; it is in `fuzz-found`"),
            Err(error) => {
                eprintln!("input {count}: {why}; it could not be written to `fuzz-found`: {error}")
            }
        }
        ExitCode::FAILURE
    }

    /// The files of the folders that are given, in the order of their names; one empty input if there are none.
    fn seeds() -> Vec<Vec<u8>> {
        let mut paths: Vec<_> = env::args()
            .skip(1)
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flat_map(|entries| entries.filter_map(Result::ok))
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        let mut seeds: Vec<Vec<u8>> = paths
            .into_iter()
            .filter_map(|path| fs::read(path).ok())
            .collect();
        if seeds.is_empty() {
            seeds.push(Vec::new());
        }
        seeds
    }

    fn number(name: &str, otherwise: u64) -> u64 {
        env::var(name)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(otherwise)
    }
}
