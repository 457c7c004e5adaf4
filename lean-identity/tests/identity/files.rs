//! F: what can be wrong with a file.

use std::{fs, path::Path};

use lean_identity::identity::{Environment, Identity, IdentityError, PemFiles, Role};

use crate::{
    fails, fine,
    lab::{self, Directory, lab},
    notes, with_certificate,
};

/// The three good files in a directory.
fn portal() -> (Directory, [std::path::PathBuf; 3]) {
    let directory = Directory::new();
    let paths = directory.write_portal(&lab().app.key_pem(), &lab().app.pem(), &lab().chain_pem());
    (directory, paths)
}

fn from_files(paths: &[impl AsRef<Path>; 3]) -> Result<Identity, IdentityError> {
    Identity::from_pem_files(&paths[0], &paths[1], &paths[2])
}

/// The certificate file is replaced by this path.
#[track_caller]
fn certificate_path_fails(path: &Path, code: &str) -> IdentityError {
    let (_directory, [key, _, chain]) = portal();
    let error = fails(Identity::from_pem_files(key, path, chain), code);
    assert_eq!(error.role(), Some(Role::Certificate));
    assert!(
        error
            .to_string()
            .contains(&*path.file_name().expect("a name").to_string_lossy()),
        "{error}"
    );
    error
}

#[test]
fn f_01_missing_file_names_role_path_and_a_similar_file() {
    for (index, role) in [Role::Key, Role::Certificate, Role::Chain]
        .into_iter()
        .enumerate()
    {
        let (_directory, mut paths) = portal();
        let name = paths[index].to_string_lossy().replace("_", "-");
        paths[index] = name.clone().into();
        let error = fails(from_files(&paths), "FILE_NOT_FOUND");
        assert_eq!(error.role(), Some(role));
        assert!(error.to_string().contains(&name), "{error}");
        assert!(error.remedy().contains("Perhaps `"), "{error}");
    }
    let (_directory, mut paths) = portal();
    paths[0] = paths[0].with_file_name("key");
    let error = fails(from_files(&paths), "FILE_NOT_FOUND");
    assert!(error.remedy().starts_with("Check the path"), "{error}");
}

#[test]
fn f_02_directory_in_place_of_a_file() {
    let (directory, _) = portal();
    let error = certificate_path_fails(&directory.0, "FILE_IS_DIRECTORY");
    assert!(error.remedy().contains("from_dir"), "{error}");
    let empty = Directory::new();
    let error = certificate_path_fails(&empty.0, "FILE_IS_DIRECTORY");
    assert!(!error.remedy().contains("from_dir"), "{error}");
}

#[test]
fn f_04_empty_file() {
    fails(with_certificate(""), "FILE_EMPTY");
    fails(with_certificate("\u{feff}\r\n \n"), "FILE_EMPTY");
}

#[cfg(unix)]
#[test]
fn f_05_pipe_or_device_is_refused_without_waiting() {
    let directory = Directory::new();
    let pipe = directory.0.join("pipe.crt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|status| status.success()) {
        let error = certificate_path_fails(&pipe, "FILE_NOT_REGULAR");
        assert!(error.remedy().contains("from_pem"), "{error}");
    }
    certificate_path_fails(Path::new("/dev/zero"), "FILE_NOT_REGULAR");
}

#[test]
fn f_06_larger_than_a_mebibyte() {
    let big = "x".repeat((1 << 20) + 1);
    let directory = Directory::new();
    certificate_path_fails(&directory.write("big.crt", &big), "FILE_TOO_LARGE");
    fails(with_certificate(big), "FILE_TOO_LARGE");
}

#[test]
fn f_07_ten_thousand_certificates() {
    let tiny = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    fails(with_certificate(tiny.repeat(10_000)), "TOO_MANY_SECTIONS");
}

#[cfg(unix)]
#[test]
fn f_30_key_file_that_others_can_read() {
    let (_directory, paths) = portal();
    for mode in [0o600, 0o400] {
        lab::set_mode(&paths[0], mode);
        fine(from_files(&paths));
    }
    for mode in [0o644, 0o640] {
        lab::set_mode(&paths[0], mode);
        notes(from_files(&paths), &["FILE_OPEN_TO_OTHERS"]);
        let strict = Identity::builder(PemFiles::new(&paths[0], &paths[1], &paths[2]))
            .refuse_open_key_file();
        fails(strict.load(), "FILE_OPEN_TO_OTHERS");
    }
    // A mounted secret has rights of its own making.
    fs::create_dir(paths[0].with_file_name("..data")).expect("a directory");
    fine(from_files(&paths));
}

#[cfg(unix)]
#[test]
fn f_31_symbolic_links() {
    use std::os::unix::fs::symlink;
    let (directory, paths) = portal();
    let link = |name: &str, target: &str| {
        let path = directory.0.join(name);
        symlink(target, &path).expect("a link");
        path
    };
    fine(Identity::from_pem_files(
        &paths[0],
        link("good.crt", "my_app_cert.crt"),
        &paths[2],
    ));
    let error = certificate_path_fails(&link("dangling.crt", "gone.crt"), "FILE_NOT_FOUND");
    assert!(error.to_string().contains("gone.crt"), "{error}");
    certificate_path_fails(&link("loop.crt", "loop.crt"), "FILE_LOOP");
}

#[cfg(target_os = "linux")]
#[test]
fn f_33_path_that_is_not_utf_8() {
    use std::os::unix::ffi::OsStrExt as _;
    let (directory, paths) = portal();
    let odd = directory.write(
        std::ffi::OsStr::from_bytes(b"cert-\xff.crt"),
        lab().app.pem(),
    );
    fine(Identity::from_pem_files(&paths[0], odd, &paths[2]));
}

#[test]
fn f_14_variables_may_have_newlines_written_out() {
    if let Some(identity) =
        in_a_process_with("f_14_variables_may_have_newlines_written_out", |_| {
            [lab().app.key_pem(), lab().app.pem(), lab().chain_pem()]
                .map(|pem| pem.replace('\n', "\\n"))
        })
    {
        notes(identity, &["PEM_ESCAPED_NEWLINES"; 3]);
    }
}

#[test]
fn variables_may_hold_paths() {
    if let Some(identity) = in_a_process_with("variables_may_hold_paths", |paths| paths) {
        fine(identity);
    }
}

#[test]
fn x_04_variable_that_holds_neither_text_nor_path_is_not_shown() {
    const TEST: &str = "x_04_variable_that_holds_neither_text_nor_path_is_not_shown";
    let secret = "MC4CAQAwBQYDK2VwBCIEIA==";
    if let Some(identity) = in_a_process_with(TEST, |_| [secret; 3].map(str::to_owned)) {
        let error = fails(identity, "ENV_MISSING");
        assert!(!format!("{error} {error:?}").contains(secret), "{error}");
    }
}

#[test]
fn variable_that_is_not_set() {
    let source = Environment::with_names("LEAN_TEST_NOT_SET", "PATH", "PATH");
    let error = fails(Identity::builder(source).load(), "ENV_MISSING");
    assert_eq!(
        (error.role(), error.origin()),
        (Some(Role::Key), Some("LEAN_TEST_NOT_SET"))
    );
}

/// Runs a test of this file again with the three variables set: a test must not change those of its
/// own process. Returns the result in the other process, and `None` in this one.
#[track_caller]
fn in_a_process_with(
    test: &str,
    values: impl FnOnce([String; 3]) -> [String; 3],
) -> Option<Result<Identity, IdentityError>> {
    const NAMES: [&str; 3] = [
        "LEAN_PRIVATE_KEY",
        "LEAN_CERTIFICATE",
        "LEAN_CERTIFICATE_CHAIN",
    ];
    if std::env::var_os(NAMES[0]).is_some() {
        return Some(Identity::from_env());
    }
    let (_directory, paths) = portal();
    let values = values(paths.map(|path| path.to_string_lossy().into_owned()));
    let output = std::process::Command::new(std::env::current_exe().expect("a path"))
        .args(["--exact", &format!("files::{test}")])
        .envs(NAMES.into_iter().zip(values))
        .output()
        .expect("runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    None
}
