//! K-15: after an identity is dropped, its private key is nowhere in this process's memory.
//!
//! A test binary of its own, with nothing else in it that would hold the key. The key is written here
//! inverted, so that this file's own constants are not found.

#![cfg(target_os = "linux")]

use std::{
    env,
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom},
    path::Path,
    process::Command,
};

use base64::Engine as _;
use lean_identity::identity::Identity;

const TEST: &str = "k_15_private_key_is_wiped_when_the_identity_is_dropped";
const ASKED: &str = "LEAN_TEST_ASKED_FOR_KEY";

#[test]
fn k_15_private_key_is_wiped_when_the_identity_is_dropped() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lean-lab/fixtures");
    let path = |name: &str| fixtures.join(name);
    let load = || {
        Identity::from_pem_files(path("p256.pkcs8.pem"), path("p256.crt"), path("v1.crt"))
            .expect("loads")
    };
    if env::var_os(ASKED).is_some() {
        return answer(&path("p256.pkcs8.pem"));
    }
    let needles = needles();

    let identity = load();
    // The crypto library holds it as a number, lowest byte first.
    assert!(
        count(&needles.number) > 0,
        "the search finds the key while it is in use"
    );
    drop(identity);
    assert_eq!(count(&needles.number), 0, "the number is left in memory");
    assert_eq!(
        count(&needles.scalar),
        0,
        "the key itself is left in memory"
    );
    assert_eq!(
        count(&needles.base64),
        0,
        "the text of the key file is left in memory"
    );
}

struct Needles {
    scalar: Vec<u8>,
    number: Vec<u8>,
    base64: Vec<u8>,
}

/// The key, each byte inverted, as another process of this very test says: so it never is in this one.
fn needles() -> Needles {
    let this = env::current_exe().expect("a path");
    let output = Command::new(this)
        .args(["--exact", TEST, "--nocapture"])
        .env(ASKED, "1")
        .output()
        .expect("runs");
    let text = String::from_utf8(output.stdout).expect("text");
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(ASKED))
        .expect("an answer");
    let (scalar, base64) = line.trim().split_once(' ').expect("two numbers");
    let unhex = |hex: &str| -> Vec<u8> {
        let digits = (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16));
        digits.collect::<Result<_, _>>().expect("hexadecimal")
    };
    Needles {
        number: unhex(scalar).into_iter().rev().collect(),
        scalar: unhex(scalar),
        base64: unhex(base64),
    }
}

/// Runs in the other process.
#[allow(clippy::print_stdout)] // This is how it answers.
fn answer(path: &Path) {
    let pem = fs::read_to_string(path).expect("the key");
    let text: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = base64::engine::general_purpose::STANDARD
        .decode(&text)
        .expect("base64");
    // OCTET STRING of 32 bytes: the secret number of an EC key.
    let at = 2 + der
        .windows(2)
        .position(|window| window == [4, 32])
        .expect("the number");
    let inverted = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{:02x}", !byte))
            .collect::<String>()
    };
    println!(
        "\n{ASKED} {} {}",
        inverted(&der[at..at + 32]),
        inverted(&text.as_bytes()[48..80])
    );
}

/// Counts the inverse of the needle in the writable memory of this process.
fn count(inverted: &[u8]) -> usize {
    let maps = fs::read_to_string("/proc/self/maps").expect("the list of mappings");
    let mut memory = File::open("/proc/self/mem").expect("own memory");
    let mut found = 0;
    for line in maps.lines().filter(|line| {
        line.split(' ')
            .nth(1)
            .is_some_and(|rights| rights.starts_with("rw"))
    }) {
        let (start, end) = line
            .split(' ')
            .next()
            .and_then(|range| range.split_once('-'))
            .expect("a range");
        let [start, end] =
            [start, end].map(|hex| u64::from_str_radix(hex, 16).expect("an address"));
        let mut page = vec![0; usize::try_from(end - start).expect("small").min(64 << 20)];
        let is_readable =
            memory.seek(SeekFrom::Start(start)).is_ok() && memory.read_exact(&mut page).is_ok();
        if is_readable {
            found += page
                .windows(inverted.len())
                .filter(|w| w.iter().zip(inverted).all(|(a, b)| *a == !*b))
                .count();
        }
        page.fill(0);
    }
    found
}
