//! The failure modes that meet users of client certificates, each provoked for real: what is printed stands, word for
//! word, in `docs/failure-messages.md`, to be read as a tired engineer would. `UPDATE=1` writes the page anew.

mod files;
mod ours;
mod page;
mod theirs;

use std::{fs, path::Path};

use self::page::Page;

const PREFACE: &str = "\
# What is printed when client certificates fail

The 24 failure modes that users of client certificates meet most, each provoked for real, with what this library prints. The
page is written by a test (`failure_modes` in `lean-runtime/tests/client/`), which fails when a word of it changes; `UPDATE=1`
writes it anew. Errors at loading name the file; errors of calls name operation, route and host, then what happened, how
often it was tried, and what to do. Codes are stable, and constants of `lean::error::codes`. Fingerprints, ports, durations and the time of day are made equal here.
";

const NEVER: &str = "
Nothing is printed, because it does not happen: configuration, pool and sessions change as one. Tests `r_01` to `r_09` of
[transport-catalogue.md](transport-catalogue.md) show it from the server's side, and `r_01` the common design that fails.
";

#[tokio::test]
async fn what_is_printed_stands_on_the_page() {
    let mut page = Page::new(PREFACE);
    files::write(&mut page);
    ours::write(&mut page).await;
    theirs::write(&mut page).await;
    page.failure(24, "A rotated identity is not used");
    page.text.push_str(NEVER);

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/failure-messages.md");
    let before = fs::read_to_string(&path).unwrap_or_default();
    if before == page.text {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page.text).expect("the page can be written");
    }
    let lines = before.lines().zip(page.text.lines());
    let differs = lines.into_iter().find(|(old, new)| old != new);
    panic!("docs/failure-messages.md differs, first in {differs:#?}; UPDATE=1 writes it anew");
}
