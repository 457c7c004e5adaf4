//! This program as the compiler of a package: it runs the real one, and says where macros write what they use.
//!
//! Cargo runs it for the packages of the workspace only, so dependencies are compiled once. Each unit has a folder of its
//! own, which is emptied before the unit is compiled. A unit that cargo finds fresh keeps its records.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs};

use lean_lock::VARIABLE;

/// The environment variable that makes this program the compiler. Its value is the folder of all records.
pub(crate) const FOLDER: &str = "LEAN_API_RECORDS";

/// Runs the compiler, if cargo asks for it.
pub(crate) fn run(arguments: &[OsString]) -> Option<ExitCode> {
    let folder = env::var_os(FOLDER).filter(|folder| !folder.is_empty())?;
    let (compiler, rest) = arguments.get(1..)?.split_first()?;
    let mut command = Command::new(compiler);
    command.args(rest).env_remove(FOLDER);
    if let Some(unit) = unit(rest) {
        let folder = Path::new(&folder).join(unit);
        let _ = fs::remove_dir_all(&folder);
        if fs::create_dir_all(&folder).is_ok() {
            command.env(VARIABLE, &folder);
        }
    }
    Some(match command.status() {
        Ok(status) => u8::try_from(status.code().unwrap_or(1)).unwrap_or(1).into(),
        Err(_) => ExitCode::FAILURE,
    })
}

/// The name of a unit, as its file is called: `bank-1f2e3d`.
fn unit(arguments: &[OsString]) -> Option<String> {
    let text = |index: usize| arguments.get(index).map(|text| text.to_string_lossy());
    let after = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        text(at + 1).map(|text| text.into_owned())
    };
    let name = after("--crate-name")?;
    let extra = arguments.iter().find_map(|argument| {
        let argument = argument.to_string_lossy();
        argument.strip_prefix("extra-filename=").map(str::to_owned)
    })?;
    Some(format!("{name}{extra}"))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::unit;

    #[test]
    fn a_unit_is_named_like_its_file() {
        let arguments = [
            "--crate-name",
            "bank",
            "--edition=2024",
            "-C",
            "extra-filename=-1f2e",
        ];
        assert_eq!(
            unit(&arguments.map(OsString::from)).as_deref(),
            Some("bank-1f2e")
        );
        assert_eq!(unit(&["-vV".into()]), None);
    }
}
