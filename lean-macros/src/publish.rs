//! Finds out if a package can be published as it is: a description outside of it is not part of the package.

use std::fs;
use std::path::Path;

/// The message about a file outside the package.
pub(crate) fn outside_message(file: &str) -> String {
    format!(
        "`{file}` is outside the package: `cargo publish` leaves it behind, and the published crate does not compile\n\
         = help: move it into the package, or say `publish = false` in Cargo.toml"
    )
}

/// Returns true if a package is meant to be published, by its manifest or its workspace's.
pub(crate) fn is_meant(package: &Path) -> bool {
    match written(package, "[package]") {
        Some(setting) if setting.contains("workspace") => {
            let workspace = package
                .ancestors()
                .skip(1)
                .find_map(|directory| written(directory, "[workspace.package]"));
            !workspace.is_some_and(|setting| is_off(&setting))
        }
        Some(setting) => !is_off(&setting),
        None => true,
    }
}

fn is_off(setting: &str) -> bool {
    let value = setting.split_once('=').map_or("", |(_, value)| value);
    value.trim().starts_with("false") || value.replace(' ', "").starts_with("[]")
}

/// The `publish` of a section of a manifest: a line of it, which is all that is ever written.
fn written(directory: &Path, section: &str) -> Option<String> {
    let manifest = fs::read_to_string(directory.join("Cargo.toml")).ok()?;
    let lines = manifest
        .lines()
        .map(str::trim)
        .skip_while(|line| *line != section)
        .skip(1);
    let mut lines = lines.take_while(|line| !line.starts_with('['));
    lines
        .find(|line| line.starts_with("publish"))
        .map(str::to_owned)
}
