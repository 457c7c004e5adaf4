//! Provokes the common failures of client certificates and compares the messages with `docs/failure-messages.md`, word
//! for word. `UPDATE=1` writes the page again.

mod files;
mod ours;
mod page;
mod theirs;

use std::{fs, path::Path};

use self::page::Page;

const PREFACE: &str = "\
# Error messages of client certificates

The 24 most common failures of client certificates, and the message that the library prints for
each. An error at loading names the file. An error of a call names the operation, its route and the
host. Then it says what happened, how often the call was tried, and what to do. The codes are
stable; they are constants in `lean::error::codes`.

A test provokes each failure and compares this page word for word: `failure_modes` in
`lean-runtime/tests/client/`. With `UPDATE=1` the test writes the page again. The page replaces
fingerprints, ports, durations and the time of day by fixed values.
";

const NEVER: &str = "
No message exists, because this failure cannot happen: the TLS configuration, the connections and
the sessions change together. The tests `r_01` to `r_09` of
[transport-catalogue.md](transport-catalogue.md) check this on the server's side. `r_01` also shows
how a common design fails.
";

#[tokio::test]
async fn messages_match_the_page() {
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
    panic!("docs/failure-messages.md differs, first in {differs:#?}; UPDATE=1 writes it again");
}
